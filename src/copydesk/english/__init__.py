"""English: what is known of the language, in one home.

Every stage asks this package and keeps no lists of its own. Logic stands in modules named by
subject, word lists in files under ``data/`` (`lists` reads them). Nothing here knows of reports,
stories or stages: functions take words and sentences.

To add knowledge: put words into a section of ``data/SUBJECT.txt`` and name the section in the
module of that subject; start a new pair of file and module for a new subject. A list that no
measure is better for does not stay.
"""
