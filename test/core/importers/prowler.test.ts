import { describe, expect, test } from 'vitest'

import { at, collect, sentences, type Collected } from './collect.ts'

const account = '111122223333'
const user = `arn:aws:iam::${account}:user/ada`

/** The columns of version 5 that are read, in their order. */
const header =
  'AUTH_METHOD;TIMESTAMP;ACCOUNT_UID;PROVIDER;CHECK_ID;CHECK_TITLE;STATUS;STATUS_EXTENDED;MUTED;SEVERITY;RESOURCE_TYPE;RESOURCE_UID;RESOURCE_NAME;REGION;REMEDIATION_CODE_TERRAFORM;PROWLER_VERSION'

function row(changes: Readonly<Record<string, string>> = {}): string {
  const cells: Readonly<Record<string, string>> = {
    TIMESTAMP: '2026-01-31 12:00:00.913874',
    ACCOUNT_UID: account,
    PROVIDER: 'aws',
    CHECK_ID: 'iam_user_mfa_enabled_console_access',
    CHECK_TITLE: 'Users with a password have MFA',
    STATUS: 'FAIL',
    STATUS_EXTENDED: 'User ada has no MFA.',
    MUTED: 'False',
    SEVERITY: 'High',
    RESOURCE_TYPE: 'AwsIamUser',
    RESOURCE_UID: user,
    REGION: 'us-east-1',
    PROWLER_VERSION: '5.3.0',
    ...changes
  }
  return header
    .split(';')
    .map((name) => cells[name] ?? '')
    .join(';')
}

function told(found: Collected): unknown[][] {
  return found
    .of('tool_result')
    .map(({ account_id, check_id, status, said, severity, resource }) => [
      account_id,
      check_id,
      status,
      said,
      severity,
      resource
    ])
}

