import { beforeEach, describe, expect, test } from 'vitest'

import type { GateRuleView } from '../../../../src/shared/records/review.ts'
import { refuseOpenGate } from '../../../../src/core/procedures/gate.ts'
import { credentialReport } from '../desk.ts'
import {
  account,
  acceptSources,
  conclude,
  concludeAll,
  disposeOfExceptions,
  sitDownTogether,
  type Period
} from '../sign-off/period.ts'

let desk: Period

beforeEach(async () => {
  desk = await sitDownTogether()
})

async function rule(code: string): Promise<GateRuleView> {
  const { rules } = await desk.ask('gate.show', {})
  const found = rules.find((one) => one.code === code)
  if (!found) throw new Error(`No rule ${code}`)
  return found
}

async function expectHolds(code: string, sentence: RegExp | string): Promise<void> {
  const { count, sentence: said, first } = await rule(code)
  expect({ count, first }).toEqual({ count: 0, first: [] })
  expect(said).toMatch(sentence)
}

async function expectFails(
  code: string,
  count: number,
  sentence: RegExp | string,
  first?: readonly string[]
): Promise<void> {
  const found = await rule(code)
  expect(found.count).toBe(count)
  expect(found.sentence).toMatch(sentence)
  if (first) expect(found.first).toEqual(first)
}

const periodId = '(select id from period)'
const at = "'2026-02-02T09:00:00.000Z'"

/** A finding with its remediation, as the client got it. */
function raiseFinding(cause = 'No process.'): void {
  desk.db.execute(`
    insert into finding (id, ref, period_id, control, title, condition, criteria, cause, effect, recommendation, severity, exceptions,
      population, raised_by, raised_at)
    values (1, 'F-2026-001', ${periodId}, 'MFA-01', 'No device', 'One user has none.', 'Everybody has one.', '${cause}', 'Takeover.',
      'Enrol it.', 'high', 1, 2, 'M. Okafor', ${at});
    insert into finding_account values (1, '${account}');
    insert into finding_step (finding_id, state, reason, done_by, done_at) values (1, 'issued', '', 'M. Okafor', ${at})`)
}

function openRemediation(created = at): void {
  desk.db.execute(`
    insert into remediation (id, ref, finding_id, created_by, created_at) values (1, 'R-2026-001', 1, 'M. Okafor', ${created});
    insert into remediation_step (remediation_id, state, comment, done_by, done_at)
    values (1, 'awaiting-response', '', 'M. Okafor', ${at})`)
}

async function keepNote(): Promise<number> {
  const { id } = await desk.ask('evidence.note', {
    control: 'ROOT-01',
    accounts: [account],
    title: 'Letter of 2026-01-12',
    text: 'The client wrote.'
  })
  return id
}

function addPriorPeriod(): void {
  desk.db.execute(`
    insert into period (id, label, state) values (900, '2025-12', 'issued');
    update period set prior_id = 900 where label = '2026-01'`)
}

