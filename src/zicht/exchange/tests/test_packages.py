# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files between instances: sealed, nameless, taken in once, refused when anything is off."""

import base64
import json
import uuid

import pytest
from joserfc import jwe

from zicht.access.actors import for_job
from zicht.access.models import Organisation, Unit
from zicht.base.context import transaction_as
from zicht.exchange import handlers, packages
from zicht.exchange.actions import send
from zicht.exchange.formats import PackageAnswer
from zicht.exchange.keys import NoKey, read_key
from zicht.exchange.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")
OTHER = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
BODY = PackageAnswer(accepted=False, reason="Onze codezin: blauwe fiets.").body()


@pytest.fixture
def national(db):
    organisation = Organisation.objects.create(name="Landelijk register", sector="register")
    return Unit.objects.create(organisation=organisation, name="Register", remote=True)


@pytest.fixture
def heard(monkeypatch):
    got = []
    monkeypatch.setitem(handlers._HANDLERS, PackageAnswer.kind, lambda *, actor, message, at: got.append(message))
    return got


@pytest.fixture
def sealed(national, cast, at, tmp_path, settings):
    """A file in tmp_path with a message from Noor's unit to the national unit."""
    settings.EXCHANGE_KEYS = {"national": KEY}
    unit = cast.unit_of("noor")
    with transaction_as(for_job(unit.pk).context(at)):
        send(actor=for_job(unit.pk), from_unit=unit, to_unit=national, kind=PackageAnswer.kind, body=BODY, at=at)
    assert packages.export_queued(tmp_path, at=at).done == 1
    (path,) = tmp_path.iterdir()
    return path


@pytest.fixture
def other_side(sealed, national, cast):
    """The same database as the other instance sees the world: national is here, Noor's unit elsewhere."""
    Unit.objects.filter(pk=national.pk).update(remote=False)
    Unit.objects.filter(pk=cast.unit_of("noor").pk).update(remote=True)


def inbox(unit, at):
    with transaction_as(for_job(unit.pk).context(at)):
        return list(Message.objects.filter(direction="in"))


def test_a_file_says_nothing_by_its_name_or_its_text(sealed, cast, national):
    text = sealed.name + sealed.read_text()
    for word in ("blauwe", "Lindestede", "register", str(national.key), str(cast.unit_of("noor").key)):
        assert word not in text
    assert sealed.stat().st_mode & 0o077 == 0


def test_it_is_written_once(sealed, at, tmp_path):
    assert packages.export_queued(tmp_path, at=at).done == 0


def test_it_arrives_is_handled_and_the_file_goes(sealed, other_side, heard, national, at, tmp_path):
    result = packages.import_files(tmp_path, at=at)
    assert (result.done, result.repeated, result.refused) == (1, 0, [])
    (arrived,) = inbox(national, at)
    assert (arrived.body, arrived.state, arrived.from_name) == (BODY, "handled", "Gemeente Lindestede, Veiligheid")
    assert len(heard) == 1
    assert not list(tmp_path.iterdir())


def test_the_same_file_again_changes_nothing(sealed, other_side, heard, national, at, tmp_path):
    copy = sealed.read_text()
    packages.import_files(tmp_path, at=at)
    (tmp_path / "again.zicht").write_text(copy)
    assert packages.import_files(tmp_path, at=at).repeated == 1
    assert len(inbox(national, at)) == len(heard) == 1


def flip(text):
    """Change one letter in the middle of the sealed content."""
    where = len(text) // 2
    return text[:where] + ("A" if text[where] != "A" else "B") + text[where + 1 :]


@pytest.mark.parametrize("change", [flip, lambda t: t[:-9], lambda t: "", lambda t: "{}", lambda t: "a.b.c.d.e"])
def test_a_changed_file_is_refused_and_stays(sealed, other_side, heard, national, at, tmp_path, change):
    sealed.write_text(change(sealed.read_text()))
    result = packages.import_files(tmp_path, at=at)
    assert (result.done, [name for name, _ in result.refused]) == (0, [sealed.name])
    assert "blauwe" not in str(result.refused)
    assert inbox(national, at) == []
    assert sealed.exists()


def test_a_file_for_another_key_is_refused(sealed, other_side, at, tmp_path, settings):
    settings.EXCHANGE_KEYS = {"national": OTHER}
    assert packages.import_files(tmp_path, at=at).refused[0][1] == "a file for another key"


