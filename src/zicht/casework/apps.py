# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Casework as one Django application; its rooms are packages inside it."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Signals, cases, care and sharing."""

    name = "zicht.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the handlers for messages from other units and instances, and whom records are about."""
        from zicht.access import index
        from zicht.base import keystore
        from zicht.casework.care import handlers as care
        from zicht.casework.cases import identifiers as case_identifiers
        from zicht.casework.intake import actions as intake_actions
        from zicht.casework.intake import identifiers as intake_identifiers
        from zicht.casework.matching import handlers as matching
        from zicht.casework.matching import told
        from zicht.casework.moving import holdings
        from zicht.casework.retention import destroy, replay  # noqa: F401 - its verbs register themselves
        from zicht.casework.sharing import handlers as sharing

        index.source(intake_identifiers.listed)
        index.source(case_identifiers.listed)
        case_identifiers.on_step(intake_identifiers.follow_case)
        keystore.on_destroyed(replay.replay)
        keystore.on_destroyed(intake_actions.forget_drafts)
        care.register_handlers()
        sharing.register_handlers()
        from zicht.casework.sharing import jobs, requesting  # noqa: F401

        requesting.register_handlers()

        holdings.register()
        matching.register_handlers()
        told.register()
        _logs()


def _logs() -> None:
    """Whom the records are about, and what rooms count for whoever oversees."""
    from zicht.casework.care import subjects as care
    from zicht.casework.cases import subjects as cases
    from zicht.casework.cases.consent import overseen as consent
    from zicht.casework.intake import subjects as intake
    from zicht.casework.moving import overseen as emergencies
    from zicht.casework.moving import subjects as moving
    from zicht.casework.overview import overseen as requests
    from zicht.casework.retention import overseen as retention
    from zicht.casework.sharing import subjects as sharing

    for about in (cases, intake, care, sharing, moving):
        about.describe_records()
    for counted in (emergencies, consent, requests, retention):
        counted.register()
