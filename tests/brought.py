"""The script of filters and of the drawing, which comes when one of them is first used."""

from playwright.sync_api import Page

BRING = """() => new Promise((done) => {
  const part = document.querySelector('[data-script]');
  const script = () => document.querySelector('script[src$="/list.js"]');
  if (!part || script()) return done();
  part.dispatchEvent(new Event('pointerover'));
  script().addEventListener('load', done);
})"""


def brought(page: Page) -> Page:
    """A page that has loaded, with that script where a part of it needs one: as a reader's pointer would bring it."""
    page.evaluate(BRING)
    return page
