/** The executive summary: the overall conclusion, the figures, the gravest findings, and what could not be tested. */
import type { Block, Figure, Section, Table, Tone } from '../../../shared/records/report.ts'
import { opinions, type Opinion } from '../../../shared/states/sign-off.ts'
import { conclusions, severities, type Conclusion } from '../../../shared/vocabulary.ts'
import { openFindings, severityTone } from './findings.ts'
import { outcomeBars } from '../pictures/outcome-bars.ts'
import type { ReportRecord, ReportTest } from '../record.ts'
import {
  byStanding,
  conclusionAnchor,
  conclusionOrder,
  conclusionTones,
  exceptionsIn,
  notConcluded,
  reasonOf,
  standingAnchor,
  standingMeanings,
  standings,
  standingWords
} from '../tests.ts'
import { anchorOf, code, count, counted, joined, link, listed, number } from '../words.ts'

const mostFindings = 5
const mostReasons = 8

export function summary(record: ReportRecord): Section {
  return {
    anchor: 'summary',
    title: 'Executive summary',
    onNewPage: true,
    blocks: [
      opinion(record),
      { kind: 'figures', figures: figures(record) },
      outcomes(record),
      byConclusion(record),
      ...gravest(record)
    ],
    sections: [notTested(record)]
  }
}

const opinionTones: Readonly<Record<Opinion, Tone>> = {
  effective: 'pass',
  'with-exceptions': 'warn',
  ineffective: 'fail',
  none: 'unsure'
}

const opinionWords: Readonly<Record<Opinion, string>> = {
  effective: 'The controls tested are effective.',
  'with-exceptions': 'The controls tested are effective with exceptions.',
  ineffective: 'The controls tested are not effective.',
  none: 'No opinion is given.'
}

function opinion({ opinion }: ReportRecord): Block {
  if (opinion === null)
    return {
      kind: 'notice',
      tone: 'unsure',
      title: 'No overall conclusion yet',
      text: 'The auditor has not stated an overall conclusion on this period.'
    }
  return {
    kind: 'notice',
    tone: opinionTones[opinion.opinion],
    title: `Overall conclusion: ${opinions[opinion.opinion]}`,
    text: opinion.statement.trim() === '' ? opinionWords[opinion.opinion] : opinion.statement
  }
}

function figures(record: ReportRecord): readonly Figure[] {
  const { tests, accounts } = record
  const concluded = tests.filter(({ conclusion }) => conclusion !== null).length
  const failing = tests.filter(({ result }) => result?.outcome === 'fail').length
  const open = openFindings(record)
  const overdue = open.filter(({ remediation }) => remediation?.dueState?.is === 'overdue').length
  const untested = tests.filter(({ result, isManual }) =>
    result ? result.outcome === 'not-tested' : !isManual
  ).length
  return [
    {
      value: number(tests.length),
      label: tests.length === 1 ? 'test' : 'tests',
      note: `${count(accounts.length, 'account')}, ${number(concluded)} concluded`,
      to: 'tests'
    },
    {
      value: number(exceptionsIn(tests)),
      label: exceptionsIn(tests) === 1 ? 'exception' : 'exceptions',
      note: `found by ${count(failing, 'test')}`,
      to: 'exceptions'
    },
    {
      value: number(open.length),
      label: open.length === 1 ? 'open finding' : 'open findings',
      note: overdue === 0 ? 'none overdue' : `${number(overdue)} overdue`,
      to: 'findings'
    },
    {
      value: number(untested),
      label: 'not tested',
      note: untested === 0 ? 'every test had its evidence' : 'for want of evidence',
      to: 'not-tested'
    }
  ]
}

function outcomes({ tests }: ReportRecord): Block {
  const grouped = byStanding(tests)
  const sizes = standings.map((standing) => grouped.get(standing)?.length ?? 0)
  const table: Table = {
    kind: 'table',
    caption: 'Tests by automated outcome',
    columns: [
      { title: 'Outcome', share: 24 },
      { title: 'Tests', align: 'end', share: 12 },
      { title: 'What it means' }
    ],
    groups: [
      {
        rows: standings.map((standing, place) => ({
          cells: [
            standingWords[standing],
            counted(sizes[place] ?? 0, standingAnchor(standing)),
            standingMeanings[standing]
          ]
        }))
      }
    ]
  }
  return { kind: 'chart', picture: outcomeBars(sizes), table }
}

