"""A brief page: a story that one source alone tells is told by the lead of its reports."""

from __future__ import annotations

from dataclasses import replace

from copydesk.model import RUNNING, Article, Block, Role, Story

#: Code points of running text that are read: an opening of two or three sentences and a few looks.
ENOUGH = 600
#: Where a block that is long by itself may be cut: behind a full stop.
_STOPS = (". ", ".\n", "? ", "! ", ".” ", '." ', ".’ ")


def is_brief(story: Story) -> bool:
    """Whether a brief page is enough: nothing can be compared where one origin alone reports."""
    return len(story.origins) < 2


def lead_of(article: Article) -> Article:
    """The report as if all but its headlines and the lead of its running text were furniture,
    which is never read. What is found in it is found at the same places of the same blocks."""
    blocks: list[Block] = []
    left = ENOUGH
    for block in article.blocks:
        if block.role in RUNNING and left > 0:
            end = _end(article.text, block, left)
            left -= end - block.start
            blocks.append(replace(block, end=end))
        elif block.role in (Role.HEADLINE, Role.DATELINE, Role.BYLINE):
            blocks.append(block)
        else:
            blocks.append(replace(block, role=Role.FURNITURE))
    return replace(article, blocks=tuple(blocks))


def _end(text: str, block: Block, left: int) -> int:
    """Where enough of a block is read: behind the sentence in which that is reached."""
    enough = block.start + left
    if enough >= block.end:
        return block.end
    stops = [text.find(stop, enough, block.end) for stop in _STOPS]
    found = min((at for at in stops if at >= 0), default=None)
    return block.end if found is None else found + 1
