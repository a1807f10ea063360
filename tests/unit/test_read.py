"""Prose: clean HTML whatever is written, links and citations proven, and every slip at its place."""

import re
from dataclasses import replace

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from liveness import ends
from onrecord.prose.blocks import Block, Paragraph, Reference, Stretch, Text, plain
from onrecord.prose.pieces import Fault
from onrecord.prose.read import (
    MOST_CHARACTERS,
    MOST_MARKS,
    read_prose,
)
from onrecord.records.fields import Ref
from onrecord.records.kinds import BLOCKS
from shown_prose import shown

FOLDER = "content/events"

# A link to a record.
ADDRESS = re.compile(r'href="onrecord:(?P<kind>[a-z]+)/(?P<id>[a-z0-9-]+)"')

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror='alert(1)'/>",
    "<img/src=x/onerror=alert(1)>",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=data:text/html,<script>alert(1)</script>>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style='background:url(//evil.example)'>x</p>",
    '<div style="width:expression(alert(1))">x</div>',
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a onclick=alert(1) href=#>x</a>",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video>",
    "<textarea><script>alert(1)</script>",
    "<title><script>alert(1)</script>",
    "<a<b href=javascript:alert(1)>x",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)",
    "\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](javascript://harbour.example/%0Aalert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/x)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](https:evil.example)",
    "[x](https:///evil.example)",
    "[x](onrecord:source/paper)",
    "[x](ftp://evil.example)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[y]\n\n[y]: <data:text/html,x> 'title'",
    "<javascript:alert(1)>",
    "<ftp://evil.example>",
    "<ada@harbour.example>",
    "[x](https://a.example 'y\" onmouseover=\"alert(1)')",
    '[x](https://a.example "><script>alert(1)</script>")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](talks.md \"' onclick='alert(1)\")",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://a.example/a.png)',
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x][y]\n\n[y]: https://evil.example/a.png",
    "[![x](https://evil.example/a.png)](javascript:alert(1))",
    "## x {onclick=alert(1)}",
    'x\n{: onclick="alert(1)" }',
    "*x*{: style='color:red'}",
    "## <img src=x onerror=alert(1)>",
    "| a |\n| - |\n| <img src=x onerror=alert(1)> |",
    "> <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "- a\n\n    <script>alert(1)</script>",
    "1. a\n    - [x](javascript:alert(1))",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "``` <script>\nalert(1)\n```",
    "```html\n<script>alert(1)</script>\n```",
    '[@paper"><script>alert(1)</script>]',
    '[@" onclick="alert(1)]',
    "```events\n<script>alert(1)</script>\n```",
    '```events\ntopic: "><script>alert(1)</script>\n```',
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "\x02amp\x03#60;script>",
    "**<b onmouseover=alert(1)>**x",
    "[<img src=x onerror=alert(1)>](talks.md)",
    "[a](<b> onclick=alert(1) c)",
    "<p>[x](javascript:alert(1))</p>",
    "[TOC]\n\n## <script>alert(1)</script>",
    "*[x]: <script>alert(1)</script>\n\nx",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "\u2028<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]  # fmt: skip

