"""Copies against the best of their language, or in pieces beside the base: what is compared with what, and what is not."""

import re

import pytest
from in_memory import html_of, make, page_of
from invented import harbour
from onrecord.library import Library
from onrecord.pages import lists
from onrecord.pages.copies import SHOWN, ChangedQuotations, Compared, compared
from onrecord.pages.reading import Reading
from projects import MakeProject, library_of
from smallest import SITE

NAMES = "abcdefgh"
BASE = {
    "content/site.yml": SITE,
    "content/actors.yml": "moor: {name: Ada Moor, type: person}\n",
    "content/sources.yml": "".join(f"{one}: {{publisher: P {one}, language: en, kind: news}}\n" for one in NAMES),
    "content/context/all.md": f"---\ntitle: T\nsummary: S\n---\n\n[{'; '.join(f'@{one}' for one in NAMES)}]\n",
}


def statement(*renditions: str, name: str = "open") -> str:
    """A statement with renditions of sources a, b, c ..., each given as ``language class words``, and segments behind a bar."""
    lines = [f"{name}:", "  title: T", "  speaker: moor", "  date: 2022-01-10", "  renditions:"]
    for source, one in zip(NAMES, renditions, strict=False):
        language, class_, words = one.split(" ", 2)
        words, *segments = words.split(" | ")
        lines += [
            f"    - source: {source}",
            f"      language: {language}",
            f"      class: {class_}",
            f"      words: '{words}'",
        ]
        if segments:
            lines += ["      segments:", *(f"        - '{one}'" for one in segments)]
    return "\n".join(lines) + "\n"


def made(project: MakeProject, *statements: str) -> Library:
    """A library with these statements."""
    return library_of(project({**BASE, "content/statements.yml": "".join(statements)}))


def against(found: tuple[Compared, ...]) -> list[str | None]:
    """For each copy the source of what its words are compared with; None where they are compared with nothing."""
    return [one.against.source.id if one.against and one.comparison else None for one in found]


@pytest.mark.parametrize(
    ("renditions", "expected"),
    [
        (["en verbatim It stays"], [None]),
        (["en verbatim It stays", "en verbatim It is", "en verbatim It was"], [None, "a", "a"]),
        (["en verbatim It stays", "fr translated Il reste", "fr translated Il est", "en verbatim It is"], [None, None, "b", "a"]),
        (["pt-BR verbatim Fica", "pt verbatim Está", "pt-PT translated Estava"], [None, "a", "a"]),
        (["fr verbatim Il reste", "en paraphrase It stays", "en verbatim It is", "en verbatim It was"], [None, None, None, "c"]),
        (["en verbatim It stays", "en paraphrase It will stay", "en elided It […]"], [None, None, "a"]),
        (["ru verbatim Порт открыт", "en translated It is open", "uk translated Порт відкрито"], [None, None, None]),
    ],
)  # fmt: skip
def test_each_copy_is_held_against_the_first_of_its_language(
    renditions: list[str], expected: list[str | None], project: MakeProject
) -> None:
    """Whatever its country, a copy is compared with the best one of its language; words of a carrier's own with nothing."""
    library = made(project, statement(*renditions))
    assert expected == against(compared(library, library.statements[0]))


def test_no_word_is_compared_across_languages(project: MakeProject) -> None:
    """Beside a copy in another language stands the base, and nothing says what was dropped or added."""
    library = made(
        project, statement("ru verbatim Порт открыт", "en translated The port is open", "fr translated Ouvert")
    )
    _, english, french = compared(library, library.statements[0])
    assert (None, None) == (english.comparison, french.comparison)
    assert ("a", "a") == (english.against and english.against.source.id, french.against and french.against.source.id)
    page = page_of(
        make(project({**BASE, "content/statements.yml": statement("ru verbatim Порт", "en translated Port")})),
        "statements/open.html",
    )
    assert not re.search(r"<(ins|del)\b", page)


