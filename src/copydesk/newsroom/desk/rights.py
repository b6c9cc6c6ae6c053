"""Who may do what, and which step leads from which state to which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from copydesk.errors import NotAllowed, NotFit
from copydesk.model import State
from copydesk.model.newsroom import DeskRole


class Deed(StrEnum):
    """What can be done at the desk."""

    LOOK = "look"
    LOCK = "take the story"
    BREAK = "break the lock"
    EDIT = "edit"
    REGROUP = "regroup"
    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"
    CORRECT = "correct"
    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    MANAGE = "manage people"
    CONNECT = "connect programs"


_ALL = frozenset(DeskRole)
_EDITORS = frozenset({DeskRole.EDITOR, DeskRole.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({DeskRole.ADMINISTRATOR})

#: Who may do what. What a signed-in reader may do is look at drafts and their evidence.
RIGHTS = {
    **dict.fromkeys(Deed, _EDITORS),
    Deed.LOOK: _ALL,
    Deed.BREAK: _ADMINISTRATORS,
    Deed.REINSTATE: _ADMINISTRATORS,
    Deed.MANAGE: _ADMINISTRATORS,
    Deed.CONNECT: _ADMINISTRATORS,
}

#: Where each step leads. A published story that is edited stays published as it was until it is
#: published again.
STEPS = {
    (State.DRAFT, Deed.SUBMIT): State.IN_REVIEW,
    (State.IN_REVIEW, Deed.RETURN): State.DRAFT,
    (State.DRAFT, Deed.PUBLISH): State.PUBLISHED,
    (State.IN_REVIEW, Deed.PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Deed.PUBLISH): State.PUBLISHED,
    (State.CORRECTED, Deed.PUBLISH): State.CORRECTED,
    (State.PUBLISHED, Deed.CORRECT): State.CORRECTED,
    (State.CORRECTED, Deed.CORRECT): State.CORRECTED,
    (State.DRAFT, Deed.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Deed.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Deed.WITHDRAW): State.WITHDRAWN,
    (State.CORRECTED, Deed.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Deed.REINSTATE): State.DRAFT,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: the account, its role, and the mark of the sitting (or key) it acts through."""

    name: str
    role: DeskRole
    sitting: str


def may(role: DeskRole, deed: Deed) -> bool:
    """Whether that role has that right."""
    return role in RIGHTS[deed]


def allow(person: Person, deed: Deed) -> None:
    """Let the person pass.

    Raises:
        NotAllowed: the person may not do it.
    """
    if not may(person.role, deed):
        raise NotAllowed(f"{person.name} is {_article(person.role)} and may not {deed.value}")


def _article(role: DeskRole) -> str:
    return f"{'an' if role.value[0] in 'aeiou' else 'a'} {role.value}"


def step(state: State, deed: Deed) -> State:
    """Where the step leads.

    Raises:
        NotFit: no such step leaves that state.
    """
    found = STEPS.get((state, deed))
    if found is None:
        fit = " or ".join(sorted({s.value for s, d in STEPS if d is deed}))
        raise NotFit(f"the story is {state.value}; to {deed.value} it, it must be {fit}")
    return found


def steps_from(state: State, role: DeskRole) -> tuple[Deed, ...]:
    """The steps that the role may take from that state, in the order of `Deed`."""
    return tuple(deed for deed in Deed if (state, deed) in STEPS and may(role, deed))