ALLOWED = {
    "a", "abbr", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def faults(text: str, folder: str = FOLDER) -> list[str]:
    """What is wrong with some prose: place and code."""
    return [f"{one.line}:{one.column} {one.code}" for one in read_prose(text, folder)[1]]


def html(text: str, folder: str = FOLDER) -> str:
    """The HTML of prose in which nothing is wrong."""
    prose, found = read_prose(text, folder)
    assert () == found
    return shown(prose)


def references(text: str, folder: str = FOLDER) -> list[str]:
    """What prose names: place, how, kind and id."""
    return [
        f"{one.line}:{one.column} {one.how} {one.ref.kind}/{one.ref.id}"
        for one in read_prose(text, folder)[0].references
    ]


def unsafe(text: str) -> list[str]:
    """What a browser would find in the HTML of some prose that must not be there."""
    made = shown(read_prose(text, FOLDER)[0])
    found = []
    for element in html5lib.parseFragment(made, treebuilder="etree", namespaceHTMLElements=False).iter():
        name = str(element.tag)
        if name not in {*ALLOWED, "DOCUMENT_FRAGMENT"}:
            found.append(name)
        for attribute, value in element.attrib.items():
            if (name, attribute) not in {
                ("a", "href"),
                ("a", "title"),
                ("a", "class"),
                ("a", "aria-label"),
                ("th", "scope"),
                ("ol", "start"),
            } and (attribute != "id" or not name.startswith("h")):
                found.append(f"{name} {attribute}")
            if attribute == "href" and not value.startswith(("https://", "http://", "mailto:", "#", "onrecord:")):
                found.append(f"{name} {attribute}={value}")
            if attribute == "class" and value != "citation":
                found.append(f"{name} {attribute}={value}")
    return found


# -- safety -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_leaves_nothing_that_runs(text: str) -> None:
    """No script, handler, style, frame or foreign scheme is in the HTML, whatever is told of the text."""
    assert [] == unsafe(text)
    assert [] == unsafe(f"Before.\n\n{text}\n\nAfter.")


@pytest.mark.parametrize(
    "text", [one for one in HOSTILE if "(1)" in one and "<" in one and "`" not in one and "&#" not in one]
)
def test_raw_html_is_told_or_shown_as_text(text: str) -> None:
    """Tags are refused where they stand, or their words are still there to be read: none vanishes."""
    assert faults(text) or "alert(1)" in html(text)


@given(st.text(st.sampled_from("<>/\"'`=[]()!:#&;{}*_\\ \n\tascriptjvnload@-.0\x02\x03"), max_size=80))
def test_no_text_leaves_anything_that_runs(text: str) -> None:
    """Any text gives clean HTML, and no exception."""
    assert [] == unsafe(text)


@given(
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4),
    st.sampled_from(("", " ", "\n", "\n\n", "\n    ", "*", "`")),
)
def test_hostile_texts_together_are_as_harmless(texts: list[str], between: str) -> None:
    """No text opens what another one could use."""
    assert [] == unsafe(between.join(texts))


@given(st.text(st.sampled_from("ab [](@;)-1.#`>*|\n\t:"), max_size=120))
def test_every_place_lies_in_the_text(text: str) -> None:
    """What is wrong and what is named is told at a line and column that the text has."""
    prose, found = read_prose(text, FOLDER)
    lines = text.split("\n")
    places = [(one.line, one.column) for one in found] + [(one.line, one.column) for one in prose.references]
    for line, column in places:
        assert 0 <= line < len(lines)
        assert 1 <= column <= len(lines[line]) + 1


@given(st.text(st.sampled_from("ab [](@;)-1.#`>*|\n\t"), max_size=120))
def test_every_address_in_the_html_is_proven(text: str) -> None:
    """What the HTML leads to is among the references, which linking proves: no page can meet one that is not."""
    prose, found = read_prose(text, FOLDER)
    made = shown(prose)
    named = {one.ref for one in prose.references}
    assert found or {Ref(one["kind"], one["id"]) for one in ADDRESS.finditer(made)} <= named


@pytest.mark.parametrize(
    "text",
    [
        "[" * 30_000,
        "[x](" * 10_000,
        "![" * 15_000,
        "[@a;" * 10_000,
        "`" * 30_000,
        "".join("`" * number + " " for number in range(1, 340)),
        "# a\n" * 10_000,
        "a\n=\n" * 10_000,
        "a\n-\n" * 10_000,
        "1. " * 20_000,
        "> " * 20_000,
        "x" * (MOST_CHARACTERS + 1),
    ],
    ids=lambda text: text[:6],
)
def test_what_would_take_too_long_is_refused(text: str) -> None:
    """Thousands of brackets, backticks, headings or nested lists are one problem, told before Markdown begins."""
    prose, found = read_prose(text, FOLDER)
    assert prose.parts == () or text[0] == ">"
    assert ["M006"] == [one.code for one in found] or text[0] == ">"


