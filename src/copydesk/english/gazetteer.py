"""Names of countries, regions, cities and peoples, from CLDR (through Babel) and a word list.

Countries, continents and the cities that give time zones their names come from CLDR; the
adjectives of nations, faiths and world regions (`PEOPLES`) are a closed list of English words.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: CLDR codes that are no place that news names.
_NO_PLACE: Final = frozenset({"001", "EZ", "EU", "UN", "XA", "XB", "ZZ", "QO", "057"})
#: Usual names that CLDR's short English names do not hold.
_ALSO: Final = (
    "United States of America", "U.S.", "U.S.A.", "USA", "U.K.", "UK", "UAE", "U.A.E.",
    "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Burma",
    "Myanmar", "Czech Republic", "Ivory Coast", "Turkey", "Macedonia", "Swaziland", "Congo",
    "Democratic Republic of Congo", "Democratic Republic of the Congo", "Bosnia",
    "Bosnia and Herzegovina", "Trinidad and Tobago", "Hong Kong", "Macau", "Vatican",
    "Holland", "Soviet Union", "USSR", "Yugoslavia", "Czechoslovakia", "West Germany",
    "East Germany", "Palestine", "West Bank", "Gaza", "Gaza Strip", "Middle East", "East Asia",
    "South Asia", "Southeast Asia", "Central America", "Latin America", "North Africa",
    "West Africa", "East Africa", "Balkans", "Scandinavia", "Western Europe", "Eastern Europe",
    "East Timor", "Cabo Verde", "Republic of Ireland", "Siberia", "Crimea", "Kurdistan",
    "Kashmir", "Tibet", "Chechnya", "Catalonia", "Bavaria", "Quebec",
    "Black Sea", "Red Sea", "Baltic Sea", "Persian Gulf", "Sahel", "Himalayas", "Alps",
)  # fmt: skip
#: Names that are also given names or common words: the model's word stands for these.
_UNSURE: Final = frozenset(
    {"Jordan", "Chad", "Georgia", "Jersey", "Guinea", "Turkey", "Mali", "Niger", "Reunion",
     "Center", "Troll", "Sark", "Guernsey", "Samara", "Regina", "Knox", "Easter", "Aden", "Nome",
     "Casey", "Davis", "Palmer", "Mawson", "Vincennes", "Marengo", "Johnston", "Christmas", "Wake",
     "Phoenix", "Creston", "Stanley", "Victoria", "Santiago", "Madeira", "Apia", "Merida", "Darwin",
     "Thule", "Vostok", "Eden", "Adelaide", "Sydney", "Faroe", "Midway", "Unknown", "Bahia",
     "Salta", "Petersburg", "Jujuy", "Marquesas", "Monaco", "Anguilla", "Bermuda", "Central",
     "Eastern", "Mountain", "GMT", "UTC", "Baltic", "Arctic", "Antarctic", "Pacific", "Atlantic",
     "Mediterranean", "Caribbean", "Sahara"}
)  # fmt: skip
#: Territories of the time zone database whose zones are science stations or dead names.
_ZONES: Final = ("Europe/", "Asia/", "Africa/", "America/", "Australia/", "Pacific/", "Atlantic/")

#: Adjectives and nouns for peoples, faiths, parties' followers and world regions.
PEOPLES: Final = _words(
    """
    Afghan Afghans Albanian Algerian American Andorran Angolan Antiguan Argentine Argentinian
    Armenian Australian Austrian Azerbaijani Azeri Bahamian Bahraini Bangladeshi Barbadian
    Basotho Belarusian Belgian Belizean Beninese Bhutanese Bolivian Bosnian Brazilian British
    Bruneian Bulgarian Burkinabe Burmese Burundian Cambodian Cameroonian Canadian Chadian
    Chilean Chinese Colombian Comorian Congolese Croatian Croat Cuban Cypriot Czech Danish
    Dane Djiboutian Dominican Dutch Ecuadorian Ecuadorean Egyptian Emirati English Eritrean
    Estonian Ethiopian Fijian Filipino Finnish Finn French Gabonese Gambian Georgian German
    Ghanaian Greek Grenadian Guatemalan Guinean Guyanese Haitian Honduran Hungarian Icelandic
    Indian Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese Jordanian
    Kazakh Kazakhstani Kenyan Korean Kosovar Kuwaiti Kyrgyz Lao Laotian Latvian Lebanese
    Liberian Libyan Liechtensteiner Lithuanian Luxembourgish Macedonian Malagasy Malawian
    Malaysian Maldivian Malian Maltese Mauritanian Mauritian Mexican Moldovan Mongolian
    Montenegrin Moroccan Mozambican Namibian Nepalese Nepali Nicaraguan Nigerian Nigerien
    Norwegian Omani Pakistani Palauan Palestinian Panamanian Paraguayan Peruvian Pole Polish
    Portuguese Qatari Romanian Russian Rwandan Salvadoran Samoan Saudi Scot Scottish
    Senegalese Serb Serbian Singaporean Slovak Slovakian Slovene Slovenian Somali Spanish
    Spaniard Sudanese Surinamese Swazi Swede Swedish Swiss Syrian Taiwanese Tajik Tanzanian
    Thai Timorese Togolese Tongan Trinidadian Tunisian Turk Turkish Turkmen Tuvaluan Ugandan
    Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean Briton
    Brit Englishman Englishmen Frenchman Frenchmen Irishman Irishmen Dutchman Soviet Yugoslav
    Yugoslavian Czechoslovak Prussian Ottoman Byzantine Roman Persian Norman Anglo-Saxon
    Viking Celtic Celt African African-American Asian Asian-American European Eurasian Arab
    Arabian Arabic Berber Kurd Kurdish Tatar Chechen Uighur Uyghur Tibetan Rohingya Bengali
    Punjabi Tamil Sinhalese Pashtun Hazara Sikh Hindu Muslim Moslem Islamic Sunni Shia Shiite
    Sufi Alawite Druze Christian Catholic Protestant Orthodox Anglican Baptist Methodist
    Lutheran Mormon Evangelical Coptic Copt Jew Jewish Buddhist Yazidi Latino Latina Hispanic
    Caribbean Scandinavian Nordic Slavic Slav Balkan Basque Catalan Flemish Fleming Walloon
    Bavarian Sicilian Parisian Londoner Hawaiian Alaskan Texan Californian Inuit Cherokee
    Navajo Sioux Aztec Inca Mayan Maya Maori Māori Aboriginal Aborigine Polynesian Zulu Xhosa
    Hutu Tutsi Yoruba Igbo Hausa Tuareg Amhara Tigrayan Oromo Afrikaner Roma Romani Democrat
    Republican Tory Tories Whig Nazi Marxist Leninist Stalinist Maoist Communist Islamist
    Salafist Zionist Quebecer Quebecois Québécois Crimean Siberian Mediterranean Corsican
    Western Afghani Anglo Baathist Belarussian Bolshevik Botswanan Calvinist Confucian Cossack
    Englishwoman Frenchwoman Gaullist Hasidic Jain Jesuit Kosovan Maronite Menshevik
    Monegasque Pashto Pentecostal Presbyterian Quaker Salafi Salvadorean Scotsman Welshman
    Shi'a Shi'ite Taoist Trotskyist Wahhabi
    """
) - {"Western", "Mediterranean", "Caribbean", "Communist", "Roma", "Lao", "Dane", "Pole",
                "Maya", "Norman", "Christian"}  # fmt: skip
#: Of `PEOPLES`' neighbours: also given names or places, a name of a people only in the plural.
_PLURAL_ONLY: Final = frozenset({"Danes", "Poles", "Mayas", "Normans", "Christians", "Communists"})


#: Peoples of two words, in the singular.
_TWO_WORDS: Final = frozenset(
    f"{side} {name}"
    for side, names in (
        ("North", "Korean African American Vietnamese Macedonian"),
        ("South", "Korean African American Sudanese Asian Ossetian Vietnamese"),
        ("East", "Timorese German African Asian European"),
        ("West", "German African Indian"),
        ("Latin Central Native", "American"),
        ("Costa Puerto", "Rican"), ("Sri", "Lankan"), ("Saudi", "Arabian"), ("New", "Zealander"),
        ("Sierra", "Leonean"), ("Cape", "Verdean"),
    )
    for side in side.split()
    for name in names.split()
)  # fmt: skip


_FIRST_OF_TWO: Final = frozenset(name.split()[0] for name in _TWO_WORDS)


def is_two_word_people(first: str, second: str) -> bool:
    """Whether the two words together name a people ("Costa Ricans")."""
    if first not in _FIRST_OF_TWO:
        return False
    return f"{first} {second}" in _TWO_WORDS or f"{first} {second.removesuffix('s')}" in _TWO_WORDS


def is_people(word: str) -> bool:
    """Whether the word names a people, a faith or its followers, in the singular or plural."""
    if word in PEOPLES or word in _PLURAL_ONLY:
        return True
    return word.endswith("s") and word[:-1] in PEOPLES


@cache
def places() -> frozenset[tuple[str, ...]]:
    """Names of countries, continents and cities, as tuples of words."""
    locale = Locale("en")
    names = {name for code, name in locale.territories.items() if code not in _NO_PLACE}
    names |= {name.replace(" & ", " and ").replace("St.", "Saint") for name in names}
    names |= {zone.get("city", "") for zone in locale.time_zones.values()}
    for zone in get_global("zone_territories"):
        if zone.startswith(_ZONES) and zone.count("/") == 1:
            names.add(zone.split("/")[1].replace("_", " "))
    names |= set(_ALSO)
    kept = {n for n in names if n and n[0].isupper() and "(" not in n and "-" not in n}
    return frozenset(tuple(name.split()) for name in kept - _UNSURE)


def _territories() -> set[str]:
    names = Locale("en").territories.items()
    return {name for code, name in names if code.isalpha() and code not in _NO_PLACE}


@cache
def countries() -> frozenset[tuple[str, ...]]:
    """Names of `places` that are countries or territories by CLDR, and no given names."""
    return frozenset(tuple(name.split()) for name in _territories()) & places()


@cache
def unsure_countries() -> frozenset[str]:
    """Countries and territories whose names are given names or common words too."""
    return frozenset(_territories() & _UNSURE)
