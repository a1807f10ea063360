"""What a statement is called wherever it is named: its title, with the speaker before it where the title does not begin so."""

import re
from itertools import islice

from onrecord.characters import collated
from onrecord.library import Library
from onrecord.records.actor import Actor
from onrecord.records.base import Record
from onrecord.records.fields import Foreign
from onrecord.records.statement import Statement

_WORD = re.compile(r"\w+")


def full_title(library: Library, record: Record, colon: str) -> str:
    """What a record is called: of a statement "Sergei Ryabkov: The reply is abstract", with the colon of the reader's language."""
    speaker, title = speaker_before(library, record), record.label
    return alike(title, f"{speaker}{colon}{title}") if speaker else title


def speaker_before(library: Library, record: Record) -> str:
    """Who goes before the title of a statement; nobody where that begins with the speaker, nor before that of another kind."""
    if not isinstance(record, Statement):
        return ""
    speaker = library.actor(record.speaker)
    if _begins_with(record.title, speaker):
        return ""
    return speaker.label[:1].title() + speaker.label[1:] if speaker.type == "unnamed" else str(speaker.label)


def alike(model: str, text: str) -> str:
    """The text in the language of the other."""
    return Foreign(text, model.language) if isinstance(model, Foreign) else text


def _begins_with(title: str, speaker: Actor) -> bool:
    """Whether one of the first two words is of the speaker's name: before it may stand an article, or what else qualifies it."""
    names = (speaker.label, *speaker.also)
    known = {word for name in names for place, word in enumerate(_words(name)) if _tells(word, place)}
    first = islice(_words(title), 2)
    return any(collated(word)[0] in {collated(one)[0] for one in known} for word in first)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _tells(word: str, place: int) -> bool:
    """Whether a word of a name tells whose it is: not "of" or "the"; short names, such as Rau, stand last."""
    return len(word) > 3 or (place > 0 and not word.islower())