def test_what_is_nested_too_deep_leaves_nothing_behind() -> None:
    """A text in which reading gives up halfway is refused, and the next is read as if it had not been."""
    sound = "# One\n\n- a\n    - [b](talks.md)\n"
    before = read_prose.function(sound, FOLDER)
    deep = "\n".join("\t" * depth + "- a" for depth in range(320))
    assert len(deep) < MOST_CHARACTERS
    assert ["M006"] == [one.code for one in read_prose(deep, FOLDER)[1]]
    assert before == read_prose.function(sound, FOLDER)


def test_the_longest_text_is_read() -> None:
    """As many characters, brackets and headings as are allowed are read."""
    assert [] == faults("x" * MOST_CHARACTERS)
    assert [] == faults("[a](talks.md) " * MOST_MARKS)
    assert [] == faults("## a\n\n" * MOST_MARKS)
    assert ["0:1 M006"] == faults("[a](talks.md) " * (MOST_MARKS + 1))


# -- Markdown ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (
            "Plain *words*, **strong** ones and `code`.",
            "<p>Plain <em>words</em>, <strong>strong</strong> ones and <code>code</code>.</p>",
        ),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("AT&T &lt;b&gt; &amp;", "<p>AT&amp;T &lt;b&gt; &amp;</p>"),
        ("a\nb", "<p>a\nb</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("## The quay", '<h2 id="s-the-quay">The quay</h2>'),
        ("## a\n\n## a", '<h2 id="s-a">a</h2>\n<h2 id="s-a_1">a</h2>'),
        ("## Über 港", '<h2 id="s-über-港">Über 港</h2>'),
        ("---", "<hr>"),
        ("    <b>", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        (
            "<https://harbour.example/a?b&c>",
            '<p><a href="https://harbour.example/a?b&amp;c">https://harbour.example/a?b&amp;c</a></p>',
        ),
        ("[TOC]", "<p>[TOC]</p>"),
        ("\\[@paper]", "<p>[@paper]</p>"),
        ("1986\\. A year", "<p>1986. A year</p>"),
        ("“Words” – ‘said’ …", "<p>“Words” – ‘said’ …</p>"),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    """Markdown becomes the HTML that is expected of it."""
    assert expected == html(text)


def test_tables_keep_their_cells() -> None:
    """A table has a head and a body."""
    made = html("| a | b |\n| - | - |\n| c | *d* |")
    assert "<th>a</th>" in made
    assert "<td><em>d</em></td>" in made


# -- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "folder", "expected"),
    [
        ("talks.md", "content/events", "event/talks"),
        ("./talks.md", "content/events", "event/talks"),
        ("../events/talks.md", "content/events", "event/talks"),
        ("../statements/open.md", "content/events", "statement/open"),
        ("../figures.yml#dredging", "content/events", "figure/dredging"),
        ("events/talks.md", "content", "event/talks"),
        ("figures.yml#dredging", "content", "figure/dredging"),
        ("../context/aid.md", "content/corrections", "context/aid"),
        ("../../content/events/talks.md", "content/events", "event/talks"),
        ("%74alks.md", "content/events", "event/talks"),
        ("<talks.md>", "content/events", "event/talks"),
        ("talks.md 'The talks'", "content/events", "event/talks"),
        ("talks.md#later", "content/events", "event/talks"),
    ],
)
def test_links_to_records(target: str, folder: str, expected: str) -> None:
    """A link to a record's file, relative to the file it stands in, leads to the record."""
    kind, _, name = expected.partition("/")
    prose, found = read_prose(f"See [it]({target}).", folder)
    assert () == found
    assert [(Ref(kind, name), "link", 0)] == [(one.ref, one.how, one.line) for one in prose.references]
    assert [expected] == [f"{one['kind']}/{one['id']}" for one in ADDRESS.finditer(html(f"[it]({target})", folder))]


@pytest.mark.parametrize(
    "target", ["https://harbour.example/a_b*c?d=e&f#g", "http://harbour.example", "mailto:ada@harbour.example"]
)
def test_links_to_elsewhere_stay_as_they_are(target: str) -> None:
    """Links to the web and to a mailbox are kept, and are no reference."""
    assert f'<p><a href="{target.replace("&", "&amp;")}">it</a></p>' == html(f"[it]({target})")
    assert [] == references(f"[it]({target})")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("", "M002"),
        ("javascript:alert(1)", "M002"),
        ("data:text/html,x", "M002"),
        ("ftp://harbour.example", "M002"),
        ("//harbour.example", "M002"),
        ("tel:+41", "M002"),
        ("mailto:nobody", "M002"),
        ("https:harbour.example", "M002"),
        ("onrecord:event/talks", "M002"),
        ("../../../talks.md", "M003"),
        ("../../../../../../etc/passwd", "M003"),
        ("/events/talks.md", "M003"),
        ("/etc/passwd", "M003"),
        ("%2e%2e/%2e%2e/%2e%2e/talks.md", "M003"),
        ("talks", "L004"),
        ("talks.html", "L004"),
        ("talks.yml", "L004"),
        ("#later", "L004"),
        ("?x", "L004"),
        ("../event/talks.md", "L004"),
        ("../events/Talks.md", "L004"),
        ("../events/", "L004"),
        ("../figures.yml", "L004"),
        ("../figures.yml#Dredging", "L004"),
        ("../site.yml#title", "L004"),
        ("../../docs/index.md", "L004"),
        ("../events/old/talks.md", "L004"),
        ("..", "L004"),
    ],
)
def test_links_that_lead_nowhere_are_told(target: str, code: str) -> None:
    """A link that no page could follow is refused, and its HTML leads nowhere else."""
    assert [code] == [one.code for one in read_prose(f"[it]({target})", FOLDER)[1]]
    assert [] == references(f"[it]({target})")


