"""The rules over all records: each with content that keeps it, and content that does not."""

import pytest
from onrecord.pipeline import prepare
from onrecord.stages.checks import CHECKS, check, unused_sources
from projects import MakeProject, problems_of, told
from smallest import ACTOR, EVENT, SITE, SOUND, SOURCE, STATEMENT, with_lines

WIRE = SOURCE.replace("The Harbour News", "The Wire")
TALKS, OPEN, MOOR = "content/events/talks.md", "content/statements/open.md", "content/actors/moor.md"


def life(*steps: str, date: str = "2022-01-10") -> str:
    """An event with a date and steps, each given as the inside of a mapping."""
    return with_lines(
        EVENT.replace("2022-01-10", date), *(["life:", *(f"  - {{{step}}}" for step in steps)] if steps else [])
    )


def statement(*renditions: str, extra: str = "") -> str:
    """A statement with renditions, each given as the inside of a mapping."""
    head, _, _ = STATEMENT.partition("renditions:")
    common = "language: en, words: Open., class: verbatim"
    return head + extra + "renditions:\n" + "".join(f"  - {{{one}, {common}}}\n" for one in renditions) + "---\n"


def figure(name: str, part_of: str = "") -> str:
    """A figure in a collective file."""
    whole = f", part_of: {part_of}" if part_of else ""
    return f"{name}: {{title: T, amount: 3, currency: USD, stage: announced{whole}}}\n"


DEMAND = """quay:
  title: T
  by: moor
  answers:
    - {date: 2022-01-03, by: moor, stance: rejected}
    - {date: 2022-01-02, by: moor, stance: accepted}
"""


# -- planned in the past: as_of is 24 February 2022 -------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        life(),
        life("state: held, date: 2022-01-10"),
        life("state: planned, date: 2022-01-03", "state: held, date: 2022-01-10"),
        life("state: planned, date: 2022-01-03", "state: cancelled, date: 2022-01-05"),
        life("state: planned, date: 2022-01-03", "state: postponed, date: 2022-01-05"),
        life("state: planned, date: 2022-01-03", date="2022-02-24"),
        life("state: planned, date: 2022-01-03", date="2022-02"),
        life("state: planned, date: 2022-01-03", date="2022"),
        life("state: planned, date: 2022-01-03", date="2022-01-10/.."),
        life("state: planned, date: 2022-01-03, scheduled: 2022-03-01"),
    ],
    ids=str,
)
def test_an_event_that_may_lie_ahead_needs_no_end(event: str, project: MakeProject) -> None:
    """An event without a life, with an end, or not wholly before ``as_of`` is right; later steps do not count."""
    assert [] == told(project({**SOUND, TALKS: event}))


@pytest.mark.parametrize(
    ("event", "place"),
    [
        (life("state: planned, date: 2022-01-03"), "7:13"),
        (life("state: confirmed, date: 2022-01-03"), "7:13"),
        (life("state: held, date: 2022-01-02", "state: planned, date: 2022-01-03"), "8:13"),
        (life("state: planned, date: 2022-01-03", date="2022-02-23"), "7:13"),
        (life("state: planned, date: 2022-01-03", date="2022-01"), "7:13"),
        (life("state: planned, date: 2022-01-03, scheduled: 2022-02-01", date="2022-03-01"), "7:13"),
    ],
)
def test_an_event_planned_for_the_past_is_refused(event: str, place: str, project: MakeProject) -> None:
    """A plan whose day is wholly before ``as_of`` must say what became of it; the step that says so is named."""
    assert [f"{TALKS}:{place} C001"] == told(project({**SOUND, TALKS: event}))


def test_the_past_is_before_as_of_and_not_today(project: MakeProject) -> None:
    """Moving ``as_of`` moves the past: no clock is asked."""
    event = life("state: planned, date: 2022-01-03")
    earlier = SITE.replace("2022-02-24", "2022-01-09")
    assert [] == told(project({**SOUND, TALKS: event, "content/site.yml": earlier}))
    assert ["C001"] == [one.code for one in problems_of(project({**SOUND, TALKS: event, "content/site.yml": SITE}))]


