"""Who stands behind a record: families of sources, which of them are independent, and whether one was there."""

import pytest
from invented import harbour
from onrecord.library import Library
from onrecord.pipeline import prepare
from onrecord.provenance import Standing, families, independent, sources_of, standing
from onrecord.records.fields import Ref
from projects import MakeProject, library_of
from smallest import SITE

ACTORS = """moor: {name: Ada Moor, type: person}
wire-service: {name: The Wire, type: outlet}
"""
# Who carries whom: b, c and d go back to a; e and f to a letter that is no record; g to both; h to none.
SOURCES = """a: {publisher: A, language: en, kind: wire, outlet: wire-service}
b: {publisher: B, language: en, kind: news, republishes: [{source: a, basis: stated}]}
c: {publisher: C, language: en, kind: copy, republishes: [{source: b, basis: inferred}]}
d: {publisher: D, language: en, kind: copy, republishes: [{source: a, basis: inferred}]}
e: {publisher: E, language: en, kind: news, republishes: [{original: The Letter  of Moor, basis: stated}]}
f: {publisher: F, language: en, kind: news, republishes: [{original: the letter of moor, basis: inferred}]}
g: {publisher: G, language: en, kind: news, republishes: [{source: d, basis: stated}, {original: The letter of Moor, basis: stated}]}
h: {publisher: H, language: en, kind: official}
i: {publisher: I, language: en, kind: transcript}
"""
USED = "---\ntitle: T\nsummary: S\n---\n\n[@a; @b; @c; @d; @e; @f; @g; @h; @i]\n"
LETTER = "“the letter of moor”"


def made(project: MakeProject, **texts: str) -> Library:
    """A library with the sources above, and records of one kind each as a collective file."""
    files = {f"content/{name}.yml": text for name, text in texts.items()}
    base = {"content/sources.yml": SOURCES, "content/actors.yml": ACTORS, "content/context/all.md": USED}
    return library_of(project({"content/site.yml": SITE, **base, **files}))


def event(*sources: str) -> str:
    """An event that rests on some sources."""
    return f"talks: {{title: T, date: 2022-01-10, evidence: [{', '.join(f'{{source: {one}}}' for one in sources)}]}}"


def test_a_family_is_what_goes_back_to_one_original(project: MakeProject) -> None:
    """A source belongs to the originals at the end of its way, stated or inferred; words for one are the same in any case."""
    of = families(made(project))
    assert {
        "a": {"a"}, "b": {"a"}, "c": {"a"}, "d": {"a"}, "e": {LETTER}, "f": {LETTER}, "g": {"a", LETTER}, "h": {"h"}, "i": {"i"},
    } == {ref.id: set(heads) for ref, heads in of.items()}  # fmt: skip


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("", 0),
        ("a", 1),
        ("g", 1),
        ("ab", 1),
        ("bcd", 1),
        ("ae", 2),
        ("efg", 1),
        ("ag", 1),
        ("aeg", 2),
        ("gea", 2),
        ("bchi", 3),
        ("abcdefghi", 4),
    ],
)
def test_copies_of_one_original_count_once(sources: str, expected: int, project: MakeProject) -> None:
    """Sources that share no original are independent; one that carries two originals does not make these into one."""
    refs = [Ref("source", one) for one in sources]
    of = families(made(project))
    assert expected == independent(of, refs) == independent(of, refs[::-1])


def test_a_loop_of_republishing_ends(project: MakeProject) -> None:
    """Two sources that are said to carry each other are told as a problem; counting ends, and takes them for one."""
    loop = (
        SOURCES.replace("a: {publisher: A, language: en, kind: wire, outlet: wire-service}", "")
        + "a: {publisher: A, language: en, kind: wire, republishes: [{source: b, basis: stated}]}\n"
    )
    folder = project(
        {"content/site.yml": SITE, "content/sources.yml": loop, "content/actors.yml": ACTORS, "content/events.yml": event("a", "b")}
    )  # fmt: skip
    assert "C007" in {one.code for one in prepare(folder).problems}


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["a"], Standing(sources=1, families=1, first_hand=False, worded=0)),
        (["b", "b"], Standing(sources=1, families=1, first_hand=False, worded=0)),
        (["a", "b", "c"], Standing(sources=3, families=1, first_hand=False, worded=0)),
        (["a", "e"], Standing(sources=2, families=2, first_hand=False, worded=0)),
        (["c", "h"], Standing(sources=2, families=2, first_hand=True, worded=0)),
        (["i"], Standing(sources=1, families=1, first_hand=True, worded=0)),
    ],
)
def test_an_event_stands_on_its_sources(sources: list[str], expected: Standing, project: MakeProject) -> None:
    """Each source counts once, each family once; an official document or a transcript is first-hand."""
    library = made(project, events=event(*sources))
    assert expected == standing(library, families(library), library.events[0])


