"""Writes the sheet of the bench with openpyxl in its write-only mode: `openpyxl_rows.py <rows> <file>`."""
import copy
import sys

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from sheet import COLUMNS, FORMATS, HEADER_ROW, TONES, row_of, rule_of, told

count, path = int(sys.argv[1]), sys.argv[2]
book = Workbook(write_only=True)
sheet = book.create_sheet("P01 Users")
line = Side(style="hair", color="BFC5CE")
last = get_column_letter(len(COLUMNS))


def styled(font, alignment, number_format="General", border=None, fill=None):
    cell = WriteOnlyCell(sheet)
    cell.font, cell.alignment, cell.number_format = font, alignment, number_format
    if border:
        cell.border = border
    if fill:
        cell.fill = fill
    return cell._style


def body(kind):
    alignment = (
        Alignment(vertical="top", horizontal="right", indent=1)
        if kind == "integer"
        else Alignment(vertical="top", horizontal="left", wrap_text=True)
    )
    return styled(Font(name="Arial", size=9), alignment, FORMATS[kind], Border(bottom=line, right=line))


def cells(values, styles):
    row = []
    for value, style in zip(values, styles):
        cell = WriteOnlyCell(sheet, value)
        cell._style = copy.copy(style)
        row.append(cell)
    return row


header = styled(
    Font(name="Arial", size=9, bold=True, color="FFFFFF"),
    Alignment(vertical="center", wrap_text=True),
    fill=PatternFill("solid", fgColor="1F3A6E"),
)
styles = [body(kind) for _, kind, _ in COLUMNS]
sheet.freeze_panes = f"C{HEADER_ROW + 1}"
sheet.sheet_view.showGridLines = False
for place, (_, _, width) in enumerate(COLUMNS):
    sheet.column_dimensions[get_column_letter(place + 1)].width = width
for _ in range(HEADER_ROW - 1):
    sheet.append([])
sheet.append(cells([title for title, _, _ in COLUMNS], [header] * len(COLUMNS)))
for n in range(count):
    sheet.append(cells(row_of(n), styles))
sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + count}"
for words, fill, text in TONES:
    sheet.conditional_formatting.add(
        f"D{HEADER_ROW + 1}:E{HEADER_ROW + count}",
        FormulaRule([rule_of(words)], font=Font(color=text), fill=PatternFill(bgColor=fill)),
    )
book.save(path)
told()
