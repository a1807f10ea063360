"""What pages say for programs that read them: linked data, cards, canonical addresses, the sitemap; and that nothing leaks."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from in_memory import Made, make
from invented import EXAMPLE, TUNNEL, harbour, made
from lxml import etree
from onrecord.exports.linked import SCHEMA, TERMS
from projects import MakeProject
from pyld import jsonld
from smallest import ACTOR, EVENT, HIDDEN, SITE, SOUND, WITH_TOPIC, with_lines

HARBOUR = f"{SITE}site_url: https://harbour.example/\n"
CONTEXT = {"@context": {"@vocab": f"{SCHEMA}/"}}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def page(site: Made, path: str) -> str:
    """A page of a site."""
    return next(one.data.decode() for one in site.artifacts if one.path == path)


def data(text: str) -> Any:
    """The one block of data of a page."""
    (block,) = BLOCK.findall(text)
    return json.loads(block)


def expanded(value: Any) -> Any:
    """As pyld expands it, with the context as it stands here: nothing is fetched."""
    return jsonld.expand({**value, **CONTEXT})


def nodes(value: Any) -> list[Any]:
    """Every mapping within a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(node for one in inner for node in nodes(one))]


@pytest.mark.parametrize("project", [EXAMPLE, TUNNEL], ids=["harbour", "tunnel"])
def test_every_block_expands_to_known_words(project: Path) -> None:
    """Pyld expands each; every type and property is in our list, every name of a thing is absolute, nothing is null."""
    found = [
        (one.path, BLOCK.findall(one.data.decode()))
        for one in made(project).artifacts
        if one.path.endswith(".html") and b"ld+json" in one.data
    ]
    assert {"events", "statements", "actors"} == {path.split("/")[-2] for path, _ in found}
    assert [] == [path for path, _ in found if "as-of/" in path]
    used = set()
    for _, (block,) in found:
        told = json.loads(block)
        assert "null" not in block
        (node,) = expanded(told)
        for one in nodes(node):
            assert one.get("@id", "https://").startswith("https://")
            used |= {key for key in one if not key.startswith("@")} | set(one.get("@type", ()))
    assert {f"{SCHEMA}/{term}" for term in TERMS} >= used
    assert len(used) > 20


def test_a_page_that_is_not_of_one_record_has_none() -> None:
    """Lists, prose and the page for a wrong address say nothing of one thing."""
    for path in ("index.html", "timeline.html", "404.html", "print.html", "sources.html", "data.html"):
        assert [] == BLOCK.findall(page(harbour(), path))


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        ("", {"startDate": "2022-01-12"}),
        ("{state: held, date: 2022-01-12}", {"startDate": "2022-01-12", "eventStatus": "EventScheduled"}),
        ("{state: cancelled, date: 2022-01-11}", {"startDate": "2022-01-12", "eventStatus": "EventCancelled"}),
        ("{state: postponed, date: 2022-01-11}", {"startDate": "2022-01-12", "eventStatus": "EventPostponed"}),
        (
            "{state: postponed, date: 2022-01-11, scheduled: 2022-03-01}",
            {"startDate": "2022-03-01", "eventStatus": "EventRescheduled", "previousStartDate": ["2022-01-12"]},
        ),
        (
            "{state: planned, date: 2022-01-02, scheduled: 2022-01-07}, {state: held, date: 2022-01-12}",
            {"startDate": "2022-01-12", "eventStatus": "EventRescheduled", "previousStartDate": ["2022-01-07"]},
        ),
    ],
)
def test_the_status_says_what_became_of_an_event(project: MakeProject, life: str, expected: dict[str, Any]) -> None:
    """What was moved is rescheduled, and names the days it was moved from."""
    text = with_lines(EVENT.replace("2022-01-10", "2022-01-12"), *([f"life: [{life}]"] if life else []))
    site = make(project({**SOUND, "content/site.yml": HARBOUR, "content/events/talks.md": text}))
    told = data(page(site, "events/talks.html"))
    fields = {name: told[name] for name in ("startDate", "eventStatus", "previousStartDate") if name in told}
    if "eventStatus" in expected:
        expected["eventStatus"] = f"{SCHEMA}/{expected['eventStatus']}"
    assert expected == fields
    assert "https://harbour.example/events/talks.html#this" == told["@id"]


