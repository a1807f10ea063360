"""The style that a page carries: of the sheets that it links, the rules that are about something on it.

Such a page is painted as soon as it is there, and waits for no other file. A rule is left out only where each of its selectors
(Selectors Level 4) asks for a class, an id, an element, a language or a direction that is neither on the page nor a word of a
script that the page names. Attributes, states and ``:not()`` never decide.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Node

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?: media="([^"]+)")?>\n?')
_WORD = re.compile(r"[\w-]+")
_TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
_TAG = re.compile(r"""<([a-zA-Z][\w-]*+)([^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+)>""")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'/])(class|dir|id|lang)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_POLICY = "style-src 'self'"
_IMPLIED = frozenset({"html", "head", "body", "tbody"})  # elements that browsers add
_BOUND = re.compile(r"@import|@namespace|image-set\(", re.IGNORECASE)  # what is not the same in another place
_HOLDING = frozenset({"layer", "media", "supports", "container", "scope", "starting-style"})  # at-rules that hold rules
_ADDRESS = re.compile(r"""\burl\(\s*(["']?)(?![a-zA-Z][\w+.-]*:|[/#"'])""", re.IGNORECASE)  # a relative one
_EITHER = frozenset({"is", "where", "has"})  # pseudo-classes that match where one of their selectors does
_ASSETS = "\ufdd0"  # the way from a page to the folder of assets, until it is known


# What a page must have for a selector: all of these, as ``.class``, ``#id``, ``element`` or ``[lang=ar]``, or one of several.
Needs = tuple["str | tuple[Needs, ...]", ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations, and of each selector its text and what a page must have for it."""

    selectors: tuple[tuple[str, Needs], ...]
    body: str


@dataclass(frozen=True, slots=True)
class Group:
    """A layer, a medium or another condition, and what it holds."""

    head: str
    parts: "tuple[Part, ...]"


Part = Rule | Group | str  # a text is kept as it is: a font, an animation, the order of layers
Sheet = tuple[Part, ...]


def movable(css: str) -> bool:
    """Whether a style sheet says the same in a page, behind others, as in a file of its own."""
    return not _BOUND.search(css)


def parsed(css: str, folder: str = "") -> Sheet:
    """A style sheet in its parts. ``folder``, below that of assets, is where the addresses in it begin."""
    led = _ADDRESS.sub(rf"url(\g<1>{_ASSETS}{folder}", css.removeprefix("\ufeff")) + "\n"  # which ends an open text
    return tuple(_parts(tinycss2.parse_stylesheet(led, skip_comments=True, skip_whitespace=True)))


def words_of(script: str) -> frozenset[str]:
    """All words of a script, of its code too: each may be a class that it sets."""
    return frozenset(_WORD.findall(script))


def words_in_texts(script: str) -> frozenset[str]:
    """The words in the texts of a script, each of which is on one line and has no quotation mark in it."""
    return words_of(" ".join(_TEXT.findall(script)))


def carried(page: str, sheets: Mapping[str, Sheet], scripts: Mapping[str, frozenset[str]], assets: str) -> str:
    """A page in HTML with the rules that it needs in place of its links to ``sheets``.

    Sheets, and the words of scripts, are by their path below the folder of assets, to which ``assets`` leads from the page. The
    Content-Security-Policy then allows this very style too, by its SHA-256; a page that has another stays as it is. So do links
    to other sheets.
    """
    own = {f"{assets}{name}": sheet for name, sheet in sheets.items()}
    links = [link for link in _LINK.finditer(page) if link[1] in own]
    if not links or _POLICY not in page:
        return page
    there = _there(page, (words for name, words in scripts.items() if f"{assets}{name}" in page))
    asked = [Group(f"@media {link[2]}", own[link[1]]) if link[2] else Group("", own[link[1]]) for link in links]
    kept = "".join(_kept((group,) if group.head else group.parts, there) for group in asked)
    style = kept.replace("</", r"<\/").replace(_ASSETS, assets)  # nothing in it ends the element
    policy = f"{_POLICY} 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
    left = iter((f"<style>{style}</style>\n",))
    bare = _LINK.sub(lambda link: next(left, "") if link[1] in own else link[0], page)
    return bare.replace(_POLICY, policy, 1)


def _there(page: str, scripts: Iterable[frozenset[str]]) -> frozenset[str]:
    """What selectors can ask for: elements, classes, ids, languages and directions of a page, and each word of its scripts."""
    tags = _TAG.findall(page)
    listed = set(_ATTRIBUTE.findall(" ".join(attributes for _, attributes in tags)))
    given = [(name.lower(), "".join(value)) for name, *value in listed]
    classes = {f".{word}" for name, value in given if name == "class" for word in value.split()}
    ids = {f"#{value}" for name, value in given if name == "id"}
    attributes = {f"[{name}={_primary(value)}]" for name, value in given if name in {"dir", "lang"}}
    elements = {name.lower() for name, _ in tags}
    written = {f"{sign}{word}" for words in scripts for word in words for sign in ("", ".", "#")}
    return frozenset(classes | ids | attributes | elements | written | _IMPLIED)


def _kept(parts: Iterable[Part], there: frozenset[str]) -> str:
    """Of parts of a sheet what can be about something."""
    return "".join(_of_part(part, there) for part in parts)


def _of_part(part: Part, there: frozenset[str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Group):
        inner = _kept(part.parts, there)
        none = f"{part.head};" if part.head.startswith("@layer ") else ""  # where it is first named is its place
        return f"{part.head}{{{inner}}}" if inner else none
    selectors = ",".join(text for text, needs in part.selectors if _met(needs, there))
    return f"{selectors}{{{part.body}}}" if selectors else ""


def _met(needs: Needs, there: frozenset[str]) -> bool:
    return all(
        need in there if isinstance(need, str) else any(_met(either, there) for either in need) for need in needs
    )


def _parts(rules: Iterable[Node]) -> Iterator[Part]:
    for rule in rules:
        if rule.type == "qualified-rule" and not any(part.type == "error" for part in rule.prelude):
            yield Rule(tuple(_selectors(rule.prelude)), tinycss2.serialize(rule.content).lstrip())
        elif rule.type == "at-rule" and rule.lower_at_keyword in _HOLDING and rule.content is not None:
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}".rstrip()
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield Group(head, tuple(_parts(inner)))
        elif rule.type == "at-rule":
            yield rule.serialize()


def _selectors(prelude: Sequence[Node]) -> Iterator[tuple[str, Needs]]:
    """The selectors of a list, each with what it asks for."""
    bare = [part for part in prelude if part.type != "comment"]
    ends = [place for place, part in enumerate(bare) if part == ","]
    for start, end in zip((0, *(place + 1 for place in ends)), (*ends, len(bare)), strict=True):
        tokens = bare[start:end]
        yield tinycss2.serialize(tokens).strip(), tuple(_needs(tokens))


def _needs(tokens: Sequence[Node]) -> Iterator["str | tuple[Needs, ...]"]:
    for before, part in zip((None, *tokens), tokens, strict=False):
        if part.type == "hash":
            yield f"#{part.value}"
        elif part.type == "ident" and before == ".":
            yield f".{part.value}"
        elif part.type == "ident" and before != ":":
            yield part.lower_value
        elif part.type == "function" and part.lower_name in _EITHER:
            yield tuple(needs for _, needs in _selectors(part.arguments))
        elif part.type == "[] block" and _fixed(part.content):
            yield f"[{part.content[0].value}={_primary(part.content[-1].value)}]"
        elif part.type == "function" and part.lower_name == "lang":
            codes = [_primary(code.value) for code in part.arguments if code.type in {"ident", "string"}]
            yield tuple(() if code == "*" else (f"[lang={code}]",) for code in codes)


def _primary(value: str) -> str:
    """Of a language its primary subtag (BCP 47), in small letters; a direction as it is."""
    return value.partition("-")[0].lower()


def _fixed(attribute: Sequence[Node]) -> bool:
    """Whether a selector of an attribute is of one that no script changes, and says of what value it is, or how that begins."""
    how = "".join(part.value for part in attribute if part.type == "literal")
    return (
        how in {"=", "|="}
        and getattr(attribute[0], "value", None) in {"dir", "lang"}
        and attribute[-1].type == "string"
    )
