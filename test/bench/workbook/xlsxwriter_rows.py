"""Writes the sheet of the bench with XlsxWriter in constant memory: `xlsxwriter_rows.py <rows> <file>`."""
import sys

from xlsxwriter import Workbook

from sheet import COLUMNS, FORMATS, HEADER_ROW, TONES, row_of, rule_of, told

count, path = int(sys.argv[1]), sys.argv[2]
book = Workbook(path, {"constant_memory": True})
sheet = book.add_worksheet("P01 Users")
font = {"font_name": "Arial", "font_size": 9}


def body(kind):
    return book.add_format(
        {
            **font,
            "num_format": FORMATS[kind],
            "valign": "top",
            "align": "right" if kind == "integer" else "left",
            **({"indent": 1} if kind == "integer" else {"text_wrap": True}),
            "bottom": 7,
            "right": 7,
            "bottom_color": "#BFC5CE",
            "right_color": "#BFC5CE",
        }
    )


header = book.add_format(
    {**font, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A6E", "valign": "vcenter", "text_wrap": True}
)
formats = [body(kind) for _, kind, _ in COLUMNS]
sheet.freeze_panes(HEADER_ROW, 2)
sheet.hide_gridlines(2)
for place, (_, _, width) in enumerate(COLUMNS):
    sheet.set_column(place, place, width)
for place, (title, _, _) in enumerate(COLUMNS):
    sheet.write(HEADER_ROW - 1, place, title, header)
for n in range(count):
    for place, value in enumerate(row_of(n)):
        if COLUMNS[place][1] == "date":
            sheet.write_datetime(HEADER_ROW + n, place, value, formats[place])
        else:
            sheet.write(HEADER_ROW + n, place, value, formats[place])
last = HEADER_ROW + count - 1
sheet.autofilter(HEADER_ROW - 1, 0, last, len(COLUMNS) - 1)
for words, fill, text in TONES:
    sheet.conditional_format(
        HEADER_ROW,
        3,
        last,
        4,
        {
            "type": "formula",
            "criteria": "=" + rule_of(words),
            "format": book.add_format({"font_color": f"#{text}", "bg_color": f"#{fill}"}),
        },
    )
book.close()
told()
