/** Which of two exports of an organization stands: the later answer to the same question, and never the answer to another. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'

import { coverage } from '../../../src/core/procedures/coverage.ts'
import { supersede } from '../../../src/core/procedures/supersede-source.ts'
import { factWriter } from '../../../src/core/store/facts.ts'
import { sitDown, type Desk } from './desk.ts'

const management = '111122223333'

function account(id: string, joined = '2020-01-01T00:00:00Z', of = management): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${of}:account/o-exampleorgid/${id}`,
    Name: `account ${id}`,
    Email: 'a@example.com',
    Status: 'ACTIVE',
    JoinedTimestamp: joined
  }
}

function accounts(...list: readonly object[]): string {
  return JSON.stringify({ Accounts: list })
}

function policy(id: string, type = 'SERVICE_CONTROL_POLICY'): object {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${management}:policy/o-exampleorgid/x/${id}`,
    Name: id,
    Type: type,
    AwsManaged: false
  }
}

function accountsOf({ db }: Desk): string[] {
  return db.all<{ id: string }>('select id from org_account order by id').map(({ id }) => id)
}

async function statesOf(desk: Desk): Promise<Record<string, string>> {
  return Object.fromEntries((await desk.ask('source.list', {})).map(({ name, state }) => [name, state]))
}

const error = (code: string, operation: string): string =>
  `An error occurred (${code}) when calling the ${operation} operation: x`

describe('a later list of all accounts', () => {
  test('stands, and an account that is gone from it is gone, also where that one had joined last', async () => {
    const desk = sitDown()
    await desk.receive({
      'january/list-accounts.json': accounts(
        account(management),
        account('444455556666'),
        account('777788889999', '2026-01-15T00:00:00Z')
      )
    })

    await desk.receive({
      'february/list-accounts.json': accounts(account(management), account('444455556666'))
    })

    expect(accountsOf(desk)).toEqual([management, '444455556666'])
    expect(await statesOf(desk)).toEqual({
      'january/list-accounts.json': 'superseded',
      'february/list-accounts.json': 'read'
    })
  })

  test('is the one collected later, where the manifests say when', async () => {
    const desk = sitDown()
    const january = accounts(account(management), account('444455556666'))
    const february = accounts(account(management))
    const manifest = (content: string, at: string): string =>
      'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand\n' +
      `list-accounts.json\t0\t-\t9\t${createHash('sha256').update(content).digest('hex')}\t${at}\t1\t${management}\tglobal\taws organizations list-accounts\n`
    await desk.receive({
      'february/manifest.tsv': manifest(february, '2026-02-28T00:00:00Z'),
      'february/list-accounts.json': february
    })

    await desk.receive({
      'january/manifest.tsv': manifest(january, '2026-01-31T00:00:00Z'),
      'january/list-accounts.json': january
    })

    expect(accountsOf(desk)).toEqual([management])
    expect(await statesOf(desk)).toEqual({
      'february/manifest.tsv': 'read',
      'february/list-accounts.json': 'read',
      'january/manifest.tsv': 'read',
      'january/list-accounts.json': 'superseded'
    })
  })

  test('of another organization stands beside it', async () => {
    const desk = sitDown()
    await desk.receive({ 'a/list-accounts.json': accounts(account(management)) })

    await desk.receive({
      'b/list-accounts.json': accounts(account('999900001111', '2020-01-01T00:00:00Z', '999900001111'))
    })

    expect(accountsOf(desk)).toEqual([management, '999900001111'])
  })

  test.each(['AccessDeniedException', 'AWSOrganizationsNotInUseException'])(
    'that is an error (%s) replaces nothing',
    async (code) => {
      const desk = sitDown()
      await desk.receive({ 'list-accounts.json': accounts(account(management)) })

      await desk.receive({ 'other/list-accounts.json.err': error(code, 'ListAccounts') })

      expect(accountsOf(desk)).toEqual([management])
      expect(await statesOf(desk)).toMatchObject({ 'list-accounts.json': 'read' })
    }
  )

  test('replaces an earlier error', async () => {
    const desk = sitDown()
    await desk.receive({ 'list-accounts.json.err': error('AccessDeniedException', 'ListAccounts') })

    await desk.receive({ 'list-accounts.json': accounts(account(management)) })

    expect(await statesOf(desk)).toEqual({
      'list-accounts.json.err': 'superseded',
      'list-accounts.json': 'read'
    })
  })
})

describe('the accounts below one parent', () => {
  test('are no list of all accounts, neither in its place nor as coverage', async () => {
    const desk = sitDown()
    await desk.receive({ 'accounts-for-parent/r-ab12.json': accounts(account(management)) })
    expect(coverage(desk.db, 1)('organization-accounts', '').state).toBe('missing')

    await desk.receive({ 'list-accounts.json': accounts(account(management), account('444455556666')) })
    await desk.receive({ 'accounts-for-parent/ou-ab12-11111111.json': accounts(account('444455556666')) })

    expect(Object.values(await statesOf(desk))).toEqual(['read', 'read', 'read'])
    expect(coverage(desk.db, 1)('organization-accounts', '').state).toBe('complete')
  })

  test('give way to a later answer for the same parent', async () => {
    const desk = sitDown()
    await desk.receive({ 'january/accounts-for-parent/r-ab12.json': accounts(account(management)) })

    await desk.receive({ 'february/accounts-for-parent/r-ab12.json': accounts() })

    expect(desk.db.all('select child_id from org_parent')).toEqual([])
  })
})

describe('policies', () => {
  test('of one type give way to a later list of that type alone', async () => {
    const desk = sitDown()
    await desk.receive({
      'january/SERVICE_CONTROL_POLICY/list-policies.json': JSON.stringify({
        Policies: [policy('p-gone0000'), policy('p-stay0000')]
      }),
      'january/RESOURCE_CONTROL_POLICY/list-policies.json': JSON.stringify({
        Policies: [policy('p-rcp00000', 'RESOURCE_CONTROL_POLICY')]
      }),
      'january/policies-for-target/r-ab12.json': JSON.stringify({ Policies: [policy('p-stay0000')] })
    })

    await desk.receive({
      'february/SERVICE_CONTROL_POLICY/list-policies.json': JSON.stringify({
        Policies: [policy('p-stay0000')]
      })
    })

    expect(desk.db.all('select id from org_policy order by id')).toEqual([
      { id: 'p-rcp00000' },
      { id: 'p-stay0000' }
    ])
    expect(desk.db.all('select policy_id, target_id from org_policy_target')).toEqual([
      { policy_id: 'p-stay0000', target_id: 'r-ab12' }
    ])
  })

  test('attached to a target in February are those of February', async () => {
    const desk = sitDown()
    const attached = (id: string): string => JSON.stringify({ Policies: [policy(id)] })
    await desk.receive({ 'january/policies-for-target/r-ab12.json': attached('p-old00000') })

    await desk.receive({ 'february/policies-for-target/r-ab12.json': attached('p-new00000') })

    expect(desk.db.all('select policy_id from org_policy_target')).toEqual([{ policy_id: 'p-new00000' }])
  })

  test('of a permission set are answered kind by kind', async () => {
    const desk = sitDown()
    const folder = 'permission-sets/ps-1234567890abcdef'
    await desk.receive({
      [`january/${folder}/managed-policies.json`]:
        '{"AttachedManagedPolicies": [{"Name": "AdministratorAccess", "Arn": "arn:aws:iam::aws:policy/AdministratorAccess"}]}',
      [`january/${folder}/inline-policy.json`]:
        '{"InlinePolicy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": []}"}'
    })

    await desk.receive({ [`february/${folder}/managed-policies.json`]: '{"AttachedManagedPolicies": []}' })

    expect(desk.db.all('select kind from permission_set_policy')).toEqual([{ kind: 'inline' }])
  })
})

test('sources that may have told what goes with a superseded one are named, those of the same import are not', async () => {
  const desk = sitDown()
  await desk.receive({
    'list-accounts.json': accounts(account(management)),
    'accounts-for-parent/r-ab12.json': accounts(account(management)),
    'list-roots.json': JSON.stringify({ Roots: [{ Id: 'r-ab12', Arn: 'x' }] })
  })
  const idOf = (name: string): number =>
    desk.db.get<{ id: number }>('select id from source where name = :name', { name })?.id ?? 0
  const { id } = desk.db.run(
    `insert into source (ref, period_id, batch, object_id, name, kind, state, reads_name, content, received_at)
     select 'SF-900', period_id, batch + 1, object_id, 'february.json', kind, 'read', 1, '1 account', received_at
     from source where id = :id`,
    { id: idOf('accounts-for-parent/r-ab12.json') }
  )
  desk.db.run(
    "insert into source_coverage (source_id, account_id, part, state) values (:id, '', 'r-ab12', 'complete')",
    {
      id
    }
  )
  const facts = factWriter(desk.db, id)
  facts.flush()
  const bereaved: number[] = []

  expect(supersede(desk.db, id, (source) => bereaved.push(source))).toEqual(['SF-002'])

  expect(bereaved).toEqual([idOf('list-accounts.json')])
})
