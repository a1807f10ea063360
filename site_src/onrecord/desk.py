"""The desk: what templates may ask for beside their page, in an edition: addresses, records, numbers of sources, wording.

Pages and other files ask the same desk and get the same answers. Every text that it gives is escaped when it is put out.
The only HTML that comes in unescaped is what ``prose`` cleaned.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from gettext import NullTranslations
from typing import Any

from markupsafe import Markup, escape

from onrecord import __version__
from onrecord.locales import Wording
from onrecord.pages.cards import together
from onrecord.pages.charts import charts
from onrecord.pages.edition import Edition, Sibling
from onrecord.pages.lettering import lines_of
from onrecord.pages.lives import lives
from onrecord.pages.model import Address, Page, address
from onrecord.prose.blocks import Reference, Stretch
from onrecord.prose.write import written
from onrecord.records.base import Record
from onrecord.records.fields import Foreign, Ref


class Desk:
    """What templates may ask for beside their page: records by reference, addresses relative to the page, wording.

    One desk serves all pages of an edition in turn, so that components are made once and not for every page. It is
    local to ``render``; nothing of one page stays for the next.
    """

    def __init__(
        self, edition: Edition, siblings: Mapping[Sibling, frozenset[str]], wording: Wording, root: str
    ) -> None:
        self.edition = edition
        self.editions = tuple(siblings)
        self._siblings = {one: paths for one, paths in siblings.items() if one.day == edition.day}
        self.wording = wording
        self.root = root  # what absolute addresses begin with, on the page that is served at any depth
        self.page = edition.pages[0]
        self._up = ""
        self._to_root = ""
        self._notes: dict[Ref, int] = {}
        self._carriers: dict[Ref, int] = {}

    def turn_to(self, page: Page) -> None:
        """Serve another page."""
        depth = page.path.count("/")
        absolute = page.path == "404.html"
        folder = f"{self.edition.folder}/" if self.edition.folder else ""
        self.page = page
        self._notes = {one.ref: number for number, one in enumerate(page.notes, 1)}
        self._carriers = {}
        self._up = self.root + folder if absolute else "../" * depth
        self._to_root = self.root if absolute else "../" * (depth + folder.count("/"))

    def url(self, target: Ref | Record | Address | str, fragment: str = "") -> str:
        """The address of a record or page of this language, relative to this page, or within it for what it holds."""
        if isinstance(target, str):
            return self._up + target + (f"#{fragment}" if fragment else "")
        ref = target.ref if isinstance(target, Record) else target
        if ref in self.page.holds and not fragment and isinstance(ref, Ref):
            return f"#{ref.kind}-{ref.id}"
        place = address(ref) if isinstance(ref, Ref) else ref
        fragment = fragment or place.fragment
        return self._up + place.path + (f"#{fragment}" if fragment else "")

    def asset(self, name: str) -> str:
        """The address of an asset, relative to this page."""
        return f"{self._to_root}assets/{name}"

    def now(self) -> str:
        """The address of this page on the site as it is now, from a page as of an earlier day."""
        path = self.page.path if self.page.path != "changes.html" else "index.html"
        return self._to_root + self.edition.home + path

    def page_in(self, other: Edition | Sibling) -> str:
        """The address of this page in another edition: in another language, or as of another day."""
        return f"{self._to_root}{other.folder}/{self.page.path}" if other.folder else self._to_root + self.page.path

    def editions_here(self) -> tuple[Sibling, ...]:
        """The editions of all languages, as of the same day, that have this page."""
        return tuple(one for one, paths in self._siblings.items() if self.page.path in paths)

    def absolute(self, other: Edition | Sibling) -> str:
        """The address of this page in another edition on the web, for what must be absolute; needs ``site_url``."""
        base = (self.edition.library.site.site_url or "").rstrip("/")
        return "/".join(one for one in (base, other.folder, self.page.path) if one)

    def record(self, ref: Ref) -> Record:
        """The record of a reference."""
        return self.edition.library.get(ref)

    def choice(self, ref: Ref) -> Any:
        """The topic, side or format of a reference."""
        return self.edition.library.site.choice(ref)

    def note(self, ref: Ref) -> int:
        """The number of a source that the prose of this page cites."""
        return self._notes[ref]

    def number(self, ref: Ref) -> int:
        """The number of any source on this page, on paper too: as its prose cites it, else the next that is free."""
        return self._notes.get(ref) or self._carriers.setdefault(ref, len(self._notes) + len(self._carriers) + 1)

    def carriers(self) -> tuple[Record, ...]:
        """The sources that have a number beside those that prose cites, in the order of their numbers."""
        return tuple(map(self.record, self._carriers))

    def cites(self, source: Ref) -> str:
        """The number of a source that prose cites, as a link to the list of them that says what it is called."""
        cited = self.edition.library.source(source)
        label = self.wording.say("Source {number}: {source}").format(number=self.note(source), source=cited.label)
        if cited.published:
            label = self.wording.say("{source}, {date}").format(source=label, date=self.wording.date(cited.published))
        number = self.note(source)
        return f'<a class="citation" href="#note-{number}" aria-label="{escape(label)}">{number}</a>'

    def leads(self, named: Reference) -> tuple[str, str]:
        """Where a link of prose leads, and the title of the record there."""
        record = self.record(named.ref)
        # A heading may not be there on an earlier day, or in another language.
        heading = self.edition.library.text(record).heading(named.heading) if named.heading else None
        return self.url(named.ref, heading or ""), record.label

    def prose(self, stretch: Stretch) -> Markup:
        """A stretch of prose as HTML for this page: its links relative, its citations numbered."""
        language = stretch.language
        direction = self.wording.direction_of(language) if language else self.wording.direction
        return written(stretch.blocks, self, direction)


def phrases(translations: NullTranslations) -> Callable[..., Markup]:
    """What ``_`` is in templates: a phrase of the catalog, with what is named in it filled in and escaped.

    The same as Jinja's own, but a phrase that holds no name, such as a comma, is made once and not at each of the many
    places where it stands.
    """

    @cache
    def bare(text: str) -> Markup:
        return Markup(translations.gettext(text)) % {}  # noqa: S704 - the catalogs are the theme's

    def phrase(text: str, **names: Any) -> Markup:
        return Markup(translations.gettext(text)) % names if names else bare(text)  # noqa: S704

    return phrase


def once(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """A macro that is run once for the same arguments, and then remembered, as long as its template is: for one edition.

    It is for what depends on its arguments and the edition alone, and on nothing of the page. A record counts by its
    reference, all else by its type and value, and a text by its language too.
    """
    kept: dict[tuple[Any, ...], Markup] = {}

    def told(*given: Any, **named: Any) -> Markup:
        if named:
            return macro(*given, **named)
        key = tuple(
            [one.ref if isinstance(one, Record) else (type(one), getattr(one, "language", ""), one) for one in given]
        )
        found = kept.get(key)
        if found is None:
            found = kept[key] = macro(*given)
        return found

    return told


def capital(text: str) -> str:
    """A text with a great first letter, in its language; what is within stays as it is, which Jinja's own filter loses."""
    great = text[:1].title() + text[1:]
    return Foreign(great, text.language) if isinstance(text, Foreign) else great


