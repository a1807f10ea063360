"""Translations: laid over the original in its shape, told when outdated, and missing without harm."""

import re

import pytest
from in_memory import make
from onrecord.pages.cards import post_of
from onrecord.pages.edition import Edition
from onrecord.pipeline import prepare
from onrecord.problems import has_errors
from onrecord.prose.blocks import Block
from onrecord.records.fields import Foreign, Ref
from onrecord.texts import fingerprint
from projects import MakeProject, problems_of, told
from smallest import ACTOR, EVENT, GB, SITE, SOUND, STATEMENT, TALKS, entry, translates, translation, with_lines

# English of two countries, so that no catalog of an interface is needed.
TWO = SITE.replace("[en]", "[en, en-GB]")


def about(folder_problems: list[str], path: str) -> list[str]:
    """The problems of one file, without its path."""
    return [one.removeprefix(f"{path}:") for one in folder_problems if one.startswith(f"{path}:")]


# -- what is told -----------------------------------------------------------------------------------------------------


def test_a_translation_up_to_date_is_right(project: MakeProject) -> None:
    """With every record translated there is nothing to tell."""
    folder = project(
        {
            **SOUND,
            "content/site.yml": TWO,
            "content/site.en-GB.yml": f"title: T\nsummary: S\n{translates(TWO, 'content/site.yml')}\n",
            GB: translation("title: T", translates(EVENT)),
            "content/actors.en-GB.yml": f"moor: {{name: Ada Moor, {translates(ACTOR, 'content/actors/moor.md')}}}\n",
            "content/statements/open.en-GB.md": translation(
                "title: T", translates(STATEMENT, "content/statements/open.md")
            ),
        }
    )
    assert [] == told(folder)


def test_what_is_not_translated_is_a_warning_with_its_hash(project: MakeProject) -> None:
    """Each record with texts that has no translation is told; one without any text needs none."""
    found = problems_of(project({**SOUND, "content/site.yml": TWO}))
    assert [
        "content/actors/moor.md C009",
        "content/events/talks.md C009",
        "content/site.yml C009",
        "content/statements/open.md C009",
    ] == [f"{one.location.path} {one.code}" for one in found]
    assert not has_errors(found)
    assert f"Its hash is {fingerprint(entry(EVENT))}." in {one.hint for one in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (translation("title: T", translates(EVENT)), []),
        (translation(translates(EVENT)), ["2:1 C009"]),
        (translation("title:", translates(EVENT)), ["2:1 C009"]),
        (translation("title: T", "translates: 0123456789ab"), ["3:13 C010"]),
        (translation("title: T", translates(EVENT).upper().replace("TRANSLATES", "translates")), ["3:13 C010"]),
        (translation("title: T"), ["2:1 D002"]),
        (translation("title: T", "translates:"), ["2:1 D002"]),
        (translation("title: T", "translates: [a]"), ["3:14 C011"]),
        (translation("title: T", translates(EVENT), "date: 2022-01-10"), ["4:7 C011"]),
        (translation("title: T", translates(EVENT), "place: P"), ["4:8 C011"]),
        (translation("title: T", translates(EVENT), "evidence:", "  - source: paper"), ["5:13 C011"]),
        (translation("title: T", translates(EVENT), "evidence:", "  - note: N"), ["5:11 C011"]),
        (translation("title: [T]", translates(EVENT)), ["2:9 C011"]),
        (translation("title: {a: T}", translates(EVENT)), ["2:12 C011"]),
        (translation("titel: T", translates(EVENT)), ["2:8 C011"]),
        (translation("title: T", translates(EVENT)) + "A body.\n", ["4:1 C011"]),
    ],
)
def test_a_translation_has_the_shape_of_the_original(text: str, expected: list[str], project: MakeProject) -> None:
    """It holds all texts of the original and the hash; what is left out, and all else, is told at its place."""
    folder = project({**SOUND, "content/site.yml": TWO, GB: text})
    assert expected == about(told(folder), GB)


