# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An answer in Dutch at level B1: what the verdict means, why, and what does help where there is no estimate."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from zicht.monitor.wording import number
from zicht.reference.lists import code_list

GRADES: Final = MappingProxyType(
    {"usable": "Bruikbaar", "reservations": "Bruikbaar, met kanttekeningen", "none": "Geen schatting"}
)
# Of a note, and of the tag in a list.
TONES: Final = MappingProxyType({"usable": "success", "reservations": "info", "none": "warning"})
MEANS: Final = MappingProxyType(
    {
        "usable": "De lijsten overlappen genoeg en de methoden zijn het eens. Het is een schatting, geen telling.",
        "reservations": "U kunt deze schatting gebruiken, als u de redenen hieronder erbij vertelt.",
        "none": "Uit deze lijsten is niet te schatten hoeveel mensen niemand zag. De redenen staan hieronder. Dat "
        "betekent niet dat er niemand is.",
    }
)
# {lists}: the lists by name; {share}, {least}, {factor}: numbers of the reason.
REASONS: Final = MappingProxyType(
    {
        "no_lists": "Er zijn geen twee groepen melders met meldingen in deze jaren. Zonder lijsten die overlappen is "
        "er niets te schatten.",
        "too_few_overlaps": "Weinig mensen zijn door meer dan een groep gemeld. Beter zijn er ten minste {least}.",
        "two_lists": "Er zijn maar twee lijsten. Of de ene melder de andere tipt, is dan niet te zien. Nodig zijn er "
        "ten minste drie.",
        "list_without_overlap": "Niemand op de lijst van {lists} staat ook op een andere lijst. Die lijst zegt dus "
        "niets over wie gemist is.",
        "copied_list": "De lijsten van {lists} tellen bijna dezelfde mensen ({share} van de kleinste). De ene lijst "
        "lijkt een kopie van de andere.",
        "one_list_carries_all": "Veel hangt aan de lijst van {lists}: zonder die lijst blijft er weinig over.",
        "list_changed": "De regels of de werkwijze van {lists} veranderden in deze jaren. De lijst telt daardoor "
        "niet steeds dezelfde mensen.",
        "matching_unknown": "Niemand vertelde hoe goed meldingen over dezelfde persoon bij elkaar te vinden zijn. "
        "Wat niet gekoppeld is, maakt de schatting te hoog.",
        "fill_rate": "Wat nodig is om meldingen te koppelen is ingevuld bij {share}. Er zijn dus koppelingen gemist.",
        "definitions_differ": "De lijsten tellen niet dezelfde mensen. Wat er verschilt, staat onder 'Wat erbij is "
        "verteld'.",
        "missing_list": "Er ontbreken lijsten die er wel horen te zijn. Welke en waarom, staat onder 'Wat erbij is "
        "verteld'.",
        "few_methods": "Te weinig methoden konden antwoorden. Dan is er niets om met elkaar te vergelijken.",
        "methods_disagree": "De methoden zijn het niet eens: de hoogste uitkomst is {factor} keer de laagste.",
        "wide_interval": "De uitkomst is onzeker: de bovengrens is {factor} keer de ondergrens.",
        "mostly_model": "Bijna alles wat geschat wordt, komt uit de rekenregels en niet uit de meldingen.",
        "sensitive": "Een kleine verandering verschuift de uitkomst veel: tot {factor} keer.",
        "visibility_varies": "Sommige mensen worden veel eerder gezien dan anderen. De uitkomst is daardoor eerder "
        "te laag.",
        "no_overlap": "Lijsten zonder gemeenschappelijke mensen maken deze methode onmogelijk.",
        "no_existence": "Bij deze lijsten bestaat voor het model geen uitkomst.",
        "not_identifiable": "Bij deze lijsten passen veel uitkomsten even goed. Er is dus geen uitkomst.",
        "no_model": "Geen enkel model past bij deze lijsten.",
        "chains_disagree": "De berekening komt bij herhaling op verschillende uitkomsten. Dan is er geen uitkomst.",
        "range_decides": "De uitkomst hangt af van de bovengrens die vooraf is gekozen, niet van de meldingen.",
        "grid_decides": "De uitkomst hangt af van de bovengrens die vooraf is gekozen, niet van de meldingen.",
        "improper_posterior": "Met deze aannamen heeft de berekening geen uitkomst.",
        "too_much_work": "De tabel is te groot voor deze methode. Er is dus geen uitkomst.",
        "threshold_undecided": "Of lijsten samenhangen is niet te zeggen. De methode geeft dan geen uitkomst.",
        "nested": "De ene lijst ligt helemaal binnen de andere. Deze methode kan daar niet mee rekenen.",
        "not_applicable": "Deze methode past niet bij deze lijsten.",
        "blind_lists": "Een lijst was niet in alle jaren actief. Deze methode kan daar niet mee rekenen.",
        "one_list": "Er is maar een lijst.",
        "nobody_seen": "Er is niemand gemeld.",
        "one_method": "Er antwoordde maar een methode.",
        "warning": "De methode geeft zelf een waarschuwing.",
        "broken": "De methode kwam niet tot een antwoord door een fout in de berekening.",
    }
)
METHODS: Final = MappingProxyType(
    {
        "lcmcr": "Verborgen groepen (LCMCR)", "bic": "Alle modellen, keuze met BIC",
        "downhill": "Modellen zoeken met BIC", "stepwise": "Stap voor stap", "threshold": "Bayes met drempel",
        "dga": "Gemiddelde over modellen (dga)", "covariates": "Model met jaren", "chao": "Chao (ondergrens)",
        "coverage": "Dekkingsgraad", "lincoln_petersen": "Twee lijsten (Chapman)", "given": "Vast model",
    }
)  # fmt: skip
KINDS: Final = MappingProxyType(
    {
        "leave_out": "een lijst weglaten", "merge": "twee lijsten samenvoegen", "lose": "5% van de koppelingen kwijt",
        "add": "5% koppelingen erbij", "threshold": "een andere drempel", "prior": "andere aannamen vooraf",
        "upper": "een andere bovengrens vooraf",
    }
)  # fmt: skip
HELPS: Final = (
    "Praat met groepen die risico lopen, en met mensen die het zelf meemaakten. Vraag wat zij om zich heen zien.",
    "Praat met professionals: wijkteams, jeugdwerk, zorg, horeca. Wat zien zij, en waarom melden zij niet?",
    "Kijk waar mensen blijven tussen een eerste signaal en een melding (Trechters).",
    "Vertel bij uw cijfers dat ze tellen wie gemeld is, en dat niet te zeggen is hoeveel mensen niemand zag.",
)
NEVER = "Meer persoonsgegevens verzamelen om te kunnen schatten is geen oplossing, en mag daar ook niet voor."


