"""Ways of writing dates, times, ages, labels and the like: numerals in them are no figures."""

from __future__ import annotations

import re
from enum import StrEnum

from copydesk.english.calendar import MONTH, YEAR
from copydesk.english.patterns import DIGIT


class Why(StrEnum):
    """Why a numeral is no figure."""

    DATE = "date"
    CLOCK = "clock time"
    AGE = "age"
    ORDINAL = "ordinal"
    LABEL = "label"
    FURNITURE = "furniture"
    PHONE = "phone number"
    RATING = "rating"
    SCORE = "score"
    ADDRESS = "address or handle"
    MARKER = "citation marker"
    IDIOM = "idiom"
    RELATIVE_TIME = "relative time"
    SHARED = "part of a figure"


_TH = "st|nd|rd|th"
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:{_TH})?)"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|PST|PDT|PT|IST|AEST|local|hours?\b|hrs)"
_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight"
_AGE_WORD = (
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    "(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|eighteen|nineteen"
)
_DESIGNED = "update|version|release|patch|firmware|build|software|model|type|class|system"
_COUNTED_OFF = (
    "room|floor|page|step|stage|phase|level|chapter|grade|channel|gate|hole|pick|seed|round|"
    "season|episode|unit|block|runway|note|pad|span|platform|article|section|seat|row|flat|apartment|game|hall|match|ward|bay|group|heat|highway|interstate|exit"
)
_NAMED_NUMBER = (
    r"Flight|Formula|Article|Section|Chapter|Route|Highway|Interstate|Terminal|Gate|Channel|Room|"
    r"Phase|Stage|Tier|Title|No\.|Number|Part|Volume|Page|Resolution|Proposition|Category|Version|"
    r"Platform|Windows|iPhone|Galaxy|Apollo|Soyuz|Boeing|Airbus|Cessna|Embraer|Antonov|Euro|Radio|"
    r"Area|District|Precinct|Ward|Zone|Sector|Unit|Camp|Pier|Runway|Exit|Floor|Question|Rule|Day|"
    r"Game|Lap|Round|Leg|Week|Season|Episode|Series|Super Bowl|Opus|Psalm|Basel|Catch|Studio|Expo|"
    r"Olympics|Games|Cup"
)

