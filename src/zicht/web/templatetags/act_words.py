# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""``{% load act_words %}``: the words for what stands in the audit trail as a code, for the privacy officer.

The trail keeps codes, so that words can change and history cannot.
"""

from __future__ import annotations

from typing import Final

from django import template

from zicht.access.decide import WORDS, Code
from zicht.reference.lists import code_list

register = template.Library()

#: Name of an action → what somebody did, in the past tense. A test demands every action of the program.
ACTS: Final[dict[str, str]] = {
    "access.exclude": "iemand uitgesloten van een dossier",
    "access.lift_exclusion": "uitsluiting van een dossier opgeheven",
    "access.choose_hat": "gekozen welk werk nu wordt gedaan",
    "access.ask": "toegang gevraagd",
    "access.emergency": "noodtoegang gebruikt",
    "access.emergency_judge": "noodtoegang beoordeeld",
    "access.emergency_seen": "noodtoegang gezien door eigenaar",
    "access.grant_request": "toegang gegeven op verzoek",
    "access.refuse_request": "toegang geweigerd",
    "access.withdraw_request": "vraag om toegang ingetrokken",
    "care.change": "wensen en plan gewijzigd",
    "care.consent": "antwoord op toestemming vastgelegd",
    "care.report": "gemeld aan het register",
    "care.correct_report": "verbetering gestuurd aan het register",
    "care.start": "zorgtraject gestart",
    "care.step": "stand van zorgtraject gewijzigd",
    "case.add_beside": "aanvulling gezet bij ontvangen gegevens",
    "case.add_person": "persoon toegevoegd aan casus",
    "case.agree_onward": "akkoord om door te geven vastgelegd",
    "case.change": "casus gewijzigd",
    "case.change_person": "persoon in casus gewijzigd",
    "case.close": "casus afgesloten",
    "case.finish_action": "actie afgerond",
    "case.give_grant": "ander laten meelezen met casus",
    "case.open": "casus geopend",
    "case.plan_action": "actie afgesproken",
    "case.reopen": "casus heropend",
    "case.resume": "casus hervat",
    "case.wait": "casus laten wachten op capaciteit",
    "case.withdraw_grant": "meelezen met casus gestopt",
    "comparison.answer": "vergelijking beantwoord",
    "comparison.ask": "vergelijking gevraagd",
    "comparison.on_saving": "vergeleken bij opslaan",
    "contact.hear": "oordeel van de ander over contact ontvangen",
    "contact.judge": "oordeel over contact vastgelegd",
    "contact.made": "contact met andere afdeling gemeld",
    "covenant.change": "convenant gewijzigd",
    "covenant.check": "convenant gecontroleerd",
    "covenant.confirm": "convenant bevestigd voor eigen organisatie",
    "covenant.draft": "convenant in register gezet",
    "covenant.end": "convenant beëindigd",
    "covenant.withdraw": "bevestiging van convenant ingetrokken",
    "consent.answer_question": "vraag over toestemming beantwoord",
    "consent.ask_officer": "vraag over toestemming gesteld",
    "consent.referral": "antwoord over doorverwijzen naar zorg vastgelegd",
    "definition.add": "eigen definitie toegevoegd",
    "definition.end": "eigen definitie beëindigd",
    "door.set": "openbare deur ingesteld",
    "draft.delete": "bewaard formulier weggegooid",
    "draft.save": "formulier bewaard",
    "edition.approve": "editie van cijfers goedgekeurd",
    "edition.build": "cijfers van editie geteld en beschermd",
    "edition.check": "editie van cijfers nagekeken naast andere edities",
    "edition.change": "editie van cijfers gewijzigd",
    "edition.compose": "editie van cijfers gemaakt",
    "edition.forget": "bronbestand van editie vernietigd",
    "edition.publish": "editie van cijfers gepubliceerd",
    "edition.keep_recount": "nieuwe telling van editie bewaard",
    "edition.recheck": "gevraagd een editie na te kijken naast andere edities",
    "edition.recount": "gevraagd een editie opnieuw te tellen",
    "edition.refuse": "cijfer van editie teruggestuurd",
    "edition.render": "bestanden van editie gemaakt",
    "edition.send": "editie ter controle gestuurd",
    "edition.take_back": "editie teruggenomen van controle",
    "edition.withdraw": "gepubliceerde editie ingetrokken",
    "estimate.ask": "schatting gevraagd",
    "estimate.comment": "opmerking bij schatting geschreven",
    "estimate.keep": "schatting met oordeel bewaard",
    "function.add": "functie toegevoegd",
    "function.hold": "iemand achter functie gezet",
    "function.leave": "iemand van functie gehaald",
    "handover.accept": "overdracht aangenomen",
    "handover.arrive": "overgedragen gegevens ontvangen",
    "handover.propose": "overdracht voorgesteld",
    "handover.refuse": "overdracht geweigerd",
    "handover.withdraw": "voorstel tot overdracht ingetrokken",
    "identity.ask": "gevraagd wie er meldde",
    "identity.keep": "niet verteld wie er meldde",
    "identity.tell": "verteld wie er meldde",
    "message.send": "bericht klaargezet voor andere afdeling",
    "overview.ask": "verzoek om inzage vastgelegd",
    "overview.choose": "gekozen wat een overzicht bevat",
    "overview.decide": "besloten over een verzoek om inzage",
    "overview.extend": "termijn van inzage verlengd",
    "overview.hand": "overzicht aan de persoon gegeven",
    "overview.to_officer": "verzoek om inzage voorgelegd aan de functionaris",
    "overview.withdraw": "verzoek om inzage ingetrokken",
    "oversight.open_act": "gevraagd wie één handeling deed",
    "oversight.review_seat": "vraag beantwoord of een plek nog nodig is",
    "package.accept": "pakket aangenomen",
    "package.end_received": "ontvangen pakket gewist omdat de termijn voorbij is",
    "package.expire_sent": "pakket verlopen zonder antwoord",
    "package.feedback": "terugkoppeling gegeven over pakket",
    "package.receive": "pakket ontvangen",
    "package.refuse": "pakket geweigerd",
    "package.send": "pakket verstuurd",
    "package.take_answer": "antwoord op pakket ontvangen",
    "package.take_feedback": "terugkoppeling over pakket ontvangen",
    "package.take_withdrawal": "intrekking van pakket ontvangen",
    "package.withdraw": "pakket ingetrokken",
    "read.export": "gegevens uitgevoerd",
    "read.list": "lijst bekeken",
    "read.page": "pagina geopend",
    "read.print": "gegevens afgedrukt of als PDF gemaakt",
    "read.record": "geopend",
    "read.search": "gezocht",
    "council.fill": "aantallen in bericht aan de raad ingevuld",
    "council.fix": "bericht aan de raad vastgesteld",
    "council.make": "bericht aan de raad begonnen",
    "council.withdraw": "bericht aan de raad ingetrokken",
    "recommendation.change": "eigen aanbeveling gewijzigd",
    "recommendation.follow": "begonnen een aanbeveling bij te houden",
    "recommendation.make": "aanbeveling toegevoegd",
    "recommendation.note": "reactie of bewijs bij aanbeveling toegevoegd",
    "recommendation.state": "stand van aanbeveling gewijzigd",
    "register.add_episode": "periode van uitbuiting toegevoegd",
    "register.correct": "melding in register verbeterd",
    "register.count_refusal": "weigering geteld voor register",
    "register.drop_episode": "periode van uitbuiting weggehaald",
    "register.enter": "melding opgenomen in register",
    "register.import": "bestand ingelezen in register",
    "register.judge_same": "geoordeeld of twee meldingen over één persoon gaan",
    "register.link": "meldingen gekoppeld",
    "register.note_departure": "vertrek uit opvang vastgelegd",
    "register.receive": "melding ontvangen in register",
    "register.refuse": "melding niet opgenomen in register",
    "register.search_same": "alle meldingen in register vergeleken",
    "register.type_in": "melding ingetypt in register",
    "register.undo_same": "oordeel over dezelfde persoon teruggenomen",
    "register.unlink": "meldingen losgemaakt",
    "register.withdraw": "toestemming voor register ingetrokken",
    "request.answer": "verzoek om informatie beantwoord",
    "request.receive": "verzoek om informatie ontvangen",
    "request.send": "om informatie gevraagd",
    "request.take_answer": "antwoord op verzoek ontvangen",
    "request.take_withdrawal": "intrekking van verzoek ontvangen",
    "request.withdraw": "verzoek om informatie ingetrokken",
    "input.refused": "formulier niet aangenomen",
    "session.age": "uitgelogd na de langste tijd",
    "session.end": "zelf elders uitgelogd",
    "session.failed": "inloggen mislukt",
    "session.idle": "uitgelogd na niets doen",
    "session.password": "wachtwoord gewijzigd",
    "session.sign_in": "ingelogd",
    "session.sign_out": "uitgelogd",
    "session.step_added": "tweede stap toegevoegd",
    "session.step_failed": "tweede stap mislukt",
    "session.step_removed": "tweede stap weggehaald",
    "session.step_reset": "tweede stap opnieuw ingesteld",
    "retention.agree": "lijst om te vernietigen bekeken",
    "retention.approve": "lijst om te vernietigen goedgekeurd",
    "retention.back": "lijst om te vernietigen teruggegeven",
    "log.expired": "regels van het logboek vernietigd: termijn voorbij",
    "retention.certify": "bewijs van vernietiging gemaakt",
    "retention.choose": "regel om te vernietigen gekozen",
    "retention.choose_all": "regels om te vernietigen gekozen",
    "retention.destroy": "gegevens vernietigd",
    "retention.keep_longer": "langer bewaard met een reden",
    "retention.list": "lijst om te vernietigen gemaakt",
    "yearcount.fill": "jaarcijfers van een dienst of systeem ingevuld",
    "signal.review_vague": "vaag signaal opnieuw bekeken",
    "signal.close": "signaal afgesloten",
    "signal.correct": "gegevens van signaal verbeterd",
    "signal.join_case": "signaal toegevoegd aan casus",
    "signal.make_case": "casus gemaakt van signaal",
    "signal.message": "bericht bij signaal geplaatst",
    "signal.read": "berichten bij signaal gelezen",
    "signal.receipt": "ontvangstcode gegeven",
    "signal.receive": "signaal ontvangen",
    "signal.reopen": "signaal heropend",
    "signal.resume": "signaal hervat",
    "signal.take": "signaal opgepakt",
    "signal.wait": "signaal laten wachten op capaciteit",
    "signal.weigh": "signaal gewogen",
    "staff.add": "account gemaakt",
    "staff.block": "account geblokkeerd of weer geopend",
    "staff.link": "link voor wachtwoord gegeven",
    "staff.seat": "plek gegeven",
    "staff.seat-end": "plek beëindigd",
    "staff.stand_in": "vervanging afgesproken",
    "staff.stand_in_end": "vervanging gestopt",
    "token.end": "sleutel voor programma beëindigd",
    "token.make": "sleutel voor programma gemaakt",
    "unit.add": "afdeling toegevoegd",
    "work.hand_over": "werk overgedragen aan collega",
}

#: Actors without an account.
NOBODY: Final = {
    "public": "openbaar formulier",
    "receipt": "melder met ontvangstcode",
    "job": "Zicht, op de achtergrond",
}


@register.filter
def act(code: str) -> str:
    """What somebody did, from the name of an action; the code itself when it is not known."""
    return ACTS.get(code, code)


@register.filter
def who(name: str) -> str:
    """A person's name as it is; words for the public form, a receipt and a job, and for an account that is gone."""
    kind, _, number = name.partition(":")
    if kind == "person" and number.isdigit():
        return "account dat er niet meer is"
    return NOBODY.get(kind, name)