describe('Prowler as CSV', () => {
  test('a row says what the check found of a resource, and when', () => {
    const found = collect([header, row()].join('\n'))

    expect(found.kind).toBe('prowler-csv')
    expect(found.of('tool_result')).toEqual([
      {
        account_id: account,
        region: 'us-east-1',
        tool: 'Prowler',
        check_id: 'iam_user_mfa_enabled_console_access',
        title: 'Users with a password have MFA',
        status: 'fail',
        said: 'FAIL',
        severity: 'high',
        resource: user,
        resource_type: 'AwsIamUser',
        detail: 'User ada has no MFA.',
        assessed_at: at('2026-01-31T12:00:00Z'),
        line: 2,
        path: null
      }
    ])
    expect(found.coverage).toEqual({ [`${account}/`]: 'complete' })
    expect(found.counts).toEqual({ results: 1 })
    expect(found.generatedAt).toBe(at('2026-01-31T12:00:00Z'))
    expect(sentences(found, 'info')).toContain('Made by Prowler 5.3.0.')
    expect(sentences(found, 'info')).toContain('may be off by up to 14 hours')
    expect(found.readsName).toBe(false)
  })

  test('a muted result is put aside, a manual one is for a person', () => {
    const found = collect([header, row({ MUTED: 'True' }), row({ STATUS: 'MANUAL' })].join('\n'))

    expect(found.of('tool_result').map(({ status, said }) => [status, said])).toEqual([
      ['suppressed', 'FAIL, muted'],
      ['review', 'MANUAL']
    ])
  })

  test('a field may hold a script of many lines, and the rows behind it keep theirs', () => {
    const script = `"${Array.from({ length: 60 }, (_, n) => `  line ${n};`).join('\n')}"`
    const found = collect([header, row({ REMEDIATION_CODE_TERRAFORM: script }), row()].join('\n'))

    expect(found.of('tool_result').map(({ line }) => line)).toEqual([2, 62])
    expect(sentences(found, 'error')).toBe('')
  })

  test('rows that cannot be used are named by their line and the others stand', () => {
    const found = collect(
      [header, row({ STATUS: 'maybe' }), 'cut;short', row({ CHECK_ID: '' }), row()].join('\n')
    )

    expect(found.notes.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        sentence: 'The status must be PASS, FAIL or MANUAL, found "maybe"; the result was left out.',
        line: 2
      },
      {
        level: 'error',
        sentence: 'The row has 2 fields where the header names 16 columns; it was left out.',
        line: 3
      },
      { level: 'error', sentence: '`CHECK_ID` is empty; the row was left out.', line: 4 }
    ])
    expect(found.coverage).toEqual({ [`${account}/`]: 'partial' })
    expect(found.counts).toEqual({ results: 1 })
  })

  test('a run without results answers for the account known from outside', () => {
    const found = collect(`${header}\n`, { accountHint: account })

    expect(found.coverage).toEqual({ [`${account}/`]: 'complete' })
    expect(found.counts).toEqual({ results: 0 })
  })

  test('the account of the ARN counts where the column holds none, and a spreadsheet’s number is said', () => {
    const found = collect(
      [
        header,
        row({ ACCOUNT_UID: '1.11122E+11' }),
        row({ ACCOUNT_UID: '<account>', RESOURCE_UID: 'ada' }),
        row({ ACCOUNT_UID: '11122223333' })
      ].join('\n'),
      { accountHint: '444455556666' }
    )

    expect(found.of('tool_result').map(({ account_id }) => account_id)).toEqual([
      account,
      '444455556666',
      '011122223333'
    ])
    expect(sentences(found, 'warning')).toContain('the first with "<account>"')
    expect(sentences(found, 'warning')).toContain('it was taken as 011122223333')
  })

  test('results about other clouds are counted and left out', () => {
    const found = collect([header, row({ PROVIDER: 'azure' }), row()].join('\n'))

    expect(found.counts).toEqual({ results: 1 })
    expect(sentences(found, 'info')).toContain(
      'Results about azure were left out, as they are not about AWS: 1.'
    )
  })

  test('the columns of version 3 have other names', () => {
    const found = collect(
      [
        'ASSESSMENT_START_TIME;PROVIDER;CHECK_ID;CHECK_TITLE;STATUS;STATUS_EXTENDED;SEVERITY;RESOURCE_TYPE;ACCOUNT_ID;REGION;RESOURCE_ID;RESOURCE_ARN',
        `2023-04-25T23:49:42.744599;aws;iam_avoid_root_usage;Root;MUTED;Used.;high;AwsIamUser;${account};us-east-1;root;arn:aws:iam::${account}:root`
      ].join('\n')
    )

    expect(told(found)).toEqual([
      [account, 'iam_avoid_root_usage', 'suppressed', 'MUTED', 'high', `arn:aws:iam::${account}:root`]
    ])
  })

  test('version 2 puts the check before its title and may name no resource', () => {
    const found = collect(
      [
        'PROFILE,ACCOUNT_NUM,REGION,TITLE_ID,CHECK_RESULT,ITEM_SCORED,ITEM_LEVEL,TITLE_TEXT,CHECK_RESULT_EXTENDED,CHECK_SEVERITY',
        `default,${account},us-east-1,1.2,INFO,Scored,Level 1,[check12] Ensure MFA (Scored),"User ""ada"" has no MFA",High`
      ].join('\n')
    )

    expect(found.kind).toBe('prowler-csv')
    expect(told(found)).toEqual([[account, 'check12', 'review', 'INFO', 'high', '']])
    expect(found.of('tool_result')[0]).toMatchObject({
      title: 'Ensure MFA (Scored)',
      detail: 'User "ada" has no MFA'
    })
  })

  test('a table of one framework is refused, as it repeats the results', () => {
    const found = collect(
      'PROVIDER;DESCRIPTION;ACCOUNTID;REGION;ASSESSMENTDATE;REQUIREMENTS_ID;STATUS;STATUSEXTENDED;RESOURCEID;CHECKID;MUTED\n'
    )

    expect(found.kind).toBeNull()
    expect(found.tried).toContain('for one framework')
  })
})

