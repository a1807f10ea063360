"""The plan: which pages there are, at which addresses, and what each one is given to show."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from posixpath import dirname, normpath
from types import MappingProxyType
from typing import Any

import html5lib
import pytest
from in_memory import dead_links, html_of, ids_of, links_of, make, page_of
from invented import harbour
from onrecord import pages
from onrecord.library import Library
from onrecord.pages import plan_now
from onrecord.pages.about import About
from onrecord.pages.edition import Edition
from onrecord.pages.model import Address, Body, Page, Placed, Sheet, address, bodies_of, body_of, texts_of
from onrecord.prose.blocks import Stretch
from onrecord.records.actor import Actor
from onrecord.records.correction import Correction
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from onrecord.records.figure import Figure
from onrecord.records.kinds import KINDS
from onrecord.records.measure import Measure
from onrecord.records.source import Source
from onrecord.records.statement import Statement
from onrecord.records.term import Term
from projects import MakeProject, library_of
from shown_prose import as_html
from smallest import ACTOR, EVENT, SITE, SOUND, SOURCE, STATEMENT, Files, with_lines

# What every site has, whatever its content.
ALWAYS = {
    "index.html",
    "timeline.html",
    "who-said-what.html",
    "actors.html",
    "changed-quotations.html",
    "coverage.html",
    "search.html",
    "sources.html",
    "glossary.html",
    "corrections.html",
    "about.html",
    "print.html",
    "data.html",
    "404.html",
}
# What a site has that has records of these kinds.
LISTS = {"demands.html", "measures.html", "figures.html"}
OWN_PAGE = tuple(kind for kind in KINDS if not kind.gathered)


def edition() -> Edition:
    """The example's pages at the root."""
    return harbour().prepared.editions[0]


def view(planned: Edition, path: str) -> Any:
    """What a page is given to show."""
    return next(one.view for one in planned.pages if one.path == path)


def planned(project: MakeProject, files: Files) -> Edition:
    """The pages of a project that is right."""
    found = plan_now(library_of(project(files)))
    assert () == found[1]
    return found[0]


def context(body: str) -> str:
    """A context page with that body."""
    return f"---\ntitle: Words\nsummary: Of words.\n---\n\n{body}"


# -- which pages there are --------------------------------------------------------------------------------------------


def test_every_record_has_its_page_and_there_is_no_other() -> None:
    """The example has a page for each record of the kinds that have one, for each side and topic, and those of every site."""
    library = edition().library
    records = {f"{kind.folder}/{one.id}.html" for kind in OWN_PAGE for one in library.of(kind)}
    sides = {f"sides/{one.id}.html" for one in library.site.sides}
    topics = {f"topics/{one.id}.html" for one in library.site.topics}
    assert records
    assert ALWAYS | LISTS | records | sides | topics == {one.path for one in edition().pages}
    assert {folder.partition("/")[0] for folder in records} == {kind.folder for kind in OWN_PAGE}


def test_every_page_planned_is_made() -> None:
    """Each planned page is a file of the site, and each HTML file was planned."""
    editions = harbour().prepared.editions
    expected = {f"{one.folder}/{page.path}".lstrip("/") for one in editions for page in one.pages}
    assert expected == set(html_of(harbour()))


def test_every_page_is_led_to() -> None:
    """A reader finds each page but that for wrong addresses by a link on another one, whichever day it is read as of."""
    led, made = set(), html_of(harbour())
    for path, text in made.items():
        links = (link.partition("#")[0] for link in links_of(text) if ":" not in link)
        targets = (normpath(f"{dirname(path)}/{link}").lstrip("/") for link in links)
        led |= {target for target in targets if of_any_day(target) != of_any_day(path)}
    assert {"404.html"} == set(made) - led


def of_any_day(path: str) -> str:
    """The address of a page within its edition."""
    return re.sub("^as-of/[^/]+/", "", path)


def test_drafts_have_no_page() -> None:
    """Nothing leads to a draft, which has no page either."""
    assert [] == [one.path for one in edition().pages if "zzcanary" in one.path]


