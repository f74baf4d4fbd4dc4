# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands beside the button: what one can do now, and what sending means. Dutch, level B1, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Beside:
    """Three short lists beside the button of a form."""

    now: tuple[str, ...]
    for_person: tuple[str, ...]
    for_reporter: tuple[str, ...]


SIGNAL = Beside(
    now=(
        "Is er nu gevaar? Bel 112. Wacht niet op een antwoord in Zicht.",
        "Blijf in contact als dat veilig is. Vraag rustig hoe het gaat.",
        "Confronteer niemand en onderzoek niets zelf.",
        "Vertel familie of bekenden niets als u niet weet wie erbij hoort.",
    ),
    for_person=(
        "De persoon krijgt geen bericht van Zicht.",
        "Hulp hangt niet af van aangifte bij de politie.",
        "Er gaat niets vanzelf naar de politie. Een mens beslist wat er gebeurt.",
        "Niemand neemt contact op voordat er een veilige manier is.",
    ),
    for_reporter=(
        "U krijgt binnen de termijn te horen of uw signaal is gewogen, of het is doorgegeven en hoe het afloopt.",
        "Uw naam gaat niet mee als het signaal wordt gedeeld.",
        "U kunt uw signaal aanvullen en vragen stellen bij 'Mijn meldingen'.",
        "Is mensenhandel niet aan de orde? Dan is uw signaal ook welkom geweest.",
    ),
)

ADVICE = Beside(
    now=(
        "Is er nu gevaar? Bel 112. Wacht niet op een antwoord in Zicht.",
        "Beschrijf wat u zag, zonder namen, adressen of nummers.",
    ),
    for_person=(
        "Over de persoon wordt niets vastgelegd: u noemt niemand.",
        "Er gebeurt niets zonder dat u dat eerst hoort.",
    ),
    for_reporter=(
        "U krijgt binnen de termijn antwoord bij 'Mijn meldingen'.",
        "Wilt u daarna toch melden? Dan vult u het formulier voor een signaal in.",
    ),
)

GROUND_MISSING = (
    "Een telefoonnummer, account of advertentie bewaart Zicht alleen als iets wijst op dwang of op iemand onder 18 "
    "jaar. Kies de grond en schrijf op waaruit dat blijkt, of maak deze regel leeg. Werken zonder vergunning of een "
    "advertentie op zich is geen grond: zo ontstaat er geen register van sekswerkers."
)
NOTHING_FETCHED = "Zicht zoekt niets op internet op. Er staat alleen wat u zelf opschrijft."
UNDER_18 = (
    "Gaat het om iemand onder 18 jaar? Sla deze vraag over. Dwang hoeft dan niet te worden aangetoond, dus Zicht "
    "vraagt er niet naar en bewaart het niet."
)
COERCION_DROPPED = (
    "U koos 'onder 18 jaar'. Daarom is de vraag over dwang weggelaten: die hoeft dan niet te worden aangetoond."
)
EXPLOITATION = (
    (
        "Mensenhandel",
        "Iemand werven, vervoeren of huisvesten om diegene uit te buiten. Onder 18 jaar hoeft er geen dwang te zijn.",
    ),
    ("Seksuele uitbuiting", "Iemand moet seks hebben of beelden maken waar een ander aan verdient."),
    ("Arbeidsuitbuiting", "Iemand werkt onder zulke slechte omstandigheden dat weggaan of weigeren niet kan."),
    (
        "Criminele uitbuiting",
        "Iemand wordt gebruikt om strafbare dingen te doen, zoals stelen of een rekening uitlenen.",
    ),
    ("Gedwongen orgaanverwijdering", "Iemand wordt onder druk gezet om een orgaan af te staan."),
)  # fmt: skip
