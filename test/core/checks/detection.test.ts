import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { collected } from './collected.ts'
import { account, coverage, openEstate, type Estate } from './database.ts'

const ireland = `${account}/eu-west-1`
const others = `${account}/other regions`
const organizationArn = `arn:aws:organizations::${account}:organization/o-exampleorg1`
const securityAccount = '444455556666'

/** The verdict on eu-west-1, whose export of the kind was received. */
function inIreland(check: string, kind: string, given: (estate: Estate) => void): string | undefined {
  const estate = openEstate()
  estate.answers(kind, 'eu-west-1')
  given(estate)
  return estate.verdicts(check)[ireland]
}

describe('a service that must be on everywhere', () => {
  test.each([
    ['guardduty', 'guardduty-detectors', 'guardduty_detector'],
    ['security-hub', 'security-hub', 'security_hub'],
    ['config-recorders', 'config-recorder-status', 'config_recorder_status'],
    ['access-analyzers', 'analyzers', 'access_analyzer']
  ] as const)('%s: one region on is undecided for all others', (check, kind, table) => {
    const estate = openEstate()
    estate.answers(kind, 'eu-west-1')
    estate.fact(table, {})

    expect(estate.verdicts(check)[others]).toMatch(
      /^needs-review: Exports of 111122223333 speak of eu-west-1; of the 17 regions that every account has 16 are missing: ap-northeast-1, /
    )
  })

  test('passes where a collection that ended found these regions enabled and each answered', () => {
    const estate = openEstate()
    collected(estate, ['eu-west-1', 'us-east-1'], 'guardduty-detectors')
    estate.fact('guardduty_detector', {})
    estate.fact('guardduty_detector', { region: 'us-east-1', id: 'detector-2' })

    expect(estate.run('guardduty')).toMatchObject({ outcome: 'pass', population: 3 })
    expect(estate.verdicts('guardduty')[others]).toBe(
      'pass: Exports of 111122223333 speak of eu-west-1 and us-east-1: all 2 regions enabled there.'
    )
  })

  test('is undecided where a region that is enabled did not answer', () => {
    const estate = openEstate()
    collected(estate, ['eu-west-1', 'me-south-1'])
    estate.answers('guardduty-detectors', 'eu-west-1')
    estate.fact('guardduty_detector', {})

    expect(estate.verdicts('guardduty')[others]).toMatch(
      /of the 2 regions enabled there 1 is missing: me-south-1\. Ask for aws guardduty list-detectors in each\.$/
    )
  })

  test('is undecided where the collection broke off', () => {
    const estate = openEstate()
    collected(estate, ['eu-west-1'], 'guardduty-detectors')
    estate.fact('guardduty_detector', {})
    estate.db.run(
      "update source_coverage set state = 'partial' where source_id in (select id from source where kind = 'collector-record')"
    )

    expect(estate.verdicts('guardduty')[others]).toMatch(/^needs-review: .*that every account has/)
  })

  test('is undecided where every account has these regions, and this one may have more', () => {
    const estate = openEstate()
    estate.answers('guardduty-detectors', 'us-gov-west-1', 'us-gov-east-1')

    expect(estate.verdicts('guardduty')[others]).toMatch(
      /^needs-review: .* all 2 regions that every account has\. .*aws account list-regions\.$/
    )
  })

  test('leaves out what was rejected, superseded or damaged', () => {
    const estate = openEstate()
    estate.answers('guardduty-detectors', 'eu-west-1')
    const outcome = () => estate.run('guardduty').population

    expect(outcome()).toBe(2)
    estate.db.run('update source set is_rejected = 1')
    expect(outcome()).toBe(0)
    estate.db.run("update source set is_rejected = 0, state = 'superseded'")
    expect(outcome()).toBe(0)
    estate.db.run("update source set state = 'read'")
    estate.db.run("update source_coverage set state = 'partial'")
    expect(outcome()).toBe(0)
  })

  test('speaks of a region that no file names', () => {
    const estate = openEstate()
    estate.answers('guardduty-detectors', '')

    expect(estate.verdicts('guardduty')).toMatchObject({
      [`${account}/region not named`]:
        'exception: GuardDuty of 111122223333 is off in a region that no file names.'
    })
  })
})

