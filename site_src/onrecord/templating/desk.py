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
from onrecord.lettering import lines_of
from onrecord.pages.edition import Edition, Sibling, on_web
from onrecord.pages.model import Address, Page, address, sources_shown
from onrecord.pages.names import full_title
from onrecord.prose.blocks import Reference, Stretch, Unit
from onrecord.prose.write import written
from onrecord.provenance import passages
from onrecord.records.base import Evidence, Record
from onrecord.records.context import Context
from onrecord.records.fields import Foreign, Ref, base_language
from onrecord.templating.headings import headings
from onrecord.templating.locales import Wording


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
        self._days = self._other_days(siblings)
        self.wording = wording
        self.root = root  # what absolute addresses begin with, on the page that is served at any depth
        self.page = edition.pages[0]
        self._up = ""
        self._to_root = ""
        self._times: dict[int, int] = {}  # how often each source was cited so far on the page

    def turn_to(self, page: Page[Any]) -> None:
        """Serve another page."""
        depth = page.path.count("/")
        absolute = page.path == "404.html"
        folder = f"{self.edition.folder}/" if self.edition.folder else ""
        self.page = page
        self._times = {}
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

    def asset_on_web(self, name: str) -> str:
        """The address of an asset on the web; empty without ``site_url``."""
        return on_web(self.edition.library.site, "", f"assets/{name}")

    def now(self) -> str:
        """The address of this page on the site as it is now, from a page as of an earlier day."""
        path = self.page.path if self.page.path != "changes.html" else "index.html"
        return self._to_root + self.edition.home + path

    def page_in(self, other: Edition | Sibling) -> str:
        """The address of this page in another edition: in another language, or as of another day."""
        return f"{self._to_root}{other.folder}/{self.page.path}" if other.folder else self._to_root + self.page.path

    def editions_here(self) -> tuple[Sibling, ...]:
        """The editions of all languages, as of the same day, that have this page."""
        return tuple(edition for edition, paths in self._siblings.items() if self.page.path in paths)

    def _other_days(self, siblings: Mapping[Sibling, frozenset[str]]) -> Mapping[Sibling, frozenset[str] | None]:
        """The earlier days of this language with their pages, which are not known where these are made when asked for."""
        here = self.edition
        dates = here.library.site.dates  # a page of changes that is only tried is of none of them
        planned = {
            edition: paths
            for edition, paths in siblings.items()
            if edition.day and (here.day or edition.day in dates) and edition.language == here.language
        }
        if planned or here.day:
            return {} if here.alone else dict(sorted(planned.items(), key=lambda item: str(item[0].day)))
        return {Sibling(language=here.language, folder=f"{here.home}as-of/{date}", day=date): None for date in dates}

    def days_here(self) -> tuple[Sibling, ...]:
        """The earlier days on which there is this page, the first of them first."""
        if self.page.now_alone:
            return ()
        path = self.page.path if self.page.path != "changes.html" else "index.html"
        return tuple(day for day, paths in self._days.items() if paths is None or path in paths)

    def on_day(self, day: Sibling) -> str:
        """The address of this page on an earlier day."""
        path = self.page.path if self.page.path != "changes.html" else "index.html"
        return f"{self._to_root}{day.folder}/{path}"

    def absolute(self, target: Edition | Sibling | Record | Ref | Address | str) -> str:
        """The address on the web of what this edition has, or of this page in an edition; empty without ``site_url``."""
        if isinstance(target, Edition | Sibling):
            return on_web(self.edition.library.site, target.folder, self.page.path)
        return self.edition.absolute(target.ref if isinstance(target, Record) else target)

    def here(self) -> str | Ref | None:
        """What the page is to the ways in: its path where it is of no record, the reference of a context page, else None."""
        subject = self.page.subject
        return self.page.path if subject is None else subject if subject.kind == Context.kind else None

    def within(self) -> Ref | None:
        """The context page that explains what the page shows: the first that tells of its record, else the first of all."""
        if self.page.section != "context" or self.here():
            return None
        contexts = self.page.view.about.contexts or self.edition.library.contexts
        return contexts[0].ref if contexts else None

    def falls_back(self) -> bool:
        """Whether the page, or a part of it, has no translation of its present text."""
        refs = self.edition.untranslated
        return self.page.subject in refs or (
            self.page.section in {"home", "about"} and any(ref.kind == "site" for ref in refs)
        )

    def code(self, language: str) -> str:
        """A language in the switch: what it begins with, and all of its code where another of the site begins with that too."""
        base = base_language(language)
        alike = [one for one in self.edition.library.site.languages if base_language(one) == base]
        return (base if len(alike) == 1 else language).upper()

    def across(self, place: float, share: float = 1) -> str:
        """A place of a drawing, from 0 to 1000 where the line begins, as a share of its width from the left."""
        on = 1000 - place * share if self.wording.direction == "rtl" else place * share
        return f"{round(on / 10, 1)}%"

    def long(self, low: float, high: float, share: float = 1) -> str:
        """How long it is from one place of a drawing to another, as a share of its width."""
        return f"{round((high - low) * share / 10, 1)}%"

    def record(self, ref: Ref) -> Record:
        """The record of a reference."""
        return self.edition.library.get(ref)

    def full_title(self, record: Record) -> str:
        """What a record is called: its title, of a statement with the speaker before it."""
        return full_title(self.edition.library, record, self.wording.say(": "))

    def letter(self, record: Record) -> str | None:
        """The letter behind the name of a record that nothing else tells apart from another."""
        return self.edition.reading.letters.get(record.ref)

    def choice(self, ref: Ref) -> Any:
        """The topic, side or format of a reference."""
        return self.edition.library.site.choice(ref)

    def number(self, ref: Ref) -> int | None:
        """The number of a source in the list at the end of the page; None for one that the page does not show."""
        return self.page.numbers.get(ref)

    def cites(self, source: Ref, citations: tuple[Reference, ...], unit: Unit) -> str:
        """The number of a source that prose cites, as a link to the list of them that says what it is called.

        Where one passage carries the sentence, it leads to that; ``data-passages`` has the places of all that do.
        """
        number = self.page.numbers[source]
        note = self.page.notes[number - 1]
        self._times[number] = self._times.get(number, 0) + 1
        places = [str(note.place(passage)) for passage in passages(self.edition.library, unit, source, citations)]
        name = f"{number}.{places[0]}" if len(places) == 1 else number
        label = self.wording.say("Source {number}: {source}").format(number=name, source=note.source.label)
        if published := note.source.published:
            label = self.wording.say("{source}, {date}").format(source=label, date=self.wording.date(published))
        to = f"note-{number}-{places[0]}" if len(places) == 1 else f"note-{number}"
        data = f' data-passages="{" ".join(places)}"' if len(places) > 1 else ""
        begin = f'<a class="citation" id="cite-{number}-{self._times[number]}" href="#{to}"{data}'
        return f'{begin} aria-label="{escape(label)}">{number}</a>'

    def leads(self, named: Reference) -> tuple[str, str]:
        """Where a link of prose leads, and the title of the record there."""
        record = self.record(named.ref)
        # A heading may not be there on an earlier day, or in another language.
        heading = self.edition.library.text(record).heading(named.heading) if named.heading else None
        return self.url(named.ref, heading or ""), self.full_title(record)

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


