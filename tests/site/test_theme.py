"""Themes: a project's folder laid over the default one, and what templates may ask for beside their page."""

import os
import re
from pathlib import Path

import jinja2
import pytest
from made_pages import page_of
from onrecord.pipeline import Made, make
from onrecord.records.fields import Foreign
from onrecord.theme import Theme, both_ends, capital, default_folder, theme_for
from projects import MakeProject, write_files
from smallest import SITE, SOUND, SOURCE, Files, with_lines

LOOK = f"{SITE}theme: look\n"
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'

# Prose that cites two sources, one of them twice, and links to records, once without words.
BODY = """
It opened [@paper]. It closed [@wire; @paper] after [the talks](../events/talks.md), see [](../events/talks.md) and
[tolls](../terms.yml#toll).
"""
CITING: Files = {
    "content/sources/wire.md": with_lines(SOURCE, "title: News & <more>", "published: 2022-01-11"),
    "content/terms.yml": "toll:\n  title: Toll\n  meaning: A due.\n",
    "content/context/words.md": f"---\ntitle: Words\nsummary: Of words.\n---\n{BODY}",
}
INTRO = BODY.replace("../", "").replace("\n", "\n  ")


def with_site(*lines: str) -> Files:
    """The sound project with more lines in its site file."""
    return {**SOUND, "content/site.yml": SITE + "".join(f"{line}\n" for line in lines)}


def looked(project: MakeProject, files: Files) -> Made:
    """The sound project, made with a theme of its own."""
    return make(project({**SOUND, "content/site.yml": LOOK, **files}))


def codes(made: Made) -> list[str]:
    """Its errors in short: place and code."""
    return [f"{one.location} {one.code}" for one in made.prepared.problems if one.severity == "error"]


def asset(made: Made, name: str) -> bytes:
    """An asset of a site."""
    return next(one.data for one in made.artifacts if one.path == f"assets/{name}")


def citations(page: str) -> list[tuple[str, str, str]]:
    """Every citation of a page: target, label and text."""
    return re.findall(r'<a class="citation" href="([^"]*)" aria-label="([^"]*)">([^<]*)</a>', page)


# -- templates --------------------------------------------------------------------------------------------------------


def test_a_template_may_extend_the_one_it_replaces(project: MakeProject) -> None:
    """A theme's page extends ``default/...`` of the same path, and adds to its blocks; other pages stay as they are."""
    made = looked(
        project,
        {
            "look/kinds/event.html": '{% extends "default/kinds/event.html" %}\n{% block lead %}{{ super() }}<p>Of our own</p>{% endblock %}'
        },
    )
    assert [] == codes(made)
    event = page_of(made, "events/talks.html")
    assert "<p>Of our own</p>" in event
    assert "The harbour talks open" in event
    assert "Of our own" not in page_of(made, "timeline.html")


def test_the_skeleton_may_be_extended_for_every_page(project: MakeProject) -> None:
    """A theme's ``base.html`` is the one that default pages extend, the components they import included."""
    head = (
        '{% extends "default/base.html" %}{% block head %}<meta name="author" content="{{ site.title }}">{% endblock %}'
    )
    made = looked(project, {"look/base.html": head, "look/components/navigation.html": "<nav>Ours</nav>"})
    pages = [one.data.decode() for one in made.artifacts if one.path.endswith(".html")]
    assert len(pages) > 10
    assert [] == [page for page in pages if '<meta name="author" content="The harbour talks">' not in page]
    assert [] == [page for page in pages if "<nav>Ours</nav>" not in page]


def test_a_name_that_does_not_exist_is_an_error(project: MakeProject) -> None:
    """A template that asks for what is not there is told with its place, and nothing is made."""
    made = looked(project, {"look/pages/about.html": "<p>\n{{ site.titel }}"})
    assert (["look/pages/about.html:2:1 T002"], ()) == (codes(made), made.artifacts)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ nothing }}", "T002"),
        ("{{ view.nothing.more }}", "T002"),
        ("{% if nothing %}{% endif %}", "T002"),
        ("{% for one in nothing %}{% endfor %}", "T002"),
        ("{{ 1 + 'one' }}", "T002"),
        ("{{ record('one') }}", "T002"),
        ("{{ 1 // 0 }}", "T002"),
        ("{{ title|nothing }}", "T001"),
        ("{% if %}", "T001"),
        ("{% include 'nothing.html' %}", "T003"),
        ("{% import 'components/nothing.html' as nothing %}", "T003"),
    ],
)
def test_whatever_is_wrong_with_a_template_is_told(project: MakeProject, template: str, code: str) -> None:
    """What goes wrong in a theme's template is a problem at its place, never a traceback."""
    assert [f"look/pages/home.html:1:1 {code}"] == codes(looked(project, {"look/pages/home.html": template}))


