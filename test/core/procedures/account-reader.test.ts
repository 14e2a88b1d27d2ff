/** What checks share is asked once an account, of that account and of today's facts. */
import { expect, test } from 'vitest'

import { isAutomated } from '../../../src/core/checks/check.ts'
import { checkOf } from '../../../src/core/checks/index.ts'
import { readAccounts } from '../../../src/core/procedures/account-reader.ts'
import type { Reader } from '../../../src/core/store/database.ts'
import { account, openEstate, type Estate } from '../checks/database.ts'

const other = '444455556666'

function administrator(estate: Estate, name: string, account_id = account): string {
  const arn = `arn:aws:iam::${account_id}:user/${name}`
  estate.fact('iam_user', { account_id, arn, name })
  estate.fact('iam_inline_policy', {
    account_id,
    principal_arn: arn,
    document_id: estate.document({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
  })
  return arn
}

function administratorsOf(reader: Reader, account: string): readonly string[] {
  const check = checkOf('administrator-mfa')
  if (!check || !isAutomated(check)) throw new Error('There is no check administrator-mfa')
  return reader.all<{ resource: string }>(check.population, { account }).map(({ resource }) => resource)
}

test('one account is forgotten when the next is asked', () => {
  const estate = openEstate()
  const [ada, bob] = [administrator(estate, 'ada'), administrator(estate, 'bob', other)]
  const accounts = readAccounts(estate.db)

  expect(administratorsOf(accounts.of(account), account)).toEqual([ada])
  expect(administratorsOf(accounts.of(other), other)).toEqual([bob])
  expect(administratorsOf(accounts.of(account), account)).toEqual([ada])
})

test('the next run asks anew', () => {
  const estate = openEstate()
  const ada = administrator(estate, 'ada')
  expect(administratorsOf(readAccounts(estate.db).of(account), account)).toEqual([ada])

  const eve = administrator(estate, 'eve')

  expect(administratorsOf(readAccounts(estate.db).of(account), account)).toEqual([ada, eve])
})

test('a run that is undone takes its tables with it, and the next makes them again', () => {
  const estate = openEstate()
  const ada = administrator(estate, 'ada')
  const ask = () => administratorsOf(readAccounts(estate.db).of(account), account)
  const undone = () =>
    estate.db.transaction(() => {
      ask()
      throw new Error('The disk is full.')
    })

  expect(undone).toThrow('The disk is full.')
  expect(ask()).toEqual([ada])
})

test('the file has no table of them', () => {
  const estate = openEstate()
  readAccounts(estate.db)

  expect(estate.db.all("select name from main.sqlite_schema where name like 'shared%'")).toEqual([])
})
