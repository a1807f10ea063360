"""Questions of a reader who knows nothing, on a phone: a script of clicks on visible text from home, and what must then be seen.

One more question is one more line of ``REAL`` or ``INVENTED``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

WIDTH, SCREEN = 360, 780  # CSS pixels: a small phone

# The text that is shown from where the page stands down to so many pixels, in the order of the document.
SHOWN = """height => {
  const clipped = one => one && (getComputedStyle(one).clipPath !== 'none' || clipped(one.parentElement));
  const range = document.createRange(), words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const within = node.parentElement;
    if (!within.checkVisibility() || within.closest('select')) continue;
    if (clipped(within)) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width && box.height);
    if (boxes.length && boxes[0].top >= -1 && boxes.at(-1).bottom <= height) words.push(node.textContent);
  }
  return words.join(' ').replace(/\\s+/g, ' ');
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, the texts to click in order, beginning on home, and what is then seen within so many screens."""

    asks: str
    clicks: tuple[str, ...] = ()
    seen: tuple[str, ...]  # each of them, with single spaces
    screens: int


WE_EXPLAINED = (
    "We explained to our colleagues that we have no plans or intentions to “attack” Ukraine, and cannot have any"
)
REAL = (
    Question(
        asks="what was set for 10, 12 and 13 January, and by whom",
        seen=(
            "On 27 December an unnamed US spokesperson announced three meetings with Russia",
            "on 10 January",
            "on 12 January",
            "on 13 January",
        ),
        screens=2,
    ),
    Question(
        asks="was 12 January certain on 28 December",
        clicks=("As of 28 December 2021",),
        seen=("12 January: likely.",),
        screens=2,
    ),
    Question(
        asks="what Ryabkov called the reply, and in which language we know it",
        clicks=(
            "Sergei Ryabkov",
            "Ryabkov calls the US response abstract and wants the military to take part in the NATO talks",
        ),
        seen=(
            "the US response to this issue had so far been “abstract”",
            "We looked for RIA’s Russian text and could not find it.",
        ),
        screens=2,
    ),
    Question(
        asks="who is the unnamed spokesperson",
        clicks=("US spokesperson",),
        seen=("On 27 December gave Reuters and AFP the dates of the three meetings.", "We have recorded no reason."),
        screens=2,
    ),
    Question(
        asks="what was known on 9 January",
        clicks=("As of 9 January 2022",),
        seen=("Three meetings in four days are set; the first is tomorrow, in Geneva", "10 January, Geneva."),
        screens=1,
    ),
    Question(
        asks="the denial: by whom, when, and what came of it",
        clicks=("denied planning an attack",),
        seen=(
            "Ryabkov says Russia has no plans or intentions to attack Ukraine",
            "contradicted by what followed, 24 February 2022",
            "10 January 2022",
        ),
        screens=2,
    ),
    Question(
        asks="what Russia demanded and was told",
        clicks=("Demands",),
        seen=(
            "Russia: 13 demands",
            "No further enlargement of NATO, including Ukraine rejected 26 Jan 2022 rejected 26 Jan 2022",
            "Forces and weapons in Europe back to those of 27 May 1997 rejected 26 Jan 2022 rejected 12 Jan 2022",
            "No NATO membership for states of the former Soviet Union rejected 26 Jan 2022 we have recorded none",
            "No exercises above brigade level in a zone along the border open to talks 26 Jan 2022 open to talks 26 Jan 2022",
            "A written reply, article by article, to the drafts as a whole partly met 26 Jan 2022 partly met 26 Jan 2022",
        ),
        screens=3,
    ),
    Question(
        asks="sanctions threatened and in force on 24 February",
        clicks=("Measures",),
        seen=(
            "Threatened, decided and in force on 24 February 2022.",
            "In force 12",
            "US asset freeze on VTB Bank",
            "Stopping the certification of Nord Stream 2",
            "Sanctions of 2014 over Crimea and Donbas",
            "Threatened 5",
            "“Massive consequences and severe cost”",
            "“Swift and brutal sanctions”, in a reporter’s words",
        ),
        screens=2,
    ),
    Question(
        asks="what Russia denied, by whom, when and what came of it",
        clicks=("Who said what", WE_EXPLAINED),
        seen=(
            "Sergei Ryabkov, 10 Jan 2022 denial",
            f"Our translation: {WE_EXPLAINED}",
            "contradicted by what followed, 24 February 2022",
        ),
        screens=1,
    ),
)

INVENTED = (
    Question(
        asks="what came of the first round",
        seen=("The first round of talks", "Three days of talks, and no day for the next ones."),
        screens=2,
    ),
    Question(
        asks="what was known on 10 March",
        clicks=("As of 10 March 2018",),
        seen=("Three days on Hale Island, and no word of a second round",),
        screens=1,
    ),
    Question(
        asks="who is the mediator",
        clicks=("Ilva Korrane, Sered Vantoul, Mirel Addeveld", "Mirel Addeveld"),
        seen=("The League’s mediator, who set the days of the rounds.",),
        screens=1,
    ),
    Question(
        asks="what the pilots demanded and were told",
        clicks=("Demands",),
        seen=(
            "An escort for every pilot at night no direct answer 6 Mar 2018 partly met 9 May 2018 accepted May 2018",
        ),
        screens=2,
    ),
    Question(
        asks="what was threatened and in force on 30 June",
        clicks=("Measures",),
        seen=("In force 1 A toll on every ship", "Threatened 1 Closing the Narrows"),
        screens=2,
    ),
    Question(
        asks="who said that the toll stays, when and what came of it",
        clicks=(
            "Who said what",
            "The toll stays until the last lamp on the Narrows is paid for. We have said so, we say so now, and we shall say so again.",
        ),
        seen=("Ilva Korrane: The toll will stay until the lamps are paid for", "confirmed, June 2018"),
        screens=1,
    ),
)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a small phone, off the network."""
    context = browser.new_context(offline=True, viewport={"width": WIDTH, "height": SCREEN})
    yield context.new_page()
    context.close()


def ask(page: Page, site: Path, question: Question) -> str:
    """What a reader sees who clicks through from home: the text within the screens of the question."""
    page.goto((site / "index.html").as_uri())
    for text in question.clicks:
        page.get_by_text(text, exact=True).locator("visible=true").first.click()
        page.wait_for_load_state("load")
    shown: str = page.evaluate(SHOWN, question.screens * SCREEN)
    return shown


@pytest.mark.parametrize("question", REAL, ids=lambda one: one.asks)
def test_the_real_explainer_answers(site: Path, phone: Page, question: Question) -> None:
    """With those clicks the answer is seen within those screens."""
    shown = ask(phone, site, question)
    assert [] == [one for one in question.seen if one not in shown], shown


@pytest.mark.parametrize("question", INVENTED, ids=lambda one: one.asks)
def test_an_explainer_of_other_matters_answers_alike(harbour_site: Path, phone: Page, question: Question) -> None:
    """No word of either explainer stands in a template."""
    shown = ask(phone, harbour_site, question)
    assert [] == [one for one in question.seen if one not in shown], shown


def test_what_is_farther_down_does_not_count(harbour_site: Path, phone: Page) -> None:
    """Text below the last of the screens, or hidden, is not seen."""
    whole = ask(phone, harbour_site, Question(asks="", clicks=("Demands",), seen=(), screens=100))
    first = ask(phone, harbour_site, Question(asks="", clicks=("Demands",), seen=(), screens=1))
    assert "An escort for every pilot at night" in first
    assert "Every quotation matches our saved copy of its source" in whole
    assert "Every quotation matches our saved copy of its source" not in first
    assert "Skip to content" not in first
