"""Linking: every reference proven, drafts without a trace, one message for one slip, and chains computed."""

import pytest
from in_memory import make
from onrecord.pipeline import prepare
from onrecord.problems import has_errors
from onrecord.quotes.receipts import as_lines, path_of
from onrecord.records.fields import Ref
from onrecord.stages.files import read
from projects import MakeProject, problems_of, told
from smallest import ACTOR, EVENT, HELD, HIDDEN, SITE, SOUND, SOURCE, STATEMENT, WITH_TOPIC, with_lines


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("content/events/talks.md", with_lines(EVENT, "host: [mor]"), "content/events/talks.md:6:8 L002"),
        (
            "content/events/talks.md",
            with_lines(EVENT, "answers: [statements/opn]"),
            "content/events/talks.md:6:11 L002",
        ),
        ("content/events/talks.md", with_lines(EVENT, "topics: [shipps]"), "content/events/talks.md:6:10 L002"),
        ("content/events/talks.md", with_lines(EVENT, "format: cal"), "content/events/talks.md:6:9 L002"),
        ("content/actors/moor.md", with_lines(ACTOR, "side: city"), "content/actors/moor.md:4:7 L002"),
        ("content/events/talks.md", EVENT.replace("paper", "papper"), "content/events/talks.md:5:13 L002"),
        ("content/statements/open.md", STATEMENT.replace("moor", "talks"), "content/statements/open.md:3:10 L003"),
        (
            "content/statements/open.md",
            with_lines(STATEMENT, "occasion: open"),
            "content/statements/open.md:10:11 L003",
        ),
        ("content/events/talks.md", EVENT + "See [it](../statements/opn.md).\n", "content/events/talks.md:7:10 L002"),
        ("content/events/talks.md", EVENT + "See this [@papper].\n", "content/events/talks.md:7:11 L002"),
        ("content/events/talks.md", EVENT + "See this [@moor].\n", "content/events/talks.md:7:11 L003"),
        ("content/events/talks.md", EVENT + "```statements\nopn\n```\n", "content/events/talks.md:8:1 L002"),
        (
            "content/events/talks.md",
            EVENT + "\n\n```statements\ntopic: shipps\n```\n",
            "content/events/talks.md:10:1 L002",
        ),
        ("content/site.yml", SITE + "intro: See [it](events/tlks.md).\n", "content/site.yml:5:8 L002"),
        ("content/site.yml", SITE + "intro: |\n  One.\n\n  See [it](events/tlks.md).\n", "content/site.yml:8:12 L002"),
        ("content/site.yml", SITE + "intro: |1-\n\n   See [it](events/tlks.md).\n", "content/site.yml:7:13 L002"),
        ("content/site.yml", SITE + "intro: >\n  One.\n\n  See [it](events/tlks.md).\n", "content/site.yml:5:8 L002"),
    ],
)
def test_a_reference_to_nothing_is_told_where_it_stands(
    path: str, text: str, expected: str, project: MakeProject
) -> None:
    """Each wrong reference, in fields and in prose, is one problem at its own place."""
    site = SITE + "topics: {ships: {label: Ships}}\nsides: {town: {label: Town}}\nformats: {call: {label: Call}}\n"
    assert [expected] == told(project({**SOUND, "content/site.yml": site, path: text}))


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("content/actors/moor.md", ACTOR.replace("type: person", "type: [person"), "P001"),
        ("content/actors/moor.md", "\xff", "P007"),
        ("content/actors/moor.md", ACTOR.replace("person", "persn"), "D004"),
        ("content/actors/moor.md", ACTOR.replace("name:", "nmae:"), "D001"),
        ("content/sources/paper.md", SOURCE.replace("news", "nws"), "D004"),
        ("content/sources/paper.md", "---\n", "P007"),
        ("content/events/talks.md", EVENT.replace("paper", "papr"), "L002"),
        ("content/events/talks.md", EVENT.replace("2022-01-10", "2022-01-32"), "D005"),
        ("content/statements/open.md", STATEMENT.replace("moor", "mor"), "L002"),
        ("content/statements/open.md", "---\nspeaker: &a moor\n---\n", "P003"),
        ("content/site.yml", SITE.replace("title:", "title: a: b"), "P001"),
        ("content/site.yml", SITE.replace("title:", "titel:"), "D001"),
        ("content/site.yml", SITE + "theme: looks\n", "T003"),
    ],
)  # fmt: skip
def test_one_slip_gives_one_message(path: str, text: str, expected: str, project: MakeProject) -> None:
    """What refers to a broken record, or is cited only by one, is not called wrong as well."""
    assert [expected] == [one.code for one in problems_of(project({**SOUND, path: text}))]


