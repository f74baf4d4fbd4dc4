# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room registers when the program starts: its jobs, its message, its kinds for the logs."""

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.casework.matching import jobs
from zicht.casework.matching.answering import take_verdict
from zicht.casework.matching.models import Comparison, Contact
from zicht.exchange.formats import ContactVerdict
from zicht.exchange.handlers import register

__all__ = ["jobs", "register_handlers"]


def register_handlers() -> None:
    """Called once. Importing `jobs` puts its tasks in the queue's table."""
    register(ContactVerdict.kind, take_verdict)
    describe(Comparison, kind=Kind.COMPARISON)
    describe(Contact, kind=Kind.COMPARISON)