describe('guardduty', () => {
  test.each([
    [
      'an enabled detector passes',
      (e: Estate) => e.fact('guardduty_detector', {}),
      /^pass: .* is on in eu-west-1/
    ],
    ['no detector fails', () => undefined, /^exception: .* is off in eu-west-1/],
    [
      'a suspended detector fails',
      (e: Estate) => e.fact('guardduty_detector', { status: 'DISABLED' }),
      /^exception: .* is suspended/
    ],
    [
      'a detector that is listed alone is undecided',
      (e: Estate) => e.fact('guardduty_detector', { status: null }),
      /^needs-review: .*get-detector/
    ],
    [
      'details without the id of their detector count',
      (e: Estate) => {
        e.fact('guardduty_detector', { status: null })
        e.fact('guardduty_detector', { id: '' })
      },
      /^pass/
    ]
  ])('%s', (_, given, verdict) => {
    expect(inIreland('guardduty', 'guardduty-detectors', given)).toMatch(verdict)
  })
})

describe('guardduty-protection-plans', () => {
  const all = {
    S3_DATA_EVENTS: 'ENABLED',
    EKS_AUDIT_LOGS: 'ENABLED',
    EKS_RUNTIME_MONITORING: 'DISABLED',
    RUNTIME_MONITORING: 'ENABLED',
    EBS_MALWARE_PROTECTION: 'ENABLED',
    RDS_LOGIN_EVENTS: 'ENABLED',
    LAMBDA_NETWORK_LOGS: 'ENABLED'
  }

  function only(row: object): string | undefined {
    const estate = openEstate()
    collected(estate, ['eu-west-1'], 'guardduty-detectors')
    estate.fact('guardduty_detector', row)
    return Object.values(estate.verdicts('guardduty-protection-plans'))[0]
  }

  test.each([
    [
      'all on pass, the newer runtime monitoring in place of the older',
      all,
      /^pass: .*all 6 protection plans/
    ],
    ['one off fails', { ...all, RDS_LOGIN_EVENTS: 'DISABLED' }, /^exception: .* does not watch RDS sign-ins/],
    [
      'one that is not listed is undecided',
      { CLOUD_TRAIL: 'ENABLED' },
      /^needs-review: .*whether it watches S3/
    ]
  ])('%s', (_, features, verdict) => {
    expect(only({ features: JSON.stringify(features) })).toMatch(verdict)
  })

  test('a detector that is listed alone is undecided, and one that is suspended is no member', () => {
    expect(only({ status: null, features: null })).toMatch(/^needs-review: .*get-detector/)
    expect(only({ status: 'DISABLED' })).toBeUndefined()
  })

  test('regions without a list are undecided', () => {
    const estate = openEstate()
    estate.answers('guardduty-detectors', 'eu-west-1')

    expect(estate.statuses('guardduty-protection-plans')).toEqual({ [others]: 'needs-review' })
  })
})

/** An organization whose security account administers Security Hub, and what it answered, region by region. */
function enrolling(estate: Estate, ...states: readonly (0 | 1 | null)[]): void {
  estate.fact('org_organization', {})
  estate.fact('org_delegated_service', { service: 'securityhub.amazonaws.com' })
  for (const [n, takes_new] of states.entries())
    estate.fact('service_enrolment', {
      account_id: securityAccount,
      region: ['eu-west-1', 'us-east-1'][n] ?? '',
      takes_new
    })
}

