/** The posture: topics down, accounts across; in each cell the worst outcome, how many exceptions, and what was concluded. */
import type { Cell, Section, Table, Text, Tone } from '../../../shared/records/report.ts'
import { conclusions, severityOrder, type Severity, type Topic } from '../../../shared/vocabulary.ts'
import { severityBars } from '../pictures/severity-bars.ts'
import type { ReportRecord, ReportTest } from '../record.ts'
import {
  bySeverity,
  conclusionOrder,
  exceptionsAnchor,
  exceptionsIn,
  standingAnchor,
  standingWords,
  topicsOf,
  worstStanding,
  type Standing
} from '../tests.ts'
import { count, link, muted, number, topicTitle } from '../words.ts'
import { severityTable } from './severity-table.ts'

/** Accounts beside one another on a page. */
const accountsAcross = 6

export function posture(record: ReportRecord): Section {
  return {
    anchor: 'posture',
    title: 'Posture by topic and account',
    onNewPage: true,
    blocks: [
      {
        kind: 'paragraph',
        text: 'Each cell tells the worst automated outcome of the topic in the account and, below it, what the auditor concluded. The colour of exceptions is their worst severity. Only a cell without exceptions, open questions or missing evidence is green.'
      },
      ...slices(record.accounts, accountsAcross).map((accounts, place, all): Table => ({
        kind: 'table',
        caption:
          all.length === 1
            ? 'Posture by topic and account'
            : `Posture by topic and account, part ${String(place + 1)} of ${String(all.length)}`,
        columns: [
          { title: 'Topic', share: 22 },
          ...accounts.map(({ id, name }) => ({
            title: name === id ? name : [name, ' ', muted(id)],
            align: 'middle' as const
          }))
        ],
        groups: [
          {
            rows: topicsOf(record).map((topic) => ({
              cells: [
                topicTitle(topic),
                ...accounts.map(({ id }) =>
                  cellOf(
                    topic,
                    id,
                    record.tests.filter((test) => test.topic === topic && test.account === id)
                  )
                )
              ]
            }))
          }
        ]
      })),
      ...severities(record)
    ]
  }
}

function cellOf(topic: Topic, account: string, tests: readonly ReportTest[]): Cell {
  if (tests.length === 0) return { text: muted('Not tested for this account'), tone: 'none' }
  const automated = tests.filter(({ isManual }) => !isManual)
  const standing: Standing = automated.length === 0 ? 'manual' : worstStanding(automated)
  return {
    text: [outcomeOf(standing, topic, account, tests), muted(`\n${concludedOf(tests)}`)],
    tone: toneOf(standing, tests)
  }
}

function outcomeOf(
  standing: Standing,
  topic: Topic,
  account: string,
  tests: readonly ReportTest[]
): Exclude<Text, readonly unknown[]> {
  if (standing === 'fail')
    return link(count(exceptionsIn(tests), 'exception'), exceptionsAnchor(topic, account))
  return link(standingWords[standing], standingAnchor(standing, topic))
}

/** The gravest conclusion where all are concluded, else how many are. */
function concludedOf(tests: readonly ReportTest[]): string {
  const concluded = tests.flatMap(({ conclusion }) => (conclusion ? [conclusion.conclusion] : []))
  if (concluded.length === 0) return 'Not concluded'
  if (concluded.length < tests.length)
    return `${number(concluded.length)} of ${number(tests.length)} concluded`
  const gravest = conclusionOrder.find((conclusion) => concluded.includes(conclusion))
  return gravest === undefined ? 'Not concluded' : conclusions[gravest].workbook
}

function toneOf(standing: Standing, tests: readonly ReportTest[]): Tone {
  if (standing === 'fail') {
    const worst = severityOrder.find((severity) =>
      tests.some((test) => test.severity === severity && (test.result?.exceptions ?? 0) > 0)
    )
    return severityCellTone(worst ?? 'info')
  }
  if (standing === 'needs-review' || standing === 'not-tested') return 'unsure'
  // What a person found, or has yet to look at, is no pass either.
  if (tests.some(({ conclusion }) => conclusion?.conclusion === 'exception')) return 'fail'
  if (tests.some(({ conclusion }) => conclusion?.conclusion === 'observation')) return 'warn'
  if (tests.some(({ conclusion }) => conclusion?.conclusion === 'inconclusive')) return 'unsure'
  if (standing !== 'pass') return 'none'
  return tests.some(({ isManual, conclusion }) => isManual && conclusion === null) ? 'none' : 'pass'
}

function severityCellTone(severity: Severity): Tone {
  return `severity-${severity}`
}

function severities({ accounts, tests }: ReportRecord): Section['blocks'] {
  const rows = accounts.map(({ id, name }) => ({
    name,
    bySeverity: bySeverity(tests.filter(({ account }) => account === id))
  }))
  if (rows.every(({ bySeverity }) => severityOrder.every((severity) => bySeverity[severity] === 0))) return []
  return [
    {
      kind: 'chart',
      picture: severityBars(rows),
      table: severityTable(
        'Exceptions by account and severity',
        'Account',
        rows.map(({ name, bySeverity }) => ({ head: name, bySeverity, others: [] })),
        []
      )
    }
  ]
}

function slices<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size)
  )
}