# -- order ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dates",
    [
        ["2022-01-03", "2022-01-03", "2022-01-10"],
        ["2022-01", "2022-01-03"],
        ["2022-01-03", "2022-01"],
        ["2021", "2021-12-27~", "2022-01"],
        ["2022-01-03/..", "2022-01-05"],
    ],
    ids=str,
)
def test_steps_that_may_be_in_order_are_right(dates: list[str], project: MakeProject) -> None:
    """Steps of one day, and dates too imprecise to contradict, stand in any order."""
    steps = [f"state: held, date: {one}" for one in dates]
    assert [] == told(project({**SOUND, TALKS: life(*steps)}))


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        (TALKS, life("state: planned, date: 2022-01-03", "state: held, date: 2022-01-02"), "8:25"),
        (TALKS, life("state: held, date: 2022-01", "state: held, date: 2021"), "8:25"),
        (
            "content/measures.yml",
            "toll: {title: T, life: [{state: adopted, date: 2022-01-03}, {state: announced, date: 2022-01-02}]}\n",
            "1:86",
        ),
        (
            "content/demands.yml",
            DEMAND,
            "6:14",
        ),
    ],
)
def test_steps_out_of_order_are_refused(path: str, text: str, place: str, project: MakeProject) -> None:
    """A step, or an answer to a demand, that is surely earlier than the one above is told at its date."""
    assert [f"{path}:{place} C002"] == told(project({**SOUND, path: text}))


# -- carriers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["official", "transcript", "wire", "news", "analysis"])
def test_one_good_carrier_is_enough(kind: str, project: MakeProject) -> None:
    """A statement that any source but copies and partisans carries is supported, with copies beside it too."""
    files = {
        **SOUND,
        "content/sources/wire.md": WIRE.replace("news", kind),
        "content/sources/copy.md": SOURCE.replace("news", "copy"),
    }
    assert [] == told(project({**files, OPEN: statement("source: copy", "source: wire")}))


@pytest.mark.parametrize("kinds", [["copy"], ["partisan"], ["copy", "partisan"]], ids=str)
def test_weak_carriers_alone_are_refused(kinds: list[str], project: MakeProject) -> None:
    """Copies and partisans alone support no statement, unless it says why it is unconfirmed."""
    files = {**SOUND} | {f"content/sources/{kind}.md": SOURCE.replace("news", kind) for kind in kinds}
    renditions = [f"source: {kind}" for kind in kinds]
    assert [f"{OPEN}:6:3 C003"] == told(project({**files, OPEN: statement(*renditions)}))
    unconfirmed = statement(*renditions, extra="unconfirmed: Only a copy was found.\n")
    assert [] == told(project({**files, OPEN: unconfirmed}))


# -- posts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "post", "expected"),
    [
        ("[]", "", []),
        ("[{title: Mayor, from: 2022-01-01}]", "", []),
        ("[{title: Mayor, held: 2021-05-01}]", "", []),
        ("[{title: Mayor, to: 2022-01-10}]", "", []),
        ("[{title: Mayor, to: 2022-01}]", "", []),
        ("[{title: Mayor}, {title: Envoy}]", "Envoy", []),
        ("[{title: Mayor, to: 2021}, {title: Envoy}]", "", []),
        ("[{title: Mayor, to: 2022-01-09}]", "", ["3:10 C004"]),
        ("[{title: Mayor, from: 2022-02}]", "", ["3:10 C004"]),
        ("[{title: Mayor, to: 2021}, {title: Envoy}]", "Mayor", ["4:7 C004"]),
        ("[{title: Mayor}]", "Envoy", ["4:7 C004"]),
        ("[]", "Envoy", ["4:7 C004"]),
        ("[{title: Mayor}, {title: Envoy}]", "", ["3:10 C005"]),
    ],
)
def test_posts(posts: str, post: str, expected: list[str], project: MakeProject) -> None:
    """A speaker's post is one that no known end excludes on the day; of several the statement names one."""
    files = {
        **SOUND,
        MOOR: with_lines(ACTOR, f"posts: {posts}"),
        OPEN: STATEMENT.replace("speaker: moor\n", f"speaker: moor\npost: {post}\n"),
    }
    assert [f"{OPEN}:{one}" for one in expected] == told(project(files))


