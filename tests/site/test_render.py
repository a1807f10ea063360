"""The bytes of a site: the same whatever the machine, safe whatever the text, and whole in every language."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, Any, get_args

import jinja2
import pytest
from in_memory import Made, dead_links, html_of, links_of, make, page_of
from invented import EXAMPLE, harbour
from onrecord.config import Choice, Day, Site
from onrecord.entry import Entry, Map, Scalar, Sequence, Value
from onrecord.pages import plan_now
from onrecord.prepared import Prepared
from onrecord.records.base import Part
from onrecord.records.fields import Markdown
from onrecord.records.kinds import KIND_OF_FOLDER
from onrecord.stages.decode import decode
from onrecord.stages.files import read
from onrecord.stages.link import link
from onrecord.stages.parse import parse
from onrecord.stages.render import render
from onrecord.templating import engine, theme
from onrecord.templating.theme import theme_for
from onrecord.texts import fingerprint
from projects import MakeProject
from pydantic import TypeAdapter, ValidationError
from smallest import ACTOR, EVENT, SITE, SOUND, Files, entry, with_lines

# -- the same bytes ---------------------------------------------------------------------------------------------------

# Makes the example with folders read in another order, and prints a hash of each file.
MAKE = """
import hashlib, os, sys

if sys.argv[2] == "backwards":
    listdir, scandir = os.listdir, os.scandir

    class Backwards:
        def __init__(self, *given):
            with scandir(*given) as found:
                self.found = iter(sorted(found, key=lambda one: one.name, reverse=True))
        def __enter__(self): return self
        def __exit__(self, *_): pass
        def __iter__(self): return self.found
        def __next__(self): return next(self.found)
        def close(self): pass

    os.listdir = lambda *given: sorted(listdir(*given), reverse=True)
    os.scandir = Backwards

from pathlib import Path
from in_memory import make

for one in make(Path(sys.argv[1])).artifacts:
    print(hashlib.sha256(one.data).hexdigest(), one.path)
"""

# Each process differs in several things at once, for starting one costs more than what it is to find out.
MACHINES: dict[str, tuple[dict[str, str], str]] = {
    "another order of hashing, a zone in the far east, and another language": (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "LANGUAGE": "fr"},
        "forwards",
    ),
    "yet another, a zone in the far west, and folders read backwards": (
        {"PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Pago_Pago"},
        "backwards",
    ),
    "without assertions": ({"PYTHONOPTIMIZE": "1"}, "forwards"),
}


def made_on(folder: Path, environment: dict[str, str], order: str, where: Path) -> list[str]:
    """The hash and path of every file, as another process makes it in another folder."""
    command = [sys.executable, "-c", MAKE, str(folder), order]
    given = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG", "TZ"))}
    environment = environment | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=where, env=given | environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("machine", MACHINES)
def test_the_same_input_gives_the_same_bytes(machine: str, tmp_path: Path) -> None:
    """Whatever the order of hashing and of folders, the zone, the language and the working directory, every byte is the same."""
    environment, order = MACHINES[machine]
    expected = [f"{hashlib.sha256(one.data).hexdigest()} {one.path}" for one in harbour().artifacts]
    assert len(expected) > 50
    assert expected == made_on(EXAMPLE, environment, order, tmp_path)


def test_pages_come_out_the_same_in_any_order() -> None:
    """A page is a function of its view: nothing of one page, or of what was remembered for it, is on another."""
    prepared = harbour().prepared
    assert prepared.theme is not None
    turned = tuple(replace(one, pages=one.pages[::-1]) for one in prepared.editions)
    artifacts, problems = render(turned, prepared.theme)
    assert () == problems
    assert harbour().artifacts == artifacts


def test_nothing_that_templates_are_given_asks_for_the_context(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that a loop sets are handed to no call, so nothing may look them up; gettext's own functions look up none."""
    made_of: list[jinja2.Environment] = []

    def environment(*given: Any) -> jinja2.Environment:
        made_of.append(engine.environment(*given))
        return made_of[-1]

    monkeypatch.setattr(theme, "environment", environment)
    assert make(project(SOUND)).artifacts
    (ours,) = made_of
    assert {"url", "once", "standing"} <= ours.globals.keys()
    given = {**ours.globals, **ours.filters, **ours.tests}
    plain = jinja2.Environment(autoescape=True)
    own = {name: one for name, one in given.items() if one not in (*plain.filters.values(), *plain.tests.values())}
    asking = {name for name, one in own.items() if hasattr(one, "jinja_pass_arg")}
    assert {"ngettext", "pgettext", "npgettext"} >= asking


