"""The built site as readers meet it: every page read as HTML, and in real Chromium from disk and over http."""

import re
from collections import Counter
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from onrecord.prepared import Prepared
from onrecord.records.event import Event
from onrecord.records.fields import Ref
from page_reader import Reader, Trees, pages, text_of
from real_site import LANGUAGES, PAGES


def test_every_internal_link_and_fragment_resolves(read: dict[str, Reader], site: Path) -> None:
    """A link within the site leads to a page or file that is there, and its fragment to an id on that page."""
    dead, ids = [], {path: set(page.ids) for path, page in read.items()}
    for path, page in read.items():
        if path.endswith("404.html"):  # its links are absolute, for it is served at any depth
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = urljoin(path, unquote(parts.path)) if parts.path else path
            if target not in read and not parts.fragment and (site / target).is_file():
                continue
            if target not in read or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                dead.append((path, link))

    assert [] == dead


def test_no_page_loads_anything_from_elsewhere(read: dict[str, Reader]) -> None:
    """What a page loads is the site's own, by a relative address that names the file."""
    foreign = [(path, load) for path, page in read.items() for load in page.loads if urlsplit(load).scheme or not load]

    assert [] == foreign


def test_links_name_files(read: dict[str, Reader]) -> None:
    """No internal link leads to a folder, which a browser would list when the site is opened from disk."""
    folders = [
        (path, link)
        for path, page in read.items()
        for link in page.links
        if not urlsplit(link).scheme and urlsplit(link).path and not PurePosixPath(urlsplit(link).path).suffix
    ]

    assert [] == [one for one in folders if not one[0].endswith("404.html")]


def test_ids_are_unique(read: dict[str, Reader]) -> None:
    """An id stands once on its page."""
    twice = [(path, one) for path, page in read.items() for one, times in Counter(page.ids).items() if times > 1]

    assert [] == twice


def test_headings_are_in_order(read: dict[str, Reader]) -> None:
    """Each page has one h1, first of its headings, and no level is left out on the way down."""
    wrong = [
        path
        for path, page in read.items()
        if page.headings[:1] != (1,)
        or page.headings.count(1) != 1
        or any(after > before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    ]

    assert [] == wrong


def test_every_page_has_a_title_of_its_own(site: Path, read: dict[str, Reader]) -> None:
    """A page has one title element, and no two pages of a language share its text."""
    titles: dict[tuple[str, str], list[str]] = {}
    for path in (one for one in read if "as-of/" not in one):
        found = re.search(r"<title>(.*?)</title>", (site / path).read_text("utf-8"), re.DOTALL)
        assert found, path
        language = path.partition("/")[0] if path.partition("/")[0] in LANGUAGES else LANGUAGES[0]
        titles.setdefault((language, found[1]), []).append(path)

    assert {} == {title: paths for title, paths in titles.items() if len(paths) > 1}


def test_links_with_one_name_lead_to_one_place(read: dict[str, Reader]) -> None:
    """On a page, two links that a screen reader reads out alike lead to the same target (WCAG 2.4.4)."""
    unclear = []
    for path, page in read.items():
        if path.endswith("print.html"):  # where texts of many pages stand together, as they were written for each
            continue
        targets: dict[str, set[str]] = {}
        for name, link in page.names:
            targets.setdefault(" ".join(name.split()), set()).add(link)
        unclear += [(path, name) for name, found in targets.items() if len(found) > 1]

    assert [] == unclear[:20]


# What is made of silence, in each language: of an answer, a text, a day or a measure that nothing is recorded of.
OF_SILENCE = {
    "en": (
        "no answer by", "found as of", "none found", "not mentioned in", "was not read", "were not read", "have not read",
        "not gathered here", "not yet threatened", "no later step", "nothing was said", "in force 0",
    ),
    "fr": ("aucune réponse de", "aucune réponse n’est", "n’a pas été lu", "n’ont pas été lu", "pas mentionné dans", "n’avons lu aucun"),
    "es": ("ninguna respuesta de", "no se leyó", "no se leyeron", "no se menciona en", "no hemos leído ningun"),
}  # fmt: skip


def test_no_line_is_made_of_silence(site: Path) -> None:
    """No page of any language or day says of the world, or of a text, what is made from the lack of a record."""
    found = []
    for path, page in pages(site):
        language = path.partition("/")[0]
        text = page.replace("\n", " ").casefold()
        phrases = OF_SILENCE[language if language in LANGUAGES[1:] else LANGUAGES[0]]
        found += [(path, phrase) for phrase in phrases if re.search(rf"{phrase}\b", text)]

    assert [] == found[:20]


@pytest.mark.parametrize(
    "path", [*PAGES, "as-of/2021-12-28/timeline.html", "as-of/2021-12-28/events/geneva-talks.html", "404.html"]
)
def test_html_is_valid_to_a_strict_parser(site: Path, path: str) -> None:
    """A parser of the HTML standard that stops at the first error reads every type of page to its end."""
    document = html5lib.HTMLParser(strict=True).parse((site / path).read_text("utf-8"))

    assert document is not None


def test_a_quotation_is_the_words_alone(trees: Trees, real: Prepared) -> None:
    """A blockquote holds the words of its source exactly, and nothing else."""
    for statement in real.editions[0].library.statements:
        tree = trees[f"statements/{statement.id}.html"]
        quoted = {"".join(one.itertext()) for one in tree.iter("blockquote")}

        assert {one.words for one in statement.renditions} <= quoted


def test_evidence_in_the_words_of_a_statement_has_our_translation_of_it(trees: Trees, real: Prepared) -> None:
    """What the editors made of a statement's words stands, marked as theirs, wherever evidence quotes the same words."""
    library = real.editions[1].library
    ours = {one.base.words: one.translation for one in library.statements if one.translation}
    event = library.get(Ref("event", "geneva-talks"))
    assert isinstance(event, Event)
    quoted = {passage.words for account in event.accounts for passage in account.passages} & set(ours)
    shown = [text_of(one) for one in trees[f"{library.language}/events/geneva-talks.html"].iter("p")]

    assert len(quoted) > 3
    told = {f"Notre traduction : {ours[one]}" for one in quoted}
    assert {" ".join(one.split()) for one in told} <= set(shown)
