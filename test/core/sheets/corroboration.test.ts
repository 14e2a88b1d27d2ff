import { describe, expect, it } from 'vitest'

import type { FactTables } from '../../../src/core/iam/facts.ts'
import type { SheetContext } from '../../../src/core/sheets/sheet.ts'
import { only, stating } from './facts.ts'
import { audit, filledRecord, production, userArn } from './record.ts'

/** Which controls of the small engagement the checks of an invented tool test. */
const controlsOfPeer: SheetContext['controlsOfPeer'] = (_, check) =>
  ({ user_mfa: ['MFA-01'], key_age: ['KEY-01'], root_mfa: ['ROOT-01'], leaver: ['MFA-09'] })[check] ?? []

type Result = Partial<FactTables['tool_result']>

function compared(...results: readonly Result[]): readonly (readonly unknown[])[] {
  const { say, receive, rows } = stating(filledRecord())
  receive('prowler-json')
  say(
    'tool_result',
    ...results.map((result) => ({
      tool: 'Prowler',
      check_id: 'other',
      title: '',
      status: 'fail' as const,
      said: 'FAIL',
      detail: '',
      resource: userArn('bob'),
      ...result
    }))
  )
  return only(rows('tool-results', { controlsOfPeer }), 'agreement', 'ours', 'controls', 'basis')
}

describe('P14A, a check that asks what a control asks', () => {
  it.each<readonly [string, Result, readonly [string, string, string | null, string | null]]>([
    ['both find it', { check_id: 'user_mfa' }, ['Agrees', 'Exception', 'MFA-01', 'Control, resource']],
    [
      'the tool passes what we except',
      { check_id: 'user_mfa', status: 'pass' },
      ['Only ours', 'Exception', 'MFA-01', 'Control, resource']
    ],
    [
      'the tool was told to be silent of what we except',
      { check_id: 'user_mfa', status: 'suppressed' },
      ['Only ours', 'Exception', 'MFA-01', 'Control, resource']
    ],
    [
      'the tool fails a user we know and found nothing on',
      { check_id: 'user_mfa', resource: userArn('alice') },
      ['Only the tool', 'No exception', 'MFA-01', 'Control, resource']
    ],
    [
      'the tool names the user without an ARN',
      { check_id: 'user_mfa', resource: 'bob' },
      ['Agrees', 'Exception', 'MFA-01', 'Control, resource']
    ],
    [
      'our exception is on a key of the user the tool names',
      { check_id: 'key_age', resource: userArn('=1+1') },
      ['Agrees', 'Exception', 'KEY-01', 'Control, resource']
    ],
    [
      'we could not decide',
      { check_id: 'key_age', resource: userArn('@mallory') },
      ['Not compared', 'Not determinable', 'KEY-01', 'Control, resource']
    ],
    [
      'a failing control and a user no export holds',
      { check_id: 'user_mfa', resource: userArn('stranger') },
      ['Not compared', 'Not compared', 'MFA-01', 'Control, resource']
    ],
    [
      'the whole account, by its root user',
      { check_id: 'root_mfa', status: 'pass', resource: `arn:aws:iam::${production}:root` },
      ['Agrees', 'No exception', 'ROOT-01', 'Control, account']
    ],
    [
      'the whole account, as Security Hub names it',
      { check_id: 'user_mfa', resource: `AWS::::Account:${production}` },
      ['Agrees', 'Exception', 'MFA-01', 'Control, account']
    ],
    [
      'a test that was not made',
      { check_id: 'user_mfa', account_id: audit, resource: userArn('zoe', audit) },
      ['Not compared', 'Not tested', 'MFA-01', 'Control, resource']
    ],
    [
      'a control that does not apply',
      { check_id: 'root_mfa', account_id: audit, resource: '' },
      ['Not compared', 'Not compared', 'ROOT-01', 'Control, account']
    ],
    ['a manual step', { check_id: 'leaver' }, ['Not compared', 'Not tested', 'MFA-09', 'Control, resource']],
    [
      'the tool could not decide',
      { check_id: 'user_mfa', status: 'review' },
      ['Not compared', 'Exception', 'MFA-01', 'Control, resource']
    ]
  ])('%s', (_, result, expected) => {
    expect(compared(result)).toEqual([expected])
  })
})

