import { describe, expect, test } from 'vitest'

import type { FactTables } from '../../../src/core/iam/facts.ts'
import { testCases, type Case } from './cases.ts'
import { collected } from './collected.ts'
import { account, coverage, daysAgo, openEstate, type Estate } from './database.ts'
import { trailArn } from './monitoring-defaults.ts'

type TrailFact = Partial<FactTables['trail']>

/** A trail in an account whose regions are known to be listed all. */
function trailIn(estate: Estate, trail: TrailFact, status: object | null = {}): void {
  collected(estate, ['eu-west-1'], 'trails')
  estate.fact('trail', trail)
  if (status !== null) estate.fact('trail_status', { trail: trailArn, ...status })
}

function trail(row: TrailFact = {}, status: object | null = {}): Case[1] {
  return (estate) => trailIn(estate, row, status)
}

function selecting(...selectors: readonly object[]): Case[1] {
  return (estate) => {
    trailIn(estate, { has_event_selectors: 1 })
    for (const [n, selector] of selectors.entries()) estate.fact('trail_event_selector', { n, ...selector })
  }
}

const everyObject = '[{"Type":"AWS::S3::Object","Values":["arn:aws:s3"]}]'
const management = { Field: 'eventCategory', Equals: ['Management'] }

/** A trail, and what AWS answered of its bucket. */
function bucket(setting: Partial<FactTables['bucket_setting']>): Case[1] {
  return (estate) => {
    trailIn(estate, {})
    estate.fact('bucket_setting', setting)
  }
}

/** A trail, and a call about its bucket that answered with so many bytes. */
function bucketCall(call: string, sha256: string, returnCode = 0): Case[1] {
  return (estate) => {
    trailIn(estate, {})
    estate.fact('collection_call', {
      command: `aws s3api ${call} --bucket trail-logs --output json`,
      sha256,
      return_code: returnCode
    })
  }
}

const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

testCases({
  'trail-bucket-logging': [
    [
      'access logged to another bucket passes',
      bucket({ logging_target: 'access-logs' }),
      'pass',
      /access-logs\.$/
    ],
    ['access logged to itself fails', bucket({ logging_target: 'trail-logs' }), 'exception', /to itself/],
    [
      'a call that answered nothing fails',
      bucketCall('get-bucket-logging', nothing),
      'exception',
      /does not log access/
    ],
    [
      'a call that failed is no answer',
      bucketCall('get-bucket-logging', nothing, 254),
      'needs-review',
      /ask for aws s3api get-bucket-logging/
    ],
    [
      'a call about versions is no answer',
      bucketCall('get-bucket-versioning', nothing),
      'needs-review',
      /ask for/
    ],
    ['a trail alone is undecided', trail(), 'needs-review', /no export says whether access is logged/]
  ],
  'trail-bucket-mfa-delete': [
    [
      'versions with MFA delete pass',
      bucket({ versioning: 'Enabled', has_mfa_delete: 1 }),
      'pass',
      /asks for MFA/
    ],
    [
      'versions without it are for judgement: a lock may stand in',
      bucket({ versioning: 'Enabled', has_mfa_delete: 0 }),
      'needs-review',
      /versions are kept and MFA delete is off; see whether Object Lock/
    ],
    [
      'suspended versions are for judgement',
      bucket({ versioning: 'Suspended', has_mfa_delete: 0 }),
      'needs-review',
      /no longer kept/
    ],
    [
      'a bucket that never kept versions fails',
      bucketCall('get-bucket-versioning', nothing),
      'exception',
      /keeps no versions/
    ],
    ['a trail alone is undecided', trail(), 'needs-review', /no export says whether versions are kept/]
  ]
})

