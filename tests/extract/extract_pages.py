"""Pages of fictional outlets, written for these tests."""

PARAGRAPHS = (
    "PORTVILLE, Exampleland (Example Wire) — Dock workers in Portville ended a nine-day strike on "
    "Tuesday after the harbour company agreed to raise wages by 6 percent.",
    "The agreement covers 1,240 workers at three terminals, the harbour union said in a statement "
    "that was read out at the gates shortly before the evening shift began.",
    "“We asked for respect and we got a signature,” said Ann Lee, who leads the union, to a crowd "
    "of several hundred people in front of the northern terminal.",
    "Shipping lines had diverted at least 35 vessels to other ports since the walkout began, and "
    "the port authority expects the backlog to last until the end of the month.",
    "The company said it would hire forty more crane drivers in the spring and review the night "
    "shifts, two points on which the talks had broken down twice last week.",
)

TITLE = "Portville dock strike ends after nine days"
STANDFIRST = "Workers at three terminals return after the harbour company raises its wage offer"

ARTICLE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{TITLE} | The Portville Example</title>
<meta property="og:site_name" content="The Portville Example">
<meta name="description" content="{STANDFIRST}">
<link rel="canonical" href="https://news.example.org/2031/05/dock-strike-ends">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{TITLE}","datePublished":"2031-05-06T17:42:00+02:00",
"dateModified":"2031-05-06T18:10:00+02:00","articleSection":"Business",
"author":[{{"@type":"Person","name":"Bo Ek"}},{{"@type":"Person","name":"Cara Diaz"}}],
"publisher":{{"@type":"Organization","name":"The Portville Example"}}}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>{TITLE}</h1><p class="standfirst">{STANDFIRST}</p>
<p class="byline">By Bo Ek and Cara Diaz</p>
<figure><img src="https://img.example.org/crane-0412.jpg" width="1200" height="800">
<figcaption>Cranes stand still at the northern terminal on Monday.
<span class="credit">Photo: Dana Fox/Example Wire</span></figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<p><a href="/2031/05/rail">Read also: Rail freight record in April</a></p>
<h2>A signature at last</h2><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p>
<p>Sign up to our newsletter for the best of Portville every morning.</p></article></main>
<aside><h3>Most read</h3><ul><li><a href="/a">Ferry line opens to Westhaven</a></li>
<li><a href="/b">Council votes on harbour tax</a></li></ul></aside>
<footer>Copyright The Portville Example. All rights reserved.</footer></body></html>"""

TEXT = f"""Top StoryBusiness

{TITLE}

{TITLE}/ Example Post/ PORTVILLE/ B. Ek/ Evening Edition/ {STANDFIRST}, ending a walkout \
that had closed the harbour. Both sides speak of a fair deal.

Cranes stand still at the northern terminal on Monday, May 5, 2031. (EW Photo/Dana Fox)

Portville Dock Strike Ends – Quick Looks

  • Wage Deal: Pay rises by 6 percent from June.
  • Backlog: At least 35 vessels were sent to other ports.
  • New Jobs: Forty crane drivers will be hired in the spring.

{TITLE}

Deep Look

PORTVILLE, Exampleland – {PARAGRAPHS[1]}

{PARAGRAPHS[2]}


A Signature at Last

{PARAGRAPHS[3]}

{PARAGRAPHS[4]}

More on Business News

Previous Article
Ferry line opens to Westhaven
Next Article
Council votes on harbour tax

How useful was this article?

Average rating 0 / 5. Vote count: 0

Menu
"""
