/** How long the close-out gate takes over ten thousand tests, all concluded, disposed of and signed. */
import { expect, test } from 'vitest'

import { awsIam } from '../../src/core/checklists/aws-iam.ts'
import { gateOf } from '../../src/core/procedures/gate.ts'
import { attentionOf } from '../../src/core/procedures/judging/attention.ts'
import { testRecords } from '../../src/core/procedures/sign-off/test-record.ts'
import { testStates } from '../../src/core/procedures/test-states.ts'
import { credentialReport, sitDown } from '../core/procedures/desk.ts'

const wanted = 10_000
const catalogue = awsIam.sections.flatMap(({ controls }) => controls)

test('the gate over ten thousand signed tests', async () => {
  const desk = sitDown()
  const controls = catalogue.length
  const accounts = Math.ceil(wanted / controls)
  await desk.receive(
    Object.fromEntries(
      Array.from({ length: accounts }, (_, n) => {
        const account = String(111_111_111_111 + n)
        return [
          `${account}.csv`,
          credentialReport(account, { 'j.hartmann': { mfa: false }, 'a.kowalski': { mfa: true } })
        ]
      })
    )
  )
  const sources = desk.db.all<{ id: number }>('select id from source').map(({ id }) => id)
  await desk.ask('source.decide', { sources, decision: 'accepted-with-limitation', reason: 'Of the bench.' })
  concludeEverything(desk)
  const { topics } = await desk.ask('sign-off.show', {})
  const tests = topics.reduce((sum, one) => sum + one.tests, 0)
  for (const { toSign } of topics)
    if (toSign.preparer.length > 0)
      await desk.ask('sign-off.sign', {
        scope: 'test',
        refs: [...toSign.preparer],
        role: 'preparer',
        meaning: ''
      })

  const now = '2026-02-03T09:00:00.000Z'
  const gate = times(() => gateOf(desk.db, now))
  const all = testStates(desk.db)
  const attention = times(() => attentionOf(desk.db, now, all))
  const one = testStates(desk.db, { control: 'MFA-01' })
  const attentionOfOne = times(() => attentionOf(desk.db, now, one))
  const signed = desk.db.get<{ n: number }>('select count(*) as n from sign_off')?.n ?? 0
  console.log(`gate: ${tests} tests, ${signed} signed, ${gate}`)
  console.log(`attention to all of them: ${attention}`)
  console.log(`attention to ${one.length} of one control: ${attentionOfOne}`)
  expect(signed).toBe(tests)
})

/** Of five times: what passed by the clock, and what the processor worked. */
function times(work: () => unknown): string {
  return Array.from({ length: 5 }, () => {
    const [clock, used] = [performance.now(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(used)
    return `${(performance.now() - clock).toFixed(0)} ms (${((user + system) / 1000).toFixed(0)} ms)`
  }).join(', ')
}

function concludeEverything({ db }: ReturnType<typeof sitDown>): void {
  const period = '(select id from period)'
  const at = '2026-02-02T09:00:00.000Z'
  const tests = db.all<{ control: string; account: string; outcome: string; hash: string }>(
    'select control, account_id as account, outcome, result_hash as hash from check_result'
  )
  const relied = new Map(tests.map((one) => [`${one.control}/${one.account}`, one]))
  for (const { ref, check, account } of testRecords(db)) {
    const result = relied.get(ref)
    const { control } = check
    db.run(
      `insert into conclusion (period_id, control, account_id, conclusion, reason, steps, bulk, concluded_by, concluded_at,
           relied_outcome, relied_hash)
         values (${period}, :control, :account, :conclusion, :reason, '[]', 0, 'M. Okafor', '${at}', :outcome, :hash)`,
      {
        control,
        account: account.id,
        conclusion: result?.outcome === 'pass' ? 'effective' : 'inconclusive',
        reason: `Of ${control} for ${account.id}.`,
        outcome: result?.outcome ?? null,
        hash: result?.hash ?? null
      }
    )
  }
  db.execute(
    `insert into disposition (period_id, fingerprint, kind, ref, rationale, decided_by, decided_at)
     select r.period_id, e.fingerprint, 'immaterial', null, 'Of the bench.', 'M. Okafor', '${at}'
     from check_exception e
     join check_result r on r.id = e.result_id`
  )
}