def test_times_have_the_offset_of_their_day(project: MakeProject) -> None:
    """In summer and in winter; a date that is about is not given, for it would be taken for certain."""
    for date, offset in (("2022-01-10", "+01:00"), ("2021-07-10", "+02:00")):
        text = with_lines(EVENT.replace("2022-01-10", date), "time: '08:55'", "zone: Europe/Zurich")
        site = make(project({**SOUND, "content/events/talks.md": text}))
        assert f"{date}T08:55:00{offset}" == data(page(site, "events/talks.html"))["startDate"]
    site = make(project({**SOUND, "content/events/talks.md": EVENT.replace("2022-01-10", "2022-01~")}))
    assert "startDate" not in data(page(site, "events/talks.html"))


def test_without_an_address_nothing_is_absolute(project: MakeProject) -> None:
    """No ``@id``, no canonical address, no card picture, no sitemap; the rest of the data is there."""
    site = make(project(SOUND))
    text = page(site, "statements/open.html")
    assert "The harbour stays open." == data(text)["text"]
    assert "Ada Moor" == data(text)["spokenByCharacter"]["name"]
    assert "@id" not in json.dumps(data(text))
    assert not re.search('rel="canonical"|og:url|og:image', text)
    assert 'property="og:title" content="Ada Moor: The harbour stays open"' in text
    assert [] == [one.path for one in site.artifacts if "sitemap" in one.path]


def test_nothing_in_a_text_ends_the_block(project: MakeProject) -> None:
    """``</script>`` and ``<!--<script>`` are words, and come back as they were."""
    words = "</script><!--<script>&amp; \u2028 'so'"
    text = EVENT.replace("The harbour talks open", json.dumps(words, ensure_ascii=False))
    site = make(project({**SOUND, "content/events/talks.md": text.replace("\u2028", "\\u2028")}))
    if not site.artifacts:  # a line end that is hidden is refused; without it the rest is tried
        words = words.replace("\u2028 ", "")
        text = EVENT.replace("The harbour talks open", json.dumps(words))
        site = make(project({**SOUND, "content/events/talks.md": text}))
    told = page(site, "events/talks.html")
    assert words == data(told)["name"]
    assert not re.search("[<>&]", BLOCK.findall(told)[0])


def test_who_is_not_named_has_no_name(project: MakeProject) -> None:
    """Of an unnamed speaker there is what the carriers say, and no property that holds a name."""
    actor = ACTOR.replace("name: Ada Moor\n", "described_as: an aide\nreason: not given\n").replace("person", "unnamed")
    site = make(project({**SOUND, "content/actors/moor.md": actor}))
    told = data(page(site, "actors/moor.html"))
    assert ("Person", "an aide") == (told["@type"], told["description"])
    assert "name" not in told


def test_the_correction_of_a_record_is_told(project: MakeProject) -> None:
    """The page of a record that was corrected says so, with the day."""
    files = {
        **SOUND,
        "content/corrections.yml": "late: {title: A word, date: 2022-02-03, class: correction, records: [events/talks]}\n",
    }
    told = data(page(make(project(files)), "events/talks.html"))["mainEntityOfPage"]
    assert [{"@type": "CorrectionComment", "text": "A word", "datePublished": "2022-02-03"}] == told["correction"]


def described(site: Made, path: str) -> str:
    """What a page says of itself in one line, which its card says too."""
    text = page(site, path)
    (told,) = re.findall('<meta name="description" content="([^"]*)">', text)
    assert f'<meta property="og:description" content="{told}">' in text or "as-of/" in path
    return str(told)


def test_each_record_is_described_by_what_is_known_of_it(project: MakeProject) -> None:
    """Not by the summary of the site, unless nothing is recorded that could be said."""
    post = with_lines(ACTOR, "posts:", "  - title: Mayor of the harbour", "    from: 2020")
    site = make(project({**SOUND, "content/actors/moor.md": post}))
    assert "10 January 2022 · Status: status not recorded, as of 24 February 2022" == described(
        site, "events/talks.html"
    )
    assert "Ada Moor, Mayor of the harbour, 10 January 2022" == described(site, "statements/open.html")
    assert "Mayor of the harbour" == described(site, "actors/moor.html")
    assert "The Harbour News, undated" == described(site, "sources/paper.html")
    assert "What was said about the harbour." == described(site, "index.html")


def test_an_earlier_day_is_described_as_it_stood() -> None:
    """That the roof was inspected became known in April; on 31 March it was not."""
    now, then = "en/events/roof-inspection.html", "en/as-of/2019-03-31/events/roof-inspection.html"
    assert "March 2019 · Status: took place, as of 30 June 2019" == described(made(TUNNEL), now)
    assert "March 2019 · Status: status not recorded, as of 31 March 2019" == described(made(TUNNEL), then)


