import { describe, expect, test } from 'vitest'

import { testCases, type Case } from './cases.ts'
import { collected } from './collected.ts'
import { account, coverage, openEstate, type Estate } from './database.ts'

const analyzerArn = 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/default'
const securityAccount = '444455556666'
const ireland = `${account}/eu-west-1`

const ofOrganization = {
  account_id: securityAccount,
  arn: `arn:aws:access-analyzer:eu-west-1:${securityAccount}:analyzer/organization`,
  name: 'organization',
  type: 'ORGANIZATION'
} as const

function member(estate: Estate, status = 'ACTIVE'): void {
  estate.fact('org_organization', {})
  estate.fact('org_account', { id: account, status })
  estate.fact('org_account', { id: securityAccount })
}

describe('access-analyzers', () => {
  test.each([
    ['an active analyzer passes', (e: Estate) => e.fact('access_analyzer', {}), /^pass: .*analyzer default/],
    ['an empty list fails', () => undefined, /^exception: No analyzer looks/],
    [
      'one of unused access does not count',
      (e: Estate) => e.fact('access_analyzer', { type: 'ACCOUNT_UNUSED_ACCESS' }),
      /^exception: No analyzer looks/
    ],
    [
      'one of internal access does not count',
      (e: Estate) => e.fact('access_analyzer', { type: 'ORGANIZATION_INTERNAL_ACCESS' }),
      /^exception: No analyzer looks/
    ],
    [
      'one that failed fails',
      (e: Estate) => e.fact('access_analyzer', { status: 'FAILED' }),
      /^exception: .*analyzer default \(eu-west-1\) is failed/
    ],
    [
      'one of the organization counts for a member',
      (e: Estate) => {
        member(e)
        e.fact('access_analyzer', ofOrganization)
      },
      /^pass: .*analyzer organization of the organization \(444455556666, eu-west-1\)/
    ],
    [
      'one of another account alone does not',
      (e: Estate) => {
        member(e)
        e.fact('access_analyzer', { ...ofOrganization, type: 'ACCOUNT' })
      },
      /^exception/
    ],
    [
      'one of an organization is undecided where nobody lists its accounts',
      (e: Estate) => e.fact('access_analyzer', ofOrganization),
      /^needs-review: .*list-accounts/
    ],
    [
      'one of an organization that the account is not in does not count',
      (e: Estate) => {
        e.fact('org_account', { id: securityAccount })
        e.fact('access_analyzer', ofOrganization)
      },
      /^exception/
    ]
  ])('%s', (_, given, verdict) => {
    const estate = openEstate()
    estate.answers('analyzers', 'eu-west-1')
    given(estate)

    expect(estate.verdicts('access-analyzers')[ireland]).toMatch(verdict)
  })

  test('a region whose own list was not received is answered by the analyzer of the organization', () => {
    const estate = openEstate()
    member(estate)
    collected(estate, ['eu-west-1', 'us-east-1'])
    estate.answers('analyzers', 'us-east-1')
    estate.fact('access_analyzer', ofOrganization)

    expect(estate.statuses('access-analyzers')).toEqual({
      [ireland]: 'pass',
      [`${account}/us-east-1`]: 'exception',
      [`${account}/other regions`]: 'pass'
    })
  })

  test('a list asked for one type of analyzer is not the list of all', () => {
    const estate = openEstate()
    estate.answers('analyzers', 'eu-west-1 ACCOUNT_UNUSED_ACCESS')

    expect(estate.run('access-analyzers').population).toBe(0)
  })
})

function analyzer(row: object | null, regions: readonly string[] = ['eu-west-1']): Case[1] {
  return (estate) => {
    collected(estate, regions)
    estate.answers('analyzers', 'eu-west-1')
    if (row !== null) estate.fact('access_analyzer', row)
  }
}

function archiveRule(filter: object): Case[1] {
  return (estate) => estate.fact('access_analyzer_archive_rule', { filter: JSON.stringify(filter) })
}