@register.filter
def purpose(code: str) -> str:
    """The name of a purpose; a dash for doors, which have none."""
    return code_list("purposes").label(code) if code else "-"


#: What was asked for, of a decision.
ASKED: Final = {"enter": "pagina openen", "list": "lijst bekijken", "read": "openen", "write": "wijzigen"}

#: Kinds of records; also the names of tables without a kind of their own.
KINDS: Final = {
    "audit": "logboek",
    "care": "zorg",
    "case": "casus",
    "comparison": "vergelijking",
    "covenant": "convenant",
    "door": "openbare deur",
    "figure": "cijfer",
    "identity": "identiteit van een melder",
    "message": "bericht",
    "package": "pakket",
    "report": "melding in het register",
    "request": "verzoek",
    "retention": "bewaartermijn",
    "policy": "beleid",
    "signal": "signaal",
    "staff": "mensen en plekken",
}

#: On what a permit rested.
BASES: Final = {
    "emergency": "noodtoegang",
    "grant": "toestemming met einddatum",
    "job": "taak van de afdeling",
    "own_report": "eigen melding",
    "reach": "ingang of ontvangstcode",
    "role": "rol in de afdeling",
}

#: Reasons of a refusal that no decision gives, but a door or a gate.
REFUSALS: Final = {
    "no_seat": "Dit account heeft geen plek meer.",
    "other_hat": "Deze pagina hoort bij een andere rol van dezelfde persoon dan die nu in gebruik is.",
    "nothing_in_scope": "Voor dit doel is er niets te zien.",
    "unknown_or_not_yours": "Dit is er niet, of niet voor deze rol en dit doel.",
}


@register.filter
def asked_for(code: str) -> str:
    """What was asked for."""
    return ASKED.get(code, code)


@register.filter
def kind_word(code: str) -> str:
    """The name of a kind of record."""
    return KINDS.get(code, code)


@register.filter
def basis_word(code: str) -> str:
    """On what a permit rested; a dash where that was not kept."""
    return BASES.get(code, code) or "-"


@register.filter
def why_not(code: str) -> str:
    """Why something was refused, in one sentence."""
    if code in REFUSALS:
        return REFUSALS[code]
    return WORDS[Code(code)] if code in set(Code) else code