def test_an_outdated_translation_says_what_to_write(project: MakeProject) -> None:
    """The hint has commands that show the change and tell since when, and the hash that is right; the message points to the original."""
    folder = project({**SOUND, "content/site.yml": TWO, GB: translation("title: T", "translates: 0123456789ab")})
    (problem,) = (one for one in problems_of(folder) if one.code == "C010")
    shown = f"git diff HEAD -- {TALKS}; git log -p --cc -- {TALKS}"
    day = f"git log -1 --format=%as -S0123456789ab -- {GB}"
    told = f"Translate what '{shown}' shows since the day that '{day}' prints; then write '{translates(EVENT)}'."
    assert told == problem.hint
    assert "content/events/talks.md:1:1" == str(problem.see)
    assert "warning" == problem.severity


@pytest.mark.parametrize("stated", ["$(rm -rf .)", "HEAD; ls", "-- /", "`id`", "0123 4567", "é"])
def test_nothing_of_a_translation_gets_into_a_command(stated: str, project: MakeProject) -> None:
    """A hash that is none stands in no line that is copied into a terminal."""
    text = translation("title: T", f"translates: '{stated}'")
    (problem,) = (
        one for one in problems_of(project({**SOUND, "content/site.yml": TWO, GB: text})) if one.code == "C010"
    )
    assert stated not in problem.hint
    assert f"'git log -1 --format=%as -- {GB}' prints" in problem.hint


@pytest.mark.parametrize(
    "lines",
    [
        ("evidence: [{note: N}]",),
        ("place: P", "date: 2022-01-10"),
        ("titel: T",),
        ("title: ''",),
        ("body: See <b>[it](nowhere.md)</b> [@nobody].",),
    ],
)
def test_of_an_outdated_translation_nothing_else_is_told(lines: tuple[str, ...], project: MakeProject) -> None:
    """Whatever its shape: a note that was dropped in English is no error in French. All of it falls back."""
    text = translation("title: T", *(one for one in lines if "title" not in one), "translates: 0123456789ab")
    text = text.replace("title: T\n", f"{lines[0]}\n") if "title" in lines[0] else text
    folder = project({**SOUND, "content/site.yml": TWO, GB: text})
    assert ["C010"] == [one.split()[-1] for one in about(told(folder), GB)]
    made = make(folder)
    assert Ref("event", "talks") in made.prepared.editions[1].untranslated
    assert made.artifacts


PLACED = "They met.\n\n```statements\nopen\n```\n\nThey parted.\n"


@pytest.mark.parametrize(
    "block", ["```statements\nopen\nshut\n```", "```statements\n```", "```statements\ntopic: ships\n```"]
)
def test_what_a_block_places_outdates_no_translation(block: str, project: MakeProject) -> None:
    """A new record in a block of the original stands in the other language too, and its file needs no touch."""
    site = TWO + "topics: {ships: {label: S}}\n"
    shut = STATEMENT.replace("stays open\n", "shuts\n").replace("stays open.", "shuts.")
    other = PLACED.replace("```statements\nopen\n```", block).replace("They met", "They did meet")
    original, translated = EVENT + PLACED, translation("title: T", translates(EVENT + PLACED)) + other
    files = {
        "content/site.yml": site,
        "content/statements/shut.md": with_lines(shut, "topics: [ships]"),
        GB: translated,
    }
    for body in (PLACED, other.replace("They did meet", "They met"), PLACED.replace("open\n", "shut\nopen\n")):
        folder = project(
            {**{path: text for path, text in SOUND.items() if "receipts" not in path}, **files, TALKS: EVENT + body}
        )
        assert [] == about(told(folder), GB)
        first, second = prepare(folder).editions
        assert blocks(first) == blocks(second)
        assert second.library.entries[Ref("event", "talks")].record.label == "T"
    assert translates(original) == translates(EVENT + PLACED.replace("open\n", "shut\n"))


