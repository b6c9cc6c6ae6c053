"""Given names that tell a gender in English-language news, and titles that do.

Only names that are borne almost by one gender alone (by the frequency lists of the US Social
Security Administration, public domain) stand here; every other name tells nothing.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE: Final = _words(
    """
    aaron abdul abdullah adam ahmed alan albert alejandro alexander alfred ali andrei andrew
    anthony antonio arthur barack ben benjamin bernard bernie bill bob boris brad brandon
    brian bruce bryan carl carlos charles chris christopher colin craig dan daniel david
    dennis dmitri dmitry dominic don donald douglas ed eduardo edward emmanuel eric ernest
    ethan eugene fernando francis francisco frank fred frederick gary gavin geoffrey george
    gerald giovanni giuseppe gordon greg gregory hans harold harry hassan hector henry
    herbert hugh hussein ian ibrahim igor isaac ivan jack jacob jake james jared jason
    javier jeff jeffrey jeremy jerome jerry jim jimmy joe joel john jonathan jorge jose josé
    joseph joshua juan julian justin karl keith ken kenneth kevin khaled larry lars laurence
    lawrence leonard lloyd louis luis luke mahmoud manuel marco mario mark martin marvin
    matt matthew max michael miguel mike mikhail mitch mitt mohamed mohammad mohammed
    muhammad nathan neil nicholas nick nicolas nigel noah norman oleg oliver omar oscar otto
    pablo patrick paul pedro peter philip phil pierre rafael ralph raymond recep ricardo
    richard rick rob robert roberto rodney roger roland ronald ross russell ryan samuel
    scott sean sebastian sergei sergey simon stanley stephen steve steven stuart ted
    terrence theodore thomas tim timothy todd tom tommy tony travis vernon victor viktor
    vincent vladimir volodymyr walter warren wayne william xavier yusuf zachary
    """
)

FEMALE: Final = _words(
    """
    abigail aisha alexandra alice alison amanda amelia amy andrea angela angelina ann anna
    anne annette barbara beatrice becky betty beverly brenda brittany camilla carol caroline
    carolyn catherine cathy charlotte cheryl christina christine cindy claire clara claudia
    condoleezza cynthia daisy deborah debra denise diana diane donna doris dorothy edith
    eileen elaine eleanor elena elizabeth ella ellen emily emma erica esther eva evelyn
    fatima fiona florence frances gabriela georgina giulia gloria grace hannah heather heidi
    helen helena hillary ingrid irene isabel isabella jacqueline jane janet janice jennifer
    jenny jessica jill joan joanna josephine joyce judith julia julie karen kate katherine
    kathleen kathryn kathy katie kimberly laura lauren leila linda lisa lori louise lucia
    lucy lydia madeleine margaret maria marie marilyn marina marjorie marta martha mary
    matilda megan meghan melania melissa michelle mildred miriam monica nadia nancy naomi
    natalia natalie natasha nicola nicole olga olivia pamela patricia paula penelope
    priscilla rachel rebecca rosa rose ruth samantha sandra sara sarah sharon sheila shirley
    sofia sonia sophia sophie stella stephanie sue susan suzanne svetlana sylvia tamara
    tatiana teresa theresa ursula valerie vanessa vera veronica victoria violet virginia
    vivian wendy yulia yvonne zoe
    """
)

MALE_TITLES: Final = _words(
    """
    mr sir king prince lord baron duke pope brother father son husband congressman chairman
    spokesman businessman policeman actor boy man sheikh grandfather uncle nephew widower
    """
)
FEMALE_TITLES: Final = _words(
    """
    mrs ms miss queen princess lady baroness duchess sister mother daughter wife
    congresswoman chairwoman spokeswoman businesswoman policewoman actress girl woman dame
    grandmother aunt niece widow
    """
)


def gender_of(given: str, title: str | None) -> str | None:
    """``"female"``, ``"male"``, or None where neither the title nor the given name tells.

    Args:
        given: the given name as written; empty when unknown.
        title: words before the name ("Mrs.", "British Prime Minister"); None without.
    """
    words = {word.strip(".,").lower() for word in (title or "").split()}
    by_title = {
        gender
        for gender, titles in (("female", FEMALE_TITLES), ("male", MALE_TITLES))
        if words & titles
    }
    if len(by_title) == 1:
        return by_title.pop()
    name = given.lower()
    if name in FEMALE:
        return "female"
    return "male" if name in MALE else None
