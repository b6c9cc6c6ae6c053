"""Words by which pages label what is not the report. Patterns match a whole line.

Only labels that a reader meets on many sites are here; the line classifier learns the rest
from structure.
"""

from __future__ import annotations

import re


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(patterns) + r")[\s:.!?…»>→]*$", re.I)


#: The next line is the headline of a neighbouring report.
PREVIOUS_NEXT = _whole(
    r"[«<←]?\s*(?:previous|prev|next|newer|older)\s+(?:article|post|story|news|page|up)s?",
    r"(?:vorheriger|nächster|voriger)\s+(?:artikel|beitrag)",
    r"article\s+(?:précédent|suivant)",
    r"(?:artículo|noticia)\s+(?:anterior|siguiente)",
    r"up next|next up|read next|coming up next",
)

#: A list of other reports follows.
RELATED = _whole(
    r"more (?:on|from|about|in)\b.{0,40}",
    r"(?:latest|top|recent|trending|breaking|popular|recommended|more|other) "
    r"(?:news|stories|headlines|articles|posts|videos|reads)",
    r"related(?: (?:news|stories|articles|content|topics|posts|coverage|links))?",
    r"(?:also )?read (?:also|more|next|this)(?: on.{0,40})?|also read|see also|don['’]t miss",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed)",
    r"recommended(?: for you)?|editors?['’]? (?:picks?|choice)",
    r"most (?:read|popular|viewed|watched)(?: (?:in|on|from) .{2,30})?",
    r"(?:mehr|weitere)(?: artikel| meldungen| nachrichten)? (?:zum thema|aus|von|über).{0,40}",
    r"(?:lesen sie|lies) (?:auch|mehr)|das könnte (?:sie|dich) (?:auch )?interessieren",
    r"auch interessant|mehr zum thema|meistgelesen|à lire aussi|lire aussi|sur le même sujet",
    r"(?:lea|lee) también|te puede interesar|más noticias|leggi anche|lees ook|les også|läs även",
    r"trending(?: now)?|(?:leia|veja) (?:também|mais)|voc[eê] pode gostar|"
    r"czytaj (?:też|także|również)|"
    r"in this (?:story|article)|from the web|around the web|sponsored(?: content| stories)?",
)

#: A line that names another report itself: "Read also: ...".
RELATED_LINE = re.compile(
    r"[\W_]{0,4}(?:(?:also )?read (?:also|more|next|our|the full)?|also read|see also|related"
    r"(?: (?:stor(?:y|ies)|articles?|news|coverage))?|more (?:on this|from .{2,30})|don['’]t miss|"
    r"(?:lesen sie|lies) (?:auch|mehr|dazu)(?: dazu)?|mehr dazu|auch interessant|(?:à )?lire aussi|"
    r"(?:lea|lee) (?:también|además)|te puede interesar|leggi anche|lees ook|les også|läs även|"
    r"læs også|lue myös|(?:leia|veja) (?:também|mais)|czytaj (?:też|także|również)|zobacz też|"
    r"čtěte (?:také|více)|читайте (?:также|також)|citește și|ayrıca okuyun|watch(?: also)?|"
    r"(?:watch|listen|video|podcast))\s*(?:[:：|>»→]|\s[–—-]\s)\s*(?=\S)",
    re.I,
)
_MAX_RELATED_WORDS = 30


def is_related_line(text: str) -> bool:
    """Whether a line does nothing but lead to another report that it names."""
    return len(text.split()) <= _MAX_RELATED_WORDS and RELATED_LINE.match(text) is not None