testCases({
  'trail-coverage': [
    [
      'a logging trail of all regions passes',
      trail(),
      'pass',
      /records all management events of all regions/
    ],
    [
      'an empty list of one region fails: trails of all regions stand in each',
      (e) => e.answers('trails', 'eu-west-1'),
      'exception',
      /has no trail\.$/
    ],
    [
      'a list whose region nobody names fails as well',
      (e) => e.answers('trails', 'cloudtrail-describe-trails.json'),
      'exception',
      /has no trail\.$/
    ],
    [
      'trails of one region fail',
      trail({ is_multi_region: 0 }),
      'exception',
      /no trail of all regions, only Trail main \(eu-west-1\)/
    ],
    ['a trail that is not logging fails', trail({}, { is_logging: 0 }), 'exception', /is not logging/],
    [
      'a trail that cannot deliver fails',
      trail({}, { latest_delivery_error: 'NoSuchBucket' }),
      'exception',
      /cannot deliver \(NoSuchBucket\)/
    ],
    ['without its status it is undecided', trail({}, null), 'needs-review', /get-trail-status/],
    [
      'with selectors that were not exported it is undecided',
      trail({ has_event_selectors: 1 }),
      'needs-review',
      /get-event-selectors/
    ],
    [
      'a status found by the name of the trail counts',
      trail({}, { trail: 'main' }),
      'pass',
      /records all management events/
    ],
    [
      'write events alone fail',
      selecting({ read_write: 'WriteOnly' }),
      'exception',
      /of management events, no reads are recorded/
    ],
    [
      'no management events fail',
      selecting({ includes_management_events: 0, data_resources: everyObject }),
      'exception',
      /neither reads nor writes/
    ],
    [
      'reads and writes in two selectors pass',
      selecting({ read_write: 'ReadOnly' }, { read_write: 'WriteOnly' }),
      'pass',
      /all management events/
    ],
    [
      'an advanced selector of all management events passes',
      selecting({ form: 'advanced', field_selectors: JSON.stringify([management]) }),
      'pass',
      /all management events/
    ],
    [
      'a source that is left out is for judgement',
      selecting({
        form: 'advanced',
        field_selectors: JSON.stringify([
          management,
          { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }
        ])
      }),
      'needs-review',
      /reads in part and writes in part/
    ],
    [
      'a basic selector that leaves out a source is for judgement',
      selecting({ field_selectors: '[{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]' }),
      'needs-review',
      /with limits/
    ],
    [
      "the organization's trail counts in a member",
      (e) => {
        const arn = 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/organization'
        e.fact('trail', { arn, name: 'organization', is_organization: 1 })
        e.fact('trail_status', { account_id: '444455556666', trail: arn })
      },
      'pass',
      /Trail organization/
    ]
  ],
  'trail-log-validation': [
    ['digests pass', trail(), 'pass', /writes digests/],
    ['none fail', trail({ validates_log_files: 0 }), 'exception', /writes no digests/],
    ['not told is undecided', trail({ validates_log_files: null }), 'needs-review', /does not say/]
  ],
  'trail-log-group': [
    ['a delivery of the day passes', trail(), 'pass', /within 24 hours/],
    ['no log group fails', trail({ log_group_arn: null }), 'exception', /delivers to no log group/],
    [
      'a delivery two days old fails',
      trail({}, { latest_log_group_delivery_at: daysAgo(2) }),
      'exception',
      /last delivered to its log group on 2026-01-29, more than 24 hours/
    ],
    [
      'no delivery ever fails',
      trail({}, { latest_log_group_delivery_at: null }),
      'exception',
      /never delivered/
    ],
    ['without its status it is undecided', trail({}, null), 'needs-review', /get-trail-status/]
  ],
  'trail-encryption': [
    ['a KMS key passes', trail(), 'pass', /with a KMS key/],
    ['none fails', trail({ kms_key: null }), 'exception', /no KMS key/],
    [
      'a key that is to be deleted fails',
      (e) => {
        trailIn(e, {})
        e.fact('kms_key', { state: 'PendingDeletion' })
        e.fact('kms_key', { arn: null, state: null, rotates: 1 })
      },
      'exception',
      /a KMS key that is PendingDeletion/
    ]
  ],
  'trail-data-events': [
    ['no selectors fail', trail(), 'exception', /of objects in S3, neither reads nor writes/],
    ['all buckets pass', selecting({ data_resources: everyObject }), 'pass', /in all buckets/],
    [
      'the older prefix of all buckets passes',
      selecting({ data_resources: '[{"Type":"AWS::S3::Object","Values":["arn:aws-us-gov:s3:::"]}]' }),
      'pass',
      /in all buckets/
    ],
    [
      'writes alone fail',
      selecting({ read_write: 'WriteOnly', data_resources: everyObject }),
      'exception',
      /no reads are recorded/
    ],
    [
      'some buckets are for judgement',
      selecting({ data_resources: '[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::reports/"]}]' }),
      'needs-review',
      /some buckets of S3 alone/
    ],
    [
      'functions of Lambda are no objects',
      selecting({ data_resources: '[{"Type":"AWS::Lambda::Function","Values":["arn:aws:lambda"]}]' }),
      'exception',
      /neither reads nor writes/
    ],
    [
      'an advanced selector without a limit passes',
      selecting({
        form: 'advanced',
        includes_management_events: 0,
        data_resources: '[{"Type":"AWS::S3::Object"}]',
        field_selectors:
          '[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::S3::Object"]}]'
      }),
      'pass',
      /in all buckets/
    ],
    [
      'an advanced selector by ARN is for judgement',
      selecting({
        form: 'advanced',
        includes_management_events: 0,
        data_resources: '[{"Type":"AWS::S3::Object"}]',
        field_selectors: '[{"Field":"resources.ARN","StartsWith":["arn:aws:s3:::reports"]}]'
      }),
      'needs-review',
      /some buckets/
    ],
    [
      'selectors that were not exported leave it undecided',
      trail({ has_event_selectors: 1 }),
      'needs-review',
      /get-event-selectors/
    ],
    [
      'a trail of one region does not count',
      trail({ is_multi_region: 0 }),
      'exception',
      /no trail of all regions that is logging/
    ]
  ],
  'trail-insights': [
    ['insights pass', trail(), 'pass', /looks for unusual activity/],
    ['none fail', trail({ has_insight_selectors: 0 }), 'exception', /Insights are off for Trail main/],
    [
      'selectors decide where the list does not tell',
      (e) => {
        trailIn(e, { has_insight_selectors: null })
        e.fact('trail_insight_selector', {})
      },
      'pass',
      /looks for unusual activity/
    ],
    [
      'the answer that none is on fails',
      (e) => {
        trailIn(e, { has_insight_selectors: null })
        e.answers('trail-insight-selectors', trailArn)
      },
      'exception',
      /Insights are off/
    ],
    [
      'nothing told is undecided',
      trail({ has_insight_selectors: null }),
      'needs-review',
      /get-insight-selectors/
    ],
    [
      'a trail that is not logging looks for nothing',
      trail({}, { is_logging: 0 }),
      'exception',
      /no trail that is logging/
    ]
  ],
  'trail-duplicates': [
    ['one trail passes', trail(), 'pass', /^1 trail of 111122223333/],
    [
      'two fail',
      (e) => {
        trailIn(e, {})
        e.fact('trail', { arn: `${trailArn}2`, name: 'main2' })
        e.fact('trail_status', { trail: `${trailArn}2` })
      },
      'exception',
      /2 trails of 111122223333 record the events of global services/
    ],
    [
      'a trail of data events alone is no second one',
      (e) => {
        trailIn(e, {})
        const second = { arn: `${trailArn}2`, name: 'main2', has_event_selectors: 1 } as const
        e.fact('trail', second)
        e.fact('trail_status', { trail: second.arn })
        e.fact('trail_event_selector', {
          trail: second.arn,
          includes_management_events: 0,
          data_resources: everyObject
        })
      },
      'pass',
      /^1 trail/
    ],
    [
      'a second one of unknown status is undecided',
      (e) => {
        trailIn(e, {})
        e.fact('trail', { arn: `${trailArn}2`, name: 'main2' })
      },
      'needs-review',
      /may all record/
    ],
    [
      'one in the region received proves nothing of the others',
      (e) => {
        e.answers('trails', 'eu-west-1')
        e.fact('trail', {})
        e.fact('trail_status', {})
      },
      'needs-review',
      /speak of eu-west-1; of the 17 regions that every account has 16 are missing/
    ]
  ]
})

