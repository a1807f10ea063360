"""Ease for all: WCAG 2.2 AA on the built site, row by row, by scripts in real Chromium and by reading every page.

What axe-core sees is in test_site; here stands what it cannot see, or sees on one page at a time.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
from onrecord.prepared import Prepared
from onrecord.records.source import Source
from page_reader import Trees, text_of
from real_site import LANGUAGES, ROOT, in_language, today

CONTRASTS = [  # text on ground, the least ratio (WCAG 1.4.3, 1.4.11; of body text the goal is 7)
    ("ink", "ground", 7),
    ("ink", "raised", 7),
    ("ink", "accent-ground", 7),
    ("ink-soft", "ground", 4.5),
    ("ink-soft", "raised", 4.5),
    ("ink-soft", "warn-ground", 4.5),
    ("accent", "ground", 4.5),
    ("accent", "raised", 4.5),
    ("accent", "accent-ground", 4.5),
    ("accent", "warn-ground", 4.5),
    ("warn", "ground", 4.5),
    ("warn", "warn-ground", 4.5),
    ("rule-strong", "ground", 3),
]


def luminance(colour: str) -> float:
    """The relative luminance of a colour as WCAG has it, from #rrggbb."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -- what is in the page: W01, W02, W09, W13, W14, W18 ------------------------------------------------------------------


def test_every_drawing_has_a_name_or_is_hidden(trees: Trees) -> None:
    """A drawing is decoration and hidden, or has a role and a name; a drawing within it is part of it (W01, WCAG 1.1.1)."""
    nameless, drawings = [], 0
    for name, tree in trees.items():
        inner = set(tree.iterfind(".//svg//svg"))
        for svg in (one for one in tree.iter("svg") if one not in inner):
            drawings += 1
            named = svg.get("role") and (svg.get("aria-labelledby") or svg.get("aria-label"))
            if svg.get("aria-hidden") != "true" and not named:
                nameless.append((name, svg.attrib))
    assert [] == nameless[:5]
    assert drawings > 300


def test_tables_say_what_their_cells_are(trees: Trees) -> None:
    """Each table has a caption, each heading cell a scope and words (W02, WCAG 1.3.1)."""
    wrong = []
    for name, tree in trees.items():
        for table in tree.iter("table"):
            if name.startswith(("context/", "fr/context/", "es/context/")) and table.find("caption") is None:
                continue  # a table in an author's Markdown has the heading above it
            heads = list(table.iter("th"))
            if table.find("caption") is None or not heads:
                wrong.append((name, "no caption or no heading"))
            wrong += [(name, "th") for one in heads if not one.get("scope") or not "".join(one.itertext()).strip()]
    assert [] == wrong[:5]


def test_the_timeline_is_headings_and_lists(trees: Trees) -> None:
    """Months and days are headings, and the days an ordered list (W02)."""
    for language in LANGUAGES:
        tree = trees[in_language(language, "timeline.html")]
        days = [one for one in tree.iter("ol") if one.get("class") == "days"]
        assert days
        assert all(one.find("h3") is not None for day in days for one in day.findall("li"))


def test_words_in_another_language_say_so(trees: Trees, real: Prepared) -> None:
    """Every quotation whose language is not that of its page bears it (W13, WCAG 3.1.2)."""
    for edition in today(real):
        folder = f"{edition.folder}/" if edition.folder else ""
        for statement in edition.library.statements:
            tree = trees[f"{folder}statements/{statement.id}.html"]
            quoted = {("".join(one.itertext()), one.get("lang") or edition.language) for one in tree.iter("blockquote")}
            assert {(one.words, one.language) for one in statement.renditions} <= quoted, (
                edition.language,
                statement.id,
            )


def test_headlines_are_in_the_language_in_which_they_were_printed(trees: Trees, real: Prepared) -> None:
    """The headline of a source is not translated, and bears its language on the pages of the others (W13)."""
    seen = 0
    for edition in today(real):
        folder = f"{edition.folder}/" if edition.folder else ""
        for source in edition.library.of(Source):
            if source.title and source.language != edition.language:
                seen += 1
                tree = trees[f"{folder}sources/{source.id}.html"]
                found = [one for tag in ("bdi", "span") for one in tree.iter(tag) if one.text == source.title]
                assert found
                assert all(one.get("lang") == source.language for one in found)
    assert seen


def test_the_ways_in_are_the_same_on_every_page(trees: Trees) -> None:
    """Navigation and footer have the same links with the same names in the same order everywhere (W14, WCAG 3.2.3)."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name, tree in trees.items():
        language = name.partition("/")[0] if name.partition("/")[0] in LANGUAGES else LANGUAGES[0]
        ways = next(one for one in tree.iter("nav") if "ways" in (one.get("class") or "").split())
        foot = next(one for one in tree.iter("footer") if one.get("class") == "foot")
        links = tuple("".join(one.itertext()).strip() for part in (ways, foot) for one in part.iter("a"))
        found.setdefault(language, set()).add(links)
    assert set(LANGUAGES) == set(found)
    assert all(len(one) == 1 for one in found.values()), found


def test_dates_for_machines_are_dates(trees: Trees) -> None:
    """A time element bears a year, month or day that is in the calendar, and its text the same year or day (W18)."""
    wrong = []
    for name, tree in trees.items():
        for one in tree.iter("time"):
            given = one.get("datetime") or ""
            try:
                day = dt.date.fromisoformat(
                    given + "-01-01"[: 0 if given.count("-") == 2 else 3 if given.count("-") else 6]
                )
            except ValueError:
                wrong.append((name, given))
                continue
            text = "".join(one.itertext())
            if str(day.year) not in text and not (given.count("-") == 2 and str(day.day) in text):
                wrong.append((name, f"{given}: {text}"))
    assert [] == wrong[:5]


# -- how it looks: W03, W04, W05, W20, W25 ------------------------------------------------------------------------------


def test_the_style_moves_and_reorders_nothing(site: Path) -> None:
    """Nothing is put out of its order by the style sheet, and nothing moves (W03, W20; WCAG 1.3.2, 2.3.3)."""
    style = "".join(path.read_text("utf-8") for path in (site / "assets").rglob("*.css"))
    assert [] == re.findall(r"(?<![-\w])order:|-reverse|animation|transition|scroll-behavior|view-transition", style)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), CONTRASTS)
def test_colours_contrast(text: str, ground: str, least: float, scheme: int) -> None:
    """Each role that bears text or a shape stands out from what it stands on, in both schemes (W05)."""
    tokens = (ROOT / "templates/assets/css/tokens.css").read_text("utf-8")
    roles = {name: values for name, *values in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", tokens)}
    lighter, darker = sorted((luminance(roles[text][scheme]), luminance(roles[ground][scheme])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_cells_bear_the_heading_of_their_column(trees: Trees) -> None:
    """Where a table becomes blocks on a narrow screen, what stands above a cell is what stood above its column (W02)."""
    wrong, seen = [], 0
    for name, tree in trees.items():
        for table in tree.iter("table"):
            if "data--stacks" not in (table.get("class") or ""):
                continue
            heads = [text_of(one) for one in table.find("thead").iter("th")]
            for row in table.find("tbody").iter("tr"):
                cells = [one for one in row if one.tag in ("td", "th")]
                for head, cell in zip(heads, cells, strict=False):
                    seen += 1
                    if cell.tag == "td" and cell.get("data-head") != head:
                        wrong.append((name, head, cell.get("data-head")))
    assert [] == wrong[:5]
    assert seen > 100
