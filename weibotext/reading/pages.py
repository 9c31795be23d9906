"""HTML pages to articles: the main text and what the page says of itself, by trafilatura.

The article's source is the extracted text, with the lines beside it that say who published it and when; offsets count in
it. Extraction must neither mend nor lose the damage that repair reads: trafilatura drops private-use and control characters,
composes characters (NFC) and resolves ``&amp;#36149;`` twice, and the bytes that hide in them are lost. So they go through it
in disguise, each as a rare character that the page does not have.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from weibotext.errors import InputError
from weibotext.extras import require
from weibotext.reading.articles import Article
from weibotext.reading.declared import declared_in_header, declared_in_markup
from weibotext.reading.decoding import Decoded, decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DISGUISES: Final = range(0x2_0000, 0x2_A6E0)  # extension B: over forty thousand characters that are hardly ever used
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_ENDS: Final = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)
"""Ends that the parser obeys wherever they stand; browsers read on, and pages made of parts have them in the middle."""

_REFERENCE: Final = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
_AMPERSAND: Final = re.compile("&(?:amp|#38|#x26);", re.IGNORECASE)


def page_article(
    data: bytes | str, name: str, *, encoding: str | None = None, content_type: str | None = None
) -> Article:
    """The article on an HTML page, with title, day of publication, site and address where the page states them.

    ``encoding`` is the bytes' encoding, where it should not be found out; ``content_type`` is the header that the page was
    served with, whose declaration goes before that of the markup. The ``<meta>`` tags that Chinese government sites
    must have (ArticleTitle, PubDate, SiteName; 政府网站发展指引, 国办发〔2017〕47号) go before others.

    Raises :class:`InputError` when trafilatura is not there, the bytes are no text, or the page holds none.

    >>> page_article("<html><body><article><p>微博贵州上线</p></article></body></html>", "a.html").source
    '微博贵州上线'
    """
    text, found = (data, None) if isinstance(data, str) else _decoded(data, name, encoding, content_type)
    text = _REFERENCE.sub(_odd_resolved, text)
    masks = _masks(text)
    masked = _AMPERSAND.sub(masks[ord("&")], text).translate(masks | {ord("&"): "&"})
    page = _extracted(_ENDS.sub("", _XML_DECLARATION.sub("", masked, count=1)), name)
    plain = {ord(mask): chr(character) for character, mask in masks.items()}
    source = page["text"].translate(plain)
    if not source.strip():
        raise InputError(f"{name}: no text on this page; is it one that fills itself by script? Save it from a browser")
    words = {key: page[key].translate(plain).strip() or None for key in ("title", "url", "site")}
    return Article(source, name, page["published"], "metadata", **words, encoding=found)


def _decoded(data: bytes, name: str, encoding: str | None, content_type: str | None) -> Decoded:
    declared = declared_in_header(content_type or "") or declared_in_markup(data)
    return decoded(data, name=name, encoding=encoding, declared=declared)


def _odd_resolved(reference: re.Match[str]) -> str:
    """A numeric reference to a character that would not come through, as the character itself."""
    character = html.unescape(reference[0])
    return character if len(character) == 1 and _is_odd(character) else reference[0]


def _masks(text: str) -> dict[int, str]:
    """For every character that trafilatura would drop or change, one that the page does not have; one for ``&`` as well."""
    there = set(text) | set(html.unescape(text))
    odd = ["&", *sorted(one for one in there if _is_odd(one))]
    free = (chr(code) for code in _DISGUISES if chr(code) not in there)
    return {ord(character): mask for character, mask in zip(odd, free, strict=False)}


def _is_odd(character: str) -> bool:
    if character.isspace():
        return False
    return (
        not character.isprintable()
        or unicodedata.combining(character) > 0
        or not unicodedata.is_normalized("NFC", character)
    )


def _extracted(text: str, name: str) -> dict[str, Any]:
    """Text, title, published, site and url of a page."""
    require(f"{name}: HTML", "trafilatura", "lxml_html_clean", extra="html")
    import trafilatura

    try:
        return _read(trafilatura, text)
    except Exception as problem:  # a parser of the web's pages may fail in any way; the batch goes on
        raise InputError(
            f"{name}: trafilatura cannot read this page ({type(problem).__name__}: {problem}); save its text as .txt"
        ) from None


def _read(trafilatura: Any, text: str) -> dict[str, Any]:
    from weibotext.reading.mainbox import main_box
    from weibotext.reading.markup import day_of_page, site_of, stated, title_of
    from weibotext.reading.pagelines import linked_items, visible_lines, with_own_lines, without_links

    tree = trafilatura.load_html(text)
    if tree is None:  # a fragment
        tree = trafilatura.load_html(f"<html><body><div>{text}</div></body></html>")
    if tree is None:
        return dict.fromkeys(("text", "title", "site", "url"), "") | {"published": None}
    metas, lines, box, links = stated(tree), list(visible_lines(tree)), main_box(tree), linked_items(tree)
    page = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, deduplicate=False, date_extraction_params=_dates()
    )
    main = without_links(_tidy(page.text), links) if page and page.text else ""
    main = box if box and not _holds(main, box) else main
    return {
        "text": with_own_lines(main, lines) if main else _tidy(_all_text(trafilatura, tree)),
        "title": title_of(metas, tree, lines, (page and page.title) or ""),
        "site": site_of(metas, (page and page.sitename) or ""),
        "url": (page and page.url) or "",
        "published": day_of_page(metas, text, (page and page.date) or ""),
    }


def _tidy(text: str) -> str:
    """The lines without blanks around them, single blanks in them, and no empty ones."""
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _holds(main: str, box: str) -> bool:
    """Whether at least half of what stands in the box is in the main text, counted in lines."""
    lines = [line for line in box.split("\n") if line.strip()]
    plain = re.sub(r"\s", "", main)
    return 2 * sum(re.sub(r"\s", "", line) in plain for line in lines) >= len(lines)


def _all_text(trafilatura: Any, tree: HtmlElement) -> str:
    body = tree.find(".//body")
    return "" if body is None else str(trafilatura.html2txt(body))


def _dates() -> dict[str, Any]:
    """Only dates that the page's markup states as its own, whatever the day of reading is."""
    return {"extensive_search": False, "original_date": True, "min_date": "1990-01-01", "max_date": "2100-01-01"}
