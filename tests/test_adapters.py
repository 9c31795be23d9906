"""The forms of others: TimeML that any parser reads, and the fields that users of Recognizers and JioNLP expect."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import extract
from weibotext.adapters import to_jionlp, to_recognizers, to_timex3

TEXT = "自2012年3月起，每周三上午9时至11时值班。8月2日至5日放假，为期四天，下午3点恢复，目前正常。"


def test_timex3_is_xml_with_the_whole_text() -> None:
    record = extract(TEXT, published="2013-08-20")
    root = ET.fromstring(to_timex3(record).encode())
    assert "".join(root.find("TEXT").itertext()) == TEXT  # type: ignore[union-attr]
    marks = [(one.text, one.get("type"), one.get("value")) for one in root.iter("TIMEX3") if one.text]
    assert marks[0] == ("2013-08-20", "DATE", "2013-08-20")
    assert ("2012年3月", "DATE", "2012-03") in marks
    assert ("8月2日至5日", "DURATION", "P4D") in marks
    ends = {one.get("tid"): one.get("value") for one in root.iter("TIMEX3") if not one.text}
    assert {"2013-08-02", "2013-08-05"} <= set(ends.values())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30).map(lambda text: f"{text}3月2日{text}"))
def test_timex3_is_well_formed_for_any_text(text: str) -> None:
    root = ET.fromstring(to_timex3(extract(text)).encode())
    assert root.tag == "TimeML"


def test_timex3_keeps_carriage_returns_and_the_length_of_what_xml_cannot_hold() -> None:
    text = "一\r\n二\x00\ud800\ufffe<&>2013年"
    (body,) = ET.fromstring(to_timex3(extract(text)).encode()).iter("TEXT")
    assert "".join(body.itertext()) == "一\r\n二\ufffd\ufffd\ufffd<&>2013年"


def test_timex3_without_publication_has_no_creation_time() -> None:
    assert "DCT" not in to_timex3(extract("6月30日"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("6月30日", "date", {"value": "2013-06-30"}),
        ("2012年", "daterange", {"start": "2012-01-01", "end": "2013-01-01"}),
        ("2018年以前", "daterange", {"start": "2013-08-20", "end": "2018-01-01"}),
        ("3月2日至5日", "daterange", {"start": "2013-03-02", "end": "2013-03-05"}),
        ("2011—2013年", "daterange", {"start": "2011-01-01", "end": "2013-01-01"}),
        ("8月19日15时", "datetime", {"value": "2013-08-19 15:00:00"}),
        ("下午3点", "time", {"value": "15:00:00"}),
        ("9:00—17:30", "timerange", {"start": "09:00:00", "end": "17:30:00"}),
        ("两年", "duration", {"value": "6.3072e+07"}),
        ("每周三", "set", {"value": "not resolved"}),
    ],
)
def test_recognizers(text: str, kind: str, value: dict[str, str]) -> None:
    (found,) = to_recognizers(extract(text, published="2013-08-20"))
    assert text[found["start"] : found["end"] + 1] == found["text"] == text
    assert found["type_name"] == f"datetimeV2.{kind}"
    said = found["resolution"]["values"][0]
    assert said["type"] == kind
    assert {key: said[key] for key in value} == value


@pytest.mark.parametrize(
    ("text", "kind", "time"),
    [
        ("6月30日", "time_point", ["2013-06-30 00:00:00", "2013-06-30 23:59:59"]),
        ("今年以来", "time_span", ["2013-01-01 00:00:00", "inf"]),
        ("1至6月", "time_span", ["2013-01-01 00:00:00", "2013-06-30 23:59:59"]),
        ("36天5小时", "time_delta", {"day": 36.0, "hour": 5.0}),
        ("3至5天", "time_delta", [{"day": 3.0}, {"day": 5.0}]),
        ("每月15日", "time_period", {"delta": {"month": 1.0}, "point": None}),
    ],
)
def test_jionlp(text: str, kind: str, time: object) -> None:
    (found,) = to_jionlp(extract(text, published="2013-08-20"))
    assert (found["text"], found["type"], found["detail"]["time"]) == (text, kind, time)


def test_what_has_no_place_in_the_calendar_is_left_out_for_jionlp() -> None:
    assert to_jionlp(extract("目前正常，6月30日")) == []