describe('P14A, a check nobody maps', () => {
  it.each<readonly [string, Result, readonly [string, string, string | null, string | null]]>([
    ['our exceptions on the same resource agree', {}, ['Agrees', 'Exception', 'MFA-01', 'Resource alone']],
    [
      'a resource we know and found nothing on is the tool’s alone',
      { resource: userArn('alice') },
      ['Only the tool', 'No exception', null, 'Resource alone']
    ],
    [
      'a pass of another question is no disagreement',
      { status: 'pass' },
      ['Not compared', 'Exception', 'MFA-01', 'Resource alone']
    ],
    [
      'a resource no export holds is not compared',
      { resource: 'arn:aws:ec2:eu-west-1:012345678901:instance/i-1' },
      ['Not compared', 'Not compared', null, null]
    ],
    [
      'the same name in another account is another resource',
      { account_id: audit },
      ['Not compared', 'Not compared', null, null]
    ],
    ['the account as a whole is not compared', { resource: '' }, ['Not compared', 'Not compared', null, null]]
  ])('%s', (_, result, expected) => {
    expect(compared(result)).toEqual([expected])
  })

  it('sorts differences first', () => {
    const rows = compared(
      { check_id: 'user_mfa' },
      { resource: 'i-1' },
      { check_id: 'user_mfa', status: 'pass' },
      { check_id: 'user_mfa', resource: userArn('alice') }
    )

    expect(rows.map(([agreement]) => agreement)).toEqual([
      'Only the tool',
      'Only ours',
      'Agrees',
      'Not compared'
    ])
  })
})

describe('P14B Terraform', () => {
  const declared = { module: '', action: 'state', arguments: '{}' } as const

  it('finds what the exports hold by ARN or name, and says what they do not', () => {
    const { say, receive, rows } = stating(filledRecord())
    receive('terraform-state')
    say(
      'declared_resource',
      { ...declared, address: 'aws_iam_user.alice', type: 'aws_iam_user', resource: userArn('alice') },
      { ...declared, address: 'aws_iam_user.bob', type: 'aws_iam_user', resource: 'bob', action: 'delete' },
      { ...declared, address: 'aws_iam_user.eve', type: 'aws_iam_user', resource: userArn('eve') },
      { ...declared, address: 'aws_iam_user.new', type: 'aws_iam_user', resource: '', action: 'create' },
      {
        ...declared,
        address: 'aws_iam_user.again',
        type: 'aws_iam_user',
        resource: '',
        action: 'create',
        arguments: '{"name":"alice"}'
      },
      { ...declared, address: 'aws_cloudtrail.main', type: 'aws_cloudtrail', resource: 'arn:trail' },
      { ...declared, address: 'aws_iam_role.deploy', type: 'aws_iam_role', resource: 'deploy' },
      { ...declared, account_id: audit, address: 'aws_iam_user.zoe', type: 'aws_iam_user', resource: 'zoe' },
      {
        ...declared,
        address: 'aws_iam_account_password_policy.strict',
        type: 'aws_iam_account_password_policy',
        resource: 'iam-account-password-policy',
        arguments: '{"minimum_password_length":14}'
      },
      {
        ...declared,
        account_id: '',
        address: 'aws_organizations_policy.p',
        type: 'aws_organizations_policy',
        resource: 'p-1'
      }
    )

    expect(only(rows('declared-resources'), 'address', 'found', 'noteworthy')).toEqual([
      ['aws_iam_user.eve', 'Not in the exports', 'Terraform manages it; the exports do not hold it'],
      ['aws_iam_user.again', 'Found', 'To be made, and there already'],
      ['aws_iam_user.bob', 'Found', 'There, and to be deleted'],
      ['aws_iam_user.new', 'Not known yet', null],
      ['aws_cloudtrail.main', 'Not compared', null],
      ['aws_iam_user.zoe', 'Not compared', null],
      ['aws_organizations_policy.p', 'Found', null],
      ['aws_iam_account_password_policy.strict', 'Found', null],
      ['aws_iam_role.deploy', 'Found', null],
      ['aws_iam_user.alice', 'Found', null]
    ])
  })
})
