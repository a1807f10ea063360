"""Stretches of prose that run against their page are isolated, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onrecord.prose.bidi import isolate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وكالة Kalthor Wire هنا", "وكالة <bdi>Kalthor Wire</bdi> هنا"),
        ("(المذكرة Memo 7، الفقرة 2)", "(المذكرة <bdi>Memo 7</bdi>، الفقرة 2)"),
        ('واحد: "50% or 35%?" انتهى', 'واحد: "<bdi>50% or 35%?</bdi>" انتهى'),
        ("«Kalthor Rail, Inc.»، ثم", "«<bdi>Kalthor Rail, Inc.</bdi>»، ثم"),
        ("«شركة Kalthor»", "«شركة <bdi>Kalthor</bdi>»"),
        ("عن «Вестник» 50%", "عن «<bdi>Вестник</bdi>» 50%"),
        ("في 21 يناير 2019، 35%", "في 21 يناير 2019، 35%"),
        ("قال A.", "قال <bdi>A</bdi>."),
        ("في https://example.org/a/، ثم", "في <bdi>https://example.org/a/</bdi>، ثم"),
        ("س &amp; ع &lt; A&amp;B", "س &amp; ع &lt; <bdi>A&amp;B</bdi>"),
        ("شركة AT&amp;T و R&amp;D", "شركة <bdi>AT&amp;T</bdi> و <bdi>R&amp;D</bdi>"),
        ("انظر https://مثال.إختبار/", "انظر <bdi>https://</bdi>مثال.إختبار/"),
        ("see https://a.org/x?a=1&amp;b=2", "<bdi>see</bdi> <bdi>https://a.org/x?a=1&amp;b=2</bdi>"),
    ],
)
def test_latin_within_arabic_is_isolated(text: str, expected: str) -> None:
    """A name, a name with its number and all that stands in quotation marks is one stretch; entities are left alone."""
    assert expected == isolate(text, "rtl")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the League (رابطة الممرات) says", "the League (<bdi>رابطة الممرات</bdi>) says"),
        ("“النفق 7!” they said", "“<bdi>النفق 7!</bdi>” they said"),
        ("A plain line, “quoted”, of 35%.", "A plain line, “quoted”, of 35%."),
        ("Корране и Séréd 港湾", "Корране и Séréd 港湾"),
    ],
)
def test_arabic_within_latin_is_isolated(text: str, expected: str) -> None:
    """The same the other way round; a text without the other direction stays as it is, byte for byte."""
    assert expected == isolate(text, "ltr")


@given(st.text('aZé1 %.,()«»"&;<>/عربي؟،\n', max_size=60), st.sampled_from(("ltr", "rtl", "auto")))
def test_no_character_is_lost(text: str, direction: str) -> None:
    """But for the marks of isolation the text is what it was."""
    assert text == isolate(text, direction).replace("<bdi>", "").replace("</bdi>", "")
