"""All sources for programs that cite: CSL-JSON (the schema of CSL 1.0.2) and BibTeX as biblatex reads it."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import Any

from onrecord.exports.basis import Basis, Export, as_json
from onrecord.records.dates import EdtfDate, Point
from onrecord.records.source import Source

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%_#$"},
}

_ALONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def exports(basis: Basis) -> Iterator[Export]:
    """The sources as CSL-JSON and as BibTeX, a file each."""
    yield Export("sources.csl.json", partial(csl, basis))
    yield Export("sources.bib", partial(bibtex, basis))


def csl(basis: Basis) -> bytes:
    """All sources as CSL-JSON, in order of id."""
    return as_json([_in_csl(source) for source in basis.library.of(Source)])


def _in_csl(source: Source) -> Mapping[str, Any]:
    fields = {
        "id": source.id,
        "type": "webpage" if source.url else "document",
        "title": _plain(source.title),
        "author": [{"literal": _plain(source.author or source.publisher)}],
        "container-title": _plain(source.publisher) if source.author else None,
        "issued": _csl_date(source.published),
        "accessed": _csl_date(source.accessed),
        "URL": source.url,
        "archive_location": source.archive,
        "language": source.language,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_date(date: EdtfDate | None) -> Mapping[str, Any] | None:
    """A date, or both ends of an interval, as exact as it is; of one that is open, the end that is known."""
    if date is None:
        return None
    ends = (date.start,) if date.single else (date.start, date.end)
    issued: dict[str, Any] = {"date-parts": [_parts(end) for end in ends if end]}
    if date.marked or None in ends:
        issued["circa"] = True
    return issued


def _parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part]


def bibtex(basis: Basis) -> bytes:
    """All sources as BibTeX, in order of id."""
    return "\n".join(_in_bibtex(source) for source in basis.library.of(Source)).encode()


def _in_bibtex(source: Source) -> str:
    """An entry. Names and titles stand in two braces: they are no "Last, First", and keep their capitals."""
    year = source.published and (source.published.start or source.published.end)
    values = {
        "author": f"{{{escaped(source.author or source.publisher)}}}",
        "title": f"{{{escaped(source.title)}}}" if source.title else "",
        "organization": f"{{{escaped(source.publisher)}}}" if source.author else "",
        "date": str(source.published or ""),
        "year": f"{year.year:04}" if year else "",
        "url": source.url or "",
        "urldate": str(source.accessed or ""),
        "language": source.language,
    }
    fields = (f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@{'online' if source.url else 'misc'}{{{source.id},\n{''.join(fields)}}}\n"


def escaped(text: str) -> str:
    """A text in which nothing is a command; letters stay letters."""
    line = _plain(text) or ""
    signs = _ESCAPED if _balanced(line) else _ESCAPED | _ALONE
    return "".join(signs.get(letter, letter) for letter in line)


def _balanced(text: str) -> bool:
    """Whether each brace has its other: BibTeX counts them, whatever stands before."""
    depths = tuple(accumulate({"{": 1, "}": -1}.get(letter, 0) for letter in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _plain(text: str | None) -> str | None:
    """A text on one line."""
    return " ".join(text.split()) if text else None
