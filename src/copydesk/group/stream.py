"""A stream of reports into stories."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict, cast

import numpy as np

from copydesk.group.forms import one_form
from copydesk.group.lasting_ids import keep_ids, next_id, story_id
from copydesk.group.live import Live, Values
from copydesk.group.order import content_key, in_order
from copydesk.group.repair import EDGE, Edges, Met, components, regroup
from copydesk.group.scorer import probabilities
from copydesk.group.views import Reading, read, same_order
from copydesk.group.word_arrays import Integers
from copydesk.model import Article

#: A report this like an earlier one, in words and in pairs of words, is folded into it.
_SAME_WORDS, _SAME_ORDER = 0.9, 0.75
#: A new report joins the story whose members' summed probability over at most `_ASKED` of them is
#: greatest, from `_JOINS` on. Tuned on the development sets.
_ASKED, _JOINS = 3, 0.5
_BATCH = 256


class State(TypedDict):
    """A stream as plain data, for a store to keep beside the articles."""

    stories: dict[str, list[str]]
    redirects: dict[str, str]
    faded: list[str]


@dataclass(frozen=True, slots=True)
class Links:
    """What joins the reports of a stream, which are told apart by their places in it.

    Attributes:
        copy, original: a copy, and the report it is counted with.
        later, earlier, likely: two reports, and how likely they tell of one event.
        report, neighbour, near: a report, one of its nearest neighbours, and the cosine.
    """

    copy: Integers
    original: Integers
    later: Integers
    earlier: Integers
    likely: Values
    report: Integers
    neighbour: Integers
    near: Values


@dataclass(slots=True)
class _Entry:
    """A live report: indexed under a slot, or folded into the one it copies."""

    article: Article
    words: bytes
    slot: int | None = None
    original: str | None = None
    copies: list[str] = field(default_factory=list)
    story: str = ""
    arrival: int = 0


class Stream:
    """Reports as they come, grouped as they stand.

    `add` puts a report into a story at once; `repair` then splits and merges, and stands where
    batch grouping of the same reports stands. Ids of stories are kept by greatest overlap, and
    every id ever given stays known to `current`.

    Args:
        fade: how long after its last report a story takes no more; None for never. Counted
            from the time given to `tick`, never from a clock.
    """

    def __init__(self, fade: timedelta | None = timedelta(days=90)) -> None:
        self._fade = fade
        self._live = Live()
        self._entries: dict[str, _Entry] = {}
        self._by_slot: dict[int, str] = {}
        self._met: dict[int, Met] = {}
        self._repaired: dict[bytes, list[list[int]]] = {}
        self._by_words: dict[bytes, str] = {}
        self._members: dict[str, list[str]] = {}
        # Of each story the number of members that are no copies.
        self._voices: Counter[str] = Counter()
        self._redirects: dict[str, str] = {}
        self._faded: set[str] = set()
        # Dated reports in order, so that they are not all put in order at each look.
        self._ordered: list[_Entry] = []
        self._undated = self._arrived = 0
        # No story's last report is older; None where that is not known.
        self._oldest: datetime | None = None
        self._edges: Edges | None = None

    def add(self, article: Article) -> str:
        """Take one report; the id of the story it falls into.

        A report with the id of an earlier one is its next version and takes its place.
        """
        return self.extend([article])[0]

    def extend(self, articles: Sequence[Article]) -> list[str]:
        """Take several reports, in this order; the id of each one's story."""
        found = []
        if len(articles) > _BATCH:
            self._edges = None  # sooner read anew than added to one by one
        for start in range(0, len(articles), _BATCH):
            batch = articles[start : start + _BATCH]
            for article, reading in zip(batch, read(batch), strict=True):
                if article.id in self._entries:
                    self._withdraw(article.id)
                found.append(self._take(article, reading))
        return found

    def stories(self) -> dict[str, tuple[str, ...]]:
        """Article ids of each live story, in order of publication, by story id."""
        if self._undated:
            ordered = in_order([entry.article for entry in self._entries.values()])
            place = {article.id: number for number, article in enumerate(ordered)}
        else:
            place = {entry.article.id: number for number, entry in enumerate(self._ordered)}
        sorted_members = {
            story: tuple(sorted(members, key=place.__getitem__) if members[1:] else members)
            for story, members in self._members.items()
        }
        return dict(sorted(sorted_members.items(), key=lambda item: place[item[1][0]]))

    def current(self, story: str) -> str:
        """The id under which a story stands now.

        Raises:
            KeyError: when no live or faded story ever had that id.
        """
        while story in self._redirects:
            story = self._redirects[story]
        if story not in self._members and story not in self._faded:
            raise KeyError(story)
        return story

    def redirects(self) -> dict[str, str]:
        """Former ids, each with the id that stands for it now."""
        return {old: self.current(old) for old in sorted(self._redirects)}

    def repair(self, only_changed: bool = False) -> dict[str, tuple[str, ...]]:
        """Regroup all live reports; the stories that then stand, as `stories` gives them.

        Args:
            only_changed: leave alone reports that hang together with the very reports they hung
                together with at the last repair; what came in elsewhere since shifts the weights
                of words, which then moves them at the next full repair only.
        """
        known = self._repaired if only_changed else {}
        edges = self._edges = self._edges or Edges.of(self._met)
        parts = {members.tobytes(): members for members in components(self._live, edges)}
        changed = {key: members for key, members in parts.items() if key not in known}
        anew = dict(zip(changed, regroup(self._live, list(changed.values())), strict=True))
        repaired = {key: known[key] if key in known else anew[key] for key in parts}
        groups = []
        for found in repaired.values():
            for slots in found:
                names = [self._by_slot[slot] for slot in slots]
                copies = [copy for name in names for copy in self._entries[name].copies]
                groups.append(names + copies)
        self._repaired = repaired
        self._rename(groups)
        return self.stories()

    def tick(self, now: datetime) -> dict[str, tuple[str, ...]]:
        """Let stories fade whose last report is too old, then `repair` what changed.

        A story with an undated report does not fade. A faded story keeps its id and takes no
        more reports; the stream forgets its articles.
        """
        if self._fade is not None:
            gone: list[str] = []
            end = now - self._fade
            if self._oldest is None or self._oldest < end:
                last = {story: self._last(members) for story, members in self._members.items()}
                for story, time in last.items():
                    if time is not None and time < end:
                        gone += self._members[story]
                        self._faded.add(story)
                self._remove(gone)
                standing = (t for t in last.values() if t is not None and t >= end)
                self._oldest = min(standing, default=now)
        return self.repair(only_changed=True)

    def _last(self, members: Sequence[str]) -> datetime | None:
        """When the last of these reports was published; None where one is undated."""
        times = [self._entries[name].article.published for name in members]
        known = [time for time in times if time is not None]
        return max(known) if len(known) == len(times) else None

    def links(self) -> Links:
        """What joins the reports, by their places in order of arrival."""
        place = {name: number for number, name in enumerate(self._entries)}
        slots = np.array(sorted(self._met), dtype=np.int64)
        of_slot = np.zeros(self._live.slots, dtype=np.int64)
        of_slot[slots] = [place[self._by_slot[slot]] for slot in slots.tolist()]
        met = [self._met[slot] for slot in slots.tolist()]
        folded = [(n, e.original) for n, e in self._entries.items() if e.original is not None]
        near = self._live.near[slots]
        row, column = np.nonzero(near >= 0)
        empty = np.zeros(0, dtype=np.int64)
        return Links(
            copy=np.array([place[copy] for copy, _ in folded], dtype=np.int64),
            original=np.array([place[first] for _, first in folded], dtype=np.int64),
            later=np.repeat(of_slot[slots], [len(partners) for partners, _ in met]),
            earlier=of_slot[np.concatenate([empty, *(partners for partners, _ in met)])],
            likely=np.concatenate([np.zeros(0), *(likely for _, likely in met)]),
            report=of_slot[slots][row],
            neighbour=of_slot[near[row, column]],
            near=self._live.near_cosine[slots][row, column].astype(np.float64),
        )

    def state(self) -> State:
        """What a store must keep, beside the articles themselves, to restore the stream."""
        return {
            "stories": {story: list(names) for story, names in self.stories().items()},
            "redirects": dict(sorted(self._redirects.items())),
            "faded": sorted(self._faded),
        }

    @classmethod
    def restore(
        cls,
        state: State,
        articles: Iterable[Article],
        fade: timedelta | None = timedelta(days=90),
    ) -> Stream:
        """The stream of a state; articles that stand in no story of it are left out."""
        stream = cls(fade)
        story = {name: key for key, names in state["stories"].items() for name in names}
        stream.extend([article for article in in_order(list(articles)) if article.id in story])
        stream._members = {}
        stream._voices.clear()
        for name, entry in stream._entries.items():
            stream._join(name, entry, story[name])
        stream._redirects = dict(state["redirects"])
        stream._faded = set(state["faded"])
        return stream

    def _take(self, article: Article, reading: Reading) -> str:
        words = _fingerprint(article)
        entry = self._entries[article.id] = _Entry(article, words, arrival=self._arrived)
        self._arrived += 1
        if article.published is None:
            self._undated += 1
        else:
            insort(self._ordered, entry, key=_order)
        original = self._by_words.setdefault(words, article.id) if words else article.id
        if original != article.id:
            return self._fold(article.id, entry, original)
        found = self._live.look(reading)
        partners, cosines = found.partners, found.cosines
        alike = cosines[:, 0] >= (2 if reading.headline_only else _SAME_WORDS)
        for partner in partners[alike].tolist():
            earlier = self._by_slot[partner]
            if one_form(reading.filling, self._live.fillings[partner]):
                continue
            if same_order(article, self._entries[earlier].article) >= _SAME_ORDER:
                return self._fold(article.id, entry, earlier)
        slot = entry.slot = self._live.enter(found)
        self._by_slot[slot] = article.id
        shared = self._live.shared_neighbours(slot, partners)
        likely = probabilities(self._live, slot, partners, cosines, shared)
        met = self._met[slot] = partners[likely >= EDGE], likely[likely >= EDGE]
        if self._edges is not None:
            self._edges = self._edges.with_one(slot, met)
        return self._join(article.id, entry, self._likeliest(slot) or self._new_id(article))

    def _fold(self, name: str, entry: _Entry, original: str) -> str:
        """Count a report as a copy of an earlier one, or of the one that is itself a copy of."""
        original = self._entries[original].original or original
        entry.original = original
        self._entries[original].copies.append(name)
        return self._join(name, entry, self._entries[original].story)

    def _likeliest(self, slot: int) -> str | None:
        """The story whose members together most likely tell of the same event."""
        votes: dict[str, float] = {}
        for partner, value in zip(*(part.tolist() for part in self._met[slot]), strict=True):
            story = self._entries[self._by_slot[partner]].story
            votes[story] = votes.get(story, 0.0) + value
        weakness = [
            (-total / min(self._voices[story], _ASKED), story) for story, total in votes.items()
        ]
        least, best = min(weakness, default=(0.0, None))
        return best if least <= -_JOINS else None

    def _new_id(self, article: Article) -> str:
        wanted = story_id(article)
        while wanted in self._members or wanted in self._redirects or wanted in self._faded:
            wanted = next_id(wanted)
        return wanted

    def _join(self, name: str, entry: _Entry, story: str) -> str:
        entry.story = story
        published = entry.article.published
        if self._oldest is not None and published is not None and published < self._oldest:
            self._oldest = published
        self._voices[story] += entry.original is None
        self._members.setdefault(story, []).append(name)
        return story

    def _rename(self, groups: Sequence[Sequence[str]]) -> None:
        """Give regrouped stories their ids; one with the reports it had is left as it is."""
        groups = [group for group in groups if not self._stands(group)]
        former = {self._entries[name].story for group in groups for name in group}
        ordered = [in_order([self._entries[name].article for name in group]) for group in groups]
        names = [[article.id for article in group] for group in ordered]
        fresh = [story_id(group[0]) for group in ordered]
        gone = dict.fromkeys([*self._redirects, *self._faded, *self._members], ())
        own = {story: self._members[story] for story in former}
        ids, redirects = keep_ids({**gone, **own}, names, fresh)
        self._redirects.update(redirects)
        for story in former:
            del self._members[story], self._voices[story]
        for story, group in zip(ids, names, strict=True):
            for name in group:
                self._join(name, self._entries[name], story)

    def _stands(self, group: Sequence[str]) -> bool:
        """Whether a group is a story already: all of its reports, and no others."""
        story = self._entries[group[0]].story
        return len(group) == len(self._members[story]) and all(
            self._entries[name].story == story for name in group
        )

    def _withdraw(self, name: str) -> None:
        """Take an earlier version out; reports that were folded into it come in anew."""
        copies = [self._entries[copy].article for copy in self._entries[name].copies]
        self._remove([name, *(copy.id for copy in copies)])
        self.extend(copies)

    def _remove(self, names: Sequence[str]) -> None:
        slots = []
        for name in names:
            entry = self._entries.pop(name)
            if entry.article.published is None:
                self._undated -= 1
            else:
                del self._ordered[bisect_left(self._ordered, _order(entry), key=_order)]
            members = self._members[entry.story]
            members.remove(name)
            self._voices[entry.story] -= entry.original is None
            if not members:
                del self._members[entry.story], self._voices[entry.story]
            if self._by_words.get(entry.words) == name:
                del self._by_words[entry.words]
            if entry.slot is not None:
                slots.append(entry.slot)
                del self._by_slot[entry.slot], self._met[entry.slot]
            if entry.original in self._entries:
                self._entries[entry.original].copies.remove(name)
        if names:
            self._oldest = None
        if slots:
            self._edges = None
        self._live.drop(slots)


def _order(entry: _Entry) -> tuple[datetime, tuple[str, ...], int]:
    """What dated reports are ordered by, as `in_order` does."""
    published = cast("datetime", entry.article.published)
    return published, content_key(entry.article), entry.arrival


def _fingerprint(article: Article) -> bytes:
    """Equal for reports with the same title and words; empty for a report without any."""
    words = f"{article.title or ''}\n{' '.join(article.text.split())}".strip()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest() if words else b""
