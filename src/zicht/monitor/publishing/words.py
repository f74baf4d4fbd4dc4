# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The fixed words of a publication, in Dutch and English. Registered is never called actual: see ``registered``."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from zicht.monitor import disclosure
from zicht.monitor.disclosure import MINIMUM_BASE, MINIMUM_CELL
from zicht.monitor.result import Words

HIDDEN: Final = Words(disclosure.HIDDEN, "suppressed")
NO_SHARE: Final = "–"

UNITS: Final = MappingProxyType(
    {
        "victims": Words("slachtoffers", "victims"),
        "reports": Words("meldingen", "reports"),
        "unit_reports": Words("meldingen per politie-eenheid", "reports per police unit"),
        "persons": Words("personen", "persons"),
        "events": Words("gebeurtenissen", "events"),
    }
)
UNIT_MEANS: Final = MappingProxyType(
    {
        "victims": Words(
            "Een slachtoffer is een persoon die in dat jaar is gemeld. Wie in twee jaren is gemeld, telt in "
            "beide mee.",
            "A victim is a person who was reported in that year. Who was reported in two years counts in both.",
        ),
        "reports": Words(
            "Een melding is een slachtoffer, per groep melders en per jaar. Er zijn dus meer meldingen dan "
            "slachtoffers.",
            "A report is a victim, per group of reporters and per year. So there are more reports than victims.",
        ),
        "unit_reports": Words(
            "Een melding is hier een slachtoffer, per eenheid van de politie en per jaar.",
            "A report is here a victim, per police unit and per year.",
        ),
        "persons": Words("Een persoon telt een keer.", "A person counts once."),
        "events": Words("Een gebeurtenis is geen persoon.", "An event is not a person."),
    }
)
# What a place in a table is. It stands in the title, so that nobody has to guess.
PLACES: Final = MappingProxyType(
    {
        "none": Words("", ""),
        "residence": Words("naar woonplaats", "by place of residence"),
        "tie": Words("naar binding met een plaats", "by tie with a place"),
        "exploitation": Words("naar plaats van uitbuiting", "by place of exploitation"),
        "reporter": Words("naar meldende organisatie", "by reporting organisation"),
    }
)
PLACE_MEANS: Final = MappingProxyType(
    {
        "none": Words(
            "Deze tabel zegt niets over een plaats. Nationaliteit is geen plaats van uitbuiting.",
            "This table says nothing about a place. Nationality is no place of exploitation.",
        ),
        "residence": Words("De plaats is waar het slachtoffer woont.", "The place is where the victim lives."),
        "tie": Words(
            "De plaats is waar het slachtoffer een binding mee heeft.", "The place is one the victim has a tie with."
        ),
        "exploitation": Words("De plaats is waar de uitbuiting was.", "The place is where the exploitation was."),
        "reporter": Words(
            "De plaats is die van de melder. Zij zegt niet waar de uitbuiting was.",
            "The place is that of the reporter. It does not say where the exploitation was.",
        ),
    }
)
MISSING: Final = MappingProxyType(
    {
        "category": Words(
            "Onbekend is een eigen rij en telt mee in de basis.", "Unknown is a row of its own and is in the base."
        ),
        "excluded": Words(
            "Wie dit gegeven mist, is weggelaten. Het aandeel bekend staat bij de tabel.",
            "Who misses this is left out. The share that is known stands with the table.",
        ),
        "imputed": Words(
            "Waar dit gegeven ontbreekt, is het geschat uit slachtoffers met dezelfde kenmerken.",
            "Where this is missing it was estimated from victims with the same features.",
        ),
    }
)
KINDS: Final = MappingProxyType(
    {
        "year": Words("per jaar van melding", "per year of report"),
        "period": Words("per periode", "per period"),
        "group": Words("per groep", "per group"),
        "category": Words("per categorie", "per category"),
        "total": Words("hele periode", "whole period"),
    }
)
REGISTERED: Final = Words(
    "Dit zijn meldingen aan het register. Zij zeggen niet hoeveel slachtoffers er werkelijk zijn. Meer of minder "
    "meldingen kan ook komen doordat anderen melden, vaker of juist minder vaak.",
    "These are reports to the register. They do not say how many victims there really are. More or fewer reports may "
    "also come from others reporting, more often or less often.",
)
PRESUMED: Final = Words(
    "Slachtoffer betekent hier: mogelijk slachtoffer. De geringste aanwijzing is genoeg voor bescherming.",
    "Victim means here: presumed victim. The slightest indication is enough for protection.",
)
PROTECTED: Final = Words(
    f"Een aantal van 1 tot en met {MINIMUM_CELL - 1} is afgeschermd: het kan naar een persoon wijzen. Soms is ook "
    f"een groter aantal afgeschermd, omdat een klein aantal anders is uit te rekenen. Onder een basis van "
    f"{MINIMUM_BASE} staat geen percentage. Afgeschermd is geen nul.",
    f"A number of 1 to {MINIMUM_CELL - 1} is suppressed: it can point at a person. Sometimes a larger number "
    f"is suppressed as well, because a small one could be computed otherwise. Below a base of {MINIMUM_BASE} "
    "there is no percentage. Suppressed is not zero.",
)
ROUNDED: Final = Words(
    "Percentages zijn afgerond op hele procenten; samen kunnen zij iets meer of minder dan 100 zijn. "
    "Teller en noemer "
    "staan in de bestanden. Een verschil tussen twee percentages is in procentpunten.",
    "Percentages are rounded to whole per cents; together they can be a little more or less than 100. Numerator and "
    "denominator are in the files. A difference between two percentages is in percentage points.",
)
OVERLAP: Final = Words(
    "De rijen overlappen elkaar: een slachtoffer kan in meer dan een rij staan. Tel ze niet op.",
    "The rows overlap: a victim can be in more than one row. Do not add them up.",
)
OWN_REPORTS: Final = Words("alleen eigen meldingen", "own reports only")
REGION_MEANS: Final = Words(
    "Dit register kent alleen de eigen meldingen van de regio. Het is geen deel van het landelijke "
    "register waarvan de "
    "rest is uit te rekenen.",
    "This register knows only the region's own reports. It is not a part of the national register of which the rest "
    "can be computed.",
)


def t(lang: str, nl: str, en: str) -> str:
    """One of two texts."""
    return nl if lang == "nl" else en
