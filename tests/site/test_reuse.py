"""Cite or embed: what others may take away is right letter for letter, and whole without us."""

import json
import re

import pytest
from in_memory import Made, make, page_of
from invented import harbour, library
from onrecord.pages.cards import card
from onrecord.pages.passages import passage
from onrecord.records.base import Record
from onrecord.records.figure import Figure
from onrecord.templating.theme import default_folder
from onrecord.texts import fingerprint
from page_reader import embedded, field, only, read, text_of
from projects import MakeProject
from smallest import ACTOR, SITE, SOUND, STATEMENT, Files, entry, with_lines

SCRIPT = default_folder() / "assets" / "js" / "copy.js"


def page_for(made: Made, record: Record) -> str:
    """The page of a record."""
    return page_of(made, f"{record.folder}/{record.id}.html")


# -- statements -----------------------------------------------------------------------------------------------------------


def test_an_embed_has_the_words_and_nothing_else_in_its_quotation() -> None:
    """The blockquote holds the words letter for letter, in their language and in quotation marks; all else stands outside it."""
    for statement in library().statements:
        figure = embedded(page_for(harbour(), statement))
        quoted = only(figure, "blockquote")
        best = statement.base
        assert (best.words if best.class_ == "paraphrase" else f"“{best.words}”") == "".join(quoted.itertext())
        assert (best.language, ["p"]) == (quoted.get("lang"), [one.tag for one in quoted])
        assert quoted.get("dir") in {"ltr", "rtl"}
        assert [figure[0].tag, figure[-1].tag] == ["blockquote", "figcaption"]
        told = text_of(only(figure, "figcaption"))
        assert library().actor(statement.speaker).label in told
        assert library().source(best.source).label in told
        assert ("Unconfirmed: " in told) == bool(statement.unconfirmed)
        assert f"From: {library().site.title}, as of 30 June 2018" in told


def test_its_link_leads_to_the_passage() -> None:
    """The carrier is a link to the words in it, where it has an address; the other link is our page, for its address is known."""
    for statement in library().statements:
        links = [one.get("href") for one in embedded(page_for(harbour(), statement)).iter("a")]
        ours = f"https://example.org/harbour/statements/{statement.id}.html"
        assert [*filter(None, [passage(library(), statement.base)]), ours] == links


def test_a_translation_of_ours_is_outside_the_quotation_and_said_to_be_ours() -> None:
    """It is a paragraph of its own, in the language of the page, and marked."""
    found = 0
    for statement in library().statements:
        translation = card(library(), statement).translation
        paragraphs = [one for one in embedded(page_for(harbour(), statement)) if one.tag == "p" and one.get("lang")]
        assert len(paragraphs) == bool(translation)
        if translation:
            found += 1
            assert f"Our translation: {translation}" == text_of(paragraphs[0])
            assert "en" == paragraphs[0].get("lang")
    assert found


def test_what_sort_of_words_they_are_and_whether_they_match_is_said(project: MakeProject) -> None:
    """The embed and the citation name the sort of wording, the language, and the saved text or the want of it."""
    for receipts, told in (
        (False, "We did not check the words: we saved no text of the source."),
        (True, "The words match our saved excerpt of the source."),
    ):
        files = {name: text for name, text in SOUND.items() if receipts or "receipts" not in name}
        page = page_for(made := make(project(files)), made.prepared.editions[0].library.statements[0])
        sort = "Wording: words as published; language: English."
        assert sort in text_of(embedded(page))
        assert f"{sort} {told}" in field(page, "citation").split("\n")


def test_a_citation_is_plain_text(project: MakeProject) -> None:
    """Who, in which post, when, the words, the source with its address, this site with its day and the page's address."""
    source = "---\npublisher: The Harbour News\ntitle: Ships & tolls\nlanguage: en\nkind: news\nurl: https://paper.example/1?a=1&b=2\npublished: 2022-01-11\n---\n"
    files = {
        **SOUND,
        "content/site.yml": SITE + "site_url: https://harbour.example/\n",
        "content/sources/paper.md": source,
        "content/actors/moor.md": with_lines(ACTOR, "posts: [{title: Harbour master, from: 2020}]"),
    }
    page = page_of(make(project(files)), "statements/open.html")
    assert [
        "Ada Moor, Harbour master, 10 January 2022: “The harbour stays open.”",
        "Wording: words as published; language: English. The words match our saved excerpt of the source.",
        "Source: The Harbour News: Ships & tolls, 11 January 2022 https://paper.example/1?a=1&b=2",
        "From: The harbour talks, as of 24 February 2022 https://harbour.example/statements/open.html",
    ] == field(page, "citation").split("\n")