#: Widgets, menus, pleas and legal lines.
FURNITURE = _whole(
    r"(?:main |site )?menu|home|search|close|back|share|print|email|comments?|loading|skip.{0,30}",
    r"(?:\d+ )?(?:comments?|shares?|likes?|views?)(?: \d+)?|leave a (?:comment|reply)|"
    r"(?:view|show|hide|post|read|add|join).{0,12} (?:comments?|conversation|discussion)",
    r"how useful was this (?:article|post)|click on a star to rate(?: it)?|"
    r"average rating\b.*|vote count\b.*|no votes so far.*|be the first to rate.*|"
    r"(?:rate|submit (?:your )?rating|thank you for your (?:vote|feedback)).{0,30}",
    r"share (?:this|on|via|it)\b.{0,40}|social (?:sharing|media|links)",
    r"(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|"
    r"pinterest|instagram|tiktok|youtube|copy link|link copied|pocket|flipboard|messenger)"
    r"(?:[ ,|/]+\w+){0,6}",
    r"follow (?:us|me|him|her|.{3,30} on)\b.{0,60}|like us on.{0,40}",
    r"(?:sign up|subscribe|register|log ?in|sign in)\b.{0,90}|newsletters?(?: sign ?up)?\b.{0,120}",
    r"(?:ad|ads|advert|advertisement|anzeige|werbung|publicité|publicidad|pubblicità|annonse|"
    r"annons|reklama|reklam|sponsored)(?: .{0,60})?",
    r"(?:continue|keep) reading(?: .{0,60})?|read (?:more|full|the full|less)\b.{0,60}|show more|"
    r"(?:story|article) continues(?: below)?.{0,40}|view (?:gallery|all|image)s?.{0,40}",
    r"(?:copyright|©|\(c\)).{0,300}|all rights reserved.{0,120}|"
    r".{0,80}may not be (?:published|reproduced).{0,160}",
    r"(?:terms|privacy|cookie)(?: (?:of|&|and) \w+)?(?: (?:policy|notice|use|service|settings))?",
    r"photos?|videos?|images?|gallery|watch|listen|audio|play|live|slideshow|(?:hide )?caption",
    r"to view this video please enable javascript.{0,120}|(?:please )?(?:enable|"
    r"activate) javascript.{0,80}|"
    r"(?:this )?(?:video|content|embed|player) (?:is not available|cannot be (?:played|"
    r"displayed)).{0,60}|"
    r"(?:sorry, )?your browser (?:can(?:no|['’])t|does not|doesn['’]t).{0,80}|"
    r"you must (?:confirm|log ?in|sign ?in|register|be logged in).{0,80}comment.{0,40}|"
    r"please log ?out and then log ?in again.{0,100}|.{0,10}swipe (?:left|right|up|down|→|"
    r"for)\b.{0,60}|"
    r"(?:passer|fermer|masquer) la publicité|publicité|"
    r"(?:source|quelle|fuente|fonte|bron|källa|kilde|źródło|zdroj|forrás|"
    r"kaynak)s? ?: ?\S+(?: \S+){0,4}|"
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b.{0,200}|"
    r"accept (?:all )?cookies.{0,40}|"
    r"wir verwenden cookies\b.{0,200}|nous utilisons des cookies\b.{0,200}|"
    r"media playback is (?:not|un)supported.{0,60}|(?:please )?enable javascript.{0,80}|"
    r"your browser does not support.{0,80}|play video.{0,40}|.{0,10}video player.{0,40}",
    r"(?:read|see) or share this story.{0,200}|tags?\b.{0,80}|topics?|filed under.{0,80}",
    r"(?:last |first )?(?:updated|published|posted|modified)\b.{0,60}\d.{0,30}",
    r"\d+ (?:min(?:ute)?s?|hours?|days?) (?:ago|read|to read)|lesezeit.{0,20}|\d+ ?/ ?\d+",
    r"(?:jump|scroll|back|return|go) to (?:the )?(?:top|content|comments).{0,20}",
    r"(?:\S+ ){0,25}[\w.+-]+@[\w-]+\.[\w.]+(?: \S+){0,12}",
    r"weiterlesen|(?:empfohlener )?(?:redaktioneller|externer) inhalt|"
    r"wie (?:hat|gefällt) ihnen (?:dieser|der) (?:artikel|beitrag)\b.{0,20}",
    r".{0,60}\b(?:log|sign) in or (?:create|sign up|register|subscribe)\b.{0,60}",
    r"get (?:our|the latest|breaking|daily)\b.{0,120}|download (?:our|the) .{0,20}app.{0,60}",
)

#: Heads of lists of key points, and the labels that pages put over their parts.
SECTION_LABEL = _whole(
    r"(?:the )?(?:quick looks?|deep look|key (?:points|takeaways|facts|developments)|at a glance|"
    r"highlights|in brief|summary|overview|full story|the story|bullet points|fast facts|"
    r"what (?:we know|to know)(?: so far)?|why it matters|tl;?dr|das wichtigste(?: in kürze)?|"
    r"auf einen blick|en bref|en breve|l'essentiel)",
)

#: A line that stands over the headline.
KICKER = _whole(
    r"(?:top stor(?:y|ies)|breaking(?: news)?|exclusive|live(?: updates)?|analysis|opinion|"
    r"explainer|world|politics|business|sports?|science|health|technology|culture|entertainment|"
    r"national|international|us|uk|europe|africa|asia|middle east|local|economy|news)",
)

#: Credits of pictures, inside brackets or as a line of their own.
CREDIT_WORDS = (
    r"photos?(?:graphs?)?|pictures?|images?|pic|file|getty|reuters|afp|via|handout|courtesy|"
    r"credits?|shutterstock|foto|bild|bilder|fotos|imago|dpa|source|screengrab|screenshot|"
    r"illustration|graphic|video|pool|press|agency"
)
