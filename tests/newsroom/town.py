"""What the pretend outlets report: events of an invented town, told by several of them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from pretend import START, Outlet, Report

PLACES = ["Orlen Quay", "Sallow Bridge", "Tarn Street", "Mill Lane", "Harrow Dock", "Vessel Square"]
KINDS = ["warehouse", "bakery", "school gym", "tram depot", "boat shed", "printing works"]
CAUSES = ["a faulty heater", "an overturned lamp", "a short circuit", "sparks from a saw"]
NAMES = ["Ada Lindqvist", "Bram Osei", "Carla Venn", "Dov Marsh", "Edda Toll", "Farid Kane"]


def fire(event: int, at: datetime, voice: int) -> Report:
    """How one outlet tells of one fire; every event has a place and numbers of its own."""
    chance = random.Random(event)
    place, kind = PLACES[event % 6], KINDS[(event // 6) % 6]
    cause, name = chance.choice(CAUSES), NAMES[(event // 3) % 6]
    hurt, engines = 3 + event % 17, 2 + event % 7
    lead = [
        f"A fire at a {kind} on {place} injured {hurt} people on Monday, the fire service said.",
        f"{hurt} people were injured when a {kind} on {place} caught fire, officials said Monday.",
    ][voice % 2]
    return Report(
        at,
        f"fire-{event}-{voice}",
        [f"Fire at {place} {kind} injures {hurt}", f"{hurt} hurt in {kind} fire on {place}"][
            voice % 2
        ],
        (
            lead,
            f"Fire chief {name} said {engines} engines were sent to {place} and that the blaze was "
            f"under control within {20 + event} minutes.",
            f'"It began with {cause}," {name} told reporters outside the {kind}.',
            f"Report number {event} of outlet {voice}: neighbours of the {kind} were led to a hall "
            f"nearby and went home before noon. The town council will meet on the matter.",
        ),
    )


def outlets(count: int, events: int, span: timedelta) -> list[Outlet]:
    """Outlets of which two or three tell of each event, within a span from the start."""
    chance = random.Random(7)
    made = [Outlet(number, f"Outlet {number}", whole=number % 5 == 0) for number in range(count)]
    for outlet in made:
        # What it had before tells its rhythm; the watch is told not to read it.
        every = timedelta(minutes=5 + outlet.number % 25)
        outlet.reports = [
            fire(1000 + 12 * outlet.number + back, START - every * back, outlet.number)
            for back in range(1, 13)
        ]
    for event in range(events):
        at = START + span * (event + 1) / (events + 2)
        for outlet in chance.sample(made, 2 + event % 2):
            later = timedelta(seconds=chance.randrange(300))
            outlet.reports.append(fire(event, at + later, outlet.number))
    return made