def blocks(edition: Edition) -> list[tuple[str, tuple[str, ...], str | None]]:
    """What the blocks of the event's prose place in an edition."""
    parts = edition.library.text(edition.library.get(Ref("event", "talks"))).parts
    return [(one.kind, one.ids, one.topic) for one in parts if isinstance(one, Block)]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("content/events/talks.fr.md", translation("title: T", translates(EVENT)), ["1:1 C012"]),
        ("content/events/close.en-GB.md", translation("title: T", translates(EVENT)), ["1:1 L002"]),
        ("content/event/talks.en-GB.md", translation("title: T", translates(EVENT)), ["1:1 L002"]),
        ("content/terms.en-GB.yml", "quay: {title: T, translates: a}\n", ["1:1 L002"]),
        ("content/events.en-GB.yml", f"talks: {{title: T, {translates(EVENT)}}}\n", ["1:1 L001"]),
    ],
)
def test_a_translation_of_nothing_is_told(path: str, text: str, expected: list[str], project: MakeProject) -> None:
    """A language that the site has not, an original that is not there, and a second translation are refused."""
    folder = project({**SOUND, "content/site.yml": TWO, GB: translation("title: T", translates(EVENT)), path: text})
    found = told(folder)
    assert expected == about(found, path) or ["1:1 L001"] == expected == about(found, GB)


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (GB, "---\ntitle: [T\n---\n", "P001"),
        (TALKS, EVENT.replace("title: The", "title: [The"), "P001"),
        (TALKS, EVENT.replace("2022-01-10", "soon"), "D005"),
    ],
)
def test_one_slip_gives_one_message(path: str, text: str, code: str, project: MakeProject) -> None:
    """A broken translation is not called missing, nor that of a broken original one of nothing."""
    folder = project({**SOUND, "content/site.yml": TWO, GB: translation("title: T", translates(EVENT)), path: text})
    assert [code] == [one.split()[-1] for one in told(folder) if not one.endswith("C009")]
    assert not [one for one in told(folder) if one.endswith("C009") and one.startswith("content/events")]


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        ("See it.", "title: ''|See it.", ["2:8 D011"]),
        ("See it.", "title: T|See <b>it</b>.", ["5:5 M001", "5:10 M001"]),
        ("See [it](talks.md).", "title: T|See [it](javascript:talks.md).", ["5:10 M002"]),
        ("See [it](talks.md).", "title: T|See [it](tlks.md).", ["5:1 C011"]),
        ("See it [@paper].", "title: T|See it [@papr].", ["5:1 C011"]),
        ("See it [@paper].", "title: T|See it.", ["5:1 C011"]),
        ('See it [@paper "The harbour"].', 'title: T|Voir [@paper "The  harbour"].', []),
        ('See it [@paper "The harbour"].', 'title: T|Voir [@paper "Le port"].', ["5:1 C011"]),
        ('See it [@paper "The harbour"].', "title: T|Voir [@paper].", ["5:1 C011"]),
        ("One.\n\nTwo [known 2022-01-10].", "title: T|One.\n\nTwo.", ["7:1 C011"]),
        ("One.\n\nTwo.", "title: T|One.", ["5:1 C011"]),
        ("- One.\n- Two [@paper].", "title: T|- One [@paper].\n- Two.", ["5:1 C011"]),
        ("See it.\n\n```events\ntalks\n```", "title: T|See it.\n\n```statements\ntalks\n```", ["7:1 C011"]),
        ("See it.\n\n```events\ntalks\n```", "title: T|See it.", ["5:1 C011"]),
        ("```events\ntalks\n\n```\n\nSee [@paper].", "title: T|```events\n```\n\nSee.", ["8:1 C011"]),
        ("See [it](talks.md) [@paper].", "title: T|[@paper] See\n[it](../events/talks.md).", []),
    ],
)
def test_what_is_wrong_in_a_translation_is_told_at_its_place(
    body: str, text: str, expected: list[str], project: MakeProject
) -> None:
    """Texts and Markdown of a translation are proven too; its prose rests, paragraph by paragraph, on what the original's does."""
    original = f"{EVENT}{body}\n"
    front, _, told_body = text.partition("|")
    translated = translation(front, translates(original)) + f"{told_body}\n"
    folder = project({**SOUND, "content/site.yml": TWO, TALKS: original, GB: translated})
    assert expected == about(told(folder), GB)


