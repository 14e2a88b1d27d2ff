import { describe, expect, test } from 'vitest'

import type { FactTables } from '../../../src/core/iam/facts.ts'
import { account, coverage, openEstate, type Estate } from './database.ts'
import { logGroupArn, trailArn } from './monitoring-defaults.ts'

/** An account with a trail of all regions that delivers to a log group, and whole lists of filters and alarms. */
function watched(
  pattern: string | null,
  alarm: object | null = {},
  filter: object = {},
  trail: object = {}
): Estate {
  const estate = openEstate()
  for (const kind of ['trails', 'metric-filters', 'metric-alarms']) estate.answers(kind, 'eu-west-1')
  estate.fact('trail', trail)
  estate.fact('trail_status', {})
  if (pattern !== null) estate.fact('metric_filter', { pattern, ...filter })
  if (alarm !== null) estate.fact('metric_alarm', alarm)
  return estate
}

const topic = '["arn:aws:sns:eu-west-1:111122223333:security"]'

/** An alarm that sends to topic `security`, what is subscribed to it, and for what AWS answered. */
function subscribed(
  subscription: Partial<FactTables['topic_subscription']> | null,
  answered: string
): Estate {
  const estate = watched(key, { alarm_actions: topic })
  if (subscription !== null) estate.fact('topic_subscription', subscription)
  estate.answers('topic-subscriptions', answered)
  return estate
}

function verdictOf(check: string, estate: Estate): string {
  const { status, detail } = estate.only(check)
  return `${status}: ${detail}`
}

const names = (...events: readonly string[]) => events.map((name) => `($.eventName = ${name})`).join(' || ')
const key =
  '{ ($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion)) }'

/** The patterns of the CIS benchmark, as widely copied. */
const benchmark: Readonly<Record<string, string>> = {
  'alarm-refused-calls':
    '{(($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && (($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket"))}',
  'alarm-sign-in-without-mfa':
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  'alarm-root-use':
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  'alarm-iam-changes': `{${names('DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy')}}`,
  'alarm-trail-changes': `{ ${names('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging')} }`,
  'alarm-failed-sign-ins': '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  'alarm-key-deletion': key,
  'alarm-bucket-policy-changes': `{ ($.eventSource = s3.amazonaws.com) && (${names('PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication')}) }`,
  'alarm-config-changes': `{ ($.eventSource = config.amazonaws.com) && (${names('StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder')}) }`,
  'alarm-security-group-changes': `{ ${names('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup')} }`,
  'alarm-network-acl-changes': `{ ${names('CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation')} }`,
  'alarm-gateway-changes': `{ ${names('CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway')} }`,
  'alarm-route-table-changes': `{ ${names('CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable')} }`,
  'alarm-vpc-changes': `{ ${names('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink')} }`,
  'alarm-organization-changes': `{ ($.eventSource = organizations.amazonaws.com) && (${names('AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit')}) }`
}

describe.each(Object.entries(benchmark))('%s', (check, pattern) => {
  test('passes with the pattern of the benchmark and an alarm that acts', () => {
    expect(verdictOf(check, watched(pattern))).toMatch(
      /^pass: Alarms on log group trail\/main of trail main tell/
    )
  })

  test('fails with the pattern of another alarm', () => {
    const other = check === 'alarm-key-deletion' ? '{ $.eventName = CreateTrail }' : key

    expect(verdictOf(check, watched(other))).toMatch(/^exception: No metric filter of log group trail\/main/)
  })

  test('fails without a filter', () => {
    expect(verdictOf(check, watched(null))).toMatch(/^exception: No metric filter/)
  })
})

