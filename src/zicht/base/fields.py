# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Model fields that say what kind of data they hold.

Every field of every model is wrapped in one of the functions below. A test walks all models and fails
on a field without a class, so that the register of processing can be made from the code itself.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
    _JSON = models.JSONField[Any, Any]
else:
    _Text = models.TextField
    _JSON = models.JSONField

F = TypeVar("F", bound="models.Field[Any, Any]")


class DataClass(StrEnum):
    """Kind of data in a field; decides protection, retention and what may be shared."""

    INTERNAL = "internal"  # housekeeping about no person: keys, dates, states, counters
    PUBLIC = "public"  # may be known by everybody: names of organisations and functions
    PERSONAL = "personal"  # about a person
    SPECIAL = "special"  # GDPR article 9
    CRIMINAL = "criminal"  # GDPR article 10
    RESIDENCE = "residence"  # residence status; walled off
    REPORTER = "reporter"  # identity of somebody who reports
    WORKER = "worker"  # identity of a professional
    POLICE = "police"  # police regime


def classed(data_class: DataClass, field: F) -> F:
    """Mark `field` with its data class and return it."""
    field.data_class = data_class  # type: ignore[attr-defined]
    return field


def internal(field: F) -> F:
    """Housekeeping about no person."""
    return classed(DataClass.INTERNAL, field)


def public(field: F) -> F:
    """May be known by everybody."""
    return classed(DataClass.PUBLIC, field)


def personal(field: F) -> F:
    """About a person."""
    return classed(DataClass.PERSONAL, field)


def special(field: F) -> F:
    """Special categories of personal data (health, sexual life, origin)."""
    return classed(DataClass.SPECIAL, field)


def criminal(field: F) -> F:
    """Suspicions and offences."""
    return classed(DataClass.CRIMINAL, field)


def residence(field: F) -> F:
    """Residence status and nationality as a matter of residence; never an input to priority or routing."""
    return classed(DataClass.RESIDENCE, field)


def reporter_identity(field: F) -> F:
    """Identity of, or contact with, somebody who reports."""
    return classed(DataClass.REPORTER, field)


def worker(field: F) -> F:
    """Identity of a professional."""
    return classed(DataClass.WORKER, field)


def police(field: F) -> F:
    """Kept under the police data act (Wpg); onward use is limited by that act."""
    return classed(DataClass.POLICE, field)


class IdentifierField(_Text):
    """A direct identifier: name, phone, e-mail, account, exact address.

    It can be looked up by equality only: no part, no prefix, no order. Today the text is stored as it is;
    the field is the one place where encryption and the blind index come in.
    """

    description = "direct identifier, searched by equality only"
    allowed_lookups = frozenset({"exact", "in", "isnull"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the lookup, or raise for anything but equality."""
        if lookup_name not in self.allowed_lookups:
            raise TypeError(f"{self.name}: a direct identifier is searched by equality only, not by {lookup_name}")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse transforms: they would search inside the text."""
        raise TypeError(f"{self.name}: a direct identifier has no {lookup_name}")


class SealedText(_Text):
    """Text about a person that is no identifier: told, not searched. Sealed with the key of its record."""

    description = "text that only whoever holds the key of its record can read"


class SealedJSON(_JSON):
    """The same for something with parts: the body of a package, what changed."""

    description = "a document that only whoever holds the key of its record can read"


def data_class_of(field: Any) -> DataClass | None:
    """The data class of a model field, or None where it was forgotten."""
    found = getattr(field, "data_class", None)
    return found if isinstance(found, DataClass) else None
