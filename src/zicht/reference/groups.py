# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The decision rule of the monitor: in which one group a reported victim counts in a year.

Source: Slachtoffermonitor mensenhandel 2015-2019, footnote 54 and the text around it. Reading aid:

    SU, Dutch                                 BL-SU   domestic sexual exploitation
    SU, nationality known and not Dutch       GO-SU   cross-border sexual exploitation
    SU, nationality unknown                   ON      unknown
    AU (no SU)                                AU      labour exploitation
    CU (no SU, no AU)                         CU      criminal exploitation
    only OR, or no form known                 ON      unknown; OR beside another form changes nothing

The form view ("any SU") overlaps and is another function: it has no place here. The source does not treat
statelessness and double nationality. Stateless (XX) is therefore neither Dutch nor a known other nationality:
with SU it gives ON, and the explanation says so. Of two nationalities the registrar records one; this rule
never picks.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from zicht.reference.lists import code_list

GROUPS = ("BL-SU", "GO-SU", "AU", "CU", "ON")
RULE_VERSION = "slachtoffermonitor-2015-2019/1"
STATELESS = "XX"
UNKNOWN = "unknown"


def group_of(*, forms: AbstractSet[str], nationality: str | None) -> str:
    """The one group of a victim in a year.

    ``forms`` holds codes of the list forms; empty means not known. ``nationality`` is ISO 3166-1 alpha-2,
    None or "unknown". Raises UnknownCode for any other code: a typing error must not become a group.
    """
    return explain_group(forms=forms, nationality=nationality)[0]


def explain_group(*, forms: AbstractSet[str], nationality: str | None) -> tuple[str, str]:
    """The group and the reason for it in Dutch, for the screen and for footnotes."""
    for form in sorted(forms):
        code_list("forms").get(form)
    country = _country(nationality)
    if "SU" in forms:
        return _sexual(country)
    if "AU" in forms:
        return "AU", "Arbeidsuitbuiting, en geen seksuele uitbuiting. Nationaliteit speelt hier geen rol."
    if "CU" in forms:
        return "CU", "Criminele uitbuiting, en geen seksuele of arbeidsuitbuiting."
    if "OR" in forms:
        return "ON", "Alleen orgaanverwijdering: de monitor telt deze vorm in de groep onbekend."
    return "ON", "De vorm van uitbuiting is niet bekend."


def _sexual(country: str | None) -> tuple[str, str]:
    if country == "NL":
        return "BL-SU", "Seksuele uitbuiting en de Nederlandse nationaliteit."
    if country is None:
        return "ON", "Seksuele uitbuiting, maar de nationaliteit is niet bekend."
    if country == STATELESS:
        return "ON", "Seksuele uitbuiting en staatloos: de regel van de monitor noemt dit niet. Vraag het na."
    return "GO-SU", "Seksuele uitbuiting en een andere dan de Nederlandse nationaliteit."


def _country(nationality: str | None) -> str | None:
    if nationality is None or nationality.strip().lower() in ("", UNKNOWN):
        return None
    return code_list("countries").get(nationality.strip().upper()).code