describe('an alarm', () => {
  const check = 'alarm-key-deletion'

  test.each([
    [
      'whose filter names the events in another order and with more conditions passes',
      watched(
        '{ ($.eventName = "ScheduleKeyDeletion" || $.eventName = "DisableKey") && $.errorCode NOT EXISTS }'
      ),
      /^pass/
    ],
    ['whose filter counts every event passes', watched(''), /^pass/],
    [
      'whose filter leaves out a pipeline passes',
      watched('{ $.eventSource = kms.amazonaws.com && $.userIdentity.arn != "*pipeline*" }'),
      /^pass/
    ],
    [
      'whose filter lacks an event fails and names it',
      watched('{ $.eventName = DisableKey }'),
      /^exception: .* matches ScheduleKeyDeletion\.$/
    ],
    [
      'whose filter names a longer event fails',
      watched('{ ($.eventName = DisableKeyRotation) || ($.eventName = ScheduleKeyDeletion) }'),
      /^exception: .* matches DisableKey\.$/
    ],
    [
      'whose filter denies what it names fails',
      watched('{ ($.eventName != DisableKey) && ($.eventName != ScheduleKeyDeletion) }'),
      /^exception/
    ],
    [
      'whose filter asks for one account alone is for judgement',
      watched('{ ($.eventSource = kms.amazonaws.com) && ($.recipientAccountId = 111122223333) }'),
      /^needs-review: Whether a metric filter .* judge filter\.$/
    ],
    ['whose filter looks for words is for judgement', watched('DisableKey'), /^needs-review: Whether/],
    [
      'on another metric does not count',
      watched(key, { metric_name: 'Other' }),
      /^exception: No alarm watches/
    ],
    [
      'on the same name in another namespace does not count',
      watched(key, { metric_namespace: 'Application' }),
      /^exception: No alarm watches/
    ],
    [
      'in another region does not count',
      watched(key, { region: 'us-east-1' }),
      /^exception: No alarm watches/
    ],
    [
      'without an action fails',
      watched(key, { alarm_actions: '[]' }),
      /^exception: .* none acts: alarm has no action/
    ],
    ['whose actions are off fails', watched(key, { actions_enabled: 0 }), /^exception: .* none acts/],
    [
      'that sends to a topic whose subscriptions are in no export is for judgement',
      watched(key, { alarm_actions: topic }),
      /^needs-review: .* send to topic security; .*list-subscriptions-by-topic/
    ],
    [
      'that sends to a topic with a confirmed subscription passes',
      subscribed({}, 'eu-west-1/security'),
      /^pass: Alarms on log group/
    ],
    [
      'that sends to a topic whose one subscription nobody confirmed fails',
      subscribed({ is_confirmed: 0 }, 'eu-west-1/security'),
      /^exception: .* send to topic security, whose subscriptions nobody has confirmed/
    ],
    [
      'that sends to a topic without a subscription in the list of all fails',
      subscribed(null, 'eu-west-1'),
      /^exception: .* nobody has confirmed/
    ],
    [
      'that sends to a topic is for judgement where another topic was answered for',
      subscribed(null, 'eu-west-1/other'),
      /^needs-review: .*list-subscriptions-by-topic/
    ],
    [
      'that is not there fails',
      watched(key, null),
      /^exception: No alarm watches the metric of filter filter/
    ],
    [
      'on a filter of another log group does not count',
      watched(key, {}, { log_group: 'application' }),
      /^exception: No metric filter/
    ]
  ])('%s', (_, estate, verdict) => {
    expect(verdictOf(check, estate)).toMatch(verdict)
  })

  test('may share its events among several filters', () => {
    const estate = watched('{ $.eventName = DisableKey }')
    estate.fact('metric_filter', {
      name: 'second',
      pattern: '{ $.eventName = ScheduleKeyDeletion }',
      metric_name: 'Second'
    })

    expect(verdictOf(check, estate)).toMatch(/^exception: No alarm watches the metric of filter second/)
    estate.fact('metric_alarm', {
      arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:2',
      metric_name: 'Second'
    })
    expect(verdictOf(check, estate)).toMatch(/^pass/)
  })

  test.each([
    ['delivers to no log group', { log_group_arn: null }],
    ['records one region', { is_multi_region: 0 }]
  ])('fails where the trail %s', (_, row) => {
    expect(verdictOf(check, watched(key, {}, {}, row))).toMatch(
      /^exception: No trail of all regions .* delivers to a log group/
    )
  })

  test('fails where the trail is not logging, and is undecided where nobody says whether it is', () => {
    const estate = watched(key)

    estate.fact('trail_status', { is_logging: 0 })
    expect(verdictOf(check, estate)).toMatch(/^exception: No trail/)
    estate.db.run('delete from trail_status')
    expect(verdictOf(check, estate)).toMatch(/^needs-review: .*get-trail-status/)
  })

  test.each(['metric-filters', 'metric-alarms'])(
    'is undecided where %s of the region were not received',
    (kind) => {
      const estate = watched(kind === 'metric-filters' ? null : key, null)
      estate.db.run(
        "update source_coverage set part = 'us-east-1' where source_id in (select id from source where kind = :kind)",
        {
          kind
        }
      )

      expect(verdictOf(check, estate)).toMatch(/^needs-review: No (metric filter|alarm) received/)
    }
  )

  test('lies in the account of the log group', () => {
    const estate = openEstate()
    estate.answers('trails', 'eu-west-1')
    const arn = trailArn.replace(account, '444455556666')
    const log_group_arn = logGroupArn.replace(account, '444455556666')
    estate.fact('trail', { arn, is_organization: 1, log_group_arn })
    estate.fact('trail_status', { account_id: '444455556666', trail: arn })

    expect(verdictOf(check, estate)).toMatch(/^needs-review: No metric filter received/)
    estate.fact('metric_filter', { account_id: '444455556666', pattern: key })
    estate.fact('metric_alarm', { account_id: '444455556666' })
    expect(verdictOf(check, estate)).toMatch(/^pass/)
  })

  test('makes no exception of what an incomplete list of trails does not show', () => {
    const estate = openEstate()
    estate.answers('trails', 'eu-west-1')

    expect(estate.run(check, coverage({ trails: 'partial' }))).toMatchObject({
      outcome: 'needs-review',
      exceptions: []
    })
  })

  test('is not tested where the filters were not received', () => {
    expect(watched(key).run(check, coverage({ 'metric-filters': 'missing' }))).toMatchObject({
      outcome: 'not-tested',
      reason: 'metric-filters is missing.'
    })
  })
})

describe('what others get wrong', () => {
  test('an alarm on a metric of the same name in another namespace watches something else', () => {
    expect(verdictOf('alarm-key-deletion', watched(key, { metric_namespace: 'Application' }))).toMatch(
      /^exception: No alarm watches/
    )
  })

  test.each([
    [
      'alarm-root-use',
      '{ ($.eventType != "AwsServiceEvent") && ($.userIdentity.invokedBy NOT EXISTS) && ($.userIdentity.type = "Root") }'
    ],
    ['alarm-refused-calls', '{ ($.errorCode = "AccessDenied*") || ($.errorCode = "*UnauthorizedOperation") }']
  ])('%s does not hang on the order of what its pattern asks', (check, pattern) => {
    expect(verdictOf(check, watched(pattern))).toMatch(/^pass/)
  })

  test('an alarm that nobody hears is no alarm', () => {
    expect(verdictOf('alarm-key-deletion', watched(key, { alarm_actions: '[]' }))).toMatch(/^exception/)
    expect(verdictOf('alarm-key-deletion', watched(key, { actions_enabled: 0 }))).toMatch(/^exception/)
  })
})
