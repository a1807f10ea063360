"""The pages of all demands, measures and figures: each record once, in a reader's order, as of each day, and no page of nothing."""

import html5lib
from in_memory import ids_of, links_of, make, page_of
from invented import harbour, library
from onrecord.pages import plan_now
from onrecord.pages.demands import Asked, DemandsPage
from onrecord.pages.figures import FiguresPage
from onrecord.pages.measures import STATES, MeasuresPage
from onrecord.records.demand import Demand
from onrecord.records.figure import Figure
from onrecord.records.measure import Measure
from projects import MakeProject, library_of
from smallest import SOUND, Files

TOPICS = "topics: {gate: {label: The gate}, dues: {label: Dues}, all: {label: All of it}}\nsides: {shore: {label: The shore}}\n"
SITE = SOUND["content/site.yml"]
ACTORS = {
    "content/actors.yml": """town: {name: The town, type: state}
mayor: {name: The mayor, type: person, side: shore}
guild: {name: The guild, type: body, side: shore}
"""
}


def demand(name: str, *lines: str) -> str:
    """An entry of a file of demands."""
    return f"{name}:\n  title: Demand {name}\n" + "".join(f"  {line}\n" for line in lines)


def answer(by: str, stance: str = "rejected", date: str = "2022-01-12") -> str:
    """An answer, as a line of a demand."""
    return f"answers: [{{by: {by}, date: {date}, stance: {stance}}}]"


def asked(project: MakeProject, *demands: str) -> tuple[Asked, ...]:
    """What the page of a project with these demands shows."""
    return demands_page(
        project, SOUND | ACTORS | {"content/site.yml": f"{SITE}{TOPICS}", "content/demands.yml": "".join(demands)}
    )


def demands_page(project: MakeProject, files: Files) -> tuple[Asked, ...]:
    """The same of a project of these files."""
    view = view_of(project, files, "demands.html")
    assert isinstance(view, DemandsPage)
    return view.asked


def view_of(project: MakeProject, files: Files, path: str) -> object:
    """What a page of a project shows."""
    return next(page.view for page in plan_now(library_of(project(files)))[0].pages if page.path == path)


def titles(one: Asked) -> list[tuple[str, list[str]]]:
    """Its themes by name, each with its demands."""
    return [(theme.topic.label if theme.topic else "", [row.demand.id for row in theme.rows]) for theme in one.themes]


# -- each record once -------------------------------------------------------------------------------------------------


def test_each_record_stands_once_on_the_page_of_its_kind() -> None:
    """Demands, measures and figures have a line each, by an id of its own, that leads to the record's page."""
    for kind, path in ((Demand, "demands.html"), (Measure, "measures.html"), (Figure, "figures.html")):
        page = page_of(harbour(), path)
        ids = [one for one in ids_of(page) if one.startswith(f"{kind.kind}-")]
        assert {f"{kind.kind}-{one.id}" for one in library().of(kind)} == set(ids)
        assert len(ids) == len(set(ids))
        assert {f"{kind.folder}/{one.id}.html" for one in library().of(kind)} <= set(links_of(page))


def test_a_site_without_them_has_no_such_page_and_no_word_of_it(project: MakeProject) -> None:
    """Where there is no demand, measure or figure there is no page, and neither the ways in nor the foot name one."""
    made = make(project(SOUND))
    paths = ("demands.html", "measures.html", "figures.html")
    assert not set(paths) & {one.path for one in made.artifacts}
    assert not set(paths) & set(links_of(page_of(made, "index.html")))


def test_the_ways_in_have_demands_measures_and_figures() -> None:
    """On every page, also where the record of a demand stands, whose place among the ways in is marked."""
    tree = html5lib.parse(page_of(harbour(), "demands/night-escorts.html"), namespaceHTMLElements=False)
    ways = next(one for one in tree.iter("nav") if one.get("class") == "ways")
    assert {"../demands.html": "true"} == {
        one.get("href"): one.get("aria-current") for one in ways.iter("a") if one.get("aria-current")
    }
    assert {"../measures.html", "../figures.html"} <= {one.get("href") for one in ways.iter("a")}


# -- demands ----------------------------------------------------------------------------------------------------------


