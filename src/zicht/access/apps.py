# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The access room; after each migration it renews the grants of the application's role."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

APP_ROLE = "zicht_app"


class AccessConfig(AppConfig):
    """Organisations, people, roles, decisions, audit."""

    name = "zicht.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Renew grants and the scope table after migrating; keep the logs of every transaction."""
        from zicht.access import index, signing
        from zicht.access.book import KEEPER
        from zicht.base import keystore
        from zicht.base.context import register_keeper

        register_keeper(KEEPER)
        signing.listen()
        keystore.on_rotate(index.rekey)
        keystore.on_destroyed(index.forget_destroyed)
        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(using: str, **_: Any) -> None:
    from zicht.access.models import ScopeRow
    from zicht.access.roles import ORGANISATION_WIDE, PURPOSES, SCOPES, regime_of
    from zicht.base.dbgrants import renew_grants

    rows = {(s.role, s.purpose, s.kind.value, s.kind in ORGANISATION_WIDE) for s in SCOPES}
    # "*": the role can act for the purpose at all; a grant to its unit then counts.
    rows |= {(role, purpose, "*", False) for role, purposes in PURPOSES.items() for purpose in purposes}
    wanted = {(*row, regime_of(row[1], police=True), regime_of(row[1], police=False)) for row in rows}
    columns = ("role", "purpose", "kind", "wide", "police_regime", "regime")
    if wanted != set(ScopeRow.objects.using(using).values_list(*columns)):
        ScopeRow.objects.using(using).all().delete()
        ScopeRow.objects.using(using).bulk_create(
            ScopeRow(**{name: str(v) if name != "wide" else v for name, v in zip(columns, row, strict=True)})
            for row in sorted(wanted)
        )
    renew_grants(using, APP_ROLE, [m for m in apps.get_models() if m._meta.managed])
