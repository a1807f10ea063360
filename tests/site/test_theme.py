"""Themes: a project's folder laid over the default one."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from in_memory import Made, make, page_of
from onrecord.templating.theme import Theme, default_folder, theme_for
from page_reader import Trees
from projects import MakeProject, write_files
from smallest import SITE, SOUND, Files

LOOK = f"{SITE}theme: look\n"
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'


def looked(project: MakeProject, files: Files) -> Made:
    """The sound project, made with a theme of its own."""
    return make(project({**SOUND, "content/site.yml": LOOK, **files}))


def codes(made: Made) -> list[str]:
    """Its errors in short: place and code."""
    return [f"{one.location} {one.code}" for one in made.prepared.problems if one.severity == "error"]


def asset(made: Made, name: str) -> bytes:
    """An asset of a site."""
    return next(one.data for one in made.artifacts if one.path == f"assets/{name}")


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
    monkeypatch.setattr("onrecord.templating.desk.Desk.asset", lambda _, name: 1 // len(name[:0]))
    with pytest.raises(ZeroDivisionError):
        make(project(SOUND))


def test_templates_escape_what_they_show(project: MakeProject) -> None:
    """A theme need not escape: whatever it shows is escaped, but prose."""
    page = '{{ "<b>" }} {{ site.title ~ "<i>" }} {{ view.intro.parts[0]|prose }}'
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
    """``main.css`` comes first, then those beside templates, then the others, by name, whichever folder they stand in."""
    sheets = {f"look/assets/css/{name}.css": f".{name} {{}}" for name in ("aaa", "zzz")}
    told = asset(looked(project, sheets), "onrecord.css").decode()
    beside = ("}.label{", "{.fold > summary{")
    parts = ("@layer tokens,base", *beside, ".aaa", "@layer base{", "@layer tokens{", ".zzz")
    order = [told.index(one) for one in parts]
    assert sorted(order) == order


def test_a_style_sheet_takes_the_place_of_its_namesake(project: MakeProject) -> None:
    """A sheet of the same name stands in the place of the default one, and nothing of that is left."""
    made = looked(project, {"look/assets/css/tokens.css": "/* ours */\n@layer tokens {\n\n  :root { --ours: 1; }\n}\n"})
    told = asset(made, "onrecord.css").decode()
    assert "@layer tokens{:root{--ours:1}}" in told
    assert b"--margin:" in Theme((default_folder(),), ("templates",)).stylesheets()["onrecord.css"]
    assert "--margin:" not in told
    assert 1 == told.count("@layer tokens{")


def test_the_sheet_of_a_component_is_replaced_by_name(project: MakeProject) -> None:
    """A sheet beside the theme's component stands in the place of the default one, and the others stay."""
    sheets = {"look/components/charts.css": ".ours {}\n", "look/components/folds.css": ".mine {}\n"}
    made = looked(project, sheets)
    told = asset(made, "onrecord.css").decode()
    assert told.index("}.label{") < told.index(".mine{}") < told.index("@layer tokens{")
    assert (b".ours{}", False) == (asset(made, "css/charts.css"), ".fold > summary{" in told)


def test_each_sheet_stands_beside_a_template() -> None:
    """A sheet in a folder of templates has the name of one of them, so that what belongs together is found together."""
    folder = default_folder()
    sheets = [path for path in folder.rglob("*.css") if path.parent != folder / "assets" / "css"]
    assert len(sheets) > 5
    assert [] == [path for path in sheets if not path.with_suffix(".html").exists()]


def screens() -> Iterator[tuple[str, str]]:
    """The default style sheets for screens, by name, without comments; that of tokens, which has the scale, is left out."""
    for path in sorted(default_folder().rglob("*.css")):
        if path.name not in {"tokens.css", "print.css"}:
            yield path.name, re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def test_letters_have_the_sizes_of_the_scale() -> None:
    """No sheet but that of tokens has a size of its own in rems: there is one scale, and a theme can change it."""
    own = [(name, size) for name, text in screens() for size in re.findall(r"(?:font|font-size):[^;]*\drem[^;]*", text)]
    assert [] == own


def test_widths_of_the_window_are_few() -> None:
    """Sheets ask for the widths that the remark in ``tokens.css`` names, each of them, and for no others."""
    tokens = (default_folder() / "assets" / "css" / "tokens.css").read_text("utf-8")
    named = re.findall(r"^   (\d+)rem  ", tokens, re.MULTILINE)
    asked = {width for _, text in screens() for width in re.findall(r"@media[^{]*?([\d.]+)rem", text)}
    assert (set(named), 5) == (asked, len(named))


def classes(sheet: bytes) -> set[str]:
    """The classes for which a style sheet has a rule of their own, wherever they stand."""
    return set(re.findall(r"(?<=[{},;])\.([a-z][\w-]*)(?=[{,])", sheet.decode()))


