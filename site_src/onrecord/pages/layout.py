"""A lane of the overview laid out: in which row each mark stands, and what has room beside it.

Nothing here knows what a mark stands for. Places are units from the left, heights are rows. By the rules of
docs/decisions/0018-overview.md, what comes first weighs most.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from onrecord.lettering import block_of, width_of

WIDTH = 994  # of the drawing; with the names it fills the page's main column of 68rem
TARGET = 26  # a mark's width and height
ROW = 30  # a row's height
ROWS = 4  # in a lane, at most
RADIUS = 6  # of the shapes of marks
SIZE = 12  # of letters, in labels and names
TITLE = 200  # the widest line of a label that has more than one
ONE_LINE = 250  # the widest title that stands in one line
BASELINES = {1: -3, 2: 4, 3: 0}  # of a label's date below the middle of its mark, by the lines of the title
GAP = 5  # between a mark and its label
LOWER = 4  # how much nearer than a row a label below its mark stands
AIR = 8  # behind a label
CLEAR = 3  # on both sides of the day that states are read on
BESIDE = 50  # how far from its mark a label may begin, where a line runs between
OPENING = 3  # so many labels of a lane, of those that weigh most, may make it higher

# What is drawn: the mark; with the days that its date covers; with its announcements; with its label.
ALONE, SPANNED, ANNOUNCED, LABELLED = range(4)

Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words beside a mark: the date on the first line, whose baseline is ``y``, then lines of the title.

    ``x`` is where lines begin, or end where ``before`` says that the words stand before the mark.
    """

    x: int
    y: int
    lines: tuple[str, ...]
    before: bool


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What would be drawn of an event, were there room: the middles of its mark and of those of its announcements.

    ``days`` is where its date begins and ends, and ``date`` how wide the words of the date may be.
    """

    x: int
    days: Span
    steps: tuple[int, ...]
    title: str
    date: int
    weight: int

    @cached_property
    def reaches(self) -> tuple[Span, Span, Span, Span]:
        """From where to where it would take room in its row, but for the label, by what is drawn of it."""
        low, high = around(self.x)
        core = min(self.days[0], low), max(self.days[1], high)
        sides = [side for step in self.steps for side in around(step)]
        whole = min((core[0], *sides)), max((core[1], *sides))
        return (low, high), core, whole, whole

    def width(self, lines: Iterable[str]) -> int:
        """How wide its label is with the title in these lines, and the air behind it."""
        return max(self.date, *(width_of(line, SIZE) for line in lines)) + AIR


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an event stands, and what is drawn of it. The label's ``y`` is counted from the middle of the row."""

    row: int
    drawn: int
    label: Label | None


def around(x: int) -> Span:
    """From where to where a mark takes room, by its middle."""
    return x - TARGET // 2, x + TARGET // 2


def gathered(marks: Iterable[T], place: Callable[[T], int]) -> list[list[T]]:
    """Marks in groups: with the first of each those that have no room for a target of their own beside it. They come in order from the left.

    >>> gathered((0, 25, 26, 60), int)
    [[0, 25], [26], [60]]
    """
    groups: list[list[T]] = []
    for mark in marks:
        if groups and place(mark) - place(groups[-1][0]) < TARGET:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def lay_out(wishes: Sequence[Wish], as_of: int) -> list[Seat | None]:
    """A seat for each that keeps a mark of its own; the others are ``gathered`` in the last row. The weightiest come first.

    Where all have room in the rows of a lane, none is gathered. Else those that weigh more keep a mark in the other rows,
    the first few of any weight with their label. No label crosses ``as_of``.
    """
    items = [_Item(wish=wish, as_of=as_of) for wish in wishes]
    kept = _fitted(items, ROWS, 0)
    if len(kept) < len(items):
        kept = _fitted(items, ROWS - 1, sum(wish.weight > 0 for wish in wishes[:OPENING]))
    own = set(kept)
    left = sorted(item.wish.x for item in items if item not in own)
    _settle(kept, [around(group[0]) for group in gathered(left, int)])
    return [Seat(item.row, item.drawn, item.label) if item in own else None for item in items]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """Where a label could stand: with what it and its mark then take, row by row from that of the mark."""

    label: Label
    words: Span
    spans: tuple[Span, ...]
    below: bool  # the mark


