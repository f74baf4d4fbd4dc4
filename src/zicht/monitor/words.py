# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The words of the public pages in the two languages of a publication; those of a figure are in publishing."""

from types import MappingProxyType
from typing import Final

from zicht.monitor.result import Lang, Words

INTRO: Final = Words(
    "Cijfers over gemelde slachtoffers van mensenhandel. Ze tellen wat gemeld is, niet wat er gebeurt: wie niet "
    "gemeld is, staat er niet in.",
    "Figures on reported victims of human trafficking. They count what was reported, not what happens: whoever was "
    "not reported is not in them.",
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
        "back": ("Terug naar de editie", "Back to the edition"),
        "other": ("This page in English", "Deze pagina in het Nederlands"),
    }
)  # fmt: skip


def page_words(lang: Lang) -> dict[str, str]:
    """The words of the public pages in a language."""
    return {key: nl if lang == "nl" else en for key, (nl, en) in _PAGES.items()}