testCases({
  'unused-access-analyzer': [
    [
      'after 90 days passes',
      analyzer({ type: 'ACCOUNT_UNUSED_ACCESS', unused_access_days: 90 }),
      'pass',
      /not used for 90 days is reported by analyzer default/
    ],
    [
      'after 180 days fails',
      analyzer({ type: 'ACCOUNT_UNUSED_ACCESS', unused_access_days: 180 }),
      'exception',
      /after 180 days, the limit is 90 days/
    ],
    [
      'after a time that is not told is undecided',
      analyzer({ type: 'ACCOUNT_UNUSED_ACCESS' }),
      'needs-review',
      /does not say after how many days/
    ],
    ['of another kind alone fails', analyzer({}), 'exception', /No analyzer reports unused access/],
    [
      'that is not in the regions received is undecided',
      analyzer({}, ['eu-west-1', 'us-east-1']),
      'needs-review',
      /may be in a region that no export speaks of/
    ],
    [
      'of the organization counts for a member',
      (e) => {
        member(e)
        analyzer(null)(e)
        e.fact('access_analyzer', {
          ...ofOrganization,
          type: 'ORGANIZATION_UNUSED_ACCESS',
          unused_access_days: 30
        })
      },
      'pass',
      /of the organization/
    ]
  ],
  'internal-access-analyzer': [
    ['there passes', analyzer({ type: 'ACCOUNT_INTERNAL_ACCESS' }), 'pass', /is shown by analyzer default/],
    ['not there is for judgement', analyzer({}), 'needs-review', /judge whether the data there asks for one/]
  ],
  'access-analyzer-archive-rules': [
    [
      'limited to access that is not public passes',
      archiveRule({ isPublic: { eq: ['false'] } }),
      'pass',
      /alone/
    ],
    ['other than public passes', archiveRule({ isPublic: { neq: ['true'] } }), 'pass', /alone/],
    [
      'of unused access passes',
      archiveRule({ findingType: { eq: ['UnusedIAMRole', 'UnusedPermission'] } }),
      'pass',
      /unused access alone/
    ],
    [
      'of public access is for judgement',
      archiveRule({ isPublic: { eq: ['true'] } }),
      'needs-review',
      /asks for isPublic alone/
    ],
    [
      'by type of resource is for judgement',
      archiveRule({ resourceType: { eq: ['AWS::S3::Bucket'] } }),
      'needs-review',
      /asks for resourceType alone/
    ],
    ['that asks for nothing is for judgement', archiveRule({}), 'needs-review', /asks for nothing/],
    [
      'of an analyzer whose rules were not received is undecided',
      (e) => e.fact('access_analyzer', {}),
      'needs-review',
      /its archive rules were not received/
    ]
  ],
  'organization-access-analyzer': [
    [
      'active passes',
      (e) => {
        member(e)
        e.fact('access_analyzer', ofOrganization)
      },
      'pass',
      /is looked at by analyzer organization/
    ],
    [
      'that is not active fails',
      (e) => {
        member(e)
        e.fact('access_analyzer', { ...ofOrganization, status: 'DISABLED' })
      },
      'exception',
      /is not active/
    ],
    [
      'that is not in the regions received is undecided',
      (e) => {
        member(e)
        e.answers('analyzers', 'eu-west-1')
      },
      'needs-review',
      /do not speak of every region of 111122223333/
    ],
    [
      'that is in no region of those who may hold it fails',
      (e) => {
        e.fact('org_organization', { partition: 'aws-us-gov' })
        e.answers('analyzers', 'us-gov-west-1', 'us-gov-east-1')
      },
      'exception',
      /No analyzer looks at organization/
    ]
  ]
})

