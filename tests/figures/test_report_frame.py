# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register gives reports in the shape that the monitor counts: held together here, as neither knows the other."""

from zicht.monitor import frames
from zicht.register import reportframe


def test_one_shape_of_a_frame_of_reports():
    assert dict(reportframe.REPORT_SCHEMA) == dict(frames.REPORT_SCHEMA)


def test_one_meaning_of_each_bit():
    for column in reportframe.BITS:
        assert dict(reportframe.bits_of(column)) == dict(frames.bits(column))
