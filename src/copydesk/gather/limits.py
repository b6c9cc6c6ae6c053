"""How much is read, how deep and for how long, before an input is refused.

All that copydesk reads passes these bounds: files, standard input, archives, feeds, answers of
servers, and what the processes that read pages may use. They leave ten times the room that the
largest real page needed.
"""

from __future__ import annotations

#: Bytes of one page, text, record or feed. The largest of 343 real news pages has 2.2 MB.
MAX_PAGE_BYTES = 16_000_000
#: Tags of one page, of which a tree is built; the one with most of these has 12,000.
MAX_TAGS = 120_000
#: Characters of a report given as text. A long book has a million.
MAX_TEXT_CHARACTERS = 2_000_000
#: Lines of a report given as text.
MAX_TEXT_LINES = 20_000
#: A text of up to so many characters takes milliseconds; it is read in the main process.
QUICK_TEXT_CHARACTERS = 60_000
#: Records and entries of one file.
MAX_RECORDS = 5_000_000
#: Bytes of a table of reports, which is held whole: its quotation marks pair over any lines.
MAX_TABLE_BYTES = 16 * MAX_PAGE_BYTES
#: Columns of a table of reports; a report has a dozen fields.
MAX_TABLE_COLUMNS = 1_000
#: Entries of a feed. The longest real feeds have some hundred.
MAX_ENTRIES = 5_000
#: Feeds that one OPML file may list, and files that list one another.
MAX_FEEDS, MAX_OPML_DEPTH = 1_000, 3
#: Folders below a folder, and files in all.
MAX_FOLDER_DEPTH, MAX_FILES = 50, 1_000_000
#: Compressed files within one another (.gz.gz).
MAX_WRAPPINGS = 2
#: Values within one another in JSON.
MAX_JSON_DEPTH = 100
#: Bytes of one line of JSON Lines.
MAX_LINE_BYTES = MAX_PAGE_BYTES
#: Characters of an id, a name, a title or an address.
MAX_FIELD_CHARACTERS = 2_000
#: Inflated bytes for each compressed byte. Gzip tops out near 1030 on runs of one byte; real
#: pages stay under 30.
MAX_INFLATION = 200
#: A compressed body is always allowed to grow to this, whatever its ratio.
FREE_INFLATION_BYTES = 1_000_000
#: Members of one gzip stream: each costs a decompressor.
MAX_MEMBERS = 10_000

#: Seconds for one page, and for connecting, reading, and a whole answer of a server.
PAGE_SECONDS = 8.0
READ_SECONDS, ANSWER_SECONDS = 15.0, 60.0
#: Seconds to wait for the first byte from a named pipe.
PIPE_SECONDS = 5.0
#: Seconds that a site may ask to wait between two requests.
MAX_CRAWL_DELAY = 30.0
#: Bytes of the head of an answer.
MAX_HEAD_BYTES = 64_000
#: Address space of a process that reads pages, beyond what its libraries take.
WORKER_BYTES = 900_000_000
