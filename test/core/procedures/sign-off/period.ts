/** A small period with two auditors at it: one account, its sources accepted, nothing concluded yet. */
import type { Conclusion, Outcome } from '../../../../src/shared/vocabulary.ts'
import { credentialReport, sitDown, type Desk } from '../desk.ts'
import { passphrase, seat } from '../people.ts'

export const account = '111122223333'

export interface Period extends Desk {
  /** Lets somebody work. */
  readonly as: (who: 'preparer' | 'reviewer' | 'partner' | 'other') => Promise<void>
}

/** j.hartmann has no MFA device: MFA-01 fails, ROOT-01 passes. */
export async function sitDownTogether(): Promise<Period> {
  const desk = sitDown()
  await desk.receive({ 'a.csv': credentialReport(account, { 'j.hartmann': { mfa: false } }) })
  const ids = {
    preparer: await seat(desk.db, 'M. Okafor', 'preparer'),
    reviewer: await seat(desk.db, 'S. Lindqvist', 'reviewer'),
    partner: await seat(desk.db, 'P. Adler', 'partner'),
    other: await seat(desk.db, 'T. Ito', 'reviewer')
  }
  const period: Period = {
    ...desk,
    async as(who) {
      await desk.ask('person.unlock', { person: ids[who], passphrase })
    }
  }
  await period.as('partner')
  await desk.ask('engagement.separation', { separation: 'strict' })
  await period.as('preparer')
  return period
}

export async function acceptSources(desk: Desk): Promise<void> {
  const sources = desk.db.all<{ id: number }>(
    "select id from source where state = 'read' and id not in (select source_id from acceptance)"
  )
  await desk.ask('source.decide', {
    sources: sources.map(({ id }) => id),
    decision: 'accepted-with-limitation',
    reason: 'One export of one account.'
  })
}

const concludedAs: { readonly [O in Outcome]: Conclusion } = {
  pass: 'effective',
  fail: 'exception',
  'needs-review': 'observation',
  'not-applicable': 'not-applicable',
  'not-tested': 'inconclusive'
}

/** Every test as its outcome proposes, manual steps as not performed. */
export async function concludeAll(desk: Desk): Promise<readonly string[]> {
  const { sections } = await desk.ask('checklist.show', { account })
  const items = sections.flatMap((section) => section.items)
  for (const { control, outcome } of items)
    await desk.ask('conclusion.record', {
      control,
      accounts: [account],
      conclusion: outcome === null ? 'inconclusive' : concludedAs[outcome],
      reason: `What was seen of ${control} this month.`,
      steps: []
    })
  return items.map(({ control }) => `${control}/${account}`)
}

/** As decided elsewhere: every exception is immaterial, except those of `but`. */
export function disposeOfExceptions(desk: Desk, but = ''): void {
  desk.db.run(
    `insert into disposition (period_id, fingerprint, kind, ref, rationale, decided_by, decided_at)
     select r.period_id, e.fingerprint, 'immaterial', null, 'A test user.', 'M. Okafor', '2026-02-02T09:00:00.000Z'
     from check_exception e
     join check_result r on r.id = e.result_id
     where e.status = 'exception' and r.control <> :but`,
    { but }
  )
}

export async function conclude(
  desk: Desk,
  control: string,
  conclusion: Conclusion,
  reason = ''
): Promise<void> {
  await desk.ask('conclusion.record', { control, accounts: [account], conclusion, reason, steps: [] })
}
