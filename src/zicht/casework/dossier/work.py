# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Working on a case: every change is a form, an action, and the page of the case again.

When somebody saved first, the form comes back with what was typed, beside it what is stored, and the version
of what is stored: saving again is then a choice, and leaving keeps the other one's words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.base.records import EditConflict
from zicht.casework.cases import actions, gate, rules
from zicht.casework.cases.origins import locked
from zicht.casework.cases.ways import Way
from zicht.casework.dossier import pages, received
from zicht.casework.dossier.forms import ActionForm, CaseForm, CloseForm, DoneForm, NoteForm, PersonForm, ResumeForm

View = Callable[..., HttpResponse]


@dataclass
class Job:
    """One change: its words, its form, and what to do with a valid form."""

    case: Any
    title: str
    button: str
    form: forms.Form
    save: Callable[[Any], Any]
    done: str
    intro: str = ""
    warn: str = ""
    conflict: list[tuple[str, Any]] = field(default_factory=list)


def run(request: ActingRequest, way: Way, job: Job) -> HttpResponse:
    """Show the form, or save and go back to the case."""
    form = job.form
    if form.is_bound and form.is_valid():
        try:
            job.save(form)
        except rules.WrongStep as problem:
            form.add_error(None, str(problem))
        except EditConflict as conflict:
            _show_both(job, conflict)
        else:
            messages.success(request, job.done)
            return redirect(way.case_url(job.case.pk))
    context = {"job": job, "form": form, "case": job.case, "back": way.case_url(job.case.pk)}
    context["crumbs"] = way.crumbs(job.case, job.title)
    status = 409 if job.conflict else 422 if form.is_bound and form.errors else 200
    return render(request, "zicht/dossier/form.html", context, status=status)


def _show_both(job: Job, conflict: EditConflict) -> None:
    """The same form with what was typed, made from the version that is stored now."""
    names = pages.shown_names(job.form.fields)
    job.conflict = pages.conflict_pairs(conflict.stored, names, job.form.cleaned_data)
    typed = cast("QueryDict", job.form.data).copy()
    typed[job.form.add_prefix("version")] = str(getattr(conflict.stored, "version", ""))
    job.form.data = typed