def test_segments_stand_side_by_side(project: MakeProject) -> None:
    """Where base and copy are divided alike, each piece stands beside its own; else the whole beside the whole."""
    divided = statement(
        "ru verbatim Порт открыт. Он ждёт. | Порт открыт. | Он ждёт.",
        "en translated It is open. It waits. | It is open. | It waits.",
        "fr translated Il est ouvert.",
    )
    library = made(project, divided)
    _, english, french = compared(library, library.statements[0])
    assert (("Порт открыт.", "It is open."), ("Он ждёт.", "It waits.")) == english.segments
    assert (("Порт открыт. Он ждёт.", "Il est ouvert."),) == french.segments


def test_a_second_copy_in_a_language_needs_no_segments(project: MakeProject) -> None:
    """Only the first copy of a language stands beside the base; those after it are compared with that one."""
    library = made(project, statement("ru verbatim Порт", "en translated Port", "en translated The port"))
    *_, last = compared(library, library.statements[0])
    assert ((), "b") == (last.segments, last.against and last.against.source.id)


@pytest.mark.parametrize(
    ("words", "changed", "told"),
    [
        ("The harbour stays open for all ships this year", False, "The same words as"),
        ("The harbour stays open", False, "Quotes less than"),
        ("open for all ships", False, "Quotes less than"),
        ("The harbour, stays open.", False, "Quotes less than"),
        ("She said: the harbour stays open for all ships this year", False, "Quotes more than"),
        ("She said: the harbour stays open for all ships", False, "at one end, less at the other"),
        ("Nothing of it", False, "Quotes other words than"),
        ("The harbour is open for all ships this year", True, "Words:"),
        ("The harbour stays open for ships this year", True, "Words:"),
        ("The harbour never stays open for all ships", True, "Quotes less than"),
        ("The harbour […] for all ships this year", True, "Words:"),
    ],
)
def test_quoting_more_or_less_is_no_change(words: str, changed: bool, told: str, project: MakeProject) -> None:
    """A copy that quotes less or more at its ends, and every word between as it was, has changed nothing; its page says so."""
    text = statement("en verbatim The harbour stays open for all ships this year", f"en elided {words}")
    files = {**BASE, "content/statements.yml": text}
    library = library_of(project(files))
    assert changed == bool(compared(library, library.statements[0])[1].changes)
    page = page_of(make(project(files)), "statements/open.html")
    assert told in " ".join(re.sub("<[^>]*>", "", page.partition('id="copy-b"')[2]).split())


def view(library: Library) -> ChangedQuotations:
    """What the page of changed quotations shows."""
    (page,) = (one for one in lists.pages(Reading(library)) if one.path == "changed-quotations.html")
    assert isinstance(page.view, ChangedQuotations)
    return page.view


def test_the_most_changed_come_first(project: MakeProject) -> None:
    """Negations weigh most, then numbers, modal verbs and other words; among equals the one that keeps least is first.

    What only quotes more or less is not among them.
    """
    base = "en verbatim We will not send 18 large ships"
    library = made(
        project,
        statement(base, "en verbatim We will not send 18 great ships", name="word"),
        statement(base, "en verbatim We may not send 18 large ships", name="modal"),
        statement(base, "en verbatim We will send 18 large ships", name="negation"),
        statement(base, "en verbatim We will not send 80 large ships", name="number"),
        statement(base, "en verbatim They may not send 18 boats", name="more"),
        statement(base, "en verbatim We will not send 18 large ships.", name="same"),
        statement(base, "en verbatim We will not send", name="part"),
    )
    found = view(library)
    assert ["negation", "number", "more", "modal", "word"] == [one.statement.id for one in found.changed]
    assert (7, 1, 1) == (found.compared, found.same, found.partial)


