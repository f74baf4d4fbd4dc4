# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The words of figures in the two languages of a publication."""

from types import MappingProxyType
from typing import Final

from zicht.monitor.result import Lang, Words

HIDDEN: Final = Words("afgeschermd", "suppressed")
UNITS: Final = MappingProxyType(
    {
        "victims": Words("slachtoffers (per jaar van melding)", "victims (per year of report)"),
        "reports": Words(
            "meldingen (slachtoffer per groep melders per jaar)", "reports (victim per reporter group per year)"
        ),
        "unit_reports": Words("meldingen per politie-eenheid", "reports per police unit"),
        "persons": Words("personen", "persons"),
        "events": Words("gebeurtenissen", "events"),
    }
)  # fmt: skip
PLACES: Final = MappingProxyType(
    {
        "none": Words("geen", "none"),
        "residence": Words("waar iemand woont", "where somebody lives"),
        "tie": Words("waar iemand binding mee heeft", "where somebody has ties"),
        "exploitation": Words("waar de uitbuiting was", "where the exploitation was"),
        "reporter": Words(
            "waar de melder werkt; nooit waar de uitbuiting was",
            "where the reporter works; never where the exploitation was",
        ),
    }
)  # fmt: skip
MISSING: Final = MappingProxyType(
    {
        "category": Words("een eigen rij, in de basis", "a row of its own, inside the base"),
        "excluded": Words("telt niet mee in dit cijfer", "left out of this figure"),
        "imputed": Words("geschat uit wie wel bekend is", "imputed from those known"),
    }
)
INTRO: Final = Words(
    "Cijfers over gemelde slachtoffers van mensenhandel. Ze tellen wat gemeld is, niet wat er gebeurt: wie niet "
    "gemeld is, staat er niet in.",
    "Figures on reported victims of human trafficking. They count what was reported, not what happens: whoever was "
    "not reported is not in them.",
)
WHY_HIDDEN: Final = Words(
    "Kleine aantallen kunnen naar een persoon wijzen. Daarom staat er geen aantal van 1 tot en met 9, en soms ook "
    "een ander aantal niet.",
    "Small numbers can point at a person. So no number from 1 to 9 is shown, and sometimes another number is not "
    "either.",
)
# The pages for everybody: key to Dutch and English.
_PAGES: Final = MappingProxyType(
    {
        "editions": ("Gepubliceerde cijfers", "Published figures"),
        "intro": (INTRO.nl, INTRO.en),
        "none": ("Nog geen publicatie", "Nothing published yet"),
        "none_text": (
            "Hier komen de edities te staan die twee mensen hebben gemaakt en gecontroleerd.",
            "Editions appear here once two people made and checked them.",
        ),
        "edition": ("Editie", "Edition"),
        "scope": ("Bereik", "Scope"),
        "years": ("Jaren van melding", "Years of report"),
        "published_on": ("Gepubliceerd op", "Published on"),
        "program": ("Versie van Zicht", "Version of Zicht"),
        "rule": ("Rekenregel", "Rule"),
        "digest": ("Vingerafdruk (SHA-256)", "Digest (SHA-256)"),
        "lost_since": ("Niet meer na te bouwen sinds", "Cannot be rebuilt since"),
        "lost_why": ("Waarom niet", "Why not"),
        "withdrawn": ("Deze editie is ingetrokken", "This edition was withdrawn"),
        "withdrawn_tag": ("ingetrokken", "withdrawn"),
        "withdrawn_text": (
            "Gebruik deze cijfers niet meer. De bestanden zijn weggehaald.",
            "Do not use these figures any more. The files were removed.",
        ),
        "figures": ("Cijfers", "Figures"),
        "files": ("Bestanden", "Files"),
        "files_wait": (
            "De bestanden worden nog gemaakt. Kijk over een minuut opnieuw.",
            "The files are still being made. Look again in a minute.",
        ),
        "about": ("Over deze editie", "About this edition"),
        "counts": ("Aantallen", "Counts"),
        "shares": ("Percentages van de kolom", "Percentages of the column"),
        "row": ("Groep", "Group"),
        "hidden": ("Waarom staat er “afgeschermd”?", "Why does it say “suppressed”?"),
        "hidden_text": (WHY_HIDDEN.nl, WHY_HIDDEN.en),
        "know": ("Wat u moet weten", "What you should know"),
        "notes": ("Noten", "Notes"),
        "back": ("Terug naar de editie", "Back to the edition"),
        "other": ("This page in English", "Deze pagina in het Nederlands"),
    }
)  # fmt: skip


def page_words(lang: Lang) -> dict[str, str]:
    """The words of the public pages in a language."""
    return {key: nl if lang == "nl" else en for key, (nl, en) in _PAGES.items()}
