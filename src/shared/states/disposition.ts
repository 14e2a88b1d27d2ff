/** What becomes of one exception in a month: raised, set aside with a reason, accepted by the client, or still to be judged. */

export const dispositions = {
  open: { screen: 'To judge', workbook: 'Not judged' },
  finding: { screen: 'Exception', workbook: 'Finding' },
  'risk-accepted': { screen: 'Risk accepted', workbook: 'Risk accepted' },
  'false-positive': { screen: 'Not an issue', workbook: 'False positive' },
  immaterial: { screen: 'Immaterial', workbook: 'Immaterial' }
} as const
export type Disposition = keyof typeof dispositions

/** In characters, without the blanks around it: a reason is a sentence, not a word. */
const shortestReason = 10

export interface DispositionStep {
  /** What stands now. */
  readonly from: Disposition
  readonly to: Disposition
  /** The finding or risk acceptance; null for the others. */
  readonly ref: string | null
  readonly rationale: string
}

/** Why a step is not taken, as the end of "… cannot be judged so:"; null where it may. */
export function refusalOfDisposition({ from, to, ref, rationale }: DispositionStep): string | null {
  if (from === 'open' && to === 'open') return 'it is not judged yet, so there is nothing to take back'
  if (to === 'finding' && ref === null) return 'name the finding it is part of'
  if (to === 'risk-accepted' && ref === null) return 'name the risk acceptance of the client that covers it'
  if ((to === 'open' || to === 'false-positive' || to === 'immaterial') && ref !== null)
    return 'only a finding or an accepted risk has a reference'
  if ((to === 'false-positive' || to === 'immaterial') && rationale.trim().length < shortestReason)
    return 'write the reason in a sentence'
  return null
}
