# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turns a Django bound field into the parts that the field template writes down.

Order on the screen: label, help, error, input (NL Design System forms: the error stands between label and
input, so that it is read before the answer is typed). No ``required`` attribute is written: the browser's own
bubbles cannot be styled, translated or read back; ``aria-required`` says the same to a screen reader.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm, BoundField, widgets
from django.utils.safestring import SafeString

_GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)
_COMPOSED = (widgets.MultiWidget, widgets.SelectDateWidget)


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox of a group: its id, its label and the input itself as HTML."""

    id: str
    label: Any
    html: str


@dataclass(frozen=True)
class Parts:
    """Everything the field template needs; ``kind`` is hidden, check, group, composed or input."""

    kind: str
    id: str
    label: Any
    help: Any
    help_id: str
    errors: list[str]
    error_id: str
    optional: bool
    html: str = ""
    control: str = "textbox"
    options: list[Option] = field(default_factory=list)

    @property
    def described_by(self) -> str:
        """Ids for ``aria-describedby``, help first, error second; empty when there is neither."""
        ids = [self.help_id if self.help else "", self.error_id if self.errors else ""]
        return " ".join(part for part in ids if part)


def kind_of(bound: BoundField) -> str:
    """Which of the field layouts fits this widget."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, _GROUPS):
        return "group"
    if isinstance(widget, _COMPOSED):
        return "composed"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    return "input"


def control_of(widget: widgets.Widget) -> str:
    """The Utrecht component that draws this widget."""
    if isinstance(widget, widgets.Textarea):
        return "textarea"
    if isinstance(widget, widgets.Select | widgets.SelectDateWidget):
        return "select"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    return "textbox"


def focus_id(bound: BoundField) -> str:
    """The id of the first input of a field: where a link in the error summary goes."""
    auto_id = str(bound.auto_id)
    if kind_of(bound) == "group":
        return f"{auto_id}_0"
    if isinstance(bound.field.widget, widgets.MultiWidget):
        return f"{auto_id}_0"
    return str(bound.id_for_label or auto_id)


def _plain_widget(bound: BoundField) -> widgets.Widget:
    """A copy of the widget without placeholder and without the ``required`` attribute."""
    widget: widgets.Widget = copy.copy(bound.field.widget)
    widget.attrs = {key: value for key, value in widget.attrs.items() if key != "placeholder"}
    widget.use_required_attribute = lambda initial: False  # type: ignore[method-assign]
    return widget


def _css(base: str, bound: BoundField) -> str:
    names = [f"utrecht-{base}", f"utrecht-{base}--html-{'input' if base != 'textarea' else base}"]
    if base == "select":
        names[1] = "utrecht-select--html-select"
    if base == "checkbox":
        names.append("utrecht-checkbox--custom")
    if bound.errors:
        names.append(f"utrecht-{base}--invalid")
    own = bound.field.widget.attrs.get("class", "")
    return " ".join([*names, own]).strip()


def _attrs(bound: BoundField, described_by: str, base: str) -> dict[str, Any]:
    attrs: dict[str, Any] = {"class": _css(base, bound), "aria-invalid": "true" if bound.errors else None}
    # None keeps Django from adding its own aria-describedby beside ours.
    attrs["aria-describedby"] = described_by or None
    if bound.field.required and not isinstance(bound.field.widget, _GROUPS):
        attrs["aria-required"] = "true"
    return {key: value for key, value in attrs.items() if value is not None}


def _options(bound: BoundField) -> list[Option]:
    # CheckboxSelectMultiple is a kind of RadioSelect in Django, not the other way round.
    radio = not isinstance(bound.field.widget, widgets.CheckboxSelectMultiple)
    name = "radio-button" if radio else "checkbox"
    css = f"utrecht-{name} utrecht-{name}--html-input" + ("" if radio else " utrecht-checkbox--custom")
    if bound.errors:
        css += f" utrecht-{name}--invalid"
    made = []
    for sub in bound.subwidgets:
        dropped = {"required", "aria-describedby", "aria-invalid"}
        attrs = {key: value for key, value in sub.data["attrs"].items() if key not in dropped}
        sub.data["attrs"] = {**attrs, "class": css}
        made.append(Option(id=str(sub.id_for_label), label=sub.choice_label, html=sub.tag()))
    return made


def parts_of(bound: BoundField) -> Parts:
    """All parts of one bound field, its HTML included. Does not change the form."""
    kind, auto_id = kind_of(bound), str(bound.auto_id)
    base = control_of(bound.field.widget)
    frame = Parts(
        kind=kind,
        id=focus_id(bound),
        label=bound.label,
        help=bound.help_text,
        help_id=f"{auto_id}_help",
        errors=[str(error) for error in bound.errors],
        error_id=f"{auto_id}_error",
        optional=not bound.field.required,
        control=base,
    )
    if kind == "group":
        return _with(frame, options=_options(bound))
    if kind == "hidden":
        return _with(frame, html=bound.as_widget())
    described_by = "" if kind == "composed" else frame.described_by
    attrs = _attrs(bound, described_by, base)
    if kind == "composed":
        # The parts have no labels of their own; the legend's words are better than none.
        attrs["aria-label"] = bound.label
    html: SafeString = bound.as_widget(widget=_plain_widget(bound), attrs=attrs)
    return _with(frame, html=html)


def _with(frame: Parts, **changes: Any) -> Parts:
    return Parts(**{**frame.__dict__, **changes})


def summary_of(form: BaseForm) -> list[tuple[str, str, str]]:
    """The errors of a form as (id to jump to, label, message); the id is empty for errors of the whole form."""
    if not form.is_bound:
        return []
    found = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        for error in bound.errors:
            target = "" if bound.is_hidden else focus_id(bound)
            label = str(bound.label)
            found.append((target, label if label.endswith(("?", ".", ":")) else f"{label}:", str(error)))
    return found
