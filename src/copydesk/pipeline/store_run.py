"""The whole line over a store: inputs in, stories brought up to date, a site out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from copydesk.errors import InputRefused
from copydesk.gather import gather
from copydesk.group import group, keep_ids
from copydesk.model import Article, Document, Dossier, Story, Verdict
from copydesk.pipeline.assignments import LOADED
from copydesk.pipeline.picture_copies import copies_of
from copydesk.pipeline.placing import placed
from copydesk.pipeline.reading import Progress, extracted, silent, sort_out
from copydesk.pipeline.sections import in_sections
from copydesk.pipeline.site_settings import outlets_of, site_of
from copydesk.pipeline.summary import Summary
from copydesk.pipeline.upkeep import Upkeep, addresses
from copydesk.pipeline.writing import writer_of
from copydesk.processes import FEW, Crew, Executor
from copydesk.publish import Published, publish_site
from copydesk.scale.grouping import group as grouped_in_parts
from copydesk.settings import Settings
from copydesk.store import Store, of_document

#: From how many reports on they are grouped over partitions, wherever that is done: a constant, so
#: that the same reports make the same stories on one machine and on many.
LARGE = 20_000


def run(
    inputs: Sequence[str],
    site_folder: Path,
    store: Store,
    settings: Settings,
    stdin: BinaryIO | None = None,
    show: Progress = silent,
    executor: Executor | None = None,
) -> Summary:
    """All of it: inputs into the store, stories brought up to date, the site written.

    Every step commits what it did, so an interrupted run goes on where it stopped and a
    second run on the same input does no work twice. A story that cannot be written is set aside
    with its reason, and its former version, where it has one, stays.

    Args:
        executor: where reports are read and stories written; it changes nothing in what comes
            out. None for ``settings.workers`` processes of this machine.

    Raises:
        StoreError: when the store fails.
        PublishError: when the site cannot be written.
    """
    if executor is None:
        with Crew(settings.workers, LOADED) as crew:
            return run(inputs, site_folder, store, settings, stdin, show, crew)
    if settings.writer.use != "own":
        writer_of(settings)  # says at once what is not set
    upkeep = Upkeep(store, settings, executor, show)
    new, refused = _take_in(inputs, store, settings, stdin, show, executor)
    if new >= FEW:
        executor.start()
    articles = store.articles()
    before = store.stories()
    outlets = outlets_of(settings)
    show("group", 0, len(articles))
    many = len(articles) > LARGE
    grouped = grouped_in_parts(articles, outlets, executor=executor) if many else None
    stories = _same_ids(before, grouped or group(articles, outlets))
    stories = placed(stories, store.desk.placements(), articles, settings)
    show("group", len(articles), len(articles))
    written, unwritten = upkeep.bring_up_to_date(stories, articles)
    store.withdraw({s.id for s in before} - {s.id for s in stories})
    by_id = {article.id: article for article in articles}
    kept = (written.get(s.id) or upkeep.as_it_stands(s, by_id, outlets) for s in stories)
    rules = settings.site.sections
    finished = [in_sections(dossier, rules) for dossier in kept if dossier is not None]
    show("publish", 0, len(finished))
    site = publish_site(
        finished,
        site_folder,
        site_of(settings, pictures_of(finished, site_folder, settings)),
        addresses(store),
        store.identity(),
    )
    show("publish", len(finished), len(finished))
    return _summary(finished, articles, new, (*refused, *unwritten), len(written), site)


def _same_ids(before: Sequence[Story], now: Sequence[Story]) -> tuple[Story, ...]:
    """Stories under the ids they had, and with the former ids that lead to them."""
    ids, redirects = keep_ids(
        {story.id: story.articles for story in before},
        [story.articles for story in now],
        [story.id for story in now],
    )
    former = {story.id: story.redirects for story in before}
    return tuple(
        replace(
            story,
            id=key,
            redirects=tuple(
                sorted(
                    {*former.get(key, ()), *(old for old, new in redirects.items() if new == key)}
                )
            ),
        )
        for story, key in zip(now, ids, strict=True)
    )


def pictures_of(
    finished: Iterable[Dossier], site_folder: Path, settings: Settings
) -> dict[str, Path]:
    """Copies of the lead pictures in a folder beside the site, where the settings want them."""
    if not settings.site.copy_images:
        return {}
    return copies_of(finished, site_folder.resolve().with_name(f"{site_folder.name}.pictures"))


def _take_in(
    inputs: Sequence[str],
    store: Store,
    settings: Settings,
    stdin: BinaryIO | None,
    show: Progress,
    executor: Executor,
) -> tuple[int, tuple[InputRefused, ...]]:
    """Gather and extract what is not known yet; how many reports are new, what was refused."""
    known = store.known_inputs()
    refused: list[InputRefused] = []
    seen_before: set[str] = set()
    before = store.count()

    def unknown() -> Iterator[Document]:
        for document in sort_out(gather(inputs, stdin=stdin), refused):
            key = of_document(document)
            if key in known:
                seen_before.add(key)
            else:
                yield document

    for done, (document, result) in enumerate(extracted(unknown(), settings, executor), start=1):
        if isinstance(result, InputRefused):
            store.keep_refusal(result, document)
            refused.append(result)
        else:
            refused.extend(store.keep_articles(document, result))
        show("extract", done, None)
    refused.extend(store.refusals(seen_before).values())
    return store.count() - before, tuple(sorted(refused, key=lambda r: (r.source, r.reason)))


def _summary(
    finished: Sequence[Dossier],
    articles: Sequence[Article],
    new: int,
    refused: tuple[InputRefused, ...],
    recomposed: int,
    site: Published,
) -> Summary:
    points = dict.fromkeys(Verdict, 0)
    for dossier in finished:
        for point in dossier.points:
            points[point.verdict] += 1
    sentences = [s for d in finished for s in d.draft.sentences()]
    unchecked = [s for s in sentences if s.verdict is None or not s.verdict.outcome.passes]
    if unchecked:
        raise AssertionError(f"{len(unchecked)} sentences reached a page without a verdict")
    return Summary(
        read=len(articles),
        new=new,
        refused=refused,
        stories=len(finished),
        recomposed=recomposed,
        origins=sum(len(d.story.origins) for d in finished),
        points=points,
        sentences=len(sentences),
        refused_sentences=sum(len(d.draft.refused) for d in finished),
        broken_checks=sum(
            s.verdict is not None and s.verdict.is_broken for d in finished for s in d.draft.refused
        ),
        site=site,
    )
