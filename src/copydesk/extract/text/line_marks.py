"""The marks by which a line of a scraped text is known: credits, captions, bylines, labels."""

from __future__ import annotations

import re

from copydesk.extract import furniture_words

CREDIT_TAIL = re.compile(
    rf"\(([^()]*\b(?:{furniture_words.CREDIT_WORDS})\b[^()]*|[^()]{{2,40}}/[^()]{{2,60}})\)\s*\.?$",
    re.I,
)
#: A labelled credit behind a sentence: "... on Monday. Photo: Ann Lee".
CREDIT_END = re.compile(
    r"(?<=[.!?”\"])\s+(?:photo|picture|image|foto|bild|photograph|video|illustration|graphic)s?"
    r"(?: credit| courtesy| by)?\s?: ?(?=(?-i:[^\W\d_a-z]))[^.!?]{2,80}$",
    re.I,
)
#: A picture in Markdown.
MARKDOWN_PICTURE = re.compile(r"!\[[^\]]{0,400}\]\([^()\s]{1,2000}[^()]{0,200}\)\s*$")
CREDIT_LABEL = re.compile(
    r"(?:photo|picture|image|credit|photograph|foto|bild|video|illustration|graphic)s?"
    r"(?: credit| courtesy| by| of|graph)?\s*(?::|/| by )\s*\S.{0,100}$",
    re.I,
)
BARE_CREDIT = re.compile(
    r"\(?(?:[\w.’' -]{2,40}[/|] ?)?[\w.’' -]{0,30}\b"
    r"(?:getty images|reuters|afp|ap photo|ap|epa|dpa|imago|shutterstock|istock|unsplash)\b"
    r"[\w.’' /|-]{0,50}\)?$",
    re.I,
)
#: A caption behind the picture agency's name, as copied text leaves it: no full stop ends it.
AGENCY_CAPTION = re.compile(
    r"(?:Getty|Reuters|AFP|AP|EPA|dpa|PA)\s+(?=[A-Z][a-z]).{10,300}(?<![.!?:;,”\"’')])$"
)
#: How agencies begin the caption of a picture from the files.
FILE_PICTURE = re.compile(r"FILE(?: PHOTO| PICTURE)?\s?[-–—:]\s")
LABEL = re.compile(r"([^\W_][^:\n.!?]{1,58}?)\s*:\s+(?=\S)")
BYLINE = re.compile(
    r"(?:by|von|par|por|di|av|door|written by|reported by|(?:with )?reporting by)\s+"
    r"(?=[^\W\d_])[\w.’' ,&|/-]{3,90}$",
    re.I,
)
#: The time over an entry of a live text.
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?", re.I)
WIDGETS = (
    furniture_words.FURNITURE,
    furniture_words.SECTION_LABEL,
    re.compile(r"(?:https?://|www\.)\S+$"),
)


def persons_of(byline: str) -> list[str]:
    """The persons a byline names."""
    text = re.sub(_BYLINE_WORD, "", byline, count=1)
    names = re.split(r"\s*(?:,|&|\||/|\band\b|\bund\b|\bet\b|\by\b)\s*", text)
    return [name for name in names if 2 <= len(name.split()) <= 5]


_BYLINE_WORD = re.compile(
    r"^(?:by|von|par|por|di|av|door|written by|reported by|reporting by)\s+", re.I
)


def last_label(text: str) -> str:
    """The last of the labels that a page glues together ("Top StoryWorld")."""
    labels = re.findall(r".+?(?:(?<=[a-z])(?=[A-Z])|$|\s[|/•·]\s)", text)
    return str(labels[-1]).strip(" |/•·") if labels else text
