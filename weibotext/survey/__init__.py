"""Themes of many articles: tables and pictures. The body of ``weibotext themes``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weibotext.survey.tables import Survey, survey

__all__ = ["Survey", "survey"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.tables"), name)  # the command is imported whenever any command is