def test_an_empty_link_stands_for_the_title() -> None:
    """A link without text is left to be filled with the record's title."""
    assert '<p><a href="onrecord:event/talks">talks</a></p>' == html("[](talks.md)")


def test_links_are_told_at_their_place() -> None:
    """Of two links to the same record each has its own place, and words that only look like it have none."""
    text = "The talks.md-file, `talks.md`.\n\nSee [a](old-talks.md), [b](talks.md)\nand [c](talks.md)."
    assert [
        "2:9 link event/old-talks",
        "2:28 link event/talks",
        "3:9 link event/talks",
    ] == references(text)


def test_reference_style_links_are_links() -> None:
    """A link whose target stands below the text is proven like others."""
    assert ["2:6 link event/talks"] == references("See [it][1].\n\n[1]: talks.md")


# -- citations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine [@paper].", ["0:7 citation source/paper"]),
        ("Nine [@paper; @wire-2].", ["0:7 citation source/paper", "0:15 citation source/wire-2"]),
        ("Nine [@paper;@wire].", ["0:7 citation source/paper", "0:14 citation source/wire"]),
        ("Nine [@paper;\n@wire].", ["0:7 citation source/paper", "1:1 citation source/wire"]),
        ("Nine [@paper] and [@paper].", ["0:7 citation source/paper", "0:20 citation source/paper"]),
        ("- Nine\n\n    More [@paper].", ["2:11 citation source/paper"]),
        ("- Nine\n    - Ten [@paper].", ["1:12 citation source/paper"]),
        ("1. Nine\n\n\tMore [@paper].", ["2:8 citation source/paper"]),
        ("| a |\n| - |\n| b [@paper] |", ["2:6 citation source/paper"]),
        ("> Nine [@paper].", ["0:9 citation source/paper"]),
        ("## Nine [@paper]", ["0:10 citation source/paper"]),
        ("**Nine [@paper]**", ["0:9 citation source/paper"]),
        ("`[@paper]`", []),
        ("    [@paper]", []),
        ("\\[@paper]", []),
        ("a@paper", []),
        (
            "Later [@wire], first [@paper]\n\n[@wire]",
            ["0:8 citation source/wire", "0:23 citation source/paper", "2:2 citation source/wire"],
        ),
    ],
)
def test_citations(text: str, expected: list[str]) -> None:
    """A citation names sources wherever Markdown shows text, and nothing in code."""
    assert expected == references(text)
    assert [] == faults(text)


