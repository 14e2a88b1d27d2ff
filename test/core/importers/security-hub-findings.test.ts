import { describe, expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const control = {
  SchemaVersion: '2018-10-08',
  Id: 'arn:aws:securityhub:eu-west-1:111122223333:security-control/IAM.6/finding/1',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  ProductName: 'Security Hub',
  GeneratorId: 'security-control/IAM.6',
  AwsAccountId: '111122223333',
  Region: 'eu-west-1',
  Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
  CreatedAt: '2026-01-01T00:00:00.000Z',
  UpdatedAt: '2026-01-31T11:00:00.000Z',
  Severity: { Label: 'CRITICAL', Normalized: 90, Original: 'CRITICAL' },
  Title: 'Hardware MFA should be enabled for the root user',
  Description: 'This control checks whether the root user has a hardware MFA device.',
  Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:111122223333', Region: 'eu-west-1' }],
  Compliance: { Status: 'FAILED', SecurityControlId: 'IAM.6' },
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE'
}

const ocsf = {
  class_uid: 2003,
  cloud: { account: { uid: '111122223333' }, region: 'eu-west-1', provider: 'AWS' },
  compliance: { control: 'security-control/IAM.9', status: 'Fail', status_id: 3 },
  finding_info: {
    uid: 'f-1',
    title: 'MFA should be enabled for the root user',
    desc: 'Checks the root user.'
  },
  metadata: {
    product: { name: 'Security Hub', uid: 'arn:aws:securityhub:eu-west-1::productv2/aws/securityhub' }
  },
  resources: [{ uid: 'arn:aws:iam::111122223333:user/ada', type: 'AwsIamUser' }],
  severity: 'Critical',
  status: 'New',
  time: 1769857200000
}

test('a finding says of each of its resources what the control found', () => {
  const found = collect(
    JSON.stringify({
      Findings: [
        {
          ...control,
          Resources: [...control.Resources, { Type: 'AwsIamUser', Id: 'arn:aws:iam::111122223333:user/ada' }]
        }
      ]
    })
  )
  const shared = {
    account_id: '111122223333',
    region: 'eu-west-1',
    tool: 'Security Hub',
    check_id: 'IAM.6',
    title: 'Hardware MFA should be enabled for the root user',
    status: 'fail',
    said: 'FAILED, NEW, ACTIVE',
    severity: 'CRITICAL',
    detail: 'This control checks whether the root user has a hardware MFA device.',
    assessed_at: at('2026-01-31T11:00:00Z'),
    line: 1,
    path: 'Findings[0]'
  }

  expect(found.of('tool_result')).toEqual([
    { ...shared, resource: '', resource_type: 'AwsAccount' },
    { ...shared, resource: 'arn:aws:iam::111122223333:user/ada', resource_type: 'AwsIamUser' }
  ])
  expect(found.counts).toEqual({ findings: 1 })
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/Security Hub': 'complete' })
  expect(found.latestAt).toBe(at('2026-01-31T11:00:00Z'))
})

describe('the status of a finding', () => {
  test.each([
    ['PASSED', 'NEW', 'ACTIVE', 'pass'],
    ['PASSED', 'RESOLVED', 'ACTIVE', 'pass'],
    ['PASSED', 'NEW', 'ARCHIVED', 'suppressed'],
    ['FAILED', 'NOTIFIED', 'ACTIVE', 'fail'],
    ['FAILED', 'RESOLVED', 'ACTIVE', 'suppressed'],
    ['FAILED', 'SUPPRESSED', 'ACTIVE', 'suppressed'],
    ['FAILED', 'NEW', 'ARCHIVED', 'suppressed'],
    ['WARNING', 'NEW', 'ACTIVE', 'review'],
    ['NOT_AVAILABLE', 'NEW', 'ACTIVE', 'review']
  ])('%s, %s, %s is %s', (verdict, workflow, record, status) => {
    const found = collect(
      JSON.stringify({
        Findings: [
          {
            ...control,
            Compliance: { Status: verdict },
            Workflow: { Status: workflow },
            RecordState: record
          }
        ]
      })
    )

    expect(found.of('tool_result').map((row) => [row.status, row.said])).toEqual([
      [status, `${verdict}, ${workflow}, ${record}`]
    ])
  })
})

test.each([
  ['security-control/IAM.6', { Status: 'FAILED' }, 'IAM.6'],
  ['aws-foundational-security-best-practices/v/1.0.0/IAM.6', { Status: 'FAILED' }, 'IAM.6'],
  [
    'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/1.13',
    { Status: 'FAILED' },
    '1.13'
  ],
  ['pci-dss/v/3.2.1/PCI.IAM.1', { Status: 'FAILED', SecurityControlId: 'IAM.1' }, 'IAM.1']
])('%s is the check of a finding where it names no control', (generator, compliance, check) => {
  const found = collect(
    JSON.stringify({ Findings: [{ ...control, GeneratorId: generator, Compliance: compliance }] })
  )

  expect(found.of('tool_result').map((row) => row.check_id)).toEqual([check])
})

test.each([
  [
    'GuardDuty',
    {
      ProductName: 'GuardDuty',
      GeneratorId: 'arn:aws:guardduty:eu-west-1:111122223333:detector/12ab',
      Types: ['TTPs/Discovery/Recon:IAMUser-TorIPCaller']
    },
    'Recon:IAMUser-TorIPCaller'
  ],
  [
    'Inspector',
    {
      ProductName: 'Inspector',
      GeneratorId: 'AWSInspector',
      Vulnerabilities: [{ Id: 'CVE-2026-0001' }]
    },
    'CVE-2026-0001'
  ]
])('a finding of %s has no verdict and goes by its type', (tool, fields, check) => {
  const { Compliance, ...detection } = control
  const found = collect(JSON.stringify({ Findings: [{ ...detection, ...fields }] }))

  expect(Compliance).toBeDefined()
  expect(found.of('tool_result').map((row) => [row.tool, row.check_id, row.status])).toEqual([
    [tool, check, 'fail']
  ])
  expect(found.coverage).toEqual({ [`111122223333/eu-west-1/${tool}`]: 'complete' })
})

test('Prowler goes by its own name and by the names of its checks', () => {
  const { ProductName, ...finding } = control
  const found = collect(
    JSON.stringify([
      {
        ...finding,
        ProductArn: 'arn:aws:securityhub:eu-west-1::product/prowler/prowler',
        GeneratorId: 'prowler-iam_root_mfa_enabled',
        Compliance: { Status: 'PASSED' }
      },
      { ...finding, ProductName, Id: 'other' }
    ])
  )

  expect(found.of('tool_result').map((row) => [row.tool, row.check_id, row.status])).toEqual([
    ['Prowler', 'iam_root_mfa_enabled', 'pass'],
    ['Security Hub', 'IAM.6', 'fail']
  ])
})

describe('findings are read from', () => {
  const event = {
    version: '0',
    'detail-type': 'Security Hub Findings - Imported',
    source: 'aws.securityhub',
    detail: { findings: [control, { ...control, Id: 'b' }] }
  }

  test.each([
    ['a list in lower case', { findings: [control] }, 'findings[0]'],
    ['a bare list', [control, { ...control, Id: 'b' }], '[0]'],
    ['a finding alone', control, '[0]'],
    ['an event', event, '[0].detail.findings[0]'],
    ['OCSF below Findings', { Findings: [ocsf] }, 'Findings[0]'],
    ['OCSF alone', ocsf, '[0]']
  ])('%s', (_, document, path) => {
    const found = collect(JSON.stringify(document))

    expect([found.kind, found.unreadable]).toEqual(['security-hub-findings', null])
    expect(found.of('tool_result')[0]).toMatchObject({ account_id: '111122223333', path, status: 'fail' })
  })

  test('one finding a line, of several regions', () => {
    const elsewhere = { ...control, Id: 'b', Region: 'us-east-1' }
    const found = collect(`${JSON.stringify(control)}\n${JSON.stringify(elsewhere)}\n`)

    expect(found.of('tool_result').map((row) => [row.region, row.line])).toEqual([
      ['eu-west-1', 1],
      ['us-east-1', 2]
    ])
    expect(Object.keys(found.coverage)).toEqual([
      '111122223333/eu-west-1/Security Hub',
      '111122223333/us-east-1/Security Hub'
    ])
  })
})

test('a file of one finding answers for that finding, so that the files of many events stand side by side', () => {
  expect(collect(JSON.stringify(control)).coverage).toEqual({ [`111122223333/${control.Id}`]: 'complete' })
})

test('a finding in OCSF names its control, resource and time', () => {
  const found = collect(JSON.stringify({ Findings: [ocsf] }))

  expect(found.of('tool_result')).toEqual([
    {
      account_id: '111122223333',
      region: 'eu-west-1',
      tool: 'Security Hub',
      check_id: 'IAM.9',
      title: 'MFA should be enabled for the root user',
      status: 'fail',
      said: 'Fail, New',
      severity: 'Critical',
      resource: 'arn:aws:iam::111122223333:user/ada',
      resource_type: 'AwsIamUser',
      detail: 'Checks the root user.',
      assessed_at: 1769857200,
      line: 1,
      path: 'Findings[0]'
    }
  ])
})

test.each([
  [{ compliance: { control: 'IAM.9', status_id: 1 } }, 'pass'],
  [{ compliance: { control: 'IAM.9', status_id: 2 } }, 'review'],
  [{ status: 'Suppressed' }, 'suppressed'],
  [{ status: 'Archived' }, 'suppressed'],
  [{ status: undefined, status_id: 4 }, 'suppressed'],
  [{ compliance: undefined, class_uid: 2004 }, 'fail']
])('OCSF with %j is %s', (fields, status) => {
  const found = collect(JSON.stringify({ Findings: [{ ...ocsf, ...fields }] }))

  expect(found.of('tool_result').map((row) => row.status)).toEqual([status])
})

test('OCSF of a scanner is none of Security Hub, also where it tells of Security Hub', () => {
  const scanned = {
    ...ocsf,
    metadata: { event_code: 'securityhub_enabled', product: { name: 'Prowler', uid: 'prowler' } },
    resources: [{ uid: 'arn:aws:securityhub:eu-west-1:111122223333:hub/default' }]
  }

  expect(collect(JSON.stringify([scanned])).kind).not.toBe('security-hub-findings')
})

test('no finding is an answer about the account and region known from outside', () => {
  const found = collect('{"Findings": []}', { accountHint: '111122223333', region: 'eu-west-1' })

  expect(found.counts).toEqual({ findings: 0 })
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/Security Hub': 'complete' })
})

test('pages are pages, and what is no finding is left out', () => {
  const page = collect(JSON.stringify({ Findings: [control], NextToken: 'x' }))
  const broken = collect(JSON.stringify({ Findings: [control, { ...control, Id: undefined }, { Id: 'x' }] }))

  expect(page.coverage).toEqual({ '111122223333/eu-west-1/Security Hub': 'page' })
  expect(broken.coverage).toEqual({ '111122223333/eu-west-1/Security Hub': 'partial' })
  expect(sentences(broken, 'error')).toContain('`Id` is missing')
  expect(sentences(broken, 'error')).toContain('The entry is no finding')
})

test('a broken finding in an event leaves the others', () => {
  const found = collect(
    JSON.stringify({ source: 'aws.securityhub', detail: { findings: [{ ...control, Id: '' }, control] } })
  )

  expect(found.of('tool_result')).toHaveLength(1)
  expect(sentences(found, 'warning')).toContain('`Id` is missing')
})

test.each([
  [
    'InvalidAccessException',
    'GetFindings',
    'Account 111122223333 is not subscribed to AWS Security Hub',
    'complete'
  ],
  [
    'AccessDeniedException',
    'GetFindings',
    'User: arn:aws:iam::111122223333:user/a is not authorized to perform: securityhub:GetFindings',
    'denied'
  ]
])('%s of %s', (code, operation, message, state) => {
  const found = collect(`An error occurred (${code}) when calling the ${operation} operation: ${message}`, {
    region: 'eu-west-1'
  })

  expect(found.kind).toBe('security-hub-findings')
  expect(found.coverage).toEqual({ '111122223333/eu-west-1/Security Hub': state })
})

test('long texts are cut and hostile fields are no fault of the reader', () => {
  const found = collect(
    `{"Findings": [${JSON.stringify({ ...control, Title: 'x'.repeat(10_000), Description: 'y'.repeat(10_000) })}, {"SchemaVersion": "1", "ProductArn": "p", "Id": "i", "__proto__": {"GeneratorId": "g"}}]}`
  )

  expect(found.of('tool_result').map((row) => [row.title.length, row.detail.length, row.check_id])).toEqual([
    [501, 2001, 'IAM.6'],
    [1, 0, '']
  ])
})