def test_a_project_is_the_same_by_any_path(tmp_path: Path) -> None:
    """Where the project lies, and by what path it is named, leaves no trace in a page."""
    (tmp_path / "elsewhere").symlink_to(EXAMPLE)
    assert harbour().artifacts == make(tmp_path / "elsewhere").artifacts
    assert [] == [one.path for one in harbour().artifacts if str(EXAMPLE).encode() in one.data]


# -- what every page has ----------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take it down."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, name: str) -> list[dict[str, str]]:
        """The attributes of all tags of that name."""
        return [given for tag, given in self.found if tag == name]


SCRIPTS = ("copy.js", "list.js", "notes.js", "onrecord.js", "search.js")
FORMS = {"find": True, "filter": False, "search": False}  # and whether each leads to another page


def ours(tag: str, given: dict[str, str]) -> bool:
    """Whether a tag is one of the site's own scripts, by its address alone, or of its forms, which are hidden without them."""
    if tag == "script":
        name = given.get("src", "").rpartition("/")[2]
        own = re.fullmatch(rf"(/([\w-]+/)*|(\.\./)*)assets/js/{re.escape(name)}", given.get("src", ""))
        return name in SCRIPTS and own is not None and set(given) <= {"src", "defer"}
    if tag == "template":
        return given == {"class": "found"}
    leads = FORMS.get(given.get("class", ""))
    target = re.fullmatch(r"(/([\w-]+/)*|(\.\./)*)search\.html", given.get("action", "")) is not None
    return tag == "form" and "hidden" in given and "method" not in given and leads is not None and leads == target


# A block of data (HTML 4.12.1): it is never run, whatever stands in it.
DATA = {"type": "application/ld+json"}


def policy_of(page: str) -> dict[str, set[str]]:
    """What a page lets be loaded or run, by directive (Content Security Policy Level 3)."""
    metas = Tags(page).named("meta")
    (policy,) = (one["content"] for one in metas if one.get("http-equiv") == "Content-Security-Policy")
    return {name: set(given) for name, *given in (rule.split() for rule in policy.split(";"))}


def unstyled(page: str) -> str:
    """A page without the style that it carries, if that is one text and its policy names just this."""
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles}
    allowed = len(styles) == 1 and policy_of(page)["style-src"] - {"'self'"} == hashes
    return page.replace(f"<style>{styles[0]}</style>", "") if allowed else page


def unsafe(page: str) -> list[tuple[str, dict[str, str]]]:
    """Tags that could run something of another's, or fetch or send anything elsewhere."""
    return [
        (tag, given)
        for tag, given in Tags(unstyled(page)).found
        if (tag in {"script", "form", "template"} and not ours(tag, given) and given != DATA)
        or tag in {"style", "iframe", "object", "embed", "base", "img", "math", "animate"}
        or any(name.startswith("on") or name in {"style", "srcdoc"} for name in given)
        or any(value.strip().lower().startswith(("javascript:", "data:", "vbscript:")) for value in given.values())
    ]


def test_every_page_forbids_what_it_does_not_need() -> None:
    """Each page carries a policy that lets nothing run or load from elsewhere, and sends no referrer."""
    for path, page in html_of(harbour()).items():
        policy = policy_of(page)
        assert {"'none'"} == policy["default-src"] | policy["base-uri"] | policy["form-action"], path
        styles = {one for one in policy["style-src"] if one.startswith("'sha256-")}
        assert len(styles) == page.count("<style>") <= 1, path
        assert {"'none'", "'self'", "data:"} >= set().union(*policy.values()) - styles, path
        assert {"img-src"} == {name for name, given in policy.items() if "data:" in given}, path
        metas = Tags(page).named("meta")
        assert ["no-referrer"] == [one["content"] for one in metas if one.get("name") == "referrer"], path


def test_no_page_runs_or_styles_anything_of_its_own() -> None:
    """No script but the site's own, no form but its hidden ones, no inline style, no handler, no address that would run something."""
    for path, page in html_of(harbour()).items():
        assert (path, []) == (path, unsafe(page))
        assert "javascript:" not in page.lower()