describe('an error', () => {
  test('E1: every test has a conclusion', async () => {
    await expectFails('E1', (await desk.ask('engagement.show', {})).tests, /have no conclusion\.$/)
    await concludeAll(desk)
    await expectHolds('E1', /^All \d+ tests are concluded\.$/)
  })

  test('E2: a conclusion better than its result is approved', async () => {
    await expectHolds('E2', /^No conclusion is better/)
    const { outcome, result_hash: hash } = desk.db.get<{ outcome: string; result_hash: string }>(
      "select outcome, result_hash from check_result where control = 'MFA-01'"
    ) ?? { outcome: '', result_hash: '' }
    desk.db.run(
      `insert into conclusion (period_id, control, account_id, conclusion, reason, steps, bulk, concluded_by, concluded_at, relied_outcome, relied_hash)
       values (${periodId}, 'MFA-01', :account, 'effective', 'It was a test user.', '[]', 0, 'M. Okafor', ${at}, :outcome, :hash)`,
      { account, outcome, hash }
    )
    await expectFails('E2', 1, /^1 conclusion is better than the automated outcome/, [`MFA-01/${account}`])

    const override = (approver: string) =>
      desk.db
        .execute(`insert into conclusion_override (ref, period_id, control, account_id, outcome, conclusion, reason, rationale, author, proposed_at, approver)
        values ('O-' || (select count(*) from conclusion_override), ${periodId}, 'MFA-01', '${account}', 'fail', 'effective', 'other', 'A test user without access.', 'M. Okafor', ${at}, ${approver})`)
    override('null')
    await expectFails('E2', 1, /no approved override/)
    override("'S. Lindqvist'")
    await expectHolds('E2', /^No conclusion is better/)
  })

  test('E3: every exception is disposed of', async () => {
    disposeOfExceptions(desk, 'MFA-01')
    await expectFails('E3', 1, /^1 of \d+ exceptions in 1 test has no disposition\.$/, [`MFA-01/${account}`])
    disposeOfExceptions(desk)
    await expectHolds('E3', /exceptions are disposed of\.$/)
    desk.db.execute(`insert into disposition (period_id, fingerprint, kind, rationale, decided_by, decided_at)
      select ${periodId}, e.fingerprint, 'open', 'Not so sure.', 'M. Okafor', ${at}
      from check_exception e join check_result r on r.id = e.result_id where r.control = 'MFA-01'`)
    await expectFails('E3', 1, /has no disposition/)
  })

  test('E4: every source relied on is accepted', async () => {
    await expectFails('E4', 1, /^1 of 1 sources relied on is not accepted\.$/, ['SF-001'])
    await acceptSources(desk)
    await expectHolds('E4', 'All 1 sources relied on are accepted.')
  })

  test('E5: every piece of evidence is there, and is looked into before anything is closed', async () => {
    await expectHolds('E5', 'There is no evidence yet.')
    const id = await keepNote()
    await expectHolds('E5', 'The bytes of all 1 pieces of evidence are there.')

    desk.db.execute('drop trigger object_chunk_is_fixed')
    const object = `(select object_id from evidence where id = ${id})`
    desk.db.execute(`update object_chunk set bytes = x'00' where object_id = ${object}`)
    await expectHolds('E5', /are there/)
    desk.db.execute(`update object_chunk set size = size + 1 where object_id = ${object}`)
    await expectFails('E5', 1, /is not as it was received/, ['E-0001'])
  })

  test('E6: no sign-off is stale', async () => {
    await expectHolds('E6', 'Nothing is signed yet.')
    await acceptSources(desk)
    await conclude(desk, 'ROOT-01', 'effective')
    await desk.ask('sign-off.sign', {
      scope: 'test',
      refs: [`ROOT-01/${account}`],
      role: 'preparer',
      meaning: ''
    })
    await expectHolds('E6', 'All 1 sign-offs cover what is there now.')
    await conclude(desk, 'ROOT-01', 'effective', 'Also seen on the console.')
    await expectFails('E6', 1, /covers what is not there any more/, [`Test ROOT-01/${account} (preparer)`])
  })

  test('E7: preparer and reviewer are different people', async () => {
    await acceptSources(desk)
    await conclude(desk, 'ROOT-01', 'effective')
    const refs = [`ROOT-01/${account}`]
    await desk.ask('sign-off.sign', { scope: 'test', refs, role: 'preparer', meaning: '' })
    await desk.as('reviewer')
    await desk.ask('sign-off.sign', { scope: 'test', refs, role: 'reviewer', meaning: '' })
    await expectHolds('E7', 'Nobody reviewed their own work.')

    await conclude(desk, 'ROOT-01', 'effective')
    await expectFails('E7', 1, /prepared and reviewed by the same person/)
  })

  test('E7: a single auditor is disclosed', async () => {
    await desk.as('partner')
    await desk.ask('engagement.separation', { separation: 'single-auditor' })
    await expectHolds('E7', 'A single auditor is disclosed on the cover; nobody reviews independently.')
  })

  test('E8: no must-fix note is open', async () => {
    await expectHolds('E8', 'Nobody raised a must-fix note.')
    const note = {
      target: 'period',
      ref: '2026-01',
      text: 'Tie the accounts.',
      assignedTo: '',
      pointsForward: false
    } as const
    await desk.ask('review-note.raise', { ...note, class: 'clarify' })
    await expectHolds('E8', 'Nobody raised a must-fix note.')
    const { ref } = await desk.ask('review-note.raise', { ...note, class: 'must-fix' })
    await desk.ask('review-note.step', { note: ref, step: 'responded', text: 'They are tied.' })
    await expectFails('E8', 1, /^1 of 1 must-fix notes is open/, ['N-002 on 2026-01'])
    await desk.ask('review-note.step', { note: ref, step: 'cleared', text: '' })
    await expectHolds('E8', 'All 1 must-fix notes are settled.')
  })

  test('E9: every finding has its five elements', async () => {
    await expectHolds('E9', 'There is no finding.')
    raiseFinding('')
    await expectFails('E9', 1, /lacks an element/, ['F-2026-001: no cause'])
    desk.db
      .execute(`insert into finding_revision (finding_id, title, condition, criteria, cause, effect, recommendation, revised_by, revised_at)
      values (1, 'No device', 'One.', 'All.', 'No process.', 'Takeover.', 'Enrol it.', 'M. Okafor', ${at})`)
    await expectHolds('E9', 'All 1 findings have their elements.')
  })

  test('E10: every remediation has an owner and a due date', async () => {
    raiseFinding()
    await expectHolds('E10', 'No remediation is open.')
    openRemediation()
    await expectHolds('E10', /wait for a response for less than 10 days/)
    desk.db.execute(`insert into remediation (ref, finding_id, created_by, created_at)
      values ('R-2026-002', 1, 'M. Okafor', '2026-01-02T09:00:00.000Z')`)
    await expectFails('E10', 1, /has no owner or due date/, ['R-2026-002'])

    const evidence = await keepNote()
    desk.db.execute(`
      insert into management_response (remediation_id, position, response, action, owner, owner_email, responder, responder_title, evidence_id, recorded_by, recorded_at)
      select id, 'agree', 'Yes.', 'Enrol.', 'J. Hartmann', '', 'T. Braun', 'CISO', ${evidence}, 'M. Okafor', ${at} from remediation;
      insert into remediation_due (remediation_id, due, reason, requested_by, evidence_id, recorded_by, recorded_at)
      select id, '2026-03-31', '', 'T. Braun', ${evidence}, 'M. Okafor', ${at} from remediation`)
    await expectHolds('E10', /^All 2 open remediations/)
  })

  test('E11: every risk acceptance holds', async () => {
    await expectHolds('E11', 'No risk is accepted.')
    raiseFinding()
    const evidence = await keepNote()
    const accept = (ref: string, until: string) =>
      desk.db
        .execute(`insert into risk_acceptance (ref, finding_id, covers, covered_hash, reason, compensating_controls, residual_severity, approver,
          approver_title, approved_at, evidence_id, valid_from, expires_at, auditor_view, recorded_by, recorded_at)
        values ('${ref}', 1, '[]', '', 'Legacy.', 'Monitored.', 'low', 'T. Braun', 'CISO', '2025-06-01', ${evidence}, '2025-06-01', '${until}', '',
          'M. Okafor', ${at})`)
    accept('RA-2026-001', '2026-01-31')
    await expectFails('E11', 1, /does not hold/, ['RA-2026-001 expired on 2026-01-31'])
    desk.db.execute(
      `insert into risk_acceptance_end (acceptance_id, reason, ended_by, ended_at) values (1, 'Fixed.', 'M. Okafor', ${at})`
    )
    await expectHolds('E11', 'No risk is accepted.')
    accept('RA-2026-002', '2026-05-31')
    await expectHolds('E11', 'All 1 risk acceptances hold and are approved.')
    await desk.ask('evidence.withdraw', { evidence, reason: 'Nobody signed it.' })
    await expectFails('E11', 1, /does not hold/, ['RA-2026-002: its approval E-0001 was withdrawn'])
  })

  test('E12: every closure rests on a passed retest after the fix', async () => {
    raiseFinding()
    openRemediation()
    await expectHolds('E12', 'Nothing was closed.')
    desk.db.execute(`
      insert into remediation_step (remediation_id, state, comment, claimed_at, done_by, done_at)
      values (1, 'implemented', '', '2026-01-20', 'M. Okafor', ${at});
      insert into remediation_step (remediation_id, state, comment, done_by, done_at) values (1, 'closed', '', 'S. Lindqvist', ${at})`)
    await expectFails('E12', 1, /rests on no passed retest/, ['R-2026-001: no passed retest'])

    const retest = (ref: string, date: string) =>
      desk.db
        .execute(`insert into retest (ref, remediation_id, claim_id, period_id, result, procedure, still_open, sources, population, performed_by, performed_at)
        values ('${ref}', 1, (select id from remediation_step where state = 'implemented'), ${periodId}, 'passed', '', '[]', '[{"date":"${date}T00:00:00.000Z"}]', 2, 'T. Ito', '2026-02-02T10:00:00.000Z')`)
    retest('T-001', '2026-01-10')
    await expectFails('E12', 1, /no passed retest/, [
      'R-2026-001: T-001 rests on sources from before the fix'
    ])
    retest('T-002', '2026-01-31')
    await expectHolds('E12', 'All 1 closures rest on a passed retest.')
  })

  test('E13: the accounts are tied to the organization', async () => {
    await expectHolds(
      'E13',
      'No export speaks of an organization, so there is no list to tie the accounts to.'
    )
    const organization = `insert into org_organization (source_id, account_id, id, arn, partition, feature_set, line)
      values (1, '${account}', 'o-1', 'arn:aws:organizations::${account}:organization/o-1', 'aws', 'ALL', 1)`
    desk.db.execute(organization)
    await expectFails('E13', 1, /the list of its accounts was not received/)
    const list = (id: string, status: string) =>
      desk.db.execute(`insert into org_account (source_id, account_id, id, arn, name, email, status, line)
        values (1, '${account}', '${id}', 'arn:aws:organizations::${account}:account/o-1/${id}', 'prod', '', '${status}', 1)`)
    list('444455556666', 'ACTIVE')
    await expectFails(
      'E13',
      2,
      /1 active in the organization without exports, 1 exported and not in the organization's list/
    )
    desk.db.execute('delete from org_account')
    list(account, 'ACTIVE')
    list('777788889999', 'SUSPENDED')
    await expectHolds('E13', 'All 1 active accounts of the organization were exported, and no other.')
  })
})

