"""Two small projects for the search and the filters: words of many scripts, and choices that are not translated."""

import json

from smallest import ACTOR, EVENT, RECEIPTS, SITE, SOUND, SOURCE, STATEMENT, Files, with_lines

# A small project in which the words of several scripts stand, each in one statement.
SPOKEN = {
    "arabic": ("ar", "وقال إنّ الأمنَ أولويّة في المـــرفأ."),
    "cyrillic": ("ru", "Ещё раз: йод и мёд на корабле."),
    "ukrainian": ("uk", "Її порт належить м’яким людям."),
    "french": ("fr", "Une œuvre à l’Élysée, ça coûte cher."),
    "polish": ("pl", "Łódź płynie do portu."),
    "german": ("de", "Die Straße führt über Ærø und Øresund."),
    "chinese": ("zh", "港口条约将于明年生效。"),
    "hebrew": ("he", "והנמל ייפתח מחר."),
    "greek": ("el", "Ο λιμένας ανοίγει σήμερα, ΣΟΦΟΣ."),
    "digits": ("fa", "بندر ۲۰۲۲ باز شد."),
    "hostile": ("en", 'It said </script><img src=x onerror=alert(1)> & "quoted" \\u0041.'),
}


def spoken() -> Files:
    """A project in which the words of several scripts stand, each in one statement."""
    files: dict[str, str | bytes] = {**SOUND, "content/sources/paper.md": SOURCE}
    del files[RECEIPTS]  # of which the words here are none
    for name, (language, words) in SPOKEN.items():
        record = STATEMENT.replace("The harbour stays open\n", f"Words in {name}\n", 1)
        record = record.replace("language: en", f"language: {language}")
        record = record.replace("words: The harbour stays open.", f"words: {json.dumps(words, ensure_ascii=False)}")
        files[f"content/statements/{name}.md"] = record
    files["content/statements/told.md"] = STATEMENT.replace("verbatim", "paraphrase").replace(
        "stays open.", "is said to stay open."
    )
    files["content/actors/moor.md"] = with_lines(ACTOR, "other_names: [Ada Mœr, آدا مور]")
    files["content/events/talks.md"] = (
        with_lines(EVENT, "place: Saint-Gwénolé") + "\nThey met at the **old quay** again [@paper].\n"
    )
    files["content/context/words.md"] = (
        "---\ntitle: A page of prose\nsummary: Of words.\n---\nThe crane [turned](../events/talks.md) twice.\n"
    )
    files["content/terms.yml"] = "toll:\n  title: Toll\n  meaning: A due on ships.\n"
    return files


def bilingual() -> Files:
    """A project in English and French with the words of a Russian statement, our translation of them, and nothing in French."""
    record = STATEMENT.replace("language: en", "language: ru").replace(
        "words: The harbour stays open.", "words: Гавань остаётся открытой."
    )
    files: dict[str, str | bytes] = {
        **SOUND,
        "content/site.yml": SITE.replace("[en]", "[en, fr]")
        + "sides: {town: {label: the town}}\ntopics: {ships: {label: tolls for ships}}\n",
        "content/actors/moor.md": with_lines(ACTOR, "side: town"),
        "content/actors/clerk.md": "---\ntype: unnamed\ndescribed_as: a harbour clerk\nreason: Not allowed to speak.\n---\n",
        "content/events/talks.md": with_lines(EVENT, "host: [moor, clerk]", "topics: [ships]")
        + "\nThey met at the old quay [@paper].\n",
        "content/statements/open.md": with_lines(
            record, "translation: The port shall not close.", "topics: [ships]", "setting: At the lock gates"
        ),
    }
    del files[RECEIPTS]
    return files