def test_every_file_of_a_site_is_one_of_its_own() -> None:
    """No path is made twice, also not told apart by capitals only, and files stand in the order of their paths."""
    paths = [one.path for one in harbour().artifacts]
    assert {1} == set(Counter(path.casefold() for path in paths).values())
    assert sorted(paths) == paths


def test_the_example_has_no_dead_link() -> None:
    """Every address within the example's site leads to a page and an id that are there."""
    assert [] == dead_links(harbour())


def test_a_mistake_in_the_skeleton_is_told_once(project: MakeProject) -> None:
    """What is wrong with a template that all pages share is told for the first of them only."""
    site = f"{SITE}theme: look\n"
    broken = '{% extends "default/base.html" %}{% block head %}{{ nothing }}{% endblock %}'
    made = make(project({**SOUND, "content/site.yml": site, "look/base.html": broken}))
    assert ["look/base.html:1:1 T002"] == [
        f"{one.location} {one.code}" for one in made.prepared.problems if one.severity == "error"
    ]


# -- hostile text -----------------------------------------------------------------------------------------------------

HOSTILE = '"><script>alert({n})</script>&{{{{7*7}}}}{{%x%}}'
ESCAPED = "&#34;&gt;&lt;script&gt;alert({n})&lt;/script&gt;&amp;{{{{7*7}}}}{{%x%}}"


class Poisoned:
    """Entries with a hostile text in every field that takes one, found by asking the model, each with a number of its own."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def entry(self, original: Entry) -> Entry:
        """The entry with every text replaced."""
        kind: Any = Site if original.folder == "site" else KIND_OF_FOLDER[original.folder]
        fields = self.part(original.fields, kind)
        return Entry(original.folder, original.id, original.language, fields, original.at)

    def part(self, value: Map, kind: type[Part]) -> Map:
        """A mapping of fields."""
        known = {field.alias or name: (name, field) for name, field in kind.model_fields.items()}
        items = []
        for key, at, inner in value.items:
            name, field = known[key]
            whole = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            items.append((key, at, self.value(inner, whole, f"{kind.__name__}.{name}")))
        return Map(tuple(items), value.at)

    def value(self, value: Value, annotation: Any, name: str) -> Value:
        """A value of that type."""
        inner = next(iter(parts_of(annotation)), None)
        if isinstance(value, Sequence):
            item = item_of(annotation)
            return Sequence(tuple(self.value(one, item, name) for one in value.items), value.at)
        if inner is Choice and isinstance(value, Map):
            return Map(
                tuple((key, at, self.value(one, Choice.model_fields["label"], name)) for key, at, one in value.items)
                if not all(isinstance(one, Map) for _, _, one in value.items)
                else tuple((key, at, self.part(one, Choice)) for key, at, one in value.items if isinstance(one, Map)),
                value.at,
            )
        if inner is Day and isinstance(value, Map):
            days = ((key, at, self.part(one, Day) if isinstance(one, Map) else one) for key, at, one in value.items)
            return Map(tuple(days), value.at)
        if isinstance(value, Map):
            return self.part(value, inner) if inner else value
        if value.text is None or not takes(annotation):
            return value
        self.fields.append(name)
        return Scalar(HOSTILE.format(n=len(self.fields)), value.at)


def parts_of(annotation: Any) -> Iterator[type[Part]]:
    """The parts that a type may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)


def item_of(annotation: Any) -> Any:
    """The type of the items of a list."""
    if getattr(annotation, "__origin__", None) is tuple:
        return get_args(annotation)[0]
    return next((found for inner in get_args(annotation) if (found := item_of(inner)) is not None), None)


def takes(annotation: Any) -> bool:
    """Whether a type takes a hostile text as it is, and is no list or mapping."""
    hostile = HOSTILE.format(n=0)
    try:
        return TypeAdapter(annotation).validate_python(hostile) in (hostile, Markdown(hostile))
    except ValidationError:
        return False


@cache
def hostile() -> tuple[Made, tuple[str, ...]]:
    """The example with a hostile text in every field of text of every record, past the gate that would shut on it."""
    files, _ = read(EXAMPLE)
    poisoned = Poisoned()
    entries = tuple(poisoned.entry(one) for file in files for one in parse(file)[0])
    records, faults = decode(entries)
    library, _ = link(records, drafts=True)
    assert () == faults
    assert library is not None
    edition, _ = plan_now(library)
    theme = theme_for(EXAMPLE, None)
    artifacts, problems = render((edition,), theme)
    assert () == problems
    return Made(artifacts, Prepared(editions=(edition,), theme=theme)), tuple(poisoned.fields)


