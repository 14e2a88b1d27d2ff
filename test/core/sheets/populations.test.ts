import { describe, expect, it } from 'vitest'

import { sheetOf } from '../../../src/core/sheets/index.ts'
import type { SheetRow } from '../../../src/core/sheets/sheet.ts'
import { contextOf } from './context.ts'
import { audit, filledRecord, production, userArn } from './record.ts'

const filled = filledRecord()
const context = contextOf(filled)

function rowsOf(id: string): readonly SheetRow[] {
  return sheetOf(id)?.rows(context) ?? []
}

describe('population sheets', () => {
  it('puts users with exceptions on top, then sorts by name', () => {
    const rows = rowsOf('users')

    expect(rows.map(({ user }) => user)).toEqual(['bob', '1E5', '=1+1', '@mallory', 'alice', 'smith,john'])
    expect(rows[0]).toMatchObject({
      account: production,
      accountName: 'prod',
      result: 'Exception',
      controls: 'MFA-01',
      found: 'MFA-01: bob has a console password and no MFA device.',
      passwordLastUsed: 'no_information',
      attached: 1,
      inline: 1,
      source: 'SF-001:4\nSF-002:11'
    })
  })

  it('leaves empty what no export says: a user of the credential report alone has no policy counts', () => {
    const [john] = rowsOf('users').filter(({ user }) => user === 'smith,john')

    expect(john).toMatchObject({ attached: null, inline: null, groups: null, source: 'SF-001:8' })
  })

  it('says "Not tested" and for which controls where a check of the population could not be run', () => {
    filled.run(
      `insert into credential (source_id, account_id, arn, partition, user_name, is_root, line) values (1, :account, :arn, 'aws', 'carol', 0, 9)`,
      { account: audit, arn: userArn('carol', audit) }
    )

    const [carol] = rowsOf('users').filter(({ user }) => user === 'carol')
    filled.run(`delete from credential where user_name = 'carol'`)

    expect(carol).toMatchObject({ result: 'Not tested', untested: 'MFA-01' })
  })

  it('has one row for each access key, and calls undecided keys not determinable', () => {
    expect(rowsOf('access-keys').map(({ user, slot, result }) => [user, slot, result])).toEqual([
      ['=1+1', 1, 'Exception'],
      ['@mallory', 2, 'Not determinable'],
      ['@mallory', 1, 'No exception']
    ])
  })

  it('shows a root user for every account, also for one without files', () => {
    expect(
      rowsOf('root-users').map(({ account, mfaActive, summaryMfa, source }) => [
        account,
        mfaActive,
        summaryMfa,
        source
      ])
    ).toEqual([
      [production, 'Yes', null, 'SF-001:2'],
      [audit, null, null, '']
    ])
  })

  it('never takes an unreadable or missing policy document for a harmless one', () => {
    const administrators = new Map(
      rowsOf('policies').map(({ policy, administrator }) => [policy, administrator])
    )

    expect(Object.fromEntries(administrators)).toEqual({
      everything: 'Yes',
      broken: 'Unreadable',
      'summary-only': 'Not exported',
      temporary: 'No'
    })
  })

  it('names whom a role trusts and that no use is recorded', () => {
    expect(rowsOf('roles')[0]).toMatchObject({
      role: 'deploy',
      trusts: `arn:aws:iam::${audit}:root\nec2.amazonaws.com`,
      lastUsed: 'None recorded'
    })
  })

  it('says where no password policy was received', () => {
    expect(
      rowsOf('password-policy').map(({ account, isSet, minimumLength }) => [account, isSet, minimumLength])
    ).toEqual([
      [production, 'Yes', 8],
      [audit, 'Not received', null]
    ])
  })

  it('builds the path of an account from the parents exported', () => {
    expect(
      rowsOf('organization-accounts').map(({ accountName, path, management }) => [
        accountName,
        path,
        management
      ])
    ).toEqual([
      ['audit', 'Root / Workloads / Security', 'No'],
      ['prod', 'Root', 'Yes']
    ])
  })

  it('lists a policy once for each target, and one without targets as attached nowhere', () => {
    expect(
      rowsOf('organization-policies').map(({ policy, target, targetKind }) => [policy, target, targetKind])
    ).toEqual([
      ['Guardrail p-1', 'Workloads', 'Unit'],
      ['Guardrail p-1', 'Root', 'Root'],
      ['Guardrail p-2', null, 'None']
    ])
  })
})