def test_every_record_is_shown_at_its_address() -> None:
    """Where links to a record lead, it stands: on its page, or at its id on the page that gathers its kind."""
    made = html_of(harbour())
    for ref in edition().library.records:
        place = address(ref)
        assert place.path in made
        assert not place.fragment or place.fragment in ids_of(made[place.path])


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (Ref("event", "talks"), Address("events/talks.html")),
        (Ref("context", "aid"), Address("context/aid.html")),
        (Ref("side", "us"), Address("sides/us.html")),
        (Ref("topic", "aid"), Address("topics/aid.html")),
        (Ref("term", "toll"), Address("glossary.html", "term-toll")),
        (Ref("correction", "toll"), Address("corrections.html", "correction-toll")),
    ],
)
def test_addresses(ref: Ref, expected: Address) -> None:
    """Records, sides and topics have pages; terms and corrections stand on a page with others."""
    assert expected == address(ref)


def test_every_kind_has_an_address() -> None:
    """No kind of record is one that nothing can lead to."""
    assert len(KINDS) == len({address(Ref(kind.kind, "a")).path for kind in KINDS})


def test_a_page_knows_its_record() -> None:
    """The page of a record has the record's name for its title, its template by its kind, and its reference."""
    for one in edition().pages:
        if one.subject and one.subject.kind in {kind.kind for kind in OWN_PAGE}:
            record = edition().library.get(one.subject)
            assert (record.label, f"kinds/{record.kind}.html") == (one.title, one.template)
            assert Address(one.path) == address(record.ref)


@pytest.mark.parametrize("path", ["timeline.html", "Timeline.html", "TIMELINE.HTML"])
def test_two_pages_at_one_address_are_told(project: MakeProject, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A page whose address another has, in capitals or not, is a problem, for one of them would be lost on some disks."""

    def more(_: Library) -> Iterator[Page]:
        yield Page(path=path, template="pages/home.html", make=lambda: Sheet(None))

    library = library_of(project(SOUND))
    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, more))
    (problem,) = plan_now(library)[1]
    assert ("U001", f"two pages have the address {path}") == (problem.code, problem.message)


def test_the_problem_names_the_record(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second page is a record's, the problem stands at the record's file."""

    def more(_: Library) -> Iterator[Page]:
        yield Page(
            path="Events/Talks.html",
            template="kinds/event.html",
            make=lambda: Sheet(None),
            subject=Ref("event", "talks"),
        )

    library = library_of(project(SOUND))
    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, more))
    (problem,) = plan_now(library)[1]
    assert "content/events/talks.md" == problem.location.path


# -- projects with little in them -------------------------------------------------------------------------------------


CITY = "sides:\n  city: {label: The city}\n"
SPOKEN = {
    "content/sources/paper.md": SOURCE,
    "content/actors/moor.md": ACTOR,
    "content/statements/open.md": STATEMENT,
}


@pytest.mark.parametrize(
    "files",
    [
        {"content/site.yml": SITE},
        {"content/sources/paper.md": SOURCE, "content/events/talks.md": EVENT},
        {"content/actors/moor.md": ACTOR},
        {
            "content/site.yml": SITE
            + "sides:\n  city: {label: The city}\ntopics:\n  tolls: {label: Tolls}\nformats:\n  call: {label: Calls}\n"
        },
        SPOKEN,
        {**SPOKEN, "content/site.yml": SITE + CITY},
        {**SPOKEN, "content/site.yml": SITE + CITY, "content/actors/moor.md": with_lines(ACTOR, "side: city")},
    ],
    ids=[
        "site.yml alone",
        "one event",
        "one actor",
        "sides and topics without records",
        "no sides",
        "a speaker of no side",
        "one side",
    ],
)
def test_a_project_with_little_in_it_has_sound_pages(project: MakeProject, files: Files) -> None:
    """With next to nothing recorded all pages are there, can be read by a strict parser, and lead nowhere in vain."""
    made = make(project(files))
    found = html_of(made)
    assert set(found) >= ALWAYS
    for page in found.values():
        html5lib.HTMLParser(strict=True).parse(page)
    assert [] == dead_links(made)


