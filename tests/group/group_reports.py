"""Reports of made-up events, for the tests of grouping."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from copydesk.model import Article, Block, CitedOutlet, Role

START = datetime(2031, 3, 4, 8, tzinfo=UTC)

#: Four events, each told three times in different words.
EVENTS = {
    "ferry": (
        ("Ferry runs aground off Marrow Point", "A passenger ferry with 212 people aboard ran "
         "aground off Marrow Point on Tuesday morning after its steering failed, the coastguard "
         "said. Two tugs were sent from Eastholm and nobody was hurt."),
        ("Coastguard frees stranded Marrow Point ferry", "The coastguard said all 212 passengers "
         "of the ferry stranded off Marrow Point had been taken to Eastholm by noon. The vessel's "
         "steering had failed shortly before it hit the sandbank."),
        ("Passengers tell of hours on stranded ferry", "Passengers brought to Eastholm told of a "
         "loud scrape before the ferry stopped off Marrow Point. Tugs pulled the vessel free in "
         "the afternoon and the coastguard has opened an inquiry into its steering."),
    ),
    "budget": (
        ("Parliament passes Velland budget by one vote", "Velland's parliament passed the budget "
         "by 61 votes to 60 on Tuesday, ending a week of talks in which the Orchard Party asked "
         "for lower fuel duty. Finance minister Ines Talvik called it a sound compromise."),
        ("Orchard Party rebels let Talvik's budget through", "One abstention from the Orchard "
         "Party let finance minister Ines Talvik's budget pass 61 to 60 in the Velland parliament. "
         "Fuel duty stays where it is until the autumn."),
        ("Fuel duty frozen as Velland adopts budget", "Fuel duty in Velland is frozen until the "
         "autumn after parliament adopted the budget by a single vote. Ines Talvik, the finance "
         "minister, had talked to the Orchard Party for a week."),
    ),
    "telescope": (
        ("Harrow telescope sees first light", "Astronomers at the Harrow observatory published the "
         "first image taken by its new six-metre telescope, which shows the spiral galaxy NGC 7331 "
         "in infrared. The mirror took eleven years to build."),
        ("First image from six-metre Harrow mirror", "The six-metre mirror of the Harrow "
         "observatory has produced its first image, an infrared portrait of a spiral galaxy. "
         "Astronomers waited eleven years for the telescope."),
        ("Eleven years on, Harrow opens its eye", "After eleven years of work the Harrow "
         "observatory opened its telescope to the sky. The first infrared image shows galaxy "
         "NGC 7331, astronomers said."),
    ),
    "strike": (
        ("Tram drivers walk out in Quorn", "Tram drivers in Quorn walked out at midnight over "
         "night shifts, leaving nine lines shut. Their union, the TDU, wants eleven hours of rest "
         "between shifts; the operator Quornbahn offers ten."),
        ("Quorn trams stand still over night shifts", "Nine tram lines in Quorn stood still after "
         "drivers of the TDU union walked out. Quornbahn said it had offered ten hours of rest "
         "between shifts."),
        ("Union and Quornbahn to meet as tram strike bites", "The TDU union and the operator "
         "Quornbahn will meet on Wednesday as the tram drivers' strike over rest between night "
         "shifts keeps nine lines in Quorn shut."),
    ),
}  # fmt: skip


def article(
    name: str,
    text: str,
    title: str | None = None,
    outlet: str | None = None,
    hours: float | None = 0,
    authors: tuple[str, ...] = (),
    cited: tuple[str, ...] = (),
    url: str | None = None,
) -> Article:
    """A report as extract gives it, all body."""
    return Article(
        id=name,
        text=text,
        blocks=(Block(0, len(text), Role.BODY),) if text else (),
        title=title,
        outlet=outlet,
        url=url,
        authors=authors,
        published=None if hours is None else START + timedelta(hours=hours),
        cited_outlets=tuple(CitedOutlet(0, 0, name, name, n) for n, name in enumerate(cited)),
    )


def reports() -> list[Article]:
    """All reports of `EVENTS`, two hours apart; the id begins with the event."""
    rows = [
        (f"{event}-{number}", text, title)
        for number in range(3)
        for event, told in EVENTS.items()
        for title, text in [told[number]]
    ]
    return [
        article(name, text, title, outlet=f"Paper {n % 5}", hours=2 * n)
        for n, (name, text, title) in enumerate(rows)
    ]
