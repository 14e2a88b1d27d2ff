/** A client edition on its way out and back: issued, edited as clients do, received. */
import type { ReturnChange, ReturnView } from '../../../../src/shared/records/returns.ts'
import type { Desk } from '../desk.ts'
import { fill, saved } from '../../workbook/returned-books.ts'

export const remediationSheet = '07A Remediation'
export const milestoneSheet = '07B Milestones'

/** The bytes of a client edition issued now. */
export async function handOut(desk: Desk): Promise<Uint8Array> {
  const { id } = await desk.ask('workbook.issue', { edition: 'client-response' })
  return (await desk.ask('file.read', { of: 'workbook', id })).bytes
}

let jobs = 0

export async function takeIn(desk: Desk, bytes: Uint8Array, name = 'answers.xlsx'): Promise<ReturnView> {
  const { ref } = await desk.ask('return.receive', {
    job: `return-${++jobs}`,
    upload: await desk.send(name, bytes),
    receivedFrom: 'T. Braun',
    receivedAt: '2026-02-02'
  })
  return desk.ask('return.show', { return: ref })
}

/** Answers filled into the first row of the remediation tracker. */
export function answered(
  bytes: Uint8Array,
  values: Parameters<typeof fill>[2],
  row = 0,
  sheet = remediationSheet
): Uint8Array {
  return saved(bytes, sheet, (rows) => fill(rows, row, values))
}

/** A whole first response. */
export const response = {
  'Management position': 'Agrees',
  'Management response': 'We will enforce MFA.',
  Action: 'Enforce by policy',
  'Action owner': 'T. Braun',
  'Owner’s e-mail': 't.braun@halden.example',
  'Planned date': '2026-03-31'
}

/** What is proposed, in short. */
export function proposals({ list }: Pick<ReturnView, 'list'>): readonly string[] {
  return list.map(({ class: is, rowKey, column, theirs }) => `${is} ${rowKey}.${column} ${theirs}`.trim())
}

export function changeOf({ list }: Pick<ReturnView, 'list'>, column: string): ReturnChange {
  const found = list.find((change) => change.column === column)
  if (!found) throw new Error(`Nothing was proposed for ${column}`)
  return found
}