describe('the trails of an account', () => {
  test.each(['trail-log-validation', 'trail-log-group', 'trail-encryption', 'trail-bucket-public'])(
    '%s is undecided for regions whose trails are not listed',
    (check) => {
      const estate = openEstate()
      estate.answers('trails', 'eu-west-1')
      estate.fact('trail', {})
      estate.fact('trail_status', {})

      expect(estate.verdicts(check)[`${account}/other regions`]).toMatch(
        /^needs-review: .*Ask for aws cloudtrail describe-trails in each\.$/
      )
    }
  )

  test.each(['trail-log-validation', 'trail-encryption'])(
    '%s tests a trail of the organization in the account that owns it, once its list is there',
    (check) => {
      const estate = openEstate()
      collected(estate, ['eu-west-1'], 'trails')
      const arn = 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/organization'
      estate.fact('trail', { arn, name: 'organization', is_organization: 1 })

      expect(estate.statuses(check)).toEqual({ [arn]: 'pass' })
      estate.fact('trail', { account_id: '444455556666', arn, name: 'organization', is_organization: 1 })
      expect(estate.run(check)).toMatchObject({ outcome: 'not-applicable', population: 0 })
    }
  )

  test('trail-coverage makes no exception of what an incomplete list does not show', () => {
    const estate = openEstate()
    estate.answers('trails', 'eu-west-1')

    expect(estate.run('trail-coverage', coverage({ trails: 'partial' }))).toMatchObject({
      outcome: 'needs-review',
      exceptions: []
    })
  })

  test('trail-coverage takes two trails together', () => {
    const estate = openEstate()
    estate.fact('trail', { has_event_selectors: 1 })
    estate.fact('trail', { arn: `${trailArn}2`, name: 'main2', has_event_selectors: 1 })
    for (const [trail, read_write] of [
      [trailArn, 'ReadOnly'],
      [`${trailArn}2`, 'WriteOnly']
    ] as const) {
      estate.fact('trail_status', { trail })
      estate.fact('trail_event_selector', { trail, read_write })
    }

    expect(estate.only('trail-coverage')).toMatchObject({ status: 'pass' })
  })
})

