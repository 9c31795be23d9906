"""The head of a record: which line is its title, where a title stands, and which day of publication counts."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from weibotext import Article, InputError, extract
from weibotext.heading import Heading, Published, moment
from weibotext.text import Text
from weibotext.values import Span

BODY = "微博上线，网民可以咨询。"

FIRST_LINES = {
    "a line and a text": (f"省公安厅通报\n{BODY}", "省公安厅通报"),
    "a single character": (f"号\n{BODY}", "号"),
    "fifty characters": (f"{'字' * 50}\n{BODY}", "字" * 50),
    "fifty-one characters": (f"{'字' * 51}\n{BODY}", None),
    "blanks around it": (f"\n \u3000省公安厅 通报\u3000 \t\r\n\n{BODY}", "省公安厅 通报"),
    "nothing behind it": ("省公安厅通报\n \u3000\n", None),
    "no line end": ("省公安厅通报", None),
    "nothing at all": ("\n\n", None),
    **{f"{mark} at its end": (f"省公安厅通报{mark}\n{BODY}", None) for mark in "。，；：,;"},
    "a question": (f"谁在用微博？\n{BODY}", "谁在用微博？"),
}


@pytest.mark.parametrize(("text", "title"), FIRST_LINES.values(), ids=FIRST_LINES)
def test_a_first_line_that_is_short_and_no_sentence_is_the_title(text: str, title: str | None) -> None:
    heading = Heading(Article(text), Text.of(text), None)
    assert heading.title == title
    assert heading.title_span == (title and Span(text.index(title), text.index(title) + len(title)))


@pytest.mark.parametrize(("before", "stands"), [(0, True), (200, True), (201, False)])
def test_a_title_that_was_given_is_looked_for_at_the_beginning(before: int, stands: bool) -> None:
    text = f"{'字' * before}省公安厅通报\n{BODY}"
    heading = Heading(Article(text, title="省公安廳通報"), Text.of(text), None)
    assert heading.title == "省公安厅通报"
    assert heading.title_span == (Span(before, before + 6) if stands else None)


def test_a_title_that_is_not_there_has_no_place() -> None:
    for title, expected in (("省教育厅通报", "省教育厅通报"), ("", None)):
        heading = Heading(Article(BODY, title=title), Text.of(BODY), None)
        assert (heading.title, heading.title_span) == (expected, None)


DATED = f"发布时间：2013-08-20\n新华社贵阳2013年8月18日电 {BODY}"


@pytest.mark.parametrize(
    ("article", "given", "expected"),
    [
        (Article(DATED, published="2013-08-21", published_basis="metadata"), "2013-08-22", ("2013-08-22", "given")),
        (Article(DATED, published="2013-08-21", published_basis="metadata"), None, ("2013-08-21", "metadata")),
        (Article(DATED, published=date(2013, 8, 21)), None, ("2013-08-21", "given")),
        (Article(DATED), None, ("2013-08-20", "metadata")),
        (Article(DATED.partition("\n")[2]), None, ("2013-08-18", "dateline")),
        (Article(f"新华社贵阳8月18日电 {BODY}"), None, (None, None)),
        (Article(BODY), None, (None, None)),
    ],
)
def test_the_day_of_publication_is_the_callers_then_the_articles_then_the_pages(
    article: Article, given: Published, expected: tuple[str | None, str | None]
) -> None:
    record = extract(article, published=given)
    assert (record.published, record.published_basis) == expected


def test_a_day_is_its_midnight_and_a_moment_itself() -> None:
    assert moment(None) is None
    assert moment(date(2013, 8, 20)) == datetime(2013, 8, 20)
    assert moment(datetime(2013, 8, 20, 12, 30)) == moment("2013-08-20T12:30") == datetime(2013, 8, 20, 12, 30)
    assert moment("2013-08-19T20:30:00+00:00") == datetime(2013, 8, 20, 4, 30)


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("昨天", "write it as 2013-08-20"),
        ("", "write it as"),
        (20130820, "not int"),
        (date(999, 12, 31), "from 1000 to 8999"),
        ("9000-01-01", "from 1000 to 8999"),
    ],
)
def test_what_is_no_day_of_publication_is_refused(published: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        moment(published)  # type: ignore[arg-type]


def test_years_of_publication_leave_room_on_either_side() -> None:
    assert [moment(date(year, 1, 1)) for year in (1000, 8999)] == [datetime(1000, 1, 1), datetime(8999, 1, 1)]


def test_names_of_people_are_quoted_as_they_stand_and_called_without_blanks() -> None:
    (editor,) = extract(f"{BODY}\n（责任编辑：李 明）").page.editors
    assert (editor.text, editor.name) == ("李 明", "李明")
