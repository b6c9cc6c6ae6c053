"""The interface for programs: the desk's acts as JSON, with keys that open as much as they say.

Described in OpenAPI at ``/api/openapi.json``. A program acts in the name of an account: it may what
the account may, within the scopes of its key, under the same locks and the same rule of conflict.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Path, Query
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from copydesk.errors import DeskRefused, NotAllowed, NotFit
from copydesk.model import Span, State
from copydesk.model.newsroom import Desk
from copydesk.model.serial import to_record
from copydesk.newsroom.desk import credentials, draft_edits
from copydesk.newsroom.desk.rights import Deed, Person
from copydesk.newsroom.desk.version_differences import differences
from copydesk.web.service import Service, clock

_BEARER = HTTPBearer(description="A key, made at /desk/you or with `copydesk users key`")
#: Largest number that a column of the store holds.
_MOST = 2**31 - 1

StoryId = Annotated[str, Path(max_length=200, description="Id of a story.")]
Revision = Annotated[
    int, Field(ge=0, le=_MOST, description="Revision of the story that the program has seen.")
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SpanGiven(_Body):
    """Words of a report, in code points of its text."""

    article: Annotated[str, Field(max_length=200)]
    start: Annotated[int, Field(ge=0, le=_MOST)]
    end: Annotated[int, Field(ge=0, le=_MOST)]


class Wording(_Body):
    """A sentence's text and what it rests on; without evidence it keeps what it cites."""

    sentence: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=draft_edits.LONGEST)]
    evidence: Annotated[list[SpanGiven], Field(max_length=20)] | None = None


class EditGiven(_Body):
    """A change of one part of the working copy."""

    seen: Revision
    kind: Literal["reword", "relabel", "lock", "unlock", "strike", "retitle", "kicker"]
    target: Annotated[str, Field(max_length=200)] = ""
    """Id of a sentence, or key of a section; empty for the kicker."""
    text: Annotated[str, Field(max_length=draft_edits.LONGEST)] = ""
    evidence: Annotated[list[SpanGiven], Field(max_length=20)] | None = None


class StepGiven(_Body):
    """A step of a story, such as publishing it; ``at`` is for scheduling."""

    seen: Revision
    deed: Literal["submit", "return", "publish", "correct", "schedule", "withdraw", "reinstate"]
    note: Annotated[str, Field(max_length=600)] = ""
    at: datetime | None = None


class LockGiven(_Body):
    """What to do with the story's lock."""

    what: Literal["take", "free", "break"]


