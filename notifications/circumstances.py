"""What is known of readers at the moment of sending, for a whole batch in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Min
from django.utils import timezone

from accounts.models import AddressTrouble, Employment
from notifications.calendars import is_bank_holiday
from notifications.hours import next_open
from notifications.kinds import Pace, counted_kinds
from notifications.models import (
    Choice,
    Kindness,
    Message,
    QuietTime,
    Rhythm,
    Wording,
)

WEEK = timedelta(days=7)
Reader = int | str


class Circumstances:
    def __init__(self, messages: Iterable[Message], *, at: datetime) -> None:
        messages = list(messages)
        self.at = at
        self.kindness = Kindness.load()
        kinds = {message.kind for message in messages}
        wordings = Wording.objects.filter(kind__in=kinds)
        self.wordings = dict(wordings.values_list("kind", "source"))
        self._people = {message.person_id for message in messages if message.person_id}
        self._addresses = {message.recipient.lower() for message in messages if message.recipient}
        self._load_choices()
        self._load_quiet_times()
        self._load_letters()
        troubles = AddressTrouble.objects.filter(address__in=self._addresses)
        self._troubled = set(troubles.values_list("address", flat=True))
        series = {message.series for message in messages if message.series}
        self.reminders = dict(
            Message.objects.sent()
            .filter(series__in=series)
            .values_list("series")
            .annotate(count=Count("pk"))
            .order_by()
        )

    @property
    def most_reminders(self) -> int:
        return self.kindness.reminders_at_most

    def choice(self, message: Message) -> Choice:
        return self._choices.get((message.reader, message.kind)) or Choice()

    def is_reachable(self, address: str) -> bool:
        return bool(address) and address.lower() not in self._troubled

    def is_first_letter(self, reader: Reader) -> bool:
        return reader not in self._written_to

    def moment(self, reader: Reader, *, pace: Pace, due_at: datetime) -> datetime | None:
        """When this reader may next be written to; `at` itself means now, None means never."""
        rhythm = self._rhythms.get(reader) or Rhythm()
        zone = ZoneInfo(rhythm.time_zone)
        lineages = self._lineages.get(reader, ())

        def is_closed(day: date) -> bool:
            return (
                is_bank_holiday(day, self.kindness.nation)
                or bool(rhythm.paused_until and day < rhythm.paused_until)
                or any(quiet.holds(day) and _is_for(quiet, lineages) for quiet in self._quiet_times)
            )

        since = max(self.at, _gathered(due_at, pace, rhythm, zone))
        return next_open(since, hours=self.kindness.hours, zone=zone, is_closed=is_closed)

    def has_room_at(self, reader: Reader) -> datetime:
        """When the week of this reader has room for one more letter."""
        letters, most = self._letters[reader], self.kindness.letters_a_week
        return letters[-most] + WEEK if len(letters) >= most else self.at

    def note_letter(self, reader: Reader) -> None:
        """One more has gone in this very sweep."""
        self._letters[reader].append(self.at)
        self._written_to.add(reader)

    def _load_choices(self) -> None:
        chosen = Choice.objects.filter(person__in=self._people)
        if self._addresses:
            chosen |= Choice.objects.filter(address__in=self._addresses)
        self._choices = {(row.person_id or row.address, row.kind): row for row in chosen}
        rhythms = Rhythm.objects.filter(person__in=self._people)
        self._rhythms: dict[Reader, Rhythm] = {row.person_id: row for row in rhythms}

    def _load_quiet_times(self) -> None:
        today = timezone.localdate(self.at)
        quiet = QuietTime.objects.not_over(on=today).select_related("organisation")
        self._quiet_times = list(quiet)
        self._lineages: dict[Reader, list[str]] = defaultdict(list)
        if any(one.organisation_id for one in self._quiet_times):
            jobs = Employment.objects.current(on=today).filter(person__in=self._people)
            for person, lineage in jobs.values_list("person", "organisation__lineage"):
                self._lineages[person].append(lineage)

    def _load_letters(self) -> None:
        letters = Message.objects.sent().filter(
            person__in=self._people, channel=Message.Channel.EMAIL
        )
        self._written_to: set[Reader] = set(letters.values_list("person", flat=True).distinct())
        self._letters: dict[Reader, list[datetime]] = defaultdict(list)
        lately = letters.filter(ended_at__gt=self.at - WEEK, kind__in=counted_kinds())
        for row in lately.values("person", "letter").annotate(at=Min("ended_at")).order_by("at"):
            self._letters[row["person"]].append(row["at"])


def _is_for(quiet: QuietTime, lineages: Iterable[str]) -> bool:
    organisation = quiet.organisation
    return organisation is None or any(
        lineage.startswith(organisation.lineage) for lineage in lineages
    )


def _gathered(due_at: datetime, pace: Pace, rhythm: Rhythm, zone: ZoneInfo) -> datetime:
    """When the summary that this belongs to is made, by the clock of the reader."""
    if pace == Pace.AT_ONCE:
        return due_at
    local = due_at.astimezone(zone)
    made = local.replace(hour=rhythm.digest_hour, minute=0, second=0, microsecond=0, fold=0)
    if pace == Pace.WEEKLY:
        made += timedelta(days=(rhythm.digest_day - made.weekday()) % 7)
    if made < local:
        made += timedelta(days=7 if pace == Pace.WEEKLY else 1)
    return made.astimezone(UTC)
