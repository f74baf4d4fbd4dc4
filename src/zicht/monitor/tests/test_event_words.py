# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands above an event in the history of an edition."""

from types import SimpleNamespace

from zicht.monitor.editionviews import _happened


def test_counting_that_failed_is_not_called_counted():
    assert _happened(SimpleNamespace(kind="build", note="")) == "Cijfers geteld en beschermd"
    assert _happened(SimpleNamespace(kind="build", note="Kies andere jaren.")) == "De cijfers zijn niet gemaakt"
    assert _happened(SimpleNamespace(kind="send", note="Graag snel.")) == "Ter controle gestuurd"
