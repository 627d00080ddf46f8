"""Made-up sheets as files: CSV as office programs of China save it (GB18030), and a workbook of one sheet. The same columns give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

ENCODING = "gb18030"
_NUMBER = re.compile(r"-?\d{1,14}(?:\.\d+)?")
_BOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="技术合同" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    ),
}
_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = "</sheetData></worksheet>"


def write_sheet(columns: Mapping[str, Sequence[str]], path: Path) -> None:
    """CSV or XLSX, by the suffix."""
    (write_workbook if path.suffix == ".xlsx" else write_csv)(columns, path)


def write_csv(columns: Mapping[str, Sequence[str]], path: Path) -> None:
    """Comma-separated, in GB18030."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    path.write_bytes(text.getvalue().encode(ENCODING))


def write_workbook(columns: Mapping[str, Sequence[str]], path: Path) -> None:
    """One sheet; amounts stand as numbers, contract numbers and codes as texts, as an export writes them."""
    numbers = [all(_NUMBER.fullmatch(cell) or not cell for cell in cells) and any("." in cell for cell in cells) for cells in columns.values()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for name, content in _BOOK.items():
            book.writestr(_entry(name), content)
        with book.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(_HEAD.encode())
            sheet.write(_row(list(columns), [False] * len(columns)).encode())
            for cells in zip(*columns.values(), strict=True):
                sheet.write(_row(cells, numbers).encode())
            sheet.write(_TAIL.encode())


def _row(cells: Sequence[str], numbers: Sequence[bool]) -> str:
    return "<row>" + "".join(map(_cell, cells, numbers)) + "</row>"


def _cell(text: str, number: bool) -> str:
    if not text:
        return "<c/>"
    return f"<c><v>{text}</v></c>" if number else f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _entry(name: str) -> zipfile.ZipInfo:
    """A member without the time of writing."""
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