class Api:
    """Routes under /api/v1."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def add_to(self, app: FastAPI) -> None:
        """Answer under /api/v1."""
        router = APIRouter(prefix="/api/v1", responses=_REFUSALS)
        reads = self._key("read")
        changes = self._key("edit")
        publishes = self._key("publish")
        service, acting = self._service, self._service.acting

        @router.get("/stories", summary="The desk's list")
        def stories(
            person: Person = Depends(reads),
            state: State | None = None,
            most: Annotated[int, Query(ge=1, le=1000)] = 200,
        ) -> JSONResponse:
            states = (state,) if state else ()
            return _answer([to_record(s) for s in service.store.desk.standings(most, states)])

        @router.get("/stories/{story}", summary="A story with its working copy")
        def story(story: StoryId, person: Person = Depends(reads)) -> JSONResponse:
            return _answer(to_record(self._desk(story)))

        @router.get("/stories/{story}/acts", summary="Every act on a story, newest first")
        def acts(
            story: StoryId,
            person: Person = Depends(reads),
            most: Annotated[int, Query(ge=1, le=1000)] = 200,
        ) -> JSONResponse:
            self._desk(story)
            found = service.store.desk.acts(story, most)
            return _answer([{"number": n, **to_record(act)} for n, act in found])

        @router.get("/stories/{story}/differences", summary="What two versions do not share")
        def compared(
            story: StoryId,
            before: Annotated[int, Query(ge=0, le=_MOST)],
            person: Person = Depends(reads),
            after: Annotated[int, Query(ge=0, le=_MOST, description="0: the working copy")] = 0,
        ) -> JSONResponse:
            desk = self._desk(story)
            drafts = []
            for number in (before, after):
                kept = service.store.version(story, number) if number else None
                if number and kept is None:
                    raise NotFit(f"the story has no version {number}")
                drafts.append(kept.draft if kept else desk.draft)
            lines = differences(drafts[0], drafts[1])
            return _answer([to_record(line) for line in lines if line.changed])

        @router.post("/stories/{story}/verdict", summary="What the gate says of a wording")
        def verdict(
            story: StoryId, given: Wording, person: Person = Depends(changes)
        ) -> JSONResponse:
            edit = draft_edits.Reword(
                given.sentence, given.text, self._spans(story, given.evidence)
            )
            wanted = draft_edits.reworded(self._desk(story).draft, edit)
            checked = next(iter(service.gate(story, [wanted])))
            return _answer(to_record(checked.verdict) if checked.verdict else None)

        @router.post("/stories/{story}/lock", summary="Take, free or break the lock")
        def lock(
            story: StoryId, given: LockGiven, person: Person = Depends(changes)
        ) -> JSONResponse:
            self._desk(story)
            if given.what == "take":
                acting.take(person, story, clock())
            elif given.what == "break":
                acting.break_lock(person, story, clock())
            else:
                acting.release(person, story, clock())
            held = service.store.desk.locks(clock()).get(story)
            return _answer(
                {"who": held.who, "since": held.since, "until": held.until} if held else None
            )

        @router.post("/stories/{story}/edits", summary="Change one part of the working copy")
        def edit(
            story: StoryId, given: EditGiven, person: Person = Depends(changes)
        ) -> JSONResponse:
            self._desk(story)
            done = acting.edit(person, story, self._edit(story, given), given.seen, clock())
            said = to_record(done.sentence) if done.sentence else None
            return _answer({"revision": done.desk.revision, "sentence": said})

        @router.post("/stories/{story}/steps", summary="Submit, publish, correct, withdraw …")
        def step(
            story: StoryId, given: StepGiven, person: Person = Depends(publishes)
        ) -> JSONResponse:
            self._desk(story)
            deed = Deed(given.deed)
            if deed is Deed.SCHEDULE:
                if given.at is not None and given.at.tzinfo is None:
                    raise NotFit("give the time with its zone, as 2026-12-31T18:00:00Z")
                done = acting.schedule(person, story, given.at, given.seen, clock())
            else:
                done = acting.move(person, story, deed, given.seen, clock(), given.note)
            service.shelve()
            desk = done.desk
            return _answer(
                {"revision": desk.revision, "state": desk.state.value, "shown": desk.shown}
            )

        app.include_router(router)

    def _key(self, scope: str) -> Any:
        """A dependency that lets a key of that scope pass."""

        def passing(shown: Annotated[HTTPAuthorizationCredentials, Depends(_BEARER)]) -> Person:
            found = credentials.key_of(self._service.store, shown.credentials[:200], clock())
            if found is None:
                raise NotAllowed("that key opens nothing here")
            key, account = found
            if scope not in key.scopes:
                raise NotAllowed(f"that key does not open what needs the scope {scope!r}")
            return Person(account.name, account.role, key.mark)

        return passing

    def _desk(self, story: str) -> Desk:
        desk = self._service.store.desk.get(story) if "\0" not in story else None
        if desk is None:
            raise NoSuchStory("the desk has no such story")
        return desk

    def _spans(self, story: str, given: list[SpanGiven] | None) -> tuple[Span, ...] | None:
        if given is None:
            return None
        latest = self._service.store.latest(story)
        spans = []
        for span in given:
            inside = latest is not None and span.article in latest.story.articles
            article = self._service.store.article(span.article) if inside else None
            if article is None or not span.start < span.end <= len(article.text):
                raise NotFit(f"{span.article!r} has no such words in this story")
            spans.append(Span(span.article, span.start, span.end))
        return tuple(spans)

    def _edit(self, story: str, given: EditGiven) -> draft_edits.Edit:
        target, text = given.target, given.text
        match given.kind:
            case "reword":
                return draft_edits.Reword(target, text, self._spans(story, given.evidence))
            case "relabel":
                return draft_edits.Relabel(target, text)
            case "lock" | "unlock":
                return draft_edits.Hold(target, given.kind == "lock")
            case "strike":
                return draft_edits.Strike(target)
            case "retitle":
                return draft_edits.Retitle(target, text)
            case "kicker":
                return draft_edits.Rekick(text)


class NoSuchStory(DeskRefused):
    """There is no story of that id at the desk."""


class Refusal(BaseModel):
    """Why something was not done."""

    error: str
    kind: str


_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body cannot be read as text."},
    401: {"description": "No key was shown."},
    403: {"model": Refusal, "description": "The key, or its account, may not."},
    404: {"model": Refusal, "description": "There is no such story."},
    409: {"model": Refusal, "description": "Locked, in conflict with another act, or not fit."},
    413: {"description": "The body is larger than any act needs."},
    503: {"description": "The store is not there: try again."},
}


def refusal(error: DeskRefused) -> JSONResponse:
    """Why an act was not done, for programs."""
    status = 409
    if isinstance(error, NotAllowed):
        status = 403
    if isinstance(error, NoSuchStory):
        status = 404
    record = {"error": str(error), "kind": type(error).__name__}
    return JSONResponse(record, status, headers={"cache-control": "no-store"})


def _answer(record: Any) -> JSONResponse:
    return JSONResponse(jsonable_encoder(record), headers={"cache-control": "no-store"})