def test_a_demand_stands_under_the_topic_that_fewest_have(project: MakeProject) -> None:
    """So a topic that all of them are on does not swallow the rest; a demand without a topic is in the last theme."""
    (one,) = asked(
        project,
        demand("a", "by: town", "topics: [all, dues]"),
        demand("b", "by: town", "topics: [all, gate]"),
        demand("c", "by: town", "topics: [all]"),
        demand("d", "by: town"),
    )
    assert [("The gate", ["b"]), ("Dues", ["a"]), ("All of it", ["c"]), ("", ["d"])] == titles(one)


def test_what_was_asked_first_stands_first(project: MakeProject) -> None:
    """Themes and demands stand by the date on which they were made; those without one are last."""
    (one,) = asked(
        project,
        demand("a", "by: town", "topics: [gate]"),
        demand("b", "by: town", "topics: [gate]", "date: 2022-01-10"),
        demand("c", "by: town", "topics: [dues]", "date: 2021-12-17"),
        demand("d", "by: town", "topics: [gate]", "date: 2022-01-09"),
    )
    assert [("Dues", ["c"]), ("The gate", ["d", "b", "a"])] == titles(one)


def test_a_party_that_answered_any_has_a_column(project: MakeProject) -> None:
    """Actors of one side share it, under its name; a cell holds what was answered to that demand, and may be empty."""
    (one,) = asked(
        project,
        demand("a", "by: town", answer("mayor")),
        demand("b", "by: town", answer("guild", "accepted")),
        demand("c", "by: town", answer("moor")),
    )
    assert ("The shore", "Ada Moor") == one.answered
    rows = [[[a.stance for a in cell.answers] for cell in row.cells] for row in one.themes[0].rows]
    assert [[["rejected"], []], [["accepted"], []], [[], ["rejected"]]] == rows


def test_a_party_for_which_one_alone_spoke_goes_by_that_name(project: MakeProject) -> None:
    """So that its name need not stand in every cell as well."""
    (one,) = asked(project, demand("a", "by: town", answer("mayor")))
    assert ("The town", ("The mayor",)) == (one.by, one.answered)


def test_who_asked_most_stands_first_and_nothing_is_invented(project: MakeProject) -> None:
    """What another party asked in its turn stands apart, with the parties that answered it."""
    found = asked(
        project,
        demand("a", "by: mayor", answer("town")),
        demand("b", "by: town", answer("mayor")),
        demand("c", "by: town"),
    )
    assert [("The town", 2, ("The mayor",)), ("The mayor", 1, ("The town",))] == [
        (one.by, one.size, one.answered) for one in found
    ]


def test_where_no_answer_is_recorded_that_is_said(project: MakeProject) -> None:
    """In a cell without one, and where nobody answered anything."""
    files = SOUND | ACTORS | {"content/demands.yml": demand("a", "by: town"), "content/site.yml": f"{SITE}{TOPICS}"}
    page = page_of(make(project(files)), "demands.html")
    row = page.partition('id="demand-a"')[2]
    assert "we have recorded none" in row.partition("</tr>")[0]


def test_briefly_an_answer_is_the_last_of_its_stance() -> None:
    """The short table has each stance once, with the last day on which it was taken."""
    view = next(page.view for page in harbour().prepared.editions[0].pages if page.path == "demands.html")
    cells = [cell for one in view.asked for theme in one.themes for row in theme.rows for cell in row.cells]
    for cell in cells:
        stances = [one.stance for one in cell.briefly]
        assert list(dict.fromkeys(one.stance for one in cell.answers)) == stances
        assert all(one == [x for x in cell.answers if x.stance == one.stance][-1] for one in cell.briefly)
    assert any(len(cell.briefly) > 1 for cell in cells)


# -- measures ---------------------------------------------------------------------------------------------------------


def measure(name: str, *steps: str, more: str = "") -> str:
    """An entry of a file of measures, each step written as ``state date``."""
    life = "".join(
        f"    - {{state: {state}, date: {date}}}\n" for state, _, date in (one.partition(" ") for one in steps)
    )
    return f"{name}:\n  title: Measure {name}\n  instrument: not recorded\n{more}  life:\n{life}"


def measures(project: MakeProject, *entries: str) -> list[tuple[str | None, list[tuple[str, str, str]]]]:
    """What the page of measures shows: by state, each with the dates of its step and of the last that said so again."""
    view = view_of(project, SOUND | {"content/measures.yml": "".join(entries)}, "measures.html")
    assert isinstance(view, MeasuresPage)
    return [
        (
            one.state,
            [
                (it.measure.id, str(it.since.date) if it.since else "", str(it.again.date) if it.again else "")
                for it in one.measures
            ],
        )
        for one in view.standings
    ]


