"""What two texts may differ in and still be the same words, and nothing else; folded texts know where they came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liveness import ends
from onrecord.quotes.fold import fold, key

SINGLE = "‘’‚‛′ʼ´`＇'"
DOUBLE = '“”„‟″«»‹›＂"'
DASHES = "‐‑‒–—―−﹘﹣－-"
SPACES = " \t\n\u00a0\u1680\u2003\u2009\u202f\u205f\u3000\u2028\u2029"

# Texts in which what is folded is frequent: marks that compose, Korean letters, glyphs, white space, soft hyphens.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "aeouAE\u00ad\u0301\u0308\u0323\u0327\u1112\u1161\u11ab\uac00\u0915\u093c\u09c7\u09be\u304b\u3099"
        ),
        st.sampled_from(SINGLE + DOUBLE + DASHES + SPACES),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    "words",
    ["déjà vu", "Прийшов їжак", "한국어 문장", "Ἀθῆναι", "Việt Nam", "がぎぐ", "কোন", "شُكْراً", "Ångström", "ﬃ"],
)
def test_the_forms_of_unicode_are_one(words: str) -> None:
    """Composed or not, letters and marks are the same words; the ligature, which only looks alike, stays."""
    assert unicodedata.normalize("NFC", words) == fold(words).text == fold(unicodedata.normalize("NFD", words)).text


@pytest.mark.parametrize(
    ("glyphs", "plain"), [(SINGLE, "'"), (DOUBLE, '"'), (DASHES, "-")], ids=["single", "double", "dashes"]
)
def test_glyphs_are_one(glyphs: str, plain: str) -> None:
    """Every glyph of a mark is the plain one, and a single mark is never a double one."""
    assert [f"a{plain}b"] * len(glyphs) == [fold(f"a{glyph}b").text for glyph in glyphs]


@pytest.mark.parametrize("space", [*SPACES, " \n\n\t ", "\u00a0\u00ad "])
def test_a_stretch_of_white_space_is_one_space(space: str) -> None:
    """Whatever its kind and length; at the ends it is nothing."""
    assert "a b" == fold(f"{space}a{space}b{space}").text


def test_soft_hyphens_are_nothing() -> None:
    """They say where a word may be parted, and are no part of it."""
    assert "parliament" == fold("\u00adpar\u00adlia\u00adment\u00ad").text
    assert "é" == fold("e\u00ad\u0301").text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The talks", "the talks"),
        ("300", "3OO"),
        ("300", "٣٠٠"),
        ("1,000", "1000"),
        ("1,000", "1 000"),
        ("1,000", "1.000"),
        ("open, for now", "open for now"),
        ("open.", "open"),
        ("resume", "résumé"),
        ("straße", "strasse"),
        ("all right", "allright"),
        ("a - b", "a-b"),
        ("we", "wе"),  # the second e is Cyrillic
        ("is open", "is not open"),
        ("open", "op\u200cen"),
        ("…", "..."),
        ("ﬁve", "five"),
        ("x²", "x2"),
        ("‘", "“"),
    ],
)
def test_nothing_else_is_folded(one: str, other: str) -> None:
    """Case, digits, commas, letters that look alike, hidden characters: each is a difference."""
    assert fold(one).text != fold(other).text
    assert key(one) != key(other)


@given(TEXTS)
def test_folding_is_done_once(text: str) -> None:
    """What was folded is not changed by folding, and has no space at its ends and none twice."""
    folded = fold(text).text
    assert folded == fold(folded).text
    assert folded == " ".join(folded.split(" ")).strip(" ")


@given(TEXTS)
def test_any_text_is_the_same_in_every_form(text: str) -> None:
    """Composing or taking apart a whole text beforehand changes nothing."""
    assert (
        fold(text).text
        == fold(unicodedata.normalize("NFC", text)).text
        == fold(unicodedata.normalize("NFD", text)).text
    )


@given(TEXTS)
def test_places_lead_back(text: str) -> None:
    """Each character has the place where it began; from there to the next place stands what it was folded from."""
    folded = fold(text)
    assert len(folded.text) + 1 == len(folded.places)
    assert sorted(folded.places) == list(folded.places)
    assert 0 <= folded.places[0] <= folded.places[-1] <= len(text)
    assert folded.text == fold(text[folded.places[0] : folded.places[-1]]).text


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_found_folded_can_be_cut_out_of_the_text(before: str, words: str, after: str) -> None:
    """The offsets of a stretch that begins and ends between white space cut the same stretch out of the text."""
    text = f"{before} {words} {after}"
    folded, wanted = fold(text), fold(words).text
    if not wanted:
        return
    start = len(fold(before).text) + 1 if fold(before).text else 0
    assert wanted == folded.text[start : start + len(wanted)]
    cut = text[folded.places[start] : folded.places[start + len(wanted)]]
    assert wanted == fold(cut).text


def test_an_empty_text_folds_to_nothing() -> None:
    """Nothing, or nothing but space, has one place: its end."""
    assert ("", [0]) == (fold("").text, list(fold("").places))
    assert ("", 1) == (fold(" \n\u00ad").text, len(fold(" \n\u00ad").places))


def test_a_million_characters_are_folded_in_a_sane_way() -> None:
    """A whole book, with everything in it that is folded, keeps a place for each character."""
    line = "“The harbour — they\u00a0said – stays open.”\n\n"
    folded = fold(line * (1_000_000 // len(line)))
    assert 900_000 < len(folded.text) < len(folded.places) < 1_000_000
    assert folded.text.startswith('"The harbour - they said - stays open." "The')


# -- the key of a receipt ---------------------------------------------------------------------------------------------


def test_the_key_is_of_the_folded_words() -> None:
    """The same words in other glyphs have the same key, of sixteen hexadecimal digits."""
    assert key("“It's open” — they\nsaid") == key("«It’s open» – they said")
    assert 16 == len(key("open"))
    assert int(key("open"), 16)


def test_the_key_knows_the_text_around() -> None:
    """The same words with another prefix or suffix are another quotation; an empty one is none."""
    keys = {key("open"), key("open", "stays"), key("open", None, "stays"), key("open", "stays", "now")}
    assert 4 == len(keys)
    assert key("open") == key("open", "", "") == key("open", None)
    assert key("a", "b") != key("a b") != key("b", "a")


def test_a_letter_with_a_million_marks_is_folded() -> None:
    """What no script has takes no time by its square."""
    with ends():
        assert fold("e" + "\u0301" * 1_000_000).text.startswith("é")
