# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tells Django where the tables of the rooms are. Import models from their room, never from here."""

from zicht.casework.care.models import *  # noqa: F403
from zicht.casework.cases.consent.models import *  # noqa: F403
from zicht.casework.cases.models import *  # noqa: F403
from zicht.casework.intake.models import *  # noqa: F403
from zicht.casework.matching.models import *  # noqa: F403
from zicht.casework.moving.models import *  # noqa: F403
from zicht.casework.overview.models import *  # noqa: F403
from zicht.casework.retention.models import *  # noqa: F403
from zicht.casework.sharing.models import *  # noqa: F403
