# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Starting things: the database, the tables, the website with its worker, the demo."""

import base64
import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time

from zicht.base import pg, pgroles

HOST = "127.0.0.1"


def running_database() -> None:
    """Make sure that the database answers: start the embedded one, or check the one that was named."""
    use_demo_key()
    if not os.environ.get("DATABASE_URL"):
        pg.ensure()


def prepare_database() -> None:
    """Start, make roles, migrate as owner."""
    running_database()
    url, owner_url = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if url:
        pgroles.prepare(owner_url or url, url if owner_url else None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    from zicht.access import index

    index.fill_when_empty()


def database_status() -> int:
    """Print where the database is; exit code 0 when it answers."""
    import django
    from django.db import OperationalError, connections

    django.setup()
    entry = connections["default"].settings_dict
    where = "eigen server" if os.environ.get("DATABASE_URL") else str(pg.home())
    try:
        connections["default"].ensure_connection()
    except OperationalError:
        print(f"De database antwoordt niet ({where}). Start hem met: zicht db start")
        return 1
    version = connections["default"].pg_version // 10000  # type: ignore[attr-defined]
    print(f"De database antwoordt: PostgreSQL {version}, {entry['NAME']} ({where}).")
    return 0


def secret_key() -> str:
    """The key of the demo, made once and kept closed beside its database."""
    place = pg.home()
    place.mkdir(parents=True, exist_ok=True)
    file = place / "secret-key"
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()


def master_key() -> str:
    """The demo's master key, made once and kept closed beside its database."""
    place = pg.home()
    file = place / "master-key"
    if not file.exists():
        place.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write("demo:" + base64.b64encode(secrets.token_bytes(32)).decode())
    return file.read_text()


def use_demo_key() -> None:
    """A command beside the demo opens what the demo sealed: it takes the key that stands beside its database."""
    if os.environ.get("ZICHT_DEMO") and (pg.home() / "master-key").exists():
        os.environ.setdefault("ZICHT_MASTER_KEYS", master_key())


def free_port(wanted: int) -> int:
    """The wanted port, or the next one that is free."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise pg.PgError(f"De poorten {wanted} tot {wanted + 49} zijn bezet. Kies een andere met --port.")


def serve_site(port: int) -> int:
    """Run the website and the worker until one of them stops."""
    if not os.environ.get("ZICHT_SECRET_KEY"):
        print(
            "zicht: zet eerst ZICHT_SECRET_KEY (een lange willekeurige tekst) in de omgeving.",
            file=sys.stderr,
        )
        return 1
    if not os.environ.get("ZICHT_MASTER_KEYS"):
        print(
            "zicht: zet eerst ZICHT_MASTER_KEYS in de omgeving. 'zicht keys new' maakt een hoofdsleutel.",
            file=sys.stderr,
        )
        return 1
    running_database()
    site = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    site += ["--log-level", "warning", "--no-control-socket", "zicht.web.wsgi:application"]
    worker = [sys.executable, "-m", "zicht.web.cli", "work"]
    running = [subprocess.Popen(command) for command in (site, worker)]  # noqa: S603 - our own words
    # A service manager stops with SIGTERM: that is the same wish as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while all(child.poll() is None for child in running):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for child in running:
            child.terminate()
        for child in running:
            child.wait(timeout=20)
    return 0


def run_demo(*, port: int, fresh: bool, stay: bool) -> int:
    """The invented region: its own database, its own key, people to step into."""
    os.environ["ZICHT_DEMO"] = "1"
    os.environ.setdefault("ZICHT_REGISTER_PLACE", "Waterlinde")
    if not os.environ.get("DATABASE_URL"):
        os.environ["ZICHT_HOME"] = str(pg.home() / "demo")
        if fresh:
            pg.stop(mode="immediate")
            shutil.rmtree(pg.home(), ignore_errors=True)
    print("Zicht maakt de oefenomgeving klaar. Dat duurt de eerste keer ongeveer een minuut.", flush=True)
    running_database()
    # Before the tables: a demo of before the sealing is sealed while its tables are brought up to date.
    os.environ.setdefault("ZICHT_MASTER_KEYS", master_key())
    os.environ.setdefault("ZICHT_SECRET_KEY", secret_key())
    prepare_database()
    from zicht.web.demo.council import ensure_council_reports
    from zicht.web.demo.editions import ensure_editions
    from zicht.web.demo.estimates import ensure_estimates
    from zicht.web.demo.generate import ensure_region

    ensure_region(print)
    ensure_editions(print)
    ensure_estimates(print)
    ensure_council_reports(print)
    port = free_port(port)
    _say_where(port)
    return serve_site(port) if stay else 0


def _say_where(port: int) -> None:
    from zicht.web.demo.cast import CAST

    print(f"\n  Open http://localhost:{port}/demo/ en kies wie u bent.\n")
    width = max(len(p.name) for p in CAST)
    for person in CAST:
        print(f"    {person.name:<{width}}  {person.organisation}, {person.unit}")
    print(f"\n  De openbare meldpagina: http://localhost:{port}/melden/lindestede/")
    print("  Alle mensen zijn verzonnen. Stoppen: Ctrl-C.\n", flush=True)


def _new_password() -> str:
    """The password from the setting, or typed twice; empty after saying what is wrong."""
    given = os.environ.get("ZICHT_NEW_PASSWORD")
    if given:
        return given
    if not sys.stdin.isatty():
        print("zicht: hier kan niemand typen. Zet het wachtwoord in ZICHT_NEW_PASSWORD.", file=sys.stderr)
        return ""
    first = getpass.getpass("Wachtwoord (minstens 12 tekens): ")
    if first != getpass.getpass("Nog een keer: "):
        print("zicht: de twee wachtwoorden zijn niet gelijk. Er is niets gemaakt.", file=sys.stderr)
        return ""
    return first


def add_account(email: str, name: str, organisation: str, unit: str, role: str) -> int:
    """Make an account with a seat, as owner. Asks for a password twice."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from zicht.access.accounts import vouch_for_address
    from zicht.access.models import Membership, Organisation, Person, Unit
    from zicht.access.roles import Role
    from zicht.base.clock import local_day, now

    if role not in {r.value for r in Role}:
        print(f"zicht: onbekende rol; kies uit {', '.join(r.value for r in Role)}", file=sys.stderr)
        return 2
    if Person.objects.using("owner").filter(email=email.lower()).exists():
        print("zicht: er is al een account met dit e-mailadres.", file=sys.stderr)
        return 1
    if not all(part.strip() for part in (name, organisation, unit)) or "@" not in email:
        print("zicht: noem een e-mailadres, een naam, een organisatie en een afdeling.", file=sys.stderr)
        return 2
    password = _new_password()
    if not password:
        return 2
    person = Person(email=email.lower(), name=name)
    try:
        validate_password(password, person)
    except ValidationError as error:
        print("zicht: " + " ".join(error.messages), file=sys.stderr)
        return 1
    with transaction.atomic(using="owner"):
        body, _ = Organisation.objects.using("owner").get_or_create(name=organisation, defaults={"sector": "other"})
        part, _ = Unit.objects.using("owner").get_or_create(organisation=body, name=unit)
        person.set_password(password)
        person.save(using="owner")
        vouch_for_address(person, using="owner")
        Membership.objects.using("owner").create(person=person, unit=part, role=role, valid_from=local_day(now()))
    print("Het account is gemaakt. Bij de eerste keer inloggen stelt de persoon een tweede stap in.")
    return 0


def set_organisation(name: str, given: dict[str, str]) -> int:
    """Add an organisation or change what is known of it, as owner. Codes come from the reference lists."""
    from zicht.access.models import Organisation
    from zicht.reference.lists import UnknownCode, code_list

    if not name.strip():
        print("zicht: noem de naam van de organisatie.", file=sys.stderr)
        return 2
    try:
        for field, listed in (("reporter_group", "reporter_groups"), ("municipality", "municipalities")):
            if field in given:
                code_list(listed).get(given[field])
    except UnknownCode:
        print(
            f"zicht: de code '{given[field]}' staat niet in de lijst '{code_list(listed).title_nl}'.", file=sys.stderr
        )
        return 2
    found, made = Organisation.objects.using("owner").update_or_create(
        name=name, defaults=given, create_defaults={"sector": "other", **given}
    )
    print(f"{'Toegevoegd' if made else 'Gewijzigd'}: {found.name}.")
    return 0
