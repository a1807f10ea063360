"""The explainer of this repository: where it lies, the types of its pages, and its languages."""

import re
from pathlib import Path

from onrecord.pages.edition import Edition
from onrecord.prepared import Prepared

ROOT = Path(__file__).parents[1]

# One page of every type, the longest of each that there is.
TYPES = (
    "index.html",
    "timeline.html",
    "who-said-what.html",
    "actors.html",
    "search.html",
    "context/aid-and-sanctions.html",
    "context/words-in-transit.html",
    "events/geneva-talks.html",
    "statements/nsc-concerns-on-the-table.html",
    "actors/ryabkov.html",
    "sources/seed.html",
    "figures/usai-300m-fy2022.html",
    "measures/nord-stream-2-germany.html",
    "demands/no-further-enlargement.html",
    "sides/us.html",
    "topics/sanctions.html",
    "demands.html",
    "measures.html",
    "figures.html",
    "sources.html",
    "glossary.html",
    "about.html",
    "corrections.html",
    "coverage.html",
    "changed-quotations.html",
    "print.html",
    "data.html",
    "as-of/2021-12-28/index.html",
    "as-of/2022-01-13/changes.html",
    "404.html",
)


def in_settings(project: Path, name: str) -> tuple[str, ...]:
    """The values of a list in ``content/site.yml``, as they are written, such as languages."""
    text = (project / "content" / "site.yml").read_text("utf-8")
    return tuple(re.findall(r"[\w-]+", re.findall(rf"^{name}: \[(.*)\]", text, re.MULTILINE)[0]))


def days_of(project: Path) -> tuple[str, ...]:
    """The days on which its site can be read as it stood, as ``content/site.yml`` has them."""
    text = (project / "content" / "site.yml").read_text("utf-8")
    days = re.search(r"^days:(.*(?:\n .*)*)", text, re.MULTILINE)
    return tuple(re.findall(r"\b(\d{4}-\d{2}-\d{2}):", days[1])) if days else ()


LANGUAGES = in_settings(ROOT, "languages")


def in_language(language: str, path: str) -> str:
    """The path of a page in a language: the first one stands at the root."""
    return path if language == LANGUAGES[0] else f"{language}/{path}"


# One page of every type in every language; 404.html is left out where its absolute links would lead nowhere.
PAGES = [in_language(language, path) for language in LANGUAGES for path in TYPES if path != "404.html"]


def today(prepared: Prepared) -> tuple[Edition, ...]:
    """The editions of a site as it is now, one a language."""
    return tuple(one for one in prepared.editions if not one.day)