def test_an_empty_project_says_that_it_is_empty(project: MakeProject) -> None:
    """Nothing is made up where nothing is recorded: the pages say so."""
    found = html_of(make(project({})))
    for path in ("timeline.html", "who-said-what.html", "glossary.html"):
        assert "We have recorded nothing yet." in found[path]
    assert "No corrections so far." in found["corrections.html"]
    assert "0 events" in found["index.html"]
    assert "0 sources" in found["index.html"]


@pytest.mark.parametrize(
    ("sides", "actor", "path", "title"),
    [
        ("", ACTOR, "sides/none.html", "All statements in full"),
        (CITY, ACTOR, "sides/none.html", "Speakers of no side"),
        (CITY, with_lines(ACTOR, "side: city"), "sides/city.html", "The city: announcements and statements"),
    ],
    ids=["no sides", "a speaker of no side", "one side"],
)
def test_a_statement_stands_in_full_on_one_page(
    project: MakeProject, sides: str, actor: str, path: str, title: str
) -> None:
    """It is that of the side; that of speakers who have none is there only if somebody is on it. Lists lead to its card there."""
    made = make(project({**SPOKEN, "content/site.yml": SITE + sides, "content/actors/moor.md": actor}))
    found = html_of(made)
    assert ("sides/none.html" in found) == (path == "sides/none.html")
    assert [path] == [name for name, page in found.items() if '<article class="card"' in page]
    assert f"<title>{title} · " in found[path]
    links = links_of(found["who-said-what.html"])
    assert {path, f"{path}#statement-open"} <= {link for link in links if link.startswith(path)}
    assert f"../{path}#actor-moor" in links_of(found["actors/moor.html"])
    assert 'id="statement-open"' in found["who-said-what.html"]


def test_one_event_has_no_neighbours(project: MakeProject) -> None:
    """The only event has none before and none after, and is first and last of the site."""
    found = planned(project, {"content/sources/paper.md": SOURCE, "content/events/talks.md": EVENT})
    event, home = view(found, "events/talks.html"), view(found, "index.html")
    assert (None, None) == (event.before, event.after)
    assert 1 == home.events


# -- prose on pages ---------------------------------------------------------------------------------------------------


def placed(text: Body) -> list[tuple[str, list[str], int]]:
    """The blocks of a text in short: kind, the ids that are fresh, and the number."""
    return [
        (part.kind, sorted(one.id for one in part.fresh), part.number)
        for part in text.parts
        if isinstance(part, Placed)
    ]


BLOCKS = "```events\n```\n\nThen:\n\n```statements\n```\n\nAgain:\n\n```events\ntalks\n```\n"


def test_a_record_is_fresh_once(project: MakeProject) -> None:
    """Placed twice on a page, a record has its HTML id the first time only; blocks of a kind are counted."""
    library = library_of(project({**SOUND, "content/context/words.md": context(BLOCKS)}))
    (only,) = library.contexts
    expected = [("event", ["talks"], 1), ("statement", ["open"], 1), ("event", [], 2)]
    assert expected == placed(body_of(library, library.text(only)))


def test_what_stands_above_or_elsewhere_is_not_fresh(project: MakeProject) -> None:
    """What prose above on the page placed, or the page shows beside the prose, has its HTML id there."""
    library = library_of(project({**SOUND, "content/context/words.md": context(BLOCKS)}))
    text = library.text(library.contexts[0])
    first, second = bodies_of(library, (text, text))
    assert [("event", [], 3), ("statement", [], 2), ("event", [], 4)] == placed(second)
    assert first == body_of(library, text)
    elsewhere = body_of(library, text, elsewhere=[Ref("statement", "open")])
    assert [("event", ["talks"], 1), ("statement", [], 1), ("event", [], 2)] == placed(elsewhere)


def test_headings_alike_have_ids_of_their_own(project: MakeProject) -> None:
    """A heading that stands twice, on both sides of a block or in two texts, has a number in its second id."""
    body = "## Talks\n\nOne.\n\n```events\n```\n\n## Talks\n\nTwo.\n\n## Talks\n\nThree.\n"
    library = library_of(project({**SOUND, "content/context/words.md": context(body)}))
    text = library.text(library.contexts[0])
    shown = "".join(
        as_html(part.blocks)
        for one in bodies_of(library, (text, text))
        for part in one.parts
        if isinstance(part, Stretch)
    )
    assert 6 == len(set(ids_of(shown))) == len(ids_of(shown))
    assert "s-talks" == ids_of(shown)[0]


