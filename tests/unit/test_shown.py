"""Prose as HTML: all is escaped, links and citations are the page's, and lines stand where they stood."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.prose.blocks import Code, Heading, Item, Items, Link, Paragraph, Reference, Snippet, Stressed, Text
from onrecord.prose.read import read_prose
from onrecord.prose.write import written
from onrecord.records.fields import Foreign, Ref
from shown_prose import Alone, as_html

TALKS = Reference(Ref("event", "talks"), 0, 1, "link")
ANY = st.text(st.sampled_from("ab<>&\"'/ =!-\u00a0\n"), max_size=30)


@given(ANY)
def test_whatever_blocks_say_is_text(text: str) -> None:
    """No text, address, title or id becomes a tag or an attribute, whoever made the block."""
    link = Link(f"https://a.example/{text}", (Text(text), Stressed("em", (Snippet(text),))), text)
    blocks = (Paragraph((link,)), Heading(2, text, (Text(text),)), Items((Item((Text(text),)),)), Code(text))
    made = html5lib.parseFragment(as_html(blocks), treebuilder="etree", namespaceHTMLElements=False)
    tags = [str(one.tag) for one in made.iter()][1:]
    assert ["p", "a", "em", "code", "h2", "ul", "li", "pre", "code"] == tags
    assert {"href", "title", "id"} >= {name for one in made.iter() for name in one.attrib}


class Elsewhere(Alone):
    """A page on which a record has a title that needs care."""

    def __init__(self, label: str) -> None:
        self.label = label

    def leads(self, named: Reference) -> tuple[str, str]:
        """A link leads up, to the record by its label."""
        return f'../{named.ref.id}.html#"&', self.label


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("<b> & 'c'", "&lt;b&gt; &amp; &#39;c&#39;"),
        ("النفق", "<bdi>النفق</bdi>"),
        (Foreign("النفق", "ar"), '<span class="foreign" lang="ar" dir="rtl">النفق</span>'),
    ],
)
def test_a_link_without_words_says_what_it_leads_to(label: str, expected: str) -> None:
    """Escaped, and isolated where it runs the other way; one in another language says so."""
    made = written((Paragraph((Link(TALKS),)),), Elsewhere(label), "ltr")
    assert f'<p><a href="../talks.html#&#34;&amp;">{expected}</a></p>' == made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("من **Kalthor**.", "<p>من <strong><bdi>Kalthor</bdi></strong>.</p>"),
        ("اكتب `a > b` هنا", "<p>اكتب <code>a &gt; b</code> هنا</p>"),
        ("[رابط](https://x.org/a)", '<p><a href="https://x.org/a">رابط</a></p>'),
        ("في Kalthor [known 2021-12-28] Wire.", "<p>في <bdi>Kalthor Wire</bdi>.</p>"),
    ],
)
def test_text_that_runs_against_the_page_is_isolated(text: str, expected: str) -> None:
    """In each run by itself; code and addresses stay as they are."""
    assert expected == as_html(read_prose(text, "content")[0].parts[0].blocks, "rtl")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [@b]", "A<sup>"),
        ("*A*\n[@b]", "<em>A</em><sup>"),
        ("A\u00a0[@b]", "A&nbsp;<sup>"),
        ("- A [@b]", "<li>A<sup>"),
    ],
)
def test_no_space_is_left_before_a_citation(text: str, expected: str) -> None:
    """Authors write one; one that does not break was meant."""
    assert expected in as_html(read_prose(text, "content")[0].parts[0].blocks)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "expected",
    [
        "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
        "<ol>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>",
        "<blockquote>\n<p>a</p>\n<hr>\n</blockquote>",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td></td>\n</tr>\n</tbody>\n</table>",
    ],
)
def test_blocks_within_blocks_stand_on_lines(expected: str) -> None:
    """As they always did, so that a page changes only where its text does."""
    text = {"<ul": "- a\n    - b", "<ol": "1. a\n\n    b", "<bl": "> a\n>\n> ---", "<ta": "| a |\n| - |\n"}[
        expected[:3]
    ]
    assert expected == as_html(read_prose(text, "content")[0].parts[0].blocks)  # type: ignore[union-attr]