def test_what_says_the_opposite_comes_before_all(project: MakeProject) -> None:
    """What the editors call reversed is first, whatever sort of word it changed, in another language too; its page says so."""
    base = "en verbatim We forge a serious path"
    turned = statement(base, "en verbatim They forge a serious path", name="turned")
    abroad = statement(base, "fr translated Ils forgent un chemin", name="abroad")
    reversed_ = [one.replace("source: b", "source: b\n      reverses: true") for one in (turned, abroad)]
    other = statement("en verbatim We will not send 18 ships", "en verbatim We will send 80 ships", name="other")
    library = made(project, other, *reversed_)
    assert ["turned", "abroad", "other"] == [one.statement.id for one in view(library).changed]
    built = make(project({**BASE, "content/statements.yml": "".join((other, *reversed_))}))
    for path in ("statements/turned.html", "statements/abroad.html", "changed-quotations.html"):
        assert "As we read it, this copy says the opposite of the first." in page_of(built, path)


def test_the_home_page_shows_only_changes_of_words(project: MakeProject) -> None:
    """A reversed copy in another language has no words to mark: it is on its own page, and the home page does without one."""
    abroad = statement("en verbatim We forge a serious path", "fr translated Ils forgent un chemin", name="abroad")
    text = abroad.replace("source: b", "source: b\n      reverses: true")
    found = view(made(project, text))
    assert (["abroad"], None) == ([one.statement.id for one in found.changed], found.telling)
    built = make(project({**BASE, "content/statements.yml": text}))
    told = "As we read it, this copy says the opposite of the first."
    assert told in page_of(built, "changed-quotations.html")
    assert told not in page_of(built, "index.html")


def test_the_order_does_not_depend_on_chance(project: MakeProject) -> None:
    """Copies changed alike stand in order of their statements and sources."""
    texts = [
        statement("en verbatim It stays open", "en verbatim It is open", "en verbatim It was open", name=name)
        for name in ("b", "a", "c")
    ]
    found = view(made(project, *texts)).changed
    assert [(name, key) for name in "abc" for key in "bc"] == [
        (one.statement.id, one.compared.copy.rendition.key) for one in found
    ]


def test_only_the_first_are_shown_and_all_are_counted(project: MakeProject) -> None:
    """A long list is cut, and the number above it tells of every copy that was compared."""
    texts = [
        statement("en verbatim It stays open", "en verbatim It is open", name=f"one-{number}")
        for number in range(SHOWN + 5)
    ]
    found = view(made(project, *texts))
    assert (SHOWN, SHOWN + 5, 0) == (len(found.changed), found.compared, found.same)


def test_a_change_is_told_in_marks_and_in_words(project: MakeProject) -> None:
    """On the statement's page what was left out and put in is marked, and a sentence beside it names the same."""
    text = statement("en verbatim We will not send 18 ships", "en verbatim We will send 80 ships")
    page = page_of(make(project({**BASE, "content/statements.yml": text})), "statements/open.html")
    told = re.search(r'<p class="compared__told">(.*?)</p>', page, re.DOTALL)
    marked = re.search(r'<p class="compared__words".*?>(.*?)</p>', page, re.DOTALL)
    assert told is not None
    assert marked is not None
    assert ["not", "18", "80"] == re.findall(r"“(\w+)”", told[1])
    assert ["not", "18"] == [one.strip() for one in re.findall(r"<del>(.*?)</del>", marked[1])]
    assert ["80"] == [one.strip() for one in re.findall(r"<ins>(.*?)</ins>", marked[1])]
    assert told[1].index("Negation:") < told[1].index("Numbers:")


def test_every_copy_of_the_example_is_shown() -> None:
    """Each copy has its place on its statement's page, and the list leads to it."""
    library = harbour().prepared.editions[0].library
    pages = html_of(harbour())
    for one in library.statements:
        assert [each.key for each in one.renditions] == [each.copy.rendition.key for each in compared(library, one)]
        assert all(f'id="copy-{each.key}"' in pages[f"statements/{one.id}.html"] for each in one.renditions)
    for changed in view(library).changed:
        assert (
            f"statements/{changed.statement.id}.html#copy-{changed.compared.copy.rendition.key}"
            in pages["changed-quotations.html"]
        )
