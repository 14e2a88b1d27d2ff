/** Every exception with the line it was read from, by topic and account; where there are very many, how many more the workbook holds. */
import type { Section, TableGroup, TableRow } from '../../../shared/records/report.ts'
import { memberStatuses, type Topic } from '../../../shared/vocabulary.ts'
import type { ReportException, ReportRecord, ReportTest } from '../record.ts'
import { exceptionsAnchor, exceptionsIn, undecidedIn } from '../tests.ts'
import { anchorOf, code, count, muted, number, topicTitle } from '../words.ts'

export function exceptionList(record: ReportRecord): Section {
  const { tests, exceptions } = record
  const members = exceptionsIn(tests) + undecidedIn(tests)
  return {
    anchor: 'exceptions',
    title: 'Appendix B: exceptions',
    onNewPage: true,
    blocks:
      members === 0
        ? [{ kind: 'paragraph', text: 'No check found an exception or a member it could not decide.' }]
        : [
            {
              kind: 'paragraph',
              text: `${count(exceptionsIn(tests), 'exception')} and ${count(undecidedIn(tests), 'member')} that could not be decided${
                exceptions.length < members
                  ? `; ${number(exceptions.length)} of these are listed, sheet 08X of the workbook holds all`
                  : ''
              }. The source line names the file of appendix C and the line in it.`
            },
            {
              kind: 'table',
              caption: 'Exceptions and members that could not be decided',
              columns: [
                { title: 'Control', share: 10 },
                { title: 'Resource', share: 26, isCode: true },
                { title: 'What was found' },
                { title: 'Judged', share: 13 },
                { title: 'Source line', share: 16, isCode: true }
              ],
              groups: groupsOf(tests, exceptions)
            }
          ]
  }
}

function groupsOf(
  tests: readonly ReportTest[],
  exceptions: readonly ReportException[]
): readonly TableGroup[] {
  const listed = Map.groupBy(exceptions, ({ control, account }) => `${control}/${account}`)
  const failing = tests.filter(({ result }) => result !== null && result.exceptions + result.needsReview > 0)
  return [...Map.groupBy(failing, ({ topic }) => topic)].flatMap(([topic, ofTopic]) =>
    [...Map.groupBy(ofTopic, ({ account }) => account)].map(([account, of]): TableGroup => ({
      anchor: exceptionsAnchor(topic, account),
      title: `${topicTitle(topic)}, ${of[0]?.accountName ?? account}: ${extentOf(of)}`,
      rows: of.flatMap((test) => rowsOf(topic, test, listed.get(`${test.control}/${account}`) ?? []))
    }))
  )
}

function extentOf(tests: readonly ReportTest[]): string {
  const undecided = undecidedIn(tests)
  const found = count(exceptionsIn(tests), 'exception')
  return undecided === 0 ? found : `${found}, ${number(undecided)} not determinable`
}

function rowsOf(
  topic: Topic,
  { account, control, result }: ReportTest,
  exceptions: readonly ReportException[]
): readonly TableRow[] {
  const left = (result?.exceptions ?? 0) + (result?.needsReview ?? 0) - exceptions.length
  const anchor = exceptionsAnchor(topic, account, control)
  const rows: readonly TableRow[] = [
    ...exceptions.map((exception): TableRow => ({ cells: cellsOf(control, exception) })),
    ...(left > 0
      ? [
          {
            cells: [
              code(control),
              muted(`${count(left, 'more member')}, in sheet 08X of the workbook`),
              '',
              '',
              ''
            ]
          }
        ]
      : [])
  ]
  return rows.map((row, place) => (place === 0 ? { ...row, anchor } : row))
}

function cellsOf(control: string, exception: ReportException): TableRow['cells'] {
  const { resource, detail, status, disposition, place, path } = exception
  return [
    code(control),
    resource,
    status === 'exception' ? detail : { text: [detail, muted(` ${memberStatuses[status].workbook}.`)] },
    disposition ?? (status === 'exception' ? muted('Not judged') : ''),
    place === null
      ? muted('No file')
      : [
          code(place, anchorOf('source', place.split(':')[0] ?? '')),
          ...(path === null ? [] : [muted(` ${path}`)])
        ]
  ]
}