def test_citations_are_small_links() -> None:
    """A citation becomes a link to each source, which a page then numbers."""
    assert (
        '<p>Nine<sup><a class="citation" href="#note-1" aria-label="paper">1</a>'
        '<a class="citation" href="#note-1" aria-label="wire">1</a></sup>.</p>'
    ) == html("Nine [@paper; @wire].")


def test_cited_sources_come_once_in_order() -> None:
    """Numbers on a page follow the order in which sources are first cited."""
    prose, _ = read_prose("A [@b]. B [@a; @b].\n\n```events\ntalks\n```\n\nC [@c; @a].", FOLDER)
    assert [Ref("source", "b"), Ref("source", "a"), Ref("source", "c")] == list(prose.citations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@The Paper]", ["0:2 D009"]),
        ("[@Paper]", ["0:2 D009"]),
        ("[@]", ["0:2 D009"]),
        ("[@paper; wire]", ["0:10 D009"]),
        ("[@paper;]", ["0:1 D009"]),
        ("[@paper, @wire]", ["0:2 D009"]),
        ("[@@paper]", ["0:2 D009"]),
        ("- a\n\n    [@Paper]", ["2:6 D009"]),
        ('[@paper "words]', ["0:1 D009"]),
        ('[@paper "words"', ["0:1 D009"]),
        ("[@paper 'words']", ["0:2 D009"]),
        ('[@paper ""]', ["0:2 D009"]),
        ('[@paper " "]', ["0:2 D009"]),
        ('[@paper"words"]', ["0:2 D009"]),
        ('[@paper "one" "two"]', ["0:2 D009"]),
        ('[@paper "one"; wire "two"]', ["0:16 D009"]),
        ("a [@paper\n\nb]", ["0:3 D009"]),
        ("\\[@paper", []),
        ("`[@paper`", []),
    ],
)
def test_what_is_no_citation_is_told(text: str, expected: list[str]) -> None:
    """Brackets with an @ that hold no ids are a slip, told at the word that is wrong."""
    assert expected == faults(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('It opened [@paper "at nine"].', [("paper", "at nine")]),
        ('It opened [@paper "at\nnine";\n@wire].', [("paper", "at nine"), ("wire", "")]),
        ('[@paper "one; two [three] “four”"; @wire "*five* _six_ <b> &amp;"]', [("paper", "one; two [three] “four”"), ("wire", "*five* _six_ <b> &amp;")]),
        ('| a |\n| --- |\n| b [@paper "c d"] |', [("paper", "c d")]),
        ('- a [@paper "b"]\n- c [@paper]', [("paper", "b"), ("paper", "")]),
        ('## a [@paper "b"]', [("paper", "b")]),
        ('\\[@paper "b"]', []),
    ],
)  # fmt: skip
def test_a_citation_may_name_the_words_that_it_rests_on(text: str, expected: list[tuple[str, str]]) -> None:
    """They stand between straight quotation marks behind the id, and are no part of what is shown."""
    found, wrong = read_prose(text, FOLDER)
    assert expected == [(one.ref.id, one.words) for one in found.references]
    assert "at nine" not in plain((part for one in found.parts if isinstance(one, Stretch) for part in one.blocks), str)
    assert () == wrong


