"""What is shown of a statement in full: post, side, the copy to read it by, and the way the words came."""

import pytest
from invented import harbour
from onrecord.pages.cards import BEGINNING, Card, Speaker, beginning, card, copy
from onrecord.provenance import Link
from onrecord.records.statement import Statement
from projects import MakeProject, library_of
from smallest import ACTOR, SITE, SOURCE, STATEMENT, with_lines

SOURCES = {f"content/sources/{name}.md": SOURCE for name in ("paper", "wire", "radio")}
BASE = SOURCES | {"content/actors/moor.md": ACTOR}


def statement(*renditions: str, lines: tuple[str, ...] = ()) -> str:
    """A statement with renditions, each written as ``source language class``."""
    told = ["renditions:"]
    for one in renditions:
        source, language, sort = one.split()
        told += [f"  - source: {source}", f"    language: {language}", "    words: Said", f"    class: {sort}"]
    return with_lines(STATEMENT.partition("renditions:")[0] + "---\n", *told, *lines)


def card_of(project: MakeProject, files: dict[str, str]) -> Card:
    """The card of the only statement."""
    library = library_of(project(BASE | files))
    (only,) = library.statements
    return card(library, only)


def way(chain: tuple[Link, ...]) -> list[str]:
    """A chain in short: what was done, and by whom."""
    return [
        f"{one.how} {one.actor.id if one.actor else one.source.id if one.source else one.original}" for one in chain
    ]


# -- the companion ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("renditions", "original", "expected"),
    [
        # The best copy is in the reader's language and nothing else is known: it needs no other.
        (("paper en verbatim", "wire fr translated"), None, None),
        (("paper en verbatim", "wire en paraphrase"), "en", None),
        # It is a translation into the reader's language: the words as they were said stand beside it.
        (("paper en translated", "wire de translated", "radio ru verbatim"), "ru", "radio"),
        (("paper en translated", "wire de translated"), "ru", None),
        # It is in a foreign language: a translation for the reader stands beside it, not another language.
        (("paper ru verbatim", "wire fr translated", "radio en translated"), "ru", "radio"),
        (("paper ru verbatim", "wire fr translated"), "ru", None),
        (("paper fr translated", "wire en translated", "radio ru verbatim"), "ru", "wire"),
        # The first of several is taken.
        (("paper ru verbatim", "wire en translated", "radio en paraphrase"), "ru", "wire"),
        # A country makes no other language.
        (("paper en-GB verbatim", "wire en-US paraphrase"), "en", None),
        (("paper en-GB translated", "wire pt-BR verbatim"), "pt", "wire"),
        (("paper en translated", "wire pt verbatim"), "pt-BR", "wire"),
        (("paper pt-BR verbatim", "wire en-GB translated"), "pt-BR", "wire"),
    ],
)
def test_the_companion_is_what_the_reader_lacks(
    project: MakeProject, renditions: tuple[str, ...], original: str | None, expected: str | None
) -> None:
    """Beside a copy in a foreign language stands one the reader can read, which a line has; beside a translation the words as said."""
    lines = (f"original_language: {original}",) if original else ()
    found = card_of(project, {"content/statements/open.md": statement(*renditions, lines=lines)})
    assert expected == (found.companion and found.companion.source.id)
    native = [one.split()[0] for one in renditions if one.split()[1].startswith("en")]
    assert found.legible.source.id == (native[0] if native else "paper")


def test_the_reader_reads_the_first_language_of_the_site(project: MakeProject) -> None:
    """On a site in French a French copy needs no companion, and an English one does."""
    files = {
        "content/site.yml": SITE.replace("[en]", "[fr]") + "theme: look\n",
        "look/locales/fr.po": "",
        "content/statements/a.md": statement("paper fr translated", "wire en verbatim"),
        "content/statements/b.md": statement("paper en verbatim", "wire fr translated"),
    }
    library = library_of(project(BASE | files))
    companions = [card(library, one).companion for one in library.statements]
    assert [None, "wire"] == [one and one.source.id for one in companions]