def test_a_page_links_the_sheets_that_it_needs(trees: Trees) -> None:
    """A page links each sheet with a rule for one of its classes, and no sort of pages links a sheet that it never needs.

    A page that carries its style has these rules instead.
    """
    sheets = Theme((default_folder(),), ("templates",)).stylesheets()
    apart = {name: classes(sheets[name]) for name in set(sheets) - {"onrecord.css", "css/print.css"}}
    needed, linked = set(), set()
    for path, page in ((path, page) for path, page in trees.items() if not path.startswith(("es/", "fr/"))):
        sort = next(page.iter("body")).get("class")
        used = {one for each in page.iter() for one in each.get("class", "").split()}
        of_use = {name for name, own in apart.items() if own & used}
        if style := page.findtext(".//style"):
            assert set().union(*apart.values()) & used <= classes(style.encode()), path
            continue
        links = (link.get("href", "") for link in page.iter("link") if link.get("rel") == "stylesheet")
        asked = {link.partition("assets/")[2] for link in links}
        assert {"onrecord.css", "css/print.css"} <= asked, path
        assert of_use <= asked, (path, [(name, apart[name] & used) for name in of_use - asked])
        needed |= {(sort, name) for name in of_use}
        linked |= {(sort, name) for name in asked - {"onrecord.css", "css/print.css"}}
    assert linked <= needed


def test_remarks_and_indents_are_left_out() -> None:
    """A sheet has no comment, no indent and no empty line, and the spaces in its selectors are left."""
    for sheet in Theme((default_folder(),), ("templates",)).stylesheets().values():
        told = sheet.decode()
        assert "/*" not in told
        assert [] == [line for line in told.splitlines() if line != line.strip() or not line]
    assert "html:lang(ar) :is(" in Theme((default_folder(),), ("templates",)).stylesheets()["onrecord.css"].decode()


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
        name
        for one in made.artifacts
        if (name := one.path.removeprefix("assets/")) != one.path and not name.startswith("css/")
    }


def test_a_whole_style_sheet_may_be_brought(project: MakeProject) -> None:
    """A theme's ``assets/onrecord.css`` is the style sheet, pages carry it, and there is no second file at that address."""
    made = looked(project, {"look/assets/onrecord.css": "body {}", "look/assets/css/main.css": "p {}"})
    paths = [one.path for one in made.artifacts]
    assert (b"body {}", len(set(paths))) == (asset(made, "onrecord.css"), len(paths))
    assert "<style>body{}" in page_of(made, "timeline.html")


def test_what_a_script_of_the_theme_sets_is_styled(project: MakeProject) -> None:
    """A class that only a script of the theme sets, wherever it stands, has its rules on a page that carries its style."""
    base = '{% extends "default/base.html" %}{% block head %}<script src="{{ asset("own.js") }}" defer></script>{% endblock %}'
    script = "/* don't */ document.body.className = 'quay__open'"
    files = {
        "look/base.html": base,
        "look/assets/own.js": script,
        "look/assets/css/own.css": ".quay__open {} .quay__shut {}",
    }
    page = page_of(looked(project, files), "timeline.html")
    assert (True, False) == (".quay__open{}" in page, ".quay__shut{}" in page)


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
    text = f'{CATALOG}\nmsgid "Everything is described as it stood on %(day)s."\nmsgstr "Le %(jour)s."\n'
    assert ["look/locales/fr.po:4:1 T002"] == codes(
        looked(project, {"content/site.yml": site, "look/locales/fr.po": text})
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("pages/event.html", "Did you mean 'event' (kinds/event.html)"),
        ("kinds/evnet.html", "Did you mean 'event' (kinds/event.html)"),
        ("components/qxzzy.html", "another folder"),
        ("outputs/search.js", "'search-index' (outputs/search-index.js)?"),
        ("kinds/qxzzy.html", "another folder"),
        ("outputs/qxzzy.txt", "another folder"),
        ("components/chart.css", "Did you mean 'charts' (components/charts.css)"),
        ("kinds/qxzzy.css", "assets/css/"),
    ],
)
def test_a_file_that_replaces_none_is_told(project: MakeProject, name: str, hint: str) -> None:
    """No page would show it; the nearest name is told, and what is only included may stand elsewhere."""
    files: Files = {
        "content/site.yml": LOOK,
        f"look/{name}": "x",
        "look/parts/quay.html": "x",
        "look/kinds/event.html": "x",
    }
    made = make(project({**SOUND, **files}))
    (told,) = (one for one in made.prepared.problems if one.severity == "error")
    assert (f"look/{name}:1:1", "T004") == (str(told.location), told.code)
    assert hint in told.hint


def test_what_makes_a_file_beside_the_pages_is_a_template_whatever_its_suffix(tmp_path: Path) -> None:
    """The default theme may have one of any name in ``outputs/``; among the assets there is none."""
    names = ("outputs/humans.txt", "outputs/feed.xml", "parts/quay.js", "kinds/event.html")
    write_files(tmp_path, dict.fromkeys((*names, "assets/js/quay.js", "assets/quay.html", "kinds/event.css"), "x"))
    (templates,) = Theme((tmp_path,), ("look",)).templates
    assert set(names) == set(templates)