describe('Prowler as OCSF', () => {
  const finding = {
    metadata: { event_code: 'iam_no_root_access_key', product: { name: 'Prowler', version: '5.3.0' } },
    severity: 'Critical',
    status: 'New',
    status_code: 'PASS',
    status_detail: 'Root has no access key.',
    unmapped: { compliance: {} },
    finding_info: { title: 'No root access key', created_time: 1769860800, uid: 'x' },
    resources: [{ region: 'us-east-1', type: 'Other', uid: `arn:aws:iam::${account}:root` }],
    class_uid: 2004,
    cloud: { account: { uid: account }, provider: 'aws', region: 'us-east-1' },
    time: 1769860800,
    time_dt: '2026-01-31T13:00:00'
  }
  const result = [
    account,
    'iam_no_root_access_key',
    'pass',
    'PASS',
    'critical',
    `arn:aws:iam::${account}:root`
  ]

  test.each([
    ['a list', JSON.stringify([finding, finding], null, 2)],
    ['one a line', `${JSON.stringify(finding)}\n${JSON.stringify(finding)}\n`]
  ])('results stand in %s', (_, text) => {
    const found = collect(text)

    expect(found.kind).toBe('prowler-ocsf')
    expect(told(found)).toEqual([result, result])
    expect(found.generatedAt).toBe(1769860800)
    expect(sentences(found, 'info')).toBe('Made by Prowler 5.3.0.')
  })

  test('version 4 writes a time without a zone, and mutes by the status', () => {
    const older = {
      ...finding,
      time: undefined,
      finding_info: { ...finding.finding_info, created_time: '2024-06-03T14:15:19.382075' },
      status: 'Suppressed',
      status_code: 'FAIL'
    }
    const found = collect(JSON.stringify([older]))

    expect(found.of('tool_result')[0]).toMatchObject({
      status: 'suppressed',
      said: 'FAIL, muted',
      assessed_at: at('2024-06-03T14:15:19Z')
    })
    expect(sentences(found, 'info')).toContain('without a zone')
  })

  test('a result is stated of every resource it names, and of the account where it names none', () => {
    const found = collect(
      JSON.stringify([
        { ...finding, resources: [{ uid: user }, { name: 'bob' }] },
        { ...finding, resources: [] }
      ])
    )

    expect(found.of('tool_result').map(({ resource }) => resource)).toEqual([user, 'bob', ''])
  })

  test('what is no result of Prowler is left out with its place', () => {
    const other = { ...finding, metadata: { event_code: 'x', product: { name: 'Other' } } }
    const found = collect(JSON.stringify([finding, other, { ...finding, metadata: null }]))

    expect(
      found.notes.filter(({ level }) => level === 'error').map(({ sentence, path }) => [sentence, path])
    ).toEqual([
      ["The result is not Prowler's but of Other; it was left out.", '[1]'],
      ['`metadata` is missing; the result was left out.', '[2]']
    ])
    expect(found.coverage).toEqual({ [`${account}/`]: 'partial' })
  })

  test('findings of Security Hub in the same schema are not taken for Prowler’s', () => {
    const hub = {
      ...finding,
      metadata: {
        event_code: 'x',
        product: { name: 'Security Hub', uid: 'arn:aws:securityhub:us-east-1::productv2/aws/securityhub' }
      }
    }

    expect(collect(JSON.stringify([hub])).kind).toBe('security-hub-findings')
  })
})

describe('Prowler as JSON of its own', () => {
  test('version 2 writes one object a line', () => {
    const found = collect(
      `${JSON.stringify({
        Profile: 'default',
        'Account Number': account,
        Control: '[check114] Ensure hardware MFA for root',
        Message: 'Only virtual MFA',
        Severity: 'Critical',
        Status: 'FAIL',
        Region: 'eu-central-1',
        Timestamp: '2021-08-23T06:38:46Z',
        'Resource ID': 'root'
      })}\n`
    )

    expect(found.kind).toBe('prowler-json')
    expect(told(found)).toEqual([[account, 'check114', 'fail', 'FAIL', 'critical', 'root']])
    expect(found.generatedAt).toBe(at('2021-08-23T06:38:46Z'))
  })

  test('version 3 writes a list', () => {
    const found = collect(
      JSON.stringify([
        {
          AssessmentStartTime: '2023-04-25T23:49:42.744599',
          Provider: 'aws',
          CheckID: 'iam_support_role_created',
          CheckTitle: 'Support role',
          Status: 'PASS',
          StatusExtended: 'There is one.',
          Severity: 'medium',
          ResourceType: 'AwsIamRole',
          AccountId: account,
          Region: 'us-east-1',
          ResourceArn: `arn:aws:iam::${account}:role/support`
        },
        { CheckID: 'x', Status: 'PASS' },
        { CheckID: 'y' }
      ])
    )

    expect(told(found)).toEqual([
      [account, 'iam_support_role_created', 'pass', 'PASS', 'medium', `arn:aws:iam::${account}:role/support`],
      ['', 'x', 'pass', 'PASS', null, '']
    ])
    expect(sentences(found, 'error')).toContain('`Status` is missing')
    expect(found.coverage).toEqual({ [`${account}/`]: 'partial', '/': 'partial' })
  })
})
