# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``python -m unseen.comparing.worker``: answers tasks from standard input until it closes."""

import os
import sys

from unseen.comparing.work import receive, send


def main() -> None:
    """Answer until the other side closes."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(2, 1)
    while True:
        try:
            task = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(answers, task.run())


if __name__ == "__main__":
    main()
