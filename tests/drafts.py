"""A whole small project of drafts, each word of which begins with a letter that nothing else does."""

from smallest import ACTOR, EVENT, SITE, SOURCE, STATEMENT, with_lines


def source(kind: str = "news", *lines: str, publisher: str = "The Wire") -> str:
    """A source of a kind."""
    return with_lines(SOURCE.replace("news", kind).replace("The Harbour News", publisher), *lines)


# -- drafts -----------------------------------------------------------------------------------------------------------

HIDDEN = {
    "content/actors/shade.md": with_lines(ACTOR.replace("Ada Moor", "Zerlina Quux"), "draft: true"),
    "content/statements/hush.md": with_lines(
        STATEMENT.replace("title: The harbour stays open", "title: Zerlina speaks").replace("moor", "shade"),
        "draft: true",
        "occasion: talks",
    ),
    "content/sources/leak.md": source("news", "draft: true", publisher="Zerlina Press"),
    "content/events/secret.md": with_lines(
        EVENT.replace("The harbour talks open", "Zerlina meets").replace("paper", "leak"),
        "draft: true",
        "host: [shade]",
        "answers: [events/talks]",
        "topics: [quuxes]",
    )
    + "See [it](talks.md) [@leak].\n",
    "content/context/quux.md": "---\ntitle: Zerlina\nsummary: Zerlina.\ndraft: true\n---\n\n```events\nsecret\n```\n",
    "content/terms.yml": "quux: {title: Zerlina, meaning: Zerlina, draft: 'true'}\n",
}

WITH_TOPIC = SITE + "topics: {quuxes: {label: Quuxes}}\n"
