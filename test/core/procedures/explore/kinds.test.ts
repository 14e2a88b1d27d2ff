import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { populationKinds, type PopulationKind } from '../../../../src/shared/records/explorer.ts'
import { factWriter } from '../../../../src/core/store/facts.ts'
import { filesOf, sitDown, type Desk } from '../desk.ts'
import { column, open, row } from './ask.ts'
import { account, arnOf, deskWithAccount } from './estate.ts'

let desk: Desk

beforeAll(async () => {
  desk = await deskWithAccount()
})

describe('users', () => {
  test('are those of every export, root left out', async () => {
    expect(await column(desk, await open(desk, 'users'))).toEqual(['ada', 'bob', 'cyd', 'dan', 'eve'])
  })

  test('an administrator is one by a policy, by a group, or unknown while a policy of his was not exported', async () => {
    expect(await column(desk, await open(desk, 'users'), 'administrator')).toEqual([
      'direct',
      'group',
      'unknown',
      'no',
      'unknown'
    ])
  })

  test('what a file does not say of a user is unknown and never none', async () => {
    expect(await row(desk, 'users', 'eve')).toMatchObject({
      boundary: null,
      attached: null,
      inline: null,
      groups: null
    })
    expect(await row(desk, 'users', 'dan')).toMatchObject({
      mfa: 'unknown',
      password: 'unknown',
      last_used: null
    })
    expect(await row(desk, 'users', 'dan')).toMatchObject({
      boundary: '',
      attached: 0,
      inline: 0,
      groups: ''
    })
  })

  test('last use is the latest of password and keys; a password without information was never used', async () => {
    expect(await row(desk, 'users', 'bob')).toMatchObject({ last_used: '2025-09-30T00:00:00Z', use: 'year' })
    expect(await row(desk, 'users', 'cyd')).toMatchObject({ last_used: 'never', use: 'never' })
  })

  test('ages count to the date of the report', async () => {
    expect((await row(desk, 'users', 'ada'))['age']).toBe(761)
  })

  test('exceptions are counted where checks were run', async () => {
    expect((await row(desk, 'users', 'bob'))['exceptions']).toBeGreaterThan(0)
  })

  test('use of services is no column without a last-access export, and one with it', async () => {
    const shown = async (of: Desk) =>
      (await open(of, 'users')).fields.find(({ key }) => key === 'unused')?.shown
    expect(await shown(desk)).toBe('never')

    const told = await deskWithAccount()
    const facts = factWriter(told.db, 1)
    for (const service of ['s3', 'ec2', 'lambda'])
      facts.fact('service_access', {
        account_id: account,
        principal_arn: arnOf('user/ada'),
        service,
        service_name: service,
        last_used_at: service === 's3' ? 1_769_000_000 : null,
        last_used_by: null,
        last_used_region: null,
        entities: null,
        line: 1,
        path: null
      })
    facts.flush()
    expect(await shown(told)).toBe('yes')
    expect((await row(told, 'users', 'ada'))['unused']).toBe(67)
    expect((await row(told, 'users', 'bob'))['unused']).toBeNull()
  })
})

describe('roles and trusts', () => {
  test('a role trusts as far as the farthest of its principals', async () => {
    expect((await row(desk, 'roles', 'batch'))['trust']).toBe('service')
    expect((await row(desk, 'roles', 'open'))['trust']).toBe('anyone')
  })

  test('another account is not said to be outside while the list of accounts is not there', async () => {
    expect((await row(desk, 'roles', 'partner'))['trust']).toBe('other')
  })

  test('each principal is a trust of its own, with the keys it must meet', async () => {
    const view = await open(desk, 'trusts', { search: 'partner' })

    expect(await column(desk, view, 'trust')).toEqual(['other', 'own'])
    expect(await column(desk, view, 'external_id')).toEqual(['yes', 'yes'])
    expect(await column(desk, view, 'condition')).toEqual(['sts:ExternalId', 'sts:ExternalId'])
  })

  test('a role whose export says it was not used was never used', async () => {
    expect(await row(desk, 'roles', 'batch')).toMatchObject({ last_used: 'never', use: 'never' })
  })
})

