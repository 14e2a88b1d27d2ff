/** The findings: a register by severity, and each that concerns this period with its elements, exceptions and what the client does. */
import type { Block, Section, Table, Text, Tone } from '../../../shared/records/report.ts'
import type { FindingRecord } from '../../../shared/records/finding.ts'
import { findingStages, occurrenceStatuses } from '../../../shared/states/finding.ts'
import { severities, severityOrder, type Severity } from '../../../shared/vocabulary.ts'
import type { ReportRecord } from '../record.ts'
import { anchorOf, code, count, month, number } from '../words.ts'
import { finding } from './finding.ts'

export function severityTone(severity: Severity): Tone {
  return `severity-${severity}`
}

/** What the client has to do with: issued and not over, the most severe first. Drafts count while the report is one. */
export function openFindings(record: ReportRecord): readonly FindingRecord[] {
  return told(record).filter(({ state }) => state === 'draft' || state === 'issued')
}

export function findings(record: ReportRecord): Section {
  const all = told(record)
  return {
    anchor: 'findings',
    title: 'Findings',
    onNewPage: true,
    blocks: [...leftOut(record, all), ...(all.length === 0 ? [none] : [register(record, all)])],
    sections: all
      .filter((one) => concernsPeriod(one, record))
      .map((one): Section => ({
        anchor: anchorOf('finding', one.ref),
        title: `${one.ref}: ${one.title}`,
        blocks: finding(one, record)
      }))
  }
}

const none: Block = { kind: 'paragraph', text: 'No finding was raised.' }

/** In the order a reader needs them. Drafts and what was withdrawn are working papers and not part of the final edition. */
function told({ findings, edition }: ReportRecord): readonly FindingRecord[] {
  const isOver = ({ state }: FindingRecord): number => Number(state === 'closed' || state === 'withdrawn')
  return findings
    .filter(({ state }) => edition === 'internal' || state === 'issued' || state === 'closed')
    .toSorted(
      (one, other) =>
        isOver(one) - isOver(other) ||
        severityOrder.indexOf(one.severity) - severityOrder.indexOf(other.severity) ||
        (one.ref < other.ref ? -1 : 1)
    )
}

/** Raised, open or ended in this period. */
function concernsPeriod({ period, occurrences, state }: FindingRecord, record: ReportRecord): boolean {
  return (
    state === 'draft' ||
    state === 'issued' ||
    period === record.period.label ||
    occurrences.some((occurrence) => occurrence.period === record.period.label)
  )
}

function leftOut({ findings }: ReportRecord, told: readonly FindingRecord[]): readonly Block[] {
  const drafts = findings.filter(({ state }) => state === 'draft').length
  const withdrawn = findings.filter(({ state }) => state === 'withdrawn').length
  if (told.length === findings.length) return []
  const words = [
    ...(drafts > 0 ? [count(drafts, 'draft')] : []),
    ...(withdrawn > 0 ? [`${number(withdrawn)} withdrawn`] : [])
  ]
  return [
    {
      kind: 'paragraph',
      text: `The working papers hold further findings that are not part of this edition: ${words.join(' and ')}.`
    }
  ]
}

function register(record: ReportRecord, all: readonly FindingRecord[]): Table {
  const groups = severityOrder.flatMap((severity) => {
    const of = all.filter((one) => one.severity === severity)
    return of.length === 0 ? [] : [{ severity, of }]
  })
  return {
    kind: 'table',
    caption: 'Register of findings',
    columns: [
      { title: 'Finding', share: 15 },
      { title: 'What was found' },
      { title: 'Accounts', align: 'end', share: 11 },
      { title: 'Exceptions', align: 'end', share: 12 },
      { title: 'This month', share: 15 },
      { title: 'Stage', share: 16 }
    ],
    groups: groups.map(({ severity, of }) => ({
      anchor: anchorOf('findings', severity),
      title: `${severities[severity]}: ${count(of.length, 'finding')}`,
      rows: of.map((one) => ({
        cells: [
          refOf(one, record),
          one.title,
          number(one.accounts.length),
          number(one.exceptions),
          statusOf(one, record),
          findingStages[one.stage]
        ]
      }))
    }))
  }
}

function refOf(one: FindingRecord, record: ReportRecord): Text {
  return concernsPeriod(one, record)
    ? code(one.ref, anchorOf('finding', one.ref))
    : [code(one.ref), ` of ${month(one.period)}`]
}

function statusOf({ occurrences }: FindingRecord, { period }: ReportRecord): string {
  const occurrence = occurrences.find((one) => one.period === period.label)
  return occurrence ? occurrenceStatuses[occurrence.status] : 'Over before'
}
