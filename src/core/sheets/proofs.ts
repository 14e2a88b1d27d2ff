/** 01D: the proofs that each export is complete and accurate: what should be, what is, and who says what should be. */
import { proofResults, type ProofResult } from '../../shared/vocabulary.ts'
import type { Sheet, SheetContext, SheetRow } from './sheet.ts'

/** What differs is shown first, then what nobody could compare yet. */
const order: readonly ProofResult[] = ['fail', 'not-performed', 'pass', 'not-applicable']

export default {
  id: 'proofs',
  name: '01D Proofs',
  ref: '01D',
  order: 4,
  title: 'Proofs of completeness and accuracy',
  purpose:
    'Shows for every export relied on how it was proved complete (C) and accurate (A) before its records were used.',
  source: 'Exports of sheet 01B, compared with each other and with the manifests they were collected by.',
  procedure:
    'One row for each proof of each export, what differs first. "Not performed": nothing was received to compare with, which is no agreement. A1, agreement with what was seen live, is a person\'s. Archives, manifests and files that were not recognised have none.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Source', type: 'id', width: 13 },
    { key: 'code', title: 'Proof', type: 'id', width: 8 },
    { key: 'title', title: 'What is proved', type: 'long', width: 30 },
    { key: 'result', title: 'Result', type: 'outcome', width: 15 },
    { key: 'expected', title: 'Expected', type: 'long', width: 40 },
    { key: 'actual', title: 'Actual', type: 'long', width: 46 },
    { key: 'origin', title: 'Origin of what was expected', type: 'long', width: 34 },
    { key: 'kind', title: 'Kind', type: 'text', width: 26 },
    { key: 'name', title: 'File as received', type: 'long', width: 44 }
  ],
  tallies: [{ column: 'result', words: order.map((result) => proofResults[result]) }],
  count: ({ proved }) => proved.reduce((sum, { proofs }) => sum + proofs.length, 0),
  rows(context) {
    const byResult = Map.groupBy(rowsOf(context), ({ result }) => result)
    return order.flatMap((result) =>
      (byResult.get(result) ?? []).map((row): SheetRow => ({ ...row, result: proofResults[result] }))
    )
  }
} satisfies Sheet

function rowsOf({ proved }: SheetContext) {
  return proved.flatMap(({ source, proofs }) =>
    proofs.map(({ code, title, result, expected, actual, origin }) => ({
      ref: source.ref,
      code,
      title,
      result,
      expected: expected || null,
      actual: actual || null,
      origin: origin || null,
      kind: source.kindTitle,
      name: source.name
    }))
  )
}
