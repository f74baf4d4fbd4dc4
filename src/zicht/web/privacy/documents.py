# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The two documents as parts: title, texts, tables. Page, PDF, Markdown, ODS and CSV are made from these."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from zicht.base.pdf import DOCUMENT, render
from zicht.base.sheets import Sheet, csv_file, ods
from zicht.web.privacy.activities import CLASSES, activities, libraries

CONFIRM = "Te bevestigen door de functionaris gegevensbescherming."
OPEN = "IN TE VULLEN"
SECURITY = (
    "Toegang per persoon, rol en doel; een tweede stap bij het inloggen.",
    "Een tweede muur in de database: zonder doel geen rij.",
    "Namen, telefoons, adressen en vrije tekst zijn versleuteld per dossier; zonder sleutel is er geen inhoud.",
    "Drie logboeken met één spoornummer; de handelingen in een keten die niet ongemerkt te wijzigen is.",
    "Delen alleen per gekozen gegeven, met doel, grondslag en einddatum.",
)


@dataclass(frozen=True)
class Part:
    """A heading with texts and perhaps a table."""

    title: str
    text: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    name: str
    title: str
    lead: tuple[str, ...]
    parts: list[Part] = field(default_factory=list)


def register() -> Paper:
    """The register of processing activities (AVG 30)."""
    lead = (
        "Gemaakt uit de gegevensklasse van elk veld in het programma en de lijst van verwerkingsactiviteiten.",
        f"Doelen, grondslagen, ontvangers en termijnen zijn voorstellen. {CONFIRM}",
        f"Verwerkingsverantwoordelijke en contact: {OPEN}. Functionaris gegevensbescherming: {OPEN}.",
    )
    made = [_activity(one) for one in activities()]
    tables = tuple((name, words) for name, words in libraries())
    made.append(Part("Inloggen, met gebruikte bibliotheken", (), ("Wat", "Soort gegevens"), tables))
    made.append(Part("Beveiliging, voor alle activiteiten", SECURITY))
    return Paper("verwerkingsregister", "Register van verwerkingsactiviteiten", lead, made)


def _activity(one: Any) -> Part:
    sealed = sum(1 for f in one.fields if f.sealed)
    rows = (
        ("Doelen", "; ".join(one.purposes)),
        ("Grondslagen (kandidaten)", "; ".join(one.bases)),
        ("Betrokkenen", "; ".join(one.subjects)),
        ("Soorten gegevens", "; ".join(CLASSES[c] for c in one.classes())),
        ("Velden", f"{len(one.fields)}, waarvan {sealed} versleuteld per dossier"),
        ("Ontvangers", "; ".join(one.receivers)),
        ("Doorgifte buiten de EER", "nee"),
        ("Bewaartermijnen", "; ".join(one.terms) or OPEN),
        ("Status", CONFIRM),
    )
    return Part(one.title, (one.what,), ("Onderdeel", "Inhoud"), rows)


def dpia() -> Paper:
    """The assessment, pre-filled as far as the program itself knows; the rest is clearly left open."""
    found = activities()
    lead = (
        "Vooraf ingevuld door het programma. Volgorde van het rijksmodel: kenmerken, recht, risico's, maatregelen.",
        f"Dit is geen oordeel. Waar {OPEN} staat, weet alleen de organisatie het antwoord. {CONFIRM}",
    )
    return Paper(
        "dpia", "Gegevensbeschermingseffectbeoordeling, vooraf ingevuld", lead,
        [*_features(found), *_lawful(found), *RISKS],
    )  # fmt: skip


def _features(found: list[Any]) -> list[Part]:
    fields = {f for one in found for f in one.fields}
    counts = tuple(
        (words, *(str(sum(f.data_class is c and (f.sealed or not only) for f in fields)) for only in (False, True)))
        for c, words in CLASSES.items()
    )  # fmt: skip
    return [
        Part("A1. Voorstel", (
            "Signalen van mensenhandel opvolgen, zorg regelen, rechtmatig delen en tellen.",
            f"Waarom nu en hier: {OPEN}.")),
        Part("A2. Persoonsgegevens", (), ("Soort", "Velden", "Versleuteld per dossier"), counts),
        Part("A3. Verwerkingen", (), ("Activiteit", "Betrokkenen"),
             tuple((one.title, "; ".join(one.subjects)) for one in found)),
        Part("A4. Betrokken partijen", (f"Verantwoordelijken, verwerkers en onderlinge afspraken: {OPEN}.",),
             ("Activiteit", "Ontvangers"),
             tuple((one.title, "; ".join(one.receivers)) for one in found)),
        Part("A5. Plaats en techniek", (
            "Alles staat in één database en één sleutelkast op de plek die de organisatie kiest.",
            "Geen score, geen rangorde, geen automatisch besluit, geen zelflerend model.",
            f"Waar het draait: {OPEN}.")),
        Part("A6. Bewaartermijnen", (), ("Activiteit", "Termijnen"),
             tuple((one.title, "; ".join(one.terms) or OPEN) for one in found)),
    ]  # fmt: skip


