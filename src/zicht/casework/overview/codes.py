# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words for what is stored as a code, for the person concerned: nobody reads "care_coordinator" or "given"."""

from datetime import date
from typing import Any, Final

from django.utils.formats import date_format

from zicht.casework.cases.consent.forms import LANGUAGES
from zicht.casework.cases.consent.rules import GIVERS, SCOPES
from zicht.casework.intake.rules import CONCLUSIONS
from zicht.casework.intake.words import SEEN, source
from zicht.casework.sharing.words import value_in_words
from zicht.reference.lists import code_list, names

# Fields of a consent and of a report to the register.
LABELS: Final[dict[str, str]] = {
    "organisation_name": "Organisatie",
    "reporter_group": "Soort organisatie",
    "basis": "Waarom melden mocht",
    "year": "Jaar",
    "reported_on": "Gemeld op",
    "consent": "Toestemming",
    "on": "Gevraagd op",
    "age": "Leeftijd",
    "sectors_sexual": "Waar het gebeurde",
    "sectors_labour": "Soort werk",
    "manners": "Soort strafbaar feit",
    "police_unit": "Politie-eenheid",
    "signs": "Wat de melder zag",
    "reflection_offered_on": "Bedenktijd aangeboden op",
    "reflection_accepted_on": "Bedenktijd aanvaard op",
    "scope": "Waarvoor",
    "to_name": "Voor wie",
}
# Marks for machines: which record, which version of a list. They say nothing about the person.
SILENT: Final = frozenset({"organisation", "text_version", "list_version", "corrects"})
# The list that holds the code; of lists and single values alike.
LISTS: Final[dict[str, str]] = {
    "reporter_group": "reporter_groups", "sectors_sexual": "sectors_sexual", "sectors_labour": "sectors_labour",
    "manners": "criminal_manners", "police_unit": "police_units",
    "signs": "report_signs",
}  # fmt: skip
_PLAIN: Final[dict[str, dict[str, str]]] = {
    "answer": {"given": "ja", "refused": "nee", "withdrawn": "ingetrokken"},
    "given_by": GIVERS,
    "scope": {code: words for scope in SCOPES.values() for code, words in scope.items()},
    "seen": SEEN,
    "basis": {"duty": "het moet volgens de wet", "permitted": "het mag volgens de wet", "consent": "met toestemming"},
    "language": dict(LANGUAGES),
    "conclusion": dict(CONCLUSIONS),
}
# These look the same in a report and in a case.
_AS_IN_A_CASE: Final = frozenset({"forms", "sex", "nationality", "age_class"})
_DAYS: Final = frozenset({"on", "reported_on", "reflection_offered_on", "reflection_accepted_on"})


def in_words(name: str, value: Any) -> str | None:
    """The value in words; None when this field holds no code."""
    if name in SILENT:
        return ""
    if name in _PLAIN:
        return ", ".join(_PLAIN[name].get(code, code) for code in _many(value))
    if name in LISTS:
        known = LISTS[name] in names()
        return ", ".join(code_list(LISTS[name]).label(code) if known else code for code in _many(value))
    if name == "source":
        return source(value)
    if name in _DAYS and isinstance(value, str):
        return date_format(date.fromisoformat(value), "j F Y")
    return value_in_words(name, value) if name in _AS_IN_A_CASE and value else None


def _many(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