# -- the site in two languages ----------------------------------------------------------------------------------------


def test_each_language_has_its_pages(project: MakeProject) -> None:
    """The first language is at the root, the other in its folder with the same names, each with its own titles."""
    folder = project(
        {**SOUND, "content/site.yml": TWO, GB: translation("title: Opening of the harbour talks", translates(EVENT))}
    )
    first, second = prepare(folder).editions
    assert (("en", ""), ("en-GB", "en-GB")) == ((first.language, first.folder), (second.language, second.folder))
    assert [page.path for page in first.pages] == [page.path for page in second.pages]
    artifacts = {one.path: one.data.decode() for one in make(folder).artifacts if one.path.endswith(".html")}
    assert {f"en-GB/{path}" for path in artifacts if not path.startswith("en-GB/")} <= set(artifacts)
    assert "Opening of the harbour talks" not in artifacts["events/talks.html"]
    assert "Opening of the harbour talks" in artifacts["en-GB/events/talks.html"]
    assert "The harbour stays open" in artifacts["en-GB/statements/open.html"]


def test_an_outdated_translation_gives_way_to_the_original(project: MakeProject) -> None:
    """What was translated from an older text is not shown: the present one is, in its language."""
    folder = project({**SOUND, "content/site.yml": TWO, GB: translation("title: Opening", "translates: 0123456789ab")})
    _, second = prepare(folder).editions
    label = second.library.get(Ref("event", "talks")).label
    assert "The harbour talks open" == label
    assert isinstance(label, Foreign)
    assert "en" == label.language
    assert Ref("event", "talks") in second.untranslated


def test_a_text_without_a_translation_is_marked_wherever_it_is_shown(project: MakeProject) -> None:
    """Its language is said at each place, in prose too; within attributes and titles there is no mark-up."""
    files = {**SOUND, "content/site.yml": TWO + "intro: See the talks.\n", TALKS: EVENT + "They *opened*.\n"}
    artifacts = {one.path: one.data.decode() for one in make(project(files)).artifacts}
    marked = '<span class="foreign" lang="en" dir="ltr">The harbour talks open</span>'
    assert f"<h1>{marked}</h1>" in artifacts["en-GB/events/talks.html"]
    assert marked in artifacts["en-GB/timeline.html"]
    assert (
        '<div class="prose" lang="en" dir="ltr"><p>They <em>opened</em>.</p></div>'
        in artifacts["en-GB/events/talks.html"]
    )
    for path, page in artifacts.items():
        if path.endswith(".html"):
            assert not re.search(r'="[^"]*&lt;span|<title>[^<]*&lt;|<title>[^<]*<(?!/title)|="[^"<>]*<', page), path
        if path.endswith(".html") and not path.startswith("en-GB/"):
            assert "foreign" not in page


def test_a_page_says_that_it_is_not_translated(project: MakeProject) -> None:
    """The notice stands on the pages of records without a translation, and on no other."""
    folder = project({**SOUND, "content/site.yml": TWO, GB: translation("title: Opening", translates(EVENT))})
    artifacts = {one.path: one.data.decode() for one in make(folder).artifacts}
    told_on = {path for path, page in artifacts.items() if path.endswith(".html") and 'class="fallback"' in page}
    assert {
        "en-GB/actors/moor.html",
        "en-GB/statements/open.html",
        "en-GB/index.html",
        "en-GB/about.html",
    } == told_on


