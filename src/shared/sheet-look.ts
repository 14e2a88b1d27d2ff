/** What the workbook and its preview on screen must show alike: where the table begins, and which words carry a colour. */
import { conclusions, memberStatuses, outcomes, severities } from './vocabulary.ts'

/** The row of the table's header on every sheet, counted from 1; title and heading stand above. */
export const sheetHeaderRow = 10

export type SheetTone = 'fail' | 'unsure' | 'pass' | 'na'

interface Coloured {
  readonly words: readonly string[]
  /** Signs of the matrix, which a number or letter may follow. */
  readonly beginnings: readonly string[]
}

/** The words of outcome, conclusion and severity columns by the tone of their colour. */
export const sheetTones: Readonly<Record<SheetTone, Coloured>> = {
  fail: {
    words: [
      outcomes.fail.workbook,
      conclusions.exception.workbook,
      memberStatuses.exception.workbook,
      severities.critical,
      severities.high
    ],
    beginnings: ['✗']
  },
  unsure: {
    words: [
      outcomes['needs-review'].workbook,
      conclusions.observation.workbook,
      conclusions.inconclusive.workbook,
      severities.medium
    ],
    beginnings: ['?']
  },
  pass: {
    words: [outcomes.pass.workbook, conclusions.effective.workbook, memberStatuses.pass.workbook],
    beginnings: ['✓']
  },
  na: {
    words: [
      outcomes['not-applicable'].workbook,
      outcomes['not-tested'].workbook,
      'Manual step',
      severities.low,
      severities.info
    ],
    beginnings: ['N/A', 'not tested', 'manual']
  }
}
