import fc from 'fast-check'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import type { Filter, PopulationKind } from '../../../../src/shared/records/explorer.ts'
import { filesOf, sitDown, type Desk } from '../desk.ts'
import { column, open, query } from './ask.ts'
import { account, deskWithAccount } from './estate.ts'

let desk: Desk

beforeAll(async () => {
  desk = await deskWithAccount()
})

const is = (field: string, ...values: string[]): Filter => ({ field, operator: 'is', values })

describe('filters', () => {
  test.each([
    ['is', { field: 'administrator', operator: 'is', values: ['direct', 'group'] }, ['ada', 'bob']],
    ['is not', { field: 'mfa', operator: 'is-not', values: ['yes', 'unknown'] }, ['bob', 'cyd']],
    ['contains, in any case', { field: 'groups', operator: 'contains', values: ['ADM'] }, ['bob']],
    ['over', { field: 'attached', operator: 'over', values: ['0'] }, ['ada', 'cyd']],
    ['under', { field: 'attached', operator: 'under', values: ['1'] }, ['bob', 'dan']],
    ['is a number', { field: 'inline', operator: 'is', values: ['1'] }, ['cyd']],
    ['before, never left out', { field: 'last_used', operator: 'before', values: ['2026-01-01'] }, ['bob']],
    [
      'after, the day itself left out',
      { field: 'last_used', operator: 'after', values: ['2026-01-29'] },
      ['ada', 'eve']
    ],
    ['is never', { field: 'last_used', operator: 'empty', values: [] }, ['cyd']],
    ['is none', { field: 'boundary', operator: 'empty', values: [] }, ['bob', 'cyd', 'dan']],
    ['is unknown', { field: 'boundary', operator: 'unknown', values: [] }, ['eve']]
  ] as const)('%s', async (_, filter, names) => {
    expect(await column(desk, await open(desk, 'users', { filters: [filter] }))).toEqual(names)
  })

  test('all of them hold', async () => {
    const filters = [is('administrator', 'direct', 'group'), is('mfa', 'no')]

    expect(await column(desk, await open(desk, 'users', { filters }))).toEqual(['bob'])
  })

  test.each([
    [is('name; drop table iam_user', 'x'), /no field/],
    [{ field: 'age', operator: 'contains', values: ['1'] } as const, /cannot be asked/],
    [{ field: 'age', operator: 'over', values: ['ninety'] } as const, /takes a number/],
    [{ field: 'last_used', operator: 'before', values: ['January'] } as const, /takes a day/],
    [is('administrator'), /needs a value/]
  ])('refuses what it cannot ask: %j', async (filter, sentence) => {
    await expect(open(desk, 'users', { filters: [filter] })).rejects.toThrow(sentence)
  })

  test('a value is compared and never read as a statement', async () => {
    expect((await open(desk, 'users', { search: "' or 1=1 --" })).count).toBe(0)
    expect((await open(desk, 'users', { filters: [is('name', "ada' or '1'='1")] })).count).toBe(0)
  })
})

describe('searching', () => {
  test('looks into names, ARNs and accounts in any case', async () => {
    expect(await column(desk, await open(desk, 'users', { search: 'USER/BO' }))).toEqual(['bob'])
    expect((await open(desk, 'users', { search: account.slice(0, 6) })).count).toBe(5)
  })

  test('looks into the actions of statements', async () => {
    expect((await open(desk, 'statements', { search: 's3:listb' })).count).toBe(2)
  })
})

describe('facets', () => {
  test('count each value under all other filters, and keep what is chosen', async () => {
    const view = await open(desk, 'users', { filters: [is('mfa', 'no'), is('administrator', 'direct')] })
    const counts = (field: string) =>
      Object.fromEntries(
        view.facets
          .find((facet) => facet.field === field)
          ?.values.map(({ value, count }) => [value, count]) ?? []
      )

    expect(view.count).toBe(0)
    expect(counts('administrator')).toEqual({ direct: 0, group: 1, unknown: 1 })
    expect(counts('mfa')).toEqual({ yes: 1, no: 0 })
  })

  test('add up to the rows that match where nothing is filtered', async () => {
    const { facets, count } = await open(desk, 'users')

    for (const { values } of facets) expect(values.reduce((sum, value) => sum + value.count, 0)).toBe(count)
  })
})

