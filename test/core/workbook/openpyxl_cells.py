"""Prints as JSON what openpyxl finds in the workbooks named on standard input, one path a line."""
import datetime
import json
import sys

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel


def cell_of(cell, shown):
    value = shown.value
    if isinstance(value, (datetime.datetime, datetime.date)):
        value = to_excel(value)
    return {
        "value": value,
        "kind": shown.data_type,
        "formula": cell.value[1:] if cell.data_type == "f" else None,
        "format": cell.number_format,
        "locked": cell.protection.locked,
    }


def hidden_columns(sheet):
    return sorted(
        {
            place
            for dimension in sheet.column_dimensions.values()
            if dimension.hidden
            for place in range(dimension.min, dimension.max + 1)
        }
    )


def sheet_of(sheet, shown):
    cells = {
        cell.coordinate: cell_of(cell, shown[cell.coordinate])
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    return {
        "name": sheet.title,
        "state": sheet.sheet_state,
        "cells": cells,
        "open": sorted(cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked),
        "isProtected": sheet.protection.sheet,
        "hiddenColumns": hidden_columns(sheet),
        "validations": sorted(
            [str(rule.sqref), rule.type, rule.formula1] for rule in sheet.data_validations.dataValidation
        ),
        "links": sum(1 for row in sheet.iter_rows() for cell in row if cell.hyperlink),
        "freeze": sheet.freeze_panes,
        "titleRows": sheet.print_title_rows,
        "titleColumns": sheet.print_title_cols,
    }


for path in sys.stdin.read().splitlines():
    book, shown = load_workbook(path), load_workbook(path, data_only=True)
    print(json.dumps([sheet_of(sheet, shown[sheet.title]) for sheet in book.worksheets]))