def test_a_key_speaks_only_for_its_own_units(sealed, other_side, national, cast, at, tmp_path, settings):
    """A peer that holds KEY writes in the name of a unit that shares OTHER with us."""
    settings.EXCHANGE_KEYS = {"peer": KEY, str(cast.unit_of("noor").key): OTHER}
    assert packages.import_files(tmp_path, at=at).refused[0][1] == "the sender has another key"
    assert inbox(national, at) == []


def test_a_key_with_the_name_of_one_peer_speaks_for_nobody_else(
    sealed, other_side, national, cast, at, tmp_path, settings
):
    """The only key belongs to another peer by its name; what it sealed comes in the name of Noor's unit."""
    settings.EXCHANGE_KEYS = {str(uuid.uuid4()): KEY}
    result = packages.import_files(tmp_path, at=at)
    assert result.refused == [(sealed.name, "no key is shared with this unit")]
    assert inbox(national, at) == []


def test_nothing_is_sealed_for_a_unit_with_the_key_of_another(national, cast, at, tmp_path, settings):
    settings.EXCHANGE_KEYS = {str(uuid.uuid4()): KEY}
    unit = cast.unit_of("noor")
    with transaction_as(for_job(unit.pk).context(at)):
        send(actor=for_job(unit.pk), from_unit=unit, to_unit=national, kind=PackageAnswer.kind, body=BODY, at=at)
    result = packages.export_queued(tmp_path, at=at)
    assert (result.done, len(result.refused), list(tmp_path.iterdir())) == (0, 1, [])


def resealed(path, header, change):
    """The file again, with another header and another content, by somebody who holds the key."""
    key = read_key(KEY)
    opened = jwe.decrypt_compact(path.read_text(), key)
    content = json.dumps(json.loads(opened.plaintext) | change).encode()
    registry = jwe.JWERegistry(strict_check_header=False)
    return jwe.encrypt_compact({**opened.headers(), **header}, content, key, registry=registry)


def test_one_bad_file_does_not_stop_the_others(sealed, other_side, heard, national, cast, at, tmp_path):
    """A folder with the ending of a file, and a message whose key another unit of ours has already."""
    (tmp_path / "0.zicht").mkdir()
    fatima = cast.unit_of("fatima")
    copy = resealed(sealed, {}, {"to_unit": str(fatima.key)})
    packages.import_files(tmp_path, at=at)
    assert len(inbox(national, at)) == 1
    (tmp_path / "1.zicht").write_text(copy)
    result = packages.import_files(tmp_path, at=at)
    assert [name for name, _ in result.refused] == ["0.zicht", "1.zicht"]
    assert inbox(fatima, at) == []


def test_a_compressed_content_is_refused_before_it_is_opened(sealed, other_side, national, at, tmp_path):
    """Some letters can become gigabytes."""
    sealed.write_text(resealed(sealed, {"zip": "DEF"}, {}))
    assert packages.import_files(tmp_path, at=at).refused == [(sealed.name, "not a message of this version")]
    assert inbox(national, at) == []


def test_an_unknown_sender_or_receiver_is_refused(sealed, cast, national, at, tmp_path):
    assert "sender is not known" in packages.import_files(tmp_path, at=at).refused[0][1]
    Unit.objects.filter(pk=cast.unit_of("noor").pk).update(remote=True)
    assert "no unit of ours" in packages.import_files(tmp_path, at=at).refused[0][1]


def test_without_a_key_a_message_waits(national, cast, at, tmp_path, settings):
    settings.EXCHANGE_KEYS = {"one": KEY, "two": OTHER}
    unit = cast.unit_of("noor")
    with transaction_as(for_job(unit.pk).context(at)):
        sent = send(
            actor=for_job(unit.pk), from_unit=unit, to_unit=national, kind=PackageAnswer.kind, body=BODY, at=at
        )
    result = packages.export_queued(tmp_path, at=at)
    assert result.refused == [(str(sent.message), "no key is shared with this unit")]
    assert not list(tmp_path.iterdir())
    settings.EXCHANGE_KEYS = {str(national.organisation.key): KEY, "two": OTHER}
    assert packages.export_queued(tmp_path, at=at).done == 1


@pytest.mark.parametrize("text", ["", "abc", KEY[:-3], KEY + "AAAA", "é" * 43])
def test_a_key_is_32_bytes_in_base64url(text):
    with pytest.raises(NoKey):
        read_key(text)


def test_a_folder_that_is_not_there(at, tmp_path):
    with pytest.raises(NotADirectoryError):
        packages.export_queued(tmp_path / uuid.uuid4().hex, at=at)
