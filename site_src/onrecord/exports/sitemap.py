"""The sitemap (sitemaps.org 0.9): every page of the site as it is now, each with its other languages."""

from collections.abc import Iterator
from functools import partial

from onrecord.exports.basis import Basis, Export, as_xml
from onrecord.pages.edition import Sibling, on_web

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
)


def exports(basis: Basis) -> Iterator[Export]:
    """The sitemap; none without ``site_url``."""
    if basis.library.site.site_url:
        yield Export("sitemap.xml", partial(sitemap, basis), "site")


def sitemap(basis: Basis) -> bytes:
    """Every address, with those of the same page in all languages, itself among them."""
    now = {edition: paths for edition, paths in basis.siblings.items() if edition.day is None}
    paths = sorted(frozenset[str]().union(*now.values()) - {"404.html"})
    pages = (
        line for path in paths for line in _page(basis, path, [edition for edition in now if path in now[edition]])
    )
    return "\n".join((*_HEAD, *pages, "</urlset>", "")).encode()


def _page(basis: Basis, path: str, there: list[Sibling]) -> Iterator[str]:
    languages = [(edition.language, _address(basis, edition, path)) for edition in there]
    others = [*languages, ("x-default", languages[0][1])] if len(languages) > 1 else []
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{name}" href="{url}"/>' for name, url in others)
    for _, url in languages:
        yield f"<url><loc>{url}</loc>{links}</url>"


def _address(basis: Basis, edition: Sibling, path: str) -> str:
    return as_xml(on_web(basis.library.site, edition.folder, path))
