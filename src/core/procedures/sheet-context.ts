/** What the sheets of the workbook are made from: the record and facts of the open period, and the definitions they speak of. */
import { parameters, type ParameterName } from '../../shared/parameters.ts'
import type { SourceView } from '../../shared/records/source.ts'
import type { ParameterView } from '../../shared/records/test.ts'
import { isAutomated, type Check } from '../checks/check.ts'
import { controlsOf } from '../checklists/peer-checks.ts'
import { referencesOf } from '../checklists/references.ts'
import { sheets } from '../sheets/index.ts'
import type { Issued, SheetContext, SheetControl } from '../sheets/sheet.ts'
import type { Reader } from '../store/database.ts'
import { accountsOf } from './accounts.ts'
import { engagementOf, parametersOf } from './engagement.ts'
import { proofs } from './proofs/index.ts'
import { completenessOf, requestsOf } from './show-completeness.ts'
import { decisionsBySource } from './show-proofs.ts'
import { sourcesOf } from './show-sources.ts'
import { testStates } from './test-states.ts'

/** `issued` null makes the sheets as they are only looked at. */
export function sheetContext(db: Reader, issued: Issued | null = null): SheetContext {
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
    clientName,
    auditor,
    isSample,
    period: { id: period.id, label: period.label },
    accounts: accountsOf(db),
    sources,
    proved: provedOf(db, sources),
    completeness: completenessOf(db),
    requests: requestsOf(db),
    controlsOfPeer: controlsOf,
    tests: testStates(db).map(({ check, account, result, conclusion }) => ({
      control: controlOf(check),
      account,
      result,
      conclusion
    })),
    parameters: parameterViews(db),
    index: [],
    issued
  }
  return { ...context, index: indexOf(context) }
}

function provedOf(db: Reader, sources: readonly SourceView[]): SheetContext['proved'] {
  const proofsOf = proofs(db)
  const decisionsOf = decisionsBySource(db)
  return sources.flatMap((source) => {
    const proved = proofsOf(source.id)
    return proved === null ? [] : [{ source, proofs: proved, decisions: decisionsOf.get(source.id) ?? [] }]
  })
}

/** Every sheet but the cover, which holds the index. */
function indexOf(context: SheetContext): SheetContext['index'] {
  return sheets.slice(1).map((sheet) => ({
    id: sheet.id,
    name: sheet.name,
    ref: sheet.ref,
    title: sheet.title,
    rows: sheet.count(context)
  }))
}

function asSheetControl(check: Check): SheetControl {
  return {
    control: check.control,
    check: isAutomated(check) ? check.id : null,
    topic: check.topic,
    severity: check.severity,
    criterion: check.criterion,
    references: referencesOf(check.control),
    needs: isAutomated(check) ? check.needs.flat() : []
  }
}

function parameterViews(db: Reader): ParameterView[] {
  const values = parametersOf(db)
  return (Object.keys(parameters) as ParameterName[]).map((name) => ({
    name,
    ...parameters[name],
    value: values[name]
  }))
}