def both_ends(text: str, most: int = 120) -> str:
    """A text, or its first and last words where it is longer: two that begin alike are told apart by their ends."""
    if len(text) <= most:
        return text
    end = text[-(most // 3) :].partition(" ")[2] or text[-(most // 3) :]
    begin = text[: most - len(end)].rpartition(" ")[0] or text[: most - len(end)]
    return f"{begin} … {end}"


def script(value: Any) -> Markup:
    """A value as JavaScript reads it (JSON, ECMA-404): compact, and harmless in a page or a script whatever it holds.

    ``<`` is escaped, so that nothing can end a script element, and the two line ends that older JavaScript has within
    texts and JSON has not. Letters stay letters.
    """
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        told = told.replace(char, f"\\u{ord(char):04x}")
    return Markup(told)  # noqa: S704 - escaped above


def filters(desk: Desk) -> Mapping[str, Callable[..., Any]]:
    """The filters of an edition: they write in its language."""
    wording = desk.wording
    return {
        "date": wording.date,
        "full_date": wording.day_and_weekday,
        "short_date": wording.short_date,
        "brief_date": wording.brief_date,
        "amount": wording.amount,
        "brief_amount": wording.brief_amount,
        "currency": wording.currency,
        "tongue": wording.tongue,
        "number": wording.number,
        "both_ends": both_ends,
        "capital": capital,
        "prose": desk.prose,
        "plain": str.__str__,  # without the mark of another language, for attributes and titles
        "script": script,
    }


def names(desk: Desk) -> Mapping[str, Any]:
    """All that the templates of an edition find by name, beside their page and its view."""
    edition, wording = desk.edition, desk.wording
    _ = phrases(wording.translations)
    return {
        "_": _,
        "gettext": _,
        "comma": _(", "),
        "colon": _(": "),
        "semicolon": _("; "),
        "site": edition.library.site,
        "edition": edition,
        "editions": desk.editions,
        "wording": wording,
        "url": desk.url,
        "asset": desk.asset,
        "now": desk.now,
        "page_in": desk.page_in,
        "editions_here": desk.editions_here,
        "absolute": desk.absolute,
        "number": desk.number,
        "carriers": desk.carriers,
        "record": desk.record,
        "choice": desk.choice,
        "time": wording.time,
        "passage": edition.reading.passage,
        "proof": edition.reading.proof,
        "our_translation": edition.reading.translations.get,
        "standing": edition.reading.standing,
        "charts": charts,
        "lives": lives,
        "lines_of": lines_of,
        "together": together,
        "once": once,
        "version": __version__,
    }
