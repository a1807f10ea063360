"""The style that a page carries: of the sheets that it links, the rules that are about something on it.

Such a page is painted as soon as it is there, and waits for no other file. A rule is left out only where each of its selectors
(Selectors Level 4) asks for a class, an id, an element, a language or a direction that is neither on the page nor in a text of a
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
_SCRIPT = re.compile(r'assets/(js/[\w./-]+\.js)"')
_ATTRIBUTE = re.compile(r"""\b(class|dir|id|lang)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")  # a text in a script
_ELEMENT = re.compile(r"<([a-zA-Z][\w-]*)")
_POLICY = "style-src 'self'"
_IMPLIED = frozenset({"html", "head", "body", "tbody"})  # elements that browsers add
_HOLDING = frozenset({"layer", "media", "supports", "container", "scope", "starting-style"})  # at-rules that hold rules
_ADDRESS = re.compile(r"""\burl\(\s*(["']?)(?![a-zA-Z][\w+.-]*:|[/#"'])""")  # a relative one
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


def parsed(css: str, folder: str = "") -> Sheet:
    """A style sheet in its parts. ``folder``, below that of assets, is where the addresses in it begin."""
    led = _ADDRESS.sub(rf"url(\g<1>{_ASSETS}{folder}", css)
    return tuple(_parts(tinycss2.parse_stylesheet(led, skip_comments=True, skip_whitespace=True)))


def carried(page: str, sheets: Mapping[str, Sheet], scripts: Mapping[str, str], assets: str) -> str:
    """A page in HTML with the rules that it needs in place of its links to ``sheets``.

    Sheets and scripts are by their path below the folder of assets, to which ``assets`` leads from the page. A usual
    Content-Security-Policy then allows this very style too, by its SHA-256. Links to other sheets stay.
    """
    own = {f"{assets}{name}": sheet for name, sheet in sheets.items()}
    links = [link for link in _LINK.finditer(page) if link[1] in own]
    if not links:
        return page
    there = _there(page, (scripts[name] for name in _SCRIPT.findall(page) if name in scripts))
    asked = [Group(f"@media {link[2]}", own[link[1]]) if link[2] else Group("", own[link[1]]) for link in links]
    kept = "".join(_kept((group,) if group.head else group.parts, there) for group in asked)
    style = kept.replace("</", r"<\/").replace(_ASSETS, assets)  # nothing in it ends the element
    policy = f"{_POLICY} 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
    left = iter((f"<style>{style}</style>\n",))
    bare = _LINK.sub(lambda link: next(left, "") if link[1] in own else link[0], page)
    return bare.replace(_POLICY, policy, 1)


def _there(page: str, scripts: Iterable[str]) -> frozenset[str]:
    """What selectors can ask for: elements, classes, ids, languages and directions of a page, and each word in a text of its scripts."""
    given = [(name, "".join(value)) for name, *value in _ATTRIBUTE.findall(page)]
    classes = {f".{word}" for name, value in given if name == "class" for word in value.split()}
    ids = {f"#{value}" for name, value in given if name == "id"}
    attributes = {f"[{name}={_primary(value)}]" for name, value in given if name in {"dir", "lang"}}
    elements = {name.lower() for name in _ELEMENT.findall(page)}
    words = {word for script in scripts for text in _TEXT.findall(script) for word in re.findall(r"[\w-]+", text)}
    written = {f"{sign}{word}" for sign in ("", ".", "#") for word in words}
    return frozenset(classes | ids | attributes | elements | written | _IMPLIED)


def _kept(parts: Iterable[Part], there: frozenset[str]) -> str:
    """Of parts of a sheet what can be about something."""
    return "".join(_of_part(part, there) for part in parts)


def _of_part(part: Part, there: frozenset[str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Group):
        inner = _kept(part.parts, there)
        return f"{part.head}{{{inner}}}" if inner else ""
    selectors = ",".join(text for text, needs in part.selectors if _met(needs, there))
    return f"{selectors}{{{part.body}}}" if selectors else ""


def _met(needs: Needs, there: frozenset[str]) -> bool:
    return all(
        need in there if isinstance(need, str) else any(_met(either, there) for either in need) for need in needs
    )


def _parts(rules: Iterable[Node]) -> Iterator[Part]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield Rule(tuple(_selectors(rule.prelude)), tinycss2.serialize(rule.content).strip())
        elif rule.type == "at-rule" and rule.lower_at_keyword in _HOLDING and rule.content is not None:
            head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}".rstrip()
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield Group(head, tuple(_parts(inner)))
        elif rule.type == "at-rule":
            yield rule.serialize()


def _selectors(prelude: Sequence[Node]) -> Iterator[tuple[str, Needs]]:
    """The selectors of a list, each with what it asks for."""
    ends = [place for place, part in enumerate(prelude) if part == ","]
    for start, end in zip((0, *(place + 1 for place in ends)), (*ends, len(prelude)), strict=True):
        tokens = prelude[start:end]
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
            yield tuple(
                (f"[lang={_primary(code.value)}]",) for code in part.arguments if code.type in {"ident", "string"}
            )


def _primary(value: str) -> str:
    """Of a language its primary subtag (BCP 47), in small letters; a direction as it is."""
    return value.partition("-")[0].lower()


def _fixed(attribute: Sequence[Node]) -> bool:
    """Whether a selector of an attribute is of one that no script changes, and says of what value it is."""
    first, last = attribute[0], attribute[-1]
    return first.type == "ident" and first.value in {"dir", "lang"} and last.type == "string"
