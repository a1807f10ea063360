"""Words are found where they stand, in every place where they stand, and nowhere else."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from onrecord.quotes.find import CONTEXT, MOST_ELIDED, MOST_PLACES, Passage, find, nearest
from onrecord.quotes.fold import fold

TEXT = "The harbour stays open. “It will not close”, she said.\n\nThe pier is 1,300 feet long, and can't be moved."

LONG = "The harbour stays open, as ever, and no ship was turned back. " * 16_000  # a million characters


def found(words: str, saved: str = TEXT, *, full: bool = True, **narrowed: str) -> list[str]:
    """The words of the saved text at each place that was found."""
    return [saved[one.start : one.end] for one in find(words, saved, full=full, **narrowed)]


# -- in a full text ---------------------------------------------------------------------------------------------------


def test_words_are_found_with_their_place_and_what_stands_around() -> None:
    """Offsets count characters of the saved text as it is; prefix and suffix are folded, and cut between words."""
    (found,) = find("It will not close", TEXT, full=True)
    after = "\", she said. The pier is 1,300 feet long, and can't be"
    assert Passage(start=25, end=42, prefix='The harbour stays open. "', suffix=after) == replace(found, fragment="")
    assert found.fragment.startswith("text=")
    (passage,) = find("is 1,300", TEXT, full=True)
    assert ('stays open. "It will not close", she said. The pier ', " feet long, and can't be moved.") == (
        passage.prefix,
        passage.suffix,
    )


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ('harbour stays open. "It will', "harbour stays open. “It will"),
        ("«It will not close»", "“It will not close”"),
        ("she said. The pier", "she said.\n\nThe pier"),
        ("har\u00adbour", "harbour"),
        ("can’t be", "can't be"),
    ],
)
def test_what_is_folded_does_not_matter(words: str, there: str) -> None:
    """Glyphs, soft hyphens and, in a full text, even empty lines; what comes back is the text as it was saved."""
    assert [there] == found(words)


@pytest.mark.parametrize(
    "words",
    [
        "the harbour stays open",
        "The harbour stayed open",
        "The harbour does not stay open",
        "It will close",
        "It will not not close",
        "It not will close",
        "The pier is 1300 feet",
        "The pier is 1,301 feet",
        "The pier is 1,300 feet and",
        "The harbour stays open “It",
        "",
        "[…]",
    ],
)
def test_one_change_is_not_found(words: str) -> None:
    """A word, a case, a digit, a comma or a negation more, less or other; and nothing is found for no words."""
    assert [] == found(words)


def test_an_empty_text_holds_nothing() -> None:
    """Nor does one of space alone."""
    assert [] == found("open", "") == found("open", " \n\n ", full=False)


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("no", "We know now that nothing is a novelty."),
        ("now", "We know."),
        ("can", "They can't. They cannot."),
        ("will", "They’ll say it will’ve closed."),
        ("300", "It cost 1,300 and 300,000, or 300.5, at 12:300 and 3000."),
        ("5", "It cost 2.5 million."),
        ("об", "об'єкт"),
        ("cafe", "cafe\u0325s"),  # a mark with which no letter composes
        ("न", "नाम"),
        ("می", "می\u200cخواهم"),
    ],
)
def test_only_whole_words_are_found(words: str, saved: str) -> None:
    """Neither a part of a word nor of a number, nor a word without its marks or its contracted "not"."""
    assert [] == found(words, saved)


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("no", "Is it open? no."),
        ("no", "no"),
        ("no", "no-one"),
        ("harbour", "L'harbour"),
        ("homme", "l’homme"),
        ("300", "from 200 to 300, or 2,300"),
        ("300", "$300."),
        ("workers", "the workers' pier"),
        ("open", "“open”"),
        (", and", "300, and more"),
    ],
)
def test_marks_part_words(words: str, saved: str) -> None:
    """Space, hyphens, quotation marks and full stops do, and so does the apostrophe of an article before the word."""
    assert [words] == found(words, saved)


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("不会关闭", "他说港口不会关闭。"),
        ("港口", "第12港口300米"),
        ("12月", "2021年12月"),
        ("NATO", "他在NATO说"),
        ("ไม่ปิด", "ท่าเรือไม่ปิดแล้ว"),
    ],
)
def test_scripts_without_spaces_have_words_too(words: str, saved: str) -> None:
    """Chinese and Thai words touch each other, and digits and Latin letters touch them."""
    assert [words] == found(words, saved)


def test_a_thai_syllable_keeps_its_mark() -> None:
    """A letter is not found without the tone mark that stands on it."""
    assert [] == found("ไม", "ไม่ปิด")


@given(
    st.lists(
        st.sampled_from(["open", "no", "non-stop", "1,300", "can't", "“Yes”,", "港口", "e\u0301te\u0301", "—"]),
        min_size=1,
    )
)
def test_any_run_of_words_is_found_in_its_text(words: list[str]) -> None:
    """Whatever whole words are taken from a text, they are found, and what is found folds to the same."""
    saved = "\n".join(words) + "\n"
    begin, end = sorted((len(words) // 3, len(words) - len(words) // 4))
    assume(begin < end)
    wanted = " ".join(words[begin:end])
    places = find(wanted, saved, full=True)
    assert places
    for one in places:
        assert fold(wanted).text == fold(saved[one.start : one.end]).text
        assert fold(saved).text.startswith(one.prefix) or len(one.prefix) >= CONTEXT // 2
        assert len(one.prefix) <= CONTEXT >= len(one.suffix)


@given(st.text(max_size=30), st.text(max_size=80))
def test_no_text_breaks_the_search(words: str, saved: str) -> None:
    """Any words and any text: places, or none; and they are where they are said to be."""
    for full in (True, False):
        for one in find(words, saved, full=full):
            assert 0 <= one.start < one.end <= len(saved)
            if "[" not in words:
                assert fold(words).text == fold(saved[one.start : one.end]).text


# -- two places -------------------------------------------------------------------------------------------------------

TWICE = "She said: it stays open. Later he said: it stays open, for now."


def test_words_in_two_places_are_found_twice() -> None:
    """Both places are told, in order."""
    assert [10, 40] == [one.start for one in find("it stays open", TWICE, full=True)]
    assert 2 == len(found("ha ha", "ha ha ha"))


@pytest.mark.parametrize(
    ("narrowed", "starts"),
    [
        ({"prefix": "She said:"}, [10]),
        ({"prefix": "he said:"}, [40]),
        ({"prefix": " “said” : "}, []),
        ({"prefix": "said:"}, [10, 40]),
        ({"suffix": ", for now"}, [40]),
        ({"suffix": ". Later"}, [10]),
        ({"prefix": "he\u00a0said:", "suffix": ", for"}, [40]),
        ({"prefix": "She said:", "suffix": ", for"}, []),
        ({"prefix": "and then She said:"}, []),
    ],
)
def test_prefix_and_suffix_narrow(narrowed: dict[str, str], starts: list[int]) -> None:
    """Only places with the text right before and right after are left; that text is folded too."""
    assert starts == [one.start for one in find("it stays open", TWICE, full=True, **narrowed)]


# -- in an excerpt ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n \t\n", "\n\u00a0\n", "\n\f\n", "\n \n \n"])
def test_no_match_crosses_a_gap(gap: str) -> None:
    """Between two passages is what nobody noted: neither plain nor elided words reach over it."""
    saved = f"The harbour stays{gap}open until May."
    assert [] == found("stays open", saved, full=False)
    assert [] == found("The harbour […] until May", saved, full=False)
    assert ["stays"] == found("stays", saved, full=False)
    assert ["open until"] == found("open until", saved, full=False)
    assert [f"stays{gap}open"] == found("stays open", saved, full=True)


def test_a_passage_may_have_lines() -> None:
    """A single line break is white space, in an excerpt too."""
    assert ["stays\nopen"] == found("stays open", "The harbour stays\nopen.\n\nThe end.", full=False)


def test_what_stands_around_ends_at_the_gap() -> None:
    """Prefix and suffix do not reach into another passage."""
    saved = "\n\nIt was May.\n\nThe harbour stays open now.\n\nThe end.\n"
    (passage,) = find("stays open", saved, full=False)
    assert ("The harbour ", " now.") == (passage.prefix, passage.suffix)
    assert () == find("stays open", saved, full=False, prefix="May. The harbour")


@pytest.mark.parametrize(
    "saved",
    [
        "The harbour stays open now.\n\nIt is May. The harbour stays open now. Ships come.",
        "It is May. The harbour stays open\n\nharbour stays open now. Ships come.",
        "stays open\n\nThe harbour stays open now.",
        'The harbour “stays\u00a0open”.\n\nthe old harbour. The harbour "stays open".',
    ],
)
def test_overlapping_passages_are_no_second_place(saved: str) -> None:
    """Where all that two passages show around the words agrees, they were noted from one place; the first is it."""
    (passage,) = find("stays open", saved, full=False)
    assert saved.index("stays") == passage.start


@pytest.mark.parametrize(
    ("passages", "places"),
    [
        (["The harbour stays open now.", "The pier stays open now."], 2),
        (["It stays open now.", "It stays open later."], 2),
        (["stays open now", "It stays open", "He stays open"], 2),
        (["It stays open", "stays open now", "He stays open"], 2),
        (["It stays open", "He stays open", "stays open now"], 2),
        (["It stays open, it stays open."], 2),
        (["It stays open.", "She stays open.", "He stays open."], 3),
    ],
)
def test_passages_that_differ_are_two_places(passages: list[str], places: int) -> None:
    """Whatever the order in which they were noted, and though a shorter one between them agrees with both."""
    assert places == len(find("stays open", "\n\n".join(passages), full=False))


def test_overlapping_elided_passages_are_no_second_place() -> None:
    """What is left out has to agree as well."""
    same = "It stays, they say, open.\n\nMay. It stays, they say, open."
    assert 1 == len(find("stays […] open", same, full=False))
    assert 2 == len(find("stays […] open", same.replace("they say", "she says", 1), full=False))


# -- words left out, and words put in ---------------------------------------------------------------------------------

ELIDED = "The harbour, as everybody knows, stays open until the end of May, and the pier stays shut."


@pytest.mark.parametrize("gap", ["[…]", "[...]"])
def test_pieces_are_found_in_order(gap: str) -> None:
    """Words with a gap are found from the first piece to the last; what was left out is kept."""
    (passage,) = find(f"The harbour{gap}stays open {gap} the pier", ELIDED, full=True)
    assert (", as everybody knows,", "until the end of May, and") == passage.elided
    assert (
        "The harbour, as everybody knows, stays open until the end of May, and the pier"
        == (ELIDED[passage.start : passage.end])
    )


@pytest.mark.parametrize(
    "words",
    [
        "stays open […] The harbour",
        "The harbour […] stays closed",
        "The harbour […] harbour",
        "The harbour […] stays open […] stays open",
        "The harbour […] stay",
        "The harbour… stays open",
        "The harbour (…) stays open",
        "The harbour [..] stays open",
    ],
)
def test_pieces_in_another_order_are_not_found(words: str) -> None:
    """Each piece stands after the one before it; and only brackets with an ellipsis are a gap."""
    assert [] == found(words, ELIDED)


def test_gaps_at_the_ends_are_nothing() -> None:
    """A gap before the first or after the last piece leaves nothing out that could be kept."""
    assert find("stays open", ELIDED, full=True) == find("[…] stays open […]", ELIDED, full=True)


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [
        (0, ""),
        (1, "word"),
        (MOST_ELIDED, " ".join(["word"] * MOST_ELIDED)),
        (MOST_ELIDED + 1, MOST_ELIDED + 1),
        (4000, 4000),
    ],
)
def test_many_words_left_out_are_a_number(left_out: int, kept: str | int) -> None:
    """Up to thirty words are kept as they are; of more, only how many they were."""
    (passage,) = find("It stays […] open", f"It stays {'word ' * left_out}open.", full=True)
    assert (kept,) == passage.elided


def test_a_quotation_with_a_gap_may_stand_in_two_places() -> None:
    """Each place of the first piece that the others follow is one."""
    assert 2 == len(find("stays […] shut", ELIDED, full=True))
    assert 1 == len(find("stays […] shut", ELIDED, full=True, suffix=".", prefix="knows,"))


def test_insertions_are_declared() -> None:
    """Words in brackets that the editors put in stand for a gap; not declared, they must stand in the text."""
    words = "They [the ships] stay open"
    saved = "They all stay open."
    assert () == find(words, saved, full=True)
    (passage,) = find(words, saved, full=True, insertions=("the ships",))
    assert ("all",) == passage.elided
    assert ("",) == find(words, "They stay open.", full=True, insertions=("the ships",))[0].elided
    assert [words] == found(words, f"{words}.")


def test_an_insertion_is_only_what_stands_in_brackets() -> None:
    """Declaring a word does not make a gap of it where it stands without brackets."""
    assert () == find("It will not close", "It will close.", full=True, insertions=("not",))


# -- hidden characters, and much text ---------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\ufeff", "\u202e", "\u200f", "\u2066"])
def test_what_is_not_seen_is_passed_over(hidden: str) -> None:
    """A saved page has it where a line may break or the direction turns; the place that is kept has it too."""
    assert [f"stays op{hidden}en"] == found("stays open", f"The harbour stays op{hidden}en.")


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_joiners_that_change_letters_are_no_such_thing(joiner: str) -> None:
    """In Persian or Hindi words differ by them."""
    assert [] == found("stays open", f"The harbour stays op{joiner}en.")


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("[T]he harbour stays open", "She said that the harbour stays open."),
        ("[t]he harbour stays open", "The harbour stays open."),
        ("[É]tat de droit", "un état de droit"),
        ("[М]ы не нападём", "Но мы не нападём."),
        ("[…] [T]he harbour […] open", "It is so: the harbour stays open."),
        ("We saw the [S]hips", "We saw the ships."),
        ("d[E]tente", "détente dEtente detente"),
        ("[A] minister said so", "that a minister said so"),
    ],
)
def test_a_letter_in_brackets_within_a_word_is_in_the_other_case_there(words: str, saved: str) -> None:
    """Editors raise or lower a first letter so, to fit a quotation into their sentence."""
    assert 1 == len(find(words, saved, full=True))


@pytest.mark.parametrize(
    ("words", "saved"),
    [
        ("[T]he harbour", "The harbour stays open."),
        ("[h]e harbour", "the harbour"),
        ("the ship[s]", "the ship"),
        ("[a] harbour", "the harbour"),
        ("[1]0 ships", "10 ships"),
    ],
)
def test_other_letters_in_brackets_are_what_they_are(words: str, saved: str) -> None:
    """The same case, another word, a letter that was added, another letter, a digit: none of these is such a change."""
    assert () == find(words, saved, full=True)


@pytest.mark.parametrize(
    ("words", "inserted"),
    [("They [the port’s ships] stay", "the port's ships"), ("They [ici l\u2019e\u0301cole] stay", "ici l’\u00e9cole")],
)
def test_insertions_are_compared_as_words_are(words: str, inserted: str) -> None:
    """An apostrophe of another form, or an accent typed apart, is the same insertion."""
    assert 1 == len(find(words, "They stay open.", full=True, insertions=(inserted,)))


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("a zebra", 1),
        ("the harbour", 0),
        ("harbour", MOST_PLACES),
        ("harbour […] zebra", MOST_PLACES),
        ("zebra […] harbour", 0),
        ("no […] ever […] no […] zebra", MOST_PLACES),
    ],
)
def test_a_million_characters_are_searched_in_a_sane_way(words: str, places: int) -> None:
    """However often its words stand there, a quotation is found, or not; after many places no more are sought."""
    saved = LONG + "There is a zebra."
    assert places == len(find(words, saved, full=True))
    assert () == find(words, saved, full=True, prefix="The old", suffix="for nobody")


def test_the_nearest_passage_of_a_million_characters_is_told() -> None:
    """It is the sentence with most of the words, and not the whole text."""
    assert "There is a zebra." == nearest("There was no zebra", LONG + "There is a zebra.", full=True)
    assert 240 >= len(nearest("harbour", LONG.replace(".", ","), full=True)) - 1


def test_a_million_characters_of_excerpts_are_searched() -> None:
    """Passage by passage: many that are alike are one place."""
    saved = "The harbour stays open, as ever, and no ship was turned back.\n" * 4
    many = "\n".join([saved] * 4_000)
    assert MOST_PLACES >= len(find("harbour", many, full=False)) >= 4


# -- the nearest passage ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("The harbour stays closed", "The harbour stays open."),
        ("It will close", '"It will not close", she said.'),
        ("The pier is 1,400 feet long", "The pier is 1,300 feet long, and can't be moved."),
        ("HARBOUR", "The harbour stays open."),
        ("zebra", ""),
        ("", ""),
    ],
)
def test_the_nearest_sentence_is_told(words: str, near: str) -> None:
    """The one with most words in common; none where no word is shared."""
    assert near == nearest(words, TEXT, full=True)


def test_the_nearest_sentence_of_a_script_without_spaces() -> None:
    """Chinese sentences end without a space, and their characters are compared."""
    assert "港口不会关闭。" == nearest("港口会关闭", "船来了。港口不会关闭。他走了。", full=True)


def test_the_nearest_passage_does_not_cross_a_gap() -> None:
    """In an excerpt each passage stands by itself, though it ends without a full stop."""
    assert "stays open" == nearest("stays open now", "The harbour\n\nstays open\n\nuntil May", full=False)
