# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The yearly report to a municipal council: two pages, useful also with one registered victim in three years.

Then it tells of signals, offers, talks and what stays unseen, and never of the person. The numbers come in protected;
what counts people and is small is refused here once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from zicht.base.pdf import DOCUMENT, render
from zicht.monitor.disclosure import MINIMUM_CELL, UnprotectedTableError
from zicht.monitor.drawing import FONT_DIRECTORY, PHONE, WIDE
from zicht.monitor.publishing.fragments import slug
from zicht.monitor.publishing.pictures import alternative, picture
from zicht.monitor.publishing.publication import About
from zicht.monitor.publishing.report import moment, width_of
from zicht.monitor.publishing.texts import parts
from zicht.monitor.publishing.words import HIDDEN, PLACES, t
from zicht.monitor.result import Cell, CountedTable, Head, Lang, Words
from zicht.monitor.wording import number, told

# A number, hidden, or not recorded: three different things.
Number = int | Literal["suppressed"] | None


@dataclass(frozen=True)
class Line:
    """One line over the years: signals, talks, offers of help.

    ``about_people``: it counts persons. ``leads``: it stands in the first sentence and in the picture, too.
    """

    code: str
    words: Words
    numbers: tuple[Number, ...]
    about_people: bool = True
    leads: bool = True


@dataclass(frozen=True)
class CouncilYear:
    """What a council gets to know about the last of ``years``, in numbers that are protected already.

    ``registered`` are victims in the register; ``place`` says what ties them to the municipality (residence, tie,
    exploitation, reporter) and stands beside the number. ``unseen`` are further things that nobody sees here;
    ``sources`` say where the numbers come from.
    """

    municipality: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    registered: Line
    place: str
    unseen: tuple[Words, ...] = ()
    sources: tuple[Words, ...] = ()


QUESTIONS = (
    Words(
        "Weet iedereen aan de balie, in de wijk en bij toezicht waar een signaal heen kan, en wat er daarna gebeurt?",
        "Does everybody at the counter, in the district and in inspection know where a signal can go, and what then?",
    ),
    Words(
        "Waar liggen plekken waarvan nooit een signaal komt, en is daar wel gekeken?",
        "From which places does a signal never come, and has anybody looked there?",
    ),
    Words(
        "Krijgt iemand hulp en onderdak aangeboden, ook zonder aangifte en ook als registratie niet mag?",
        "Is help and shelter offered, also without a declaration and also when registration is not allowed?",
    ),
    Words(
        "Hoeveel signalen wachten op capaciteit, en wie weet daarvan?",
        "How many signals wait for capacity, and who knows of them?",
    ),
)
ALWAYS_UNSEEN = (
    Words(
        "Wie niet wordt herkend, of niemand vertrouwt, komt in geen enkel getal voor.",
        "Who is not recognised, or trusts nobody, is in no number at all.",
    ),
    Words(
        "Organisaties zonder wettelijke taak melden alleen met toestemming. Zonder toestemming kan er wel hulp zijn, "
        "maar geen registratie.",
        "Organisations without a legal task report only with consent. Without consent there can be help, but no "
        "registration.",
    ),
    Words(
        "Het register kent geen gemeente van uitbuiting. Wie hier is uitgebuit, kan elders zijn gemeld.",
        "The register knows no municipality of exploitation. Who was exploited here may be reported elsewhere.",
    ),
)


def council_pdf(data: CouncilYear, lang: Lang, about: About) -> bytes:
    """The two pages in one language. Raises UnprotectedTableError, ValueError and NotAccessible."""
    check(data)
    return render(DOCUMENT, report_data(data, lang, about), at=moment(about), fonts=FONT_DIRECTORY)


def check(data: CouncilYear) -> None:
    """Raises UnprotectedTableError when a line still says a small number of people, ValueError when years differ."""
    for line in (*data.lines, data.registered):
        if len(line.numbers) != len(data.years):
            raise ValueError(f"{line.code}: {len(line.numbers)} numbers for {len(data.years)} years")
        small = [n for n in line.numbers if isinstance(n, int) and 0 < n < MINIMUM_CELL]
        if line.about_people and small:
            raise UnprotectedTableError(line.code)


def title(data: CouncilYear, lang: Lang) -> str:
    """The title of the report."""
    return t(
        lang,
        f"Mensenhandel in beeld: {data.municipality}, {data.years[-1]}",
        f"Human trafficking in view: {data.municipality}, {data.years[-1]}",
    )


