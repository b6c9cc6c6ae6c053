"""Which sentences of other origins are proposed as further citations, and in what order."""

from dataclasses import replace

from copydesk import annotate, compare
from copydesk.check.claim_reading import plain_article
from copydesk.compose.choose.corroboration import Corroboration
from copydesk.model import DraftSentence, Origin, Span, Story

TOLD = (
    "“The roof of the old pier fell in,” said Martha Lind, who keeps the lighthouse museum of the "
    "town with three young volunteers and a tired donkey."
)
LONG = (
    "“Nobody on this shore has slept at all,” Martha Lind said. "
    "“The roof of the old pier fell in, and we will build it up again.”"
)


def proposed(texts, language):
    """The texts of the sentences proposed beside the first sentence of the first report."""
    reports = [
        annotate.annotate(replace(plain_article(text, key), outlet=key), language)
        for key, text in texts.items()
    ]
    story = Story("s", tuple(texts), tuple(Origin(k, k, "outlet", (k,)) for k in texts))
    claims = [compare.claims(report) for report in reports]
    points = compare.compare(story, claims, reports)
    first = reports[0].sentences[0]
    own = Span(reports[0].article.id, first.start, first.end)
    ids = tuple(p.id for p in points if any(own.contains(c.span) for c in p.claims))
    sentence = DraftSentence("q-1", reports[0].sentence_text(0), (own,), points=ids)
    found = Corroboration(story, reports, points).of_sentence(sentence).evidence[1:]
    return [span.of(texts[span.article]) for span in found]


def test_the_sentence_of_a_long_quotation_that_has_the_words_is_proposed(language):
    found = proposed({"one": TOLD, "two": LONG}, language)
    assert any("The roof of the old pier fell in" in text for text in found)


def test_what_tells_a_point_alike_goes_before_what_shares_words(language):
    other = (
        "The old pier has a roof of tin and fell out of use years ago, Lind said in the pier shop."
    )
    short = "“The roof of the old pier fell in,” said Martha Lind."
    texts = {"one": short, "three": other, "two": LONG}
    found = proposed(texts, language)
    assert found and "fell in" in found[0] and other in found
