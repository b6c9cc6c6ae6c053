"""The one tree of errors.

CopydeskError
├── InputRefused        an input that cannot be read honestly; the rest goes on
├── SettingsError       a setting that makes no sense
├── LanguageModelError  the language pipeline is missing or unfit
├── StoreError          the store cannot be opened or is of another version
├── WriterError         a writer gave something that is not a draft
├── PublishError        a site or file could not be written
├── ClusterError        a cluster cannot be reached, has no workers, or runs other code
└── DeskRefused         an act at the desk that is not done
    ├── NotAllowed      the person may not do it
    ├── Locked          somebody else is at work on the story
    ├── Conflict        somebody else changed the same thing meanwhile
    └── NotFit          the story is not in a state, or has not the words, for it
"""

from __future__ import annotations


class CopydeskError(Exception):
    """Base of all errors that copydesk raises on purpose.

    The message says what was wrong, in which input, and what to do.
    """


class InputRefused(CopydeskError):
    """An input that was set aside.

    Attributes:
        source: the path, URL or ``file:line`` of the input.
        reason: why it was refused, one plain sentence.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class SettingsError(CopydeskError):
    """A setting has a value that cannot be used."""


class LanguageModelError(CopydeskError):
    """The language pipeline could not be loaded, or lacks a component."""


class StoreError(CopydeskError):
    """The store could not be opened, migrated or written."""


class WriterError(CopydeskError):
    """A writer returned something that is not a draft."""


class PublishError(CopydeskError):
    """Output could not be written."""


class ClusterError(CopydeskError):
    """A cluster could not be reached or used; what was kept before stands."""


class DeskRefused(CopydeskError):
    """An act at the desk was not done; nothing of it is kept."""


class NotAllowed(DeskRefused):
    """The person may not do it, or is not signed in."""


class Locked(DeskRefused):
    """Somebody else is at work on the story."""


class Conflict(DeskRefused):
    """Somebody else changed the same thing since it was read; both wordings are in the message."""


class NotFit(DeskRefused):
    """The story is not in a state for the act, or what was given cannot be taken."""