def summary(data: CouncilYear, lang: Lang) -> tuple[str, ...]:
    """The year in a few sentences: what came in and was done, what the register has, and what that does not say."""
    year, found = data.years[-1], []
    for line in data.lines:
        last = line.numbers[-1]
        if line.leads and isinstance(last, int):
            found.append(f"{line.words.in_(lang)}: {number(last, lang)}")
    done = "; ".join(found)
    lead = t(lang, f"In {year}: {done}.", f"In {year}: {done}.") if found else ""
    return tuple(text for text in (lead, _registered(data).in_(lang), _silence().in_(lang)) if text)


def register_numbers(data: CouncilYear) -> tuple[Number, ...]:
    """What the report says of the register: all years hidden when one is; zeros around it would tell the year."""
    numbers = data.registered.numbers
    hidden: Number = "suppressed"
    return (hidden,) * len(numbers) if hidden in numbers else numbers


def _registered(data: CouncilYear) -> Words:
    """What can be said of the register without saying anything about one person."""
    last, year, place = register_numbers(data)[-1], data.years[-1], PLACES[data.place]
    if last is None:
        return told(
            f"Het register heeft over {year} geen getal voor deze gemeente.",
            f"The register has no number for this municipality for {year}.",
        )
    if last == 0:
        return told(
            f"In {year} zijn {place.nl} geen slachtoffers geregistreerd.",
            f"In {year} no victims were registered, {place.en}.",
        )
    if last == "suppressed":
        return told(
            f"Het aantal geregistreerde slachtoffers ({place.nl}) is over {year} te klein om te noemen zonder iemand "
            "aan te wijzen. Dit bericht gaat daarom over signalen, gesprekken en aanbod.",
            f"The number of registered victims ({place.en}) in {year} is too small to mention without pointing at "
            "somebody. This report is therefore about signals, talks and offers.",
        )
    return told(
        f"In {year} zijn {number(last, 'nl')} geregistreerde slachtoffers bekend ({place.nl}).",
        f"In {year} {number(last, 'en')} registered victims are known ({place.en}).",
    )


def _silence() -> Words:
    return told(
        "Weinig registraties betekent niet dat er weinig gebeurt. Een signaal is nog geen slachtoffer.",
        "Few registrations does not mean that little happens. A signal is not yet a victim.",
    )


def unseen(data: CouncilYear, lang: Lang) -> tuple[str, ...]:
    """What stays unseen: what nobody recorded, what was said with it, and what no number can show."""
    missing = [line.words.in_(lang) for line in data.lines if line.numbers[-1] is None]
    head = t(lang, "Niet bijgehouden in dit jaar", "Not recorded in this year")
    first = (f"{head}: {'; '.join(missing)}.",) if missing else ()
    return (*first, *(words.in_(lang) for words in (*data.unseen, *ALWAYS_UNSEEN)))


def report_data(data: CouncilYear, lang: Lang, about: About) -> dict[str, Any]:
    """Everything that stands in the PDF, before it is set as pages."""
    work = {
        "title": t(lang, "Wat er binnenkwam en is gedaan", "What came in and was done"),
        "table": _table(data, lang),
    }
    drawn = _drawn(data, lang, "pdf")
    if drawn:
        told_of = alternative(_counted(data), parts(_counted(data))[0], lang)
        work["picture"] = {"svg": drawn, "alt": told_of, "caption": _under(lang), "width": width_of(drawn)}
    return {
        "title": title(data, lang),
        "author": [about.publisher],
        "lang": lang,
        "mark": about.publisher,
        "footer": title(data, lang),
        "lead": list(summary(data, lang)),
        "sections": [
            work,
            {"title": _words(lang)["unseen"], "list": list(unseen(data, lang)), "new-page": True},
            {"title": _words(lang)["ask"], "list": [words.in_(lang) for words in QUESTIONS]},
            *([{"title": _words(lang)["from"], "list": _sources(data, lang)}] if data.sources else ()),
        ],
    }


def _words(lang: Lang) -> dict[str, str]:
    return {
        "unseen": t(lang, "Wat ongezien blijft", "What stays unseen"),
        "ask": t(lang, "Vragen die de raad kan stellen", "Questions that the council can ask"),
        "from": t(lang, "Waar de getallen vandaan komen", "Where the numbers come from"),
    }


def _sources(data: CouncilYear, lang: Lang) -> list[str]:
    return [words.in_(lang) for words in data.sources]


