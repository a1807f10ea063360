"""The timeline as one drawing: what is drawn where, with none, few, many and very many entries; and how it is read."""

import re
from dataclasses import replace
from itertools import accumulate
from typing import Any

import html5lib
from in_memory import dead_links, ids_of, make, page_of
from invented import harbour
from onrecord.config import Site
from onrecord.pages.layout import WIDTH
from onrecord.pages.model import Sheet
from onrecord.pages.overview import NAMES, overview
from onrecord.stages.render import render
from page_reader import named_by, read
from projects import MakeProject
from smallest import EVENT, SITE, SOUND, with_lines

AS_OF = "2022-02-24"
SHAPE = 16  # units wide and high

# -- making entries ---------------------------------------------------------------------------------------------------


def site(*formats: str, as_of: str = AS_OF) -> Site:
    """Settings with those formats."""
    given_ = {"title": "Harbour", "summary": "Of it.", "as_of": as_of, "languages": ["en"]}
    return Site.model_validate(given_ | {"formats": {one: {"label": f"The {one}s"} for one in formats}})


# -- the page ---------------------------------------------------------------------------------------------------------


def figure(page: str) -> Any:
    """The drawing within a page."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return next(one for one in tree.iter("figure") if one.get("class") == "overview")


def names(page: str) -> dict[str, list[str]]:
    """Where the marks of a page lead, and how they are called."""
    found: dict[str, list[str]] = {}
    for link in read(page).xpath("//figure[@class='overview']//svg//a"):
        found.setdefault(link.get("href"), []).append(named_by(link) or link.findtext("title"))
    return found


def test_marks_are_named_by_date_title_and_state() -> None:
    """Who hears a mark hears what it stands for, and is led to its line in the list: above the list by what that line says."""
    found = names(page_of(harbour(), "timeline.html"))
    (heard,) = found["#event-signing-in-quillport"]
    assert heard.startswith("21 July The signing of an interim accord confirmed")
    home = names(page_of(harbour(), "index.html"))
    told = "21 Jul 2018: The signing of an interim accord (confirmed)"
    assert [told] == home["timeline.html#event-signing-in-quillport"]
    assert ["4 Mar to 5 Mar 2018: 3 statements"] == found["#day-2018-03-04"]


def test_every_mark_leads_to_something() -> None:
    """The fragment of each link is an id of the page."""
    page = page_of(harbour(), "timeline.html")
    assert {one.removeprefix("#") for one in names(page)} <= set(ids_of(page))


def test_the_list_has_what_the_drawing_has() -> None:
    """Every event and statement of the drawing stands in the list too: the list is the drawing in words."""
    page = page_of(harbour(), "timeline.html")
    listed = {one for one in ids_of(page) if one.startswith(("event-", "day-"))}
    assert {one.removeprefix("#") for one in names(page)} <= listed


def test_an_earlier_day_is_drawn_as_it_was() -> None:
    """On the site as of a day events have their state of that day, and what became known later is not drawn."""
    now, then = (
        [name for one in names(page_of(harbour(), path)).values() for name in one]
        for path in ("index.html", "as-of/2018-03-10/index.html")
    )
    assert "4 Mar 2018: A session past midnight (took place)" in now
    assert "4 Mar 2018: A session past midnight (status not recorded)" in then
    assert any("The signing of an interim accord" in one for one in now)
    assert not any("The signing of an interim accord" in one for one in then)


def test_the_drawing_brings_no_style_of_its_own() -> None:
    """The page's policy forbids style in elements; and nothing in the drawing is loaded."""
    found = figure(page_of(harbour(), "timeline.html"))
    assert [] == [
        one for one in found.iter() if one.get("style") or str(one.tag).endswith(("style", "script", "image"))
    ]


def test_a_site_without_entries_has_no_drawing() -> None:
    """Nothing recorded is nothing to draw: there is no empty frame."""
    edition = harbour().prepared.editions[0]
    (page,) = [one for one in edition.pages if one.path == "timeline.html"]
    empty = replace(page.view, years=(), overview=overview((), edition.library.site, {}))
    theme = harbour().prepared.theme
    assert theme
    bare = replace(edition, pages=(replace(page, make=lambda: Sheet(empty)),), outputs=())
    artifacts, problems = render((bare,), theme)
    assert () == problems
    text = next(one.data.decode() for one in artifacts if one.path == "timeline.html")
    assert 'class="overview' not in text


def test_the_drawing_knows_its_entries_in_the_list_below() -> None:
    """A mark stands for the entry to which it leads; what stands for more, and each line, names their places in steps."""
    listed = re.findall(r'<li class="(?:day|entry)[^>]*id="([^"]*)" data-entry', page_of(harbour(), "timeline.html"))
    stood_for: set[str] = set()
    for part in figure(page_of(harbour(), "timeline.html")).iter():
        places = [*accumulate(map(int, part.get("data-of", "").split()))]
        leads_to = part.get("href", "#")[1:] if part.tag.endswith("}a") else ""
        stood_for |= {listed[place] for place in places} or {leads_to} - {""}
        assert not (leads_to and places) or leads_to.startswith("day-") or leads_to == listed[places[0]]
    assert set(listed) >= stood_for >= {one for one in listed if "_step" not in one}
    assert "data-of" not in page_of(harbour(), "index.html")