# What no page shows by itself: it picks something that is shown, or is told to editors.
PICKS = {"Statement.post", "Event.differ", "Known.reason"}
OF_A_DAY = {"Day.state"}  # on the site of its day alone
FINDS = {"prefix", "suffix", "insertions"}  # words in saved texts, in whatever part
SEARCHED = {f"{kind.__name__}.also" for kind in KIND_OF_FOLDER.values()} - {
    "Actor.also"
}  # an actor's are its other names


def test_the_example_is_full_of_text() -> None:
    """Every kind of record, and the site, has fields that were poisoned, so that the tests below have something to find."""
    holders = {name.partition(".")[0] for name in hostile()[1]}
    assert {kind.__name__ for kind in KIND_OF_FOLDER.values()} | {"Site", "Choice", "Evidence", "Rendition"} <= holders
    assert len(hostile()[1]) > 300


def test_hostile_text_is_shown_and_does_nothing() -> None:
    """Whatever a text holds, no page of the site has a tag, a handler or an address that came from it."""
    for path, page in html_of(hostile()[0]).items():
        assert (path, []) == (path, unsafe(page))
        assert (path, len(Tags(page).named("script"))) == (path, page.lower().count("<script"))


def test_text_is_never_evaluated() -> None:
    """What looks like a template in a text is shown as it is written."""
    shown = "".join(html_of(hostile()[0]).values())
    assert "&49" not in shown
    assert "&amp;49" not in shown
    assert shown.count("&{{7*7}}{%x%}") + shown.count("&amp;{{7*7}}{%x%}") > len(hostile()[1])


def test_every_text_is_shown_escaped() -> None:
    """Every field of text that a record has stands on some page, escaped, but those that only pick or find something."""
    numbered, fields = html_of(hostile()[0]), hostile()[1]
    shown = "".join(numbered.values())
    plain = shown.replace("&gt;", ">").replace("&#34;", '"')  # prose need not escape these two in text
    missing = {
        name
        for n, name in enumerate(fields, 1)
        if ESCAPED.format(n=n) not in shown
        and ESCAPED.format(n=n).replace("&gt;", ">").replace("&#34;", '"') not in plain
    }
    assert {
        name for name in fields if name in PICKS | OF_A_DAY | SEARCHED or name.rpartition(".")[2] in FINDS
    } == missing


def test_hostile_pages_lead_nowhere_in_vain() -> None:
    """Text breaks no address: every link within the edition still leads to a page and an id."""
    assert [] == [(path, link) for path, link in dead_links(hostile()[0]) if "as-of/" not in link]


# -- two languages ----------------------------------------------------------------------------------------------------

FRENCH = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Timeline"
msgstr "Chronologie"

msgid "took place"
msgstr "a eu lieu"

