# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which fields about somebody an overview tells, and which not and why.

A test holds this list against the models: a new field stands in one of the two, or it does not pass. The register
answers for its own file: its models are not here.
"""

# Models of which every field about the person is told, except those named below.
TELLS: frozenset[str] = frozenset(
    {
        "AccessRequest", "CareTrack", "Case", "CaseAction", "CaseEvent", "CasePerson", "Consent", "Contact",
        "EmergencyAccess", "FieldOrigin", "Handover", "InfoRequest", "Package", "ReceivedPackage", "RegisterReport",
        "Signal", "SignalEvent", "SignalIndicator", "SignalSubject", "SignalThing", "Weighing",
    }
)  # fmt: skip

EXCUSED: dict[str, str] = {
    "Package.body": "A copy of fields of the case, told there; which fields went stands with the receiver.",
    "FieldOrigin.value": "The same words as the field of the case or person that it locks, and told there.",
    "ConversationMessage.text": "Would tell who reported. That there is a conversation and is left out, is told.",
    "Draft.body": "Not sent yet: only its writer holds it, and it goes after its term.",
    "SubjectRequest.extension_reason": "The person hears it when the term is extended.",
    "SubjectRequest.decision_reason": "About the way to the person, by who does not know the person.",
    "ItemChoice.reason": "Why something is withheld: the overview tells the ground and how many.",
    "IndexEntry.digest": "A keyed code of an identifier that is told where it stands; nobody reads anything from it.",
    "IndexEntry.form": "The same.",
    "ProcessingRow.subject": "The key of the record. Who saw it and what for is told from these rows.",
    "Message.body": "A copy on its way; told where the sender and the receiver keep it.",
}