describe('a warning', () => {
  async function sameReason(controls: number): Promise<void> {
    const { sections } = await desk.ask('checklist.show', { account })
    const items = sections.flatMap((section) => section.items).slice(0, controls)
    for (const { control } of items)
      await conclude(desk, control, 'inconclusive', 'The export was not received.')
  }

  test('W1: a reason is written for its test', async () => {
    await sameReason(5)
    await expectHolds('W1', /^No reason stands in more than 5 tests\.$/)
    await sameReason(6)
    await expectFails('W1', 1, /^1 reason stands in more than 5 tests\.$/, [
      '6 tests: The export was not received.'
    ])
  })

  test('W2: conclusions are made test by test', async () => {
    await expectHolds('W2', 'Nothing is concluded yet.')
    await sameReason(5)
    await expectHolds('W2', '0 of 5 conclusions were made for several tests at once.')
    desk.db.execute('update conclusion set bulk = 1')
    await expectFails('W2', 5, '5 of 5 conclusions were made for several tests at once.')
  })

  test('W3: every test was looked at', async () => {
    await sameReason(3)
    desk.db.execute("update conclusion set concluded_at = '2026-02-02T09:00:0' || (id * 3) || '.000Z'")
    await expectHolds('W3', /^No conclusion followed/)
    desk.db.execute("update conclusion set concluded_at = '2026-02-02T09:00:0' || id || '.000Z'")
    await expectFails('W3', 2, /^2 conclusions followed on the one before in less than 2 seconds\.$/)
    desk.db.execute('update conclusion set bulk = 1')
    await expectHolds('W3', /^No conclusion followed/)
  })

  test('W4: pictures say when and where they were taken', async () => {
    const attach = async (title: string) => {
      const upload = await desk.send('console.png', title)
      await desk.ask('evidence.attach', {
        control: 'ROOT-01',
        accounts: [account],
        title,
        upload,
        mime: 'image/png'
      })
    }
    await attach('IAM dashboard, 2026-01-30')
    await attach('IAM dashboard, console.aws.amazon.com')
    await expectHolds('W4', /^Every picture/)
    await attach('IAM dashboard')
    await expectFails('W4', 1, /neither a date nor an address/, ['E-0003'])
  })

  test('W5: no more is "not applicable" than last month', async () => {
    await expectHolds('W5', 'There is no month before.')
    addPriorPeriod()
    await expectHolds('W5', '0 tests are concluded "not applicable", 0 were last month.')
    await conclude(desk, 'ROOT-01', 'not-applicable', 'No such account any more.')
    await expectFails('W5', 1, '1 tests are concluded "not applicable", 0 were last month.')
  })

  test('W6: populations that moved are explained', async () => {
    addPriorPeriod()
    const prior = (population: number) =>
      desk.db.execute(`delete from check_result where period_id = 900;
        insert into check_result (period_id, check_id, control, account_id, outcome, reason, population, exceptions, needs_review, result_hash)
        select 900, check_id, control, account_id, outcome, '', ${population}, 0, 0, '' from check_result where control = 'MFA-01'`)
    const now =
      desk.db.get<{ n: number }>("select population as n from check_result where control = 'MFA-01'")?.n ?? 0
    prior(now)
    await expectHolds('W6', /^No population moved/)
    prior(now + 10)
    await expectFails('W6', 1, /^1 population moved by more than 20 %/, [
      `MFA-01/${account}: ${now + 10} to ${now}`
    ])
    await conclude(desk, 'MFA-01', 'exception', 'Ten users left with the sold business.')
    await expectHolds('W6', /^No population moved/)
  })

  test('W7: evidence of manual steps is of this month', async () => {
    await desk.ask('evidence.note', {
      control: 'ROOT-08',
      accounts: [account],
      title: 'Inquiry',
      text: 'Spoke with T. Braun.'
    })
    await expectHolds('W7', /^No evidence of a manual step is older/)
    desk.db.execute('drop trigger evidence_is_fixed')
    desk.db.execute("update evidence set added_at = '2025-12-30T09:00:00.000Z'")
    await expectFails('W7', 1, /is older than the month/, ['E-0001'])
  })

  test('W8: open findings were observed', async () => {
    raiseFinding()
    await expectHolds('W8', /^Every open finding/)
    desk.db.execute(`insert into finding_occurrence values (1, ${periodId}, 'not-observed', 0)`)
    await expectFails('W8', 1, /was not observed this month and is still open/, ['F-2026-001'])
  })

  test('W9: more than one person worked', async () => {
    await acceptSources(desk)
    await conclude(desk, 'ROOT-01', 'effective')
    await expectFails('W9', 1, 'M. Okafor decided on every source and made every conclusion.')
    await desk.as('reviewer')
    await conclude(desk, 'ROOT-02', 'effective', 'Seen on the credential report.')
    await expectHolds('W9', 'Sources and conclusions are not all of one person.')
  })

  test('is explained in a sentence, and stays in sight', async () => {
    await acceptSources(desk)
    await conclude(desk, 'ROOT-01', 'effective')
    const before = await desk.ask('gate.show', {})
    await desk.ask('gate.explain', { warning: 'W9', sentence: 'The second auditor joins next month.' })
    const after = await desk.ask('gate.show', {})

    expect(after.unexplained).toBe(before.unexplained - 1)
    expect(await rule('W9')).toMatchObject({
      count: 1,
      explanation: { sentence: 'The second auditor joins next month.', by: 'M. Okafor' }
    })
  })
})

