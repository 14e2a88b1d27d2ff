/** The parts of the Workbook screen; the sheets where its address names none. */
export type WorkbookPart = 'sheets' | 'returns' | 'report' | 'exports'