def test_sources_are_numbered_once(project: MakeProject) -> None:
    """The sources that several texts cite are numbered in the order in which they are first cited."""
    bodies = {"a": "One [@wire].", "b": "Two [@paper; @wire]."}
    files = {f"content/context/{name}.md": context(body) for name, body in bodies.items()}
    library = library_of(project({**SOUND, "content/sources/wire.md": SOURCE, **files}))
    first, second = bodies_of(library, map(library.text, library.contexts))
    page = Page(path="", template="", make=lambda: Sheet(About(body=first, contexts=(), corrections=())))
    assert ["wire"] == [one.source.id for one in page.notes]
    both = Page(path="", template="", make=lambda: Sheet((MappingProxyType({"a": first}), (second,))))
    assert ["wire", "paper"] == [one.source.id for one in both.notes]
    listed = Page(path="", template="", make=lambda: Sheet(first, (library.source(Ref("source", "paper")),)))
    assert ["paper", "wire"] == [one.source.id for one in listed.notes]
    assert () == Page(path="", template="", make=lambda: Sheet(None)).notes


def everything(value: Any) -> Iterator[Any]:
    """A value and all that it holds, as far as it is made of dataclasses, tuples and mappings."""
    yield value
    inner: tuple[Any, ...] = ()
    if isinstance(value, tuple):
        inner = value
    elif isinstance(value, Mapping):
        inner = tuple(value.values())
    elif is_dataclass(value):
        inner = tuple(getattr(value, one.name) for one in fields(value))
    for one in inner:
        yield from everything(one)


def test_no_prose_on_a_page_is_overlooked() -> None:
    """All prose that a view holds is found by the types of its fields, so whatever a page cites has a number."""
    for edition in harbour().prepared.editions[:2]:
        for page in edition.pages:
            texts = [one for one in everything(page.view) if isinstance(one, Body)]
            assert texts == list(texts_of(page.view)), page.path
            assert {source.ref for text in texts for source, _ in text.citations} <= {
                one.source.ref for one in page.notes
            }


CROWDED: Files = {
    **SOUND,
    "content/site.yml": f"{SITE}intro: |\n  ## Talks\n\n  ```events\n  ```\n\n  ```figures\n  ```\n"
    "state: |\n  ## Talks\n\n  ```events\n  ```\n\n  ```figures\n  ```\n",
    "content/figures.yml": "sum:\n  title: A sum\n  amount: 5\n  currency: EUR\n  stage: announced\n  evidence: [{source: paper}]\n",
    "content/terms.yml": "".join(
        f"{name}:\n  title: {name}\n  meaning: A due.\n  body: |\n    ## More\n\n    ```events\n    ```\n"
        for name in "ab"
    ),
    "content/corrections.yml": "".join(
        f"{name}:\n  title: {name}\n  date: 2022-03-01\n  class: update\n  body: |\n    ## More\n\n    ```figures\n    ```\n"
        for name in "ab"
    ),
    "content/events/talks.md": with_lines(EVENT, "host: [moor]") + "\n```statements\n```\n\n```figures\n```\n",
    "content/statements/open.md": with_lines(STATEMENT, "occasion: talks") + "\n```statements\n```\n",
    "content/actors/moor.md": ACTOR + "\n```statements\n```\n\n```events\n```\n",
    "content/measures.yml": "ban:\n  title: A ban\n  life:\n    - state: threatened\n      date: 2022-01-10\n"
    "  statements: [open]\n  body: |\n    ```statements\n    ```\n",
}


def test_no_page_has_an_id_twice(project: MakeProject) -> None:
    """However often prose places what a page shows already, an HTML id stands once on its page."""
    made = make(project(CROWDED))
    found = html_of(made)
    assert found
    for path, page in found.items():
        assert (path, []) == (path, [name for name, times in Counter(ids_of(page)).items() if times > 1])
    assert [] == dead_links(made)


