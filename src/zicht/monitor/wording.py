# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The language rules of the monitor. Every sentence that the program makes passes here; a wrong one never comes out.

1. Registrations are never called prevalence. What is reported says who reports about whom, not how much there is.
2. A number of victims is a number of reported victims, and says so.
3. Reports and victims are different units: a sentence about one does not count the other.
4. From 10% to 20% is 10 percentage points, and 100 per cent more.
5. A change is described. What caused it is not in the register.

A sentence may deny what rule 1 forbids to say: "dit zegt niet hoeveel mensenhandel er is".
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from zicht.monitor.result import Lang, Unit, Words


class WordingError(ValueError):
    """A sentence that says more than the register knows: the sentence, and the rule that it breaks."""


NUMBER: Final = r"\d[\d.,]*"
SHARE_NL: Final = rf"{NUMBER} ?(?:%|procent\b)"
SHARE_EN: Final = rf"{NUMBER} ?(?:%|per ?cent\b)"
WHAT_NL: Final = r"(?:mensenhandel|\w*uitbuiting)"
WHAT_EN: Final = r"(?:trafficking|exploitation)"
DENIED: Final = MappingProxyType(
    {
        "nl": r"\b(?:zegt|zeggen|betekent) (?:\w+ )?(?:niet|niets|geen)\b|\bniet (?:hetzelfde|of|hoeveel)\b",
        "en": r"\bdo(?:es)? not (?:say|mean)\b|\bsays? nothing\b|\bnot (?:the same|whether|how (?:much|many))\b",
    }
)
PREVALENCE: Final = MappingProxyType(
    {
        "nl": (
            r"\bprevalentie",
            r"\bdetectiegraad|\bopsporingsgraad|\btrefkans|\bpakkans",
            r"\bkom(?:t|en|en er|t er)\b[^.;:]{0,60}\bvoor\b",
            r"\baantal(?:len)? slachtoffers (?:van [\w ]{1,40} )?in (?:Nederland|de regio|de gemeente|het land)",
            rf"\ber (?:is|zijn|was|waren) (?:nu |steeds )?(?:meer|minder) (?:\w+ )?(?:{WHAT_NL}|slachtoffers)",
            rf"\b(?:toename|afname|stijging|daling|groei) van (?:de |het )?(?:\w+ )?{WHAT_NL}\b",
            rf"^(?:de |het )?(?:\w+ )?{WHAT_NL}(?: in [\w ]{{1,30}})? (?:steeg|daalde|nam|neemt|groeide|is)",
            rf"\bomvang van (?:de |het )?{WHAT_NL}",
        ),
        "en": (
            r"\bprevalen(?:ce|t)",
            r"\bdetection rate|\bincidence (?:rate|of)",
            r"\b(?:is|are) (?:more |less |most )?common\b",
            r"\bnumber of victims (?:of [\w ]{1,40} )?in (?:the Netherlands|the region|the country)",
            rf"\bthere (?:is|are|was|were) (?:now )?(?:more|less|fewer) (?:\w+ )?(?:{WHAT_EN}|victims)",
            rf"\b(?:increase|decrease|rise|fall|growth) (?:in|of) (?:\w+ )?{WHAT_EN}\b",
            rf"^(?:\w+ )?{WHAT_EN}(?: in [\w ]{{1,30}})? (?:rose|fell|grew|increased|decreased|is)\b",
            rf"\b(?:scale|extent) of (?:\w+ )?{WHAT_EN}",
        ),
    }
)
CAUSES: Final = MappingProxyType(
    {
        "nl": r"\b(?:doordat|omdat|vanwege|dankzij|wegens|veroorzaakt|gevolg van|(?:komt|kwam) door|leidde tot)\b",
        "en": r"\b(?:because|due to|owing to|thanks to|caused|as a result of|led to)\b",
    }
)
VICTIMS: Final = MappingProxyType({"nl": r"(?:\w+ )?slachtoffers\b", "en": r"(?:\w+ )?victims\b"})
REPORTS: Final = MappingProxyType({"nl": r"(?:\w+ )?meldingen\b", "en": r"(?:\w+ )?reports\b"})
REPORTED: Final = MappingProxyType({"nl": r"gemeld|geregistreerd|bekend|melding", "en": r"report|register|known"})
SHARES: Final = MappingProxyType(
    {
        "nl": rf"van {SHARE_NL} [^.]{{0,40}}naar {SHARE_NL}[^.]*(?:\bmet |[+-]){SHARE_NL}",
        "en": rf"from {SHARE_EN} [^.]{{0,40}}to {SHARE_EN}[^.]*(?:\bby |[+-]){SHARE_EN}",
    }
)


def told(nl: str, en: str, *, unit: Unit | None = None, describes_change: bool = False) -> Words:
    """A sentence in the two languages, checked. The way in which generators make their words. Raises WordingError."""
    for text, lang in ((nl, "nl"), (en, "en")):
        check(text, lang="nl" if lang == "nl" else "en", unit=unit, describes_change=describes_change)
    return Words(nl, en)


def check(text: str, *, lang: Lang, unit: Unit | None = None, describes_change: bool = False) -> None:
    """Raises WordingError when the text breaks a rule.

    unit: what the numbers of the text count; None when it counts nothing. describes_change: rule 5 holds, too.
    """
    for sentence in re.split(r"(?<=[.;:!?])\s+", text):
        if re.search(DENIED[lang], sentence, re.IGNORECASE):
            continue
        for pattern in PREVALENCE[lang]:
            if re.search(pattern, sentence, re.IGNORECASE):
                raise WordingError(f"'{sentence}': what is reported is not how much there is")
        if describes_change and re.search(CAUSES[lang], sentence, re.IGNORECASE):
            raise WordingError(f"'{sentence}': a cause is not in the register")
    counted = re.search(rf"{NUMBER} {VICTIMS[lang]}", text)
    if counted and not re.search(REPORTED[lang], text, re.IGNORECASE):
        raise WordingError(f"'{text}': a number of victims is a number of reported victims")
    _check_unit(text, lang, unit)
    if re.search(SHARES[lang], text):
        raise WordingError(f"'{text}': the difference of two percentages is in percentage points")


def _check_unit(text: str, lang: Lang, unit: Unit | None) -> None:
    if unit in ("victims", "persons") and re.search(rf"{NUMBER} {REPORTS[lang]}", text):
        raise WordingError(f"'{text}': counts victims and says reports")
    if unit in ("reports", "unit_reports") and re.search(rf"{NUMBER} {VICTIMS[lang]}", text):
        raise WordingError(f"'{text}': counts reports and says victims")


def points(before: float, after: float) -> Words:
    """The difference of two percentages (0 to 100), in whole percentage points."""
    found = round(after - before)
    plural = "" if abs(found) == 1 else "s"
    return Words(f"{found:+d} procentpunt", f"{found:+d} percentage point{plural}")


def number(value: int, lang: Lang) -> str:
    """A whole number as each language writes it: 5.060 and 5,060."""
    text = f"{value:,}"
    return text.replace(",", ".") if lang == "nl" else text