@dataclass(eq=False, kw_only=True)
class _Item:
    """An event on its way to a seat: how much of it is drawn so far."""

    wish: Wish
    as_of: int
    drawn: int = LABELLED
    row: int = 0
    label: Label | None = None

    @cached_property
    def tries(self) -> tuple[_Try, ...]:
        """Where its label could stand."""
        return tuple(_tries(self.wish, self.as_of))

    @property
    def reach(self) -> Span:
        """What it takes in its row with so much drawn of it, but for the label."""
        return self.wish.reaches[self.drawn]

    @property
    def alone(self) -> Span:
        """What its mark alone takes."""
        return self.wish.reaches[ALONE]

    @property
    def core(self) -> Span:
        """What it takes with the days of its date, but for the label."""
        return self.wish.reaches[SPANNED]


class _Rows:
    """Which spans of which row are taken. None of them overlap: taken is only what is free."""

    def __init__(self, rows: Iterable[Iterable[Span]]) -> None:
        self.rows = [list(row) for row in rows]

    def is_free(self, row: int, *spans: Span) -> bool:
        """Whether nothing stands there, in that row and in those below it."""
        if row + len(spans) > len(self.rows):
            return False
        for taken, (begin, end) in zip(self.rows[row:], spans, strict=False):
            before = bisect_left(taken, (end,))
            if before and taken[before - 1][1] > begin:
                return False
        return True

    def take(self, row: int, *spans: Span) -> None:
        """Note that something does."""
        for taken, span in zip(self.rows[row:], spans, strict=False):
            insort(taken, span)

    def take_first(self, span: Span) -> int | None:
        """Take it in the first row in which nothing stands there, if there is one."""
        row = next((row for row in range(len(self.rows)) if self.is_free(row, span)), None)
        if row is not None:
            insort(self.rows[row], span)
        return row

    def spots(self, item: _Item) -> list[tuple[int, _Try]]:
        """Where its label could stand, with the row of the mark."""
        return [(row, spot) for row in range(len(self.rows)) for spot in item.tries if self.is_free(row, *spot.spans)]

    def have_room(self, wanted: Iterable[Span], row: int = 0, *taken: Span) -> bool:
        """Whether there would be room for all that is wanted, from the left, in any row, if so much more were taken."""
        tried = _Rows(self.rows)
        tried.take(row, *taken)
        return all(tried.take_first(span) is not None for span in sorted(wanted))


def _tries(wish: Wish, as_of: int) -> Iterator[_Try]:
    """Where its label could stand: beside the mark, with no line between them, or below."""
    x, reach = wish.x, wish.reaches[LABELLED]
    behind = max(x + RADIUS + GAP, reach[1] + GAP if reach[1] >= around(x)[1] and wish.days[0] < wish.days[1] else 0)
    blocks = dict.fromkeys(
        block_of(wish.title, SIZE, most, width) for most, width in ((1, ONE_LINE), (2, TITLE), (3, TITLE))
    )
    for lines in sorted(blocks, key=len):
        if lines[-1].endswith("…") and len(lines) < 3:
            continue
        width, more = wish.width(lines), len(lines) > 1
        sides = [(x - RADIUS, False, True), (x + RADIUS - width, True, True)]
        if behind - x <= BESIDE:
            sides.append((behind, False, False))
        if reach[0] >= around(x)[0]:
            sides.append((x - RADIUS - GAP - width, True, False))
        for begin, before, below in sides:
            words = begin, begin + width
            if begin < 0 or words[1] > WIDTH or (begin < as_of + CLEAR and as_of - CLEAR < words[1]):
                continue
            beside = reach if below else (min(reach[0], begin), max(reach[1], words[1]))
            label = Label(x=words[before], y=BASELINES[len(lines)] + below * (ROW - LOWER), lines=lines, before=before)
            yield _Try(label=label, words=words, spans=(beside, *[words] * (below + more)), below=below)


def _order(row: int, spot: _Try) -> tuple[int, bool, int]:
    """Few lines first, then behind the mark, then high up."""
    return len(spot.label.lines), spot.label.before, row


