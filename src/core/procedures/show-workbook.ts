/** Shows what a workbook issued now would hold, what stands against issuing it, and what was issued before. */
import { usualEdition } from '../../shared/editions.ts'
import type { GateItem, WorkbookExport, WorkbookView } from '../../shared/records/workbook.ts'
import { titleOf } from '../sheets/render.ts'
import type { Reader } from '../store/database.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { sheetContext, sheetsOf } from './sheet-context.ts'
import { testStates } from './test-states.ts'

export default procedure('workbook.show', ({ db }, { edition = usualEdition }): WorkbookView => {
  const context = sheetContext(db, edition)
  return {
    sheets: sheetsOf(edition).map((sheet) => ({
      id: sheet.id,
      name: sheet.name,
      title: titleOf(sheet, edition),
      rows: sheet.count(context)
    })),
    gate: gateOf(db),
    exports: exportsOf(db)
  }
})

/** Issued workbooks of the open period, the newest first. */
export function exportsOf(db: Reader): WorkbookExport[] {
  const { period } = engagementOf(db)
  return db.all<WorkbookExport>(
    `select w.id, w.edition, iif(w.version = n.newest, 'current', 'superseded') as state, w.version, w.file_name as fileName, o.sha256, o.size, w.issued_by as issuedBy, w.issued_at as issuedAt,
       w.chain_head as chainHead
     from workbook_export w
     join object o on o.id = w.object_id
     join (
       select edition, max(version) as newest from workbook_export where period_id = :period group by edition
     ) n on n.edition = w.edition
     where w.period_id = :period
     order by w.id desc`,
    { period: period.id }
  )
}

/**
 * An internal edition may be issued at any time; the gate says what a reader would miss in it. What is asked of conclusions is
 * left out while there are none: nothing would be behind its tick.
 */
function gateOf(db: Reader): GateItem[] {
  const states = testStates(db)
  const open = states.filter(({ conclusion }) => conclusion === null).length
  const changed = states.filter(({ conclusion }) => conclusion?.resultChanged).length
  const unraised = states.filter(
    ({ conclusion, findings }) => conclusion?.conclusion === 'exception' && findings === 0
  ).length
  const bare = states.filter(({ conclusion, evidence }) => conclusion !== null && evidence === 0).length
  const untested = states.filter(({ result }) => result?.outcome === 'not-tested').length
  const problems = problemsOf(db)
  if (states.length === 0)
    return [
      {
        level: 'error',
        text: 'No account is in scope yet; import the exports of the client first.',
        screen: 'import'
      }
    ]
  const ofConclusions = [
    item(
      'error',
      changed,
      'conclusion relies on a result that has changed',
      'conclusions rely on results that have changed',
      'Every conclusion relies on the present result',
      'checklist'
    ),
    item(
      'warning',
      unraised,
      'exception has no finding',
      'exceptions have no finding',
      'Every exception noted has its finding',
      'checklist'
    ),
    item(
      'warning',
      bare,
      'conclusion has no evidence',
      'conclusions have no evidence',
      'Every conclusion has evidence',
      'checklist'
    )
  ]
  return [
    item(
      'error',
      open,
      'test is not concluded',
      'tests are not concluded',
      'Every test is concluded',
      'checklist'
    ),
    ...(open === states.length ? [] : ofConclusions),
    item(
      'warning',
      untested,
      'test could not be made for want of files',
      'tests could not be made for want of files',
      'Every test had its files',
      'import'
    ),
    item(
      'warning',
      problems,
      'note on the files is a problem',
      'notes on the files are problems',
      'No file has problems',
      'import'
    )
  ]
}

function item(
  level: 'error' | 'warning',
  n: number,
  one: string,
  many: string,
  none: string,
  screen: 'checklist' | 'import'
): GateItem {
  if (n === 0) return { level: 'ok', text: `${none}.`, screen: null }
  return { level, text: `${n.toLocaleString('en')} ${n === 1 ? one : many}.`, screen }
}

function problemsOf(db: Reader): number {
  const { period } = engagementOf(db)
  const sql = `
    select count(*) as n
    from source_note n
    join source s on s.id = n.source_id
    where s.period_id = :period and s.state <> 'superseded' and n.level in ('error', 'warning')`
  return db.get<{ n: number }>(sql, { period: period.id })?.n ?? 0
}