function byConclusion({ tests }: ReportRecord): Table {
  const sizeOf = (conclusion: Conclusion | null): number =>
    tests.filter((test) => (test.conclusion?.conclusion ?? null) === conclusion).length
  return {
    kind: 'table',
    caption: "Tests by the auditor's conclusion",
    columns: [
      ...conclusionOrder.map((conclusion) => ({
        title: conclusions[conclusion].workbook,
        align: 'middle' as const
      })),
      { title: notConcluded, align: 'middle' }
    ],
    groups: [
      {
        rows: [
          {
            cells: [...conclusionOrder, null].map((conclusion) => {
              const size = sizeOf(conclusion)
              const text = counted(size, conclusionAnchor(conclusion))
              if (size === 0) return text
              return { text, tone: conclusion === null ? 'unsure' : conclusionTones[conclusion] }
            })
          }
        ]
      }
    ]
  }
}

function gravest(record: ReportRecord): readonly Block[] {
  const open = openFindings(record)
  if (open.length === 0) return []
  const shown = open.slice(0, mostFindings)
  return [
    {
      kind: 'table',
      caption:
        open.length > shown.length
          ? `The ${number(shown.length)} most severe of ${number(open.length)} open findings`
          : 'Open findings, the most severe first',
      columns: [
        { title: 'Finding', share: 17 },
        { title: 'Severity', share: 13 },
        { title: 'What was found' },
        { title: 'Accounts', align: 'end', share: 12 },
        { title: 'Exceptions', align: 'end', share: 12 }
      ],
      groups: [
        {
          rows: shown.map(({ ref, severity, title, accounts, exceptions }) => ({
            cells: [
              code(ref, anchorOf('finding', ref)),
              { text: severities[severity], tone: severityTone(severity) },
              title,
              number(accounts.length),
              number(exceptions)
            ]
          }))
        }
      ]
    }
  ]
}

/** Never left out: what the files received cannot show, and what the auditor could not test. */
function notTested({ tests }: ReportRecord): Section {
  const untested = tests.filter(({ result, isManual }) =>
    result ? result.outcome === 'not-tested' : !isManual
  )
  const unable = tests.filter(({ conclusion }) => conclusion?.conclusion === 'inconclusive')
  const undecided = tests.filter(({ result }) => result?.outcome === 'needs-review')
  const blocks: Block[] =
    untested.length + unable.length + undecided.length === 0
      ? [{ kind: 'paragraph', text: 'Every test had the evidence it needs, and the evidence decided it.' }]
      : [
          {
            kind: 'paragraph',
            text: [
              counted(untested.length, standingAnchor('not-tested')),
              ` of ${count(tests.length, 'test')} could not be made for want of evidence; the evidence could not decide `,
              counted(undecided.length, standingAnchor('needs-review')),
              '; the auditor concluded that ',
              counted(unable.length, conclusionAnchor('inconclusive')),
              ' cannot be tested. None of these is a pass.'
            ]
          },
          ...(untested.length === 0 ? [] : [reasons(untested)])
        ]
  return { anchor: 'not-tested', title: 'What was not tested, and why', blocks }
}

function reasons(tests: readonly ReportTest[]): Table {
  const groups = [...Map.groupBy(tests, reasonOf)].sort(
    ([one, ones], [other, others]) => others.length - ones.length || (one < other ? -1 : 1)
  )
  const rest = groups.slice(mostReasons)
  const restTests = rest.reduce((sum, [, of]) => sum + of.length, 0)
  return {
    kind: 'table',
    caption: 'Tests not made, by what is missing',
    columns: [
      { title: 'Why, and what to ask for' },
      { title: 'Tests', align: 'end', share: 10 },
      { title: 'Controls', share: 24 },
      { title: 'Accounts', share: 22 }
    ],
    groups: [
      {
        rows: [
          ...groups.slice(0, mostReasons).map(([reason, of]) => ({
            cells: [
              reason,
              number(of.length),
              joined(
                [...new Set(of.map(({ control }) => control))].map((control) =>
                  link(control, anchorOf('outcome', 'not-tested', control))
                )
              ),
              listed([...new Set(of.map(({ accountName }) => accountName))])
            ]
          })),
          ...(rest.length === 0
            ? []
            : [
                {
                  cells: [
                    link(`${count(rest.length, 'further reason')}`, standingAnchor('not-tested')),
                    number(restTests),
                    '',
                    ''
                  ]
                }
              ])
        ]
      }
    ]
  }
}
