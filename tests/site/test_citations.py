"""Citations of all sources, read back by the programs that people cite with."""

import json
import warnings
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from in_memory import make
from invented import EXAMPLE, TUNNEL, made
from onrecord.records.source import Source
from projects import MakeProject
from smallest import SOUND

PLACES = [(EXAMPLE, ""), (TUNNEL, ""), (TUNNEL, "en/")]
IDS = ["harbour", "tunnel", "tunnel in English"]


def file(project: Path, path: str) -> bytes:
    """A file of an example."""
    return next(one.data for one in made(project).artifacts if one.path == path)


def sources(project: Path, folder: str) -> tuple[Source, ...]:
    """The sources of a language."""
    library = next(one.library for one in made(project).prepared.editions if one.home == folder and not one.day)
    return library.of(Source)


def parsed(text: str) -> Any:
    """BibTeX as bibtexparser reads it, its commands turned into letters."""
    found = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert [] == found.failed_blocks
    return found


def bare(value: str) -> str:
    """A field without the braces that keep it whole."""
    return value.replace("{", "").replace("}", "")


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_bibtex_is_read_back(project: Path, folder: str) -> None:
    """Every source once, with its author, title, date and address."""
    found = parsed(file(project, f"{folder}sources.bib").decode()).entries_dict
    expected = sources(project, folder)
    assert [one.id for one in expected] == list(found)
    for one in expected:
        fields = {name: field.value for name, field in found[one.id].fields_dict.items()}
        assert " ".join((one.author or one.publisher).split()) == bare(fields["author"])
        assert (one.title or "") == bare(fields.get("title", ""))
        assert str(one.published or "") == fields.get("date", "").replace("\xa0", "~")
        assert (one.url or "") == fields.get("url", "")


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_csl_is_read_back(project: Path, folder: str) -> None:
    """citeproc-py cites every source, with its author in full and its year."""
    told = json.loads(file(project, f"{folder}sources.csl.json"))
    expected = sources(project, folder)
    assert [one.id for one in expected] == [one["id"] for one in told]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields of CSL that this reader knows nothing of
        read = CiteProcJSON(told)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        shown = CitationStylesBibliography(style, read, formatter.plain)
        for one in expected:
            shown.register(Citation([CitationItem(one.id)]))
        lines = dict(zip((key for key in shown.keys), map(str, shown.bibliography()), strict=True))
    for one, entry in zip(expected, told, strict=True):
        assert " ".join((one.author or one.publisher).split()) == entry["author"][0]["literal"]
        assert " ".join((one.author or one.publisher).split()).rstrip(".") in lines[one.id]
        if one.published and one.published.start:
            assert str(one.published.start.year) in lines[one.id]


HOSTILE = "Fees rise 5 % at pier_4 & {dock} #1 $2 ~so C:\\new — Zürich, Łódź, 港"


def test_signs_that_are_commands_elsewhere_are_words_here(project: MakeProject) -> None:
    """Braces, backslashes, per cent signs and accents come back as they were, and the next entry is whole."""
    paper = (
        f"---\npublisher: 'Ministry of Ports & Canals'\ntitle: '{HOSTILE}'\nlanguage: en\nkind: official\n"
        "published: 2022-01~\nurl: https://harbour.example/a_b?x=1&y=50%25\n---\n"
    )
    files = {**SOUND, "content/sources/paper.md": paper, "content/sources/zebra.md": paper.replace("Ports", "Zoos")}
    site = make(project(files))
    text = next(one.data.decode() for one in site.artifacts if one.path == "sources.bib")
    assert "author = {{Ministry of Ports \\& Canals}}" in text
    assert "date = {2022-01~}" in text
    assert "url = {https://harbour.example/a_b?x=1&y=50%25}" in text
    found = parsed(text).entries_dict
    assert ["paper", "zebra"] == list(found)
    assert HOSTILE == found["paper"].fields_dict["title"].value
    (told, _) = json.loads(next(one.data for one in site.artifacts if one.path == "sources.csl.json"))
    assert {"date-parts": [[2022, 1]], "circa": True} == told["issued"]
    assert HOSTILE == told["title"]
    assert [{"literal": "Ministry of Ports & Canals"}] == told["author"]


def test_a_brace_without_its_other_swallows_nothing(project: MakeProject) -> None:
    """Readers of BibTeX count braces, with a backslash too: one that is alone is named, and the next entry is whole."""
    paper = "---\npublisher: News\ntitle: 'An { open brace'\nlanguage: en\nkind: news\n---\n"
    files = {**SOUND, "content/sources/paper.md": paper, "content/sources/zebra.md": paper.replace("{", "}")}
    site = make(project(files))
    text = next(one.data.decode() for one in site.artifacts if one.path == "sources.bib")
    assert ["paper", "zebra"] == list(parsed(text).entries_dict)
    assert text.count("{") == text.count("}")


def test_the_page_of_sources_leads_to_both() -> None:
    """A link to each stands on the page of sources, and on none of an earlier day."""
    page = file(EXAMPLE, "sources.html").decode()
    assert 'href="sources.bib"' in page
    assert 'href="sources.csl.json"' in page
    assert b"sources.bib" not in file(EXAMPLE, "as-of/2018-06-01/sources.html")
