"""axe-core on a page that is open: every rule once, and on what else the page can look like those that may find more there.

- What a rule of colour finds depends on the colours of letters and of all grounds below them, on size and weight, and on
  what tells a link from the words around it. So rules of colour are tried on one element of each such look; and on
  each element that is laid over others, whose ground may be another's. All other rules are tried on the whole page.
- In another scheme only colours differ: the rules of colour are tried there, and no others.
- At another width boxes have other places, some are shown that were not, and some no longer: on the narrowest page all rules
  are tried again, between the widest and the narrowest those of layout.
- In another language only words differ: the rules are tried that judge words.
"""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ("color-contrast", "link-in-text-block")
OF_LAYOUT = ("target-size", "scrollable-region-focusable")
OF_WORDS = ["cat.language", "cat.name-role-value", "cat.text-alternatives", "cat.forms"]

STRUCTURE: dict[str, object] = {"runOnly": TAGS, "rules": {one: {"enabled": False} for one in OF_COLOUR}}
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": OF_COLOUR}}
LAYOUT: dict[str, object] = {"runOnly": {"type": "rule", "values": OF_LAYOUT}}
WORDS: dict[str, object] = {"runOnly": OF_WORDS}

Violation = tuple[str, str, str]  # how the page was shown, the rule, the first element

# The elements of each look that is new, among those that have text of their own; and all looks are known from then on.
NEW_LOOKS = """() => {
  const grounds = new Map();
  let over = 0;
  const ground = one => {
    if (!one) return '';
    if (!grounds.has(one)) {
      const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(one);
      const laid = ['absolute', 'fixed', 'sticky'].includes(position) ? `over others ${innerWidth} ${over++}` : '';
      const own = `${backgroundColor} ${backgroundImage} ${opacity} `.replace('rgba(0, 0, 0, 0) none 1 ', '');  // no ground at all
      grounds.set(one, ground(one.parentElement) + own + laid);
    }
    return grounds.get(one);
  };
  // Words that only screen readers tell have no colour.
  const unseen = one => Boolean(one) && (one.offsetWidth <= 1 && one.offsetHeight <= 1 || unseen(one.parentElement));
  window.known ??= new Set();
  const found = new Map();
  for (const one of document.querySelectorAll('body *')) {
    const words = [...one.childNodes].some(each => each.nodeType === 3 && each.data.trim());
    if (!words && !one.matches('input, select, textarea')) continue;
    if (!one.checkVisibility({visibilityProperty: true}) || unseen(one)) continue;
    const {color, fill, fontWeight, fontSize, textDecorationLine} = getComputedStyle(one), size = parseFloat(fontSize);
    const link = one.closest('a'), around = link ? getComputedStyle(link.parentElement).color : '';
    const look = [color, fill, fontWeight, size >= 24, size >= 18.66, textDecorationLine, around, ground(one)].join();
    if (known.has(look)) continue;
    if (!found.has(look)) found.set(look, []);
    found.get(look).push(one);
  }
  for (const look of found.keys()) known.add(look);
  window.fresh = [...found.values()];
  for (const elements of fresh) elements.sort((one, two) => one.childElementCount - two.childElementCount);  // less to try
}"""
RUN = """async options => {
  const {violations} = await axe.run(document, {...options, resultTypes: ['violations'], selectors: false});
  return violations.map(one => [one.id, one.nodes[0].html.slice(0, 160)]);
}"""
# axe-core passes over some words, such as Arabic ones whose letters it takes for one picture: then the next has its turn.
RUN_ON_LOOKS = """async options => {
  const found = [];
  for (let looks = window.fresh, turn = 1; looks.length; turn *= 4) {
    const tried = looks.map(elements => elements.splice(0, turn));
    const {violations, passes, incomplete} = await axe.run({include: tried.flat()}, {...options, elementRef: true, selectors: false});
    const judged = new Set([violations, passes, incomplete].flat().flatMap(rule => rule.nodes.map(node => node.element)));
    looks = looks.filter((elements, at) => elements.length && !tried[at].some(one => judged.has(one)));
    found.push(...violations.map(one => [one.id, one.nodes[0].html.slice(0, 160)]));
  }
  return found;
}"""


class Tried:
    """A page on which rules are tried; every fold of it is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(Axe().axe_script)

    def everything(self, wide: int, between: int, narrow: int) -> list[Violation]:
        """What any rule finds on a page, in both schemes."""
        found = self.at(wide)
        self._show(between, "light")
        found += [*self._run(f"{between} light", LAYOUT), *self._sideways(between)]
        return [*found, *self.at(narrow)]

    def at(self, *widths: int) -> list[Violation]:
        """What is found at some widths by all rules."""
        found: list[Violation] = []
        for width in widths:
            self._show(width, "light")
            found += [*self._run(f"{width} light", STRUCTURE), *self._sideways(width)]
            found += [*self._colours(width, "light"), *self._colours(width, "dark")]
        return found

    def words(self, width: int) -> list[Violation]:
        """What is found at a width by rules that judge words: whether names are there, and are of a language."""
        self._show(width, "light")
        return list(self._run(f"{width} light", WORDS))

    def _colours(self, width: int, scheme: str) -> Iterator[Violation]:
        self._show(width, scheme)
        self.page.evaluate(NEW_LOOKS)
        if not self.page.evaluate("known.size"):
            yield f"{width} {scheme}", "no look was found", ""
        yield from self._run(f"{width} {scheme}", COLOURS, RUN_ON_LOOKS)

    def _sideways(self, width: int) -> Iterator[Violation]:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{width}", "sideways scroll", f"{wide} px"

    def _show(self, width: int, scheme: str) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    def _run(self, how: str, options: dict[str, object], script: str = RUN) -> Iterator[Violation]:
        for rule, element in self.page.evaluate(script, options):
            yield how, rule, element
