"""Comparing renditions: words told apart in each language, changes named by weight, every character kept."""

import tomllib
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from onrecord.quotes.compare import Comparison, compare
from onrecord.quotes.tokens import WEIGHTS, tokens, weights_of, word_lists

LISTED = sorted(tomllib.loads((files("onrecord.quotes") / "words.toml").read_text("utf-8")))
LANGUAGES = ("en", "fr", "es", "ru", "uk", "ar", "zh", "ja", "de", "pt", "it", "pl", "pt-BR", "tlh")

SIT_DOWN = (
    "When we sit down to talk, Russia can put its concerns on the table, and we will put our concerns on the table "
    "with Russia's activities as well"
)
SIT_DOWN_REWORDED = (
    "If we sit down to talk, Russia can raise its concerns and we will share our concerns with Russia’s activities "
    "as a good."
)

languages = st.sampled_from(LANGUAGES)
speech = st.lists(
    st.sampled_from(
        [
            "we", "We", "will", "not", "can", "Russia's", "Russia’s", "l'accord", "qu’il", "n'", "U.S.", "$300", "€", "10",
            "%", "1", "000", "18-летний", "п’ять", "لا", "يـمكن", "١٨", "的", "不", "会", "カ", "а́", "\u00ad", "\u200f",
            "。", "،", "¿", "«", "»", "”", "'", "’", "-", "–", "—", "…", "[…]", "[...]", ",", ".", "?", " ", "\u00a0", "\n",
        ]
    )
).map("".join)  # fmt: skip
texts = st.one_of(speech, st.text(), st.text(st.sampled_from("aI not18 .,’'-–[…]$%\u0301\u00a0不ـ"), max_size=30))


def split(words: str, language: str = "en") -> str:
    """The words of a text parted by bars, its marks left out."""
    return "|".join(token.text for token in tokens(words, language) if token.word)


def held(base: str, other: str, language: str = "en") -> list[tuple[str, str, str]]:
    """The changes of a text: kind, dropped, added."""
    return [(one.kind, one.dropped, one.added) for one in compare(base, other, language, language).changes]


def shown(base: str, other: str, language: str = "en") -> str:
    """The pieces in a row: [dropped] and {added}, <less> and (more)."""
    signs = {"same": "%s", "dropped": "[%s]", "added": "{%s}", "less": "<%s>", "more": "(%s)"}
    return "".join(signs[piece.kind] % piece.text for piece in compare(base, other, language, language).pieces)


def joined(comparison: Comparison, *kinds: str) -> str:
    """What is the same, and what is of some kinds, in reading order."""
    return "".join(piece.text for piece in comparison.pieces if piece.kind in {"same", *kinds})


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Russia’s high-impact plan: it won't, can’t—or shan't.", "Russia’s|high-impact|plan|it|won't|can’t|or|shan't"),
        ("en", "the ‘open’ door, the allies' door", "the|open|door|the|allies|door"),
        ("en", "The U.S. and AT&T.Then", "The|U.S|and|AT|&|T|Then"),
        ("fr", "L’accord qu'il n’a pas, jusqu’à l’11, lorsqu’ils", "L’|accord|qu'|il|n’|a|pas|jusqu’|à|l’|11|lorsqu’|ils"),
        ("fr", "aujourd’hui quelqu’un d’abord l’« accord » peut-être", "aujourd’hui|quelqu’un|d’|abord|l’|accord|peut-être"),
        ("fr", "l’opération, j'y, s’il, m’a, t'a, c’est, d'1,5", "l’|opération|j'|y|s’|il|m’|a|t'|a|c’|est|d'|1,5"),
        ("it", "dell’accordo non c'è", "dell’|accordo|non|c'|è"),
        ("es", "¿Podrán? ¡No! Él «podría»", "Podrán|No|Él|podría"),
        ("ru", "Кто-то сказал: «нельзя» — 18-летний, т.е. С-300", "Кто-то|сказал|нельзя|18-летний|т.е|С-300"),
        ("uk", "п’ять п'ять пʼять об’єктів", "п’ять|п'ять|пʼять|об’єктів"),
        ("ar", "لا يُمكِنُ، قالَ «١٨» جنديًا؟", "لا|يُمكِنُ|قالَ|١٨|جنديًا"),
        ("ar", "١٠٪ من ١٬٠٠٠", "١٠٪|من|١٬٠٠٠"),
        ("zh", "俄罗斯不会，“18名”。", "俄|罗|斯|不|会|18|名"),
        ("zh", "2022年1月10日，北约NATO", "2022|年|1|月|10|日|北|约|NATO"),
        ("ja", "カタカナとが、日本", "カ|タ|カ|ナ|と|が|日|本"),
        ("ja", "か\u3099", "か\u3099"),
    ],
)  # fmt: skip
def test_words_are_told_apart_as_each_language_has_them(language: str, words: str, expected: str) -> None:
    """Elisions, hyphens, inner apostrophes, combining marks and unspaced scripts."""
    assert expected == split(words, language)


