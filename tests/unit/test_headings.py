"""The headings of a page that is written, as a list of its parts has them."""

from onrecord.templating.headings import LEAST, headings

FOUR = "".join(f'<section><h2 id="part-{n}">Part {n}</h2><p>Words.</p></section>' for n in range(LEAST))


def test_headings_of_the_second_level_with_an_id_are_listed_in_order() -> None:
    """Others lead nowhere, or are within a part."""
    page = f'<h1 id="top">Top</h1>{FOUR}<h2>No id</h2><h3 id="within">Within</h3>'
    assert [(f"part-{n}", f"Part {n}") for n in range(LEAST)] == [(one.id, one.words) for one in headings(page)]


def test_few_headings_are_not_listed() -> None:
    """A short page is seen sooner than a list of it is read."""
    assert () == headings(FOUR.rpartition("<section>")[0])


def test_a_heading_keeps_its_words_and_no_link() -> None:
    """Its language and its count stay; links, numbers of sources and ids do not: no link stands within a link."""
    told = '<h2 class="a" id="b"><a href="c.html">An <span id="d" lang="fr">acte</span></a><sup><a href="#e">1</a></sup> 3</h2>'
    assert 'An <span lang="fr">acte</span> 3' == headings(told + FOUR)[0].words
