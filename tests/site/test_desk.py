"""The desk: what templates may ask for beside their page: prose, numbers of sources, addresses, wording."""

import re

import pytest
from in_memory import Made, html_of, make, page_of
from invented import EXAMPLE, harbour
from onrecord.records.fields import Foreign
from onrecord.templating.desk import both_ends, capital, stop
from projects import MakeProject
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


def citations(page: str) -> list[tuple[str, str, str]]:
    """Every citation of a page: target, label and text."""
    return re.findall(r'<a class="citation" id="cite-[\d-]+" href="([^"]*)" aria-label="([^"]*)">([^<]*)</a>', page)


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
    assert f'src="{root}assets/js/onrecord.js"' in text


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
    assert {f"{root}index.html", f"{root}timeline.html", f"{root}assets/icon.svg"} <= set(links)
    assert [] == [link for link in links if not link.startswith((root, "#"))]


def test_the_page_for_a_wrong_address_in_another_language_leads_to_its_own(project: MakeProject) -> None:
    """In a language's folder its links lead to pages of that language, and its assets to the one folder of assets."""
    files = with_site("theme: look", "site_url: https://example.org/site/")
    site = str(files["content/site.yml"]).replace("[en]", "[en, fr]")
    page = page_of(make(project({**files, "content/site.yml": site, "look/locales/fr.po": CATALOG})), "fr/404.html")
    assert 'href="/site/fr/timeline.html"' in page
    assert 'href="/site/assets/icon.svg"' in page


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


def test_what_ends_a_sentence() -> None:
    """A full stop, where the text does not end itself."""
    assert [".", "", "", ""] == [stop(text) for text in ("Known from a letter", "Known!", "معروف؟", "已知。")]


def test_a_language_is_told_by_what_others_do_not_have(project: MakeProject) -> None:
    """By its first part, where no other language of the site begins alike."""
    catalogs = {f"look/locales/{one}.po": CATALOG for one in ("pt", "pt-BR", "fr")}
    site = LOOK.replace("[en]", "[en, fr, pt, pt-BR]")
    page = "{% for one in editions if not one.day %}{{ code(one.language) }} {% endfor %}"
    made = make(project({**SOUND, **catalogs, "content/site.yml": site, "look/pages/home.html": page}))
    assert "EN FR PT PT-BR " == page_of(made, "index.html")


def test_addresses_on_the_web_are_those_of_other_files(project: MakeProject) -> None:
    """A record has the same in a page and in the feed, in each language; without ``site_url`` none."""
    page = '{{ absolute(view.latest[0].record) }} {{ absolute(view.latest[0].record.ref) }} {{ absolute("feed.xml") }} {{ asset_on_web("icon.svg") }}'
    base = "https://paper.example/talks"
    for site_url, expected in (
        ("", ["   "] * 2),
        (
            f"site_url: {base}/\n",
            [
                f"{base}{at}/events/talks.html {base}{at}/events/talks.html {base}{at}/feed.xml {base}/assets/icon.svg"
                for at in ("", "/fr")
            ],
        ),
    ):
        site = LOOK.replace("[en]", "[en, fr]") + site_url
        made = make(project({**SOUND, "content/site.yml": site, "look/pages/home.html": page}))
        assert expected == [page_of(made, path) for path in ("index.html", "fr/index.html")]
        if site_url:
            feed = page_of(made, "fr/feed.xml")
            assert f'<link rel="alternate" type="text/html" href="{base}/fr/events/talks.html"/>' in feed


def test_evidence_that_no_view_names_has_no_number(project: MakeProject) -> None:
    """A template of the project's own may show evidence of another record: it stands there without a number."""
    page = '{% import "components/bits.html" as bits %}{{ bits.evidence(view.latest[0].record.evidence) }}'
    made = looked(project, {"look/pages/home.html": page})
    assert [] == codes(made)
    shown = page_of(made, "index.html")
    assert 'class="evidence__source"' in shown
    assert "numbered" not in shown


# -- the switch of days -----------------------------------------------------------------------------------------------


def test_a_page_leads_to_the_earlier_days_that_have_it() -> None:
    """The days of the site in order, each with the same page, and from an earlier day the others; the banner leads to now."""
    pages = html_of(harbour())

    def leads(path: str) -> list[str]:
        (switch,) = re.findall(r'<details class="top__days screen">(.*?)</details>', pages[path], re.DOTALL) or [""]
        return re.findall(r'href="([^"]*)"', switch)

    assert ["as-of/2018-03-10/timeline.html", "as-of/2018-06-01/timeline.html"] == leads("timeline.html")
    assert [] == leads("events/lamp-conference.html")  # it became known on no earlier day
    assert ["../../as-of/2018-06-01/timeline.html"] == leads("as-of/2018-03-10/timeline.html")
    assert ["../../as-of/2018-06-01/index.html"] == leads("as-of/2018-03-10/changes.html")
    assert [] == [path for path in ("print.html", "data.html", "404.html") if leads(path)]


def test_while_it_is_served_a_page_leads_to_days_that_are_made_when_asked_for() -> None:
    """Which pages these have is not known then; what no earlier day has leads to none."""
    pages = html_of(make(EXAMPLE, days=False))
    assert 'href="as-of/2018-03-10/timeline.html"' in pages["timeline.html"]
    assert [] == [path for path in ("print.html", "data.html", "404.html") if "top__days screen" in pages[path]]
