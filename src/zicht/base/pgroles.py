# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which database, as which role: the embedded one, or a server of your own by address.

The owner role migrates, backs up and restores. The app role serves; row policies hold for it.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from zicht.base.pghost import APP, ENGINE, OWNER, PgError, describe

_OLDEST = 150000
_EXTENSIONS = ("pg_trgm", "unaccent")


def connections(environ: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Django's database entries for the app role and for the owner role, in that order.

    Without `DATABASE_URL`: the embedded server, wherever it is or would be; nothing is started.
    `DATABASE_URL` with `DATABASE_OWNER_URL`: the app role's and the owner's address. Use this in production.
    Only `DATABASE_URL`: it is the owner's address; the app takes off its rights at connecting
    (`-c role=zicht_app`). That holds against mistakes, not against somebody who can run SQL of their own.
    """
    url, owner_url = environ.get("DATABASE_URL"), environ.get("DATABASE_OWNER_URL")
    if not url:
        if owner_url:
            raise PgError("DATABASE_OWNER_URL is ingevuld maar DATABASE_URL niet. Vul beide in, of geen.")
        server = describe()
        return server.django(APP), server.django(OWNER)
    if owner_url:
        return _entry(url, "DATABASE_URL"), _entry(owner_url, "DATABASE_OWNER_URL")
    owner = _entry(url, "DATABASE_URL")
    app = _entry(url, "DATABASE_URL")
    given = app["OPTIONS"].get("options", "")
    app["OPTIONS"]["options"] = f"{given} -c role={APP}".strip()
    return app, owner


def prepare(owner_url: str, app_url: str | None = None) -> None:
    """Make a server of one's own ready: role zicht_app, its membership, the extensions.

    Idempotent. `app_url`: the app role's own address, when there is one. Raises PgError when the server is older
    than 15, when rights are missing, and when the app could pass row policies.
    """
    try:
        with psycopg.connect(owner_url, autocommit=True, connect_timeout=10) as connection:
            if connection.info.server_version < _OLDEST:
                found = connection.info.server_version // 10000
                raise PgError(f"De server is PostgreSQL {found}. Zicht heeft versie 15 of nieuwer nodig.")
            owner = _one(connection, "select current_user")
            _make_app_role(connection)
            _make_extensions(connection)
            member = _login_of(app_url) if app_url else owner
            if app_url:
                _refuse_mighty(connection, member, owner)
            _grant_membership(connection, member)
    except psycopg.OperationalError as error:
        raise PgError(
            "De server van DATABASE_URL geeft geen verbinding. Controleer adres, naam en "
            "wachtwoord, en of hij draait."
        ) from error


def _entry(url: str, name: str) -> dict[str, Any]:
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # The cause would quote the address, and with it the password.
        raise PgError(
            f"{name} is geen geldig adres. Voorbeeld: postgresql://gebruiker:wachtwoord@host:5432/zicht"
        ) from None
    if not parts.get("dbname"):
        raise PgError(f"{name} noemt geen database. Voorbeeld: postgresql://gebruiker@host:5432/zicht")
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    entry: dict[str, Any] = {key: str(parts.pop(part, "") or "") for key, part in names.items()}
    return {"ENGINE": ENGINE, **entry, "OPTIONS": dict(parts)}


def _one(connection: psycopg.Connection[Any], query: str, *values: object) -> Any:
    row = connection.execute(query.encode(), values).fetchone()
    return row[0] if row else None


def _make_app_role(connection: psycopg.Connection[Any]) -> None:
    mighty = _one(connection, "select rolsuper or rolbypassrls from pg_roles where rolname = %s", APP)
    if mighty:
        raise PgError(
            f"De rol {APP} mag alles zien (superuser of bypassrls). Laat de beheerder uitvoeren: "
            f"alter role {APP} nosuperuser nobypassrls;"
        )
    if mighty is None:
        try:
            rights = "nologin nosuperuser nobypassrls nocreatedb nocreaterole"
            connection.execute(sql.SQL(f"create role {{}} {rights}").format(sql.Identifier(APP)))
        except psycopg.errors.DuplicateObject:
            pass  # another caller made it at the same moment
        except psycopg.errors.InsufficientPrivilege:
            raise PgError(
                f"De rol {APP} ontbreekt en deze gebruiker mag geen rollen maken. Laat de beheerder "
                f"uitvoeren: "
                f"create role {APP} nologin; grant {APP} to de gebruiker van DATABASE_URL;"
            ) from None


def _refuse_mighty(connection: psycopg.Connection[Any], member: str, owner: str) -> None:
    query = """select rolsuper or rolbypassrls or pg_has_role(rolname, %s, 'member')
               from pg_roles where rolname = %s"""
    if _one(connection, query, owner, member):
        raise PgError(
            "De gebruiker van DATABASE_URL gaat om de afscherming van dossiers heen: hij is superuser, heeft "
            "bypassrls, of is (lid van) de eigenaar. Kies voor DATABASE_URL een gewone gebruiker."
        )


def _grant_membership(connection: psycopg.Connection[Any], member: str) -> None:
    if member == APP or _one(connection, "select pg_has_role(%s, %s, 'member')", member, APP):
        return
    try:
        names = sql.Identifier(APP), sql.Identifier(member)
        connection.execute(sql.SQL("grant {} to {}").format(*names))
    except psycopg.errors.InsufficientPrivilege:
        raise PgError(
            f'Maak de gebruiker lid van de rol {APP}. Laat de beheerder uitvoeren: grant {APP} to "{member}";'
        ) from None


def _make_extensions(connection: psycopg.Connection[Any]) -> None:
    for extension in _EXTENSIONS:
        if _one(connection, "select 1 from pg_extension where extname = %s", extension):
            continue
        try:
            name = sql.Identifier(extension)
            connection.execute(sql.SQL("create extension if not exists {}").format(name))
        except psycopg.Error:
            raise PgError(
                f"De uitbreiding {extension} ontbreekt in deze database. Installeer zo nodig het pakket "
                f"postgresql-contrib en laat de beheerder uitvoeren: create extension {extension};"
            ) from None


def _login_of(app_url: str) -> str:
    with psycopg.connect(app_url, connect_timeout=10) as connection:
        return str(_one(connection, "select session_user"))