def _fitted(items: Iterable[_Item], count: int, named: int) -> list[_Item]:
    """The events for whose mark alone there is room in so many rows, each with its row; the first ``named`` with their label."""
    rows = _Rows([()] * count)
    kept = []
    for rank, item in enumerate(items):
        spots = rows.spots(item) if rank < named else []
        row: int | None
        if spots:
            row, best = min(spots, key=lambda spot: (spot[1].below, *_order(*spot)))
            rows.take(row, *best.spans)
        else:
            row = rows.take_first(item.alone)
        if row is not None:
            item.row = row
            kept.append(item)
    return kept


def _settle(kept: Sequence[_Item], last_row: list[Span]) -> None:
    """Give each event a row, and a label and its announcements where they leave room for the marks of the others.

    First come those that have something beside their mark, by weight, then marks alone, from the left. Should a mark
    find no room in the end, the event near it that weighs least gives up its label, then its announcements, then the
    days that its date covers. Marks alone have room, as ``_fitted`` found them.
    """
    fitted = [item.row for item in kept]
    places = sorted(item.wish.x for item in kept)
    while True:
        rows = _Rows([*[()] * (ROWS - 1), last_row])
        height = max(fitted, default=0) + 1
        marks: list[_Item] = []
        for rank, item in enumerate(kept):
            most = ROWS if rank < OPENING else height
            needed = _placed(item, rows, height, most, places, [*marks, *kept[rank + 1 :]])
            height = max(height, needed)
            if not needed:
                marks.append(item)
        for item in sorted(marks, key=lambda item: item.wish.x):
            row = rows.take_first(item.alone)
            if row is None:
                break
            item.row, item.drawn = row, ALONE
        else:
            return
        near = [other for other in kept if other.drawn and _touches(other, item.alone)]
        if not near:
            break
        near[-1].drawn -= 1
    for item, row in zip(kept, fitted, strict=True):
        item.drawn, item.label, item.row = ALONE, None, row


def _touches(item: _Item, mark: Span) -> bool:
    """Whether what is drawn beside the mark of an event stands where another mark would."""
    begin, end = item.reach
    if item.label:
        width = item.wish.width(item.label.lines)
        begin, end = (begin - width, end) if item.label.before else (begin, end + width)
    return begin < mark[1] and mark[0] < end


def _placed(item: _Item, rows: _Rows, height: int, most: int, places: list[int], rest: list[_Item]) -> int:
    """Give an event a row in which something of it has room beside its mark, best its label. How many rows the lane then needs.

    0 where nothing has room. The lane is so many rows high, and may get ``most`` for a label. ``places`` are those of all
    marks, and ``rest`` the events that have no row yet.
    """
    item.label = None
    if item.drawn == LABELLED:

        def against(spot: tuple[int, _Try]) -> tuple[int, ...]:
            row, one = spot
            return one.below, _crowd(places, one.words), max(row + len(one.spans), height), *_order(row, one)

        for row, one in sorted(rows.spots(item), key=against):
            if row + len(one.spans) <= most and _leaves_room(rows, row, one.spans, rest):
                rows.take(row, *one.spans)
                item.row, item.label = row, one.label
                return row + len(one.spans)
    while item.drawn and item.reach != item.alone:
        for row in range(ROWS):
            if rows.is_free(row, item.reach) and _leaves_room(rows, row, (item.reach,), rest):
                rows.take(row, item.reach)
                item.row = row
                return row + 1
        item.drawn -= 1
    return 0


def _crowd(places: list[int], words: Span) -> int:
    """How many marks would have to go to other rows."""
    return bisect_left(places, words[1] + TARGET // 2) - bisect_right(places, words[0] - TARGET // 2)


def _leaves_room(rows: _Rows, row: int, spans: Sequence[Span], rest: Iterable[_Item]) -> bool:
    """Whether events that have no row yet keep room for the days of their dates, or where they have none, for their marks."""
    left, right = min(begin for begin, _ in spans) - TARGET, max(end for _, end in spans) + TARGET
    near = [item for item in rest if left < item.core[1] and item.core[0] < right]
    cores = [item.core for item in near]
    if rows.have_room(cores, row, *spans):
        return True
    return not rows.have_room(cores) and rows.have_room([item.alone for item in near], row, *spans)
