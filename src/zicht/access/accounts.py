# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the sign-in library needs to know of an account."""

from allauth.account.models import EmailAddress

from zicht.access.models import Person


def vouch_for_address(person: Person, *, using: str = "default") -> None:
    """Note that whoever made the account stands for its address; without that no second step can be set up."""
    EmailAddress.objects.using(using).get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
