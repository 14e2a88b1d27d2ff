/** What a spreadsheet holds; the numbers are those of Excel's page "Excel specifications and limits". */

export interface Limits {
  readonly rowsPerSheet: number
  readonly charactersPerCell: number
  readonly linksPerSheet: number
}

export const excelLimits: Limits = {
  rowsPerSheet: 1_048_576,
  charactersPerCell: 32_767,
  linksPerSheet: 65_530
}

/** Excel opens a sheet name of at most this many characters. */
export const longestSheetName = 31

/** In points; Excel shows no taller row. */
export const tallestRow = 409
