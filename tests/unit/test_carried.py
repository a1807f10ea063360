"""The style that a page carries."""

import base64
import hashlib
import re

from onrecord.templating.carried import carried, movable, parsed, words_in_texts, words_of

POLICY = """<meta content="style-src 'self'">"""
LINK = '<link rel="stylesheet" href="assets/a.css">'


def style(css: str, body: str, script: str = "", folder: str = "", media: str = "") -> str:
    """The style of a page in a folder with that body and one sheet."""
    given = f' media="{media}"' if media else ""
    page = f'{POLICY}<link rel="stylesheet" href="../assets/{folder}a.css"{given}>\n<script src="../assets/js/a.js"></script>{body}'
    whole = carried(page, {f"{folder}a.css": parsed(css, folder)}, {"js/a.js": words_in_texts(script)}, "../assets/")
    (found,) = re.findall(r"<style>(.*?)</style>", whole, re.DOTALL)
    return found


def test_what_is_about_nothing_on_the_page_is_left_out() -> None:
    """Of rules those stay whose classes, ids and elements are all there; of a list of selectors those that can match."""
    body = '<main class="a b" id=i lang="pt-BR"><p class=\'c\'></p></main>'
    kept = ".a{x:1}.a.b>p:hover::before{x:1}#i{x:1}main .c{x:1}*{x:1}:root{x:1}tbody{x:1}"
    assert kept == style(kept, body)
    assert "" == style(".z{x:1}.a.z{x:1}#z{x:1}ul{x:1}.a ul{x:1}", body)
    assert ".a,.b{x:1}" == style(".a,.z,.b,ul .c{x:1}", body)


def test_what_may_come_about_stays() -> None:
    """States, attributes and what is ruled out never decide; of alternatives one must be there."""
    body = '<a class="a"></a>'
    kept = '.a:not(.z){x:1}a[open]{x:1}a[rel="z"]{x:1}.a:nth-child(2){x:1}:is(.z,.a){x:1}a:has(> .z,.a){x:1}a:lang(en){x:1}'
    assert kept == style(kept, f'<html lang="en-GB">{body}')
    assert "" == style(
        ":is(.z,.y) .a{x:1}a:has(.z){x:1}a:where(.z){x:1}a:lang(ar){x:1}[dir='rtl'] a{x:1}[lang|='ar']{x:1}", body
    )
    assert 'a:lang(ar),[dir="rtl"] a{x:1}' == style(
        "a:lang(ar),[dir='rtl'] a{x:1}", f'<html lang="ar" dir="rtl">{body}'
    )


def test_what_a_script_puts_on_the_page_stays() -> None:
    """A class, an id or an element that stands in a text of a script of the page is taken to be there; its code is not."""
    script = 'made("dialog").className = "panel panel--open"; named = `#${x} tip`; map.zoom(1)'
    assert ".panel--open,dialog,.tip{x:1}" == style(".panel--open,dialog,.tip,.map,.zoom{x:1}", "<p>", script)
    assert {"made", "panel", "zoom"} <= words_of(script)


def test_a_part_of_a_language_decides_nothing() -> None:
    """An attribute that is to begin, to end or to go on in some way, and a range of languages, may be that of the page."""
    kept = '[lang^="e"]{x:1}[lang$="GB"]{x:1}[lang*="n"]{x:1}:lang("*-GB"){x:1}[lang]{x:1}a[]{x:1}'
    assert kept == style(kept, '<html lang="en-GB"><a>')


def test_only_tags_have_attributes() -> None:
    """Text that looks like an attribute hides none behind it, and tags are tags in capitals too."""
    body = """<p>say class="b, or the id='s</p><P CLASS="a"><p class='c'></p>"""
    assert ".a,.c{x:1}" == style(".a,.b,.c{x:1}", body)


def test_a_layer_keeps_its_place() -> None:
    """A layer of which no rule is left is still named where it was first, for layers win by their order."""
    assert "@layer one;@layer two{p{x:1}}@layer one{p{x:2}}" == style(
        "@layer one{.z{x:1}}@layer two{p{x:1}}@layer one{p{x:2}}", "<p>"
    )