def test_what_came_of_a_statement_goes_with_it() -> None:
    """Right under the words of the embed, before anything else is told of them, and in the citation."""
    outcomes = [one for one in library().statements if one.outcome]
    assert outcomes
    for statement in outcomes:
        page = page_for(harbour(), statement)
        under = text_of(embedded(page)[1])
        assert under.startswith("What came of it: ")
        assert under in field(page, "citation").split("\n")


def test_words_that_were_checked_are_not_said_to_be(project: MakeProject) -> None:
    """Elsewhere that tells nobody anything; that they were not is said."""
    for receipts in (False, True):
        files = {name: text for name, text in SOUND.items() if receipts or "receipts" not in name}
        figure = text_of(embedded(page_of(make(project(files)), "statements/open.html")))
        assert "The words match" not in figure
        assert receipts == ("We did not check the words" not in figure)


# -- hostile texts --------------------------------------------------------------------------------------------------------

HOSTILE = (
    """</textarea><script>alert("x")</script> <b onclick='a'>&amp; &lt; "quoted" 'so' </blockquote></p><!-- ]]> {{ 1 }} %(x)s""",
    "قال الوزير: \u201cNATO\u201d لن تتوسع, 12 < 13 & more </TEXTAREA >",
    "\u201cYes\u201d \u2014 100 % ‹sure› `$(x)` \\u0022 <textarea>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_through_as_words(project: MakeProject, words: str) -> None:
    """Markup, quotes, percent signs and another direction: citation and embed have them letter for letter, and as text only."""
    quoted = "'" + words.replace("'", "''") + "'"
    files = {
        **SOUND,
        "content/site.yml": SITE.replace("The harbour talks", quoted),
        "content/sources/paper.md": f"---\npublisher: {quoted}\ntitle: {quoted}\nlanguage: ar\nkind: news\nurl: https://a.example/?x=%22&y='\n---\n",
        "content/actors/moor.md": f"---\nname: {quoted}\ntype: person\nposts: [{{title: {quoted}, from: 2020}}]\n---\n",
        "content/events/talks.md": f"---\ntitle: {quoted}\ndate: 2022-01-10\nplace: {quoted}\nevidence: [{{source: paper}}]\n---\n",
        "content/figures.yml": f"sum: {{title: {quoted}, amount: 5, currency: EUR, stage: announced, legal_basis: {quoted}, status: {quoted}, evidence: [{{source: paper}}]}}\n",
        "content/statements/open.md": STATEMENT.replace("words: The harbour stays open.", f"words: {quoted}")
        .replace("title: The harbour stays open", f"title: {quoted}\nunconfirmed: {quoted}")
        .replace("language: en", "language: ar"),
    }
    made = make(project({name: text for name, text in files.items() if "receipts" not in name}))
    assert made.artifacts, made.prepared.problems
    for path in ("statements/open.html", "events/talks.html", "figures/sum.html"):
        page = page_of(made, path)
        figure = embedded(page)
        quoted = "".join(only(figure, "blockquote" if path.startswith("statements/") else "strong").itertext())
        assert (f"“{words}”" if path.startswith("statements/") else words) == quoted
        assert {"figure", "blockquote", "strong", "p", "figcaption", "a", "bdi", "span"} >= {
            one.tag for one in figure.iter()
        }
        assert all(set(one.attrib) <= {"lang", "dir", "href"} for one in figure.iter())
        assert words in field(page, "citation")
        assert words in "".join(only(figure, "figcaption").itertext())
        data = [one for one in read(page).iter("script") if one.text]
        assert [("application/ld+json")] * len(data) == [one.get("type") for one in data]
        assert all(json.loads(one.text or "")["mainEntityOfPage"] for one in data)
        assert 2 == len(list(read(page).iter("textarea")))
    said = embedded(page_of(made, "statements/open.html"))
    assert "rtl" == only(said, "blockquote").get("dir")
    assert ["ltr", "en"] == [said.get("dir"), said.get("lang")]


def test_what_turns_the_direction_unseen_does_not_get_in(project: MakeProject) -> None:
    """Characters that turn the direction of what follows are refused where content is read, so none can be copied on."""
    made = make(
        project({**SOUND, "content/statements/open.md": STATEMENT.replace("harbour stays", "harbour \u202estays")})
    )
    assert () == made.artifacts


# -- events and figures ---------------------------------------------------------------------------------------------------


def test_an_event_is_cited_with_date_state_and_source() -> None:
    """Nobody said its title, which is no quotation; the date, the state on the day and the source stand below it."""
    for event in library().events:
        page = page_for(harbour(), event)
        figure = embedded(page)
        assert event.title == "".join(only(figure[0], "strong").itertext())
        assert [] == list(figure.iter("blockquote"))
        told = text_of(only(figure, "figcaption"))
        assert re.search(r"Status: [a-z ]+, as of 30 June 2018", told)
        assert any(library().source(one.source).label in told for one in event.evidence)
        lines = field(page, "citation").split("\n")
        assert event.title == lines[0]
        assert f"https://example.org/harbour/events/{event.id}.html" == lines[-1].rpartition(" ")[2]
        assert not event.place or event.place in lines[1]


def test_an_event_is_cited_by_a_source_that_is_no_copy(project: MakeProject) -> None:
    """Of several sources the first that is no copy and not partisan is named; if all are, the first."""
    sources = "".join(f"{name}: {{publisher: The {name}, language: en, kind: {kind}}}\n" for name, kind in
                      (("copied", "copy"), ("sided", "partisan"), ("wire", "wire"), ("news", "news")))  # fmt: skip
    for named, expected in (("[copied, sided, wire, news]", "The wire"), ("[sided, copied]", "The sided")):
        evidence = ", ".join(f"{{source: {one}}}" for one in named[1:-1].split(", "))
        files = {
            "content/sources.yml": sources,
            "content/events/talks.md": f"---\ntitle: T\ndate: 2022-01-10\nevidence: [{evidence}]\n---\n",
        }
        page = page_of(make(project(files)), "events/talks.html")
        assert f"Source: {expected}, undated" in field(page, "citation").split("\n")


def test_a_figure_is_cited_with_amount_stage_and_basis() -> None:
    """The amount as the page has it, the stage on the day, the legal basis or the want of it, and the source."""
    for figure in library().of(Figure):
        page = page_for(harbour(), figure)
        (amount,) = [text_of(one) for one in read(page).iter("p") if one.get("class") == "sum"]
        told = text_of(only(embedded(page), "figcaption"))
        lines = field(page, "citation").split("\n")
        for expected in (f"Amount: {amount}", f"Legal basis: {figure.legal_basis or 'not recorded'}"):
            assert " ".join(expected.split()) in told
            assert " ".join(expected.split()) in [" ".join(one.split()) for one in lines]
        assert re.search(r"Stage: [a-z]+, as of 30 June 2018", told)


def test_a_figure_without_a_source_says_so(project: MakeProject) -> None:
    """Where no evidence is recorded, neither the citation nor the embed makes one up."""
    files = {"content/figures.yml": "sum: {title: A sum, amount: 5, currency: EUR, stage: announced}\n"}
    page = page_of(make(project(files)), "figures/sum.html")
    assert "Source: not recorded" in field(page, "citation").split("\n")
    assert "Source: not recorded" in text_of(embedded(page))
    assert [] == list(embedded(page).iter("a"))


# -- days and languages ---------------------------------------------------------------------------------------------------


def test_on_an_earlier_day_the_day_and_the_page_are_those_of_the_day() -> None:
    """What is taken from a page as of a day names that day and the address of that page."""
    page = page_of(harbour(), "as-of/2018-03-10/events/first-round.html")
    ours = "https://example.org/harbour/as-of/2018-03-10/events/first-round.html"
    assert f"From: The Merrow Strait tolls, as of 10 March 2018 {ours}" in field(page, "citation").split("\n")
    assert ours in [one.get("href") for one in embedded(page).iter("a")]


def test_a_text_without_a_translation_keeps_its_language(project: MakeProject) -> None:
    """On a French page an English title is marked as English in the embed, and plain in the citation."""
    site = SITE.replace("[en]", "[en, fr]") + "theme: look\n"
    files: Files = {
        **SOUND,
        "content/site.yml": site,
        "content/site.fr.yml": f"title: Le port\ntranslates: {fingerprint(entry(site, 'content/site.yml'))}\n",
        "look/locales/fr.po": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n',
    }
    page = page_of(make(project(files)), "fr/events/talks.html")
    figure = embedded(page)
    assert ("fr", "en") == (figure.get("lang"), figure[0].get("lang"))
    assert "The harbour talks open" == field(page, "citation").split("\n")[0]
    assert "<" not in field(page, "citation")


def test_the_script_is_small_and_only_where_it_is_needed() -> None:
    """Less than 1 KB, classic and strict, writes no HTML; it is loaded by pages that have the section, and no other."""
    script = SCRIPT.read_text("utf-8")
    assert len(script.encode()) < 1024
    assert '"use strict"' in script
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|import|fetch", script)
    for path, data in ((one.path, one.data.decode()) for one in harbour().artifacts if one.path.endswith(".html")):
        assert ('<section class="reuse"' in data) == ("assets/js/copy.js" in data), path
        assert ('<section class="reuse"' in data) == bool(re.search(r"(^|/)(events|statements|figures)/", path)), path
