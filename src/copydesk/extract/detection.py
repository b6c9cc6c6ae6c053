"""Which language a report is written in."""

from __future__ import annotations

import unicodedata

from resiliparse.parse.lang import detect_fast

UNKNOWN = "und"
#: Fewer letters than this and the detector guesses.
_MIN_LETTERS = 60
_SAMPLE = 4000


def detect(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code of the text's language, "und" when too short to tell.

    resiliparse's out-of-place n-gram ranking (Cavnar and Trenkle 1994); what the page declares
    counts where the text is too short.

    Args:
        text: the body.
        declared: code that the page declares; None for none.
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    if sum(character.isalpha() for character in sample) < _MIN_LETTERS:
        return declared or UNKNOWN
    language, _ = detect_fast(sample)
    return declared or UNKNOWN if language == "unknown" else str(language)