@pytest.mark.parametrize(
    "number",
    [
        "1,000", "1 000", "1\u00a0000", "1\u202f000,5", "3.5", "10%", "10 %", "10\u00a0%", "$300", "300 €", "€ 5", "-5", "−5", "≈100",
        "12:30", "2021-12-27", "27-12-2021", "27.12.2021", "27/12/2021", "18th", "10-day", "$5bn", "1'000", "½", "5°C", "5 °C",
    ],
)  # fmt: skip
def test_numbers_keep_their_separators_signs_and_units(number: str) -> None:
    """A number, an amount and a date in digits are one word each."""
    assert f"by|{number}|or" == split(f"by {number}, or", "fr")
    assert f"by|{number}|or" == split(f"by “{number}” or", "en")


@pytest.mark.parametrize(
    ("words", "expected"), [("10–20", "10|20"), ("10-20", "10|20"), ("3.", "3"), ("$5 $6", "$5|$6"), ("'90s", "90s")]
)
def test_a_dash_parts_numbers_and_a_full_stop_ends_them(words: str, expected: str) -> None:
    """A range is two numbers, and no number of it is negative."""
    assert expected == split(words)


def test_marks_are_no_words() -> None:
    """Each mark stands by itself, but for the one that says that words were left out."""
    found = tokens("  ¿«Sí», […] no [...]?", "es")
    assert ["", "¿", "«", "Sí", "»", ",", "[…]", "no", "[...]", "?"] == [one.text for one in found]
    assert ["Sí", "no"] == [one.text for one in found if one.word]
    assert "  " == found[0].space


@given(texts, languages)
def test_tokens_give_the_words_back(words: str, language: str) -> None:
    """No character is lost, moved or invented, and none but the first token is empty."""
    found = tokens(words, language)
    assert words == "".join(one.text + one.space for one in found)
    assert all(one.text for one in found[1:])
    assert all(not one.space.strip() for one in found)


@example("18%a\u0301we", "en")
@example("€\u03015", "en")
@example("27-12-2021\u03015", "en")
@given(texts, languages)
def test_words_keep_their_combining_marks(words: str, language: str) -> None:
    """No token but one after white space, or at the beginning, begins with a combining mark."""
    found = tokens(words, language)
    for before, token in pairwise(found):
        assert before.space or not unicodedata.combining(token.text[0])


# -- changes ----------------------------------------------------------------------------------------------------------


def test_a_statement_reworded_in_its_own_language() -> None:
    """Each replaced stretch is named once, unchanged words between them stay, and so does what is not counted."""
    assert held(SIT_DOWN, SIT_DOWN_REWORDED) == [
        ("word", "When", "If"),
        ("word", "put", "raise"),
        ("word", "on the table", ""),
        ("word", "put", "share"),
        ("word", "on the table", ""),
        ("word", "well", "a good"),
    ]
    assert shown(SIT_DOWN, SIT_DOWN_REWORDED) == (
        "[When ]{If }we sit down to talk, Russia can [put ]{raise }its concerns [on the table, ]and we will "
        "[put ]{share }our concerns [on the table ]with [Russia's ]{Russia’s }activities as[ well]{ a good.}"
    )
    kept = compare(SIT_DOWN, SIT_DOWN_REWORDED, "en", "en").share
    assert kept == pytest.approx(18 / 28)


def test_a_modal_verb_is_named_before_words() -> None:
    """What is only possible is no longer certain: that comes first, wherever it stands."""
    base = "He made clear they will respond decisively if Russia further invades"
    other = "He said they would react decisively if Russia further invaded"
    assert held(base, other) == [
        ("modal", "will respond", "would react"),
        ("word", "made clear", "said"),
        ("word", "invades", "invaded"),
    ]


