# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht monitor build` and `zicht monitor compare`: on plain files, without database or web application."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OK, REFUSED, WRONG = 0, 1, 2
MOST_SHOWN = 50  # findings on the screen; the first ones usually explain the rest


def add(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands with their arguments, under `zicht monitor`."""
    build = verb(verbs, "build", build_command, "maak een editie uit een bestand met meldingen; geen database nodig")
    build.add_argument("--input", type=Path, required=True, metavar="BESTAND", help="bestand met meldingen")
    build.add_argument("--edition", required=True, metavar="JAREN", help="bijvoorbeeld 2015-2019")
    build.add_argument("--out", type=Path, required=True, metavar="MAP", help="hier komt tables.json te staan")
    build.add_argument(
        "--format", default="json", metavar="LIJST", help="json,csv,ods,pdf,html,svg,dcat (standaard json)"
    )
    build.add_argument("--sheet", metavar="NAAM", help="welk blad van een rekenblad")
    build.add_argument("--reporter", metavar="GROEP", help="wie meldt, voor HTCDS dat dit niet zegt")
    build.add_argument("--region", default="", metavar="NAAM", help="het bestand is van een regio, niet landelijk")
    compare = verb(verbs, "compare", compare_command, "leg uit wat er verschilt tussen twee edities")
    compare.add_argument("first", type=Path, metavar="EERSTE", help="tables.json of de map van de eerste editie")
    compare.add_argument("second", type=Path, metavar="TWEEDE", help="tables.json of de map van de tweede editie")


def build_command(arguments: argparse.Namespace) -> int:
    """Read, count, protect, audit, write.

    Returns 0, 1 (cannot be protected or written) or 2 (wrong use, wrong file, or a finding of the audit).
    """
    from unseen.disclosure import UnprotectableError
    from zicht.monitor import making
    from zicht.monitor.declaring import definitions
    from zicht.monitor.reading import UnreadableFile, read_reports

    known = definitions()
    region: str = arguments.region.strip()
    try:
        making.years_of(arguments.edition)
        formats, asked = making.formats_of(arguments.format), making.reporter_of(arguments.reporter)
        today = datetime.now(UTC).date()  # noqa: TID251 - the edge
        reports = read_reports(arguments.input, today=today, sheet=arguments.sheet, reporter=asked)
        edition = making.edition_of(
            reports,
            known,
            name=arguments.edition.strip(),
            scope="region" if region else "national",
            place=region or "Nederland",
        )
        made = making.make(edition, known, formats=formats)
    except making.BadEdition as bad:
        return _stop(str(bad), WRONG)
    except UnreadableFile as bad:
        return _findings(bad.findings)
    except OSError:
        return _stop(f"Het bestand {arguments.input} bestaat niet, of is niet te lezen.", WRONG)
    except UnprotectableError as bad:
        return _stop(f"Deze editie is niet veilig te maken: {bad}. Kies meer jaren of minder tabellen.", REFUSED)
    leaks = making.found_by_audit(made, known)
    if leaks:
        return _leaks(leaks)
    try:
        making.write(made.files, arguments.out)
    except OSError:
        return _stop(f"In de map {arguments.out} kan niet geschreven worden. Kies een andere map.", REFUSED)
    first, second, of = made.protected.lost
    print(f"Editie {edition.id}: {len(edition.tables)} tabellen in {arguments.out}.")
    print(f"Afgeschermd: {first} kleine cellen, en {second} andere om die te beschermen, van {of} cellen.")
    return OK


def compare_command(arguments: argparse.Namespace) -> int:
    """Say what differs between two editions and why. Returns 0, or 2 when a file is no edition."""
    from zicht.monitor.comparing import NoEdition, compare, opened

    try:
        differences = compare(opened(arguments.first), opened(arguments.second))
    except NoEdition as bad:
        return _stop(str(bad), WRONG)
    for difference in differences:
        print(difference.words.nl)
    if not differences:
        print("De twee edities zijn gelijk.")
    return OK


def _findings(findings: Any) -> int:
    print(f"{'rij':>7}  {'kolom':<20}  wat is er mis -> wat te doen", file=sys.stderr)
    for found in findings[:MOST_SHOWN]:
        line = f"{found.row or '-':>7}  {found.column or '-':<20}  {found.problem} -> {found.remedy}"
        print(line, file=sys.stderr)
    if len(findings) > MOST_SHOWN:
        print(f"... en nog {len(findings) - MOST_SHOWN}.", file=sys.stderr)
    count = len(findings)
    return _stop(f"{count} {'bevinding' if count == 1 else 'bevindingen'}. Er is niets gemaakt.", WRONG)


def _leaks(leaks: Any) -> int:
    """What the audit found, in its own words."""
    for found in leaks[:MOST_SHOWN]:
        print(f"{found.words.nl} {found.remedy.nl}", file=sys.stderr)
    if len(leaks) > MOST_SHOWN:
        print(f"... en nog {len(leaks) - MOST_SHOWN}.", file=sys.stderr)
    return _stop("De controle van de editie vond wat niet naar buiten mag. Er is niets gemaakt.", WRONG)


def _stop(why: str, code: int) -> int:
    print(f"zicht: {why}", file=sys.stderr)
    return code