def test_a_post_wrong_for_the_day_points_to_the_posts(project: MakeProject) -> None:
    """The message names the posts of that day and where the actor's stand."""
    files = {
        **SOUND,
        MOOR: with_lines(ACTOR, "posts: [{title: Mayor, to: 2021}, {title: Envoy}, {title: Judge}]"),
        OPEN: STATEMENT.replace("speaker: moor\n", "speaker: moor\npost: Mayor\n"),
    }
    (problem,) = problems_of(project(files))
    assert "'moor' did not hold the post 'Mayor' on 2022-01-10" == problem.message
    assert "The posts of that day are: Envoy, Judge." == problem.hint
    assert f"{MOOR}:4:8" == str(problem.see)


# -- derivations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("renditions", "expected"),
    [
        (["source: paper"], []),
        (["source: paper", "source: wire, derives_from: paper"], []),
        (["source: paper, derives_from: wire", "source: wire"], []),
        (["source: paper", "source: paper, id: late, derives_from: paper"], []),
        (["source: paper", "source: wire, derives_from: papr"], ["7:34 L002"]),
        (
            ["source: paper", "source: wire, derives_from: papr", "source: wire, id: c, derives_from: wire"],
            ["7:34 L002"],
        ),
        (["source: paper, derives_from: paper"], ["6:35 C006"]),
        (["source: paper, derives_from: wire", "source: wire, derives_from: paper"], ["6:35 C006", "7:34 C006"]),
        (["source: paper", "source: paper"], ["7:14 L001"]),
        (["source: paper", "source: wire, id: paper"], ["7:14 L001"]),
    ],
)
def test_derivations(renditions: list[str], expected: list[str], project: MakeProject) -> None:
    """Renditions have names of their own, and each derives in the end from one that derives from none."""
    files = {**SOUND, "content/sources/wire.md": WIRE, TALKS: EVENT.replace("paper", "paper\n  - source: wire")}
    assert [f"{OPEN}:{one}" for one in expected] == told(project({**files, OPEN: statement(*renditions)}))


# -- loops ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (figure("a"), []),
        (figure("a", "b") + figure("b"), []),
        (figure("a", "c") + figure("b", "c") + figure("c"), []),
        (figure("a", "a"), ["a"]),
        (figure("a", "b") + figure("b", "a"), ["a", "b"]),
        (figure("a", "b") + figure("b", "c") + figure("c", "b"), ["b", "c"]),
    ],
    ids=str,
)
def test_figures_are_no_part_of_themselves(text: str, expected: list[str], project: MakeProject) -> None:
    """Each figure of a loop is told, and none that only leads into one."""
    found = problems_of(project({**SOUND, "content/figures.yml": text}))
    assert ["C007"] * len(expected) == [one.code for one in found]
    assert expected == [text.split("\n")[one.location.line - 1][0] for one in found]


@pytest.mark.parametrize(
    ("originals", "expected"),
    [
        ({"paper": ["wire"]}, []),
        ({"paper": ["wire", "copy"], "wire": ["copy"]}, []),
        ({"paper": ["paper"]}, ["paper"]),
        ({"paper": ["wire"], "wire": ["copy"], "copy": ["paper"]}, ["copy", "paper", "wire"]),
        ({"paper": ["copy", "wire"], "wire": ["paper"]}, ["paper", "wire"]),
    ],
    ids=str,
)
def test_sources_do_not_republish_themselves(
    originals: dict[str, list[str]], expected: list[str], project: MakeProject
) -> None:
    """Sources that republish each other in a circle are told, by whichever of their originals."""
    files = {
        f"content/sources/{name}.md": with_lines(
            SOURCE,
            f"republishes: [{', '.join(f'{{source: {one}, basis: stated}}' for one in originals.get(name, []))}]",
        )
        for name in ("paper", "wire", "copy")
    }
    event = EVENT.replace("paper", "paper\n  - source: wire\n  - source: copy")
    found = problems_of(project({**SOUND, **files, TALKS: event}))
    assert [f"content/sources/{one}.md" for one in expected] == [one.location.path for one in found]
    assert {"C007"} >= {one.code for one in found}


