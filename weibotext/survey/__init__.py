"""Themes of many articles: tables and pictures. The body of ``weibotext themes``."""

from __future__ import annotations

from weibotext.survey.tables import TABLES, Survey, survey

__all__ = ["TABLES", "Survey", "survey"]
