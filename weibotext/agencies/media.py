"""The province of a medium: whose 省公安厅 is in a text that names no region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from weibotext.agencies.forms import region_names
from weibotext.agencies.places import NATION, region_of
from weibotext.lexicon import read_table

_ENDS: Final = ("报", "网", "在线", "卫视", "电视台", "广播电台", "客户端")
_LONGEST_REGION: Final = 6


@cache
def _media() -> Mapping[str, str]:
    """The provinces of media whose names do not begin with them.

    >>> _media()["荆楚网"]
    '420000'
    """
    return dict(read_table("media.tsv", "name", "code"))  # type: ignore[arg-type]


def home_of(site: str | None, words: Iterable[str], on: date | None) -> str | None:
    """The code of the province of a page's site or, failing that, of the medium that the words name first.

    >>> home_of("贵州省人民政府网", [], None), home_of(None, ["来源", "：", "湖南日报"], None)
    ('520000', '430000')
    """
    named = (word for word in words if word.endswith(_ENDS) and len(word) > 1)
    found = (_media().get(name) or _province(name, on) for name in (site or "", *named))
    return next((code for code in found if code), None)


def _province(name: str, on: date | None) -> str | None:
    """The code of the province that the region lies in with which a name begins."""
    begun = (name[:length] for length in range(min(_LONGEST_REGION, len(name)), 1, -1))
    first = next((one for one in begun if one in region_names()), None)
    region = region_of(first, on, within=None) if first else None
    return region.code[:2] + "0000" if region and region.code != NATION.code else None