# -- measures, accounts, days, chains ---------------------------------------------------------------------------------


def measure(*steps: str, extra: str = "") -> str:
    """A measure in a collective file, with steps given as the inside of a mapping."""
    return f"toll:\n  title: T\n{extra}  life:\n" + "".join(f"    - {{{step}}}\n" for step in steps)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (measure("state: announced, date: 2022-01-10"), []),
        (measure("state: in-force, date: 2022-01-10", extra="  instrument: not recorded\n"), []),
        (measure("state: in-force, date: 2022-01-10", extra="  instrument: {title: The Harbour Act}\n"), []),
        (measure("state: in-force, date: 2022-01-10", "state: lifted, date: 2022-02-01"), []),
        (measure("state: announced, date: 2022-01-10", "state: in-force, date: 2022-02"), ["5:15 C013"]),
        (measure("state: in-force, date: 2022-01-10"), ["4:15 C013"]),
        (measure("state: announced, date: 2022-01-01", "state: in-force, date: 2022-01-10"), ["5:15 C013"]),
    ],
)
def test_a_measure_in_force_has_an_instrument(text: str, expected: list[str], project: MakeProject) -> None:
    """On the day of the site a measure in force names its legal act, or says that none is recorded."""
    found = told(project({**SOUND, "content/measures.yml": text}))
    assert [f"content/measures.yml:{one}" for one in expected] == found


@pytest.mark.parametrize(("matter", "expected"), [("the quay", []), ("the quays", [f"{TALKS}:7:10 C014"])])
def test_accounts_differ_on_what_they_speak_of(matter: str, expected: list[str], project: MakeProject) -> None:
    """A matter on which accounts differ is one that a passage of theirs is about."""
    account = "accounts: [{by: moor, passages: [{matter: the quay, source: paper}]}]"
    assert expected == told(project({**SOUND, TALKS: with_lines(EVENT, account, f"differ: [{matter}]")}))


@pytest.mark.parametrize(
    ("published", "known", "expected"),
    [
        ("2022-01-10", "2022-01-10", []),
        ("2022-01-10", "2022-01-11", []),
        ("2022-01", "2022-01-01", []),
        ("2022-01-11", "2022-01", []),
        ("2022-01-11", "2022-01-10", ["content/sources/paper.md:6:20 C015"]),
        ("2022-02", "2022-01", ["content/sources/paper.md:6:20 C015"]),
    ],
)
def test_nothing_is_known_before_it_is_published(
    published: str, known: str, expected: list[str], project: MakeProject
) -> None:
    """A source is surely known before its publication only where one of the dates is wrong."""
    text = with_lines(SOURCE, f"published: {published}", f"known_from: {{date: {known}, reason: R}}")
    assert expected == told(project({**SOUND, "content/sources/paper.md": text}))


