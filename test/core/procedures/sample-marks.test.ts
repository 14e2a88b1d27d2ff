import { beforeEach, expect, test } from 'vitest'

import type { Input } from '../../../src/shared/contract.ts'
import type { SampleCheck } from '../../../src/shared/records/explorer.ts'
import type { Desk } from './desk.ts'
import { account, refused, withExceptions } from './follow-up.ts'

const ref = 'S-001'
let desk: Desk
let first: string
let second: string

function shown(): Promise<SampleCheck> {
  return desk.ask('sample.show', { ref })
}

function mark(more: Partial<Input<'sample.tick'>> = {}): Input<'sample.tick'> {
  return { ref, items: [first], code: 'A', mark: 'pass', note: '', evidence: [], ...more }
}

beforeEach(async () => {
  desk = await withExceptions()
  await desk.ask('sample.draw', {
    control: 'MFA-01',
    query: { kind: 'users', search: '', filters: [], sort: null },
    keys: null,
    method: 'random',
    size: 2,
    seed: '0012e5',
    basis: 'A monthly control: two.'
  })
  const { items } = await shown()
  first = items[0]?.key ?? ''
  second = items[1]?.key ?? ''
})

test('what is looked at is coded in order and settled once', async () => {
  await desk.ask('sample.attributes', {
    ref,
    texts: ['The ticket was approved.', 'The owner still works here.']
  })
  expect((await shown()).attributes).toEqual([
    { code: 'A', text: 'The ticket was approved.' },
    { code: 'B', text: 'The owner still works here.' }
  ])

  await refused(desk, 'sample.attributes', { ref, texts: ['Something else.'] }, /in S-001 is settled already/)
})

test('several items are marked at once, and the last mark stands', async () => {
  const { id } = await desk.ask('evidence.note', {
    control: 'MFA-01',
    accounts: [account],
    title: 'Ticket',
    text: 'CHG-1042'
  })
  await desk.ask('sample.attributes', { ref, texts: ['The ticket was approved.'] })
  await desk.ask('sample.tick', mark({ items: [first, second] }))
  await desk.ask('sample.tick', mark({ mark: 'exception', note: 'There is no ticket.', evidence: [id] }))

  expect((await shown()).marks).toMatchObject([
    {
      item: first,
      code: 'A',
      mark: 'exception',
      note: 'There is no ticket.',
      evidence: ['E-0001'],
      by: 'M. Okafor'
    },
    { item: second, code: 'A', mark: 'pass', evidence: [] }
  ])
})

test('a mark is taken back, not deleted', async () => {
  await desk.ask('sample.attributes', { ref, texts: ['The ticket was approved.'] })
  await desk.ask('sample.tick', mark())
  await desk.ask('sample.tick', mark({ mark: 'open' }))

  expect((await shown()).marks).toEqual([])
  expect(desk.db.get('select count(*) as n from sample_tick')).toEqual({ n: 2 })
  expect(() => desk.db.run('delete from sample_tick')).toThrow(/never deleted/)
  expect(() => desk.db.run(`update sample_tick set mark = 'pass'`)).toThrow(/never change/)
})

test('what was not drawn, not settled, not said or not there is refused', async () => {
  await refused(desk, 'sample.tick', mark(), /S-001 has no attribute A; settle what is looked at first/)
  await desk.ask('sample.attributes', { ref, texts: ['The ticket was approved.'] })
  await refused(desk, 'sample.tick', mark({ code: 'B' }), /no attribute B/)
  await refused(desk, 'sample.tick', mark({ items: ['nobody'] }), /nobody is not in S-001/)
  await refused(desk, 'sample.tick', mark({ mark: 'open' }), /no mark to take back/)
  await refused(
    desk,
    'sample.tick',
    mark({ mark: 'exception', note: 'No.' }),
    /say in a sentence what the exception is/
  )
  await refused(desk, 'sample.tick', mark({ evidence: [99] }), /not in this engagement/)
  await refused(desk, 'sample.tick', mark({ ref: 'S-002' }), /no sample S-002/)
  await refused(desk, 'sample.attributes', { ref: 'S-002', texts: ['It ends.'] }, /no sample S-002/)
})

test('a sample with items left unmarked keeps its test from being signed', async () => {
  const control = 'MFA-01'
  await desk.ask('disposition.decide', {
    control,
    account,
    kind: 'immaterial',
    rationale: 'Both users leave this month.'
  })
  await desk.ask('source.decide', { sources: [1], decision: 'accepted', reason: '' })
  await desk.ask('conclusion.record', {
    control,
    accounts: [account],
    conclusion: 'exception',
    reason: 'Two users have no MFA device.',
    steps: []
  })
  await desk.ask('sample.attributes', { ref, texts: ['The ticket was approved.'] })
  await desk.ask('sample.tick', mark())
  const sign = { scope: 'test', refs: [`${control}/${account}`], role: 'preparer', meaning: '' } as const
  await refused(desk, 'sign-off.sign', { ...sign, refs: [...sign.refs] }, /items of S-001 have no mark yet/)

  await desk.ask('sample.tick', mark({ items: [second], mark: 'not-applicable' }))
  expect(await desk.ask('sign-off.sign', { ...sign, refs: [...sign.refs] })).toHaveLength(1)
})

test('a sample of an earlier month is shown as it was drawn and marked, though its files are gone', async () => {
  await desk.ask('sample.attributes', { ref, texts: ['The ticket was approved.'] })
  await desk.ask('sample.tick', mark({ mark: 'exception', note: 'There is no ticket.' }))
  const { sample, attributes, marks, items } = await shown()
  await desk.ask('period.roll-forward', { period: '2026-02', reason: 'The client asked for it early.' })

  await expect(shown()).rejects.toThrow('There is no sample S-001 in this period.')
  expect(await desk.ask('sample.kept', { ref })).toEqual({ sample, attributes, marks, items })
  expect((await desk.ask('period.show', { period: '2026-01' })).samples).toEqual([
    {
      ref,
      control: 'MFA-01',
      definition: sample.definition,
      size: 2,
      population: sample.population,
      left: 1
    }
  ])
  expect((await desk.ask('period.show', { period: '2026-02' })).samples).toEqual([])
  await expect(desk.ask('sample.kept', { ref: 'S-009' })).rejects.toThrow('There is no sample S-009')
})
