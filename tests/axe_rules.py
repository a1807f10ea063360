"""axe-core on a page that is open: all rules once, and on what else the page can look like those that may find more there.

- In another scheme only colours differ: the rules of colour are tried on all that is shown.
- At another width boxes have other places, some are shown that were not, and some no longer: all rules but those of colour
  are tried. Colours are tried on what looks otherwise than at the width before: newly shown, on another ground, smaller.
"""

from collections.abc import Iterable, Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ("color-contrast", "link-in-text-block")

EVERY: dict[str, object] = {"runOnly": TAGS}
STRUCTURE = EVERY | {"rules": {one: {"enabled": False} for one in OF_COLOUR}}
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": OF_COLOUR}}

Violation = tuple[str, str, str]  # how the page was shown, the rule, the first element

# Each element that has text of its own, with all that its contrast depends on.
LOOKS = """() => {
  const grounds = new Map();
  const ground = one => {
    if (!one) return '';
    if (!grounds.has(one)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(one);
      grounds.set(one, `${ground(one.parentElement)} ${backgroundColor} ${backgroundImage} ${opacity}`);
    }
    return grounds.get(one);
  };
  return new Map([...document.querySelectorAll('body *')].filter(one =>
    [...one.childNodes].some(each => each.nodeType === 3 && each.data.trim()) && one.checkVisibility({visibilityProperty: true})
  ).map(one => {
    const {color, fill, fontWeight, fontSize} = getComputedStyle(one), size = parseFloat(fontSize);
    return [one, [color, fill, fontWeight, size >= 24, size >= 18.5, ground(one)].join()];
  }));
}"""
RUN = """async ([options, only]) => {
  const context = only ? {include: [...window.other]} : document;
  const {violations} = await axe.run(context, {...options, resultTypes: ['violations']});
  return violations.map(one => [one.id, one.nodes[0].html.slice(0, 160)]);
}"""


class Tried:
    """A page on which rules are tried; every fold of it is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(Axe().axe_script)

    def all_at(self, width: int) -> Iterator[Violation]:
        """What any rule finds at a width, in light colours."""
        self._show(width, "light")
        yield from self._run(f"{width} light", EVERY)

    def structure(self, width: int) -> Iterator[Violation]:
        """What is found at a width by rules that do not look at colours."""
        self._show(width, "light")
        yield from self._run(f"{width} light", STRUCTURE)

    def colours(self, width: int, scheme: str) -> Iterator[Violation]:
        """What rules of colour find in a scheme."""
        self._show(width, scheme)
        yield from self._run(f"{width} {scheme}", COLOURS)

    def colours_that_differ(self, width: int, schemes: Iterable[str]) -> Iterator[Violation]:
        """What rules of colour find at a width, in each scheme, on what looks otherwise in it than when it was kept."""
        for scheme in schemes:
            self._show(width, scheme)
            looked = f"[...({LOOKS})()].filter(([one, look]) => window.looked.{scheme}.get(one) !== look)"
            if self.page.evaluate(f"(window.other = {looked}.map(([one]) => one)).length"):
                yield from self._run(f"{width} {scheme}", COLOURS, only=True)

    def keep_looks(self, width: int, *schemes: str) -> None:
        """Keep how the page looks at a width in each scheme."""
        self.page.evaluate("window.looked = {}")
        for scheme in schemes:
            self._show(width, scheme)
            self.page.evaluate(f"window.looked.{scheme} = ({LOOKS})()")

    def sideways(self, width: int) -> Iterator[Violation]:
        """Whether the page is wider than its window."""
        self._show(width, "light")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{width}", "sideways scroll", f"{wide} px"

    def everything(self, wide: int, *others: int) -> list[Violation]:
        """All of it: at one width in both schemes, then at others."""
        self.keep_looks(wide, "light", "dark")
        found = [*self.all_at(wide), *self.colours(wide, "dark"), *self.sideways(wide)]
        for width in others:
            found += [
                *self.structure(width),
                *self.colours_that_differ(width, ("light", "dark")),
                *self.sideways(width),
            ]
        return found

    def _show(self, width: int, scheme: str) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    def _run(self, how: str, options: dict[str, object], *, only: bool = False) -> Iterator[Violation]:
        for rule, element in self.page.evaluate(RUN, [options, only]):
            yield how, rule, element
