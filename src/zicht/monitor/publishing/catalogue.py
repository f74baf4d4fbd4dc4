# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The entry for a data catalogue: DCAT-AP-DONL 2.0 (dataoverheid.github.io/dcat-ap-donl) as JSON-LD.

All its mandatory properties are filled. The profile has not yet fixed the address of its own terms, so only terms of
DCAT, Dublin Core, vCard and SPDX are used. One dataset; each file that holds the tables is a distribution of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from zicht.monitor.publishing.publication import Publication
from zicht.monitor.publishing.words import REGISTERED

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
OWMS = "http://standaarden.overheid.nl/owms/terms"
LANGUAGES = {"nl": f"{EU}/language/NLD", "en": f"{EU}/language/ENG"}
# The end of a file's name, the term of the EU list of file types, the media type, and what it is.
KINDS = (
    (".csv", "CSV", "text/csv", "Alle tabellen als CSV", "All tables as CSV"),
    (".ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet", "Werkmap", "Workbook"),
    (".pdf", "PDF", "application/pdf", "Rapport", "Report"),
    ("tables.json", "JSON", "application/json", "Alle tabellen als JSON", "All tables as JSON"),
    ("index.html", "HTML", "text/html", "Website", "Website"),
)


def catalogue(publication: Publication, files: Mapping[str, bytes]) -> bytes:
    """The dataset with its distributions: the files that hold everything, not those of one table."""
    about = publication.about
    address = f"{about.base_url}{publication.id}"
    whole = [name for name in sorted(files) if _is_whole(name)]
    dataset: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _both(publication.heading("nl"), publication.heading("en")),
        "dct:description": _both(REGISTERED.nl, REGISTERED.en),
        "dct:license": {"@id": about.licence_uri},
        "dct:creator": {"@id": about.publisher_uri},
        "dct:publisher": {"@id": about.publisher_uri},
        "dcat:contactPoint": _contact(publication),
        "dcat:theme": [{"@id": f"{OWMS}/Openbare_orde_en_veiligheid_(thema)"}],
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        "dcat:keyword": [*_both("mensenhandel", "human trafficking"), *_both("meldingen", "reports")],
        "dct:language": [{"@id": LANGUAGES[lang]} for lang in ("nl", "en")],
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/ANNUAL"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(f"{publication.years[0]}-01-01", "date"),
            "dcat:endDate": _typed(f"{publication.years[-1]}-12-31", "date"),
        },
        "dcat:landingPage": {"@id": about.base_url},
        "dcat:distribution": [_distribution(publication, name, files[name]) for name in whole],
    }
    if publication.scope == "national":
        dataset["dct:spatial"] = {"@id": f"{OWMS}/Nederland"}
    if about.issued:
        dataset["dct:issued"] = _typed(f"{about.issued.isoformat()}T00:00:00", "dateTime")
    return (json.dumps(dataset, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _is_whole(name: str) -> bool:
    return name in ("tables.json", "data/all.csv", "nl/index.html", "en/index.html") or (
        "/" not in name and name.endswith((".ods", ".pdf"))
    )


def _distribution(publication: Publication, name: str, held: bytes) -> dict[str, Any]:
    _, kind, media, nl, en = next(each for each in KINDS if name.endswith(each[0]))
    address = publication.about.base_url + name
    told: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{EU}/file-type/{kind}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:title": _both(f"{nl} ({name})", f"{en} ({name})"),
        "dct:description": _both(f"{nl}: {publication.heading('nl')}", f"{en}: {publication.heading('en')}"),
        "dct:license": {"@id": publication.about.licence_uri},
        "dcat:byteSize": _typed(str(len(held)), "decimal"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(hashlib.sha256(held).hexdigest(), "hexBinary"),
        },
    }
    langs = [lang for lang in ("nl", "en") if f".{lang}." in name or name.startswith(f"{lang}/")]
    if langs:
        told["dct:language"] = [{"@id": LANGUAGES[lang]} for lang in langs]
    if name.endswith(".csv"):
        told["dct:conformsTo"] = {"@id": "https://www.w3.org/TR/tabular-metadata/"}
    return told


def _contact(publication: Publication) -> dict[str, Any]:
    about = publication.about
    told: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": about.publisher}
    if about.contact:
        told["vcard:hasEmail"] = {"@id": f"mailto:{about.contact}"}
    else:
        told["vcard:hasURL"] = {"@id": about.base_url}
    return told


def _both(nl: str, en: str) -> list[dict[str, str]]:
    return [{"@value": nl, "@language": "nl"}, {"@value": en, "@language": "en"}]


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
