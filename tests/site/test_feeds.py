"""Feeds: Atom and JSON Feed of the same entries, read by a program that is not ours and by schemas."""

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from in_memory import Made, make
from invented import EXAMPLE, TUNNEL, made
from lxml import etree
from onrecord.records.correction import Correction
from projects import MakeProject
from smallest import EVENT, SITE, SOUND, SOURCE, with_lines

PLACES = [(EXAMPLE, ""), (TUNNEL, ""), (TUNNEL, "en/")]
IDS = ["harbour", "tunnel", "tunnel in English"]
HARBOUR = f"{SITE}site_url: https://harbour.example/\n"

# JSON Feed 1.1, as far as it is used here.
_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "pattern": "^https?://"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _TEXT,
        "language": _TEXT,
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"], "properties": {"name": _TEXT}}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "title": _TEXT,
                    "content_html": _TEXT,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "tags": {"type": "array", "items": _TEXT},
                },
            },
        },
    },
}

# Atom (RFC 4287, appendix B), as far as it is used here.
ATOM = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><element name="feed"><attribute name="xml:lang"/>
<ref name="id"/><ref name="title"/><element name="subtitle"><text/></element><ref name="updated"/>
<element name="author"><element name="name"><text/></element></element><oneOrMore><ref name="link"/></oneOrMore>
<optional><element name="rights"><text/></element></optional><zeroOrMore><element name="entry"><ref name="id"/>
<ref name="title"/><ref name="link"/><element name="published"><ref name="moment"/></element><ref name="updated"/>
<element name="category"><attribute name="term"/></element>
<element name="content"><attribute name="type"><value>html</value></attribute><data type="string"><param name="minLength">1</param></data></element>
</element></zeroOrMore></element></start>
<define name="id"><element name="id"><data type="string"><param name="pattern">tag:[a-z0-9.-]+,[0-9]{4}:.+</param></data></element></define>
<define name="title"><element name="title"><data type="string"><param name="minLength">1</param></data></element></define>
<define name="updated"><element name="updated"><ref name="moment"/></element></define>
<define name="moment"><data type="dateTime"><param name="pattern">.*(Z|[+-][0-9]{2}:[0-9]{2})</param></data></define>
<define name="link"><element name="link"><attribute name="rel"/><attribute name="type"/>
<attribute name="href"><data type="anyURI"><param name="pattern">https?://.+</param></data></attribute></element></define></grammar>"""


def file(site: Made, path: str) -> bytes:
    """A file of a site."""
    return next(one.data for one in site.artifacts if one.path == path)


def expected(site: Made, folder: str) -> set[str]:
    """What ought to be told of: each correction, and each record that states something."""
    library = next(one.library for one in site.prepared.editions if one.home == folder and not one.day)
    stating = (one for one in library.records.values() if one.stating or isinstance(one, Correction))
    return {f"{one.folder}/{one.id}" for one in stating}


def named(tag: str, folder: str) -> str:
    """The folder and id of a record in the name of an entry."""
    return tag.partition(",2022:")[2].removeprefix(folder)


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_atom_is_read_back(project: Path, folder: str) -> None:
    """Feedparser finds nothing wrong, and every record once; the schema of Atom passes what feedparser does not look at."""
    data = file(made(project), f"{folder}feed.xml")
    found = feedparser.parse(data)
    assert not found.bozo
    assert sorted(expected(made(project), folder)) == sorted(named(one.id, folder) for one in found.entries)
    assert all(one.title and one.link and one.updated_parsed and one.content[0].value for one in found.entries)
    etree.RelaxNG(etree.fromstring(ATOM)).assertValid(etree.fromstring(data))


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_json_feed_says_the_same(project: Path, folder: str) -> None:
    """It is as version 1.1 has it, and its entries are those of Atom, in the same order."""
    told = json.loads(file(made(project), f"{folder}feed.json"))
    jsonschema.validate(told, JSON_FEED)
    atom = feedparser.parse(file(made(project), f"{folder}feed.xml"), sanitize_html=False)
    both: list[list[tuple[Any, ...]]] = [
        [(one.id, one.link, one.title, one.content[0].value, one.published, one.updated) for one in atom.entries],
        [
            (one["id"], one["url"], one["title"], one["content_html"], one["date_published"], one["date_modified"])
            for one in told["items"]
        ],
    ]
    assert both[0] == both[1]