A, B = (Stretch((Paragraph((Text(f"{one}."),)),)) for one in "AB")

# -- blocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```events\ntalks\n```", [Block("event", ("talks",))]),
        ("```events\n\n  talks\nopen\n\n```", [Block("event", ("talks", "open"))]),
        ("```figures\n```", [Block("figure")]),
        ("```demands\ntopic: ships\n```", [Block("demand", (), "ships")]),
        ("``` measures  \nban\n```", [Block("measure", ("ban",))]),
        ("````statements\nopen\n````", [Block("statement", ("open",))]),
        ("```events\ntalks", [Block("event", ("talks",))]),
        ("A.\n\n```events\ntalks\n```\n\nB.", [A, Block("event", ("talks",)), B]),
        ("A.\n```events\ntalks\n```\nB.", [A, Block("event", ("talks",)), B]),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[Stretch | Block]) -> None:
    """A fence named for a kind places the records it names, those of a topic, or all."""
    parts = [
        replace(one, line=0, references=()) if isinstance(one, Block) else one
        for one in read_prose(text, FOLDER)[0].parts
    ]
    assert (expected, ()) == (parts, read_prose(text, FOLDER)[1])


def test_a_block_knows_whether_it_is_summed_and_its_line() -> None:
    """``sum`` asks that figures be added up, elsewhere it is an id; and a block knows where it begins."""
    (_, block) = read_prose("A.\n\n```figures\nsum\ndredging\n```", FOLDER)[0].parts
    assert isinstance(block, Block)
    assert Block("figure", ("dredging",), sum=True, line=2) == replace(block, references=())
    assert ["1:1 block event/sum"] == references("```events\nsum\n```")


def test_the_records_of_a_block_are_references() -> None:
    """Each id, and the topic, is proven at its line."""
    assert ["3:1 block event/talks", "4:3 block event/open", "7:1 block topic/ships"] == references(
        "A.\n\n```events\ntalks\n  open\n```\n```figures\ntopic: ships\n```"
    )


@pytest.mark.parametrize("name", [*BLOCKS])
def test_every_block_is_known(name: str) -> None:
    """Each kind that can be placed has its fence."""
    assert [] == faults(f"```{name}\n```")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```event\ntalks\n```", ["0:4 M007"]),
        ("A.\n\n```statments\nopen\n```", ["2:4 M007"]),
        ("```events\n- talks\n```", ["1:1 M007"]),
        ("```events\nThe talks\n```", ["1:1 M007"]),
        ("```events\n  events/talks\n```", ["1:3 M007"]),
        ("```events\ntalks, open\n```", ["1:1 M007"]),
    ],
)
def test_blocks_that_cannot_be_read_are_told(text: str, expected: list[str]) -> None:
    """A misspelled name, and a line that is no id, are told at their place."""
    assert expected == faults(text)


