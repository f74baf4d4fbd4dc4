# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The words of the start page: how a count of one is said, and what stands first."""

from typing import Final

# A term has passed; somebody waits; in hand, nothing asks for it today. The order on the page.
LATE, WAITS, IN_HAND = range(3)

RANKS: Final[dict[str, int]] = {
    "signalen over de termijn": LATE,
    "acties over de datum": LATE,
    "terugkoppelingen te laat door u": LATE,
    "signalen wachten op capaciteit": IN_HAND,
    "trajecten wachten op capaciteit": IN_HAND,
    "open casussen": IN_HAND,
    "lopende zorgtrajecten": IN_HAND,
    "casussen waarvoor u nu toestemming hebt": IN_HAND,
    "meldingen van u lopen nog": IN_HAND,
    "bewaarde formulieren": IN_HAND,
}

ONE: Final[dict[str, str]] = {
    "acties over de datum": "actie over de datum",
    "bewaarde formulieren": "bewaard formulier",
    "casussen waarvoor u nu toestemming hebt": "casus waarvoor u nu toestemming hebt",
    "contacten zonder oordeel": "contact zonder oordeel",
    "convenanten wachten op u": "convenant wacht op u",
    "edities wachten op uw controle": "editie wacht op uw controle",
    "lijsten om te vernietigen wachten op u": "lijst om te vernietigen wacht op u",
    "lijsten om te vernietigen: bekijk ze": "lijst om te vernietigen: bekijk die",
    "lopende zorgtrajecten": "lopend zorgtraject",
    "meldingen van u lopen nog": "melding van u loopt nog",
    "meldingen wachten op uw besluit": "melding wacht op uw besluit",
    "mensen weg met open werk: over te nemen": "collega weg met open werk: over te nemen",
    "nieuwe berichten voor u": "nieuw bericht voor u",
    "nieuwe signalen": "nieuw signaal",
    "noodtoegangen te beoordelen": "noodtoegang te beoordelen",
    "noodtoegangen van uw mensen bij anderen": "noodtoegang van uw mensen bij een ander",
    "ongelezen berichten van melders": "ongelezen bericht van een melder",
    "open casussen": "open casus",
    "overdrachten wachten op antwoord": "overdracht wacht op antwoord",
    "pakketten wachten op antwoord": "pakket wacht op antwoord",
    "paren om te beoordelen: een persoon of twee": "paar om te beoordelen: een persoon of twee",
    "signalen over de termijn": "signaal over de termijn",
    "signalen wachten op capaciteit": "signaal wacht op capaciteit",
    "terugkoppelingen te laat door anderen": "terugkoppeling te laat door een ander",
    "terugkoppelingen te laat door u": "terugkoppeling te laat door u",
    "trajecten wachten op capaciteit": "traject wacht op capaciteit",
    "vage signalen om opnieuw te bekijken": "vaag signaal om opnieuw te bekijken",
    "verzoeken om informatie": "verzoek om informatie",
    "verzoeken om inzage": "verzoek om inzage",
    "verzoeken om inzage wachten op uw besluit": "verzoek om inzage wacht op uw besluit",
    "vragen om toegang wachten op antwoord": "vraag om toegang wacht op antwoord",
    "vragen over toestemming wachten op u": "vraag over toestemming wacht op u",
    "vragen wachten op uw antwoord": "vraag wacht op uw antwoord",
}

# Where the label says what waits, the line of things with nothing to do needs the thing only.
THING: Final[dict[str, str]] = {
    "casussen waarvoor u nu toestemming hebt": "casussen",
    "convenanten wachten op u": "convenanten",
    "edities wachten op uw controle": "edities",
    "lijsten om te vernietigen wachten op u": "lijsten om te vernietigen",
    "lijsten om te vernietigen: bekijk ze": "lijsten om te vernietigen",
    "meldingen van u lopen nog": "uw meldingen",
    "meldingen wachten op uw besluit": "meldingen",
    "noodtoegangen te beoordelen": "noodtoegangen",
    "pakketten wachten op antwoord": "pakketten",
    "paren om te beoordelen: een persoon of twee": "paren om te beoordelen",
    "signalen wachten op capaciteit": "wachten op capaciteit",
    "terugkoppelingen te laat door anderen": "terugkoppeling door anderen",
    "terugkoppelingen te laat door u": "terugkoppeling door u",
    "trajecten wachten op capaciteit": "wachten op capaciteit",
    "vage signalen om opnieuw te bekijken": "vage signalen",
    "vragen over toestemming wachten op u": "vragen over toestemming",
    "vragen wachten op uw antwoord": "vragen",
}


def words(label: str, count: int) -> str:
    """The label as one says it with this count."""
    return ONE.get(label, label) if count == 1 else label


def thing(label: str) -> str:
    """What it is about, without the waiting."""
    return THING.get(label, label)


def rank(label: str) -> int:
    """Where it stands on the page."""
    return RANKS.get(label, WAITS)