@pytest.mark.parametrize(
    ("via", "expected"),
    [
        ("[{by: aide, how: heard}]", []),
        ("[{by: aide, how: heard}, {by: abel, how: relays}]", []),
        ("[{by: moor, how: heard}]", ["10:12 C016"]),
        ("[{by: aide, how: heard}, {by: aide, how: relays}]", ["10:36 C016"]),
    ],
)
def test_nobody_stands_in_a_chain_twice(via: str, expected: list[str], project: MakeProject) -> None:
    """The speaker and each who passes the words on are different."""
    files = {**SOUND, "content/actors/aide.md": ACTOR, "content/actors/abel.md": ACTOR}
    assert [f"{OPEN}:{one}" for one in expected] == told(project({**files, OPEN: with_lines(STATEMENT, f"via: {via}")}))


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (["[The harbour, stays open.]"], []),
        (["[The harbour, stays open.]", "[The harbour stays, open.]"], []),
        (["", "" ], []),
        (["[The harbour, stays shut.]"], ["9:15 C021"]),
        (["[The harbour]"], ["9:15 C021"]),
        (["[The harbour, stays open.]", "[The harbour stays open.]"], ["14:15 C021"]),
        (["", "[The harbour stays open.]"], ["14:15 C021"]),
    ],
    ids=str,
)  # fmt: skip
def test_segments_are_the_words(segments: list[str], expected: list[str], project: MakeProject) -> None:
    """Segments one behind the other are the words, and every rendition that has some has as many as the first."""
    lines = []
    for source, one in zip(("paper", "wire"), segments, strict=False):
        lines += [
            f"  - source: {source}",
            "    language: en",
            "    words: The harbour stays open.",
            f"    segments: {one}",
        ]
        lines += ["    class: verbatim"]
    text = STATEMENT.partition("renditions:")[0] + "renditions:\n" + "".join(f"{line}\n" for line in lines) + "---\n"
    files = {**SOUND, "content/sources/wire.md": WIRE, TALKS: EVENT.replace("paper", "paper\n  - source: wire")}
    assert [f"{OPEN}:{one}" for one in expected] == told(project({**files, OPEN: text}))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (figure("a") + figure("b"), ""),
        (figure("a") + figure("b", "c") + figure("c"), ""),
        (figure("a") + figure("b").replace("USD", "EUR"), "'a' is of currency USD, 'b' of EUR"),
        (figure("a") + figure("b").replace("announced", "delivered"), "'a' is of stage announced, 'b' of delivered"),
        (
            figure("a") + figure("b").replace("amount", "basis: face, amount"),
            "'a' is of basis not recorded, 'b' of face",
        ),
        (figure("a", "b") + figure("b"), "'a' is a part of 'b'"),
        (figure("a", "c") + figure("c", "b") + figure("b"), "'a' is a part of 'b'"),
    ],
)
def test_only_what_is_alike_is_added_up(figures: str, expected: str, project: MakeProject) -> None:
    """Figures that are summed are of one currency, stage and basis, and none is a part of another."""
    page = "---\ntitle: T\nsummary: S\n---\n\nA.\n\n```figures\nsum\na\nb\n```\n"
    folder = project({**SOUND, "content/figures.yml": figures, "content/context/a.md": page})
    found = [one for one in problems_of(folder) if one.code == "C017"]
    assert ([f"these figures cannot be added up: {expected}"] if expected else []) == [one.message for one in found]
    assert {8} >= {one.location.line for one in found}


# -- words, and the day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("[{source: paper}]", ["C024"]),
        ("[{source: paper}, {source: wire}]", ["C024"]),
        ("[{source: paper}, {source: wire, words: W}]", []),
    ],
)
@pytest.mark.parametrize("kind", ["events", "demands", "figures", "measures"])
def test_a_record_without_words_is_told(kind: str, evidence: str, expected: list[str], project: MakeProject) -> None:
    """Of each kind that states something a record without words of any source is a warning for the editor."""
    files = {"content/sources/paper.md": SOURCE, "content/sources/wire.md": WIRE, "content/actors/moor.md": ACTOR}
    fields = {
        "events": "date: 2022-01-10",
        "demands": "by: moor",
        "figures": "amount: 3 million, currency: USD, stage: announced",
        "measures": "life: [{state: announced, date: 2022-01-10}]",
    }
    text = f"one: {{title: T, {fields[kind]}, evidence: {evidence}}}\n"
    context = "---\ntitle: T\nsummary: S\n---\n\n[@paper; @wire]\n"
    folder = project({"content/site.yml": SITE, **files, "content/context/a.md": context, f"content/{kind}.yml": text})
    found = [one for one in prepare(folder).problems if one.code.startswith("C")]
    assert expected == [one.code for one in found]
    assert {"warning"} >= {one.severity for one in found}