# -- slips ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>", ["0:3 M001", "0:7 M001"]),
        ("a\n\nb <br/>", ["2:3 M001"]),
        ("<!-- a -->", ["0:1 M001"]),
        ("<?x?>", ["0:1 M001"]),
        ("<ada@harbour.example>", ["0:1 M001"]),
        ("- a\n\n    <b>c", ["2:5 M001"]),
        ("a < b > c", []),
        ("1<2 and x<y.", []),
        ("`<b>`", []),
        ("``a ` <b>``", []),
        ("    <b>", []),
        ("\t<b>", ["0:1 M010"]),
        ("<https://harbour.example/>", []),
        ("![a](https://harbour.example/a.png)", ["0:1 M005"]),
        ("a ![b][c]", ["0:3 M005", "0:3 M005"][:1]),
        ("- a\n    - ![b](c.md)", ["1:7 M005"]),
        ("`![a](b)`", []),
        ("\\![a](talks.md)", []),
        ("## a {#b}", ["0:6 M005"]),
        ("a\n{: .b }", ["1:1 M005"]),
        ("*a*{.b}", ["0:4 M005"]),
        ("{a} and {1}", []),
        ("a\n- b", ["1:1 M004"]),
        ("a\n1. b", ["1:1 M004"]),
        ("a\n\n- b\n- c", []),
        ("- a\n  b\n- c", []),
        ("- a\n    - b\n- c", []),
        ("[known 2021-12-28]\n\na", []),
        ("[known 2021-02-30]\n\na", ["0:1 D005"]),
        ("a\n\n[known 2021-12]\n\nb", ["2:1 D005"]),
        ("# a", ["0:1 M008"]),
        ("## a\n\n#### b", ["2:1 M008"]),
        ("## a\n\n### b\n\n## c\n\n### d", []),
        ("### a", []),
        ("#a", []),
        ("`# a`", []),
        ("    # a", []),
    ],
)
def test_slips_are_told_at_their_place(text: str, expected: list[str]) -> None:
    """Raw HTML, images, attribute lists, lists that are none and headings out of order; code may show all of them."""
    assert expected == sorted(faults(text))


def test_a_slip_behind_a_block_is_told_at_its_line() -> None:
    """Lines are counted over the whole text, blocks included."""
    assert ["5:3 M001"] == faults("A.\n\n```events\ntalks\n```\nb <i>")


def test_faults_and_references_are_values() -> None:
    """The same text gives the same values, so that it is read once however many pages show it."""
    one, other = read_prose("See [it](talks.md) <b>.", FOLDER), read_prose("See [it](talks.md) <b>.", FOLDER)
    assert one == other
    assert isinstance(one[1][0], Fault)
    assert isinstance(one[0].references[0], Reference)


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 60_000,
        "a" + "\t" * 60_000,
        "a" + " " * 30_000 + "b" + " " * 30_000,
        "***\n" * 15_000,
        "* * *\n\n" * 9_000,
        "---\n" * 15_000,
        "- a\n" * 15_000,
        "**a" * 20_000,
        "> " * 30_000,
    ],
    ids=["spaces", "tabs", "spaces twice", "rules", "wide rules", "hyphens", "lists", "asterisks", "quotes"],
)
def test_no_text_takes_time_by_its_square(text: str) -> None:
    """Spaces before a date that never comes, rules, lists and quotes: read at once, or too much (M006)."""
    with ends():
        _, faults = read_prose(text[:MOST_CHARACTERS], FOLDER)
    assert {"M006", "M004"} >= {one.code for one in faults}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The talks &#x202E;neppo.", (0, 11)),
        ("The talks.\n\nAnd &#8203;again &ZeroWidthSpace;.", (2, 5)),
        ("The talks &#x2066;open&#x2069;.", (0, 11)),
    ],
)
def test_a_reference_to_a_hidden_character_is_told(text: str, place: tuple[int, int]) -> None:
    """What Markdown makes of a reference is judged as the character itself would be, at the reference."""
    _, faults = read_prose(text, FOLDER)
    first = faults[0]
    assert ("R003", place) == (first.code, (first.line, first.column))