testCases({
  'guardduty-findings': [
    [
      'an open finding of high severity fails',
      (e) => e.fact('tool_result', { severity: 'HIGH' }),
      'exception',
      /ConsoleLoginSuccess\.B on ada in eu-west-1 \(high, 1 finding, 2026-01-29\) is open\.$/
    ],
    ['a critical one too', (e) => e.fact('tool_result', { severity: 'CRITICAL' }), 'exception', /is open/],
    [
      'one about an identity is for judgement',
      (e) => e.fact('tool_result', {}),
      'needs-review',
      /who looked into it/
    ],
    [
      'a lesser one about a machine passes',
      (e) => e.fact('tool_result', { check_id: 'Recon:EC2/Portscan' }),
      'pass',
      /below high/
    ],
    [
      'an archived one passes',
      (e) => e.fact('tool_result', { severity: 'HIGH', status: 'suppressed' }),
      'pass',
      /archived or a sample/
    ],
    [
      'a sample passes',
      (e) => e.fact('tool_result', { severity: 'HIGH', status: 'review' }),
      'pass',
      /sample/
    ],
    [
      'of several the gravest open one counts',
      (e) => {
        e.fact('tool_result', { severity: 'CRITICAL', status: 'suppressed' })
        e.fact('tool_result', { severity: 'HIGH' })
        e.fact('tool_result', { severity: 'LOW' })
      },
      'exception',
      /\(high, 3 findings/
    ]
  ],
  'security-hub-iam-findings': [
    [
      'a control that passed passes',
      (e) =>
        e.fact('tool_result', { tool: 'Security Hub', check_id: 'IAM.4', status: 'pass', said: 'PASSED' }),
      'pass',
      /at IAM\.4/
    ],
    [
      'one that failed is for comparison',
      (e) => e.fact('tool_result', { tool: 'Security Hub', check_id: 'IAM.4', said: 'FAILED, NEW' }),
      'needs-review',
      /FAILED, NEW; compare it/
    ],
    [
      'one that was put aside is for judgement',
      (e) => e.fact('tool_result', { tool: 'Security Hub', check_id: 'IAM.4', status: 'suppressed' }),
      'needs-review',
      /who put it aside/
    ],
    [
      'the same control of two standards is one member, the worse one',
      (e) => {
        e.fact('tool_result', { tool: 'Security Hub', check_id: 'IAM.4', status: 'pass' })
        e.fact('tool_result', { tool: 'Security Hub', check_id: 'IAM.4', status: 'fail', said: 'FAILED' })
        e.fact('tool_result', { tool: 'Security Hub', check_id: 'S3.1', status: 'fail' })
      },
      'needs-review',
      /FAILED/
    ]
  ],
  'config-recorder-role': [
    [
      'the service-linked role passes',
      (e) => {
        collected(e, ['eu-west-1'], 'config-recorders')
        e.fact('config_recorder', {})
      },
      'pass',
      /uses the service-linked role/
    ],
    [
      'a role of the same name elsewhere fails',
      (e) => {
        collected(e, ['eu-west-1'], 'config-recorders')
        e.fact('config_recorder', { role_arn: `arn:aws:iam::${account}:role/AWSServiceRoleForConfig` })
      },
      'exception',
      /not the service-linked role/
    ],
    [
      'a role that is not told is undecided',
      (e) => {
        collected(e, ['eu-west-1'], 'config-recorders')
        e.fact('config_recorder', { role_arn: null })
      },
      'needs-review',
      /does not name its role/
    ]
  ],
  'config-iam-rules': [
    [
      'a compliant rule passes',
      (e) => {
        e.fact('config_rule', {})
        e.fact('tool_result', {
          tool: 'AWS Config',
          check_id: 'iam-user-mfa-enabled',
          resource: '',
          status: 'pass',
          said: 'COMPLIANT'
        })
      },
      'pass',
      /says COMPLIANT/
    ],
    [
      'a rule that is not compliant is for comparison',
      (e) => {
        e.fact('config_rule', {})
        const result = { tool: 'AWS Config', check_id: 'iam-user-mfa-enabled', said: 'NON_COMPLIANT' }
        e.fact('tool_result', { ...result, resource: '' })
        e.fact('tool_result', result)
      },
      'needs-review',
      /says NON_COMPLIANT, of 1 resource;/
    ],
    [
      'a rule without a result is undecided',
      (e) => e.fact('config_rule', {}),
      'needs-review',
      /no export tells/
    ],
    [
      'no rule on identities is for judgement',
      (e) => {
        e.answers('config-rules', 'eu-west-1')
        e.fact('config_rule', { identifier: 'S3_BUCKET_VERSIONING_ENABLED' })
      },
      'needs-review',
      /none of 1 rule that/
    ]
  ],
  'guardduty-administrator': [
    [
      'a delegated administrator passes',
      (e) => {
        e.fact('org_organization', {})
        e.fact('org_delegated_administrator', {})
        e.fact('org_delegated_service', {})
      },
      'pass',
      /444455556666 administers GuardDuty/
    ],
    [
      'no delegated administrator at all fails',
      (e) => e.fact('org_organization', {}),
      'exception',
      /No account besides the management account/
    ],
    [
      'one of another service alone fails',
      (e) => {
        e.fact('org_organization', {})
        e.fact('org_delegated_administrator', {})
        e.fact('org_delegated_service', { service: 'sso.amazonaws.com' })
        e.answers('delegated-services', securityAccount)
      },
      'exception',
      /No account besides/
    ],
    [
      'one whose services were not asked for is undecided',
      (e) => {
        e.fact('org_organization', {})
        e.fact('org_delegated_administrator', {})
      },
      'needs-review',
      /for 444455556666 ask for aws organizations list-delegated-services-for-account/
    ],
    [
      'the management account itself is none',
      (e) => {
        e.fact('org_organization', {})
        e.fact('org_delegated_service', { id: account })
      },
      'exception',
      /No account besides/
    ]
  ],
  'security-hub-administrator': [
    [
      'whether new accounts are taken in no export says',
      (e) => {
        e.fact('org_organization', {})
        e.fact('org_delegated_service', { service: 'securityhub.amazonaws.com' })
      },
      'needs-review',
      /describe-organization-configuration/
    ],
    [
      'one that takes in new accounts everywhere passes',
      (e) => enrolling(e, 1, 1),
      'pass',
      /444455556666 administers Security Hub .* takes in new accounts by itself in eu-west-1 and us-east-1\.$/
    ],
    [
      'one that does not in a region fails',
      (e) => enrolling(e, 1, 0),
      'exception',
      /not taken in by themselves in us-east-1/
    ],
    [
      'central configuration is for judgement',
      (e) => enrolling(e, 1, null),
      'needs-review',
      /central configuration is in use in us-east-1/
    ],
    [
      'the answer of an account that administers nothing does not count',
      (e) => {
        enrolling(e)
        e.fact('service_enrolment', { account_id: account })
      },
      'needs-review',
      /describe-organization-configuration/
    ],
    ['no administrator fails', (e) => e.fact('org_organization', {}), 'exception', /administers Security Hub/]
  ]
})

test('an incomplete list of delegated administrators makes no exception', () => {
  const estate = openEstate()
  estate.fact('org_organization', {})

  expect(
    estate.run('guardduty-administrator', coverage({ 'delegated-administrators': 'partial' }))
  ).toMatchObject({
    outcome: 'needs-review',
    exceptions: []
  })
})

test('the answer for one service alone decides for it', () => {
  const estate = openEstate()
  estate.fact('org_organization', {})
  estate.answers('delegated-administrators', 'guardduty.amazonaws.com')

  expect(
    estate.only('guardduty-administrator', coverage({ 'delegated-administrators': 'missing' })).status
  ).toBe('exception')
})

describe('security-hub', () => {
  test.each([
    [
      'a hub with a standard that is ready passes',
      (e: Estate) => {
        e.fact('security_hub', {})
        e.fact('security_hub_standard', {})
      },
      /^pass: .* checks against cis-aws-foundations-benchmark 1\.2\.0\.$/
    ],
    ['the answer that it is off fails', () => undefined, /^exception: Security Hub of 111122223333 is off/],
    [
      'a hub whose standards were not exported is undecided',
      (e: Estate) => e.fact('security_hub', {}),
      /^needs-review: .*get-enabled-standards/
    ],
    [
      'a hub without a standard is for judgement',
      (e: Estate) => {
        e.fact('security_hub', {})
        e.answers('security-hub-standards', 'eu-west-1')
      },
      /^needs-review: .* without a standard/
    ],
    [
      'a standard that is not ready is for judgement',
      (e: Estate) => {
        e.fact('security_hub', {})
        e.fact('security_hub_standard', { status: 'INCOMPLETE' })
      },
      /^needs-review: .* is incomplete\.$/
    ],
    [
      'the hub of 2025 alone is for judgement',
      (e: Estate) => e.fact('security_hub', { version: 2 }),
      /^needs-review: .* form of 2025 alone/
    ]
  ])('%s', (_, given, verdict) => {
    expect(inIreland('security-hub', 'security-hub', given)).toMatch(verdict)
  })
})

describe('config-recorders', () => {
  function recorder(recorder: object | null, status: object | null): (estate: Estate) => void {
    return (estate) => {
      if (recorder !== null) estate.fact('config_recorder', recorder)
      if (status !== null) estate.fact('config_recorder_status', status)
    }
  }

  test.each([
    ['a recorder of all types that runs passes', recorder({}, {}), /^pass: .* is recording all types/],
    ['an empty list fails', recorder(null, null), /^exception: .* is off in eu-west-1/],
    ['a recorder that stopped fails', recorder({}, { is_recording: 0 }), /^exception: .* is not recording/],
    [
      'a delivery that failed fails',
      recorder({}, { last_status: 'Failure', last_error: 'AccessDenied' }),
      /^exception: .* last delivery failed \(AccessDenied\)/
    ],
    [
      'a delivery still to come is undecided',
      recorder({}, { last_status: 'Pending' }),
      /^needs-review: .* is pending/
    ],
    [
      'a few types alone fail',
      recorder({ records_all: 0, resource_types: '["AWS::EC2::Instance"]' }, {}),
      /^exception: .* records AWS::EC2::Instance alone/
    ],
    [
      'types left out are for judgement',
      recorder({ records_all: 0, resource_types: '["not AWS::EC2::NetworkInterface"]' }, {}),
      /^needs-review: .* all types but AWS::EC2::NetworkInterface/
    ],
    [
      'without the recorder it is undecided',
      recorder(null, {}),
      /^needs-review: .* no export says which types/
    ],
    ['without the status it is undecided', recorder({}, null), /^needs-review: .* whether it runs/]
  ])('%s', (_, given, verdict) => {
    expect(inIreland('config-recorders', 'config-recorder-status', given)).toMatch(verdict)
  })

  test.each([
    ['recorded in one region passes', { records_global: 1 }, ['eu-west-1'], /^pass: .* in eu-west-1\.$/],
    [
      'recorded in none fails',
      { records_global: 0 },
      ['eu-west-1'],
      /^exception: .* records IAM in no region/
    ],
    [
      'recorded in none that was seen is undecided',
      { records_global: 0 },
      ['eu-west-1', 'us-east-1'],
      /^needs-review: .* of 1 other region no export speaks/
    ],
    ['that is not told is undecided', { records_global: null }, ['eu-west-1'], /^needs-review: Whether/]
  ] as const)('IAM %s', (_, row, regions, verdict) => {
    const estate = openEstate()
    collected(estate, regions)
    estate.answers('config-recorder-status', 'eu-west-1')
    estate.fact('config_recorder', row)
    estate.fact('config_recorder_status', {})

    expect(estate.verdicts('config-recorders')[`${account}/IAM resources`]).toMatch(verdict)
  })
})

describe('config-aggregator', () => {
  function delegated(aggregator: object | null): Estate {
    const estate = openEstate()
    estate.fact('org_organization', {})
    estate.fact('org_account', {})
    estate.fact('org_delegated_service', { service: 'config.amazonaws.com' })
    if (aggregator !== null) estate.fact('config_aggregator', aggregator)
    return estate
  }

  test.each([
    ['of all regions passes', delegated({}), /^pass: .* gathers all accounts and regions/],
    ['of some regions fails', delegated({ covers_all_regions: 0 }), /^exception: .* some regions alone/],
    ['whose regions are not told is undecided', delegated({ covers_all_regions: null }), /^needs-review/],
    [
      'of the management account does not count',
      delegated({ account_id: account }),
      /^needs-review: .*not in the exports/
    ],
    ['of some accounts does not count', delegated({ covers_organization: 0 }), /^needs-review/],
    [
      'that no export shows is undecided',
      delegated(null),
      /^needs-review: .*describe-configuration-aggregators/
    ]
  ])('an aggregator %s', (_, estate, verdict) => {
    expect(estate.verdicts('config-aggregator')[organizationArn]).toMatch(verdict)
  })

  test('fails without an administrator', () => {
    const estate = openEstate()
    estate.fact('org_organization', {})

    expect(estate.verdicts('config-aggregator')[organizationArn]).toMatch(/^exception: No account besides/)
  })
})