describe('trail-bucket-public', () => {
  function bucket(settings: object | null, grants: readonly string[] = [], ofAccount?: object): Estate {
    const estate = openEstate()
    trailIn(estate, {})
    if (settings !== null)
      estate.fact('public_access', { account_id: '444455556666', resource: 'trail-logs', ...settings })
    for (const grantee of grants)
      estate.fact('resource_grant', { account_id: '444455556666', resource: 'trail-logs', grantee })
    if (ofAccount) estate.fact('public_access', { account_id: '444455556666', resource: '', ...ofAccount })
    return estate
  }
  const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers'
  const blocked = { ignores_public_acls: 1, restricts_public_buckets: 1 }

  test.each([
    ['a bucket that is blocked passes', bucket(blocked), /^pass: .*closed to the public\.$/],
    [
      'a bucket of an account that is blocked passes',
      bucket({ policy_is_public: 0 }, [], blocked),
      /^pass: .*closed to the public\.$/
    ],
    [
      'a private policy and a private list pass',
      bucket({ policy_is_public: 0 }, ['owner']),
      /^pass: .*closed to the public\.$/
    ],
    ['a public policy fails', bucket({ policy_is_public: 1 }, ['owner']), /^exception: .*by its policy\.$/],
    [
      'a public list fails',
      bucket({ policy_is_public: 0 }, ['owner', everyone]),
      /^exception: .*by its access control list \(AllUsers\)\.$/
    ],
    [
      'anybody with an account counts as the public',
      bucket({ policy_is_public: 0 }, [everyone.replace('AllUsers', 'AuthenticatedUsers')]),
      /^exception: .*AuthenticatedUsers/
    ],
    [
      'what the block keeps closed passes, and is said',
      bucket({ ...blocked, policy_is_public: 1 }, [everyone]),
      /^pass: .*would be open to the public/
    ],
    [
      'a policy alone leaves the list open',
      bucket({ policy_is_public: 0 }),
      /^needs-review: .*get-bucket-acl/
    ],
    [
      "the setting of the trail's account says nothing of a bucket that nobody exported",
      bucket(null, [], { account_id: account, ...blocked }),
      /^needs-review: .*from the account that owns it/
    ]
  ])('%s', (_, estate, verdict) => {
    expect(estate.verdicts('trail-bucket-public')['trail-logs']).toMatch(verdict)
  })
})

describe('organization-trail', () => {
  const organizationTrail = {
    arn: `arn:aws:cloudtrail:eu-west-1:${account}:trail/organization`,
    name: 'organization',
    is_organization: 1
  } as const

  function organization(row?: object, status?: object): Estate {
    const estate = openEstate()
    estate.fact('org_organization', {})
    estate.answers('trails', 'eu-west-1')
    estate.fact('trail', {})
    if (row) estate.fact('trail', { ...organizationTrail, ...row })
    if (status) estate.fact('trail_status', { trail: organizationTrail.arn, ...status })
    return estate
  }

  test.each([
    ['that logs all regions passes', organization({}, {}), 'pass', /records all accounts/],
    ['of one region fails', organization({ is_multi_region: 0 }, {}), 'exception', /one region alone/],
    ['that is off fails', organization({}, { is_logging: 0 }), 'exception', /is not logging/],
    ['without a status is undecided', organization({}), 'needs-review', /get-trail-status/],
    ['that is not there fails', organization(), 'exception', /has no trail of its own: none of 1/]
  ])('a trail of the organization %s', (_, estate, status, detail) => {
    const member = estate.only('organization-trail')

    expect(member.status).toBe(status)
    expect(member.detail).toMatch(detail)
  })
})
