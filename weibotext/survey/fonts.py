"""A font with Chinese characters for pictures, by file, so that no system font and no font cache is relied on."""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from weibotext.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE, FILE = "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"


def chinese_font() -> Any:
    """Noto Sans CJK as matplotlib's ``FontProperties``; its licence is the SIL Open Font License 1.1.

    Raises :class:`InputError` when the extra ``plots`` is not installed.
    """
    _require("matplotlib")
    _require(PACKAGE)
    from matplotlib.font_manager import FontProperties

    path: Path = files(PACKAGE).joinpath(FILE)  # type: ignore[assignment]
    return FontProperties(fname=str(path))


def _require(package: str) -> None:
    if find_spec(package) is None:
        raise InputError(f"pictures need {package}, which is not installed; run `pip install 'weibotext[plots]'`")