# -- what stands beside the words -------------------------------------------------------------------------------------


def test_a_card_names_speaker_side_post_and_the_number_of_others(project: MakeProject) -> None:
    """A card has the speaker, the side, the post held that day, the best copy, and how many others there are."""
    posts = ("side: city", "posts:", "  - title: Mayor", "    from: 2020", "  - title: Clerk", "    to: 2019")
    found = card_of(
        project,
        {
            "content/site.yml": f"{SITE}sides:\n  city:\n    label: The city\n",
            "content/actors/moor.md": with_lines(ACTOR, *posts),
            "content/statements/open.md": statement("paper en verbatim", "wire en elided", "radio en paraphrase"),
        },
    )
    assert ("Ada Moor", "The city", "Mayor") == (
        found.speaker.label,
        found.side and found.side.label,
        found.post and found.post.title,
    )
    assert ("paper", 2) == (found.best.source.id, found.others)


def test_a_post_stands_once_where_all_was_said_in_it(project: MakeProject) -> None:
    """With a speaker whose statements are all of one post, and with none whose are of two."""
    posts = ("posts:", "  - title: Clerk", "    to: 2019", "  - title: Mayor", "    from: 2020")
    days = {name: STATEMENT.replace("2022-01-10", day) for name, day in (("a", "2018-05-01"), ("b", "2022-01-11"))}
    library = library_of(
        project(
            BASE
            | {"content/actors/moor.md": with_lines(ACTOR, *posts), "content/statements/open.md": STATEMENT}
            | {f"content/statements/{name}.md": text for name, text in days.items()}
        )
    )
    cards = tuple(card(library, one) for one in library.statements)
    mayor = tuple(one for one in cards if one.post and one.post.title == "Mayor")
    assert len(mayor) == len(cards) - 1 == 2
    assert (mayor[0].post, None) == (Speaker(cards[0].speaker, mayor).post, Speaker(cards[0].speaker, cards).post)


def test_a_card_without_side_and_post_says_so(project: MakeProject) -> None:
    """A speaker without a side or a post has none on the card, and one copy alone has no others."""
    found = card_of(project, {"content/statements/open.md": STATEMENT})
    assert (None, None, None, 0, ()) == (found.side, found.post, found.companion, found.others, found.replies)


def test_what_answers_is_in_order_of_date(project: MakeProject) -> None:
    """Statements and events that answer the words stand on the card by date."""
    answers = ("answers: [statements/open]",)
    library = library_of(
        project(
            BASE
            | {
                "content/statements/open.md": STATEMENT,
                "content/statements/a.md": with_lines(STATEMENT.replace("2022-01-10", "2022-01-12"), *answers),
                "content/statements/b.md": with_lines(STATEMENT.replace("2022-01-10", "2022-01-11"), *answers),
            }
        )
    )
    (found,) = (card(library, one) for one in library.statements if one.id == "open")
    assert ["b", "a"] == [one.id for one in found.replies]


def test_a_copy_has_the_address_of_its_passage(project: MakeProject) -> None:
    """A copy leads to its words on the page of its source."""
    url = with_lines(SOURCE, "url: https://harbour.example/news")
    found = card_of(project, {"content/sources/paper.md": url, "content/statements/open.md": STATEMENT})
    assert found.best.url == "https://harbour.example/news#:~:text=The%20harbour%20stays%20open"


# -- the way the words came -------------------------------------------------------------------------------------------


def test_the_shortest_way_is_from_speaker_to_carrier(project: MakeProject) -> None:
    """Where nothing else is recorded, the speaker spoke and the source carries it, each with its date and language."""
    published = with_lines(SOURCE, "published: 2022-01-11")
    lines = ("original_language: de",)
    found = card_of(
        project,
        {
            "content/sources/paper.md": published,
            "content/statements/open.md": statement("paper en translated", lines=lines),
        },
    )
    assert ["spoke moor", "carries paper"] == way(found.best.chain)
    assert [("2022-01-10", "de"), ("2022-01-11", "en")] == [(str(one.date), one.language) for one in found.best.chain]