def test_a_statement_may_be_rendered_by_the_editors(project: MakeProject) -> None:
    """A translation of the words is allowed where the original needs none, and is outdated with the words."""
    path = "content/statements/open.md"
    assert [] == about(
        told(
            project(
                {
                    **SOUND,
                    "content/site.yml": TWO,
                    "content/statements/open.en-GB.md": translation(
                        "title: T", "translation: The harbour remains open.", translates(STATEMENT, path)
                    ),
                }
            )
        ),
        "content/statements/open.en-GB.md",
    )
    assert fingerprint(entry(STATEMENT, path)) != fingerprint(entry(STATEMENT.replace("words: The", "words: A"), path))


def test_a_rendering_by_the_editors_is_shown_to_those_who_need_it(project: MakeProject) -> None:
    """Beside foreign words stands what the translation of the record says they mean, labelled as ours; a paraphrase is said to be one."""
    path, into = "content/statements/open.md", "content/statements/open.en-GB.md"
    spoken = STATEMENT.replace("language: en", "language: fr").replace("class: verbatim", "class: paraphrase")
    lines = translation("title: T", "translation: The harbour remains open.", translates(spoken, path))
    made = make(project({**SOUND, "content/site.yml": TWO, path: spoken, into: lines}))
    pages = {one.path: one.data.decode() for one in made.artifacts}
    for page, shown in (
        ("statements/open.html", '<p class="ours">The harbour remains open.</p>'),
        ("sides/none.html", '<span class="ours__title">Our translation: </span>The harbour remains open.</p>'),
        ("who-said-what.html", '<b>T</b>: <span class="ours">The harbour remains open.</span></a>'),
    ):
        assert shown in pages[f"en-GB/{page}"]
    assert ", paraphrased by the source, our translation" in pages["en-GB/who-said-what.html"]
    assert "The harbour stays open." not in pages["en-GB/who-said-what.html"]
    assert "The harbour remains open." not in pages["statements/open.html"]


def test_words_in_the_readers_language_need_no_translation(project: MakeProject) -> None:
    """Where the original renders foreign words for its readers, those who speak that language are not missing it."""
    site = SITE.replace("[en]", "[en, fr]")
    path, into = "content/statements/open.md", "content/statements/open.fr.md"
    spoken = with_lines(STATEMENT, "translation: The harbour stays open.").replace("language: en", "language: fr")
    files = {**SOUND, "content/site.yml": site, path: spoken}
    assert [] == about(told(project({**files, into: translation("title: T", translates(spoken, path))})), into)
    spanish = spoken.replace("language: fr", "language: es")
    lines = translation("title: T", translates(spanish, path))
    assert ["2:1 C009"] == about(told(project({**files, path: spanish, into: lines})), into)


def test_a_statement_names_the_post_in_its_own_language(project: MakeProject) -> None:
    """A speaker's post, named by its title, is found when the title is translated."""
    posts = "posts: [{title: Mayor, to: 2022-01-10}, {title: Harbour master, from: 2022-01-10}]"
    actor = with_lines(ACTOR, posts)
    path = "content/actors/moor.md"
    files = {
        **SOUND,
        "content/site.yml": TWO,
        path: actor,
        "content/statements/open.md": with_lines(STATEMENT, "post: Harbour master"),
        "content/actors/moor.en-GB.md": translation(
            "name: Ada Moor", "posts: [{title: Lord Mayor}, {title: Port captain}]", translates(actor, path)
        ),
    }
    _, second = prepare(project(files)).editions
    (statement,) = second.library.statements
    post = post_of(second.library, statement)
    assert post is not None
    assert "Port captain" == post.title


