"""The two explainers of invented matters in ``tests/examples``, in which every sort of record and page occurs."""

from functools import cache

from onrecord.library import Library
from onrecord.pipeline import Made, make
from real_site import ROOT

EXAMPLE = ROOT / "tests" / "examples" / "harbour-treaty"
TUNNEL = ROOT / "tests" / "examples" / "zarmut-tunnel"  # in Arabic


@cache
def harbour() -> Made:
    """The site of the invented explainer, in which every sort of record and page occurs, made once."""
    return make(EXAMPLE)


def library() -> Library:
    """The records of the invented explainer."""
    return harbour().prepared.editions[0].library