@pytest.mark.parametrize(
    ("language", "base", "other", "expected"),
    [
        ("en", "We lost 18 tanks.", "We lost 80 tanks.", ("number", "18", "80")),
        ("en", "We lost $300 million.", "We lost $300 billion.", ("number", "million", "billion")),
        ("en", "We lost $300.", "We lost €300.", ("number", "$300", "€300")),
        ("en", "It is −5 today", "It is 5 today", ("number", "−5", "5")),
        ("en", "We will not go.", "We will go.", ("negation", "not", "")),
        ("en", "We can’t go.", "We can go.", ("negation", "can’t", "can")),
        ("en", "It will never go.", "It will not go.", ("word", "never", "not")),
        ("en", "We'll go.", "We go.", ("modal", "We'll", "We")),
        ("en", "Talks in May", "Talks in June", ("word", "May", "June")),
        ("en", "They may come", "They come", ("modal", "may", "")),
        ("en", "We shall Not go", "We shall go", ("negation", "Not", "")),
        ("fr", "L’accord n’est pas mort", "L'accord est mort", ("negation", "n’est pas", "est")),
        ("fr", "On ne veut rien", "On n’exige rien", ("word", "ne veut", "n’exige")),
        ("fr", "Il doit partir", "Il devrait partir", ("modal", "doit", "devrait")),
        ("fr", "Coût : 1\u202f000 €", "Coût : 1 500 €", ("number", "1\u202f000 €", "1 500 €")),
        ("es", "Rusia no puede ir", "Rusia puede ir", ("negation", "no", "")),
        ("es", "¿Rusia podrá ir?", "¿Rusia podría ir?", ("modal", "podrá", "podría")),
        ("es", "Son 1.000 soldados", "Son 100 soldados", ("number", "1.000", "100")),
        ("ru", "Мы не нападём", "Мы нападём", ("negation", "не", "")),
        ("ru", "Он может ответить", "Он должен ответить", ("modal", "может", "должен")),
        ("ru", "100\u00a0000 солдат", "10\u00a0000 солдат", ("number", "100\u00a0000", "10\u00a0000")),
        ("uk", "Їх п’ять там", "Їх шість там", ("number", "п’ять", "шість")),
        ("uk", "Ми не підемо", "Ми підемо", ("negation", "не", "")),
        ("uk", "Ми можемо піти", "Ми мусимо піти", ("modal", "можемо", "мусимо")),
        ("ar", "قال لن نهاجم", "قال سوف نهاجم", ("negation", "لن", "سوف")),
        ("ar", "الأمر يمكن الآن", "الأمر يجب الآن", ("modal", "يمكن", "يجب")),
        ("ar", "لدينا ١٨ دبابة", "لدينا ٨٠ دبابة", ("number", "١٨", "٨٠")),
        ("zh", "俄罗斯不攻击乌克兰", "俄罗斯攻击乌克兰", ("negation", "不", "")),
        ("zh", "俄罗斯可以攻击", "俄罗斯必须攻击", ("modal", "可以", "必须")),
        ("zh", "损失18辆坦克", "损失80辆坦克", ("number", "18", "80")),
        ("de", "Wir werden nicht gehen", "Wir werden gehen", ("negation", "nicht", "")),
        ("pt-BR", "Podemos ou devemos ir", "Podemos ou deveríamos ir", ("modal", "devemos", "deveríamos")),
        ("it", "Mosca non attacca", "Mosca attacca", ("negation", "non", "")),
        ("pl", "Rosja może odejść", "Rosja musi odejść", ("modal", "może", "musi")),
    ],
)  # fmt: skip
def test_changes_are_weighed_in_each_language(
    language: str, base: str, other: str, expected: tuple[str, str, str]
) -> None:
    """Numbers, negations and modal verbs are known by digits and by the lists of the language."""
    assert [expected] == held(base, other, language)


def test_changes_come_by_weight_and_then_in_reading_order() -> None:
    """Negations, numbers, modals, words."""
    base = "Talks failed, we can wait, it is not over, 18 stay and 5 left, they say"
    other = "Meetings failed, we must wait, it is over, 80 stay and 6 left, they claim"
    assert [("negation", "not"), ("number", "18"), ("number", "5"), ("modal", "can"), ("word", "Talks"), ("word", "say")] == [
        (kind, dropped) for kind, dropped, _ in held(base, other)
    ]  # fmt: skip


def test_a_change_weighs_as_much_as_the_weightiest_that_differs_in_it() -> None:
    """What is in both parts of a replaced stretch gives it no weight."""
    assert [("negation", "we might send no tanks", "Moscow would buy 80 guns")] == held(
        "Today we might send no tanks", "Today Moscow would buy 80 guns"
    )
    assert [("word", "old pact to keep", "new deal to break")] == held("The old pact to keep", "The new deal to break")


