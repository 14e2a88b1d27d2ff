/** The months in a row, and what is different from the month before. */
import type { Block, Section, Tone } from '../../../shared/records/report.ts'
import { directions, type Direction } from '../../../shared/records/comparison.ts'
import { monthBars } from '../pictures/month-bars.ts'
import type { ReportRecord } from '../record.ts'
import { count, link, month, number } from '../words.ts'
import { severityTable } from './severity-table.ts'

/** The chart and its table show a year. */
const longestRow = 12

export function months(record: ReportRecord): Section {
  const shown = record.months.slice(-longestRow)
  return {
    anchor: 'months',
    title: 'Development by month',
    blocks: [
      ...(record.months.length > shown.length
        ? [
            {
              kind: 'paragraph' as const,
              text: `The last ${String(longestRow)} of ${count(record.months.length, 'month')} are shown.`
            }
          ]
        : []),
      {
        kind: 'chart',
        picture: monthBars(shown),
        table: severityTable(
          'Exceptions and open findings by month',
          'Month',
          shown.map(({ period, exceptions, openFindings, decided, tests }) => ({
            head: period === record.period.label ? link(month(period), 'exceptions') : month(period),
            bySeverity: exceptions,
            others: [number(openFindings), `${number(decided)} of ${number(tests)}`]
          })),
          ['Open findings', 'Tests decided']
        )
      },
      ...compared(record)
    ]
  }
}

const directionTones: Readonly<Record<Direction, Tone>> = { worse: 'fail', better: 'pass', neutral: 'none' }

function compared({ comparison }: ReportRecord): readonly Block[] {
  if (comparison === null)
    return [
      {
        kind: 'paragraph',
        text: 'This is the first month of the engagement; there is none to compare it with.'
      }
    ]
  const { from, to, metrics, recurring, limits } = comparison
  const word = (value: number | null): string => (value === null ? 'Not known' : number(value))
  return [
    {
      kind: 'table',
      caption: `${month(from)} and ${month(to)} side by side`,
      columns: [
        { title: 'Figure' },
        { title: month(from), align: 'end', share: 20 },
        { title: month(to), align: 'end', share: 20 },
        { title: 'Change', share: 18 }
      ],
      groups: [
        {
          rows: metrics.map(({ name, from, to, direction }) => ({
            cells: [
              name,
              word(from),
              word(to),
              from === null || to === null
                ? { text: 'Cannot tell', tone: 'unsure' }
                : from === to
                  ? 'Unchanged'
                  : {
                      text:
                        direction === 'neutral'
                          ? `${to > from ? '+' : '−'}${number(Math.abs(to - from))}`
                          : `${to > from ? '+' : '−'}${number(Math.abs(to - from))}, ${directions[direction].toLowerCase()}`,
                      tone: directionTones[direction]
                    }
            ]
          }))
        }
      ]
    },
    {
      kind: 'paragraph',
      text: `${count(recurring, 'exception')} of ${month(to)} ${recurring === 1 ? 'was' : 'were'} there in ${month(from)} already.`
    },
    ...(limits.length === 0 ? [] : [{ kind: 'list' as const, items: limits }])
  ]
}