def _under(lang: Lang) -> str:
    return t(
        lang, "Aantallen per jaar; elke grafiek is een regel van de tabel.", "Numbers per year, a chart per line."
    )


def _text(value: Number, lang: Lang) -> str:
    if value is None:
        return t(lang, "niet bekend", "not known")
    return HIDDEN.in_(lang) if value == "suppressed" else number(value, lang)


def _table(data: CouncilYear, lang: Lang) -> dict[str, Any]:
    place = PLACES[data.place].in_(lang)
    rows = [[line.words.in_(lang), *(_text(n, lang) for n in line.numbers)] for line in data.lines]
    label = f"{data.registered.words.in_(lang)}{f' ({place})' if place else ''}"
    rows.append([label, *(_text(n, lang) for n in register_numbers(data))])
    return {
        "caption": t(
            lang, "Aantallen per jaar. Afgeschermd is geen nul.", "Numbers per year. Suppressed is not zero."
        ),
        "head": [t(lang, "Wat", "What"), *(str(year) for year in data.years)],
        "rows": rows,
        "widths": [2.4, *([1] * len(data.years))],
        "numbers": True,
    }


def _counted(data: CouncilYear) -> CountedTable:
    """The lines that can be drawn, as a table: leading ones, in the years since there are numbers, known in each."""
    leading = [line for line in data.lines if line.leads]
    known = [at for at in range(len(data.years)) if any(line.numbers[at] is not None for line in leading)]
    years = range(known[0], len(data.years)) if known else range(0)
    lines = [line for line in leading if known and all(line.numbers[at] is not None for at in years)]
    cells = tuple(
        tuple(
            Cell(None, suppressed=True) if line.numbers[at] == "suppressed" else Cell(_whole(line.numbers[at]))
            for at in years
        )
        for line in lines
    )
    return CountedTable(
        id=f"council-{slug(data.municipality)}", title=Words(title(data, "nl"), title(data, "en")), unit="events",
        base="council", base_words=Words("", ""), place="none", missing="category",
        rows=tuple(Head(line.code, line.words, "category", None) for line in lines),
        columns=tuple(Head(str(y), Words(str(y), str(y)), "year", None) for y in (data.years[at] for at in years)),
        cells=cells, partition=False, protected=True,
    )  # fmt: skip


def _whole(value: Number) -> int | None:
    return value if isinstance(value, int) else None


def _drawn(data: CouncilYear, lang: Lang, mark: str, *, width: int = WIDE) -> str:
    table = _counted(data)
    if not table.rows:
        return ""
    return picture(table, parts(table)[0], lang, title=title(data, lang), chart_id=f"council-{mark}", width=width)


def council_fragment(data: CouncilYear, lang: Lang) -> str:
    """The inside of a page: what stands below its title, as HTML. Raises UnprotectedTableError, ValueError."""
    check(data)
    wide, phone = _drawn(data, lang, "wide"), _drawn(data, lang, "phone", width=PHONE)
    figure = (
        f'<figure class="mon-figure"><div class="mon-wide">{wide}</div><div class="mon-phone">{phone}</div>'
        f"<figcaption>{escape(_under(lang))}</figcaption></figure>"
    )
    lead = "".join(f'<p class="mon-lead">{escape(text)}</p>' for text in summary(data, lang))
    lists = (
        (_words(lang)["unseen"], unseen(data, lang)),
        (_words(lang)["ask"], [words.in_(lang) for words in QUESTIONS]),
        (_words(lang)["from"], _sources(data, lang)),
    )
    rest = "".join(f"<h2>{escape(name)}</h2>{_list(texts)}" for name, texts in lists if texts)
    done = t(lang, "Wat er binnenkwam en is gedaan", "What came in and was done")
    return f"{lead}<h2>{done}</h2>{figure if wide else ''}{_html_table(data, lang)}{rest}"


def _html_table(data: CouncilYear, lang: Lang) -> str:
    spec = _table(data, lang)
    head = "".join(f'<th scope="col"{_right(at)}>{escape(text)}</th>' for at, text in enumerate(spec["head"]))
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="mon-number">{escape(text)}</td>' for text in row[1:])
        + "</tr>"
        for row in spec["rows"]
    )
    return (
        '<div class="mon-table" role="region" aria-labelledby="numbers" tabindex="0"><table>'
        f'<caption id="numbers">{escape(spec["caption"])}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _right(at: int) -> str:
    return ' class="mon-number"' if at else ""


def _list(texts: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"
