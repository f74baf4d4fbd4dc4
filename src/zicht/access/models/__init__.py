# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The tables of this room, by subject."""

from zicht.access.models.covenants import *  # noqa: F403
from zicht.access.models.exclusions import *  # noqa: F403
from zicht.access.models.grants import *  # noqa: F403
from zicht.access.models.index import *  # noqa: F403
from zicht.access.models.logs import *  # noqa: F403
from zicht.access.models.people import *  # noqa: F403
from zicht.access.models.requests import *  # noqa: F403
from zicht.access.models.sessions import *  # noqa: F403
from zicht.access.models.tokens import *  # noqa: F403