@pytest.mark.parametrize(("project", "folder"), PLACES, ids=IDS)
def test_every_address_leads_to_a_page_and_is_absolute(project: Path, folder: str) -> None:
    """Of entries, and within their content too; those within the site are files of it."""
    site = made(project)
    base = f"{site.prepared.editions[0].library.site.site_url}"
    paths = {one.path for one in site.artifacts}
    told = json.loads(file(site, f"{folder}feed.json"))
    links = [link for one in told["items"] for link in [one["url"], *re.findall('href="([^"]*)"', one["content_html"])]]
    ours = [link.removeprefix(base).partition("#")[0] for link in links if link.startswith(base)]
    assert ours
    assert [] == [link for link in links if not link.startswith(("https://", "http://", "mailto:"))]
    assert [] == [path for path in ours if path not in paths]


def test_the_newest_known_comes_first() -> None:
    """A record is known from its first source, whatever its own date; a correction from its day."""
    found = json.loads(file(made(EXAMPLE), "feed.json"))["items"]
    days = [one["date_published"] for one in found]
    assert sorted(days, reverse=True) == days
    assert found[0]["tags"] == ["correction"]


def test_the_day_is_that_of_the_first_source_and_the_title_has_the_records_own(project: MakeProject) -> None:
    """An event of Monday of which a paper of Wednesday tells is known from Wednesday, and a correction changes it later."""
    files = {
        **SOUND,
        "content/site.yml": HARBOUR,
        "content/sources/paper.md": with_lines(SOURCE, "published: 2022-01-12"),
        "content/events/talks.md": with_lines(EVENT.replace("The harbour talks open", '"]]> fish & <b>salt</b>"')),
        "content/corrections.yml": "late: {title: A word, date: 2022-02-03, class: correction, records: [events/talks]}\n",
    }
    site = make(project(files))
    entry = next(one for one in feedparser.parse(file(site, "feed.xml")).entries if "events" in one.id)
    assert "tag:harbour.example,2022:events/talks" == entry.id
    assert ("2022-01-12T00:00:00Z", "2022-02-03T00:00:00Z") == (entry.published, entry.updated)
    assert b"<title>]]&gt; fish &amp; &lt;b&gt;salt&lt;/b&gt; (10 January 2022)</title>" in file(site, "feed.xml")
    assert "https://harbour.example/events/talks.html" == entry.link


def test_a_step_is_an_update_and_no_new_entry(project: MakeProject) -> None:
    """Readers of a feed hear that an event was cancelled: it is updated on that day, and keeps its place and its name."""
    life = "life: [{state: planned, date: 2022-01-02}, {state: cancelled, date: 2022-01-20}]"
    files = {
        **SOUND,
        "content/site.yml": HARBOUR,
        "content/sources/paper.md": with_lines(SOURCE, "published: 2022-01-12"),
        "content/events/talks.md": with_lines(EVENT, life),
    }
    (entry,) = (one for one in feedparser.parse(file(make(project(files)), "feed.xml")).entries if "events" in one.id)
    assert ("2022-01-12T00:00:00Z", "2022-01-20T00:00:00Z") == (entry.published, entry.updated)
    assert "cancelled" in entry.content[0].value


def test_words_keep_their_direction_and_a_citation_its_brackets() -> None:
    """Words in Arabic stand in an English feed, and French ones in an Arabic feed, with their direction."""
    english, arabic = (json.loads(file(made(TUNNEL), f"{folder}feed.json"))["items"] for folder in ("en/", ""))
    assert any('<blockquote dir="rtl" lang="ar">' in one["content_html"] for one in english)
    assert any('<blockquote dir="ltr" lang="fr">' in one["content_html"] for one in arabic)
    corrected = next(one["content_html"] for one in english if one["tags"] == ["correction"])
    assert '[<a href="https://example.org/zarmut/en/sources/asdaa-copy.html">' in corrected


def test_names_stay_when_the_address_changes(project: MakeProject) -> None:
    """From http to https, and from one folder to another: the same names."""
    found = []
    for url in ("http://harbour.example/old", "https://harbour.example/new/"):
        site = make(project({**SOUND, "content/site.yml": f"{SITE}site_url: {url}\n"}))
        found.append([one.id for one in feedparser.parse(file(site, "feed.xml")).entries])
    assert found[0]
    assert found[0] == found[1]


def test_without_an_address_there_is_no_feed_and_no_link_to_one(project: MakeProject) -> None:
    """A reader of feeds has no folder to begin at, so nothing relative is given."""
    site = make(project(SOUND))
    assert site.artifacts
    assert [] == [one.path for one in site.artifacts if "feed." in one.path or b"feed.xml" in one.data]
