# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The command `zicht`. Each command is a short function; docs/commands.md is made from this file and tested."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zicht.base.pghost import PgError
from zicht.monitor import cli as monitorcli
from zicht.register import converting
from zicht.web import keyverbs
from zicht.web.keyverbs import Refusal

Command = Callable[[argparse.Namespace], int]
if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Verbs = object


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 refused, 2 wrong use or wrong input."""
    arguments = parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.web.settings")
    command: Command = arguments.command
    try:
        return command(arguments)
    except (PgError, Refusal) as error:
        print(f"zicht: {error}", file=sys.stderr)
        return 1
    except Exception as error:
        if told := _usual(error):
            print(f"zicht: {told}", file=sys.stderr)
            return 1
        raise
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    root = argparse.ArgumentParser(prog="zicht", description="Maakt mensenhandel zichtbaar.")
    verbs = root.add_subparsers(required=True, metavar="OPDRACHT")
    _running_verbs(verbs)
    _database_verbs(verbs)
    _record_verbs(verbs)
    _keeping_verbs(verbs)
    _account_verbs(verbs)
    _audit_verbs(verbs)
    return root


def _verb(verbs: Verbs, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    made.set_defaults(command=command)
    return made


def _family(verbs: Verbs, name: str, text: str) -> Verbs:
    made = verbs.add_parser(name, help=text, description=text)
    found: Verbs = made.add_subparsers(required=True, metavar="OPDRACHT")
    return found


def _running_verbs(verbs: Verbs) -> None:
    _verb(verbs, "setup", setup, "maak de database klaar: starten, rollen, tabellen")
    _with_port(_verb(verbs, "serve", serve, "start de website en de taken op de achtergrond"))
    made = _verb(verbs, "demo", demo, "maak de verzonnen regio en start de website")
    _with_port(made)
    made.add_argument("--fresh", action="store_true", help="gooi de vorige demo weg en begin opnieuw")
    made.add_argument("--no-serve", action="store_true", help="maak alleen de gegevens")
    _verb(verbs, "work", work, "voer taken op de achtergrond uit (bezorgen, opnieuw proberen)")


def _with_port(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=8000, help="poort op deze computer (standaard 8000)")


def _database_verbs(verbs: Verbs) -> None:
    out = _verb(verbs, "backup", backup, "bewaar de hele database in een bestand")
    out.add_argument("file", type=Path, metavar="BESTAND")
    back = _verb(verbs, "restore", restore, "zet een bewaarde database terug")
    back.add_argument("file", type=Path, metavar="BESTAND")
    back.add_argument("--replace", action="store_true", help="overschrijf een database die niet leeg is")
    keyverbs.add(_family(verbs, "keys", "hoofdsleutels en de sleutelkast"), _verb)
    db = _family(verbs, "db", "de ingebouwde database")
    _verb(db, "start", db_start, "start de ingebouwde database")
    _verb(db, "stop", db_stop, "stop de ingebouwde database")
    _verb(db, "status", db_status, "zeg waar de database is en of hij antwoordt")


def _record_verbs(verbs: Verbs) -> None:
    reference = _family(verbs, "reference", "de codelijsten")
    check = _verb(reference, "check", reference_check, "controleer de codelijsten")
    check.add_argument("directory", nargs="?", help="een andere map met lijsten")
    privacy = _family(verbs, "privacy", "documenten over de verwerking, gemaakt uit het programma zelf")
    for name, text in (
        ("register", "het register van verwerkingsactiviteiten (AVG 30)"),
        ("dpia", "de vooraf ingevulde effectbeoordeling"),
    ):
        made = _verb(privacy, name, privacy_paper, f"schrijf {text} in een map: Markdown, ODS, CSV en PDF")
        made.set_defaults(paper=name)
        made.add_argument("directory", type=Path, metavar="MAP")
    register = _family(verbs, "register", "het slachtofferregister")
    load = _verb(register, "import", register_import, "lees een bestand met meldingen in")
    load.add_argument("file", type=Path, metavar="BESTAND")
    load.add_argument("--sheet", metavar="NAAM", help="welk werkblad, als er meer met meldingen zijn")
    load.add_argument("--reporter", metavar="GROEP", help="wie er meldt, als een HTCDS-bestand dat niet zegt")
    load.add_argument("--check", action="store_true", help="kijk het bestand alleen na")
    as_somebody(load)
    converting.add(register, _verb)
    _verb(register, "refusals", register_refusals, "geef de weigeringen van vorig jaar door (als dat aan staat)")
    monitorcli.add(_family(verbs, "monitor", "edities van de slachtoffermonitor"), _verb)
    exchange = _family(verbs, "exchange", "berichten naar en van een andere installatie")
    out = _verb(exchange, "export", exchange_export, "schrijf wachtende berichten versleuteld in een map")
    out.add_argument("directory", type=Path, metavar="MAP")
    into = _verb(exchange, "import", exchange_import, "lees versleutelde berichten uit een map")
    into.add_argument("directory", type=Path, metavar="MAP")


def _keeping_verbs(verbs: Verbs) -> None:
    keeping = _family(verbs, "retention", "bewaartermijnen")
    run = _verb(keeping, "run", retention_run, "zet op de lijst wat te oud is; vernietig wat is goedgekeurd")
    run.add_argument("--dry-run", action="store_true", help="zeg alleen wat er zou gebeuren")


def _account_verbs(verbs: Verbs) -> None:
    body = _verb(verbs, "organisation", organisation, "voeg een organisatie toe of wijzig wat Zicht van haar weet")
    body.add_argument("name", metavar="NAAM")
    body.add_argument("--sector", help="bijvoorbeeld municipality, care, police, register")
    body.add_argument("--municipality", help="code van de gemeente, bijvoorbeeld GM0344")
    body.add_argument("--reporter-group", help="groep in het register, bijvoorbeeld care_coordinator")
    body.add_argument(
        "--basis",
        choices=("duty", "permitted", "consent"),
        help="te bevestigen door de functionaris gegevensbescherming",
    )
    account = _verb(verbs, "account", account_add, "maak een account met een plek (voor de eerste beheerder)")
    for name, text in (("email", "E-MAIL"), ("name", "NAAM"), ("organisation", "ORGANISATIE"), ("unit", "AFDELING")):
        account.add_argument(name, metavar=text)
    account.add_argument("role", metavar="ROL", help="bijvoorbeeld administrator")


def _audit_verbs(verbs: Verbs) -> None:
    audit = _family(verbs, "audit", "controleer en bewaar wie wat deed")
    check = _verb(audit, "verify", audit_verify, "kijk of niets in de handelingen is veranderd of weggehaald")
    check.add_argument("--against", type=Path, metavar="BESTAND", help="head.json van een eerdere uitvoer")
    out = _verb(audit, "export", audit_export, "schrijf wat nieuw is naar een map, voor een andere machine")
    out.add_argument("directory", type=Path, metavar="MAP")


def audit_verify(arguments: argparse.Namespace) -> int:
    """Walk along the chain of the audit trail, as owner."""
    _owner()
    from zicht.access.cli import verify_command

    return verify_command(arguments.against)


def audit_export(arguments: argparse.Namespace) -> int:
    """Write the audit trail to a directory, as owner."""
    _owner()
    from zicht.access.cli import export_command

    return export_command(arguments.directory)


def as_somebody(command: argparse.ArgumentParser) -> None:
    """A command acts as a person for a purpose, like every page does."""
    command.add_argument("--as", dest="person", required=True, metavar="E-MAIL", help="namens wie")
    command.add_argument(
        "--purpose", required=True, metavar="DOEL", help="met welk doel, bijvoorbeeld register_keeping"
    )


def setup(_: argparse.Namespace) -> int:
    """Start the database, make roles, migrate."""
    from zicht.web.running import prepare_database

    prepare_database()
    print("De database is klaar.")
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    from zicht.web.running import serve_site

    return serve_site(arguments.port)


def demo(arguments: argparse.Namespace) -> int:
    """Make the invented region, print where to go and whom to be, serve."""
    from zicht.web.running import run_demo

    return run_demo(port=arguments.port, fresh=arguments.fresh, stay=not arguments.no_serve)


def work(_: argparse.Namespace) -> int:
    """Run the background tasks until stopped."""
    _django()
    from zicht.exchange.jobs import run_worker

    run_worker()
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Write the whole database to a file, as owner."""
    from zicht.base.backup import backup as write

    owner = _owner()
    from django.db import connections

    if "django_migrations" not in connections["owner"].introspection.table_names():
        raise Refusal("deze database is leeg: er is niets te bewaren. 'zicht db status' zegt welke database dit is.")
    write(owner=owner, file=arguments.file)
    print(f"Bewaard in {arguments.file}.")
    keyverbs.after_backup()
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup back, as owner."""
    from zicht.base.backup import restore as read

    owner = _owner()
    from django.db.migrations.loader import MigrationLoader

    known = set(MigrationLoader(None).disk_migrations)
    read(owner=owner, file=arguments.file, replace=arguments.replace, known_migrations=known)
    keyverbs.after_restore()
    return 0


def db_start(_: argparse.Namespace) -> int:
    """Start the embedded database."""
    from zicht.base.pg import ensure

    server = ensure()
    print(f"De database draait (PostgreSQL {server.version}).")
    return 0


def db_stop(_: argparse.Namespace) -> int:
    """Stop the embedded database."""
    from zicht.base.pg import stop

    stop()
    print("De database is gestopt.")
    return 0


def db_status(_: argparse.Namespace) -> int:
    """Say where the database is and whether it answers."""
    from zicht.web.running import database_status

    return database_status()


def reference_check(arguments: argparse.Namespace) -> int:
    """Check the code lists."""
    from zicht.reference.checkcli import cli_check

    return cli_check([arguments.directory] if arguments.directory else [])


def privacy_paper(arguments: argparse.Namespace) -> int:
    """Write one of the documents about the processing. Needs no database."""
    import django

    django.setup()
    from zicht.base.clock import now
    from zicht.web.privacy import documents
    from zicht.web.privacy.activities import NoActivity

    try:
        paper = documents.register() if arguments.paper == "register" else documents.dpia()
    except NoActivity as error:
        raise Refusal(str(error)) from None
    kinds = documents.write(paper, arguments.directory, at=now())
    print(f"Geschreven in {arguments.directory}: {paper.name} als {', '.join(kinds)}.")
    return 0


def register_import(arguments: argparse.Namespace) -> int:
    """Import a file with reports, all or nothing."""
    _django()
    from zicht.base.clock import now
    from zicht.register.cli import ReadOptions, import_command

    how = ReadOptions(arguments.sheet, arguments.reporter, arguments.check)
    person, purpose = arguments.person, arguments.purpose
    return import_command(arguments.file, person_email=person, purpose=purpose, at=now(), options=how)


def register_refusals(_: argparse.Namespace) -> int:
    """Tell the registers how many people refused last year."""
    _django()
    from zicht.base.clock import now
    from zicht.casework.care.refusals import send_last_year

    print(f"{send_last_year(at=now())} afdelingen gaven hun aantal door.")
    return 0


def retention_run(arguments: argparse.Namespace) -> int:
    """Make the lists of what is over its term, and destroy what was approved."""
    _django()
    from zicht.base.clock import now
    from zicht.casework.retention.run import run

    return run(at=now(), dry=arguments.dry_run)


def exchange_export(arguments: argparse.Namespace) -> int:
    """Write waiting messages for other instances."""
    _django()
    from zicht.base.clock import now
    from zicht.exchange.packages import export_queued

    done = export_queued(arguments.directory, at=now())
    return _exchanged("geschreven", done.done, done.refused)


def exchange_import(arguments: argparse.Namespace) -> int:
    """Read messages from other instances and handle them."""
    _django()
    from zicht.base.clock import now
    from zicht.exchange.packages import import_files

    done = import_files(arguments.directory, at=now())
    return _exchanged("gelezen", done.done, done.refused)


def _exchanged(verb: str, done: int, refused: Sequence[tuple[str, str]]) -> int:
    print(f"{done} berichten {verb}.")
    for file, why in refused:
        print(f"zicht: {file} is niet {verb}: {why}", file=sys.stderr)
    return 1 if refused else 0


def organisation(arguments: argparse.Namespace) -> int:
    """Add or change an organisation, as owner."""
    _django()
    from zicht.web.running import set_organisation

    given = {
        "sector": arguments.sector,
        "municipality": arguments.municipality,
        "reporter_group": arguments.reporter_group,
        "basis": arguments.basis,
    }
    return set_organisation(arguments.name, {name: value for name, value in given.items() if value is not None})


def account_add(arguments: argparse.Namespace) -> int:
    """Make an account; asks for the password."""
    _django()
    from zicht.web.running import add_account

    return add_account(arguments.email, arguments.name, arguments.organisation, arguments.unit, arguments.role)


def _usual(error: BaseException) -> str:
    """What to do about a fault that many meet once: no master key, no tables. Empty for any other."""
    from psycopg.errors import UndefinedTable  # here: commands without a database start without the driver

    from zicht.base.keyring import KeyringError

    if UndefinedTable in (type(error), type(error.__cause__)):
        return "deze database heeft nog geen tabellen. Geef eerst: zicht setup"
    return str(error) if isinstance(error, KeyringError) else ""


def _django() -> None:
    import django

    from zicht.web.running import running_database

    running_database()
    django.setup()


def _owner() -> dict[str, object]:
    _django()
    from django.conf import settings

    entry: dict[str, object] = settings.DATABASES["owner"]
    return entry


if __name__ == "__main__":
    sys.exit(main())
