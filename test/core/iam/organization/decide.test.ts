import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { decide, rank, type Strength } from '../../../../src/core/iam/organization/decide.ts'
import {
  ceilingOf,
  type Ceiling,
  type ControlPolicy,
  type Organization,
  type OrganizationNode
} from '../../../../src/core/iam/organization/organization.ts'
import { anyoneIn, principalOf, rootUserOf } from '../../../../src/core/iam/organization/requester.ts'
import {
  account,
  allow,
  deny,
  fullAccess,
  levels,
  line,
  management,
  member,
  organizationOf,
  policy,
  root,
  unit
} from './build.ts'

const action = 'cloudtrail:StopLogging'
const resources = [`arn:aws:cloudtrail:q0-x-1:${member}:trail/q0x`]

function ceiling(organization: Organization, id = member): Ceiling {
  return ceilingOf(organization, id, 'SERVICE_CONTROL_POLICY')
}

function strengthOf(organization: Organization, asked = action): Strength {
  return decide(ceiling(organization), {
    action: asked,
    resources,
    requester: anyoneIn(organization, member)
  }).strength
}

function under(...policies: readonly ControlPolicy[]): Strength {
  return strengthOf(organizationOf({ policies }))
}

describe('what a ceiling does', () => {
  test.each<[string, Strength, readonly ControlPolicy[]]>([
    ['FullAWSAccess everywhere leaves all open', 'open', [fullAccess()]],
    ['a Deny at the root denies', 'denied', [fullAccess(), policy([deny(action)], ['r-1'])]],
    ['a Deny at the unit denies', 'denied', [fullAccess(), policy([deny('cloudtrail:*')], ['ou-1'])]],
    ['a Deny at the account denies', 'denied', [fullAccess(), policy([deny('*')], [member])]],
    ['a Deny beside the way does not', 'open', [fullAccess(), policy([deny('*')], ['ou-2'])]],
    ['a Deny attached to nothing does not', 'open', [fullAccess(), policy([deny('*')], [])]],
    ['a level without policies denies all', 'denied', [fullAccess(['r-1', member])]],
    [
      'a level with a Deny of something else alone denies all',
      'denied',
      [fullAccess(['r-1', member]), policy([deny('s3:*')], ['ou-1'])]
    ],
    [
      'Allows of one level add up',
      'open',
      [
        fullAccess(['r-1', member]),
        policy([allow('s3:*')], ['ou-1'], { name: 'A' }),
        policy([allow('cloudtrail:*')], ['ou-1'], { name: 'B' })
      ]
    ],
    [
      'Allows of two levels do not',
      'denied',
      [fullAccess(['r-1', member]), policy([allow('s3:*')], ['ou-1'])]
    ],
    [
      'an Allow of all but the action denies it',
      'denied',
      [
        fullAccess(['r-1', member]),
        policy([{ Effect: 'Allow', NotAction: 'cloudtrail:*', Resource: '*' }], ['ou-1'])
      ]
    ],
    [
      'an Allow under a condition is an exception',
      'conditional',
      [
        fullAccess(['r-1', member]),
        policy([allow('*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })], ['ou-1'])
      ]
    ],
    [
      'an Allow on some resources is an exception',
      'conditional',
      [
        fullAccess(['r-1', member]),
        policy([allow('*', undefined, 'arn:aws:cloudtrail:*:*:trail/x')], ['ou-1'], {})
      ]
    ],
    [
      'a Deny with NotAction denies the rest',
      'denied',
      [fullAccess(), policy([{ Effect: 'Deny', NotAction: ['iam:*'], Resource: '*' }], ['r-1'])]
    ],
    [
      'a Deny with NotAction leaves what it lists',
      'open',
      [fullAccess(), policy([{ Effect: 'Deny', NotAction: ['CloudTrail:Stop*'], Resource: '*' }], ['r-1'])]
    ],
    [
      'a Deny with NotResource is of all but some',
      'conditional',
      [
        fullAccess(),
        policy([{ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:cloudtrail:*:*:trail/x' }], ['r-1'])
      ]
    ],
    [
      'a Deny but for a role is with exceptions',
      'conditional',
      [
        fullAccess(),
        policy(
          [deny('*', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-glass-*' } })],
          ['r-1']
        )
      ]
    ],
    [
      'a Deny of a role alone leaves the others',
      'open',
      [
        fullAccess(),
        policy([deny('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ops' } })], ['r-1'])
      ]
    ],
    [
      'a Deny for another organization is none',
      'open',
      [
        fullAccess(),
        policy([deny('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-another00001' } })], ['r-1'])
      ]
    ],
    [
      'a Deny below a path of the organization is one',
      'denied',
      [
        fullAccess(),
        policy(
          [deny('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/r-1/ou-1/*' } })],
          ['r-1']
        )
      ]
    ],
    [
      'a Deny without MFA is with exceptions',
      'conditional',
      [
        fullAccess(),
        policy([deny('*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })], ['r-1'])
      ]
    ],
    ['a missing document may deny', 'unknown', [fullAccess(), policy(null, ['r-1'])]],
    ['unknown targets may deny', 'unknown', [fullAccess(), policy([deny('*')], [], { targetsKnown: false })]],
    [
      'unknown targets of what does not matter do not',
      'open',
      [fullAccess(), policy([deny('s3:*')], [], { targetsKnown: false })]
    ],
    ['unknown targets of FullAWSAccess may deny', 'unknown', [{ ...fullAccess([]), targetsKnown: false }]],
    [
      'a Deny stands whatever is missing',
      'denied',
      [
        { ...fullAccess([]), targetsKnown: false },
        policy(null, ['r-1'], { name: 'X' }),
        policy([deny('*')], [member])
      ]
    ]
  ])('%s: %s', (_, expected, policies) => {
    expect(under(...policies)).toBe(expected)
  })

  test('the highest level that denies is the one that decides', () => {
    const organization = organizationOf({
      policies: [
        fullAccess(),
        policy([deny('*')], [member], { name: 'Low' }),
        policy([deny('*')], ['r-1'], { name: 'High' })
      ]
    })
    const { by } = decide(ceiling(organization), {
      action,
      resources,
      requester: anyoneIn(organization, member)
    })

    expect([by?.level.node.kind, by?.policy?.name, by?.statement?.n]).toEqual(['root', 'High', 0])
  })

  test('a Deny of an account that is placed nowhere stands, and nothing else is known', () => {
    const nodes = [root, unit, { ...account, parent: null }]

    expect(strengthOf(organizationOf({ nodes, policies: [fullAccess()] }))).toBe('unknown')
    expect(
      strengthOf(organizationOf({ nodes, policies: [fullAccess(), policy([deny('*')], [member])] }))
    ).toBe('denied')
  })

  test('without a whole list of policies nothing is open', () => {
    expect(strengthOf(organizationOf({ policies: [fullAccess()], answered: [] }))).toBe('unknown')
    expect(
      strengthOf(
        organizationOf({
          policies: [fullAccess()],
          answered: levels.map((level) => `${level} SERVICE_CONTROL_POLICY`)
        })
      )
    ).toBe('open')
  })

  test('a root user meets what names it, and a role what exempts it', () => {
    const organization = organizationOf({
      policies: [
        fullAccess(),
        policy([deny('*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } })], ['r-1'], {
          name: 'A'
        }),
        policy(
          [deny(action, { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-*' } })],
          ['r-1'],
          { name: 'B' }
        )
      ]
    })
    const ask = (requester: ReturnType<typeof rootUserOf>) =>
      decide(ceiling(organization), { action, resources, requester }).strength

    expect(ask(rootUserOf(organization, member))).toBe('denied')
    expect(ask(principalOf(organization, member, `arn:aws:iam::${member}:role/break-glass`))).toBe('open')
    expect(ask(principalOf(organization, member, `arn:aws:iam::${member}:role/ops`))).toBe('denied')
  })
})

describe('whom a ceiling binds', () => {
  const of = (nodes: readonly OrganizationNode[], id = member) =>
    ceiling(organizationOf({ nodes, policies: [fullAccess()] }), id)

  test('members are bound, the management account is exempt', () => {
    expect(of(line).binding).toBe('bound')
    expect(of(line, management).binding).toBe('exempt')
  })

  test('nobody is, where the type is not enabled', () => {
    expect(of([{ ...root, types: {} }, unit, account]).binding).toBe('off')
    expect(
      of([{ ...root, types: { SERVICE_CONTROL_POLICY: 'PENDING_ENABLE' } }, unit, account]).binding
    ).toBe('off')
  })

  test.each([
    ['a suspended account', [root, unit, { ...account, status: 'SUSPENDED' }], /status SUSPENDED/],
    ['an account no list names', [root, unit], /not among the accounts exported/],
    ['a root whose types are not exported', [{ ...root, types: null }, unit, account], /list-roots/]
  ])('%s is not known', (_, nodes, gap) => {
    const { binding, gaps } = of(nodes)

    expect(binding).toBe('unknown')
    expect(gaps.join(' ')).toMatch(gap)
  })

  test('a tree that runs in a circle ends', () => {
    const circle = [root, { ...unit, parent: member }, account]

    expect(of(circle).levels.map(({ node }) => node.id)).toEqual(['ou-1', member])
  })
})

describe('for any policies', () => {
  const actions = fc.constantFrom('*', action, 'cloudtrail:*', 's3:*', 'iam:CreateUser')
  const conditions = fc.constantFrom(
    undefined,
    undefined,
    { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-glass' } },
    { StringEquals: { 'aws:PrincipalAccount': member } },
    { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }
  )
  const statement = fc
    .record({
      effect: fc.constantFrom('Allow', 'Deny'),
      action: actions,
      negated: fc.boolean(),
      condition: conditions
    })
    .map(({ effect, action: one, negated, condition }) => ({
      Effect: effect,
      [negated ? 'NotAction' : 'Action']: one,
      Resource: '*',
      Condition: condition
    }))
  const anyPolicy = fc
    .record({
      name: fc.stringMatching(/^[a-z]{8}$/),
      statements: fc.option(fc.array(statement, { minLength: 1, maxLength: 3 }), { freq: 6 }),
      targets: fc.subarray(levels),
      targetsKnown: fc.boolean()
    })
    .map(({ name, statements, targets, targetsKnown }) => policy(statements, targets, { name, targetsKnown }))
  const estate = fc.record({
    policies: fc.array(anyPolicy, { maxLength: 5 }),
    open: fc.subarray([...levels]),
    isListed: fc.boolean()
  })
  const built = ({
    policies,
    open,
    isListed
  }: {
    policies: readonly ControlPolicy[]
    open: readonly string[]
    isListed: boolean
  }) => organizationOf({ policies: [fullAccess(open), ...policies], answered: isListed ? undefined : [] })

  test('one more Deny never widens', () => {
    fc.assert(
      fc.property(estate, statement, fc.constantFrom(...levels), (given, extra, level) => {
        const more = policy([{ ...extra, Effect: 'Deny' }], [level], { name: 'Extra' })
        const before = strengthOf(built(given))
        const after = strengthOf(built({ ...given, policies: [...given.policies, more] }))
        expect(rank(after)).toBeGreaterThanOrEqual(rank(before))
      })
    )
  })

  test('a level that allows nothing denies everything', () => {
    fc.assert(
      fc.property(estate, actions, (given, asked) => {
        const empty = { ...unit, id: 'ou-2', parent: 'ou-1' }
        const nodes = [root, unit, empty, { ...account, parent: 'ou-2' }]
        const known = given.policies.map((one) => ({ ...one, targetsKnown: true }))
        const organization = organizationOf({ nodes, policies: [fullAccess(given.open), ...known] })
        expect(strengthOf(organization, asked)).toBe('denied')
      })
    )
  })

  test('the order of levels does not matter to the outcome', () => {
    fc.assert(
      fc.property(estate, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (given, order) => {
        const organization = built(given)
        const { levels: top, ...rest } = ceiling(organization)
        const ask = (shuffled: Ceiling) =>
          decide(shuffled, { action, resources, requester: anyoneIn(organization, member) }).strength
        // The first level tells whether the way to the root is known, so the root stays first by kind.
        const asRoots = top.map((level) => ({ ...level, node: { ...level.node, kind: 'root' as const } }))
        const shuffled = order.flatMap((n) => asRoots[n] ?? [])
        expect(ask({ ...rest, levels: shuffled })).toBe(ask({ ...rest, levels: asRoots }))
      })
    )
  })

  test('what is not known never becomes denied by knowing less', () => {
    const less = fc.constantFrom<(one: ControlPolicy) => ControlPolicy | null>(
      (one) => ({ ...one, isRead: false, statements: [] }),
      (one) => ({ ...one, targetsKnown: false, targets: [] }),
      () => null
    )
    fc.assert(
      fc.property(estate, less, fc.nat({ max: 5 }), (given, forget, at) => {
        const before = strengthOf(built(given))
        const all = [fullAccess(given.open), ...given.policies]
        const forgotten = all.flatMap((one, n) => (n === at % all.length ? (forget(one) ?? []) : one))
        const isGone = forgotten.length < all.length
        const after = strengthOf(
          organizationOf({ policies: forgotten, answered: isGone || !given.isListed ? [] : undefined })
        )
        if (before !== 'denied') expect(after).not.toBe('denied')
        if (before !== 'open') expect(after).not.toBe('open')
      })
    )
  })
})
