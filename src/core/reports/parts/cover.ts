/** The cover: whose review of which month, what the paper is worth, who signed it, and what proves which one it is. */
import { editions } from '../../../shared/editions.ts'
import { roles } from '../../../shared/permissions.ts'
import type { Block, Text } from '../../../shared/records/report.ts'
import { periodStates } from '../../../shared/states/period.ts'
import { signatureStates, signedRoles } from '../../../shared/states/sign-off.ts'
import type { ReportRecord, ReportStamp } from '../record.ts'
import { code, count, day, month, time } from '../words.ts'

export function cover(record: ReportRecord, stamp: ReportStamp | null, dataRoot: string): readonly Block[] {
  return [
    ...warnings(record),
    {
      kind: 'facts',
      facts: [
        { label: 'Client', value: record.clientName },
        { label: 'Period', value: month(record.period.label) },
        { label: 'Configuration as of', value: asOf(record) },
        { label: 'Edition', value: editions[record.edition].title },
        { label: 'Status', value: statusOf(record) },
        ...prepared(record),
        {
          label: 'Report',
          value: stamp ? [code(stamp.id), `, issued ${time(stamp.at)}`] : 'Preview, not issued'
        },
        {
          label: 'Event log',
          value: stamp
            ? [`Entry ${stamp.chainSeq} before the issue, `, code(stamp.chainHead)]
            : 'An issued report carries its head here.'
        },
        { label: 'Content', value: ['SHA-256 of the record ', code(dataRoot)] }
      ]
    },
    signatures(record)
  ]
}

/** "Final", or how far from it. */
export function statusOf({ edition, period }: ReportRecord): string {
  const isIssued = period.state === 'issued' || period.state === 'locked'
  if (!isIssued)
    return `Draft: the period is ${period.state === 'review' ? 'in review' : 'in fieldwork'}, and anything here may change.`
  if (!period.isAsIssued) return 'Draft: the record changed since the period was issued.'
  return edition === 'final'
    ? `Final: the period is ${periodStates[period.state].toLowerCase()}.`
    : `Working papers of a period that is ${periodStates[period.state].toLowerCase()}.`
}

function warnings({ separation, isSample }: ReportRecord): readonly Block[] {
  const blocks: Block[] = []
  if (isSample)
    blocks.push({
      kind: 'notice',
      tone: 'info',
      title: 'Sample engagement',
      text: 'The client and everything in this report are invented.'
    })
  if (separation === 'single-auditor')
    blocks.push({
      kind: 'notice',
      tone: 'warn',
      title: 'Self-reviewed',
      text: 'One auditor prepared this review. No independent review was performed.'
    })
  return blocks
}

/** Names stand in the final edition only where somebody signed. */
function prepared({
  edition,
  auditor,
  people
}: ReportRecord): readonly { readonly label: string; readonly value: Text }[] {
  if (edition === 'final') return []
  const names = people.map(({ name, role, leftAt }) =>
    leftAt === null
      ? `${name} (${roles[role].title.toLowerCase()})`
      : `${name} (${roles[role].title.toLowerCase()}, left ${day(leftAt)})`
  )
  return [{ label: 'Auditor', value: names.length > 0 ? names.join(', ') : auditor }]
}

function asOf({ accounts }: ReportRecord): string {
  const dates = accounts.flatMap(({ asOf }) => (asOf ? [asOf.at.slice(0, 10)] : [])).sort()
  const [oldest = null, newest = oldest] = [dates[0], dates.at(-1)]
  if (oldest === null || newest === null) return 'No export says yet'
  const span = oldest === newest ? day(newest) : `${day(oldest)} to ${day(newest)}`
  const undated = accounts.length - dates.length
  return undated === 0 ? span : `${span}; ${count(undated, 'account')} without a date`
}

function signatures({ signOffs }: ReportRecord): Block {
  const standing = signOffs.filter(({ state }) => state === 'valid' || state === 'stale')
  if (standing.length === 0)
    return {
      kind: 'notice',
      tone: 'none',
      title: 'Signatures',
      text: 'Nobody has signed the period yet.'
    }
  return {
    kind: 'table',
    caption: 'Signatures on the period',
    columns: [
      { title: 'Role' },
      { title: 'Name' },
      { title: 'Title' },
      { title: 'Signed' },
      { title: 'State' }
    ],
    groups: [
      {
        rows: standing.map(({ role, name, title, signedAt, state, isSigned }) => ({
          cells: [
            signedRoles[role],
            name,
            title,
            time(signedAt),
            {
              text: `${signatureStates[state]}${isSigned ? ', with a key' : ''}`,
              tone: state === 'valid' ? 'pass' : 'warn'
            }
          ]
        }))
      }
    ]
  }
}