describe('groups', () => {
  test('count their members and give what their policies give', async () => {
    expect(await row(desk, 'groups', 'admins')).toMatchObject({
      members: 1,
      administrator: 'direct',
      attached: 1
    })
  })
})

describe('policies and statements', () => {
  test('managed and inline policies stand side by side', async () => {
    const view = await open(desk, 'policies')

    expect(await column(desk, view)).toEqual(['Edge', 'Everything', 'own'])
    expect(await column(desk, view, 'type')).toEqual(['customer', 'customer', 'inline'])
    expect(await column(desk, view, 'grants')).toEqual(['no', 'everything', 'no'])
    expect(await column(desk, view, 'holder')).toEqual(['', '', 'user cyd'])
  })

  test('a document two policies share gives its statements to each', async () => {
    const view = await open(desk, 'statements')

    expect(await column(desk, view)).toEqual([
      'Edge, statement 1',
      'Edge, OnlyHome',
      'Everything, All',
      'own, statement 1',
      'own, OnlyHome'
    ])
    expect(await column(desk, view, 'effect')).toEqual(['allow', 'deny', 'allow', 'allow', 'deny'])
    expect((await column(desk, view, 'actions'))[1]).toBe('all but iam:*')
    expect((await column(desk, view, 'condition'))[1]).toBe('aws:RequestedRegion')
    expect((await column(desk, view, 'level'))[2]).toBe('permissions')
  })
})

describe('keys', () => {
  test('root is an owner too, and a key that was never used says so', async () => {
    const keyed = sitDown()
    await keyed.receive({
      'credential-report.csv': readFileSync(
        resolve(import.meta.dirname, '../../../estates/troubled/accounts/245532818537/credential-report.csv'),
        'utf8'
      )
    })

    expect(await row(keyed, 'keys', 'Root user, key 1')).toMatchObject({
      owner: 'root',
      status: 'active',
      last_used: 'never',
      service: '',
      administrator: 'direct'
    })
  })
})

describe('every kind', () => {
  const kinds = Object.keys(populationKinds) as PopulationKind[]
  let troubled: Desk

  beforeAll(async () => {
    troubled = sitDown()
    await troubled.receive(filesOf(resolve(import.meta.dirname, '../../../estates/troubled')))
  })

  test.each(kinds)('counts its %s as it lists them', async (kind) => {
    const { kinds: totals } = await open(troubled, kind === 'users' ? 'keys' : 'users')

    const { count, total } = await open(troubled, kind)

    expect(totals.find((one) => one.kind === kind)?.total).toBe(total)
    expect(count).toBe(total)
    expect(total).toBeGreaterThan(0)
  })

  test.each(kinds)('tells its %s apart and finds each again by its key', async (kind) => {
    const { view, count } = await open(troubled, kind)
    const rows = await troubled.ask('explorer.rows', { view, from: 0, to: count })

    expect(new Set(rows.map(({ key }) => key)).size).toBe(count)
    for (const { key, account, resource } of rows.slice(0, 20))
      expect(await troubled.ask('explorer.row', { kind, key })).toMatchObject({
        key,
        account,
        resource,
        kind
      })
  })

  test.each(kinds)('opens every view that comes with %s', async (kind) => {
    const views = (await troubled.ask('view.list', {})).filter(({ query }) => query.kind === kind)

    expect(views.length).toBeGreaterThan(1)
    for (const { query } of views)
      expect(
        (await troubled.ask('explorer.open', { ...query, filters: [...query.filters] })).count
      ).toBeLessThanOrEqual((await open(troubled, kind)).total)
  })

  test.each(kinds)('each fact of %s stands at a line of its source', async (kind) => {
    const { view, count } = await open(troubled, kind)
    const [first] = await troubled.ask('explorer.rows', { view, from: 0, to: Math.min(count, 1) })

    expect(first?.line).toBeGreaterThan(0)
    expect(troubled.db.get('select id from source where id = :id', { id: first?.source ?? 0 })).toBeDefined()
  })
})
