# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The peer of the public form: the smallest honest Django site that takes a text and stores one row.

The same server, database, Django and forgery check; no row policies, no context, no history, no audit row,
no receipt, no rate limit, no languages. Served by gunicorn as `bench.plain:application`.
"""

import os
from typing import Any

import django
from django.conf import settings

if not settings.configured:
    from zicht.base import pghost

    settings.configure(
        SECRET_KEY=os.environ["ZICHT_SECRET_KEY"],
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": pghost.describe().django(pghost.OWNER)
            | {"ATOMIC_REQUESTS": True, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        },
        MIDDLEWARE=["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
    django.setup()

from django import forms
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><html lang="en"><title>Peer</title><form method="post">{% csrf_token %}
{{ form.as_p }}<button>Send</button></form></html>"""


class Plain(models.Model):
    """One row."""

    fact = models.TextField()
    about = models.CharField(max_length=10)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench_plain"


class PlainForm(forms.ModelForm):
    class Meta:
        model = Plain
        fields = ("fact", "about")


def send(request: HttpRequest) -> HttpResponse:
    form = PlainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("sent")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


def sent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang='en'><title>Sent</title><p>Thank you</html>")


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Plain)


urlpatterns: list[Any] = [path("", send, name="send"), path("sent/", sent, name="sent")]
application = get_wsgi_application()