# -- what pages are given ---------------------------------------------------------------------------------------------


def test_the_home_page_counts() -> None:
    """The home page counts events, statements, demands, measures, figures and sources."""
    library, home = edition().library, view(edition(), "index.html")
    counts = (home.events, home.statements, home.demands, home.measures, home.figures, home.sources)
    assert tuple(len(library.of(kind)) for kind in (Event, Statement, Demand, Measure, Figure, Source)) == counts


def test_the_home_page_tells_what_it_is_given(project: MakeProject) -> None:
    """Turning points and people in the order of the settings; without turning points the last things that happened, the newest first."""
    site, home = edition().library.site, view(edition(), "index.html")
    assert list(site.turning_points) == [one.event.ref for one in home.turning_points]
    assert list(site.people) == [one.actor.ref for one in home.people]
    assert [one.actor.line for one in home.people] == [one.line for one in home.people]
    assert () == home.latest
    events = {
        f"content/events/{number}.md": EVENT.replace("2022-01-10", f"2022-01-{number}") for number in range(10, 18)
    }
    bare = view(planned(project, {**SOUND, **events}), "index.html")
    assert ((), (), (), ()) == (bare.turning_points, bare.people, bare.asked, bare.days)
    assert (6, {"event"}) == (len(bare.latest), {one.kind for one in bare.latest})
    assert sorted((one.date for one in bare.latest), reverse=True) == [one.date for one in bare.latest]


def test_a_turning_point_names_some_of_those_who_met() -> None:
    """Four at most, and how many more took part."""
    for one in view(edition(), "index.html").turning_points:
        who = one.event.participants or one.event.host
        assert (who[:4], len(who)) == (one.who, len(one.who) + one.others)


def test_demands_on_the_home_page_have_answers() -> None:
    """Five at most, those first that most have answered; of each, every answer once with those who gave it, each once."""
    home = view(edition(), "index.html")
    answered = [len({answer.by for answer in one.demand.answers}) for one in home.asked]
    assert 0 < len(answered) <= 5
    assert all(answered)
    assert sorted(answered, reverse=True) == answered
    for one in home.asked:
        told = [(stance, by) for stance, actors in one.answers for by in actors]
        assert (len(set(told)), set(told)) == (len(told), {(answer.stance, answer.by) for answer in one.demand.answers})


def test_a_sum_is_of_lower_ends_and_of_upper_ends(project: MakeProject) -> None:
    """What figures come to together is a range where one of them is, from the sum of the lower ends to that of the upper."""
    figure = "{title: A sum, amount: AMOUNT, currency: USD, stage: announced, evidence: [{source: paper}]}\n"
    figures = "".join(f"{name}: {figure.replace('AMOUNT', told_)}" for name, told_ in (("a", "40"), ("b", "2 to 5")))
    page = context("Both [@paper].\n\n```figures\nsum\na\nb\n```\n")
    files = {**SOUND, "content/figures.yml": figures, "content/context/words.md": page}
    (block,) = (
        one for one in view(planned(project, files), "context/words.html").body.parts if isinstance(one, Placed)
    )
    assert (42, 45) == (block.total.low, block.total.high)
    assert "US$42 to US$45" in page_of(make(project(files)), "context/words.html")


def test_neighbours_are_those_of_the_timeline() -> None:
    """From the first event to the last, each has the next one behind it and the one before it in front."""
    events = edition().library.events
    views = [view(edition(), f"events/{one.id}.html") for one in events]
    assert (None, *events[:-1]) == tuple(one.before for one in views)
    assert (*events[1:], None) == tuple(one.after for one in views)


