"""Moments written in policies: aware instants, whole days, and times without a zone, all as a span of instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

Span = tuple[datetime, datetime]

_CLOCK = tuple(tuple(f"{hour:02}:{minute:02}:" for minute in range(60)) for hour in range(24))
_SECONDS = tuple(f"{second:02}+00:00" for second in range(60))


class _Days(dict[int, str]):
    """Days by their number as they are written; when there are too many, all are forgotten."""

    def __missing__(self, number: int) -> str:
        if len(self) >= MOST_DAYS:
            self.clear()
        day = self[number] = f"{date.fromordinal(number).isoformat()}T"
        return day


MOST_DAYS = 4096
_DAYS = _Days()
_EARLIEST = timedelta(hours=14)
_LATEST = timedelta(hours=12)


def written(moment: datetime) -> str:
    """A moment as it is written in answers: in UTC, so that a replay from recorded facts writes the same.

    It is what ``isoformat`` gives; whole seconds are put together in a quarter of its time.
    """
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    if moment.microsecond:
        return moment.isoformat()
    return f"{_DAYS[moment.toordinal()]}{_CLOCK[moment.hour][moment.minute]}{_SECONDS[moment.second]}"


def read_span(text: str) -> Span | None:
    """The first and last instant that ``text`` can mean, or None where it is not a date or time.

    An ``xsd:dateTime`` with a zone is one instant.  Without a zone, or for an ``xsd:date``, it may mean any zone on
    Earth (UTC+14 to UTC-12): whoever relies on it must be right in all of them (semantics.md, "Time").
    """
    try:
        if len(text) == len("2026-01-01"):
            day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
            return day - _EARLIEST, day + timedelta(days=1) + _LATEST
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC), moment.astimezone(UTC)
        moment = moment.replace(tzinfo=UTC)
        return moment - _EARLIEST, moment + _LATEST
    except (ValueError, OverflowError):
        return None