# -- cards and addresses ----------------------------------------------------------------------------------------------


def test_every_page_has_a_card_and_says_where_it_is() -> None:
    """Title, type, language, the picture with its size and words, and one canonical address, which is the page's own."""
    site = made(EXAMPLE)
    for one in site.artifacts:
        if not one.path.endswith(".html") or "as-of/" in one.path or one.path == "404.html":
            continue
        text = one.data.decode()
        told = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))
        assert {"og:title", "og:description", "og:type", "og:locale", "og:site_name"} <= told.keys(), one.path
        assert f"https://example.org/harbour/{one.path}" == told["og:url"]
        assert [told["og:url"]] == re.findall('<link rel="canonical" href="([^"]*)">', text)
        assert ("120", "63") == (told["og:image:width"], told["og:image:height"])
        assert "A lamp above dark water" == told["og:image:alt"]
        assert "https://example.org/harbour/assets/lamp.png" == told["og:image"]
    picture = (EXAMPLE / "theme" / "assets" / "lamp.png").read_bytes()
    assert picture == next(one.data for one in site.artifacts if one.path == "assets/lamp.png")


def test_an_earlier_day_has_no_card_and_no_feed() -> None:
    """Pages as of an earlier day lead to nothing that is of today."""
    found = [one.data for one in made(TUNNEL).artifacts if "as-of/" in one.path and one.path.endswith(".html")]
    assert found
    assert [] == [one for one in found if re.search(rb"og:title|canonical|feed\.xml|data\.html|calendar\.ics", one)]
    earlier = {one.path.rpartition("/")[2] for one in made(TUNNEL).artifacts if "as-of/" in one.path}
    assert not earlier & {
        "feed.xml",
        "feed.json",
        "calendar.ics",
        "sources.bib",
        "timeline.json",
        "sitemap.xml",
        "data.html",
    }


@pytest.mark.parametrize("project", [EXAMPLE, TUNNEL], ids=["harbour", "tunnel"])
def test_the_sitemap_has_every_page_in_every_language(project: Path) -> None:
    """Each address is a file of the site; each names all its languages and itself, the same on each, the first as default."""
    site = made(project)
    base = str(site.prepared.editions[0].library.site.site_url)
    tree = etree.fromstring(next(one.data for one in site.artifacts if one.path == "sitemap.xml"))
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {
        one.findtext("s:loc", namespaces=space): [
            (link.get("hreflang"), link.get("href")) for link in one.findall("x:link", space)
        ]
        for one in tree.findall("s:url", space)
    }
    pages = {
        one.path
        for one in site.artifacts
        if one.path.endswith(".html") and "as-of/" not in one.path and not one.path.endswith("404.html")
    }
    assert {base + path for path in pages} == set(found)
    languages = site.prepared.editions[0].library.site.languages
    for url, links in found.items():
        if len(languages) > 1:
            assert [*languages, "x-default"] == [name for name, _ in links]
            assert links[0][1] == links[-1][1]
            assert url in {href for _, href in links}
            assert all(found[href] == links for _, href in links)
        else:
            assert [] == links


# -- nothing leaks ----------------------------------------------------------------------------------------------------


def test_no_file_of_a_site_has_a_trace_of_what_is_not_published(project: MakeProject) -> None:
    """Drafts, remarks in content, saved texts and the folder of the project: in no file, whatever it is called."""
    site = HARBOUR + WITH_TOPIC.removeprefix(SITE) + "saved: ../xyzzyfolder\n# xyzzyremark\n"
    files = {
        **SOUND,
        **HIDDEN,
        "content/site.yml": site,
        "content/events/talks.md": with_lines(EVENT, "# xyzzycomment"),
        "../xyzzyfolder/paper.txt": "The harbour stays open. Xyzzytext goes on.\n",
    }
    folder = project(files)
    made_site = make(folder)
    assert {"feed.xml", "calendar.ics", "sources.bib", "timeline.json", "data/record.json", "sitemap.xml"} <= {
        one.path for one in made_site.artifacts
    }
    secrets = ("xyzzy", "zerlina", "quux ", str(folder).lower())
    leaks = [
        (one.path, secret)
        for one in made_site.artifacts
        for secret in secrets
        if secret.encode() in one.data.lower() or secret in one.path.lower()
    ]
    assert [] == leaks