def test_sides_stand_in_the_order_of_the_site(project: MakeProject) -> None:
    """Speakers stand by side as in ``site.yml``, those with most to say first; who has no side comes last."""
    names = {"moor": "side: city", "ash": "side: port", "beck": "side: city", "cole": ""}
    files: dict[str, str] = {
        "content/site.yml": SITE
        + "sides:\n  port: {label: The port}\n  city: {label: The city}\n  sea: {label: The sea}\n",
        "content/sources/paper.md": SOURCE,
    }
    for name, side in names.items():
        files[f"content/actors/{name}.md"] = with_lines(ACTOR.replace("Ada Moor", name), *filter(None, [side]))
        files[f"content/statements/{name}.md"] = STATEMENT.replace("speaker: moor", f"speaker: {name}")
    files["content/statements/more.md"] = STATEMENT
    found = view(planned(project, files), "who-said-what.html")
    assert [("port", ["ash"], 1), ("city", ["moor", "beck"], 3), (None, ["cole"], 1)] == [
        (group.side and group.side.id, [one.actor.id for one in group.speakers], group.size) for group in found.sides
    ]
    assert [("port", ["ash"]), ("city", ["beck", "moor"]), (None, ["cole"])] == [
        (side and side.id, [one.id for one in actors]) for side, actors in found.filter.speakers
    ]


def test_a_side_has_all_it_said_in_full_what_it_announced_and_its_other_members() -> None:
    """Every statement of the side is a card, every step by it a line; each actor of it stands there once."""
    library = edition().library
    for side in library.site.sides:
        found, ref = view(edition(), f"sides/{side.id}.html"), Ref("side", side.id)
        cards = [card for speaker in found.said.speakers for card in speaker.cards]
        said = [one for one in library.statements if library.actor(one.speaker).side == ref]
        assert sorted(one.id for one in said) == sorted(card.statement.id for card in cards)
        assert len(cards) == found.filter.size
        assert all(("step", side) == (one.kind, one.side) for one in found.announced)
        members = [*(one.actor for one in found.said.speakers), *found.others]
        assert sorted(one.id for one in library.of(Actor) if one.side == ref) == sorted(one.id for one in members)


def test_a_topic_has_all_that_bears_on_it() -> None:
    """The page of a topic has every record of the topic, of each kind that may have one."""
    library = edition().library
    for topic in library.site.topics:
        found = view(edition(), f"topics/{topic.id}.html")
        shown = {
            *(one.record.ref for one in found.entries),
            *(one.ref for _, placed in found.groups for one in placed.records),
        }
        ref = Ref("topic", topic.id)
        assert {one.ref for one in library.records.values() if ref in getattr(one, "topics", ())} == shown


def test_what_is_shown_already_is_not_named_again() -> None:
    """Among "refers to this" no event or statement names what stands on its page in another place."""
    for path in ("events/first-round.html", "events/toll-decree.html", "statements/korrane-toll-stays.html"):
        found = view(edition(), path)
        own = found.event if path.startswith("events/") else found.card.statement
        beside = found if path.startswith("events/") else found.card
        shown = {own.ref, *(one.ref for one in (*beside.in_reply_to, *beside.replies))}
        assert shown & {one.ref for one in found.related} == set()


def test_a_passage_that_several_records_rest_on_stands_once(project: MakeProject) -> None:
    """On the page of a source the same words at the same place stand once, with all records and the fullest list of damage."""
    locator, words = "    locator: page 2", "    words: It opens at nine."
    damaged = ("    damage:", "      - The day is left out.")
    event = EVENT.replace("  - source: paper\n", f"  - source: wire\n{locator}\n{words}\n")
    files = {
        **SOUND,
        "content/sources/wire.md": SOURCE,
        "content/events/talks.md": event,
        "content/events/again.md": event.replace(words, "\n".join((words, *damaged))),
    }
    (taken,) = view(planned(project, files), "sources/wire.html").taken
    assert (["again", "talks"], 1) == ([one.id for one in taken.records], len(taken.part.damage))


def test_a_passage_whose_place_is_left_out_once_is_the_same(project: MakeProject) -> None:
    """Words that one record gives with their place and another without stand once, with the place."""
    words = "    words: It opens at nine."
    event = EVENT.replace("  - source: paper\n", f"  - source: wire\n{words}\n")
    files = {
        **SOUND,
        "content/sources/wire.md": SOURCE,
        "content/events/again.md": event,
        "content/events/talks.md": event.replace(words, f"    locator: page 2\n{words}"),
    }
    (taken,) = view(planned(project, files), "sources/wire.html").taken
    assert (["again", "talks"], "page 2") == ([one.id for one in taken.records], taken.part.locator)


