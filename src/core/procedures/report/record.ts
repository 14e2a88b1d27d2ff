/** The record of the open period as a report is made from it. */
import { contentHash } from '../../integrity/content-hash.ts'
import type { ReportEdition } from '../../../shared/records/report.ts'
import type { Canonical } from '../../integrity/canonical-json.ts'
import { actionDataLabel } from '../../iam/actions/action-data.ts'
import { isAutomated } from '../../checks/check.ts'
import type { ReportRecord, ReportTest } from '../../reports/record.ts'
import type { Reader } from '../../store/database.ts'
import { accountsOf } from '../accounts.ts'
import { comparisonWithPrior } from '../compare.ts'
import { engagementOf } from '../engagement.ts'
import { findingRecords } from '../findings/views.ts'
import { explainedWarnings, gateOf } from '../gate.ts'
import { parameterViews } from '../parameter-views.ts'
import { peopleOf } from '../people.ts'
import { programVersion } from '../program-version.ts'
import { issuedContentHash } from '../period/content.ts'
import { openPeriod } from '../period/state.ts'
import { notesOf } from '../review-notes.ts'
import { decisionsBySource } from '../show-proofs.ts'
import { sourcesOf } from '../show-sources.ts'
import { opinionOf } from '../sign-off/opinion.ts'
import { signOffsOf, viewOf } from '../sign-off/standing.ts'
import { separationOf } from '../situation.ts'
import { testStates } from '../test-states.ts'
import { trendMonths } from '../trend.ts'
import { exceptionsListed } from './exceptions.ts'

/** Raised whenever what a report is made from takes another form. */
const projection = 'p1'

/** `at` is ISO-8601 UTC, for what is due or lapsed. */
export function reportRecord(db: Reader, edition: ReportEdition, at: string): ReportRecord {
  const { clientName, auditor, isSample, period } = engagementOf(db)
  const kept = openPeriod(db)
  const tests = testStates(db).map(({ check, account, result, conclusion }): ReportTest => ({
    control: check.control,
    topic: check.topic,
    severity: check.severity,
    criterion: check.criterion,
    account: account.id,
    accountName: account.name,
    isManual: !isAutomated(check),
    result,
    conclusion
  }))
  return {
    edition,
    clientName,
    auditor,
    isSample,
    separation: separationOf(db),
    people: peopleOf(db).map(({ name, title, role, leftAt }) => ({ name, title, role, leftAt })),
    period: { label: period.label, state: kept.state, isAsIssued: isAsIssued(db, at) },
    signOffs: signOffsOf(db)
      .map(viewOf)
      .filter(({ scope }) => scope === 'period')
      .map(({ role, name, title, signedAt, state, isSigned }) => ({
        role,
        name,
        title,
        signedAt,
        state,
        isSigned
      })),
    opinion: opinionOf(db, period.id),
    openRules: edition === 'internal' ? openRules(db, at) : [],
    explained: explainedWarnings(db).map(({ code, title, sentence }) => ({ code, title, sentence })),
    accounts: accountsOf(db),
    sources: sourcesOf(db),
    decisions: decisionsThatLimit(db),
    tests,
    exceptions: exceptionsListed(db, period.id),
    findings: findingRecords(db, at),
    months: trendMonths(db),
    comparison: comparisonOf(db),
    parameters: parameterViews(db),
    reviewNotes: edition === 'internal' ? notesOf(db) : [],
    actionData: actionDataLabel(),
    toolVersion: programVersion
  }
}

/** The same record has the same root, whenever and by whom the report is issued. */
export function rootOf(record: ReportRecord): string {
  return contentHash(projection, JSON.parse(JSON.stringify(record)) as Canonical)
}

/** Whether the period is what it was when it was issued; true before. */
export function isAsIssued(db: Reader, at: string): boolean {
  const { state, contentHash } = openPeriod(db)
  return state !== 'issued' || contentHash === null || contentHash === issuedContentHash(db, at)
}

function comparisonOf(db: Reader): ReportRecord['comparison'] {
  const comparison = comparisonWithPrior(db)
  if (comparison === null) return null
  const { from, to, metrics, recurring, limits } = comparison
  return { from, to, metrics, recurring, limits }
}

function openRules(db: Reader, at: string): ReportRecord['openRules'] {
  return gateOf(db, at)
    .rules.filter(({ count, explanation }) => count > 0 && explanation === null)
    .map(({ code, sentence }) => ({ code, sentence }))
}

/** Of each source the decision that stands, with its reason. */
function decisionsThatLimit(db: Reader): ReportRecord['decisions'] {
  return [...decisionsBySource(db)].flatMap(([source, decisions]) => {
    const last = decisions.at(-1)
    return last && last.decision !== 'reopened' && last.reason !== '' ? [{ source, reason: last.reason }] : []
  })
}