def test_links_in_a_translation_start_from_its_own_file(project: MakeProject) -> None:
    """A collective file of translations stands one folder higher than the record's own file."""
    actor = ACTOR + "See [the talks](../events/talks.md).\n"
    lines = (
        "moor:",
        "  name: Ada Moor",
        "  body: See [the talks](events/talks.md).",
        f"  {translates(actor, 'content/actors/moor.md')}",
    )
    files = {**SOUND, "content/site.yml": TWO, "content/actors/moor.md": actor}
    text = "".join(f"{line}\n" for line in lines)
    assert [] == about(told(project({**files, "content/actors.en-GB.yml": text})), "content/actors.en-GB.yml")
    wrong = text.replace("(events/", "(../events/")
    assert ["3:9 L004"] == about(
        told(project({**files, "content/actors.en-GB.yml": wrong})), "content/actors.en-GB.yml"
    )


@pytest.mark.parametrize(
    ("link", "other", "same"),
    [
        ("../events/talks.md", "../events/talks.md", True),
        ("../events/talks.md", "../actors/talks.md", False),
        ("../events/talks.md", "<../events/talks.md>", True),
        ("https://a.example/one/", "https://b.example/one/", False),
        ("https://a.example/one/", "https://a.example/one/", True),
    ],
)
def test_a_translation_leads_where_its_original_leads(
    project: MakeProject, link: str, other: str, *, same: bool
) -> None:
    """A link to another folder, or to another place on the web, is another link, though its last part is the same."""
    actor = ACTOR + f"See [it]({link}).\n"
    text = f"---\nname: Ada Moor\n{translates(actor, 'content/actors/moor.md')}\n---\nSee [it]({other}).\n"
    files = {**SOUND, "content/site.yml": TWO, "content/actors/moor.md": actor, "content/actors/moor.en-GB.md": text}
    codes = " ".join(about(told(project(files)), "content/actors/moor.en-GB.md"))
    assert ("C011" not in codes) == same


def test_prose_that_rests_on_something_else_is_told_beside_a_text_that_is_missing(project: MakeProject) -> None:
    """A text that is not translated yet hides no fault of the others, which are shown."""
    site = TWO + "sides: {town: {label: Town}}\nabout: |\n  Read [it](events/talks.md).\n"
    text = (
        f"title: The harbour talks\nsummary: Of them.\nabout: |\n  Read it.\n{translates(site, 'content/site.yml')}\n"
    )
    found = told(project({**SOUND, "content/site.yml": site, "content/site.en-GB.yml": text}))
    codes = {one.split()[-1] for one in about(found, "content/site.en-GB.yml")}
    assert {"C009", "C011"} <= codes


def test_every_language_can_be_read_as_of_a_day(project: MakeProject) -> None:
    """The site as it stood is there in each language, below the language's folder."""
    site = TWO.replace("languages", "days: {2022-01-20: {}}\nlanguages")
    paper = "---\npublisher: The Harbour News\npublished: 2022-01-10\nlanguage: en\nkind: news\n---\n"
    made = make(project({**SOUND, "content/site.yml": site, "content/sources/paper.md": paper}))
    paths = {one.path for one in made.artifacts}
    assert {"as-of/2022-01-20/timeline.html", "en-GB/as-of/2022-01-20/timeline.html"} <= paths
    page = next(one.data.decode() for one in made.artifacts if one.path == "en-GB/as-of/2022-01-20/timeline.html")
    assert 'href="../../../as-of/2022-01-20/timeline.html" hreflang="en"' in page
    assert 'href="../../../en-GB/timeline.html"' in page  # as it is now


def test_drafts_stay_hidden_in_every_language(project: MakeProject) -> None:
    """A translated draft leaves no trace either."""
    files = {**SOUND, "content/site.yml": TWO, "content/events/secret.md": with_lines(EVENT, "draft: true")}
    folder = project({**files, "content/events/secret.en-GB.md": translation("title: Zerlina", translates(EVENT))})
    artifacts = make(folder).artifacts
    assert artifacts
    assert not [one.path for one in artifacts if "secret" in one.path or b"Zerlina" in one.data]