#: Stretches without figures: why, pattern, flags, and what the pattern needs (`Patterns`).
MASKS: tuple[tuple[Why, str, int, tuple[str, ...]], ...] = (
    (
        Why.ADDRESS,
        r"https?://\S+|www\s?\.\s?\S+|\S+@\S+\.\w+|[@#]\w+",
        0,
        (r".*https?|.*www|[@#]",),
    ),
    (
        Why.PHONE,
        r"\+\d{1,3}[\s().-]?\d[\d\s().-]{6,}\d|\(\d{3}\)\s?\d{3}[-.\s]\d{4}|"
        r"\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b0\d{2,4}[\s-]\d{3,4}[\s-]?\d{3,4}\b|\b1-800-[\w-]+",
        0,
        (DIGIT,),
    ),
    (
        Why.DATE,  # 24, 25 and 26 December; from 12 to 19 May; between 2 and 4 May
        rf"\b{_DAY}(?:\s?(?:,|and|or|to|[-–])\s?{_DAY})+(?:\s+of)?\s+{MONTH}",
        0,
        (DIGIT, MONTH),
    ),
    (
        Why.DATE,  # 2013-14, 2024/25: a season, a war
        r"\b(?:1[5-9]|20)\d\d\s?[-/–]\s?\d\d\b(?![-/–.,]?\d)",
        0,
        (DIGIT, "[-/–]"),
    ),
    (Why.DATE, rf"\b{YEAR}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\b", 0, (DIGIT, "[-/.]")),
    (
        Why.DATE,
        rf"\b\d{{1,2}}\s?[/.]\s?\d{{1,2}}\s?[/.]\s?(?:{YEAR}|\d\d)\b",
        0,
        (DIGIT, "[/.]"),
    ),
    (
        Why.DATE,
        rf"\b{MONTH}\s?{_DAY}(?:\s?[-–]\s?{_DAY})?(?![\d,]*\d\s+(?:people|killed|dead)|\d|\s?%|\s+per\s?cent)(?:\s?,?\s?{YEAR}\b)?",
        0,
        (DIGIT, MONTH),
    ),
    (Why.DATE, rf"\b{_DAY}(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR}\b)?", 0, (DIGIT, MONTH)),
    (Why.DATE, rf"\b{MONTH},?\s+(?:of\s+)?{YEAR}\b", 0, (DIGIT, MONTH)),
    (Why.DATE, r"\b(?:1[5-9]|20)\d0['’]?s\b|\b['’]\d0s\b|['’]\d\d\b(?![\w%])", 0, (DIGIT,)),
    (
        Why.CLOCK,
        rf"\b\d{{1,2}}\s?[:.]\s?\d\d(?:\s?:\s?\d\d)?\s?(?:[ap]\.?\s?m\b\.?|{_ZONE})",
        re.I,
        (DIGIT, "[:.]", rf"(?i:[ap]?m|{_ZONE}.*)"),
    ),
    (
        Why.CLOCK,
        r"\b\d{1,2}\s?(?:[ap]\.\s?m\b\.?|[ap]m\b)|"
        rf"\b(?:\d{{1,2}}|{_HOUR})\s?o['’]\s?clock",
        re.I,
        ("(?i:[ap]?m|clock.*)",),
    ),
    (
        Why.CLOCK,  # ten past three, half past six, a quarter to four
        rf"\b(?:half|quarter|{_HOUR}|twenty(?:[- ]five)?|\d{{1,2}}\s+minutes?)\s+past\s+"
        rf"(?:{_HOUR}|\d{{1,2}})\b"
        rf"|\b(?:quarter|five|ten|twenty(?:[- ]five)?|\d{{1,2}}\s+minutes?)\s+to\s+(?:{_HOUR})\b"
        r"(?=\s*(?:[.,;]|this|that|on|in|a\.?m|p\.?m|$))|\b12\s+(?:noon|midnight)\b",
        re.I,
        (r"(?i:past|to|noon|midnight)", f"(?i:half|quarter|{_HOUR}|twenty|{DIGIT})"),
    ),
    (
        Why.CLOCK,  # at two in the morning, until nine on Wednesday, from ten tonight
        rf"\b(?:at|by|until|till|since|from|before|after|around)\s+(?:{_HOUR})(?=\s+(?:(?:this|that|in\s+the|on\s+\w+day)"
        r"\s+(?:morning|afternoon|evening|night)|on\s+[A-Z][a-z]+day\b|tonight\b|yesterday\b|today\b))",
        re.I,
        (rf"(?i:{_HOUR})", "(?i:morning|afternoon|evening|night|tonight|.*day)"),
    ),
    (
        Why.CLOCK,  # at 18.30, as the British write it
        r"\b(?:[Aa]t|until|till|from|by|before|[Aa]fter|since)\s+(?:[01]?\d|2[0-3])\.[0-5]\d\b"
        r"(?!\s*(?:%|per\b|percent|p\b|points?|a\s+(?:share|barrel|litre)|[a-z]*(?:ers?|res?)\b))"
        r"(?=(?:\s+(?:this|on|local|and|in|the|when|yesterday|today|that)\b|[,;]|\.(?:\s|$)|\s*$))",
        0,
        (DIGIT, r"\."),
    ),
    (
        Why.CLOCK,
        rf"\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:{_ZONE}|\(\d{{4}}\s?{_ZONE})",
        0,
        (DIGIT, rf"{_ZONE}.*"),
    ),
    (
        Why.CLOCK,
        r"\b(?:[01]?\d|2[0-3])\s?:\s?[0-5]\d(?:\s?:\s?[0-5]\d)?\b",
        0,
        (DIGIT, ":"),
    ),
    (Why.RATING, r"(?<![\d,.])(?<!\d\s)\d{1,4}(?:\.\d)?\s?/\s?\d{1,4}\b(?!\s?/)", 0, (DIGIT, "/")),
    (
        Why.RATING,
        r"\bvote count:?\s*\d+|\brating:?\s*\d+(?:\.\d+)?|\b\d+\s+(?:comments?|stars?)\b",
        re.I,
        (DIGIT, "(?i:count|rating|comments?|stars?)"),
    ),
    (Why.ORDINAL, rf"\b\d[\d,]*(?:{_TH})\b", 0, (DIGIT, _TH)),
    (
        Why.AGE,
        r"\b(?:\d{1,3}|[a-z]+(?:\s?-\s?[a-z]+)?)\s?[-‐‑\s]\s?(?:year|month|week|day)s?\s?[-‐‑\s]\s?olds?\b",
        re.I,
        ("(?i:olds?)",),
    ),
    (
        Why.AGE,
        rf"\b(?:aged?|age\s+of|ages)\s+(?:{_HOUR}|{_AGE_WORD})\b|"
        r"\b(?:aged?|age\s+of|ages)\s+(?:\w+\s+)?(?:between\s+)?\d{1,3}(?:\s?(?:to|and|-|–)\s?\d{1,3})?\b",
        re.I,
        ("(?i:aged?|ages)",),
    ),
    (
        Why.AGE,
        r"(?<=[a-z.”\"])\s?,\s?\(?\d{1,2}(?=\)?\s?(?:,|;|\.\s|\.$|\)|and\b|was\b|who\b|from\b|of\b))"
        r"(?!\s?,\s?\d{3})(?!\s+of\s+(?:them|whom|which|those|these)\b)",
        0,
        (DIGIT, ","),
    ),
    (
        Why.AGE,  # a man of 77, a boy of nineteen
        rf"\b(?:man|woman|boy|girl|child|youth|widow|grandmother|grandfather)\s+of\s+(?:\d{{1,2}}|{_AGE_WORD}|{_HOUR})\b"
        r"(?!\s+[a-z]+s\b)",
        0,
        ("man|woman|boy|girl|child|youth|widow|grandmother|grandfather", "of"),
    ),
    (
        Why.AGE,  # Hana Sample, fifteen, walked; her grandson, five, had no ticket
        rf"\b(?:[A-Z][a-z]+|son|daughter|child|boy|girl|brother|sister|wife|husband|mother|father|grandson|"
        rf"granddaughter)\s?,\s?(?:{_HOUR}|\w+teen|{_AGE_WORD})(?=\s?,)",
        0,
        (rf"{_HOUR}|.*teen|{_AGE_WORD}|.*ty", ","),
    ),
    (
        Why.AGE,  # he was 74, she is eight, until I'm ninety, turned 40
        rf"\b(?:he|she|I|who)(?:\s+(?:is|was|turned)|['’]s|['’]m)\s+(?:just\s+|only\s+|now\s+)?"
        rf"(?:\d{{1,2}}|{_AGE_WORD}|{_HOUR})(?=\s*(?:[.,;”\"]|and\b|when\b|but\b|$))",
        re.I,
        ("(?i:he|she|i|who)", f"(?i:{DIGIT}|{_AGE_WORD}|{_HOUR}|.*ty)"),
    ),
    (Why.AGE, r"(?<=[A-Za-z])\s\(\d{1,2}\)", 0, (DIGIT, r"\(")),
    (
        Why.AGE,
        r"\b(?:under|over)[-\s]\d{2}s?\b(?=\s*(?:[,.;)](?!\d)|years\s+old\b))|\bunder[-\s]1[0-9]s?\b",
        re.I,
        (DIGIT, "(?i:under|over)"),
    ),
    (
        Why.LABEL,
        rf"\b(?:{_NAMED_NUMBER})\s?[-#]?\s?(?:\d[\d,]*[A-Z]?(?:-\d+[A-Z]*)?|One|Two|Three|Four|Five|Six)\b",
        0,
        (rf"(?:{_NAMED_NUMBER}|No|Super).*", rf"{DIGIT}|.*(?:One|Two|Three|Four|Five|Six)"),
    ),
    (
        Why.LABEL,
        rf"\b(?!Magnitude|Mid|Post|Pre)[A-Z][A-Za-z]*\s?[-‐‑]\d+[A-Za-z]*\b|"
        rf"\b[A-Z]{{2,6}}\s-\s\d+\b|\b[A-Z]{{1,5}}[a-z]{{0,8}}\d+(?:[-+]\d+|\w*)\b|"
        rf"\b(?:{_DESIGNED})\s+v?\d+(?:\.\d+)+\b",
        0,
        (DIGIT,),
    ),
    (
        Why.LABEL,
        r"\b\d{1,2}(?![CFMKBT]\b)[A-Z][A-Za-z]*\b|\bNo\.?\s?\d+\b|\bno\.\s?\d+\b|#\d+",
        0,
        (DIGIT,),
    ),
    (
        Why.LABEL,
        r"\b9/11\b|\b7/7\b|\b24/7\b|\b(?:dial(?:l?ed)?|call(?:ed|ing)?|rang)\s+(?:911|999|112)\b|\b911\s+call|"
        r"\bcalls?\s+to\s+\d{3}\b(?!,)",
        0,
        (DIGIT, "/|dial.*|call.*|rang"),
    ),
    (
        Why.LABEL,
        r"\b(?:Group of|Big|Fortune|Nifty|Nasdaq|S&P|FTSE|Stoxx|Russell|Nikkei|Dow|CAC|DAX)"
        r"\s+(?:\d+|[A-Z][a-z]+)\b",
        0,
        ("Group|Big|Fortune|Nifty|Nasdaq|S|FTSE|Stoxx|Russell|Nikkei|Dow|CAC|DAX",),
    ),
    (
        Why.LABEL,
        r"\A\s*\d{1,2}[.)](?:\s+(?=[A-Z“\"])|\s*\Z)",
        0,
        (DIGIT, "[.)]"),
    ),  # a numbered list
    (
        Why.IDIOM,  # 95% CI: how sure a study is of its own figure
        r"\b\d+(?:\.\d+)?\s?(?:%|per\s?cent)\s+(?:CIs?\b|confidence\s+intervals?\b)",
        0,
        (DIGIT, "CIs?|confidence"),
    ),
    (Why.IDIOM, r"\bfifty\s?-\s?fifty\b|\b50\s?-\s?50\b", re.I, ("(?i:fifty|5)",)),
    (
        Why.IDIOM,  # the two are not kin
        r"\b[Tt]he\s+(?:two|three|four)(?=\s?[,;.]|\s+(?:are|were|have|had|will|did|also|met|agreed)\b)",
        0,
        ("two|three|four",),
    ),
    (
        Why.LABEL,  # on the number 7 bus, the world number one
        rf"\b(?:the|their|his|her|world|a)\s+number\s+(?:\d+|{_HOUR})\b",
        re.I,
        ("(?i:number)",),
    ),
    (
        Why.LABEL,
        r"\b\d+(?:\.\d+)?\s?mm\s+(?:automatic\s+|mortar\s+|semi-automatic\s+)?"
        r"(?:pistol|handgun|gun|round|bullet|shell|mortar|cannon|rifle|howitzer|calib|ammunition)",
        0,
        (DIGIT, "mm"),
    ),
    (Why.LABEL, r"\b[4-7]-foot-\d{1,2}\b", 0, (DIGIT, "foot")),
    (
        Why.LABEL,  # zero-day, the 12000 block of, a .357 Magnum, 9-1-1
        r"\bzero-days?\b|\b\d+\s+block\s+of\b|\b\d{2,3}\s+Magnum\b|\b9-1-1\b|"
        r"\b911\s+(?:operator|dispatch|supervisor|tape|recording|cent)",
        0,
        ("zero|block|Magnum|9",),
    ),
    (
        Why.LABEL,  # Explorer 8 and 9; IE6, 7, 8 and 8.1
        r"\b[A-Z][A-Za-z]*\s?\d{1,2}(?:,\s\d{1,2})*,?\s+(?:and|or)\s+\d{1,2}(?:\.\d)?\b(?!\s+[a-z]+s\b|[,.]?\d)"
        r"(?!\s?(?:%|per|to|million|billion|people))",
        0,
        (DIGIT, "and|or"),
    ),
    (
        Why.LABEL,  # 32-bit, 32- and 64-bit; the 5.50 update
        r"\b(?:\d+\s?-\s?(?:and|or)\s+)?\d+[\s-]?bit\b|\b\d+\.\d+\s+(?:update|version|release|patch)\b",
        0,
        (DIGIT, ".*bit|update|version|release|patch"),
    ),
    (Why.LABEL, r"\b0\d{3,}\b|\b\d+\s?[*×x]\s?\d+\b", 0, (DIGIT,)),
    (
        Why.LABEL,
        rf"\b(?:{_COUNTED_OFF})\s+"
        r"(?:\d+[A-Z]?|one|two|three|four|five|six|seven|eight|nine|ten)\b",
        0,
        (_COUNTED_OFF, rf"{DIGIT}|one|two|three|four|five|six|seven|eight|nine|ten"),
    ),
    (
        Why.ADDRESS,
        r"\b\d+\s+(?:(?:[A-Z][\w.]+|\d+(?:st|nd|rd|th))\s+){1,3}"
        r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Lane|Square|Place)(?=\W)",
        0,
        (DIGIT, "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Square|Place"),
    ),
    (
        Why.SCORE,
        r"(?<![\d.$€£%-])\b\d{1,3}\s?[-–]\s?\d{1,3}\b(?!\.\d)(?:\s?[-–]\s?\d{1,3}\b)?"
        r"(?!\s*(?:[a-z]*\s*(?:people|percent|per\s+cent|years?|months?|days?|hours?|minutes?|miles?|"
        r"km|million|billion)|%|[-–]))(?=\s*(?:[.,;()]|win|loss|lead|vote|record|decision|ruling|"
        r"victory|defeat|to\b|on\b|in\b|at\b|over\b|against\b|conservative|majority|$))",
        0,
        (DIGIT, "[-–]"),
    ),
    (Why.FURNITURE, r"(?:©|\bCopyright\b|\(c\))[^\n]*", re.I, ("(?i:©|copyright|c)",)),
    (
        Why.FURNITURE,
        r"\bpage\s?\d+\b|\b\d+\s+of\s+\d+\s*$|\b(?:tweet|photo|image|slide)\s+\d+\b",
        re.I,
        (DIGIT, "(?i:page|of|tweet|photo|image|slide)"),
    ),
)