def page(way: Way, make: Callable[..., Job], gate_of: Callable[..., Any]) -> View:
    """A view behind the door of `way`: the gate gives the record, `make` the job."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        record = gate_of(request.actor, key, at=request.at)
        return run(request, way, make(request, record))

    return view


def _posted(request: ActingRequest) -> Any:
    return request.POST if request.method == "POST" else None


def edit(request: ActingRequest, case: Any) -> Job:
    """Change the facts."""
    names = ("title", "about", "forms", "age_class", "acute", "summary", "owner", "due_on", "version")
    form = CaseForm(
        _posted(request), unit=case.owning_unit_id, at=request.at, initial={n: getattr(case, n) for n in names}
    )

    held = locked(case)
    received.lock(form, held)

    def save(valid: CaseForm) -> Any:
        expected, changes = valid.cleaned_data["version"], received.own_changes(valid, held)
        saved = actions.change_case(actor=request.actor, case=case, changes=changes, expected=expected, at=request.at)
        received.save_beside(valid, held, actor=request.actor, at=request.at)
        return saved

    return Job(case, "Gegevens wijzigen", "Opslaan", form, save, "De gegevens zijn opgeslagen.")


def person_add(request: ActingRequest, case: Any) -> Job:
    """Put a person in the case."""
    form = PersonForm(_posted(request), at=request.at, initial={"version": 1, "family_involved": "unknown"})

    def save(valid: PersonForm) -> Any:
        return actions.add_person(actor=request.actor, case=case, at=request.at, **valid.changes())

    intro = "Vul alleen in wat u weet en wat nodig is. Een naam is niet nodig."
    return Job(case, "Persoon toevoegen", "Toevoegen", form, save, "De persoon is toegevoegd.", intro)


def person_edit(request: ActingRequest, person: Any) -> Job:
    """Change what is known about a person."""
    names = (*pages.PERSON_FACTS, "roles", "version")
    form = PersonForm(_posted(request), at=request.at, initial={n: getattr(person, n) for n in names})

    held = locked(person.case, person)
    received.lock(form, held)

    def save(valid: PersonForm) -> Any:
        expected, changes = valid.cleaned_data["version"], received.own_changes(valid, held)
        saved = actions.change_person(
            actor=request.actor, person=person, changes=changes, expected=expected, at=request.at
        )
        received.save_beside(valid, held, actor=request.actor, at=request.at)
        return saved

    return Job(person.case, "Persoon wijzigen", "Opslaan", form, save, "De gegevens zijn opgeslagen.")


def action_add(request: ActingRequest, case: Any) -> Job:
    """Agree on an action."""
    initial = {"owner": request.actor.person, "track": "care"}
    form = ActionForm(_posted(request), unit=case.owning_unit_id, at=request.at, initial=initial)

    def save(valid: ActionForm) -> Any:
        return actions.plan_action(actor=request.actor, case=case, at=request.at, **valid.cleaned_data)

    warn = pages.VICTIM_QUESTION if pages.victim_question_open(case) else ""
    return Job(case, "Actie afspreken", "Afspreken", form, save, "De actie is afgesproken.", warn=warn)


def action_done(request: ActingRequest, planned: Any) -> Job:
    """Write down what came of an action."""
    form = DoneForm(_posted(request), initial={"version": planned.version})

    def save(valid: DoneForm) -> Any:
        data = valid.cleaned_data
        return actions.finish_action(
            actor=request.actor, planned=planned, result=data["result"], expected=data["version"], at=request.at
        )

    return Job(planned.case, "Actie afronden", "Afronden", form, save, "De actie is afgerond.", planned.text)


def close(request: ActingRequest, case: Any) -> Job:
    """End the case."""
    form = CloseForm(_posted(request), at=request.at, initial={"version": case.version})

    def save(valid: CloseForm) -> Any:
        data = valid.cleaned_data
        return actions.close_case(
            actor=request.actor, case=case, outcome=data["outcome"], note=data["note"], expected=data["version"],
            at=request.at,
        )  # fmt: skip

    intro = (
        "Geen mensenhandel is een gewoon einde. De melder hoort dat de casus is afgesloten en leest de reden in "
        "gewone woorden, niet uw toelichting."
    )
    warn = pages.VICTIM_QUESTION if pages.victim_question_open(case) else ""
    return Job(case, "Casus afsluiten", "Afsluiten", form, save, "De casus is afgesloten.", intro, warn)


def reopen(request: ActingRequest, case: Any) -> Job:
    """Open a closed case again."""
    form = NoteForm(_posted(request), initial={"version": case.version})
    save = _step(request, case, actions.reopen_case)
    return Job(case, "Casus heropenen", "Heropenen", form, save, "De casus is weer open.")


def wait(request: ActingRequest, case: Any) -> Job:
    """Say that there is no capacity."""
    form = NoteForm(_posted(request), initial={"version": case.version})
    intro = "Eerlijk zeggen dat niemand tijd heeft, mag. Het aantal wachtende casussen wordt geteld."
    save = _step(request, case, actions.wait_case)
    return Job(
        case, "Laten wachten op capaciteit", "Laten wachten", form, save, "De casus wacht op capaciteit.", intro
    )


def resume(request: ActingRequest, case: Any) -> Job:
    """Take up a case that waited."""
    form = ResumeForm(_posted(request), initial={"version": case.version})
    save = _step(request, case, actions.resume_case)
    return Job(case, "Weer oppakken", "Oppakken", form, save, "De casus is weer in behandeling.")


def _step(request: ActingRequest, case: Any, verb: Callable[..., Any]) -> Callable[[Any], Any]:
    def save(valid: Any) -> Any:
        data = valid.cleaned_data
        return verb(actor=request.actor, case=case, note=data["note"], expected=data["version"], at=request.at)

    return save


OF_CASE = gate.own_case_for
# name in the address table, rest of the address, what it does, how the record is reached
JOBS: tuple[tuple[str, str, Callable[..., Job], Callable[..., Any]], ...] = (
    ("edit", "<uuid:key>/wijzigen/", edit, OF_CASE),
    ("person-add", "<uuid:key>/persoon-toevoegen/", person_add, OF_CASE),
    ("action-add", "<uuid:key>/actie-afspreken/", action_add, OF_CASE),
    ("close", "<uuid:key>/afsluiten/", close, OF_CASE),
    ("reopen", "<uuid:key>/heropenen/", reopen, OF_CASE),
    ("wait", "<uuid:key>/laten-wachten/", wait, OF_CASE),
    ("resume", "<uuid:key>/oppakken/", resume, OF_CASE),
    ("person-edit", "persoon/<uuid:key>/", person_edit, gate.person_for),
    ("action-done", "actie/<uuid:key>/afronden/", action_done, gate.action_for),
)
