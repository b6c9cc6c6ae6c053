"""Nouns for what verbs of the news tell: "arrested" is an arrest. For labels."""

from __future__ import annotations

_PAIRS = """
abandon abandonment, accuse accusation, acquire acquisition, acquit acquittal, adopt adoption,
announce announcement, apologise apology, apologize apology, appeal appeal, appoint appointment,
approve approval, arrest arrest, attack attack, award award, ban ban, bomb bombing, build
construction, bury burial, buy purchase, cancel cancellation, capture capture, celebrate
celebration, charge charges, claim claim, clash clash, close closure, collapse collapse, complete
completion, condemn condemnation, confirm confirmation, convict conviction, crash crash, criticise
criticism, criticize criticism, damage damage, debate debate, defeat defeat, defend defence, delay
delay, demand demand, demolish demolition, denounce condemnation, deny denial, deploy deployment,
derail derailment, destroy destruction, detain detention, die death, disappear disappearance,
discover discovery, discuss discussion, dismiss dismissal, donate donation, earn earnings, elect
election, escape escape, evacuate evacuation, examine examination, execute execution, expand
expansion, expel expulsion, explode explosion, extend extension, extradite extradition, fall fall,
fight fight, file filing, fine fine, flee flight, free release, grow growth, hack hack, halt halt,
hire hiring, honor honour, honour honour, identify identification, impose imposition, increase
increase, indict indictment, injure injuries, inspect inspection, install installation, interview
interview, introduce introduction, invade invasion, invest investment, investigate investigation,
jail jailing, kidnap kidnapping, kill deaths, land landing, launch launch, leak leak, lose loss,
meet meeting, merge merger, mourn mourning, negotiate negotiation, nominate nomination, object
objection, offer offer, open opening, oppose opposition, order order, overturn overturning, pay
payment, plan plan, plead plea, pledge pledge, postpone postponement, praise praise, predict
prediction, probe probe, promise promise, propose proposal, protest protest, question questioning,
quit exit, raid raid, recall recall, recover recovery, refuse refusal, reject rejection, release
release, remove removal, repair repair, replace replacement, request request, rescue rescue,
resign resignation, respond response, restore restoration, retire retirement, return return,
reveal revelation, review review, rise rise, rob robbery, rule ruling, sack dismissal, sanction
sanctions, score score, search search, seize seizure, sell sale, sentence sentence, settle
settlement, shoot shooting, shut shutdown, sign signing, stab stabbing, steal theft, strike
strike, study study, sue lawsuit, support support, surge surge, surrender surrender, suspend
suspension, test test, threaten threat, transfer transfer, travel trip, update update, urge
appeal, veto veto, visit visit, vote vote, vow vow, warn warning, welcome welcome, win win,
withdraw withdrawal, wound injuries
"""
#: Noun by the lemma of the verb.
NOMINALS: dict[str, str] = dict(pair.split() for pair in _PAIRS.split(","))
