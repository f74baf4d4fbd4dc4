# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Model fields that say what kind of data they hold.

Every field of every model is wrapped in one of the functions below. A test walks all models and fails
on a field without a class, so that the register of processing can be made from the code itself.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from zicht.base.sealedrows import SealedManager, record_of, row_of
from zicht.base.sealing import NotSealable, Place, Ready, Sealed, as_json, from_json, open_sealed, seal

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField

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


class _Opening(DeferredAttribute):
    """Opens a sealed value when somebody reads the attribute, not earlier: a list that shows none opens none."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        """The readable value."""
        if instance is None:
            return self
        found = super().__get__(instance, cls)
        if type(found) is Sealed:
            found = self.field.opened(instance, found)  # type: ignore[attr-defined]
            instance.__dict__[self.field.attname] = found
        return found

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(_Text):
    """Text about a person that is no identifier: told, not searched. Sealed with the key of its record.

    The model says whose key that is: `sealed_by`, the attribute with the record's key (default: the row's own).
    """

    description = "text that only whoever holds the key of its record can read"
    descriptor_class = _Opening
    searched_by = "sealed text is not searched"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_text(self, value: Any) -> str:
        """What is sealed."""
        return str(value)

    def from_text(self, text: str) -> Any:
        """The value again."""
        return text

    def opened(self, instance: Any, value: Sealed) -> Any:
        """The readable value of an instance. Raises Tampered, Destroyed, UnknownKey."""
        text = open_sealed(value.envelope, table=self._table(), column=self._column(), row=row_of(instance))
        return self.from_text(text)

    def sealed(self, instance: Any) -> Sealed | str:
        """What goes to the database for an instance."""
        held = instance.__dict__.get(self.attname)
        if isinstance(held, Sealed):
            return held
        text = self.to_text(held) if held is not None else ""
        if not text:
            return ""
        return Ready(seal(text, Place(self._table(), self._column(), record_of(instance), row_of(instance))))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal on the way to the database: here the row and its record are known."""
        held = model_instance.__dict__
        if self.null and self.attname in held and held[self.attname] is None:
            return None
        if add:
            getattr(model_instance, self.attname)  # what another row held is opened, or refused, first
        return self.sealed(model_instance)

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        """Closed until somebody reads the attribute."""
        return Sealed(value) if value else self.empty(value)

    def empty(self, value: str | None) -> Any:
        """What an empty column means."""
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Only sealed and empty values reach the database."""
        if value is None or isinstance(value, Sealed) or hasattr(value, "resolve_expression"):
            return value
        if value == "" or value == {}:
            return ""
        raise NotSealable(
            f"{self.name}: readable text never goes to the database. Set the attribute and save the row; "
            f"{self.searched_by}"
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The envelope as text."""
        found = value if prepared else self.get_prep_value(value)
        return found.envelope if isinstance(found, Sealed) else found

    def get_lookup(self, lookup_name: str) -> Any:
        """Whether it is empty can be asked, nothing else."""
        if lookup_name not in {"exact", "isnull"}:
            raise NotSealable(f"{self.name}: no {lookup_name} here; {self.searched_by}")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse transforms: they would look inside the text."""
        raise NotSealable(f"{self.name}: no {lookup_name} here; {self.searched_by}")

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Give the model a manager that makes keys for many rows at once and refuses to sort on sealed text."""
        super().contribute_to_class(cls, name, private_only=private_only)
        if not cls._meta.abstract and not cls._meta.local_managers:
            manager: SealedManager[Any] = SealedManager()
            manager.auto_created = True
            cls.add_to_class("objects", manager)

    def _table(self) -> str:
        return self.model._meta.db_table

    def _column(self) -> str:
        return str(self.column)


class IdentifierField(SealedText):
    """A direct identifier: name, phone, e-mail, account, exact address. Sealed like other text about a person.

    It can be looked up by equality only, and through the blind index (access/index.py): no part, no prefix, no order.
    """

    description = "direct identifier, sealed; searched by equality through the blind index"
    searched_by = "a direct identifier is found through access.index"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class SealedJSON(SealedText):
    """The same for something with parts: the body of a package, what changed. An empty document stays empty."""

    if TYPE_CHECKING:
        # For the type checker: not the text of the column but what it holds.
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    description = "a document that only whoever holds the key of its record can read"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def to_text(self, value: Any) -> str:
        """The document as text."""
        return as_json(value)

    def from_text(self, text: str) -> Any:
        """The document again."""
        return from_json(text)

    def empty(self, value: str | None) -> Any:
        """An empty column is an empty document."""
        return {}

    def to_python(self, value: Any) -> Any:
        """Documents are no text."""
        return value


def data_class_of(field: Any) -> DataClass | None:
    """The data class of a model field, or None where it was forgotten."""
    found = getattr(field, "data_class", None)
    return found if isinstance(found, DataClass) else None
