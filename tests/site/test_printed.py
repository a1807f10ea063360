"""Paper: the print edition with its one list of sources, and every page as a handout."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from in_memory import Made, html_of, ids_of, make, page_of
from invented import harbour, library
from onrecord.pages.cards import card
from onrecord.records.correction import Correction
from onrecord.records.demand import Demand
from onrecord.records.event import Event
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from onrecord.records.statement import Statement
from onrecord.records.term import Term
from page_reader import read, text_of
from projects import MakeProject
from smallest import SITE, SOUND, Files

# The kinds that the print edition tells in full.
PRINTED = (Event, Statement, Figure, Measure, Demand, Term, Correction)


def by_id(tree: Element, name: str) -> Element:
    """The element of an id."""
    return next(one for one in tree.iter() if one.get("id") == name)


def classed(tree: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return [one for one in tree.iter() if name in (one.get("class") or "").split()]


def printed() -> Element:
    """The print edition of the invented explainer."""
    return read(page_of(harbour(), "print.html"))


# -- the print edition ----------------------------------------------------------------------------------------------------


def test_every_record_stands_in_it_once() -> None:
    """Each event, statement, figure, measure, demand, term and correction has its id once on the page."""
    expected = [f"{one.kind}-{one.id}" for kind in PRINTED for one in library().of(kind)]
    found = Counter(ids_of(page_of(harbour(), "print.html")))
    assert len(expected) > 50
    assert {} == {name: found[name] for name in expected if found[name] != 1}
    assert 1 == max(found.values())


def test_the_words_of_every_statement_are_printed() -> None:
    """Of each statement the best copy stands there letter for letter, and our translation where there is one."""
    tree = printed()
    for statement in library().statements:
        shown = by_id(tree, f"statement-{statement.id}")
        assert statement.base.words in ["".join(one.itertext()) for one in shown.iter("blockquote")]
        assert statement.title in text_of(shown)
        if translation := card(library(), statement).translation:
            assert " ".join(translation.split()) in text_of(shown)


def test_every_part_has_its_place_and_a_link_to_it() -> None:
    """The table of contents leads to each part, context pages among them, and each is there."""
    tree = printed()
    (contents,) = classed(tree, "contents")
    targets = [(one.get("href") or "")[1:] for one in contents.iter("a")]
    assert ["state", "timeline", "said"] == targets[:3]
    assert ["made", "notes"] == targets[-2:]
    assert [f"context-{one.id}" for one in library().contexts] == [one for one in targets if one.startswith("context-")]
    for target, link in zip(targets, contents.iter("a"), strict=True):
        assert text_of(by_id(tree, target)).startswith(text_of(link).removesuffix(" (on this page)"))


def test_it_says_as_of_when() -> None:
    """Title, summary and the day stand at the head."""
    head = [text_of(one) for one in classed(printed(), "heading")[0]]
    site = library().site
    assert ["As of 30 June 2018 · Print edition: the whole explainer on one page", site.title, site.summary] == head


def test_a_number_leads_to_the_source_that_it_is_of() -> None:
    """The number beside a quotation is that of its carrier in the list; prose cites by the same numbers."""
    tree = printed()
    for statement in library().statements:
        carrier = classed(by_id(tree, f"statement-{statement.id}"), "carrier")[0]
        first = classed(carrier, "numbered")[0]
        entry = by_id(tree, (first.get("href") or "")[1:])
        assert f"source-{statement.base.source.id}" == [one.get("id") for one in entry.iter() if one.get("id")][1]
    for one in (*classed(tree, "citation"), *classed(tree, "numbered")):
        assert re.fullmatch(rf"#note-{one.text}(-\d+)?", one.get("href") or "")


def test_the_list_has_every_source_that_is_used_and_no_other() -> None:
    """Each entry has publisher, date, kind and address, and a number somewhere on the page that leads to it."""
    tree = printed()
    notes = next(one.notes for one in harbour().prepared.editions[0].pages if one.path == "print.html")
    entries = [one for one in tree.iter("li") if re.fullmatch(r"note-\d+", one.get("id") or "")]
    assert [f"note-{number}" for number in range(1, len(notes) + 1)] == [one.get("id") for one in entries]
    for source, entry in zip((note.source for note in notes), entries, strict=True):
        assert source.label in "".join(entry.itertext())
        assert (source.url or "") in text_of(entry)
        assert (source.archive or "") in text_of(entry)
    leading = (*classed(tree, "citation"), *classed(tree, "numbered"))
    cited = {"-".join((one.get("href") or "").split("-")[:2]) for one in leading}
    assert {f"#note-{number}" for number in range(1, len(notes) + 1)} == cited


def test_the_list_is_in_order_of_publisher_and_date() -> None:
    """A reader finds a source in it without its number."""
    notes = next(one.notes for one in harbour().prepared.editions[0].pages if one.path == "print.html")
    found = [(one.publisher.casefold(), str(one.published or ""), one.id) for one in (note.source for note in notes)]
    assert sorted(found) == found


def test_links_to_what_it_holds_stay_on_the_page() -> None:
    """From prose, tables and lists a link to a record that is printed leads to it there; the way to its own page is marked."""
    tree = printed()
    held = {f"{one.folder}/{one.id}.html" for kind in PRINTED for one in library().of(kind)}
    away = [one for one in tree.iter("a") if one.get("href") in held and one.get("class") != "screen"]
    assert [] == [text_of(one) for one in away]
    assert len([one for one in tree.iter("a") if (one.get("href") or "").startswith("#event-")]) > 10


def test_headings_go_down_step_by_step() -> None:
    """One h1, and no level is left out, though the prose of many pages stands there."""
    levels = [int(one.tag[1]) for one in printed().iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
    assert (1, 1) == (levels[0], levels.count(1))
    assert [] == [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]


CROWDED: Files = {
    **SOUND,
    "content/site.yml": f"{SITE}intro: |\n  ## Why\n\n  First.\nabout: |\n  ## Why\n\n  Last.\n",
    "content/events/talks.md": SOUND["content/events/talks.md"].__add__("## Why\n\nOf talks.\n"),  # type: ignore[arg-type]
    "content/statements/open.md": SOUND["content/statements/open.md"].__add__("## Why\n\n### How\n\nOf words.\n"),  # type: ignore[arg-type]
    "content/figures.yml": "sum:\n  title: A sum\n  amount: 5\n  currency: EUR\n  stage: announced\n  evidence: [{source: paper}]\n",
    "content/context/one.md": "---\ntitle: One\nsummary: S.\n---\n## Why\n\n```figures\n```\n\n```events\n```\n",
    "content/context/two.md": "---\ntitle: Two\nsummary: S.\n---\n## Why\n\n```figures\n```\n",
}


def test_prose_of_many_pages_does_not_clash(project: MakeProject) -> None:
    """Headings alike and tables alike have ids and numbers of their own, and headings stand below their record's."""
    page = page_of(make(project(CROWDED)), "print.html")
    assert {1} == set(Counter(ids_of(page)).values())
    found = re.findall(r'<(h\d) id="(s-[^"]*)"', page)
    expected = ["h2 s-why", "h5 s-why-2", "h6 s-why-3", "h6 s-how", "h3 s-why-4", "h3 s-why-5", "h3 s-why-6"]
    assert expected == [f"{level} {name}" for level, name in found]
    assert ["table 1", "table 2"] == re.findall(r"Figures, (table \d)", page)


