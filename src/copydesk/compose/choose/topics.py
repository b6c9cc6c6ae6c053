"""Kicker and IPTC Media Topic of a story, by a general lexicon.

Topics: IPTC Media Topics, top level (CC BY 4.0). A topic's score is the number of its stems in
the reports, each counted once a report and damped; the best wins when it is clearly ahead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.compose.choose.selection import content_stems, stem


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with the section name that a news page prints for it."""

    code: str
    kicker: str
    words: frozenset[str]


def _topic(code: str, kicker: str, words: str) -> Topic:
    return Topic(f"medtop:{code}000000", kicker, frozenset(stem(w) for w in words.split()))


TOPICS = (
    _topic(
        "01",
        "Culture",
        """film movie actor actress director music album singer song band concert tour festival
        award trailer episode series television show celebrity premiere studio box theatre novel
        author book artist museum rapper star fans drama comedian hollywood podcast""",
    ),
    _topic(
        "02",
        "Crime and Justice",
        """police arrest arrested suspect charge charged murder killing shooting gunman stabbing
        robbery theft fraud court judge jury trial verdict sentence sentenced prison jail
        prosecutor lawyer attorney defendant guilty plea lawsuit sue sued ruling convicted
        homicide detective investigators crime criminal custody indicted warrant victim assault
        scam""",
    ),
    _topic(
        "03",
        "Disasters",
        """earthquake quake tsunami crash crashed wreck derailed collapse collapsed fire blaze
        explosion flood flooding landslide rescue rescuers survivors disaster magnitude wildfire
        eruption volcano emergency evacuated evacuation sank capsized accident injured hurricane
        cyclone epicenter passengers plane airliner ferry capsize flames missing
        firefighters debris aftershock""",
    ),
    _topic(
        "04",
        "Business",
        """company companies shares stock stocks investors market markets profit earnings revenue
        billion merger acquisition acquire bank banks economy economic trade tariff prices
        inflation sales quarter analyst business chief executive ceo customers retail product
        price bitcoin currency deal bid takeover shareholders gdp oil""",
    ),
    _topic(
        "05",
        "Education",
        """school schools student students teacher teachers university college campus classroom
        education curriculum degree tuition pupils exam graduate professor""",
    ),
    _topic(
        "06",
        "Environment",
        """climate emissions carbon pollution species wildlife conservation environmental ocean
        forest renewable warming ecosystem endangered habitat plastic greenhouse""",
    ),
    _topic(
        "07",
        "Health",
        """health hospital patients doctors doctor disease virus vaccine vaccines medical medicine
        cancer infection outbreak epidemic pandemic drug treatment symptoms clinical nurse
        surgery covid coronavirus flu ebola healthcare""",
    ),
    _topic(
        "08",
        "People",
        """wedding baby birthday royal pregnant couple anniversary family viral pet dog rescued
        reunion""",
    ),
    _topic(
        "09",
        "Work",
        """union unions strike workers wages labour labor employees picket layoffs jobs
        unemployment employer walkout""",
    ),
    _topic(
        "10",
        "Life",
        """travel tourist tourists restaurant food recipe fashion hotel holiday lifestyle parade
        tourism chef style designer""",
    ),
    _topic(
        "11",
        "Politics",
        """president minister parliament senate senator congress congressman house republican
        republicans democrat democrats election elections vote voters campaign candidate
        governor policy government legislation bill law lawmakers administration white party
        political mayor cabinet diplomat diplomatic ambassador treaty summit immigration border
        congressional impeachment constitutional coalition referendum""",
    ),
    _topic(
        "12",
        "Religion",
        """church pope bishop priest mosque religious faith vatican catholic muslim christian
        jewish temple worship imam cardinal""",
    ),
    _topic(
        "13",
        "Science and Technology",
        """scientists researchers study space satellite rocket launch orbit planet galaxy nasa
        telescope physics science technology software app apps device smartphone phone internet
        data computer processor chip console update users online robot mars astronaut spacecraft
        astronomers engineers""",
    ),
    _topic(
        "14",
        "Society",
        """community rights protest protesters demonstrators discrimination racial gender poverty
        immigrants refugees migrants homeless equality abortion population""",
    ),
    _topic(
        "15",
        "Sport",
        """team teams game games season coach player players league match goal goals win wins
        victory championship tournament cup final race racing driver quarterback touchdown
        inning innings baseball football soccer basketball tennis olympic olympics medal nfl nba
        score scored playoff defeat club stadium lap""",
    ),
    _topic(
        "16",
        "World",
        """war military army troops soldiers missile missiles strike strikes airstrike attack
        attacks militants rebels ceasefire truce bomb bombing bomber nuclear weapons nato
        defense defence forces conflict invasion terrorist terrorism insurgents hostages
        kidnapped kidnappers gunmen peace sanctions fighters""",
    ),
    _topic(
        "17",
        "Weather",
        """storm snow forecast forecasters weather temperatures temperature winds rain rainfall
        blizzard tornado hurricane heatwave freezing cold drought meteorologists""",
    ),
)
#: The kicker when no topic is ahead.
DEFAULT_KICKER = "News"
#: Least number of hits a report, and lead over the second topic. Set by reading the dev
#: stories' kickers.
LEAST_HITS = 1.6
CLEAR_LEAD = 1.05


def topic_of(texts: Sequence[str]) -> Topic | None:
    """The topic of a story.

    Args:
        texts: title and opening of each report.

    Returns:
        the best topic, None when the lexicon does not tell.
    """
    carried: Counter[str] = Counter()
    for text in texts:
        carried.update(sorted(content_stems(text)))
    scores = sorted(
        (
            (-sum(carried[w] for w in topic.words) / max(len(texts), 1), topic.code, topic)
            for topic in TOPICS
        ),
        key=lambda entry: entry[:2],
    )
    best, second = -scores[0][0], -scores[1][0]
    if best < LEAST_HITS or best < CLEAR_LEAD * second:
        return None
    return scores[0][2]
