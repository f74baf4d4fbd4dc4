# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who looks for a country finds it where its name stands in the alphabet."""

from datetime import date

from zicht.casework.care.forms import _countries


def test_countries_stand_by_name_and_unknown_stands_first() -> None:
    names = [name for _, name in _countries(date(2026, 11, 16))]
    assert names[0] == "onbekend"
    assert names.index("Nederland") < names.index("Polen") < names.index("Verenigde Arabische Emiraten")
    assert names.index("Albanië") < names.index("Oostenrijk")
    assert names.index("Åland") < names.index("België"), "an accent moves no name to the end"
