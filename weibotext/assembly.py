"""Runs the stages on one clean text and turns what they find into the items of a record, in source coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import count
from operator import attrgetter
from typing import Final

from weibotext import record
from weibotext.agencies import (
    AccountFound,
    Authority,
    BodyMention,
    Context,
    find_accounts,
    find_bodies,
    whole_regions,
)
from weibotext.dates import When, find_dates
from weibotext.figures import Amount, find_figures
from weibotext.numerals import LONGEST, parse_number
from weibotext.observations import Claim, Number, Subject, Time, find_claims
from weibotext.segment import dictionary_idf, dictionary_tags
from weibotext.text import Text
from weibotext.themes import Labeller, Rarity, find_keywords, noun_rarity
from weibotext.values import Match, Span, Words

_NEVER_CLAIMED: Final = frozenset(("ordinal", "percent_points", "fraction"))
_COLLECTIVE: Final = ("机关", "部门", "系统", "警方")
"""What the names of many bodies together end in, of which a claim is one of their region."""


def _is_part(span: Span, whole: Span | None) -> bool:
    return whole is not None and whole != span and whole.covers(span)


@cache
def _rarity() -> Rarity:
    return noun_rarity(dictionary_tags(), dictionary_idf())


def _nouns(words: Words) -> Rarity:
    """How rare words are, with those at hand ready to be told; of single characters that is not asked."""
    dictionary_idf().read_for(word for word in words.texts if len(word) > 1)
    return _rarity()


@dataclass(frozen=True)
class Assembly:
    """One article's findings. Each stage runs when its items are first asked for, and only once."""

    text: Text
    words: Words
    published: datetime | None
    title: Span | None
    labeller: Labeller
    authority: Authority | None = None
    site: str | None = None

    # What the stages find, in clean coordinates.

    @cached_property
    def _dates(self) -> list[Match[When]]:
        return find_dates(self.text.clean, published=self.published, words=self.words)

    @cached_property
    def _figures(self) -> list[Match[Amount]]:
        taken = [place.span for place in self._bodies[1].places]  # 三台县 and 六盘水 begin with no number
        if not self._is_number:
            taken += [match.span for match in self._dates]
        return find_figures(self.text.clean, taken=taken, words=self.words, tags=dictionary_tags())

    @property
    def _is_number(self) -> bool:
        """Whether the text as a whole states a number: 1.10, 十一 and 1点45 may be dates as well, and nothing tells which."""
        return len(self.text.clean) <= LONGEST and parse_number(self.text.clean) is not None

    @cached_property
    def _bodies(self) -> tuple[list[BodyMention], Context]:
        clean, tags = self.text.clean, dictionary_tags()
        return find_bodies(clean, self.words, self._day, tags=tags, authority=self.authority, site=self.site)

    @cached_property
    def _accounts(self) -> list[AccountFound]:
        return find_accounts(self.text.clean, *self._bodies)

    @cached_property
    def _claims(self) -> list[Claim]:
        return find_claims(self.text.clean, self._numbers(), self._times(), self._subjects())

    @property
    def _day(self) -> date | None:
        return self.published.date() if self.published else None

    # The items of the record.

    @cached_property
    def dates(self) -> tuple[record.Date, ...]:
        """The dates, t1, t2, … in order."""
        return tuple([self._date(number, match) for number, match in enumerate(self._dates, 1)])

    def _date(self, number: int, match: Match[When]) -> record.Date:
        span, text = self._quoted(match.span)
        extent = span if match.extent == match.span else self._source(match.extent)
        when = match.value
        return record.Date(
            f"t{number}", span, text, extent, when.kind, when.timex, when.interval, when.mod, when.basis, match.rule
        )

    @cached_property
    def figures(self) -> tuple[record.Figure, ...]:
        """The figures, f1, f2, … in order, each with what it counts."""
        spans = self.text.source_spans([match.span for match in self._figures])
        found = zip(count(1), spans, self._figures, strict=False)
        return tuple([self._figure(number, span, match) for number, span, match in found])

    def _figure(self, number: int, span: Span, match: Match[Amount]) -> record.Figure:
        inner, outer, amount, rule = match
        extent = span if outer == inner else self._source(outer)
        return record.Figure(f"f{number}", span, self.text.source[span[0] : span[1]], extent, *amount, rule)

    @cached_property
    def agencies(self) -> tuple[record.Agency, ...]:
        """One item a body, a1, a2, … by first mention, with all its mentions."""
        mentions: dict[str, list[BodyMention]] = {}
        for mention in self._body_mentions():
            mentions.setdefault(mention.name, []).append(mention)
        return tuple(self._agency(f"a{number}", found) for number, found in enumerate(mentions.values(), 1))

    def _body_mentions(self) -> list[BodyMention]:
        """The bodies named in the text, and those that only an account's name or owner tells of, at that account."""
        if not self._accounts:
            return self._named
        names = {span for account in self._accounts for span, _ in account.mentions}
        bodies = [mention._replace(basis="handle") if mention.span in names else mention for mention in self._named]
        known = {mention.name for mention in bodies}
        for account in self._accounts:
            owner = account.owner
            if owner is not None and owner.name not in known:
                known.add(owner.name)
                span = account.mentions[0][0]
                bodies.append(BodyMention(span, owner.name, owner.kind, owner.level, owner.region, "handle"))
        return sorted(bodies, key=attrgetter("span"))

    @cached_property
    def _named(self) -> list[BodyMention]:
        """The bodies named in the text, without those that are but a part of an account's quoted name: “天津海关|发布”."""
        quoted = (span for account in self._accounts for span, basis in account.mentions if basis == "quoted")
        inside = {at: span for span in quoted for at in range(*span)}
        return [one for one in self._bodies[0] if not _is_part(one.span, inside.get(one.span.start))]

    def _agency(self, identifier: str, mentions: Sequence[BodyMention]) -> record.Agency:
        first = mentions[0]
        items = tuple([self._mention(mention.span, mention.basis) for mention in mentions])
        return record.Agency(identifier, first.name, first.kind, first.level, first.region, items)

    def _mention(self, span: Span, basis: str) -> record.Mention:
        return record.Mention(*self._quoted(span), basis)

    @cached_property
    def accounts(self) -> tuple[record.Account, ...]:
        """The accounts, w1, w2, … by first mention."""
        owners = {agency.name: agency.id for agency in self.agencies}
        opened = {claim.subject: claim.value for claim in self._claims if claim.measure == "opened"}
        return tuple(
            record.Account(
                id=f"w{number}",
                name=account.name,
                agency=owners.get(account.owner.name) if account.owner else None,
                platforms=account.platforms,
                opened=opened.get(f"w{number}"),
                mentions=tuple(self._mention(span, basis) for span, basis in account.mentions),
            )
            for number, account in enumerate(self._accounts, 1)
        )

    @cached_property
    def observations(self) -> tuple[record.Observation, ...]:
        """The claims, in order."""
        return tuple(
            record.Observation(
                subject=claim.subject,
                measure=claim.measure,
                figure=claim.figure,
                date=claim.date,
                value=claim.value,
                mod=claim.mod,
                unit=claim.unit,
                span=self._source(claim.span),
                rule=claim.rule,
            )
            for claim in self._claims
        )

    @cached_property
    def themes(self) -> tuple[record.Theme, ...]:
        """The themes, the highest score first."""
        found = self.labeller(self.text.clean)
        return tuple([record.Theme(one.label, one.score, self._evidence(one.evidence)) for one in found])

    def _evidence(self, spans: Sequence[Span]) -> tuple[record.Evidence, ...]:
        source = self.text.source
        return tuple([record.Evidence(span, source[span[0] : span[1]]) for span in self.text.source_spans(spans)])

    @cached_property
    def keywords(self) -> tuple[record.Keyword, ...]:
        """The keywords, the best first."""
        found = find_keywords(self.words, nouns=_nouns(self.words), title=self.title)
        spans = self.text.source_spans
        return tuple([record.Keyword(phrase.text, phrase.score, spans(phrase.spans)) for phrase in found])

    def tokens(self) -> tuple[record.RecordToken, ...]:
        """The words in source coordinates, each with the dictionary's part of speech."""
        stops = [*self.words.starts[1:], len(self.text.clean)][: len(self.words.starts)]
        spans = [self._source(Span(*ends)) for ends in zip(self.words.starts, stops, strict=True)]
        tags = dictionary_tags()
        return tuple((*span, word, tags.get(word)) for span, word in zip(spans, self.words.texts, strict=True))

    # What claims need to know of the rest.

    def _numbers(self) -> list[Number]:
        figures = zip(count(1), self._figures, strict=False)
        return [
            Number(
                f"f{number}",
                match.span,
                match.extent,
                str(match.value.value),
                match.value.mod,
                match.value.unit,
                match.value.per,
            )
            for number, match in figures
            if match.value.value is not None and match.value.kind not in _NEVER_CLAIMED
        ]

    def _times(self) -> Iterator[Time]:
        for number, one in enumerate(self._dates, 1):
            yield Time(f"t{number}", one.span, one.value.timex, one.value.kind)

    def _subjects(self) -> Iterable[Subject]:
        numbers = {agency.name: agency.id for agency in self.agencies}
        accounts = {span for account in self._accounts for span, _ in account.mentions}
        for span, name, _, _, region, _ in self._named:
            if span in accounts:
                continue
            if not self.text.clean.endswith(_COLLECTIVE, 0, span.stop):
                yield Subject(span, "agency", numbers[name], region.code if region else None)
            elif region:
                yield Subject(span, "region", region.code)
        for number, account in enumerate(self._accounts, 1):
            yield from (Subject(span, "account", f"w{number}") for span, _ in account.mentions)
        named = {at for span in accounts for at in range(*span)}
        for place in self._bodies[1].places:
            if place.span.start not in named:
                yield Subject(place.span, "region", place.region.code)
        for place in whole_regions(self.text.clean, self._bodies[1]):
            yield Subject(place.span, "whole", place.region.code)

    def _source(self, span: Span) -> Span:
        return self.text.source_span(span)

    def _quoted(self, span: Span) -> tuple[Span, str]:
        """A span in source coordinates, and what it reads there."""
        source = self.text.source_span(span)
        return source, self.text.source[source.start : source.stop]
