# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which fields about somebody an overview tells, which not and why, and which it should tell and does not yet.

A test holds this list against the models: a new field stands in one of the three, or it does not pass.
"""

# Models of which collect.py tells every field about the person, except those named below.
TELLS: frozenset[str] = frozenset(
    {
        "Case", "CasePerson", "CaseAction", "CareTrack", "Consent", "RegisterReport", "Signal", "SignalSubject",
        "SignalThing", "SignalIndicator", "Weighing", "Package",
    }
)  # fmt: skip

EXCUSED: dict[str, str] = {
    "Package.body": "A copy of fields of the case, told there; which fields went stands with the receiver.",
    "ConversationMessage.text": "Would tell who reported. That there is a conversation and is left out, is told.",
    "Draft.body": "Not sent yet: only its writer holds it, and it goes after its term.",
    "SubjectRequest.extension_reason": "The person hears it when the term is extended.",
    "ItemChoice.reason": "Why something is withheld: the overview tells the ground and how many.",
}

# Should be told item by item, and is not yet: the person hears of the moment at most, not of these words.
NOT_YET: dict[str, str] = {
    "CaseEvent.note": "History of the case, in own words.",
    "CaseEvent.changes": "History of the case: which fields changed.",
    "SignalEvent.note": "History of the signal, in own words.",
    "SignalEvent.changes": "History of the signal: which fields changed.",
    "FieldOrigin.value": "What another organisation wrote; the field of the case shows the same words and is told.",
    "FieldOrigin.addition": "What we added beside the words of another organisation.",
    "Contact.verdict": "Our judgement of a likeness. Telling it may tell what another organisation holds.",
    "Contact.verdict_reason": "The reason of that judgement.",
    "Contact.other_verdict": "Their judgement.",
    "Contact.other_reason": "The reason of their judgement.",
    "Handover.why": "Why the record was offered to another unit.",
    "Handover.forms": "Forms that the other unit read before deciding; a copy of those of the record.",
    "Handover.answer": "What the other unit answered.",
    "ReceivedPackage.necessity": "Why the sender shared it; that a package came, and from whom, is told.",
    "ReceivedPackage.proportionality": "The same.",
    "ReceivedPackage.body": "What came in; what was taken over stands in the case and is told.",
    "ReceivedPackage.answer_reason": "Our answer to the sender.",
    "ReceivedPackage.feedback": "Our feedback to the sender.",
    "InfoRequest.about": "A question to or from another unit.",
    "InfoRequest.reason": "Why it was asked.",
    "InfoRequest.answer_reason": "What was answered.",
}