def test_what_is_broken_breaks_nothing_else() -> None:
    """A brace too many closes no group that the sheet is in, and an open text ends with its sheet."""
    assert "@media print{p{x:1}p{x:3}}" == style("p{x:1}}p{x:2}p{x:3}", "<p>", media="print")
    assert 'p{x:"[bad string]\n\n}' == style('p{x:"a', "<p>")
    assert "p{x:1}.a{x:1}" == style("\ufeffp{x:1}./**/a{x:1}", '<p class="a">')


def test_some_sheets_stay_files() -> None:
    """What must come first in a sheet, or has addresses that are texts, cannot move into a page."""
    assert [True, False, False, False] == [
        movable(css)
        for css in ("p{x:url(a.png)}", "@import 'a.css'", "@namespace a url(b)", "p{x:image-set('a.png' 1x)}")
    ]


def test_groups_are_looked_through() -> None:
    """Rules in layers, media and other conditions are kept or left out one by one, and a group without any goes."""
    css = "@layer a,b;@layer a{.a{x:1}.z{x:1}@media (width>1px){.z{x:1}}@supports (x:1){.a{y:1}}}@media print{.z{x:1}}"
    assert "@layer a,b;@layer a{.a{x:1}@supports (x:1){.a{y:1}}}" == style(css, '<p class="a">')


def test_what_is_no_rule_for_something_is_kept() -> None:
    """Fonts, animations and the margins of paper stay as they are; rules within a rule stay with it."""
    css = "@font-face{font-family:A;src:local(A)}@keyframes k{from{x:1}to{x:2}}@page{margin:1cm}p{&.z{x:1}}"
    assert css == style(css, "<p>")


def test_a_sheet_for_a_medium_is_for_it_still() -> None:
    """What was linked for paper is carried for paper."""
    assert "@media print{p{x:1}}" == style("p{x:1}", "<p>", media="print")


def test_addresses_lead_where_they_led() -> None:
    """Relative addresses begin at the sheet, wherever the page is; others stay."""
    css = """p{a:url(x.png);b:url("../f/y.png");c:url( 'z.png');d:url(data:,x);e:url(/x);f:url(#x);g:url("https://a.example/")}"""
    led = (
        css.replace("x.png", "../assets/css/x.png")
        .replace("../f", "../assets/css/../f")
        .replace("( 'z.png'", '("../assets/css/z.png"')
    )
    assert led == style(css, "<p>", folder="css/")


def test_a_style_ends_where_it_ends() -> None:
    """No text in a sheet closes the element that it stands in."""
    assert r'p{content:"<\/style><b>"}' == style('p{content:"</style><b>"}', "<p>")


def test_its_policy_allows_this_style_alone() -> None:
    """The hash of the style stands in the policy of the page, and links to what is none of its sheets stay."""
    links = '<link rel="stylesheet" href="assets/{}.css">\n'
    page = f"{POLICY}{links.format('a')}{links.format('other')}{links.format('b')}<p>"
    sheets = {"a.css": parsed("p{x:1}"), "b.css": parsed("p{x:2}")}
    digest = base64.b64encode(hashlib.sha256(b"p{x:1}p{x:2}").digest()).decode()
    policy = POLICY.replace("'self'", f"'self' 'sha256-{digest}'")
    assert f"{policy}<style>p{{x:1}}p{{x:2}}</style>\n{links.format('other')}<p>" == carried(
        page, sheets, {}, "assets/"
    )


def test_a_page_without_sheets_stays_as_it_is() -> None:
    """Where a page links none of the sheets, or has a policy that its theme wrote, nothing is put into it."""
    for page in (
        f'{POLICY}<link rel="stylesheet" href="https://a.example/a.css">',
        LINK,
        f"<meta content=\"style-src 'none'\">{LINK}",
    ):
        assert page == carried(page, {"a.css": parsed("p{x:1}")}, {}, "assets/")
