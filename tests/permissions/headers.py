# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the headers and cookies of an answer."""

from django.http import HttpResponse

# The sign-in library says the second on its own pages; neither tells another site where somebody was.
REFERRER = {"no-referrer", "same-origin"}
EXPECTED = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What each directive may name; whatever is not named falls back to default-src, which is nothing.
DIRECTIVES = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
    "object-src": {"'none'"},
}


def faults_of_headers(response: HttpResponse) -> list[str]:
    """Headers that are missing or say something else; cookies that scripts or other sites could reach."""
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in EXPECTED.items()
        if value not in response.headers.get(name, "")
    ]
    if response.headers.get("Referrer-Policy") not in REFERRER:
        found.append("Referrer-Policy")
    found += faults_of_policy(response.headers.get("Content-Security-Policy", ""))
    found += [
        f"cookie {name}"
        for name, cookie in response.cookies.items()
        # An empty one takes the cookie away.
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"})
    ]
    return found


def faults_of_policy(policy: str) -> list[str]:
    """Directives that are missing, or that let in more than they may."""
    said = {words[0]: set(words[1:]) for part in policy.split(";") if (words := part.split())}
    missing = [f"no {name}" for name in DIRECTIVES if name not in said]
    wider = [f"{name}: {extra}" for name, words in said.items() if (extra := words - DIRECTIVES.get(name, set()))]
    return missing + wider