describe('order', () => {
  test('goes up and down by any field, what is unknown last', async () => {
    const by = async (descending: boolean) =>
      column(desk, await open(desk, 'users', { sort: { field: 'last_used', descending } }))

    expect(await by(false)).toEqual(['cyd', 'bob', 'ada', 'eve', 'dan'])
    expect(await by(true)).toEqual(['ada', 'eve', 'bob', 'cyd', 'dan'])
  })

  test('refuses a field the kind does not have', async () => {
    await expect(open(desk, 'users', { sort: { field: 'principal', descending: false } })).rejects.toThrow(
      /to sort by/
    )
  })
})

describe('a view', () => {
  test('stays while the record grows and ends when facts change', async () => {
    const own = await deskWithAccount()
    const { view } = await open(own, 'users')
    await own.ask('view.save', { name: 'Mine', query: query('users') })
    expect(await own.ask('explorer.rows', { view, from: 0, to: 1 })).toHaveLength(1)

    await own.ask('parameter.set', { name: 'unusedCredentialDays', value: 60 })

    await expect(own.ask('explorer.rows', { view, from: 0, to: 1 })).rejects.toMatchObject({
      code: 'view-expired'
    })
    expect((await open(own, 'users')).count).toBe(5)
  })

  test('is let go when many newer ones were opened', async () => {
    const { view } = await open(desk, 'users')
    for (let n = 0; n < 20; n++) await open(desk, 'groups')

    await expect(desk.ask('explorer.rows', { view, from: 0, to: 1 })).rejects.toMatchObject({
      code: 'view-expired'
    })
  })

  test('gives at most a thousand rows at once and none beyond its end', async () => {
    const { view, count } = await open(desk, 'users')

    await expect(desk.ask('explorer.rows', { view, from: 0, to: 1001 })).rejects.toMatchObject({
      code: 'input-invalid'
    })
    expect(await desk.ask('explorer.rows', { view, from: count, to: count + 10 })).toEqual([])
    expect(await desk.ask('explorer.rows', { view, from: 3, to: 1 })).toEqual([])
  })

  test('a row says what was found on it and what belongs to it', async () => {
    const group = await desk.ask('explorer.row', {
      kind: 'groups',
      key: `${account}/arn:aws:iam::${account}:group/admins`
    })

    expect(group.related).toEqual([{ title: 'Members', total: 1, items: ['bob'] }])
    expect(group.sourceName).toBe('account-authorization-details.json')
    const bob = await desk.ask('explorer.row', {
      kind: 'users',
      key: `${account}/arn:aws:iam::${account}:user/bob`
    })
    expect(bob.found.map(({ control }) => control)).toContain('LP-04')
    const [trust] = await desk.ask('explorer.rows', {
      view: (await open(desk, 'trusts')).view,
      from: 1,
      to: 2
    })
    const trusting = await desk.ask('explorer.row', { kind: 'trusts', key: trust?.key ?? '' })
    expect(trusting).toMatchObject({
      name: 'open',
      subject: `arn:aws:iam::${account}:role/open`,
      statement: 0
    })
    expect(trusting.found.length).toBeGreaterThan(0)
    await expect(desk.ask('explorer.row', { kind: 'users', key: 'nobody' })).rejects.toMatchObject({
      code: 'not-found'
    })
  })
})

test('paging by any windows gives each row of a view exactly once, in one order', async () => {
  const troubled = sitDown()
  await troubled.receive(filesOf(resolve(import.meta.dirname, '../../../estates/troubled')))
  const kinds: readonly PopulationKind[] = ['users', 'statements', 'trusts']

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      fc.constantFrom(null, 'name', 'account'),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }),
      async (kind, field, descending, steps) => {
        const { view, count, total } = await open(troubled, kind, {
          sort: field === null ? null : { field, descending }
        })
        const keys: string[] = []
        for (let from = 0, n = 0; from < count; n++) {
          const to = from + (steps[n % steps.length] ?? 1)
          const rows = await troubled.ask('explorer.rows', { view, from, to })
          keys.push(...rows.map(({ key }) => key))
          from = to
        }

        expect(keys).toHaveLength(total)
        expect(new Set(keys).size).toBe(total)
      }
    ),
    { numRuns: 60 }
  )
})
