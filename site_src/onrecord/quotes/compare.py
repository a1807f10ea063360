"""Comparing: one statement as two carriers printed it, in one language, word by word.

Words are told apart in the spirit of Unicode's word boundaries (UAX #29), with the elisions, hyphens, numbers and
unspaced scripts that quotations have. Across languages nothing is ever compared: a difference of words would mean nothing.

Only the span that both quote is compared. Where an excerpt begins earlier or ends later than the other, it quotes more, and has
changed nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from onrecord.quotes.find import GAP
from onrecord.quotes.fold import fold

ChangeKind = Literal["negation", "number", "modal", "word"]
PieceKind = Literal["same", "dropped", "added", "less", "more"]

KINDS: tuple[ChangeKind, ...] = ("negation", "number", "modal", "word")  # the weightiest first
MOST_REPLACED = 6  # words at an end that may have been put in place of others; more are another excerpt
MOST_FOLDED = 3  # letters of a lone kept word that is too short to part two changes


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Short on purpose. They only decide what is named first, so a form that is missing here is still shown as a change.
# Words with a frequent other sense are left out (French "personne", Arabic "ما", Chinese "会" of "会谈"). Small letters,
# straight apostrophes; a number in digits needs no list.
WORDS: Mapping[str, Mapping[ChangeKind, frozenset[str]]] = {
    "en": {
        "negation": _set("""
            not no never nothing nobody none neither nor nowhere without cannot aren't can't couldn't didn't doesn't
            don't hadn't hasn't haven't isn't mightn't mustn't needn't oughtn't shan't shouldn't wasn't weren't won't
            wouldn't
        """),
        "modal": _set("""
            can could may might must shall should will would ought need
            i'll you'll he'll she'll it'll we'll they'll i'd you'd he'd she'd it'd we'd they'd
        """),
        "number": _set("""
            two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy
            eighty ninety dozen dozens half hundred hundreds thousand thousands million millions billion billions
            trillion trillions
        """),
    },
    "fr": {
        "negation": _set("ne n' pas jamais rien aucun aucune sans ni non nul nulle"),
        "modal": _set("""
            peut peuvent pouvons pouvait pourra pourrons pourront pourrait pourrions pourraient puisse puissent
            doit doivent devons devait devra devrons devront devrait devrions devraient faut faudra faudrait fallait
        """),
        "number": _set("""
            deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante
            cent cents mille million millions milliard milliards
        """),
    },
    "es": {
        "negation": _set("no nunca jamás nada nadie ningún ninguno ninguna sin ni tampoco"),
        "modal": _set("""
            puede pueden podemos podía podían podrá podremos podrán podría podríamos podrían pueda puedan
            debe deben debemos debía deberá deberemos deberán debería deberíamos deberían deba deban
        """),
        "number": _set("""
            dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta
            cien ciento cientos mil miles millón millones
        """),
    },
    "ru": {
        "negation": _set("не ни нет никогда никто никого ничего ничто никак никакой никакие никаких нельзя без"),
        "modal": _set("""
            может могут можем можно мог могла могло могли сможет смогут сможем должен должна должно должны обязан
            обязана обязаны надо нужно необходимо следует придётся придется будет будут будем бы б
        """),
        "number": _set("""
            два две двух двум три трёх трех четыре четырёх четырех пять пяти шесть шести семь семи восемь восьми девять
            девяти десять десяти двадцать тридцать сорок пятьдесят сто ста тысяча тысячи тысяч миллион миллиона
            миллионов миллиард миллиарда миллиардов
        """),
    },
    "uk": {
        "negation": _set("не ні ані немає нема ніколи ніхто нікого нічого ніякий ніякі ніяких без"),
        "modal": _set("""
            може можуть можемо можна міг могла могло могли зможе зможуть зможемо повинен повинна повинно повинні мусить
            мусять мусимо треба потрібно необхідно слід доведеться буде будуть будемо би б
        """),
        "number": _set("""
            два дві двох двом три трьох чотири чотирьох п'ять п'яти шість шести сім семи вісім восьми дев'ять дев'яти
            десять десяти двадцять тридцять сорок п'ятдесят сто ста тисяча тисячі тисяч мільйон мільйона мільйонів
            мільярд мільярда мільярдів
        """),
    },
    "ar": {
        "negation": _set("لا لم لن ليس ليست ليسوا غير دون بدون كلا أبدا أبدًا ولا ولم ولن وليس وليست فلا فلم فلن"),
        "modal": _set("""
            يمكن يمكننا تمكن يستطيع تستطيع يستطيعون نستطيع يجب ويجب ينبغي يتعين لابد بد سوف وسوف قد وقد
        """),
        "number": _set("""
            اثنان اثنين اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرين
            ثلاثين مئة مائة مئات ألف ألفا آلاف مليون مليونا ملايين مليار مليارات
        """),
    },
    "zh": {  # the characters of one entry side by side
        "negation": _set("不 没 沒 未 无 無 勿"),
        "modal": _set("""
            可以 可能 能够 能夠 不能 只能 应该 應該 应当 應當 必须 必須 须 須 需要 必要 必将 必將 将 將 将会 將會 不会 不會
        """),
        "number": _set("二 两 兩 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億"),
    },
    "de": {
        "negation": _set("nicht nichts nie niemals niemand kein keine keinen keinem keiner keines ohne weder nein"),
        "modal": _set("""
            kann können konnte konnten könnte könnten muss müssen musste mussten müsste müssten soll sollen sollte
            sollten darf dürfen durfte dürfte dürften will wollen wollte wollten mag mögen möchte möchten
            wird werde werden würde würden
        """),
        "number": _set("""
            zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert hunderte
            tausend tausende million millionen milliarde milliarden
        """),
    },
    "pt": {
        "negation": _set("não nunca jamais nada ninguém nenhum nenhuma sem nem tampouco"),
        "modal": _set("""
            pode podem podemos podia podiam poderá poderemos poderão poderia poderíamos poderiam possa possam
            deve devem devemos devia deverá deveremos deverão deveria deveríamos deveriam deva devam precisa precisam
        """),
        "number": _set("""
            dois duas três quatro cinco seis sete oito nove dez onze doze quinze vinte trinta quarenta cinquenta cem
            cento mil milhão milhões bilhão bilhões
        """),
    },
    "it": {
        "negation": _set("non no mai nulla niente nessuno nessuna nessun senza né neanche nemmeno neppure"),
        "modal": _set("""
            può possono possiamo poteva potevano potrà potremo potranno potrebbe potremmo potrebbero possa possano
            deve devono dobbiamo doveva dovrà dovremo dovranno dovrebbe dovremmo dovrebbero debba bisogna occorre
        """),
        "number": _set("""
            due tre quattro cinque sette otto nove dieci undici dodici venti trenta quaranta cinquanta cento mille mila
            milione milioni miliardo miliardi
        """),
    },
    "pl": {
        "negation": _set("nie nigdy nic niczego nikt nikogo żaden żadna żadne żadnych bez ani"),
        "modal": _set("""
            może mogą możemy można mógł mogła mogli mógłby mogłaby mogliby musi muszą musimy musiał powinien powinna
            powinno powinni powinny należy trzeba wolno będzie będą będziemy by
        """),
        "number": _set("""
            dwa dwie dwóch trzy trzech cztery czterech pięć pięciu sześć sześciu siedem siedmiu osiem ośmiu dziewięć
            dziesięć dziesięciu dwadzieścia trzydzieści sto stu tysiąc tysiące tysięcy milion miliony milionów miliard
            miliardy miliardów
        """),
    },
}

_MONTH = "May"  # the only modal that is a frequent name when it has a capital
_FULL = {"n'": "ne"}  # one negation in two shapes

_APOSTROPHES = "'’ʼ‘＇´`"
_ELISIONS = {
    "fr": re.compile(rf"(?:(?:jus|lors|puis|quoi)?qu|[cdjlmnst])[{_APOSTROPHES}](?=[\w«“„‘\"])", re.IGNORECASE),
    "it": re.compile(
        rf"(?:(?:a|da|de|ne|su)?ll|quest|quell|un|[cdlmnstv])[{_APOSTROPHES}](?=[\w«“„‘\"])", re.IGNORECASE
    ),
}

# A character's class is one letter, so that the patterns below read a text of classes as long as the text itself:
# a letter, d digit, h a character that is a word, m a mark on the one before or an invisible sign, s a space that may
# stand in a number, w other white space, q apostrophe, y hyphen, e en dash, t full stop, c other marks in numbers,
# g sign of a number, u percent and degree, v currency, k ampersand, p every other mark.
_CLASSES = {
    char: letter
    for letter, chars in {
        "s": " \u00a0\u2007\u2009\u202f",
        "q": _APOSTROPHES,
        "y": "-‐‑",
        "e": "–",
        "t": ".",
        "c": ",:/⁄٫٬．：",
        "g": "+−±~≈<>≤≥",
        "u": "%‰٪％°",
        "k": "&＆",
    }.items()
    for char in chars
}
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_DIGIT = "(?:dm*)"
_NUMBER = (
    "(?:(?<![adhmuvtcqye])(?<!ds)[yg])?"  # a sign, but no dash between words or numbers
    "(?:vm*s?)?"
    "(?:"
    f"{_DIGIT}{{4}}y{_DIGIT}{{2}}y{_DIGIT}{{2}}(?![dm])"  # 2021-12-27
    f"|{_DIGIT}{{1,2}}y{_DIGIT}{{1,2}}y{_DIGIT}{{4}}(?![dm])"  # 27-12-2021
    f"|{_DIGIT}{{1,3}}(?:s{_DIGIT}{{3}})+(?![dm])(?:[tc]{_DIGIT}+)*"  # 1 000,5
    f"|{_DIGIT}+(?:[tc]{_DIGIT}+|q{_DIGIT}{{3}}(?![dm]))*"  # 1,000.5; 27.12.2021; 12:30; 1'000
    ")"
    "(?:s?um*(?:am*(?![adm])|[ye]a[adm]*)?|s?vm*(?!m|s?d)|a[adm]*(?:[qye]a[adm]*)*|(?:[ye]a[adm]*)+)?"  # 10 %, 5 °C, 300 €, 18th, 10-day
)
_WORD = "am*(?:tam*)+(?![adm])|a[adm]*(?:(?:qa|[ye][ad])[adm]*)*|hm*|[guvk]m*"  # U.S, Russia's, S-300, 日, &
_SHAPE = re.compile(f"(?P<word>{_NUMBER}|{_WORD})|.m*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark, and the white space after it. White space before all words follows a token without text."""

    text: str
    word: bool
    space: str


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the base left out, and those put in for them; either may be empty.

    ``kind`` is the weightiest of what differs. Where a carrier marks that it left words out, ``added`` is ``[…]``.
    """

    kind: ChangeKind
    dropped: str
    added: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or only the base (dropped), or only the other (added).

    Before and after the span that both quote, what only the base has is ``less``, what only the other has ``more``.
    """

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one rendition keeps and changes of another.

    ``pieces`` stand in reading order, dropped before added; same, dropped and less give the base, same, added and more the
    other, to the character. ``changes`` name negations first, then numbers, modals and words. ``share`` is the part of
    the base's words in the span that both quote which stand in pieces of both; 0 where no word of the base is.
    ``less`` and ``more`` say whether the base, or the other, has words before or after that span.
    """

    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    share: float
    less: bool
    more: bool

    @property
    def same(self) -> bool:
        """Whether both have the same words, whatever the glyphs, marks and white space."""
        return not (self.changes or self.less or self.more)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text taken apart: its tokens, which of them are compared, as what, and how much each of those weighs."""

    tokens: tuple[Token, ...]
    places: tuple[int, ...]
    keys: tuple[str, ...]
    kinds: tuple[ChangeKind, ...]

    def atoms(self, begin: int, end: int) -> list[str]:
        """Words, marks and white space from the one compared place up to the other, each by itself."""
        first = self.places[begin] if begin < len(self.places) else len(self.tokens)
        last = self.places[end] if end < len(self.places) else len(self.tokens)
        return [text for token in self.tokens[first:last] for text in (token.text, token.space) if text]

    def lead(self) -> list[str]:
        """What stands before the first compared place."""
        last = self.places[0] if self.places else len(self.tokens)
        return [text for token in self.tokens[:last] for text in (token.text, token.space) if text]

    def words(self, begin: int, end: int) -> str:
        """The compared words, with the marks and the white space between them."""
        if begin == end:
            return ""
        last = self.tokens[self.places[end - 1]]
        return "".join(self.atoms(begin, end - 1)) + last.text

    def counted(self, begin: int, end: int) -> int:
        """How many words are compared there; a ``[…]`` is none."""
        return sum(self.tokens[place].word for place in self.places[begin:end])

    def weighed(self, kind: ChangeKind, begin: int, end: int) -> list[str]:
        """Those of the compared words that are of a kind, whatever their case."""
        return [
            _FULL.get(key.casefold(), key.casefold())
            for key, one in zip(self.keys[begin:end], self.kinds[begin:end], strict=True)
            if one == kind
        ]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the base and of the other, from and up to compared places: ``kept`` where they agree, ``beyond`` the span."""

    kept: bool
    begin: int
    end: int
    other_begin: int
    other_end: int
    beyond: bool = False


def tokens(words: str, language: str) -> tuple[Token, ...]:
    """The words and marks of a text; their texts and white space, joined, are the text again.

    A word keeps its hyphens, inner apostrophes and combining marks; French and Italian elisions (``l’``) are words of
    their own, and so is each Han or Kana character (UAX #29 has no dictionary either). A number keeps its
    separators, sign, currency and unit. A ``[…]`` is one mark.
    """
    shape = "".join(map(_class, words))
    elision = _ELISIONS.get(_base_subtag(language))
    at = _past_space(shape, 0)
    found = [Token("", word=False, space=words[:at])] if at else []
    while at < len(words):
        end, word = _next(words, shape, at, elision)
        text = words[at:end]
        at = _past_space(shape, end)
        found.append(Token(text, word=word and bool(_key(text)), space=words[end:at]))
    return tuple(found)


@lru_cache(maxsize=4096)  # the same copies stand in every language and on every day
def compare(base: str, other: str, language: str, other_language: str) -> Comparison:
    """What the other rendition keeps, drops and adds, held against the base.

    Not counted as changes: the glyphs of quotation marks, apostrophes, dashes and digits, punctuation, white space, and
    the case of the first word. Raises ValueError where the two are not in one language.
    """
    if _base_subtag(language) != _base_subtag(other_language):
        raise ValueError(
            f"words in '{language}' cannot be compared with words in '{other_language}'; show them side by side"
        )
    left, right = _text(base, language), _text(other, other_language)
    stretches = _spanned(left, right, tuple(_stretches(left, right)))
    changes = sorted(
        (_change(left, right, one) for one in stretches if not (one.kept or one.beyond)),
        key=lambda one: KINDS.index(one.kind),
    )
    kept = sum(left.counted(one.begin, one.end) for one in stretches if one.kept)
    span = sum(left.counted(one.begin, one.end) for one in stretches if not one.beyond)
    return Comparison(
        pieces=_parted(_joined(_pieces(left, right, stretches))),
        changes=tuple(changes),
        share=kept / span if span else float(not left.counted(0, len(left.places))),
        less=any(left.counted(one.begin, one.end) for one in stretches if one.beyond),
        more=any(right.counted(one.other_begin, one.other_end) for one in stretches if one.beyond),
    )


# -- words --------------------------------------------------------------------------------------------------------------


def _base_subtag(language: str) -> str:
    return language.partition("-")[0].lower()


@lru_cache(maxsize=4096)
def _class(char: str) -> str:
    if char in _CLASSES:
        return _CLASSES[char]
    if char.isspace():
        return "w"
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf":
        return "m"
    if category in {"Nd", "No"}:
        return "d"
    if category[0] in "LN":
        return "h" if _UNSPACED.match(char) else "a"
    return "v" if category == "Sc" else "p"


def _past_space(shape: str, at: int) -> int:
    return len(shape) - len(shape[at:].lstrip("sw"))


def _next(words: str, shape: str, at: int, elision: re.Pattern[str] | None) -> tuple[int, bool]:
    """Where the token that begins here ends, and whether it is a word."""
    if gap := GAP.match(words, at):
        return gap.end(), False
    if elision and (elided := elision.match(words, at)):
        return elided.end(), True
    match = _SHAPE.match(shape, at)
    return (match.end(), match["word"] is not None) if match else (at + 1, False)


def _key(text: str) -> str:
    """A word as it is compared: folded, without invisible signs, tatweel, inner white space and full stops of letters."""
    folded = unicodedata.normalize("NFC", fold(text).text)
    has_digit = any(map(_is_digit, folded))
    return "".join(
        str(unicodedata.decimal(char, char))
        for char in folded
        if char != "ـ" and not char.isspace() and unicodedata.category(char) != "Cf" and (char != "." or has_digit)
    )


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_digit(char: str) -> bool:
    return _class(char) == "d"


def _text(words: str, language: str) -> _Text:
    found = tokens(words, language)
    places = tuple(place for place, token in enumerate(found) if token.word or GAP.fullmatch(token.text))
    keys = tuple(_key(found[place].text) if found[place].word else "[…]" for place in places)
    return _Text(found, places, keys, tuple(_kinds(keys, _base_subtag(language))))


def _kinds(keys: Sequence[str], language: str) -> list[ChangeKind]:
    """How much each word weighs: a number, a negation, a modal verb, or a word like others."""
    folded = [key if key == _MONTH and place else key.casefold() for place, key in enumerate(keys)]
    kinds: list[ChangeKind] = ["number" if any(map(_is_digit, key)) else "word" for key in folded]
    listed = _listed(language)
    for place, key in enumerate(folded):
        for phrase, kind in listed.get(key, ()):
            end = place + len(phrase)
            if tuple(folded[place:end]) == phrase:
                kinds[place:end] = [min(kind, one, key=KINDS.index) for one in kinds[place:end]]
    return kinds


@lru_cache(maxsize=32)
def _listed(language: str) -> dict[str, list[tuple[tuple[str, ...], ChangeKind]]]:
    """The listed words of a language by their first token; one of an unspaced script is a token a character."""
    listed: dict[str, list[tuple[tuple[str, ...], ChangeKind]]] = {}
    for kind, words in WORDS.get(language, {}).items():
        for word in words:
            folded = _key(word).casefold()
            phrase = tuple(folded) if _UNSPACED.match(folded) else (folded,)
            listed.setdefault(phrase[0], []).append((phrase, kind))
    return listed


# -- what agrees --------------------------------------------------------------------------------------------------------


def _stretches(left: _Text, right: _Text) -> Iterator[_Stretch]:
    """The stretches that agree and those that do not, in turn."""
    keys, other_keys = _with_any_first(left, right)
    matcher = SequenceMatcher(None, keys, other_keys, autojunk=False)
    codes = [_Stretch(tag == "equal", a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes()]
    changed: _Stretch | None = None
    for place, one in enumerate(codes):
        if one.kept and not (0 < place < len(codes) - 1 and _is_slight(left, one)):
            if changed:
                yield changed
            changed = None
            yield one
        elif changed:
            changed = _Stretch(
                kept=False,
                begin=changed.begin,
                end=one.end,
                other_begin=changed.other_begin,
                other_end=one.other_end,
            )
        else:
            changed = one
    if changed:
        yield changed


def _spanned(left: _Text, right: _Text, stretches: tuple[_Stretch, ...]) -> tuple[_Stretch, ...]:
    """The stretches, with what is beyond the span that both quote told apart from what was changed at its ends.

    A few words at an end in place of about as many are a change. Where one has none there, or far more, it quotes more.
    """
    ends = {0, len(stretches) - 1} if any(one.kept for one in stretches) else set(range(len(stretches)))

    def replaced(one: _Stretch) -> bool:
        here, there = left.counted(one.begin, one.end), right.counted(one.other_begin, one.other_end)
        return len(stretches) > 1 and 0 < max(here, there) <= min(MOST_REPLACED, 2 * min(here, there))

    return tuple(
        replace(one, beyond=True) if place in ends and not one.kept and not replaced(one) else one
        for place, one in enumerate(stretches)
    )


def _with_any_first(left: _Text, right: _Text) -> tuple[list[str], list[str]]:
    """What is compared of both, the first word of each in whatever case the other has it."""
    keys, other_keys = list(left.keys), list(right.keys)
    first, other_first = _first(left), _first(right)
    if first is None or other_first is None:
        return keys, other_keys
    if keys[first].casefold() == other_keys[other_first].casefold():
        other_keys[other_first] = keys[first]
    else:
        keys[first] = _as_in(other_keys, keys[first])
        other_keys[other_first] = _as_in(keys, other_keys[other_first])
    return keys, other_keys


def _first(text: _Text) -> int | None:
    return next((number for number, place in enumerate(text.places) if text.tokens[place].word), None)


def _as_in(keys: Iterable[str], key: str) -> str:
    """The key in the case in which it is among these; as it is, where it is there already or not at all."""
    variants = [one for one in keys if one.casefold() == key.casefold()]
    return key if key in variants or not variants else variants[0]


def _is_slight(text: _Text, stretch: _Stretch) -> bool:
    """Whether a stretch is one short word of no weight, which would only break up a change around it."""
    return (
        stretch.end - stretch.begin == 1
        and text.tokens[text.places[stretch.begin]].word
        and text.kinds[stretch.begin] == "word"
        and sum(map(str.isalpha, text.keys[stretch.begin])) <= MOST_FOLDED
    )


def _change(left: _Text, right: _Text, stretch: _Stretch) -> Change:
    here, there = (stretch.begin, stretch.end), (stretch.other_begin, stretch.other_end)
    return Change(
        next(
            (one for one in KINDS[:-1] if _differ(one, left.weighed(one, *here), right.weighed(one, *there))), KINDS[-1]
        ),
        left.words(*here),
        right.words(*there),
    )


def _differ(kind: ChangeKind, words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words of a kind were changed. One negation for another, *never* for *could not*, is no change of it."""
    return bool(words) != bool(others) if kind == "negation" else words != others


# -- pieces -------------------------------------------------------------------------------------------------------------


def _pieces(left: _Text, right: _Text, stretches: Sequence[_Stretch]) -> Iterator[Piece]:
    """Words, marks and white space, one by one. Where words agree, their glyphs and marks may not."""
    first, last = (bool(stretches) and stretches[end].beyond for end in (0, -1))
    yield from _alike(left.lead(), right.lead(), *_KINDS_AT[first])
    for place, one in enumerate(stretches):
        if one.kept:
            for here, there in zip(range(one.begin, one.end), range(one.other_begin, one.other_end), strict=True):
                word, *marks = left.atoms(here, here + 1)
                other_word, *other_marks = right.atoms(there, there + 1)
                is_last = here == one.end - 1 and place == len(stretches) - 2
                yield from _alike([word], [other_word])
                yield from _alike(marks, other_marks, *_KINDS_AT[is_last and last])
        else:
            dropped, added = _KINDS_AT[one.beyond]
            yield Piece(dropped, "".join(left.atoms(one.begin, one.end)))
            yield Piece(added, "".join(right.atoms(one.other_begin, one.other_end)))


# What only the one and only the other has are called, within the span that both quote and beyond it.
_KINDS_AT: Mapping[bool, tuple[PieceKind, PieceKind]] = {False: ("dropped", "added"), True: ("less", "more")}


def _alike(
    atoms: Sequence[str], others: Sequence[str], dropped: PieceKind = "dropped", added: PieceKind = "added"
) -> Iterator[Piece]:
    """What two rows have in common at both ends, and what differs between."""
    short = min(len(atoms), len(others))
    head = next((place for place in range(short) if atoms[place] != others[place]), short)
    tail = next((place for place in range(short - head) if atoms[-1 - place] != others[-1 - place]), short - head)
    yield Piece("same", "".join(atoms[:head]))
    yield Piece(dropped, "".join(atoms[head : len(atoms) - tail]))
    yield Piece(added, "".join(others[head : len(others) - tail]))
    yield Piece("same", "".join(atoms[len(atoms) - tail :]))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, dropped before added, none empty."""
    joined: list[dict[PieceKind, str]] = [{}]  # each with what is the same, then what was dropped and added after it
    for piece in pieces:
        if not piece.text:
            continue
        apart = next(
            (joined[-1].keys() - set(pair) for pair in _KINDS_AT.values() if piece.kind in pair), joined[-1].keys()
        )
        if apart - {"same"}:  # what is the same, or what lies beyond the span, begins a new row
            joined.append({})
        joined[-1][piece.kind] = joined[-1].get(piece.kind, "") + piece.text
    kinds: tuple[PieceKind, ...] = ("same", "dropped", "added", "less", "more")
    return [Piece(kind, texts[kind]) for texts in joined for kind in kinds if kind in texts]


def _parted(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with white space between words dropped and words added, so that they can be read without any style.

    It is taken from what is the same after them, or else before them, and then stands in both.
    """
    parted = [*pieces, Piece("same", "")]
    for place in range(len(pieces) - 1):
        dropped, added = parted[place : place + 2]
        if (dropped.kind, added.kind) not in _KINDS_AT.values() or not _touch(dropped.text, added.text):
            continue
        # Before the first piece is the empty one at the end.
        after, before = (one.text if one.kind == "same" else "" for one in (parted[place + 2], parted[place - 1]))
        if space := after[: len(after) - len(after.lstrip())]:
            parted[place : place + 3] = [
                Piece(dropped.kind, dropped.text + space),
                Piece(added.kind, added.text + space),
                Piece("same", after[len(space) :]),
            ]
        elif space := before[len(before.rstrip()) :]:
            parted[place - 1 : place + 2] = [
                Piece("same", before.removesuffix(space)),
                Piece(dropped.kind, space + dropped.text),
                Piece(added.kind, space + added.text),
            ]
    joined = _joined(parted)
    return tuple(joined) if joined == pieces else _parted(joined)


def _touch(dropped: str, added: str) -> bool:
    """Whether words of the one would run into words of the other."""
    return _has_words(dropped) and _has_words(added) and not dropped[-1].isspace() and not added[0].isspace()
