# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What somebody with a receipt sees: dated steps in plain words, and the conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zicht.casework.intake import rules
from zicht.casework.intake.models import ConversationMessage, Signal
from zicht.casework.intake.public.words import Words
from zicht.casework.intake.queries import case_news, feedback

# Two names of one piece of news.
SAME_WORDS = {"resumed": "taken"}
SAME_PRESS = timedelta(minutes=2)


@dataclass(frozen=True)
class Step:
    """One line of what happened: when, and in the reader's words what."""

    at: datetime
    shown: str
    what: str
    text: str = ""


def steps_for(signal: Signal, words: Words) -> list[Step]:
    """What the reporter may know, oldest first: steps of the signal, and news of the case it became part of.

    Moments and kinds only: never what a focal point wrote for colleagues.
    """
    told = list(signal.events.filter(for_reporter=True).order_by("at", "id").values_list("at", "kind"))
    lines = sorted([*told, *case_news(signal)], key=lambda line: line[0])
    closings = [index for index, (_, kind) in enumerate(lines) if kind == "closed"]
    made = []
    for index, (at, kind) in enumerate(lines):
        reason = ""
        # The reason is the one of the present end; an end that was taken back has none any more.
        if closings and index == closings[-1] and signal.outcome:
            reason = words.first([f"outcome_{signal.outcome}", "outcome_other"])
        what = words.first([f"step_{SAME_WORDS.get(kind, kind)}", "step_other"])
        made.append(Step(at=at, shown=words.moment(at), what=what, text=reason))
    return made


def passed_on_for(signal: Signal, words: Words, *, at: datetime) -> str:
    """Whether the signal was passed on, and when."""
    heard = feedback(signal, at=at)
    if heard.passed_on is None:
        return words["passed_open"]
    if heard.passed_on and heard.passed_on_at is not None:
        return words.filled("passed_yes", date=words.day(heard.passed_on_at))
    return words["passed_no"]


def term_for(signal: Signal, words: Words, *, at: datetime) -> tuple[str, bool]:
    """The promise about the next news, and whether it was missed; empty when nothing is promised any more."""
    if signal.state not in rules.OPEN_STATES:
        return "", False
    late = rules.is_late(state=signal.state, due_at=signal.due_at, at=at)
    return words.filled("status_late" if late else "status_term", date=words.day(signal.due_at)), late


def conversation(signal: Signal) -> list[ConversationMessage]:
    """The lines of the conversation, oldest first."""
    return list(signal.conversation.order_by("at", "id"))


def said_just_now(signal: Signal, text: str, *, at: datetime) -> bool:
    """True when the reporter's last line says the same: the button was pressed twice."""
    last = signal.conversation.filter(from_reporter=True).order_by("-at", "-id").first()
    return last is not None and last.text == text.strip() and at - last.at < SAME_PRESS
