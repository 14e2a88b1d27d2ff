/** Makes the report of a record: cover, sections, appendices. The same record and stamp give the same report. */
import { editions } from '../../shared/editions.ts'
import type { Report, Section } from '../../shared/records/report.ts'
import { leadingSomewhere } from './links.ts'
import { riskAcceptances } from './parts/acceptances.ts'
import { cover, statusOf } from './parts/cover.ts'
import { exceptionList } from './parts/exceptions.ts'
import { findings } from './parts/findings.ts'
import { method, verification } from './parts/method.ts'
import { months } from './parts/months.ts'
import { posture } from './parts/posture.ts'
import { reviewNotes } from './parts/review-notes.ts'
import { scope } from './parts/scope.ts'
import { sourceRegister } from './parts/sources.ts'
import { summary } from './parts/summary.ts'
import { testRegister } from './parts/test-register.ts'
import type { ReportRecord, ReportStamp } from './record.ts'
import { month } from './words.ts'

/** `stamp` null while it is only looked at; `dataRoot` is the hash of the record. */
export function reportOf(record: ReportRecord, stamp: ReportStamp | null, dataRoot: string): Report {
  const { clientName, period, edition } = record
  const title = `AWS IAM review, ${month(period.label)}`
  return leadingSomewhere({
    title,
    clientName,
    status: `${editions[edition].title} edition. ${statusOf(record)}`,
    running: {
      head: `${clientName} · ${title}`,
      foot: `Confidential · ${stamp?.id ?? 'Preview'} · ${dataRoot.slice(0, 12)}`
    },
    cover: cover(record, stamp, dataRoot),
    sections: sectionsOf(record, stamp),
    dataRoot
  })
}

function sectionsOf(record: ReportRecord, stamp: ReportStamp | null): readonly Section[] {
  return [
    summary(record),
    scope(record),
    posture(record),
    months(record),
    findings(record),
    riskAcceptances(record),
    method(record),
    verification(stamp),
    testRegister(record),
    exceptionList(record),
    sourceRegister(record),
    ...(record.edition === 'internal' ? [reviewNotes(record)] : [])
  ]
}