def test_words_aside_are_no_words_of_the_record(project: MakeProject) -> None:
    """What one side says of a meeting, or one of two sources that differ, does not stand for what the record states."""
    event = with_lines(EVENT, "accounts: [{by: moor, passages: [{matter: Tone, source: wire, words: W}]}]")
    found = prepare(project({**SOUND, "content/sources/wire.md": WIRE, TALKS: event})).problems
    assert ["C024"] == [one.code for one in found if one.location.path == TALKS and one.code.startswith("C")]


def later(day: str) -> dict[str, str]:
    """Of each sort of state one of a day, as the file that holds it."""
    said = with_lines(STATEMENT, f"outcome: {{state: open, date: {day}, says: X, evidence: [{{source: paper}}]}}")
    demand = f"quay: {{title: T, by: moor, answers: [{{by: moor, date: {day}, stance: rejected}}]}}\n"
    works = f"works: {{title: T, amount: 3 million, currency: USD, stage: announced, restated: [{{amount: 2 million, reason: R, date: {day}}}]}}\n"
    measure_ = f"toll: {{title: T, by: [moor], life: [{{state: announced, date: {day}}}]}}\n"
    return {
        TALKS: with_lines(EVENT, f"life: [{{state: held, date: {day}}}]"),
        OPEN: said,
        "content/demands.yml": demand,
        "content/figures.yml": works,
        "content/measures.yml": measure_,
        "content/statements/quay.md": with_lines(STATEMENT, f"looked_for: [{{by: moor, until: {day}, where: X}}]"),
    }


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        ("2022-02-24", False),
        ("2022-02-25", True),
        ("2022-02", False),
        ("2022-03", True),
        ("2022-02-20/2022-03-01", False),
    ],
)
@pytest.mark.parametrize("path", later(""))
def test_no_state_is_of_a_later_day(path: str, day: str, refused: bool, project: MakeProject) -> None:
    """A step, answer, outcome, replaced amount or search that can only be later than ``as_of`` is an error, of every kind."""
    found = [one for one in problems_of(project({**SOUND, path: later(day)[path]})) if one.code == "C022"]
    assert ([path] if refused else []) == [one.location.path for one in found]
    assert {"error"} >= {one.severity for one in found}


def test_sources_may_be_later(project: MakeProject) -> None:
    """What tells of the time before the day may have been printed after it."""
    source = with_lines(SOURCE, "published: 2023-01-01")
    assert [] == told(project({**SOUND, "content/sources/paper.md": source}))


@pytest.mark.parametrize("of", ["demand", "claim"])
@pytest.mark.parametrize(
    ("answers", "searched", "expected"),
    [("", "moor", []), ("moor", "moor", ["C023"]), ("pell", "moor", []), ("pell", "pell", ["C023"])],
)
def test_what_was_answered_was_not_looked_for_in_vain(
    of: str, answers: str, searched: str, expected: list[str], project: MakeProject
) -> None:
    """Beside an answer by the same actor a search for one is refused, of a demand and of a statement."""
    given = f"[{{by: {answers}, date: 2022-01-10, stance: rejected}}]" if answers else "[]"
    looked = f"looked_for: [{{by: {searched}, until: 2022-02-01, where: X}}]"
    reply = with_lines(STATEMENT.replace("moor", answers or "moor"), "answers: [statements/open]" if answers else "")
    demand = {"content/demands.yml": f"quay: {{title: T, by: moor, answers: {given}, {looked}}}\n"}
    claim = {OPEN: with_lines(STATEMENT, looked), "content/statements/reply.md": reply}
    folder = project({**SOUND, "content/actors/pell.md": ACTOR, **(demand if of == "demand" else claim)})
    assert expected == [one.code for one in problems_of(folder)]