def reason_text(reason: Mapping[str, Any]) -> str:
    """The Dutch sentence of a kept reason. Raises KeyError for a code without one."""
    numbers = reason["numbers"]
    given = {name: _told(name, value) for name, value in numbers.items()}
    given["lists"] = _together([code_list("reporter_groups").label(code) for code in reason["lists"]])
    return REASONS[reason["code"]].format_map(defaultdict(lambda: "onbekend", given))


def _told(name: str, value: float) -> str:
    if name in ("share", "before", "after"):
        return f"{round(value * 100)}%"
    return number(round(value), "nl") if value == round(value) else f"{value:.1f}".replace(".", ",")


def _together(names: Sequence[str]) -> str:
    return " en ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} en {names[-1]}"


def about(value: float, *, up: bool) -> str:
    """A number of people with two digits that say something, away from the middle of its range."""
    if value < 100:
        return number(math.ceil(value / 10) * 10 if up else math.floor(value / 10) * 10, "nl")
    step = 10 ** (int(math.log10(value)) - 1)
    return number((math.ceil(value / step) if up else math.floor(value / step)) * step, "nl")


def range_text(answer: Mapping[str, Any]) -> str:
    """From about so many to about so many; only the middle when no method gave limits."""
    low, high = answer["low"], answer["high"]
    if low is None or high is None:
        return f"ongeveer {about(answer['estimate'], up=True)}"
    return f"tussen ongeveer {about(low, up=False)} en {about(high, up=True)}"