def test_words_that_stand_in_two_places_are_two_passages(project: MakeProject) -> None:
    """The same words in two places of a source, told apart by what stands before them, are not one passage."""
    event = EVENT.replace("  - source: paper\n", "  - source: wire\n    words: at nine\n    prefix: opens\n")
    files = {
        **SOUND,
        "content/sources/wire.md": SOURCE,
        "content/events/talks.md": event,
        "content/events/again.md": event.replace("opens", "closes"),
    }
    found = view(planned(project, files), "sources/wire.html").taken
    assert {"opens", "closes"} == {one.part.prefix for one in found}


def test_passages_stand_in_the_order_of_the_source(project: MakeProject) -> None:
    """Passages are in the order of their places, numbers read as numbers; what names none, and what prose cites, comes last."""
    evidence = "".join(f"  - source: paper\n    locator: {one}\n" for one in ("page 10", "page 2", "headline"))
    files = {
        **SOUND,
        "content/events/talks.md": EVENT.replace("  - source: paper\n", evidence),
        "content/context/words.md": context("It opened [@paper]."),
    }
    found = view(planned(project, files), "sources/paper.html").taken
    assert ["headline", "page 2", "page 10", None, "cited"] == [
        one.part.locator if one.part else "cited" for one in found
    ]
    assert ["words"] == [one.id for one in found[-1].records]


def test_sources_are_counted_by_what_rests_on_them() -> None:
    """The page of sources has every source once, below its kind, with the number of records that name it."""
    library, found = edition().library, view(edition(), "sources.html")
    listed = [(kind, one, uses) for kind, group in found.groups for one, uses in group]
    assert Counter(one.id for one in library.of(Source)) == Counter(one.id for _, one, _ in listed)
    assert [] == [one.id for kind, one, _ in listed if one.source_kind != kind]
    assert [] == [
        one.id for _, one, uses in listed if uses != len({m.record.ref for m in library.mentions.get(one.ref, ())})
    ]


def test_lists_are_in_order() -> None:
    """Terms stand by the alphabet, corrections with the newest first."""
    library = edition().library
    terms = [one.title for one, _ in view(edition(), "glossary.html").terms]
    assert (sorted(terms, key=str.casefold), len(library.of(Term))) == (terms, len(terms))
    dates = [one.date for one, _ in view(edition(), "corrections.html").corrections]
    assert (sorted(dates, reverse=True), len(library.of(Correction))) == (dates, len(dates))


def test_a_correction_stands_on_the_pages_that_it_concerns() -> None:
    """Every record that a correction names shows the correction on its page."""
    for correction in edition().library.of(Correction):
        for ref in correction.records:
            shown = view(edition(), address(ref).path)
            assert correction in getattr(shown, "about", shown).corrections


def test_about_counts_copies_and_sources_by_kind() -> None:
    """The counts on the page about the explainer add up to all renditions and all sources."""
    library, found = edition().library, view(edition(), "about.html")
    assert sum(len(one.renditions) for one in library.of(Statement)) == sum(n for _, n in found.renditions)
    assert len(library.of(Source)) == sum(n for _, n in found.kinds)
    assert {one.id for one in library.of(Statement) if one.unconfirmed} == {one.id for one in found.unconfirmed}


def test_a_demand_without_an_answer_says_so() -> None:
    """Where no answer is recorded, the page of the demand, and the table it stands in, do not leave that to be guessed."""
    for path in ("demands/joint-lamps.html", "context/money-and-lamps.html"):
        assert "we have recorded none" in page_of(harbour(), path)
    assert "we have recorded none" not in page_of(harbour(), "demands/end-of-toll.html")


def test_an_unnamed_speaker_has_a_reason_and_no_name() -> None:
    """The page of a speaker who is not named says how the carriers describe the person, and why there is no name."""
    page = page_of(harbour(), "actors/oslune-negotiator.html")
    assert "<h1>An Oslune negotiator in the lobby</h1>" in page
    assert re.search(r"Reason for anonymity</dt><dd>not allowed to speak about the talks", page)
