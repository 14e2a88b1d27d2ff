import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'

import type { Input } from '../../../../src/shared/contract.ts'
import { drawRandom, drawSystematic, hashOfKeys } from '../../../../src/core/procedures/explore/draw.ts'
import { credentialReport, filesOf, sitDown, wrapped, type Desk } from '../desk.ts'
import { column, open, query } from './ask.ts'
import { account, deskWithAccount } from './estate.ts'
import { readCsv } from '../../../support/read-csv.ts'

let desk: Desk

beforeEach(async () => {
  desk = await deskWithAccount()
})

const keyOf = (name: string): string => `${account}/arn:aws:iam::${account}:user/${name}`

function draw(more: Partial<Input<'sample.draw'>> = {}): Input<'sample.draw'> {
  return {
    control: 'LP-04',
    query: query('users'),
    keys: null,
    method: 'random',
    size: 2,
    seed: '1f2e3d4c',
    basis: 'Quarterly control: two.',
    ...more
  }
}

describe('a random sample', () => {
  test('takes the lowest ranks by SHA-256 of seed and key, kept with how it was drawn', async () => {
    const sample = await desk.ask('sample.draw', draw())

    const { items } = await desk.ask('sample.show', { ref: 'S-001' })
    const ranked = ['ada', 'bob', 'cyd', 'dan', 'eve']
      .map(keyOf)
      .sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
    expect(items.map(({ key }) => key)).toEqual(ranked.slice(0, 2))
    expect(sample).toMatchObject({
      ref: 'S-001',
      control: 'LP-04',
      definition: 'All users',
      seed: '1f2e3d4c',
      population: 5,
      size: 2,
      drawnBy: 'M. Okafor',
      populationHash: hashOfKeys(ranked)
    })
    expect(await desk.ask('sample.list', {})).toEqual([sample])
  })

  test('is the same when it is drawn again', async () => {
    await desk.ask('sample.draw', draw())

    expect(await desk.ask('sample.show', { ref: 'S-001' })).toMatchObject({
      populationNow: 5,
      isPopulationSame: true,
      isSampleSame: true
    })
  })

  test('says when the population changed since', async () => {
    await desk.ask('sample.draw', draw())
    const users = Object.fromEntries(['ada', 'fay', 'gil', 'hal'].map((name) => [name, { mfa: true }]))
    await desk.receive({ 'later.json': wrapped(credentialReport(account, users), '2026-02-01T00:00:00Z') })

    const check = await desk.ask('sample.show', { ref: 'S-001' })
    expect(check).toMatchObject({ isPopulationSame: false, populationNow: 7 })
    expect(check.sample.population).toBe(5)
    expect(check.items).toHaveLength(2)
  })

  test('can be looked at alone, and is not part of what it was drawn from', async () => {
    await desk.ask('sample.draw', draw())

    const view = await open(desk, 'users', {
      filters: [{ field: 'sample', operator: 'is', values: ['S-001'] }]
    })

    expect(view.count).toBe(2)
    expect(view.facets.find(({ field }) => field === 'sample')?.values).toEqual([
      { value: 'S-001', label: 'S-001', count: 2 }
    ])
    const rest = await open(desk, 'users', {
      filters: [{ field: 'sample', operator: 'is-not', values: ['S-001'] }]
    })
    expect(rest.count).toBe(3)
    expect((await open(desk, 'groups')).facets.some(({ field }) => field === 'sample')).toBe(false)
  })

  test('is never changed or taken away', async () => {
    await desk.ask('sample.draw', draw())

    expect(() => desk.db.run("update sample set seed = 'other'")).toThrow(/never change/)
    expect(() => desk.db.run('delete from sample_item')).toThrow(/kept/)
  })

  test.each([
    [{ seed: '' }, /needs its seed/],
    [{ size: 0 }, /at least one/],
    [{ control: 'XX-99' }, /no control/],
    [{ query: query('users', { search: 'nobody' }) }, /no row matches/]
  ])('is refused with %j', async (more, sentence) => {
    await expect(desk.ask('sample.draw', draw(more))).rejects.toThrow(sentence)
  })

  test('larger than the population takes all of it', async () => {
    expect((await desk.ask('sample.draw', draw({ size: 50 }))).size).toBe(5)
  })
})

describe('other samples', () => {
  test('items of interest are the rows selected, without a seed', async () => {
    const keys = [keyOf('ada'), keyOf('eve')]

    const sample = await desk.ask('sample.draw', draw({ method: 'interest', keys, size: 0, seed: '' }))

    expect(sample).toMatchObject({ size: 2, population: 5, seed: '' })
    expect(await desk.ask('sample.show', { ref: 'S-001' })).toMatchObject({ isSampleSame: true })
  })

  test('items over an amount are all rows that match', async () => {
    const filters = [{ field: 'attached', operator: 'over' as const, values: ['0'] }]

    const sample = await desk.ask(
      'sample.draw',
      draw({ method: 'interest', query: query('users', { filters }) })
    )

    expect(sample).toMatchObject({ size: 2, population: 2, definition: 'Users: Managed over 0' })
  })

  test('a row that does not match cannot be of interest', async () => {
    await expect(
      desk.ask('sample.draw', draw({ method: 'interest', keys: [keyOf('nobody')] }))
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a systematic sample goes through the whole population', async () => {
    const troubled = sitDown()
    await troubled.receive(filesOf(resolve(import.meta.dirname, '../../../estates/troubled')))

    const sample = await troubled.ask('sample.draw', draw({ method: 'systematic', size: 6 }))

    const { items, isSampleSame } = await troubled.ask('sample.show', { ref: sample.ref })
    expect(new Set(items.map(({ key }) => key)).size).toBe(6)
    expect(new Set(items.map((item) => item.account)).size).toBe(3)
    expect(isSampleSame).toBe(true)
  })
})

describe('drawing', () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 60 })

  test.each([
    ['random', drawRandom],
    ['systematic', drawSystematic]
  ])('%s gives as many different rows as asked for, whatever the order of the keys', (_, drawKeys) => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 80 }), fc.string({ minLength: 1 }), (all, size, seed) => {
        const drawn = drawKeys(all, size, seed)

        expect(new Set(drawn).size).toBe(Math.min(size, all.length))
        expect(drawn.every((key) => all.includes(key))).toBe(true)
        expect(drawKeys(all.toReversed(), size, seed)).toEqual(drawn)
        expect(hashOfKeys(all.toReversed())).toBe(hashOfKeys(all))
      })
    )
  })

  test('another seed gives another sample', () => {
    const all = Array.from({ length: 100 }, (_, n) => `key-${n}`)

    expect(drawRandom(all, 10, 'one')).not.toEqual(drawRandom(all, 10, 'two'))
    expect(drawSystematic(all, 10, 'one')).not.toEqual(drawSystematic(all, 10, 'two'))
  })
})