def test_a_fault_in_the_default_templates_is_ours(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no template of the project's is to blame, the error is not laid at its door."""
    monkeypatch.setattr("onrecord.theme.Desk.asset", lambda _, name: 1 // len(name[:0]))
    with pytest.raises(ZeroDivisionError):
        make(project(SOUND))


def test_templates_escape_what_they_show(project: MakeProject) -> None:
    """A theme need not escape: whatever it shows is escaped, but prose."""
    page = '{{ "<b>" }} {{ site.title ~ "<i>" }} {{ view.intro.parts[0].html|prose }}'
    files = {**SOUND, "content/site.yml": f"{LOOK}intro: '**bold**'\n", "look/pages/home.html": page}
    assert "&lt;b&gt; The harbour talks&lt;i&gt; <p><strong>bold</strong></p>" == page_of(
        make(project(files)), "index.html"
    )


def test_environments_do_not_share_what_they_were_given() -> None:
    """Two editions have their own filters and globals, though compiled templates are kept."""
    theme = Theme((default_folder(),), ("templates",))
    first, second = theme.environment(), theme.environment()
    first.globals["site"] = "first"
    assert "site" not in second.globals
    assert issubclass(first.undefined, jinja2.StrictUndefined)


# -- style sheets and other assets ------------------------------------------------------------------------------------


def test_style_sheets_are_joined_in_order(project: MakeProject) -> None:
    """``main.css`` comes first, then all others by name, whichever folder they stand in."""
    sheets = {f"look/assets/css/{name}.css": f".{name} {{}}" for name in ("aaa", "zzz")}
    told = asset(looked(project, sheets), "onrecord.css").decode()
    order = [told.index(one) for one in ("@layer tokens, base", ".aaa", "@layer base {", "@layer tokens {", ".zzz")]
    assert sorted(order) == order


def test_a_style_sheet_takes_the_place_of_its_namesake(project: MakeProject) -> None:
    """A sheet of the same name stands in the place of the default one, and nothing of that is left."""
    made = looked(project, {"look/assets/css/tokens.css": "/* ours */\n@layer tokens {\n\n  :root { --ours: 1; }\n}\n"})
    told = asset(made, "onrecord.css").decode()
    assert "@layer tokens {\n:root { --ours: 1; }\n}\n" in told
    assert "--margin:" in Theme((default_folder(),), ("templates",)).stylesheet().decode()
    assert "--margin:" not in told
    assert 1 == told.count("@layer tokens {")


def test_remarks_and_indents_are_left_out() -> None:
    """The joined sheet has no comment, no indent and no empty line."""
    told = Theme((default_folder(),), ("templates",)).stylesheet().decode()
    assert "/*" not in told
    assert [] == [line for line in told.splitlines() if line != line.strip() or not line]


def test_assets_are_copied_and_replaced_by_path(project: MakeProject) -> None:
    """Other files are copied byte for byte; one of the same path as a default one takes its place; hidden ones stay."""
    made = looked(
        project,
        {"look/assets/fonts/a.woff2": b"\x00\xff", "look/assets/icon.svg": "<svg/>", "look/assets/.notes": "mine"},
    )
    assert (b"\x00\xff", b"<svg/>") == (asset(made, "fonts/a.woff2"), asset(made, "icon.svg"))
    scripts = {f"js/{one.name}" for one in (default_folder() / "assets" / "js").glob("*.js")}
    assert scripts
    assert {"icon.svg", "fonts/a.woff2", "onrecord.css"} | scripts == {
        one.path.removeprefix("assets/") for one in made.artifacts if one.path.startswith("assets/")
    }


def test_a_whole_style_sheet_may_be_brought(project: MakeProject) -> None:
    """A theme's ``assets/onrecord.css`` is the style sheet, and there is no second file at that address."""
    made = looked(project, {"look/assets/onrecord.css": "body {}", "look/assets/css/main.css": "p {}"})
    paths = [one.path for one in made.artifacts]
    assert (b"body {}", len(set(paths))) == (asset(made, "onrecord.css"), len(paths))


def test_the_default_theme_alone_is_used_where_none_is_named(tmp_path: Path) -> None:
    """Without ``theme`` the default folder is the only one, even if the project has one that might be meant."""
    write_files(tmp_path, {"templates/base.html": "", "theme/base.html": ""})
    assert (default_folder(),) == theme_for(tmp_path, None).folders
    assert (tmp_path / "theme", default_folder()) == theme_for(tmp_path, "theme").folders
    assert (default_folder() / "base.html").is_file()


# -- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pages/home.html", "assets/css/look.css", "locales/fr.po"])
def test_a_file_that_is_no_utf_8_is_told(project: MakeProject, name: str) -> None:
    """A template, style sheet or catalog in another encoding is told with its name."""
    site = LOOK.replace("[en]", "[en, fr]")
    made = looked(
        project, {"content/site.yml": site, "look/locales/fr.po": CATALOG, f"look/{name}": "café".encode("latin-1")}
    )
    assert [f"look/{name}:1:1 T001"] == codes(made)


def test_files_of_a_theme_that_are_not_to_be_opened_are_told(project: MakeProject) -> None:
    """A link out of the project would publish what nobody meant to, and a pipe be waited for without end."""
    folder = project({**SOUND, "content/site.yml": LOOK, "look/assets/css/main.css": "p { margin: 0 }"})
    os.mkfifo(folder / "look/assets/css/x.css")
    (folder / "look/assets/name.txt").symlink_to("/etc/hostname")
    (folder / "look/fonts").symlink_to("/usr/share")
    assert ["look/assets/css/x.css:1:1 R005", "look/assets/name.txt:1:1 R004", "look/fonts:1:1 R004"] == codes(
        make(folder)
    )


def test_a_theme_that_leads_out_of_the_project_is_told(
    project: MakeProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The site would be another one on another machine."""
    folder = project({**SOUND, "content/site.yml": LOOK})
    (folder / "look").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    assert ["content/site.yml:1:1 R004"] == codes(make(folder))


def test_a_catalog_that_fills_in_other_names_is_told(project: MakeProject) -> None:
    """A translation with a name that the original has not is told with its line; else it would stop a page being made."""
    site = LOOK.replace("[en]", "[en, fr]")
    text = f'{CATALOG}\nmsgid "Every status is given as of %(day)s."\nmsgstr "Le %(jour)s."\n'
    assert ["look/locales/fr.po:4:1 T002"] == codes(
        looked(project, {"content/site.yml": site, "look/locales/fr.po": text})
    )


# -- prose ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "up"),
    [("index.html", ""), ("context/words.html", "../"), ("fr/index.html", ""), ("fr/context/words.html", "../")],
)
def test_citations_are_numbered_and_links_relative(project: MakeProject, page: str, up: str) -> None:
    """At any depth and in any language, prose cites by number with the source in words, and leads to records from where it stands."""
    lines = ("theme: look", "intro: |", f"  {INTRO}")
    files = with_site(*lines)
    site = str(files["content/site.yml"]).replace("[en]", "[en, fr]")
    made = make(project({**files, **CITING, "content/site.yml": site, "look/locales/fr.po": CATALOG}))
    assert [] == codes(made)
    text = page_of(made, page)
    when = "11 janvier 2022" if page.startswith("fr/") else "11 January 2022"
    title = "The harbour talks open"
    if page.startswith("fr/"):  # where it is not translated
        title = f'<span class="foreign" lang="en" dir="ltr">{title}</span>'
    first = ("#note-1", "Source 1: The Harbour News", "1")
    second = ("#note-2", f"Source 2: The Harbour News: News &amp; &lt;more&gt;, {when}", "2")
    assert [first, second, first] == citations(text)
    assert (
        f'after <a href="{up}events/talks.html">the talks</a>, see <a href="{up}events/talks.html">{title}</a>' in text
    )
    assert f'<a href="{up}glossary.html#term-toll">tolls</a>' in text
    assert ["1", "2"] == re.findall(r'<li id="note-(\d)">', text)
    root = "../" * page.count("/")
    assert f'href="{root}assets/onrecord.css"' in text


def test_no_space_stands_before_a_small_number(project: MakeProject) -> None:
    """The space that authors leave before a citation is not shown."""
    text = page_of(make(project({**SOUND, **CITING})), "context/words.html")
    assert 'It opened<sup><a class="citation"' in text


def test_sources_alike_are_told_apart_by_a_letter(project: MakeProject) -> None:
    """Sources of one publisher, headline and date have letters wherever they are named."""
    files = {
        "content/sources/paper-2.md": SOURCE,
        "content/context/words.md": "---\ntitle: Words\nsummary: Of words.\n---\nOne [@paper], two [@paper-2].\n",
    }
    made = make(project({**SOUND, **files}))
    assert ["<bdi>The Harbour News</bdi>, undated (a)", "<bdi>The Harbour News</bdi>, undated (b)"] == re.findall(
        r'<li id="note-\d"><a href="\.\./sources/paper(?:-2)?\.html">(.*?)</a>', page_of(made, "context/words.html")
    )
    assert "<h1><bdi>The Harbour News</bdi> (b)</h1>" in page_of(made, "sources/paper-2.html")


@pytest.mark.parametrize(
    "text",
    [
        "`onrecord:event/talks`",
        "`onrecord:event/nothing`",
        "onrecord:event/nothing",
        'href="onrecord:event/talks"',
        'href="onrecord:nothing/at-all"',
        '`<a href="onrecord:nothing/at-all">`',
    ],
)
def test_text_that_looks_like_an_address_is_text(project: MakeProject, text: str) -> None:
    """Words that look like what prose writes for links lead nowhere and stay words."""
    page = page_of(
        make(project({**SOUND, "content/context/a.md": f"---\ntitle: A\nsummary: A\n---\n{text}\n"})), "context/a.html"
    )
    shown = re.sub(r"</?code>", "", page.partition('<div class="prose">')[2].partition("</div>")[0])
    assert f"<p>{text.strip('`').replace('<', '&lt;').replace('>', '&gt;')}</p>" == shown


# -- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site_url", "root"),
    [
        (None, "/"),
        ("https://example.org", "/"),
        ("https://example.org/", "/"),
        ("https://example.github.io/explainer/", "/explainer/"),
        ("https://example.github.io/one/two", "/one/two/"),
    ],
)
def test_the_page_for_a_wrong_address_has_absolute_links(project: MakeProject, site_url: str | None, root: str) -> None:
    """``404.html`` is served at any depth, so its links and assets begin at the path of ``site_url``."""
    made = make(project(with_site(*([f"site_url: {site_url}"] if site_url else []))))
    page = page_of(made, "404.html")
    links = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert {f"{root}index.html", f"{root}timeline.html", f"{root}assets/onrecord.css"} <= set(links)
    assert [] == [link for link in links if not link.startswith((root, "#"))]


def test_the_page_for_a_wrong_address_in_another_language_leads_to_its_own(project: MakeProject) -> None:
    """In a language's folder its links lead to pages of that language, and its assets to the one folder of assets."""
    files = with_site("theme: look", "site_url: https://example.org/site/")
    site = str(files["content/site.yml"]).replace("[en]", "[en, fr]")
    page = page_of(make(project({**files, "content/site.yml": site, "look/locales/fr.po": CATALOG})), "fr/404.html")
    assert 'href="/site/fr/timeline.html"' in page
    assert 'href="/site/assets/onrecord.css"' in page


def test_a_long_text_is_told_by_both_its_ends() -> None:
    """A short one is whole; of a long one words at both ends are, so that one that ends otherwise has another name."""
    assert "The harbour stays open" == both_ends("The harbour stays open")
    begins = "The harbour stays open to every ship of every state, by day and by night, in peace and in war, " * 2
    one, other = both_ends(begins + "for ever"), both_ends(begins + "for now")
    assert one != other
    assert one.startswith("The harbour stays open to every ship")
    assert one.endswith("for ever")
    assert 130 > len(one) > 90
    assert len(both_ends("x" * 500)) < 130


def test_the_first_letter_becomes_a_capital_and_no_other_changes(project: MakeProject) -> None:
    """Names within a text keep their capitals, and what is escaped stays so."""
    page = '{{ "translated by Ada Moor"|capital }} {{ "<b>"|capital }} {{ ""|capital }}'
    made = looked(project, {"look/pages/home.html": page})
    assert "Translated by Ada Moor &lt;b&gt; " == page_of(made, "index.html")


def test_a_text_in_another_language_keeps_it_with_a_capital() -> None:
    """A text that was not translated is still in its language when its first letter became a capital."""
    made = capital(Foreign("un passeur", "fr"))
    assert ("Un passeur", "fr") == (made, getattr(made, "language", None))
