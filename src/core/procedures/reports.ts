/** Shows the report as it would be now, issues it as a page or printed, and lists what was issued. */
import { WorkbenchError } from '../../shared/errors.ts'
import { editions } from '../../shared/editions.ts'
import type {
  IssuedReport,
  Report,
  ReportEdition,
  ReportFormat,
  ReportOverview
} from '../../shared/records/report.ts'
import { reportPage } from '../reports/html/report-page.ts'
import type { ReportStamp } from '../reports/record.ts'
import { reportOf } from '../reports/report-of.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent, chainHead } from '../store/events.ts'
import { storeObject } from '../store/objects.ts'
import { engagementOf } from './engagement.ts'
import { fileNameStem } from './workbook-name.ts'
import { openPeriod } from './period/state.ts'
import { preparedProcedure, procedure, type WriteContext } from './procedure.ts'
import { isAsIssued, reportRecord, rootOf } from './report/record.ts'
import { separationOf } from './situation.ts'

/** A report that is written but not yet part of the record. */
interface Draft {
  readonly stamp: ReportStamp
  readonly version: number
  readonly dataRoot: string
  readonly fileName: string
  readonly bytes: Uint8Array
}

export default [
  procedure('report.show', ({ db, now }): ReportOverview => ({
    issued: issuedReports(db),
    whyNoFinal: refusalOfFinal(db, now())
  })),

  procedure('report.preview', ({ db, now, recall }, { edition }): Report =>
    // What is due or lapsed turns with the day.
    recall(`report/${edition}/${now().slice(0, 10)}`, () => {
      const record = reportRecord(db, edition, now())
      return reportOf(record, null, rootOf(record))
    })
  ),

  preparedProcedure('report.issue', draftOf, ({ db, actor }, { edition, format }, draft): IssuedReport => {
    const { stamp, version, dataRoot, fileName, bytes } = draft
    if (chainHead(db).hash !== stamp.chainHead)
      throw new WorkbenchError(
        'not-allowed',
        'The record changed while the report was being written, so the report was not issued. Issue it again.'
      )
    const { period } = engagementOf(db)
    const stored = storeObject(db, bytes)
    db.run(
      `insert into report_export (period_id, edition, format, version, object_id, file_name, issued_by, issued_at, chain_seq,
         chain_head, data_root)
       values (:period, :edition, :format, :version, :object, :fileName, :actor, :at, :chainSeq, :chainHead, :dataRoot)`,
      {
        period: period.id,
        edition,
        format,
        version,
        object: stored.id,
        fileName,
        actor,
        at: stamp.at,
        chainSeq: stamp.chainSeq,
        chainHead: stamp.chainHead,
        dataRoot
      }
    )
    appendEvent(db, {
      at: stamp.at,
      actor,
      action: 'report.issue',
      entity: 'report',
      entityId: stamp.id,
      payload: { edition, format, version, fileName, sha256: stored.sha256, size: stored.size, dataRoot }
    })
    const [newest] = issuedReports(db)
    if (!newest) throw new Error('An issued report was not kept')
    return newest
  })
]

/** Writes the report of the record as it is now; a PDF is printed by the host. Throws `not-allowed`, and `no-printer` where it cannot. */
async function draftOf(
  context: WriteContext,
  { edition, format }: { readonly edition: ReportEdition; readonly format: ReportFormat }
): Promise<Draft> {
  const { db, now, print } = context
  const at = now()
  if (edition === 'final') refuseFinal(context, at)
  const { clientName, period } = engagementOf(db)
  const version = versionAfter(db, period.id, edition, format)
  const head = chainHead(db)
  const { code } = editions[edition]
  const stamp: ReportStamp = {
    id: `IAM-${period.label}-${code}-${format.toUpperCase()}-v${String(version)}`,
    format,
    at,
    chainSeq: head.seq,
    chainHead: head.hash
  }
  const record = reportRecord(db, edition, at)
  const dataRoot = rootOf(record)
  const page = reportPage(reportOf(record, stamp, dataRoot))
  return {
    stamp,
    version,
    dataRoot,
    fileName: `${fileNameStem(clientName, period.label)}_${code}_v${String(version)}.${format}`,
    bytes: format === 'pdf' ? await print(page) : Buffer.from(page, 'utf8')
  }
}

function refuseFinal({ db, person }: WriteContext, at: string): void {
  const refusal = refusalOfFinal(db, at)
  if (refusal !== null) throw new WorkbenchError('not-allowed', refusal)
  if (separationOf(db) === 'strict' && person?.role === 'preparer')
    throw new WorkbenchError(
      'not-allowed',
      `A reviewer or partner issues the final edition; ${person.name} is preparer.`
    )
}

/** The final edition speaks of a period that was issued and is still what was issued. */
function refusalOfFinal(db: Reader, at: string): string | null {
  const { label, state } = openPeriod(db)
  if (state === 'locked')
    return `${label} is locked, so no report of it is issued any more; those issued are kept.`
  if (state !== 'issued')
    return `The final report follows the final workbook: give ${label} to review and issue it under Months first.`
  if (!isAsIssued(db, at))
    return `${label} changed since it was issued: tests, sources or the overall conclusion are others now. Reopen it and issue it anew under Months.`
  return null
}

function versionAfter(db: Reader, period: number, edition: ReportEdition, format: ReportFormat): number {
  const sql = `
    select coalesce(max(version), 0) + 1 as next
    from report_export
    where period_id = :period and edition = :edition and format = :format`
  return db.get<{ next: number }>(sql, { period, edition, format })?.next ?? 1
}

/** Of the open period, the newest first. */
function issuedReports(db: Reader): IssuedReport[] {
  const { period } = engagementOf(db)
  return db.all<IssuedReport>(
    `select r.id, r.edition, r.format, r.version, r.file_name as fileName, o.sha256, o.size, r.issued_by as issuedBy,
       r.issued_at as issuedAt, r.data_root as dataRoot
     from report_export r
     join object o on o.id = r.object_id
     where r.period_id = :period
     order by r.id desc`,
    { period: period.id }
  )
}