msgid "%(n)s event"
msgid_plural "%(n)s events"
msgstr[0] "%(n)s événement"
msgstr[1] "%(n)s événements"
"""

TWO_SITE = (
    SITE.replace("[en]", "[en, fr]")
    + "theme: look\ndays: {2022-01-12: {}, 2022-01-20: {}}\nsides:\n  city:\n    label: The city\ntopics:\n  tolls: {label: Tolls}\n"
    "intro: |\n  See [the talks](events/talks.md) [@paper].\n"
)
HELD = with_lines(EVENT, "life: [{state: held, date: 2022-01-10}]", "host: [moor]", "topics: [tolls]")
DATED = "---\npublisher: The Harbour News\nlanguage: en\nkind: news\npublished: 2022-01-11\n---\n"


def of(original: str, path: str) -> str:
    """The line of a translation that says what it translates."""
    return f"translates: {fingerprint(entry(original, path))}"


@pytest.fixture
def bilingual(project: MakeProject) -> Made:
    """A site in English and French, and as it stood on two days; of the French some is translated, and some is not."""
    files: Files = {
        **SOUND,
        "content/site.yml": TWO_SITE,
        "content/site.fr.yml": f"title: Les pourparlers du port\nintro: |\n  Voir [](events/talks.md) [@paper].\n{of(TWO_SITE, 'content/site.yml')}\n",
        "content/sources/paper.md": DATED,
        "content/actors/moor.md": with_lines(ACTOR, "side: city"),
        "content/events/talks.md": HELD,
        "content/events/talks.fr.md": f"---\ntitle: Les pourparlers s’ouvrent\n{of(HELD, 'content/events/talks.md')}\n---\n",
        "content/events/later.md": EVENT.replace("talks open", "talks end").replace("2022-01-10", "2022-02-01"),
        "content/terms.yml": "toll:\n  title: Toll\n  meaning: A due.\n",
        "content/context/words.md": "---\ntitle: Words\nsummary: Of words.\n---\nIt [opened](../events/talks.md) [@paper].\n",
        "look/locales/fr.po": FRENCH,
    }
    made = make(project(files))
    assert [] == [one for one in made.prepared.problems if one.severity == "error"]
    return made


def test_each_language_has_all_pages(bilingual: Made) -> None:
    """Below ``fr/`` stand the same pages as at the root, each in its language."""
    found = html_of(bilingual)
    root = {path for path in found if not path.startswith("fr/")}
    assert root == {path.removeprefix("fr/") for path in found if path.startswith("fr/")}
    assert {'<html lang="fr" dir="ltr">'} == {
        page.splitlines()[1] for path, page in found.items() if path.startswith("fr/")
    }
    assert {'<html lang="en" dir="ltr">'} == {page.splitlines()[1] for path, page in found.items() if path in root}


def test_what_is_translated_is_in_french_and_the_rest_in_english(bilingual: Made) -> None:
    """Texts, words of the interface, plurals and dates are French where there is French for them, else English."""
    home, event = page_of(bilingual, "fr/index.html"), page_of(bilingual, "fr/events/talks.html")
    assert ">Les pourparlers du port</h1>" in home
    assert "What was said about the harbour." in home
    assert "Chronologie" in home
    assert "2 événements" in home
    assert "Who said what" in home
    assert "<h1>Les pourparlers s’ouvrent</h1>" in event
    assert "a eu lieu" in event
    assert "Lundi 10 janvier 2022" in event
    assert "The harbour talks end" in page_of(bilingual, "fr/timeline.html")
    assert "Les pourparlers s’ouvrent</a>" in home
    assert "pourparlers" not in page_of(bilingual, "index.html")


def test_every_link_of_every_edition_resolves(bilingual: Made) -> None:
    """At the root, in a language's folder and in that of a day, links lead to pages of the same edition, and to the style sheets, which other pages carry."""
    assert [] == dead_links(bilingual)
    found = html_of(bilingual)
    assert {"as-of/2022-01-12/events/talks.html", "as-of/2022-01-20/changes.html"} <= set(found)
    for path, page in found.items():
        styles = [link for link in links_of(page) if link.endswith(".css")]
        assert bool(styles) != ("<style>" in page), path
        if styles:
            root = "../" * path.count("/") + "assets/"
            assert (f"{root}onrecord.css", f"{root}css/print.css") == (styles[0], styles[-1])


def test_no_file_of_any_edition_is_made_twice(bilingual: Made) -> None:
    """Editions share their assets and nothing else."""
    assert {1} == set(Counter(one.path.casefold() for one in bilingual.artifacts).values())
    sheets = [one.path for one in bilingual.artifacts if one.path.endswith(".css")]
    assert sheets == [one for one in sheets if one.startswith("assets/")]


def test_a_language_without_a_catalog_is_refused(project: MakeProject) -> None:
    """A language that the interface does not speak is told before a page is made."""
    made = make(project({**SOUND, "content/site.yml": SITE.replace("[en]", "[en, sw]")}))
    assert ((), ["D010"]) == (made.artifacts, [one.code for one in made.prepared.problems if one.severity == "error"])


def test_a_file_is_made_as_often_as_it_says(project: MakeProject) -> None:
    """Once for the site, for each language as it is now, or for each edition, an earlier day too."""
    site = SITE.replace("[en]", "[en, fr]") + "site_url: https://paper.example/\ndays: {2022-01-15: {}}\n"
    made = make(project({**SOUND, "content/site.yml": site}))
    places = {
        name: sorted(one.path.removesuffix(name) for one in made.artifacts if one.path.endswith(name))
        for name in ("sitemap.xml", "onrecord.css", "feed.xml", "record.json", "search-index.js")
    }
    assert places == {
        "sitemap.xml": [""],
        "onrecord.css": ["assets/"],
        "feed.xml": ["", "fr/"],
        "record.json": ["data/", "fr/data/"],
        "search-index.js": ["", "as-of/2022-01-15/", "fr/", "fr/as-of/2022-01-15/"],
    }