GATHERED = """title: The harbour talks
summary: What was said about the harbour.
as_of: 2022-12-24
days: {2022-02-01: {}}
gathered_until: 2022-01-20
languages: [en]
topics: {quay: {label: The quay}}
"""


def test_time_that_was_not_gathered_says_so(project: MakeProject) -> None:
    """A shortened stretch behind that day is not "without entries"; pages that count tell the day, and show no nought."""
    source = SOUND["content/sources/paper.md"].replace("kind", "published: 2022-01-11\nkind")  # type: ignore[union-attr, arg-type]
    actor = SOUND["content/actors/moor.md"].replace("type", "known_from: {date: 2022-01-01, reason: in office}\ntype")  # type: ignore[union-attr, arg-type]
    files = SOUND | {"content/sources/paper.md": source, "content/actors/moor.md": actor}
    whole = make(project(files | {"content/site.yml": GATHERED.replace("gathered_until: 2022-01-20\n", "")}))
    part = make(project(files | {"content/site.yml": GATHERED}))
    assert "months without entries" in page_of(whole, "timeline.html")
    assert "not researched" in page_of(part, "timeline.html")
    assert "without entries" not in page_of(part, "timeline.html")
    for path in (
        "index.html",
        "timeline.html",
        "who-said-what.html",
        "coverage.html",
        "sources.html",
        "topics/quay.html",
    ):
        assert "Our research ends on 20 January 2022." in page_of(part, path)
        assert "Our research ends on" not in page_of(whole, path)
        assert '<span class="count">0</span>' not in page_of(part, path)
        assert "Our research ends on" not in page_of(part, f"as-of/2022-02-01/{path}")
    assert '<span class="count">0</span>' in page_of(whole, "who-said-what.html")


HOME = """{% extends "default/pages/home.html" %}
{% from "components/overview.html" import overview %}
{% block after %}
{{ overview(view.overview, url("timeline.html")) }}
{% endblock %}
"""

ARABIC = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"
"""


def test_it_stands_on_other_pages_too(project: MakeProject) -> None:
    """A page that is given the address of the timeline draws the same, and each mark leads there."""
    files = SOUND | {"content/site.yml": f"{SITE}theme: look\n", "look/pages/home.html": HOME}
    site_ = make(project(files))
    there, here = (page_of(site_, path) for path in ("timeline.html", "index.html"))
    assert ["timeline.html" + one for one in names(there)] == list(names(here))
    assert [] == dead_links(site_)


def test_a_page_from_right_to_left_is_mirrored(project: MakeProject) -> None:
    """In Arabic what is earlier stands at the right, names of lanes begin at their right edge, arrows point left."""
    svg = "{http://www.w3.org/2000/svg}"
    later = with_lines(EVENT, "life:", "  - {state: postponed, date: 2022-01-08, scheduled: 2022-03-01}")
    places = {}
    for language in ("en", "ar"):
        settings_ = SITE.replace("[en]", f"[{language}]") + "theme: look\n"
        files = SOUND | {"content/site.yml": settings_, "look/locales/ar.po": ARABIC, "content/events/off.md": later}
        found = figure(page_of(make(project(files)), "timeline.html"))
        (arrow,) = [one for one in found.iter(f"{svg}g") if one.get("id") == "overview-postponed"]
        assert (language == "ar") == any("transform" in one.attrib for one in arrow.iter())
        (target,) = [one.find(f"{svg}use") for one in found.iter(f"{svg}a") if one.get("href") == "#event-talks"]
        (line,) = [one.get("d") for one in found.iter(f"{svg}path") if one.get("class") == "overview__as-of"]
        name = next(one.find(f"{svg}tspan").get("x") for one in found.iter(f"{svg}text"))
        places[language] = (int(target.get("x")), int(line[1:].split()[0]), int(name))
    (left, line, name), (right, turned, edge) = places["en"], places["ar"]
    assert left < line
    assert (WIDTH - left - SHAPE, WIDTH - line) == (right, turned)
    assert (0, NAMES) == (name, edge)


def test_words_that_are_not_translated_keep_language_and_direction(project: MakeProject) -> None:
    """A title and the name of a lane stand in an Arabic drawing from left to right, and what is heard of them is isolated."""
    svg = "{http://www.w3.org/2000/svg}"
    settings_ = SITE.replace("[en]", "[en, ar]") + "theme: look\nformats: {call: {label: Calls}}\n"
    event_ = with_lines(EVENT.replace("The harbour talks open", "Who pays? 50%?"), "format: call")
    files = SOUND | {"content/site.yml": settings_, "look/locales/ar.po": ARABIC, "content/events/talks.md": event_}
    found = figure(page_of(make(project(files)), "ar/timeline.html"))
    spans = {one.text: one for one in found.iter(f"{svg}tspan") if one.get("lang")}
    assert {"Who pays? 50%?", "Calls"} == set(spans)
    assert not any(
        one.get("lang") for one in found.iter() if one.tag != f"{svg}tspan"
    )  # what is Arabic within stays so
    assert {("en", "ltr", "isolate")} == {
        (one.get("lang"), one.get("direction"), one.get("unicode-bidi")) for one in spans.values()
    }
    home = figure(page_of(make(project(files)), "ar/index.html"))
    assert any("\u2066Who pays? 50%?\u2069" in (one.text or "") for one in home.iter(f"{svg}title"))
