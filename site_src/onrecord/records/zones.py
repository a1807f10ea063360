"""Time zones by their IANA names, as the tzdata package has them: the same on every machine, whatever that has itself.

A time on a wall clock can mean no moment, where clocks were put forward, or two, where they were put back.
"""

import datetime as dt
import io
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from onrecord.problems import did_you_mean

NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})  # stand for a zone that is not set, or the machine's

_OFFSET = re.compile(r"(?:Etc/)?(?:GMT|UTC|Z)? ?([+-−])0?(\d{1,2})(?::?00)?", re.IGNORECASE)

_NOUGHT = re.compile(r"(?:GMT|UTC)? ?[+-−]?0{1,2}(?::?00)?", re.IGNORECASE)


@cache
def names() -> frozenset[str]:
    """The names of all zones."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - NO_PLACE


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of a name."""
    data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    return ZoneInfo.from_file(io.BytesIO(data), key=name)


def hint(text: str) -> str:
    """What an author may have meant by a text that is the name of no zone. Short names are never guessed: BST is none, or three."""
    if text.upper() in {"Z", "ZULU"} or _NOUGHT.fullmatch(text):
        return "Write 'UTC'."
    if offset := _OFFSET.fullmatch(text):
        east = offset[1] == "+"
        sign, side = ("-", "ahead of") if east else ("+", "behind")
        if (name := f"Etc/GMT{sign}{offset[2]}") in names():
            return (
                f"Name a place, such as 'Europe/Moscow'. If only the offset is known write '{name}': "
                f"that is {offset[2]} hours {side} UTC, for in these names the sign is turned round."
            )
    near = did_you_mean(text, names()) if "/" in text or "_" in text else did_you_mean(text, _places())
    return near or "Name a place: 'Europe/Zurich', or write 'unknown'."


@cache
def _places() -> frozenset[str]:
    """The zones that are named for a place, and 'UTC'."""
    return frozenset(name for name in names() if "/" in name and not name.startswith("Etc/")) | {"UTC"}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a wall clock shows, and by how much it is ahead of UTC."""

    shown: dt.datetime
    offset: dt.timedelta

    @property
    def seconds(self) -> int:
        """Its place on one line of time, in seconds; there is one for the first and the last hour of all days too."""
        clock = dt.timedelta(hours=self.shown.hour, minutes=self.shown.minute) - self.offset
        return self.shown.toordinal() * 86400 + int(clock.total_seconds())


Span = tuple[Moment, Moment | None]


def moments(day: dt.date, clock: dt.time, name: str) -> tuple[Moment, ...]:
    """The moments at which a clock there showed this time on this day, the earlier first: one, none, or two."""
    found: list[Moment] = []
    for fold in (0, 1):
        hands = dt.time(clock.hour, clock.minute, fold=fold)
        moment = dt.datetime.combine(day, hands, zone(name))
        local = Moment(dt.datetime.combine(day, clock), moment.utcoffset() or dt.timedelta())
        try:
            there = moment.astimezone(dt.UTC).astimezone(zone(name))
        except OverflowError:  # before the first day that there is, or after the last
            there = moment
        if (there.date(), there.time()) == (day, clock) and local not in found:
            found.append(local)
    return tuple(found)


def spans(day: dt.date, start: dt.time, end: dt.time | None, name: str) -> tuple[Span, ...]:
    """What a time, or a span of them, means on a day: nothing where the clocks skipped it, two where they showed it twice.

    A span ends at the first moment after its start at which the clocks show its end: on the same day if there is one.
    """
    starts = moments(day, start, name)
    if end is None:
        return tuple((one, None) for one in starts)
    ends = moments(day, end, name)
    if len(starts) == 1 and len(later := [one for one in ends if one.seconds > starts[0].seconds]) > 1:
        return tuple((starts[0], one) for one in later)
    if (found := tuple((one, last) for one in starts if (last := _next(one, ends)))) or end > start:
        return found
    try:
        ends = moments(day + dt.timedelta(days=1), end, name)
    except OverflowError:  # after the last day that there is
        return tuple((one, None) for one in starts)
    return tuple((one, last) for one in starts if (last := _next(one, ends)))


def _next(start: Moment, ends: tuple[Moment, ...]) -> Moment | None:
    return next((end for end in ends if end.seconds > start.seconds), None)
