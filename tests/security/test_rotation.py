# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new master key while people work: nothing is lost, nothing is unreadable, every search finds."""

import itertools
import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from zicht.access import index
from zicht.access.models import IndexEntry
from zicht.access.roles import Kind, Purpose
from zicht.base import keyring, keystore
from zicht.base.context import transaction_as
from zicht.casework.intake.actions import receive_signal
from zicht.casework.intake.entry import SignalEntry, SubjectEntry, ThingEntry
from zicht.casework.intake.models import Signal
from zicht.web.keyscli import records_in_use, rotate

pytestmark = pytest.mark.database

BEFORE, AT_LEAST_DURING = 40, 20


@pytest.fixture
def store(tmp_path, settings):
    settings.KEY_STORE = str(tmp_path / "keys.sqlite")
    settings.KEY_BACKUP = ""
    settings.MASTER_KEYS = keyring.new_text("oud")
    yield
    keystore.close()


def entry_of(number: int, reporter: int) -> SignalEntry:
    return SignalEntry(
        fact=f"Verhaal nummer {number}.", about="person", submission=uuid4(), reporter=reporter,
        subjects=(SubjectEntry(name=f"Persoon Nummer{number}"),), things=(ThingEntry("vehicle", plate(number)),),
    )  # fmt: skip


def plate(number: int) -> str:
    return f"ZZ-{number:03d}-X"


def written_by(write: Callable[[], None], times: int) -> None:
    for _ in range(times):
        write()


def started(work: Callable[[], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    return threads


def check(number: int, pk: object) -> None:
    """The signal reads as it was written, and both its identifiers are found."""
    signal = Signal.objects.get(pk=pk)
    assert signal.fact == f"Verhaal nummer {number}."
    assert signal.subjects.get().name == f"Persoon Nummer{number}"
    for kind, value in (("plate", plate(number)), ("name", f"persoon nummer{number}")):
        found = index.find(kinds=[Kind.SIGNAL], entry_kind=kind, value=value)
        assert [record for _, record, _ in found] == [pk], (kind, number)


def test_rotation_under_load_loses_nothing(committed, store, settings, actor, cast, at, monkeypatch, capsys):
    sanne = actor("sanne", Purpose.REPORTING)
    function, numbers, written = cast.function_of("noor"), itertools.count(), {}
    lock, enough, faults = threading.Lock(), threading.Event(), []

    def write() -> None:
        number = next(numbers)
        with transaction_as(sanne.context(at)):
            made = receive_signal(actor=sanne, function=function, entry=entry_of(number, sanne.person), at=at)
        with lock:
            written[number] = made.pk

    def read() -> None:
        with lock:
            number, pk = list(written.items())[-1]
        with transaction_as(sanne.context(at)):
            assert Signal.objects.get(pk=pk).fact == f"Verhaal nummer {number}."
            found = index.find(kinds=[Kind.SIGNAL], entry_kind="plate", value=plate(number))
            assert [record for _, record, _ in found] == [pk]

    written_by(write, BEFORE)
    settings.MASTER_KEYS = f"{keyring.new_text('nieuw')} {settings.MASTER_KEYS}"
    monkeypatch.setattr(keystore, "BATCH", 5)
    monkeypatch.setattr(index, "BATCH", 5)
    stop = threading.Event()

    def work() -> None:
        try:
            while not stop.is_set():
                write()
                read()
                if len(written) >= BEFORE + AT_LEAST_DURING:
                    enough.set()
        except BaseException as fault:
            faults.append(fault)
            enough.set()
        finally:
            connection.close()

    threads = started(work)
    assert rotate() == 0
    assert enough.wait(60)
    assert rotate() == 0
    stop.set()
    any(thread.join() for thread in threads)
    assert faults == []
    assert rotate() == 0
    assert "Klaar" in capsys.readouterr().out
    settings.MASTER_KEYS = settings.MASTER_KEYS.split()[0]
    keystore.close()
    assert list(keystore.counts()) == ["nieuw"]
    assert set(IndexEntry.objects.using("owner").values_list("key_name", flat=True)) == {"nieuw"}
    assert set(written.values()) <= records_in_use("owner")
    with transaction_as(actor("noor", Purpose.SIGNAL_HANDLING).context(at)):
        for number, pk in written.items():
            check(number, pk)


def test_a_rotation_that_was_stopped_goes_on(store, settings, monkeypatch):
    keystore.create(uuid4() for _ in range(25))
    settings.MASTER_KEYS = f"{keyring.new_text('nieuw')} {settings.MASTER_KEYS}"
    monkeypatch.setattr(keystore, "BATCH", 10)

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keystore.rotate(stopped)
    assert keystore.counts() == {"nieuw": 10, "oud": 15}
    told: list[int] = []
    assert keystore.rotate(told.append) == 15
    assert told == [10, 15]


@pytest.mark.django_db(databases=["default", "owner"])
def test_second_steps_are_sealed_and_sealed_anew(store, settings, cast):
    from allauth.mfa.models import Authenticator

    from zicht.web.adapters import MfaAdapter, rekey_second_steps

    adapter = MfaAdapter()
    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3" not in sealed
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    assert adapter.decrypt("from before sealing") == "from before sealing"
    row = Authenticator.objects.create(user=cast.people["noor"], type="totp", data={"secret": sealed})
    old = Authenticator.objects.create(user=cast.people["noor"], type="recovery_codes", data={"seed": "plain"})
    settings.MASTER_KEYS = f"{keyring.new_text('nieuw')} {settings.MASTER_KEYS}"
    assert rekey_second_steps("default", lambda _: None) == 2
    assert rekey_second_steps("default", lambda _: None) == 0
    settings.MASTER_KEYS = settings.MASTER_KEYS.split()[0]
    row.refresh_from_db()
    old.refresh_from_db()
    assert adapter.decrypt(row.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert old.data["seed"].startswith("m1.nieuw.")
    with pytest.raises(keyring.KeyringError):
        adapter.decrypt(old.data["seed"][:-4] + "AAAA")