@pytest.mark.parametrize(
    ("evidence", "worded"),
    [
        ("{source: a}", 0),
        ("{source: a}, {source: b, words: W}", 1),
        ("{source: a, words: V}, {source: a, words: W}, {source: h, words: W}", 2),
    ],
)
def test_sources_of_which_words_are_noted_are_counted(evidence: str, worded: int, project: MakeProject) -> None:
    """A source counts once, however many of its words stand there; one that is only named does not."""
    library = made(project, events=f"talks: {{title: T, date: 2022-01-10, evidence: [{evidence}]}}")
    assert worded == standing(library, families(library), library.events[0]).worded


def said_by(*renditions: str) -> str:
    """A statement with renditions, each given as ``source`` or ``source<rendition it derives from``."""
    listed = []
    for one in renditions:
        source, _, parent = one.partition("<")
        derives = f", derives_from: {parent}" if parent else ""
        listed.append(f"{{id: {source}, source: {source[0]}, language: en, words: W, class: verbatim{derives}}}")
    return f"open: {{title: T, speaker: moor, date: 2022-01-10, renditions: [{', '.join(listed)}]}}"


@pytest.mark.parametrize(
    ("renditions", "expected"),
    [
        (["a", "h"], 2),
        (["a", "h<a"], 1),
        (["a", "e", "h<a"], 2),
        (["h", "i<h", "a<i"], 1),
        (["a", "e<a"], 1),
        (["e", "a", "f<a"], 2),
        (["h", "h2<a", "a"], 1),
        (["i", "h<b", "b"], 2),
    ],
)
def test_words_that_derive_from_others_are_copies_of_them(
    renditions: list[str], expected: int, project: MakeProject
) -> None:
    """Within the statement that says so a source that took words from another is of that one's family, at any remove."""
    for order in (renditions, renditions[::-1]):
        library = made(project, statements=said_by(*order))
        assert expected == standing(library, families(library), library.statements[0]).families
        assert {"h"} == families(library)[Ref("source", "h")]


STATEMENT = """open:
  title: T
  speaker: moor
  date: 2022-01-10
  via: [{by: wire-service, how: HOW}]
  renditions: [{source: SOURCE, language: en, words: The harbour stays open, class: verbatim}]
"""


@pytest.mark.parametrize(
    ("how", "source", "expected"), [("heard", "a", True), ("relays", "a", False), ("heard", "e", False)]
)
def test_an_outlet_that_heard_it_is_first_hand(how: str, source: str, expected: bool, project: MakeProject) -> None:
    """A statement has a first-hand source where its outlet had the words from the speaker, and not where it passed them on."""
    library = made(project, statements=STATEMENT.replace("HOW", how).replace("SOURCE", source))
    assert expected == standing(library, families(library), library.statements[0]).first_hand


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("evidence: [{source: a}]", ["a"]),
        ("evidence: [{source: a}], life: [{state: held, date: 2022-01-10, evidence: [{source: h}, {source: a}]}]", ["a", "h"]),
        ("evidence: [{source: a}], accounts: [{by: moor, passages: [{matter: Tone, source: h}]}]", ["a"]),
        (("evidence: [{source: a}], disagreements: "
         "[{about: X, versions: [{says: Y, evidence: [{source: h}]}, {says: Z, evidence: [{source: i}]}]}]"), ["a"]),
    ],
)  # fmt: skip
def test_only_what_speaks_for_a_record_counts(fields: str, expected: list[str], project: MakeProject) -> None:
    """Steps count; what the sides say of a meeting, and what sources differ on, does not speak for the record."""
    library = made(project, events=f"talks: {{title: T, date: 2022-01-10, {fields}}}")
    assert expected == [ref.id for ref in sources_of(library.events[0])]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("statement", STATEMENT.replace("HOW", "heard").replace("SOURCE", "a")
         + "  evidence: [{source: e}]\n  outcome: {state: open, date: 2022-02-01, says: Not yet., evidence: [{source: h}]}\n", ["e", "a"]),
        ("figure", ("dredging: {title: T, amount: 3, currency: USD, stage: announced, evidence: [{source: a}], "
         "restated: [{amount: 2, date: 2022-01-01, reason: R, evidence: [{source: h}]}]}"), ["a"]),
        ("demand", ("quay: {title: T, by: moor, evidence: [{source: a}], "
         "answers: [{by: moor, date: 2022-01-02, stance: rejected, evidence: [{source: h}]}]}"), ["a", "h"]),
        ("measure", ("toll: {title: T, instrument: {title: Act, evidence: [{source: h}]}, "
         "life: [{state: adopted, date: 2022-01-02, evidence: [{source: a}]}]}"), ["h", "a"]),
    ],
)  # fmt: skip
def test_what_came_of_it_does_not_stand_behind_it(
    kind: str, text: str, expected: list[str], project: MakeProject
) -> None:
    """Copies, answers and acts count; the outcome of a claim and an amount that was replaced do not."""
    library = made(project, **{f"{kind}s": text})
    (record,) = [one for one in library.records.values() if one.kind == kind]
    assert expected == [ref.id for ref in sources_of(record)]


def test_every_record_of_the_example_can_be_counted() -> None:
    """Of no record are there more families than sources, and none of what must have a source is without."""
    library = harbour().prepared.editions[0].library
    of = families(library)
    for record in library.records.values():
        found = standing(library, of, record)
        assert found.families <= found.sources
        assert found.sources or record.kind not in {"event", "statement"}
