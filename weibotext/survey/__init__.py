"""Themes of many articles: tables and pictures. The body of ``weibotext themes``."""

from __future__ import annotations

from weibotext.survey.tables import Survey, survey

__all__ = ["Survey", "survey"]