describe('the gate', () => {
  test('refuses while an error stands, and names the first', () => {
    expect(() => refuseOpenGate(desk.db, '2026-02-03T09:00:00.000Z')).toThrow(
      /^The close-out gate is open at E1, E3, E4\. E1: \d+ of \d+ tests have no conclusion\.$/
    )
  })

  test('lets pass what holds, and reads the evidence before it does', async () => {
    await acceptSources(desk)
    const id = await keepNote()
    await concludeAll(desk)
    disposeOfExceptions(desk)
    refuseOpenGate(desk.db, '2026-02-03T09:00:00.000Z')

    desk.db.execute('drop trigger object_chunk_is_fixed')
    desk.db.execute(
      `update object_chunk set bytes = x'00' where object_id = (select object_id from evidence where id = ${id})`
    )
    expect(() => refuseOpenGate(desk.db, '2026-02-03T09:00:00.000Z')).toThrow(
      'The close-out gate is open at E5: the bytes of E-0001 are not those received.'
    )
  })

  test('is the same for a month whose files came again', async () => {
    const before = await desk.ask('gate.show', {})
    await desk.receive({ 'again.csv': credentialReport(account, { 'j.hartmann': { mfa: false } }) })

    expect(await desk.ask('gate.show', {})).toEqual(before)
  })
})
