/** What the sheets of the workbook are made from: the record and facts of the open period, and the definitions they speak of. */
import { usualEdition, type Edition } from '../../shared/editions.ts'
import type { SourceView } from '../../shared/records/source.ts'
import { isAutomated, type Check } from '../checks/check.ts'
import { checkOfControl } from '../checks/index.ts'
import { controlsOf } from '../checklists/peer-checks.ts'
import { referencesOf } from '../checklists/references.ts'
import { actionDataLabel } from '../iam/actions/action-data.ts'
import { sheets } from '../sheets/index.ts'
import { isIn, titleOf } from '../sheets/render.ts'
import type { Issued, Sheet, SheetContext, SheetControl } from '../sheets/sheet.ts'
import type { Reader } from '../store/database.ts'
import { accountsOf } from './accounts.ts'
import { allChecklists } from './checklists.ts'
import { comparisonWithPrior } from './compare.ts'
import { engagementOf } from './engagement.ts'
import { clientRemarksOf } from './findings/client-remarks.ts'
import { findingRecords } from './findings/views.ts'
import { explainedWarnings } from './gate.ts'
import { parameterViews } from './parameter-views.ts'
import { guardrailHeads, guardrailRows, organizationOf } from './organization.ts'
import { peopleOf } from './people.ts'
import { proofs } from './proofs/index.ts'
import { notesOf } from './review-notes.ts'
import { completenessOf, requestsOf } from './show-completeness.ts'
import { decisionsBySource } from './show-proofs.ts'
import { sourcesOf } from './show-sources.ts'
import { opinionOf } from './sign-off/opinion.ts'
import { signOffsOf, viewOf } from './sign-off/standing.ts'
import { separationOf } from './situation.ts'
import { testStates } from './test-states.ts'
import { trendMonths } from './trend.ts'

/** What makes an edition of the workbook one that is handed out. */
export interface HandingOut {
  readonly issued: Issued
  readonly tagOf: SheetContext['tagOf']
}

/** `handingOut` null makes the sheets as they are only looked at. */
export function sheetContext(
  db: Reader,
  edition: Edition = usualEdition,
  handingOut: HandingOut | null = null
): SheetContext {
  const issued = handingOut?.issued ?? null
  const today = issued?.at ?? lastEventAt(db)
  const { clientName, auditor, isSample, period } = engagementOf(db)
  const controls = new Map<Check, SheetControl>()
  const controlOf = (check: Check): SheetControl => {
    const known = controls.get(check) ?? asSheetControl(check)
    controls.set(check, known)
    return known
  }
  const sources = sourcesOf(db)
  const context: SheetContext = {
    all: (sql, bindings = {}) => db.all(sql, { ...bindings, period: period.id }),
    edition,
    clientName,
    auditor,
    isSample,
    people: peopleOf(db),
    separation: separationOf(db),
    signOffs: signOffsOf(db).map(viewOf),
    reviewNotes: notesOf(db),
    explainedWarnings: explainedWarnings(db),
    period: { id: period.id, label: period.label },
    today: today.slice(0, 10),
    opinion: opinionOf(db, period.id),
    accounts: accountsOf(db),
    sources,
    proved: provedOf(db, sources),
    completeness: completenessOf(db),
    requests: requestsOf(db),
    controlsOfPeer: (tool, checkId) => controlsOf(tool, checkId).filter(checkOfControl),
    guardrails: guardrailHeads,
    guardrailRows: () => guardrailRows(organizationOf(db)),
    comparison: once(() => comparisonWithPrior(db)),
    trend: once(() => trendMonths(db)),
    clientRemarks: once(() => clientRemarksOf(db)),
    tagOf: handingOut?.tagOf ?? (() => ''),
    findings: once(() => findingRecords(db, today)),
    tests: testStates(db).map(({ check, account, result, conclusion }) => ({
      control: controlOf(check),
      account,
      result,
      conclusion
    })),
    parameters: parameterViews(db),
    frameworks: sheetFrameworks(),
    actionData: actionDataLabel(),
    index: [],
    issued
  }
  return { ...context, index: indexOf(context) }
}

/** What is only looked at stands as on the day something was last done. */
function lastEventAt(db: Reader): string {
  return db.get<{ at: string }>('select at from audit_event order by seq desc limit 1')?.at ?? ''
}

/** Several sheets ask for the same, and a sheet may be made without any of them. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function provedOf(db: Reader, sources: readonly SourceView[]): SheetContext['proved'] {
  const proofsOf = proofs(db)
  const decisionsOf = decisionsBySource(db)
  return sources.flatMap((source) => {
    const proved = proofsOf(source.id)
    return proved === null ? [] : [{ source, proofs: proved, decisions: decisionsOf.get(source.id) ?? [] }]
  })
}

/** The sheets of an edition, in the order of the workbook. */
export function sheetsOf(edition: Edition): readonly Sheet[] {
  return sheets.filter((sheet) => isIn(edition, sheet))
}

/** Every sheet but the cover, which holds the index. */
function indexOf(context: SheetContext): SheetContext['index'] {
  return sheetsOf(context.edition)
    .slice(1)
    .map((sheet) => ({
      id: sheet.id,
      name: sheet.name,
      ref: sheet.ref,
      title: titleOf(sheet, context.edition),
      rows: sheet.count(context)
    }))
}

function sheetFrameworks(): SheetContext['frameworks'] {
  return allChecklists()
    .filter(({ summary }) => summary.version !== null)
    .map(({ summary, sections }) => ({ title: summary.title, requirements: sections }))
}

function asSheetControl(check: Check): SheetControl {
  return {
    control: check.control,
    check: isAutomated(check) ? check.id : null,
    topic: check.topic,
    severity: check.severity,
    criterion: check.criterion,
    references: referencesOf(check.control),
    needs: isAutomated(check) ? check.needs.flat() : [],
    parameters: isAutomated(check) ? check.parameters : []
  }
}
