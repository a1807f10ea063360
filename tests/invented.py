"""The two explainers of invented matters in ``tests/examples``, in which every sort of record and page occurs."""

from functools import cache
from pathlib import Path

from in_memory import Made, make
from onrecord.library import Library
from real_site import ROOT

EXAMPLE = ROOT / "tests" / "examples" / "harbour-treaty"
TUNNEL = ROOT / "tests" / "examples" / "zarmut-tunnel"  # in Arabic

# One page of every type of the one in Arabic.
TUNNEL_TYPES = (
    "index.html",
    "timeline.html",
    "who-said-what.html",
    "context/money-and-roof.html",
    "events/first-meeting.html",
    "statements/halman-share.html",
    "actors/teydor-halman.html",
    "sources/kalthor-wire-0219.html",
    "figures/roof-all.html",
    "measures/transit-fee.html",
    "demands/half-of-dues.html",
    "sides/navrel.html",
    "topics/dues.html",
    "demands.html",
    "measures.html",
    "figures.html",
    "sources.html",
    "glossary.html",
    "about.html",
    "corrections.html",
    "coverage.html",
    "changed-quotations.html",
    "actors.html",
    "search.html",
    "print.html",
    "data.html",
    "as-of/2019-03-31/index.html",
    "as-of/2019-03-31/changes.html",
    "404.html",
)


@cache
def made(project: Path) -> Made:
    """The site of one of them, made once."""
    return make(project)


def harbour() -> Made:
    """The site of the invented explainer, in which every sort of record and page occurs."""
    return made(EXAMPLE)


def library() -> Library:
    """The records of the invented explainer."""
    return harbour().prepared.editions[0].library