def test_measures_stand_by_their_state_on_the_day_of_the_site(project: MakeProject) -> None:
    """What is in force first, what may still come, what is over; within a state the latest first."""
    found = measures(
        project,
        measure("a", "threatened 2022-01-01", "in-force 2022-02-01"),
        measure("b", "threatened 2022-01-02"),
        measure("c", "in-force 2022-02-02"),
        measure("d", "adopted 2022-01-02", "lifted 2022-01-03"),
    )
    assert [
        ("in-force", [("c", "2022-02-02", ""), ("a", "2022-02-01", "")]),
        ("threatened", [("b", "2022-01-02", "")]),
        ("lifted", [("d", "2022-01-03", "")]),
    ] == found


def test_the_date_is_that_of_the_step_that_gave_it_its_state(project: MakeProject) -> None:
    """Not of one that said so again, which stands behind it; a state that it left in between is counted anew."""
    found = measures(
        project,
        measure("a", "threatened 2021-12-01", "threatened 2021-12-02", "threatened 2021-12-07"),
        measure("b", "threatened 2021-11-01", "proposed 2021-11-02", "threatened 2021-11-03"),
    )
    assert [("threatened", [("a", "2021-12-01", "2021-12-07"), ("b", "2021-11-03", "")])] == found


def test_every_state_has_a_place() -> None:
    """None that a measure can be in is left out of the page."""
    assert {state for one in library().of(Measure) for state in (step.state for step in one.life)} <= set(STATES)
    assert len(STATES) == len(set(STATES))


def test_an_earlier_day_has_the_page_as_of_that_day() -> None:
    """A measure stands there by its state on that day, and none that was not known then is there."""
    for edition in harbour().prepared.editions:
        view = next(page.view for page in edition.pages if page.path == "measures.html")
        day = edition.library.site.as_of
        states = {it.measure.id: one.state for one in view.standings for it in one.measures}
        assert {
            one.id: step.state if (step := one.step_at(day)) else None for one in edition.library.of(Measure)
        } == states
    assert len(harbour().prepared.editions) > 1


def test_where_gathering_stopped_earlier_that_is_said_and_no_nought(project: MakeProject) -> None:
    """Of the topic that all of them are on; a state that none is in is not counted."""
    site = f"{SITE}topics: {{dues: {{label: Dues, gathered_until: 2022-02-02}}, gate: {{label: Gate}}}}\n"
    entries = measure("a", "threatened 2022-01-01", more="  topics: [gate, dues]\n")
    page = page_of(make(project(SOUND | {"content/site.yml": site, "content/measures.yml": entries})), "measures.html")
    assert "Our research ends on 2 February 2022." in page
    assert ">0<" not in page


# -- figures ----------------------------------------------------------------------------------------------------------


def test_figures_stand_by_stage_below_a_key_of_all_stages(project: MakeProject) -> None:
    """The key has the stages from asked for to delivered, also those that no figure is at; a stage has the latest first."""
    entries = "".join(
        f"{name}: {{title: Sum, amount: '5', currency: EUR, stage: {stage}, date: {date}}}\n"
        for name, stage, date in (
            ("a", "delivered", "2022-01-01"),
            ("b", "announced", "2022-01-02"),
            ("c", "announced", "2022-01-03"),
        )
    )
    files = SOUND | {"content/figures.yml": entries}
    view = view_of(project, files, "figures.html")
    assert isinstance(view, FiguresPage)
    assert [("announced", ["c", "b"]), ("delivered", ["a"])] == [
        (one.stage, [figure.id for figure in one.figures]) for one in view.stages if one.figures
    ]
    tree = html5lib.parse(page_of(make(project(files)), "figures.html"), namespaceHTMLElements=False)
    key = next(one for one in tree.iter("nav") if one.get("class") == "stages")
    assert [
        "requested",
        "announced 2",
        "authorised",
        "appropriated",
        "allocated",
        "obligated",
        "disbursed",
        "delivered 1",
    ] == [" ".join("".join(one.itertext()).split()) for one in key.iter("li")]
    assert ["#announced", "#delivered"] == [one.get("href") for one in key.iter("a")]
