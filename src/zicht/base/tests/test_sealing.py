# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Envelopes open in their own place only; the key store forgets what was destroyed, in its backup too."""

import stat
from uuid import uuid4

import pytest

from zicht.base import keyring, keystore
from zicht.base.digests import digests
from zicht.base.sealing import Place, Sealed, Tampered, open_sealed, record_of, reseal, seal

WORDS = "Jelena Žukauskienė, 06-00000042"


@pytest.fixture
def store(tmp_path, settings):
    settings.KEY_STORE = str(tmp_path / "keys" / "keys.sqlite")
    settings.KEY_BACKUP = ""
    yield keystore
    keystore.close()


def place(**other) -> Place:
    return Place("casework_signal", "fact", uuid4(), uuid4())._replace(**other)


def opened(envelope: str, at: Place) -> str:
    return open_sealed(envelope, table=at.table, column=at.column, row=at.row)


def test_what_is_sealed_opens_in_its_place(store):
    here = place()
    envelope = seal(WORDS, here)
    assert envelope.startswith("z1.")
    assert opened(envelope, here) == WORDS
    assert record_of(envelope) == here.record
    assert envelope != seal(WORDS, here), "the same words look different each time"
    assert seal("", here) == opened("", here) == ""


@pytest.mark.parametrize("other", [{"table": "casework_case"}, {"column": "note"}, {"row": uuid4()}, {"row": None}])
def test_another_place_is_refused(store, other):
    here = place()
    with pytest.raises(Tampered) as refused:
        opened(seal(WORDS, here), here._replace(**other))
    assert "Jelena" not in repr(refused.value)
    assert refused.value.__suppress_context__


def test_every_flipped_bit_is_refused(store):
    import base64

    here = place()
    raw = bytearray(base64.urlsafe_b64decode(seal(WORDS, here)[3:]))
    keystore.create([other := uuid4()])
    for position in range(len(raw)):
        changed = bytearray(raw)
        changed[position] ^= 1
        with pytest.raises((Tampered, keystore.UnknownKey)) as refused:
            opened("z1." + base64.urlsafe_b64encode(changed).decode(), here)
        assert "Jelena" not in str(refused.value)
    with pytest.raises(Tampered):
        opened("z1." + base64.urlsafe_b64encode(other.bytes + raw[16:]).decode(), here)


@pytest.mark.parametrize("text", ["z1.", "z1.AAAA", "z1.***", "readable", "z2.AAAA"])
def test_what_is_no_envelope_is_refused(store, text):
    with pytest.raises(Tampered):
        opened(text, place())


def test_a_closed_value_says_nothing():
    closed = Sealed("z1.secret")
    assert {str(closed), repr(closed), f"{closed}"} == {"(verzegeld)"}


def test_moving_to_another_table_seals_anew(store):
    here, there = place(), place(table="casework_reporteridentity")
    moved = reseal(seal(WORDS, here), table=here.table, column=here.column, row=here.row, to=there)
    assert opened(moved, there) == WORDS


def test_a_destroyed_key_is_gone_from_store_backup_and_memory(store):
    here, other = place(), place()
    envelope, stays = seal(WORDS, here), seal(WORDS, other)
    keystore.backup()
    (wrapped,) = keystore._file().read([here.record])
    assert wrapped.wrapped in keystore.backup_place().read_bytes()
    assert keystore.destroy([here.record]) == 1
    assert keystore.destroyed() == {here.record}
    folder = keystore.store_place().parent
    assert all(wrapped.wrapped not in file.read_bytes() for file in folder.iterdir())
    with pytest.raises(keystore.Destroyed):
        opened(envelope, here)
    with pytest.raises(keystore.Destroyed):
        seal("again", here)
    assert opened(stays, other) == WORDS


def test_a_backup_in_place_of_the_store_opens_everything_but_the_destroyed(store):
    here, gone = place(), place()
    envelope, lost = seal(WORDS, here), seal(WORDS, gone)
    keystore.backup()
    keystore.destroy([gone.record])
    keystore.close()
    keystore.backup_place().replace(keystore.store_place())
    assert opened(envelope, here) == WORDS
    with pytest.raises(keystore.Destroyed):
        opened(lost, gone)


def test_another_process_destroys_and_this_one_forgets_at_once(store):
    from zicht.base.keyfile import KeyFile

    here = place()
    envelope = seal(WORDS, here)
    assert opened(envelope, here) == WORDS
    other = KeyFile(keystore.store_place())
    other.remove([here.record], at=0)
    other.close()
    with pytest.raises(keystore.Destroyed):
        opened(envelope, here)


def test_the_files_are_closed_for_others(store):
    seal(WORDS, place())
    keystore.backup()
    assert stat.S_IMODE(keystore.store_place().parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in keystore.store_place().parent.iterdir()} == {0o600}


def test_rotation_wraps_every_key_anew_and_the_old_master_may_go(store, settings):
    old, new = keyring.new_text("one"), keyring.new_text("two")
    settings.MASTER_KEYS = old
    here = [place() for _ in range(3)]
    envelopes = [seal(WORDS, p) for p in here]
    before = digests("x", "y")
    settings.MASTER_KEYS = f"{new} {old}"
    assert before[0] in digests("x", "y")
    assert keystore.rotate() == 3
    assert keystore.rotate() == 0
    assert keystore.counts() == {"two": 3}
    settings.MASTER_KEYS = new
    keystore.close()
    assert [opened(e, p) for e, p in zip(envelopes, here, strict=True)] == [WORDS] * 3


def test_the_wrong_master_key_says_so_without_a_key(store, settings):
    settings.MASTER_KEYS = keyring.new_text("one")
    here = place()
    envelope = seal(WORDS, here)
    keystore.close()
    settings.MASTER_KEYS = keyring.new_text("one")
    with pytest.raises(keyring.KeyringError, match="past niet"):
        opened(envelope, here)


@pytest.mark.parametrize("text", ["", "one", "one:AAAA", "o ne:x", "a:!!!", "é:" + "A" * 44])
def test_a_wrong_setting_is_refused_without_repeating_it(settings, text):
    settings.MASTER_KEYS = text
    with pytest.raises(keyring.KeyringError) as refused:
        keyring.masters()
    assert "AAAA" not in str(refused.value)


def test_keys_that_sealed_nothing_stored_are_tidied_after_a_day(store, monkeypatch):
    used, orphan = uuid4(), uuid4()
    keystore.create([used, orphan])
    assert keystore.tidy(frozenset({used})) == 0, "younger than a day"
    monkeypatch.setattr(keystore, "DAY", -10)
    assert keystore.tidy(frozenset({used})) == 1
    keystore.get(used)
    with pytest.raises(keystore.UnknownKey):
        keystore.get(orphan)
    assert keystore.destroyed() == frozenset()
