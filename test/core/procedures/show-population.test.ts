import { expect, test } from 'vitest'

import type { Member } from '../../../src/shared/records/test.ts'
import { credentialReport, sitDown } from './desk.ts'

const accounts = ['111122223333', '222233334444']
const users = { 'a.kowalski': { mfa: false }, 'j.hartmann': { mfa: true }, 'l.moreau': { mfa: false } }

test('the exceptions listed when the check ran stand with the same values as in the whole population', async () => {
  const desk = sitDown()
  await desk.receive(Object.fromEntries(accounts.map((id) => [`${id}.csv`, credentialReport(id, users)])))
  const asked = { control: 'MFA-01', account: null, offset: 0, limit: 100 }

  const listed = await desk.ask('population.page', { ...asked, show: 'exceptions' })
  const whole = await desk.ask('population.page', { ...asked, show: 'all' })

  expect(listed.members).toEqual(whole.members.filter(({ status }) => status === 'exception'))
  expect(listed).toMatchObject({ matching: 4, population: 6, exceptions: 4, needsReview: 0 })
  expect(whole).toMatchObject({ matching: 6, population: 6, exceptions: 4, needsReview: 0 })
})

test('pages follow one another across accounts', async () => {
  const desk = sitDown()
  await desk.receive(Object.fromEntries(accounts.map((id) => [`${id}.csv`, credentialReport(id, users)])))
  const page = async (offset: number): Promise<readonly Member[]> => {
    const asked = { control: 'MFA-01', account: null, show: 'exceptions', offset, limit: 3 } as const
    return (await desk.ask('population.page', asked)).members
  }

  const members = [...(await page(0)), ...(await page(3))]

  expect(members.map(({ account, resource }) => [account, resource.split('/').at(-1)])).toEqual([
    ['111122223333', 'a.kowalski'],
    ['111122223333', 'l.moreau'],
    ['222233334444', 'a.kowalski'],
    ['222233334444', 'l.moreau']
  ])
})

test('a member whose row is gone from the facts stands without values', async () => {
  const desk = sitDown()
  await desk.receive({ 'a.csv': credentialReport('111122223333', users) })
  desk.db.run("delete from credential where user_name = 'a.kowalski'")

  const page = await desk.ask('population.page', {
    control: 'MFA-01',
    account: null,
    show: 'exceptions',
    offset: 0,
    limit: 1
  })

  expect(page.members[0]?.resource).toContain('a.kowalski')
  expect(new Set(page.members[0]?.values)).toEqual(new Set([null]))
})