def test_a_short_word_does_not_break_up_a_change() -> None:
    """One kept word of three letters or fewer between two changes goes with them; a longer or a weighty one stays."""
    assert "The [treaty in force ]{deal in Paris }stays" == shown(
        "The treaty in force stays", "The deal in Paris stays"
    )
    assert [("word", "treaty", "deal"), ("word", "force", "Paris")] == held(
        "A treaty under force", "A deal under Paris"
    )
    assert [("word", "Moscow", "Kyiv"), ("word", "go", "stay")] == held("So Moscow can go", "So Kyiv can stay")
    assert [("word", "lost", "saw"), ("word", "tanks", "guns")] == held("We lost 18 tanks", "We saw 18 guns")


def test_marks_do_not_part_a_change() -> None:
    """Words on both sides of a comma, both replaced, are one change."""
    assert [("word", "calm, “firm", "cold and hard")] == held("We are calm, “firm” today", "We are cold and hard today")


@pytest.mark.parametrize(
    ("language", "base", "other"),
    [
        ("en", "We will not ‘go’, he said – “Russia's door”.", "we will not 'go', he said - \"Russia’s door\""),
        ("en", "“The door” is open", "the door is open!"),
        ("en", "So: the\nU.S. is open; now", "So the US\u00a0is  open now…"),
        ("en", "a co\u00adoper\u00adation", "A cooperation"),
        ("en", "the high‑impact plan", "the high-impact plan"),
        ("fr", "L’accord coûte 1\u202f000 € et 10 %", "l'accord coûte 1 000 € et 10%"),
        ("fr", "caf\u00e9 « ouvert »", 'cafe\u0301 "ouvert"'),
        ("es", "¿Sí? ¡No!", "Sí. No."),
        ("ru", "«Нет» — сказал он", '"Нет" - сказал он.'),
        ("uk", "Їх п’ять", "Їх пʼять"),
        ("ar", "يـمـكن ١٨،", "يمكن 18"),
        ("zh", "“不会”，他说。", "「不会」,他说"),
    ],
)  # fmt: skip
def test_glyphs_marks_and_spaces_are_no_changes(language: str, base: str, other: str) -> None:
    """Two copies may be set differently and have the same words; both are still shown to the character."""
    found = compare(base, other, language, language)
    assert found.same
    assert () == found.changes
    assert 1 == found.share
    assert base == joined(found, "dropped", "less")
    assert other == joined(found, "added", "more")


def test_case_counts_but_for_the_first_word() -> None:
    """A sentence may begin in the middle of another; elsewhere a capital may tell a name."""
    assert compare("Allies stay", "allies stay", "en", "en").same
    assert [("word", "Allies", "allies")] == held("The Allies stay", "The allies stay")
    assert [] == held("The allies stay", "Today the allies stay") == held("Russia stays", "Today Russia stays")


def test_words_left_out_and_marked_are_told_from_those_left_out_in_silence() -> None:
    """The mark stands where the words stood; the same gap in both is no change."""
    assert [("negation", "not", "[…]")] == held("We will not go", "We will […] go")
    assert [("negation", "not", "")] == held("We will not go", "We will go")
    assert compare("We […] go", "We [...] go", "en", "en").same


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        ("We do not want that, and we shall not go", "want that", "<We do not >want that<, and we shall not go>"),
        ("want that", "We do not want that, and we shall not go", "(We do not )want that(, and we shall not go)"),
        ("“We stay”, he said", "stay, for now and for good", "<“We >stay<”>,< he said>( for now and for good)"),
        ("a complete rupture of relations", "could lead to a complete rupture", "(could lead to )a complete rupture< of relations>"),
        ("immediately, right now", "And you demand guarantees from me. You give us guarantees",
         "<immediately, right now>(And you demand guarantees from me. You give us guarantees)"),
        ("There will be no change", "There will be a change", "There will be [no ]{a }change"),
        ("We will go", "They will go", "[We ]{They }will go"),
        ("It stays open to all", "It stays shut to none", "It stays[ open to all]{ shut to none}"),
        ("It stays open", "It stays […]", "It stays <open>([…])"),
    ],
)  # fmt: skip
def test_only_what_both_quote_is_compared(base: str, other: str, expected: str) -> None:
    """What one quotes before or after is no change, whatever negation is in it; words put in place of as many are one."""
    assert expected == shown(base, other)
    found = compare(base, other, "en", "en")
    assert bool(found.changes) == ("[" in expected.replace("[…]", "").replace("[”]", ""))
    assert (found.less, found.more) == ("<" in expected, "(" in expected.replace("([…])", ""))
    assert not found.same