def test_those_who_passed_it_on_stand_between(project: MakeProject) -> None:
    """The hops of ``via`` stand between speaker and carrier, in their order."""
    via = ("via:", "  - by: desk", "    how: heard", "    date: 2022-01-10", "  - by: agency", "    how: relays")
    found = card_of(
        project,
        {
            "content/actors/desk.md": ACTOR.replace("Ada Moor", "The desk"),
            "content/actors/agency.md": ACTOR.replace("Ada Moor", "The agency"),
            "content/statements/open.md": statement("paper en verbatim", lines=via),
        },
    )
    assert ["spoke moor", "heard desk", "relays agency", "carries paper"] == way(found.best.chain)


def test_originals_of_the_source_stand_between(project: MakeProject) -> None:
    """What a source republishes stands before it, the first original first, a text that is no record included."""

    def republishes(*lines: str) -> str:
        return with_lines(SOURCE, "republishes:", *lines)

    found = card_of(
        project,
        {
            "content/sources/paper.md": republishes("  - source: wire", "    basis: inferred", "    note: The same."),
            "content/sources/wire.md": republishes("  - source: radio", "    basis: stated"),
            "content/sources/radio.md": republishes("  - original: a letter", "    basis: stated"),
            "content/statements/open.md": statement("paper en verbatim"),
        },
    )
    chain = found.best.chain
    assert ["spoke moor", "carries a letter", "republishes radio", "republishes wire", "republishes paper"] == way(
        chain
    )
    assert ["stated", "stated", "inferred"] == [one.basis for one in chain[1:4]]
    assert "The same." == chain[3].note


def test_a_copy_made_from_another_takes_its_way(project: MakeProject) -> None:
    """A rendition that derives from another has the way of that one before its own step."""
    renditions = statement("paper en verbatim", "wire fr translated", "radio ru translated")
    derived = renditions.replace("source: wire\n", "source: wire\n    derives_from: paper\n").replace(
        "source: radio\n", "source: radio\n    derives_from: wire\n"
    )
    library = library_of(project(BASE | {"content/statements/open.md": derived}))
    (only,) = library.statements
    ways = [way(copy(library, only, one).chain) for one in only.renditions]
    assert ["spoke moor", "carries paper", "derives wire", "derives radio"] == ways[2]
    assert ways == [ways[2][: number + 2] for number in range(3)]


def test_every_way_in_the_example_leads_from_its_speaker_to_its_carrier() -> None:
    """Whatever the way, it begins with the speaker and ends with the source of the copy."""
    library = harbour().prepared.editions[0].library
    made = [(one, copy(library, one, rendition)) for one in library.of(Statement) for rendition in one.renditions]
    assert {"spoke", "heard", "relays", "carries", "republishes", "derives"} == {
        link.how for _, found in made for link in found.chain
    }
    assert [] == [
        one.id
        for one, found in made
        if (found.chain[0].how, found.chain[0].actor) != ("spoke", library.actor(one.speaker))
        or found.chain[-1].source != found.source
    ]


# -- in short ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a " * 70, "a " * 70),  # as long as there is room for
        (f"{'a ' * 69}bb cc", f"{'a ' * 69}bb […]"),  # a word that just ends there is whole
        (f"{'a ' * 69}bbb cc", f"{'a ' * 68}a […]"),
        (f"{'a ' * 60}b, […] {'c' * 30}", f"{'a ' * 60}b […]"),  # no comma and no second gap before the gap
        ("港" * 200, "港" * BEGINNING + " […]"),  # there are no spaces
    ],
)
def test_long_words_end_at_a_word_and_say_so(words: str, expected: str) -> None:
    """In a list stand 140 letters at most, and where that is not all of them a gap is told."""
    assert expected == beginning(words)
