"""A font with Chinese characters for pictures, by file, so that no system font and no font cache is relied on."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from weibotext.extras import require

PACKAGE, FILE = "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2
"""Which of the file's faces has the characters in the forms of the mainland; the first has the Japanese ones."""


def chinese_font() -> Any:
    """Noto Sans CJK as matplotlib's ``FontProperties``; its licence is the SIL Open Font License 1.1.

    Before version 3.11 matplotlib takes the first face of a file, which has every character, some in Japanese form.

    Raises :class:`InputError` when the extra ``plots`` is not installed.
    """
    require("drawing pictures", "matplotlib", PACKAGE, extra="plots")
    from matplotlib import font_manager

    path = str(files(PACKAGE).joinpath(FILE))
    face = getattr(font_manager, "FontPath", None)
    return font_manager.FontProperties(fname=face(path, SIMPLIFIED) if face else path)
