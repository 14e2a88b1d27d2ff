/** Decides what becomes of exceptions, one or many at once: raised in a finding, accepted by the client, or set aside with a reason. */
import { WorkbenchError } from '../../shared/errors.ts'
import { refusalOfDisposition } from '../../shared/states/disposition.ts'
import type { Reader } from '../store/database.ts'
import { controlNamed } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { acceptancesOf } from './findings/acceptances.ts'
import { coveredBy } from './findings/items.ts'
import { findingNamed, keptFindings } from './findings/kept.ts'
import { dispositionsOf, keepDispositions } from './judging/dispositions.ts'
import { procedure } from './procedure.ts'

export default procedure(
  'disposition.decide',
  (context, { control, account, exceptions, kind, ref = null, rationale }) => {
    const { db, now } = context
    controlNamed(control)
    const { period } = engagementOf(db)
    const listed = listedIn(db, period.id, control, account)
    const standing = dispositionsOf(db, period.id, [...listed.keys()])
    const chosen =
      exceptions === undefined
        ? [...listed].flatMap(([fingerprint, status]) =>
            status === 'exception' && !standing.has(fingerprint) ? [fingerprint] : []
          )
        : [...new Set(exceptions)]
    if (chosen.length === 0)
      throw new WorkbenchError('not-allowed', `${control} has no exception that is left to judge.`)

    const decided = chosen.map((fingerprint) => {
      if (!listed.has(fingerprint))
        throw new WorkbenchError('not-found', `${control} has no exception ${short(fingerprint)} now.`)
      const before = standing.get(fingerprint)?.kind ?? 'open'
      const refusal = refusalOfDisposition({ from: before, to: kind, ref, rationale })
      if (refusal !== null)
        throw new WorkbenchError(
          'not-allowed',
          `Exception ${short(fingerprint)} of ${control} is not judged so: ${refusal}.`
        )
      return { fingerprint, before }
    })
    if (ref !== null) {
      const covers =
        kind === 'finding' ? coveredByFinding(db, ref, control) : coveredByAcceptance(db, ref, now())
      const outside = chosen.filter((fingerprint) => !covers.has(fingerprint))
      const [first] = outside
      if (first !== undefined)
        throw new WorkbenchError(
          'not-allowed',
          `${ref} does not cover ${outside.length === 1 ? 'exception' : `${outside.length} of these exceptions, the first`} ${short(first)}.`
        )
    }
    keepDispositions(context, { period, control }, decided, { kind, ref, rationale: rationale.trim() })
    return { judged: decided.length }
  }
)

/** Fingerprints of what the results of a control list, with the status. */
function listedIn(
  db: Reader,
  period: number,
  control: string,
  account: string | null
): ReadonlyMap<string, 'exception' | 'needs-review'> {
  return new Map(
    db
      .all<{ fingerprint: string; status: 'exception' | 'needs-review' }>(
        `select e.fingerprint, e.status
         from check_result r
         join check_exception e on e.result_id = r.id
         where r.period_id = :period and r.control = :control and (:account is null or r.account_id = :account)
         order by e.status = 'exception', e.id`,
        { period, control, account }
      )
      .map(({ fingerprint, status }) => [fingerprint, status])
  )
}

function coveredByFinding(db: Reader, ref: string, control: string): ReadonlySet<string> {
  const finding = findingNamed(db, ref)
  if (finding.control !== control)
    throw new WorkbenchError('not-allowed', `${ref} is about ${finding.control}, not ${control}.`)
  if (finding.state === 'closed' || finding.state === 'withdrawn')
    throw new WorkbenchError(
      'not-allowed',
      `${ref} is ${finding.state}; raise a new finding over what is there now.`
    )
  return new Set(coveredBy(db, finding.id).map(({ fingerprint }) => fingerprint))
}

/** `today`: ISO-8601 UTC, for what expired. */
function coveredByAcceptance(db: Reader, ref: string, today: string): ReadonlySet<string> {
  const accepted = db.get<{ finding: string }>(
    'select f.ref as finding from risk_acceptance a join finding f on f.id = a.finding_id where a.ref = :ref',
    { ref }
  )
  const finding = keptFindings(db, { ref: accepted?.finding ?? '' })[0]
  const acceptance = finding && acceptancesOf(db, finding, today).find((one) => one.ref === ref)
  if (!acceptance) throw new WorkbenchError('not-found', `There is no risk acceptance ${ref}.`)
  if (acceptance.state !== 'active')
    throw new WorkbenchError(
      'not-allowed',
      `${ref} does not hold now; the client accepts the risk again, or it is a finding.`
    )
  return new Set(acceptance.covers)
}

function short(fingerprint: string): string {
  return `${fingerprint.slice(0, 12)}…`
}
