import { beforeEach, expect, test } from 'vitest'

import { account, acceptSources, conclude, sitDownTogether, type Period } from './period.ts'

let desk: Period
const by = `The sign-off of M. Okafor as preparer over Test ROOT-01/${account} (2026-01)`

beforeEach(async () => {
  desk = await sitDownTogether()
  await acceptSources(desk)
  await conclude(desk, 'ROOT-01', 'effective')
  await desk.ask('sign-off.sign', {
    scope: 'test',
    refs: [`ROOT-01/${account}`],
    role: 'preparer',
    meaning: ''
  })
})

async function faults(): Promise<readonly string[]> {
  return (await desk.ask('engagement.verify', {})).faults.filter((fault) => /sign-off|signed/i.test(fault))
}

/** As somebody with the file and an editor would. */
function tamper(sql: string): void {
  desk.db.execute('drop trigger sign_off_is_fixed; drop trigger sign_off_is_kept')
  desk.db.execute(sql)
}

test('a sign-off that nobody touched verifies, and is counted', async () => {
  expect(await faults()).toEqual([])
  expect((await desk.ask('engagement.verify', {})).signOffs).toBe(1)
})

test.each([
  [
    "update sign_off set content = replace(content, 'effective', 'exception')",
    `${by} covers a content that was changed.`
  ],
  [
    "update sign_off set meaning = 'I saw nothing.'",
    `${by} is forged: the key of M. Okafor did not sign it.`
  ],
  [
    "update sign_off set signed_at = '2026-01-01T00:00:00.000Z'",
    `${by} is forged: the key of M. Okafor did not sign it.`
  ],
  ['update sign_off set signature = null', `${by} is not the one the event log tells of.`],
  [
    "update sign_off set person_id = (select id from person where role = 'partner')",
    `${by} was made with the key of P. Adler.`
  ],
  ['update sign_off set person_id = 99', `${by} names a person who is not in the engagement.`],
  [
    "update sign_off set content_hash = replace(content_hash, substr(content_hash, 1, 1), 'f'), content = '{}'",
    `${by} covers a content that was changed.`
  ],
  [
    'delete from sign_off',
    `A sign-off is missing: 2026-01/test/ROOT-01/${account}/preparer is in the event log.`
  ]
])('%s is found', async (sql, sentence) => {
  desk.db.execute('pragma foreign_keys = off')
  tamper(sql)

  expect(await faults()).toContain(sentence)
})

test('a sign-off written into the file is in no event', async () => {
  tamper(`insert into sign_off (period_id, scope, scope_ref, role, person_id, printed_name, title, meaning, signed_at, content_hash,
      content, chain_seq, chain_head, signature)
    select period_id, scope, scope_ref, 'reviewer', null, 'S. Lindqvist', title, meaning, signed_at, content_hash, content,
      chain_seq, chain_head, null
    from sign_off`)

  expect(await faults()).toContain(
    `The sign-off of S. Lindqvist as reviewer over Test ROOT-01/${account} (2026-01) is in no event of the log.`
  )
})

test('a log that is not the one signed over shows', async () => {
  tamper("update sign_off set chain_head = replace(chain_head, substr(chain_head, 1, 1), 'z')")

  expect((await faults()).join(' ')).toMatch(
    /The event log is not the one M\. Okafor signed over: event \d+ has another hash\./
  )
})

test('the first event that does not fit is named', async () => {
  desk.db.execute('drop trigger audit_event_is_fixed')
  desk.db.execute("update audit_event set actor = 'Somebody' where seq = 3")

  const verification = await desk.ask('engagement.verify', {})
  expect(verification.brokenAt).toBe(3)
  expect(verification.ok).toBe(false)
})