def test_a_site_without_records_has_one_too(project: MakeProject) -> None:
    """Where nothing is recorded there are no empty parts, and the table of contents names none."""
    tree = read(page_of(make(project({})), "print.html"))
    assert [] == [text_of(one) for one in tree.iter("h2")]
    assert [] == list(classed(tree, "contents")[0].iter("a"))


# -- numbers on every page ------------------------------------------------------------------------------------------------


def test_on_every_page_a_number_leads_to_an_entry_with_the_address() -> None:
    """Each carrier has a number, and the list at the end has under it the source's name and, once, its address."""
    seen = 0
    for path, page in html_of(harbour()).items():
        tree = read(page)
        entries = {one.get("id"): one for one in tree.iter("li") if re.fullmatch(r"note-\d+", one.get("id") or "")}
        assert [f"note-{number}" for number in range(1, len(entries) + 1)] == list(entries), path
        texts = [text_of(one) for one in entries.values()]
        assert len(texts) == len(set(texts)), path
        for one in classed(tree, "numbered"):
            assert (one.get("href") or "")[1:] in entries, path
            seen += 1
    assert seen > 100


def test_what_rests_on_a_source_has_its_number() -> None:
    """Wherever evidence or a copy of words names its source, the number of that source stands behind it."""
    seen = 0
    for path, page in html_of(harbour()).items():
        if path.startswith("sources/") or path == "print.html":  # the page of a source names no other beside its words
            continue
        tree = read(page)
        for one in [*classed(tree, "evidence__source"), *classed(tree, "carrier")]:
            if [link for link in one.iter("a") if "/sources/" in f"/{link.get('href')}"]:
                assert classed(one, "numbered"), (path, text_of(one))
                seen += 1
    assert seen > 100


def test_prose_and_carriers_share_their_numbers(project: MakeProject) -> None:
    """A source that prose cites has that number beside its quotations too; others follow."""
    two = "paper: {publisher: The Harbour News, language: en, kind: news, url: https://paper.example/1}\n"
    two += "wire: {publisher: The Wire, language: en, kind: wire, url: https://wire.example/2}\n"
    event = "---\ntitle: T\ndate: 2022-01-10\nevidence: [{source: wire}, {source: paper}, {source: wire}]\n---\nIt [@paper].\n"
    files = {name: text for name, text in SOUND.items() if "sources" not in name}
    page = page_of(
        make(project({**files, "content/sources.yml": two, "content/events/talks.md": event})), "events/talks.html"
    )
    assert ["2", "1", "2"] == [one.text for one in classed(read(page), "numbered")]
    entries = [text_of(one) for one in read(page).iter("li") if (one.get("id") or "").startswith("note-")]
    assert "The Wire, undated https://wire.example/2" == entries[1]


def test_the_address_of_the_page_is_printed_where_it_is_known(project: MakeProject) -> None:
    """With ``site_url`` the head for paper names the page's own address; without it there is none."""
    for line, expected in (
        ("", ""),
        ("site_url: https://harbour.example/talks/\n", " https://harbour.example/talks/events/talks.html"),
    ):
        files = {**SOUND, "content/site.yml": SITE + line}
        (head,) = classed(read(page_of(make(project(files)), "events/talks.html")), "paper")
        assert f"Everything is described as it stood on 24 February 2022.{expected}" == text_of(head)


def test_two_makings_are_the_same(harbour_site: Path) -> None:
    """The print edition on disk is the one in memory, byte for byte."""
    made: Made = harbour()
    assert page_of(made, "print.html") == (harbour_site / "print.html").read_text("utf-8")