def test_words_dropped_and_added_can_be_read_without_any_style() -> None:
    """White space parts them, from after them or else from before."""
    assert "We [go ]{stay }now" == shown("We go now", "We stay now")
    assert "We[ go.]{ stay.}" == shown("We go.", "We stay.")
    assert "We go( now)" == shown("We go", "We go now")
    assert "We [see ]it" == shown("We see it", "We it")
    assert "so[ it's it's]{ it’s it’s}" == shown("so it's it's", "so it’s it’s")


def test_nothing_is_compared_across_languages() -> None:
    """Whoever asks for it is told what to do; variants of one language are one language."""
    with pytest.raises(ValueError, match="'en' cannot be compared with words in 'fr'; show them side by side"):
        compare("no", "no", "en", "fr")
    assert compare("não", "não", "pt", "pt-BR").same


def test_a_text_without_words_has_lost_none() -> None:
    """Of nothing, all is kept."""
    assert 1 == compare("", "", "en", "en").share
    assert 1 == compare("…", "Well", "en", "en").share
    assert 0 == compare("Well", "…", "en", "en").share


@pytest.mark.parametrize("language", LISTED)
def test_each_list_has_all_that_is_asked_for(language: str) -> None:
    """Words of each weight that has words of its own, and perhaps elisions; no word stands twice."""
    lists = word_lists(language)
    assert set(WEIGHTS[:-1]) == lists.keys() - {"elided"}
    assert all(words and len(words) == len(set(words)) for words in lists.values())


def test_a_language_without_a_list_has_words_alone() -> None:
    """Nothing weighs more in it but a number in digits."""
    assert {} == word_lists("tlh")
    assert ("word", "number") == weights_of(("not", "7"), "tlh")


@pytest.mark.parametrize("language", LISTED)
def test_the_lists_are_written_as_words_are_compared(language: str) -> None:
    """Small letters, straight apostrophes, and each listed word is found to be of its kind or of a weightier one."""
    for weight in WEIGHTS[:-1]:
        for word in word_lists(language)[weight]:
            assert word == word.lower()
            end = "" if word.endswith("'") else " "
            changes = compare(f"Xy {word}{end}a", "Xy a", language, language).changes
            assert WEIGHTS.index(changes[0].kind) <= WEIGHTS.index(weight), word


# -- whatever the text ------------------------------------------------------------------------------------------------


@given(texts, texts, languages)
def test_the_pieces_give_both_texts_back(base: str, other: str, language: str) -> None:
    """To the character, dropped before added, no piece empty, no two of a kind in a row."""
    found = compare(base, other, language, language)
    assert base == joined(found, "dropped", "less")
    assert other == joined(found, "added", "more")
    kinds = [piece.kind for piece in found.pieces]
    assert all(piece.text for piece in found.pieces)
    assert not {("added", "dropped"), ("more", "less")} & set(pairwise(kinds))
    assert all(one != other for one, other in pairwise(kinds))
    assert {"less", "more"} >= set(kinds) or "same" in kinds or "dropped" in kinds or "added" in kinds


def test_what_lies_beyond_the_span_stays_in_its_place() -> None:
    """Right beside a change within it, with nothing that is the same between."""
    found = compare("0", "\u0e010\u0640", "en", "en")
    assert "\u0e010\u0640" == joined(found, "added", "more")


@given(texts, texts, languages)
def test_changes_and_share_are_in_bounds(base: str, other: str, language: str) -> None:
    """Every change has words, the weightier come first, and the share is a part."""
    found = compare(base, other, language, language)
    assert all(one.dropped or one.added for one in found.changes)
    assert [one.kind for one in found.changes] == sorted((one.kind for one in found.changes), key=WEIGHTS.index)
    assert all(one.dropped in base and one.added in other for one in found.changes)
    assert 0 <= found.share <= 1
    assert found.share == 1 or not found.same


@given(texts, texts, languages)
def test_being_the_same_goes_both_ways(base: str, other: str, language: str) -> None:
    """Which of two is the base does not decide whether they have the same words."""
    assert compare(base, other, language, language).same == compare(other, base, language, language).same


@given(texts, languages)
def test_a_text_is_the_same_as_itself(words: str, language: str) -> None:
    """In one piece, or none."""
    found = compare(words, words, language, language)
    assert found.same
    assert 1 == found.share
    assert [words] * bool(words) == [piece.text for piece in found.pieces]


@given(texts, languages, st.sampled_from([("'", "’"), ('"', "“"), (" ", "\u00a0"), ("-", "‑"), ("—", "―"), ("1", "١")]))
def test_no_glyph_makes_a_change(words: str, language: str, glyphs: tuple[str, str]) -> None:
    """One glyph in place of its like, all through any text."""
    assert compare(words, words.replace(*glyphs), language, language).same