@pytest.mark.parametrize(
    ("renditions", "expected"),
    [
        (["paper verbatim W"], []),
        (["paper elided W […] X"], []),
        (["paper translated W […] X"], []),
        (["paper verbatim W […] X"], ["C025"]),
        (["paper verbatim W [...] X"], ["C025"]),
        (["paper verbatim W", "wire verbatim W […] X"], ["C025"]),
        (["paper paraphrase W", "wire paraphrase W"], []),
        (["paper paraphrase W", "wire verbatim W"], ["C026"]),
        (["paper paraphrase W", "wire translated W"], ["C026"]),
        (["paper verbatim W", "wire paraphrase W"], []),
        (["paper paraphrase W", "copy verbatim W"], []),
    ],
)
def test_exact_words_are_whole_and_lead(renditions: list[str], expected: list[str], project: MakeProject) -> None:
    """What is left out is not called verbatim; a paraphrase leads only where no carrier to rely on has exact words."""
    listed = []
    for one in renditions:
        source, class_, words = one.split(" ", 2)
        translator = ", translator: outlet" if class_ == "translated" else ""
        listed.append(f"{{source: {source}, language: en, words: '{words}', class: {class_}{translator}}}")
    text = f"open: {{title: T, speaker: moor, date: 2022-01-10, renditions: [{', '.join(listed)}]}}\n"
    sources = {"content/sources/wire.md": WIRE, "content/sources/copy.md": SOURCE.replace("news", "copy")}
    context = "---\ntitle: T\nsummary: S\n---\n\n[@wire; @copy]\n"
    files = {name: one for name, one in SOUND.items() if name != OPEN}
    folder = project({**files, **sources, "content/context/a.md": context, "content/statements.yml": text})
    assert expected == [one.code for one in problems_of(folder)]


# -- sources that nothing cites ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (TALKS, EVENT.replace("paper", "paper\n  - source: wire")),
        (TALKS, EVENT + "They opened at nine [@wire].\n"),
        (TALKS, EVENT + "They opened, says [the wire](../sources/wire.md).\n"),
        (OPEN, statement("source: paper", "source: wire")),
        ("content/sources/paper.md", with_lines(SOURCE, "republishes: [{source: wire, basis: stated}]")),
        ("content/site.yml", SITE + "intro: They opened at nine [@wire].\n"),
        ("content/sources/wire.md", with_lines(WIRE, "draft: true")),
    ],
)  # fmt: skip
def test_a_source_is_cited_in_any_way(path: str, text: str, project: MakeProject) -> None:
    """Evidence, renditions, republications and prose all cite a source; a draft needs no reason yet."""
    assert [] == told(project({**SOUND, "content/sources/wire.md": WIRE, path: text}))


def test_a_source_that_nothing_cites_is_a_warning(project: MakeProject) -> None:
    """It does not keep the site from being written."""
    folder = project({**SOUND, "content/sources/wire.md": WIRE})
    (problem,) = problems_of(folder)
    assert ("C008", "warning", "content/sources/wire.md:1:1") == (problem.code, problem.severity, str(problem.location))
    assert prepare(folder).editions


def test_a_draft_does_not_cite(project: MakeProject) -> None:
    """What only a draft cites is cited by nothing that is shown; with drafts shown it is cited."""
    folder = project(
        {
            **SOUND,
            "content/sources/wire.md": WIRE,
            "content/events/a.md": with_lines(EVENT.replace("paper", "wire"), "draft: true"),
        }
    )
    assert ["content/sources/wire.md:1:1 C008"] == told(folder)
    assert [] == told(folder, drafts=True)


# -- all of them ------------------------------------------------------------------------------------------------------


def test_absence_is_told_only_of_the_whole(project: MakeProject) -> None:
    """While there are errors nobody can say that nothing cites a source."""
    library = prepare(project({**SOUND, "content/sources/wire.md": WIRE})).editions[0].library
    assert "C008" in {one.code for one in check(library)}
    assert "C008" not in {one.code for one in check(library, whole=False)}


def test_every_rule_is_in_the_list() -> None:
    """A rule that nobody calls would never find anything."""
    from onrecord.stages import checks, prose_checks

    rules = {
        one
        for module in (checks, prose_checks)
        for name, one in vars(module).items()
        if callable(one)
        and getattr(one, "__module__", "") == module.__name__
        and not name.startswith("_")
        and name != "check"
    }
    assert rules == set(CHECKS)
    assert unused_sources in rules