@pytest.mark.parametrize("data", [b"\xff", b"\x00", b"\n" * 2_000_001])
def test_an_unreadable_file_gives_one_message(data: bytes, project: MakeProject) -> None:
    """Records of a collection that cannot be read are not called missing."""
    files = {path: text for path, text in SOUND.items() if path != "content/actors/moor.md"}
    assert 1 == len(problems_of(project({**files, "content/actors.yml": data})))


def test_all_slips_of_all_files_are_told_in_one_run(project: MakeProject) -> None:
    """Faults of reading, parsing, fields, references and Markdown come together, in order of path."""
    folder = project(
        {
            **SOUND,
            "content/events/a.md": b"\xff",
            "content/events/b.md": "no front matter",
            "content/events/c.md": EVENT.replace("date:", "daet:"),
            "content/events/d.md": with_lines(EVENT, "host: [mor]") + "<b>\n",
        }
    )
    assert ["R002", "P007", "D001", "L002", "M001"] == [one.code for one in problems_of(folder)]


def test_rules_run_on_what_is_sound(project: MakeProject) -> None:
    """A record that refers to nothing does not keep the rules from the others, nor run into them itself."""
    broken = STATEMENT.replace("moor", "mor")
    later = "life: [{state: planned, date: 2022-01-03}]"
    folder = project(
        {**SOUND, "content/statements/open.md": broken, "content/events/talks.md": with_lines(EVENT, later)}
    )
    assert ["content/events/talks.md:6:16 C001", "content/statements/open.md:3:10 L002"] == told(folder)


def test_drafts_leave_no_trace(project: MakeProject) -> None:
    """The site with drafts in its content is byte for byte the site without them."""
    without = project({**SOUND, "content/site.yml": WITH_TOPIC})
    plain = make(without).artifacts
    hidden = make(project({**SOUND, **HIDDEN, "content/site.yml": WITH_TOPIC}))
    assert not has_errors(hidden.prepared.problems)
    assert plain == hidden.artifacts
    assert plain
    assert not [one.path for one in hidden.artifacts if b"Zerlina" in one.data]


def test_drafts_are_shown_when_asked_for(project: MakeProject) -> None:
    """With ``drafts`` they are records like others."""
    hush = Ref("statement", "hush")
    files = {**SOUND, **HIDDEN, "content/site.yml": WITH_TOPIC, path_of(hush): as_lines(hush, [HELD])}
    shown = make(project(files), drafts=True)
    assert not has_errors(shown.prepared.problems)
    assert {
        "actors/shade.html",
        "events/secret.html",
        "statements/hush.html",
        "sources/leak.html",
        "context/quux.html",
    } <= {one.path for one in shown.artifacts}


def test_a_draft_must_be_right_too(project: MakeProject) -> None:
    """References of drafts are proven like others, so that publishing one brings no surprise."""
    draft = with_lines(EVENT, "draft: true", "host: [mor]")
    assert ["content/events/secret.md:7:8 L002"] == told(project({**SOUND, "content/events/secret.md": draft}))


def test_the_pages_do_not_depend_on_the_order_of_entries(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that lists files in another order makes the same site."""
    from onrecord import pipeline

    folder = project(
        {**SOUND, "content/actors/abel.md": ACTOR, "content/events/a.md": with_lines(EVENT, "host: [moor, abel]")}
    )
    expected = make(folder).artifacts
    as_it_was = read
    monkeypatch.setattr(pipeline, "read", lambda path: (as_it_was(path)[0][::-1], ()))
    assert expected
    assert expected == make(folder).artifacts


def test_without_a_site_there_is_one_problem(project: MakeProject) -> None:
    """Where site.yml is missing, that is all that is told."""
    folder = project(SOUND)
    (folder / "content/site.yml").unlink()
    assert ["content/site.yml:1:1 R008"] == told(folder)
    assert None is prepare(folder).theme