def test_references_to_what_is_seen_are_read() -> None:
    """A letter or a soft hyphen by its number is a letter or a soft hyphen; in code a reference is no character."""
    prose, faults = read_prose("A&#x62;c &amp; d&shy;e, `&#x202E;`", FOLDER)
    assert ((), "<p>Abc &amp; d\xade, <code>&amp;#x202E;</code></p>") == (faults, shown(prose))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#StandWithUs", "<p>#StandWithUs</p>"),
        ("A line\n#tag of it", "<p>A line\n#tag of it</p>"),
        ("See HTTPS://a.example/B now", "<p>See HTTPS://a.example/B now</p>"),
        ("[here](HTTPS://a.example/B)", '<p><a href="HTTPS://a.example/B">here</a></p>'),
    ],
)
def test_what_is_meant_as_written_stays_as_written(text: str, expected: str) -> None:
    """A hashtag is no heading, and an address in capitals is an address."""
    prose, faults = read_prose(text, FOLDER)
    assert ((), expected) == (faults, shown(prose))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quay\n===\n\nLong.", ["0 M008"]),
        ("The quay\n---\n\nLong.", []),
        ("## A\n\n```events\ntalks\n```\n\n#### B\n\nc", ["6 M008"]),
        ("## A\n\n```events\ntalks\n```\n\n### B\n\nc", []),
        ("## *A* b\n\n    ## no heading\n\n#### C", ["4 M008"]),
        ("- one\n  - two", ["1 M004"]),
        ("- one\n    - two", []),
        ("- one\n\n  - two", ["2 M004"]),
        ("Intro:\n\n-\u00a0one", ["2 M004"]),
        ("Text\n| a | b |\n| - | - |\n| 1 | 2 |", ["1 M004"]),
        ("Text\n\n| a | b |\n| - | - |\n| 1 | 2 |", []),
        ("- one\n1. two", ["1 M004"]),
        ("1. a\n- b", ["1 M004"]),
        ("- a\n\n    b\n- c", ["3 M004"]),
        ("- 1990\n\n  text\n- 1992", ["3 M004"]),
        ("> text\n> - one", ["1 M004"]),
        ("1) one", ["0 M004"]),
        ("- a\n    - b\n    - c\n- d", []),
        ("A claim.[^1]\n\n[^1]: The note.", ["0 M009", "2 M009"]),
        ("`[^1]`", []),
        ("Text\n\n\tmore", ["2 M010"]),
        ("- one\n\n\tmore of it", []),
        ("Text\n\n    code", []),
    ],
)
def test_what_markdown_takes_otherwise_is_told(text: str, expected: list[str]) -> None:
    """Headings of any form, also across blocks; lists, tables, notes and indents that are not what they look like."""
    _, faults = read_prose(text, FOLDER)
    assert expected == [f"{one.line} {one.code}" for one in faults]


def test_a_link_to_a_heading_keeps_it() -> None:
    """As GitHub writes it, or as the page has it; in a collective file what stands behind the # is a record."""
    prose, faults = read_prose("[a](talks.md#the-money), [b](talks.md#s-money), [c](../terms.yml#toll)", FOLDER)
    assert () == faults
    assert ["the-money", "s-money", ""] == [one.heading for one in prose.references]
    text, _ = read_prose("## Money\n\nx\n\n## S 300\n\ny", FOLDER)
    assert ["s-money", "s-money", "s-s-300", "s-s-300", None] == [
        text.heading(one) for one in ("money", "s-money", "s-300", "s-s-300", "more")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Number &#{'1' * 5000};", ["0 R003"]),
        ("a ` b\n\nc &#x202E;evil d ` e", ["2 R003"]),
        ("## A\n- one", []),
        ("## A\n| a | b |\n| - | - |\n| 1 | 2 |", []),
        ("***\n- one", []),
        ("12.\u00a0Januar war es.", []),
        ("\\[^1] is no note, nor [^a-z].", []),
        ("> # q\n\n## A\n\n#### B", ["0 M008", "4 M008"]),
    ],
)
def test_what_is_right_is_not_told(text: str, expected: list[str]) -> None:
    """A list or a table may stand at once below a heading or a rule; long numbers, escapes and dates are no slips."""
    _, faults = read_prose(text, FOLDER)
    assert expected == [f"{one.line} {one.code}" for one in faults]


def test_a_heading_keeps_marks_within_its_words() -> None:
    """As CommonMark has it; marks behind a space close a heading, and many of them take no time."""
    with ends():
        prose, _ = read_prose("## C# ##\n\n## " + "#" * 60_000 + "x", FOLDER)
    assert '<h2 id="s-c">C#</h2>' in shown(prose)