describe('rows as evidence', () => {
  const keep = { control: 'LP-04', accounts: [account], title: 'Administrators' }

  test('are a CSV with the query, the hash of the population and the sources at its head', async () => {
    const filters = [{ field: 'administrator', operator: 'is' as const, values: ['direct', 'group'] }]

    const evidence = await desk.ask('evidence.freeze', {
      ...keep,
      query: query('users', { filters }),
      keys: null
    })

    expect(evidence).toMatchObject({
      ref: 'E-0001',
      type: 'file',
      mime: 'text/csv',
      fileName: 'users-2026-01.csv',
      links: [{ control: 'LP-04', account, locator: '' }]
    })
    const { bytes } = await desk.ask('file.read', { of: 'evidence', id: evidence.id })
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines).toContain('Population,Users: Administrator is Direct or By group')
    expect(lines).toContain('Rows,2 of 2')
    expect(lines.join('\n')).toContain(hashOfKeys([keyOf('ada'), keyOf('bob')]))
    expect(lines.filter((line) => line.startsWith('Source,SF-'))).toHaveLength(1)
    const table = lines.slice(lines.indexOf('') + 1)
    expect(table[0]).toMatch(/^Name,Account,Administrator,/)
    expect(table[1]).toMatch(/^ada,/)
    expect(table[1]).toContain(keyOf('ada'))
    expect(evidence.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('are those selected of the rows that match', async () => {
    const { id } = await desk.ask('evidence.freeze', { ...keep, query: query('users'), keys: [keyOf('dan')] })

    const { bytes } = await desk.ask('file.read', { of: 'evidence', id })
    const text = new TextDecoder().decode(bytes)
    expect(text).toContain('Rows,1 of 5')
    expect(text).toContain(',unknown,')
  })

  test('never hold a formula', async () => {
    const troubled = sitDown()
    await troubled.receive(filesOf(resolve(import.meta.dirname, '../../../estates/troubled')))
    const [{ id: scope = '' } = {}] = (await troubled.ask('engagement.show', {})).accounts

    const { id } = await troubled.ask('evidence.freeze', {
      ...keep,
      accounts: [scope],
      query: query('users'),
      keys: null
    })

    const { bytes } = await troubled.ask('file.read', { of: 'evidence', id })
    const cells = readCsv(new TextDecoder().decode(bytes)).flat()
    expect(cells.length).toBeGreaterThan(100)
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([])
  })

  test('are refused where there are none', async () => {
    await expect(
      desk.ask('evidence.freeze', { ...keep, query: query('users', { search: 'nobody' }), keys: null })
    ).rejects.toMatchObject({ code: 'not-allowed' })
  })
})

describe('saved views', () => {
  test('stand after those that come with the kind, and can be taken away and kept again', async () => {
    const asked = query('users', { filters: [{ field: 'mfa', operator: 'is', values: ['no'] }] })

    const saved = await desk.ask('view.save', { name: 'Without MFA', query: asked })

    expect((await desk.ask('view.list', {})).at(-1)).toEqual({
      id: saved.id,
      name: 'Without MFA',
      query: asked,
      createdBy: 'M. Okafor'
    })
    await desk.ask('view.remove', { id: saved.id ?? 0 })
    expect((await desk.ask('view.list', {})).every(({ id }) => id === null)).toBe(true)
    const actions = (await desk.ask('event.list', { before: null, limit: 10 })).map(({ action }) => action)
    expect(actions.slice(0, 2)).toEqual(['view.remove', 'view.save'])
  })

  test('a view that could not be opened is not kept', async () => {
    const filters = [{ field: 'nothing', operator: 'is' as const, values: ['x'] }]

    await expect(desk.ask('view.save', { name: 'Odd', query: query('users', { filters }) })).rejects.toThrow(
      /no field/
    )
    await expect(desk.ask('view.remove', { id: 99 })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('open what they say', async () => {
    const view = (await desk.ask('view.list', {})).find(({ name }) => name === 'Dormant with credentials')

    expect(await column(desk, await open(desk, 'users', { filters: view?.query.filters ?? [] }))).toEqual([
      'bob',
      'cyd'
    ])
  })
})

function rank(key: string): string {
  return createHash('sha256').update(`1f2e3d4c${key}`).digest('hex')
}
