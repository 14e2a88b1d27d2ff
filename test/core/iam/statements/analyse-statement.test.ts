import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { actionCount, actionsMatching, knownService } from '../../../../src/core/iam/actions/known-actions.ts'
import {
  actionsOf,
  analyseStatement,
  type AnalysedStatement
} from '../../../../src/core/iam/statements/analyse-statement.ts'

function statement(
  actions: readonly string[],
  resources: readonly string[] = ['*'],
  more: Partial<AnalysedStatement> = {}
): AnalysedStatement {
  return {
    actions,
    uses_not_action: 0,
    resources,
    uses_not_resource: 0,
    covers_all_resources: resources.includes('*') ? 1 : 0,
    ...more
  }
}

describe('the patterns of a statement', () => {
  test.each([
    ['*', '*', 'every', 1],
    ['*:*', '*', 'every', 1],
    ['s3:*', 's3', 'service', 1],
    ['S3:**', 's3', 'service', 1],
    ['s3:Get*', 's3', 'some', 1],
    ['s3:GetObject', 's3', 'one', 1],
    ['s3:GetNothing', 's3', 'unlisted', 1],
    ['s3:GetNothing*', 's3', 'unlisted', 1],
    ['nothing:*', 'nothing', 'service', 0],
    ['*:Get*', '*', 'some', 1],
    ['GetObject', '*', 'unlisted', 1]
  ])('%s is of service %s and form %s', (pattern, service, form, is_known_service) => {
    expect(analyseStatement(statement([pattern])).patterns).toMatchObject([
      { pattern, service, form, is_known_service }
    ])
  })

  test('a prefix that some service alone has reaches the whole service', () => {
    const { patterns } = analyseStatement(statement(['cloudtrai?:*']))

    expect(patterns[0]).toMatchObject({ service: '*', actions: actionsMatching('cloudtrail:*').length })
  })

  test('say how many of their actions can be about the resources', () => {
    const { patterns } = analyseStatement(
      statement(['iam:CreateAccessKey', 'iam:AddUserToGroup', 'iam:*'], ['arn:aws:iam::*:group/ops'])
    )

    expect(patterns.map(({ actions, applicable }) => [actions, applicable])).toEqual([
      [1, 0],
      [1, 1],
      [actionsMatching('iam:*').length, expect.any(Number)]
    ])
    expect(patterns[2]?.applicable).toBeLessThan(patterns[2]?.actions ?? 0)
  })
})

describe('the grants of a statement', () => {
  test('count actions by service and level, and those that could be limited and are not', () => {
    const { grants } = analyseStatement(
      statement(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sts:GetSessionToken'])
    )

    expect(grants).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ service: 'sqs', level: 'write', actions: 1, everywhere: 1 }),
        expect.objectContaining({ service: 'sqs', level: 'read', actions: 1, everywhere: 1 }),
        expect.objectContaining({ service: 'sts', level: 'read', actions: 1, everywhere: 0 })
      ])
    )
  })

  test('leave out what is never about the resources', () => {
    const { grants } = analyseStatement(
      statement(['s3:GetObject', 's3:ListAllMyBuckets', 'ec2:DescribeInstances'], ['arn:aws:s3:::one/*'])
    )

    expect(grants).toMatchObject([{ service: 's3', level: 'read', actions: 1, everywhere: 0 }])
  })

  test('count an action once that several patterns reach', () => {
    const { grants } = analyseStatement(statement(['sqs:SendMessage', 'sqs:Send*', 'SQS:sendmessage']))

    expect(grants).toMatchObject([{ service: 'sqs', level: 'write', actions: 1 }])
  })

  test('of NotAction are all the rest', () => {
    const { grants } = analyseStatement(statement(['iam:*', 'sts:*'], ['*'], { uses_not_action: 1 }))
    const services = new Set(grants.map(({ service }) => service))

    expect(services.has('iam')).toBe(false)
    expect(services.has('sts')).toBe(false)
    expect(services.has('s3')).toBe(true)
    expect(grants.reduce((sum, { actions }) => sum + actions, 0)).toBe(
      actionCount() - actionsMatching('iam:*').length - actionsMatching('sts:*').length
    )
  })

  test('never exceed what the service has', () => {
    const { grants } = analyseStatement(statement(['*']))

    for (const { service, level, actions, of_actions, everywhere } of grants) {
      expect(actions, `${service} ${level}`).toBe(of_actions)
      expect(everywhere).toBeLessThanOrEqual(actions)
    }
    const iam = knownService('iam')
    const ofIam = grants
      .filter(({ service }) => service === 'iam')
      .reduce((sum, { actions }) => sum + actions, 0)
    expect(ofIam).toBe((iam?.end ?? 0) - (iam?.first ?? 0))
  })

  test('of a trust policy, which names no resource, are none', () => {
    expect(analyseStatement(statement(['sts:AssumeRole'], []))).toMatchObject({
      patterns: [{ pattern: 'sts:AssumeRole', applicable: 1 }],
      grants: [],
      sensitive: []
    })
  })
})

describe('the sensitive actions of a statement', () => {
  test.each([
    [['iam:PassRole'], ['*'], {}, [{ action: 'iam:PassRole', reach: 'all' }]],
    [
      ['IAM:passrole'],
      ['arn:aws:iam::111122223333:role/*'],
      {},
      [{ action: 'iam:PassRole', reach: 'account' }]
    ],
    [['iam:Pass*'], ['arn:aws:iam::*:role/app/*'], {}, [{ action: 'iam:PassRole', reach: 'some' }]],
    [['iam:PassRole'], ['arn:aws:s3:::*'], {}, []],
    [
      ['iam:PassRole'],
      ['arn:aws:iam::*:role/admin'],
      { uses_not_resource: 1 as const },
      [{ action: 'iam:PassRole', reach: 'some' }]
    ]
  ])('%j on %j', (actions, resources, more, expected) => {
    expect(analyseStatement(statement(actions, resources, more)).sensitive).toEqual(expected)
  })

  test('are reached by NotAction that leaves them out of its list', () => {
    const { sensitive } = analyseStatement(statement(['s3:*'], ['*'], { uses_not_action: 1 }))

    expect(sensitive).toContainEqual({ action: 'sts:AssumeRole', reach: 'all' })
    expect(sensitive.map(({ action }) => action)).not.toContain('s3:GetObject')
  })
})

describe('the actions of a statement', () => {
  const pattern = fc.constantFrom(
    's3:Get*',
    'iam:*User*',
    'sqs:SendMessage',
    'nothing:*',
    '*:List*',
    'S3:*',
    'kms:Decrypt'
  )

  test('of a list of patterns are those of its parts together', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 5 }), (actions) => {
        const parts = new Set(actions.flatMap((one) => [...actionsMatching(one)]))

        expect([...actionsOf({ actions, uses_not_action: 0 })].sort()).toEqual([...parts].sort())
      })
    )
  })

  test('and of the same list as NotAction are all there are, none in both', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 5 }), (actions) => {
        const listed = [...actionsOf({ actions, uses_not_action: 0 })]
        const others = [...actionsOf({ actions, uses_not_action: 1 })]

        expect(listed.length + others.length).toBe(actionCount())
        expect(new Set([...listed, ...others]).size).toBe(actionCount())
      }),
      { numRuns: 40 }
    )
  })
})
