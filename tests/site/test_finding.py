"""Finding in a real browser: the filters of the long lists and the search, from disk and over http, with scripts and without.

What is expected is worked out from the records, never read from a page.
"""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from in_memory import make, page_of
from onrecord.templating.theme import Theme, default_folder
from projects import write_files
from real_site import ROOT
from smallest import SITE

SCRIPTS = ROOT / "templates" / "assets" / "js"


def test_every_entry_of_the_index_is_a_link_on_the_search_page(site: Path) -> None:
    """What the script can find, the page without it lists: each record once, at the same address."""
    _, kinds, _, _, _, rows = index_of((site / "search-index.js").read_text("utf-8"))
    expected = [kinds[row[0]][1].replace("%", row[1]) for row in rows]
    text = (site / "search.html").read_text("utf-8")
    listed_there = re.findall(
        r'<li><a href="([^"]+)">',
        text.partition('class="everything"')[2].partition("</nav>")[2].partition("</main>")[0],
    )
    assert sorted(expected) == sorted(listed_there)
    assert len(set(expected)) == len(expected) > 500


def index_of(script: str) -> Any:
    """The index that a script holds."""
    return json.loads(script.removeprefix("window.ONRECORD_SEARCH = ").rstrip().removesuffix(";"))


def test_choices_that_are_not_translated_have_their_language(quay: Path) -> None:
    """A choice of the filter holds no element; it begins with a capital, and has its language where it is not the page's."""
    for folder, lang in (("", ""), ("fr/", ' lang="en" dir="auto"')):
        text = (quay / f"{folder}timeline.html").read_text("utf-8")
        options = re.findall(r"<option.*?</option>", text)
        assert [] == [one for one in options if re.search(r"<(?!/?option)", one)]
        for value, label in (("town", "The town"), ("ships", "Tolls for ships"), ("clerk", "A harbour clerk")):
            assert f'<option value="{value}"{lang}>{label}</option>' in [
                re.sub(' data-of="[0-9 ]+"', "", one) for one in options
            ]


# -- the scripts themselves -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda one: one.name)
def test_scripts_write_no_markup_and_say_nothing_of_their_own(path: Path) -> None:
    """No script makes HTML or code of a text, asks for anything, or has a word for readers in it."""
    source = path.read_text("utf-8")
    code = re.sub(r"//[^\n]*", "", source)
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(.on|fetch|XMLHttp|import\b|localStorage|cookie"
    assert [] == re.findall(forbidden, code)
    assert '"use strict"' in code
    assert code.strip().startswith("(() => {")
    assert [] == [
        one
        for one in re.findall(r'"((?:[^"\\\n]|\\.)*)"', code)
        if re.search(r"[A-Z][a-z]+ [a-z]|[a-z]{3,} [a-z]{3,}", one) and one != "use strict"
    ]


def test_scripts_are_small() -> None:
    """What a page loads of scripts is under four and a half thousand bytes, packed, as they are served, and the search page seven more."""
    scripts = {
        name: data for name, data in Theme((default_folder(),), ("templates",)).files().items() if name.endswith(".js")
    }
    packed = {name.removeprefix("js/"): len(gzip.compress(data, 9)) for name, data in scripts.items()}
    assert packed["search.js"] < 7_000
    assert packed["onrecord.js"] + packed["notes.js"] + packed["list.js"] < 4_500
    assert packed["onrecord.js"] < 1_000


def test_forms_name_no_words_of_a_plural_that_is_not_there(port: Path) -> None:
    """The words for a number stand in the page once for each plural category of its language."""
    text = (port / "timeline.html").read_text("utf-8")
    assert {"one", "other"} == set(re.findall(r' data-(zero|one|two|few|many|other)="', text))
    assert "{n} of {all} entries matches" in text
    assert "{n} of {all} entries match" in text


def test_an_empty_site_has_no_filter(tmp_path: Path) -> None:
    """Where nothing is listed there is nothing to filter; the search page lists the home page all the same."""
    made = make(write_files(tmp_path, {"content/site.yml": SITE}))
    assert made.artifacts
    assert 'class="filter"' not in page_of(made, "timeline.html")
    assert '<li><a href="index.html">The harbour talks<span' in page_of(made, "search.html")
