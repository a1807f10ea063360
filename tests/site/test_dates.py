"""Dates and times: every form of the content model, one order for all of them, and nothing that is no date."""

import re
from gettext import NullTranslations

import pytest
from onrecord.locales import Wording
from onrecord.records.dates import read_date
from real_site import ROOT

MODEL = (ROOT / "docs" / "content-model.md").read_text("utf-8")


def forms() -> list[tuple[str, str]]:
    """The forms of the content model's table of dates, each with how it is shown in English."""
    table = MODEL[MODEL.index("### Dates") : MODEL.index("### Markdown")]
    return re.findall(r"^\| `([^`]+)` \| [^|]+ \| ([^|]+) \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("form", "shown"), forms())
def test_the_forms_of_the_content_model_are_read_and_shown(form: str, shown: str) -> None:
    """Each form that the content model lists is read, written back the same, and shown in the words it says."""
    assert form == str(read_date(form))
    assert shown == Wording("en", NullTranslations()).date(read_date(form))


def test_the_content_model_has_every_form() -> None:
    """The table lists days, months, years, three marks and three sorts of interval."""
    assert 9 == len(forms())