def sources(shown: Any) -> tuple[Ref, ...]:
    """The sources of all evidence within something, each once, in order."""
    return tuple(dict.fromkeys(sources_shown(shown)))


def worded(parts: tuple[Evidence, ...]) -> int:
    """Of how many pieces of evidence words are noted."""
    return sum(1 for part in parts if part.words)


def stop(text: str) -> str:
    """What ends a text as a sentence: a full stop, or nothing where it ends itself."""
    return "" if text[-1:] in set(".!?…؟。") else "."


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
        "headings": headings,
        "prose": desk.prose,
        "plain": str.__str__,  # without the mark of another language, for attributes and titles
        "script": script,
        "passages": worded,
        "sources": sources,
        "stop": stop,
        "lines": lines_of,
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
        "edition": edition.sibling,
        "editions": desk.editions,
        "wording": wording,
        "url": desk.url,
        "asset": desk.asset,
        "now": desk.now,
        "page_in": desk.page_in,
        "editions_here": desk.editions_here,
        "days_here": desk.days_here,
        "on_day": desk.on_day,
        "absolute": desk.absolute,
        "asset_on_web": desk.asset_on_web,
        "here": desk.here,
        "within": desk.within,
        "falls_back": desk.falls_back,
        "code": desk.code,
        "number": desk.number,
        "record": desk.record,
        "choice": desk.choice,
        "full_title": desk.full_title,
        "letter": desk.letter,
        "contexts": edition.library.contexts,
        "glossary": bool(edition.library.terms),
        "has": frozenset(ref.kind for ref in edition.library.records),
        "time": wording.time,
        "across": desk.across,
        "long": desk.long,
        "passage": edition.reading.passage,
        "proof": edition.reading.proof,
        "our_translation": edition.reading.translations.get,
        "standing": edition.reading.standing,
        "once": once,
        "version": __version__,
    }