def _lawful(found: list[Any]) -> list[Part]:
    return [
        Part("B1. Rechtsgrond", (CONFIRM,), ("Activiteit", "Kandidaten"),
             tuple((one.title, "; ".join(one.bases)) for one in found)),
        Part("B2. Bijzondere en strafrechtelijke gegevens", (
            "Nationaliteit en verblijf tellen nooit mee bij route of voorrang. Er is geen register van sekswerkers.",
            f"Uitzondering per soort gegeven: {OPEN}.")),
        Part("B3. Doelbinding", ("Elke handeling noemt een doel; een ander doel opent niets.",)),
        Part("B4. Noodzaak en evenredigheid", (
            "Een signaal mag vaag zijn; niemand hoeft een naam te noemen. Delen begint met zo min mogelijk gegevens.",
            f"Waarom het niet met minder kan: {OPEN}.")),
        Part("B5. Rechten van betrokkenen", (
            "Een overzicht per persoon, met de reden als iets wordt weggelaten.",
            "Nooit aan een ouder of voogd zolang familie betrokken kan zijn.",
            f"Hoe mensen hierover horen: {OPEN}.")),
    ]  # fmt: skip


RISKS: tuple[Part, ...] = (
    Part("C. Risico's voor betrokkenen", (f"Kans en ernst per risico: {OPEN}.",),
         ("Risico", "Wat het programma doet"), (
        ("Een mogelijke dader of familielid ziet dat er iets is", "Bestaan is zelf een gegeven; veilige weg eerst"),
        ("Een melder wordt bekend", "Verzegeld bij een bewaarder; in geen overzicht of pakket"),
        ("Iemand kijkt zonder reden", "Elke inzage staat in een logboek, met het doel"),
        ("Een onterecht vermoeden blijft hangen", "Korte termijn voor wat ongegrond is; de telling blijft"),
        ("Een vergelijking tussen organisaties lekt", "Alleen onder een convenant; de uitkomst is een contact"),
        ("Een reservekopie wordt gestolen", "Sleutels staan apart; vernietigde sleutels komen niet terug"),
    )),
    Part("D. Maatregelen en wat overblijft", (*SECURITY, f"Restrisico en besluit: {OPEN}.",
                                              f"Advies van de functionaris en raadpleging (AVG 36): {OPEN}.")),
)  # fmt: skip


def markdown(paper: Paper) -> str:
    """The document as Markdown."""
    lines = [f"# {paper.title}", "", *(f"{text}\n" for text in paper.lead)]
    for part in paper.parts:
        lines += [f"## {part.title}", "", *(f"{text}\n" for text in part.text)]
        if part.rows:
            lines += [f"| {' | '.join(part.head)} |", f"|{'---|' * len(part.head)}"]
            lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in part.rows]
            lines.append("")
    return "\n".join(lines)


def sheets(paper: Paper) -> list[Sheet]:
    """Its tables."""
    return [Sheet(part.title, part.head, part.rows) for part in paper.parts if part.rows]


def pdf(paper: Paper, *, at: datetime) -> bytes:
    """As accessible PDF."""
    sections: list[dict[str, Any]] = []
    for part in paper.parts:
        section: dict[str, Any] = {"title": part.title, "text": list(part.text)}
        if part.rows:
            widths = [2, 5] if len(part.head) == 2 else [3, *[1] * (len(part.head) - 1)]
            rows = [list(row) for row in part.rows]
            section["table"] = {"caption": part.title, "head": list(part.head), "rows": rows, "widths": widths}
        sections.append(section)
    data = {"title": paper.title, "lang": "nl", "lead": list(paper.lead), "sections": sections, "footer": "Zicht"}
    return render(DOCUMENT, data, at=at)


def write(paper: Paper, place: Path, *, at: datetime) -> tuple[str, ...]:
    """Every form of a paper as a file in a directory, made if need be. Returns the ends of their names."""
    tables = sheets(paper)
    made = {
        "md": markdown(paper).encode(), "ods": ods(tables), "csv": csv_file(tables), "pdf": pdf(paper, at=at),
    }  # fmt: skip
    place.mkdir(parents=True, exist_ok=True)
    for kind, body in made.items():
        (place / f"{paper.name}.{kind}").write_bytes(body)
    return tuple(made)