test('an analyzer whose archive rules were received and are none is no member', () => {
  const estate = openEstate()
  estate.fact('access_analyzer', {})
  estate.answers('analyzer-archive-rules', 'eu-west-1 default')

  expect(estate.run('access-analyzer-archive-rules')).toMatchObject({ outcome: 'not-applicable' })
})

describe('access-analyzer-findings', () => {
  const finding = 'arn:aws:s3:::reports#finding-1'

  function found(row: object): Estate {
    const estate = openEstate()
    collected(estate, ['eu-west-1'], 'analyzers')
    estate.fact('access_analyzer', {})
    estate.answers('analyzer-findings', analyzerArn)
    estate.fact('access_analyzer_finding', row)
    return estate
  }

  test.each([
    [
      'active fails',
      {},
      /^exception: ExternalAccess on arn:aws:s3:::reports to \{"AWS":"999988887777"\} is active/
    ],
    ['of public access says so', { is_public: 1 }, /^exception: .*open to the public is active/],
    [
      'of unused access counts too',
      { finding_type: 'UnusedIAMRole', principal: null },
      /^exception: UnusedIAMRole on/
    ],
    ['archived passes', { status: 'ARCHIVED' }, /^pass: .* is archived/],
    ['resolved passes', { status: 'RESOLVED', is_public: 1 }, /^pass: .* is resolved/],
    [
      'of public access that was archived is for judgement',
      { status: 'ARCHIVED', is_public: 1 },
      /^needs-review/
    ]
  ])('a finding that is %s', (_, row, verdict) => {
    expect(found(row).verdicts('access-analyzer-findings')[finding]).toMatch(verdict)
  })

  test('pass where all were received and none is active', () => {
    expect(found({ status: 'RESOLVED' }).run('access-analyzer-findings')).toMatchObject({
      outcome: 'pass',
      population: 2
    })
  })

  test('are undecided for an analyzer whose findings were filtered or not received', () => {
    const estate = openEstate()
    collected(estate, ['eu-west-1'], 'analyzers')
    estate.fact('access_analyzer', {})
    estate.answers('analyzer-findings', `${analyzerArn} status={eq=[RESOLVED]}`)

    expect(estate.only('access-analyzer-findings')).toMatchObject({ status: 'needs-review' })
    estate.answers('analyzer-findings', 'eu-west-1 with details')
    expect(estate.only('access-analyzer-findings')).toMatchObject({ status: 'pass' })
  })

  test('of the analyzer of the organization count for the account that owns the resource', () => {
    const estate = openEstate()
    member(estate)
    collected(estate, ['eu-west-1'], 'analyzers')
    estate.fact('access_analyzer', ofOrganization)
    estate.fact('access_analyzer_finding', { analyzer_arn: ofOrganization.arn })

    expect(estate.statuses('access-analyzer-findings')).toEqual({
      [finding]: 'exception',
      [ofOrganization.arn]: 'needs-review'
    })
  })

  test('are not tested where neither findings nor analyzers were received', () => {
    const estate = openEstate()

    expect(
      estate.run(
        'access-analyzer-findings',
        coverage({ analyzers: 'missing', 'analyzer-findings': 'missing' })
      ).outcome
    ).toBe('not-tested')
  })

  test('are undecided for regions whose analyzers were not listed', () => {
    const estate = openEstate()
    estate.answers('analyzers', 'eu-west-1')

    expect(estate.statuses('access-analyzer-findings')).toEqual({
      [`${account}/other regions`]: 'needs-review'
    })
  })
})

describe('what others get wrong', () => {
  test('an analyzer of unused access is none of external access, and the other way round', () => {
    const estate = openEstate()
    collected(estate, ['eu-west-1'], 'analyzers')
    estate.fact('access_analyzer', { type: 'ACCOUNT_UNUSED_ACCESS' })

    expect(estate.statuses('access-analyzers')[ireland]).toBe('exception')
    expect(Object.values(estate.statuses('unused-access-analyzer'))).not.toContain('exception')
  })
})
