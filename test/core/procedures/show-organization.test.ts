/** The organization: its tree and matrix from real exports, one cell with the statement that decides, and who is let through. */
import { beforeEach, describe, expect, test } from 'vitest'

import type { GuardrailCell, OrganizationView } from '../../../src/shared/records/organization.ts'
import { filesOf, sitDown, type Desk } from './desk.ts'

const management = '843423525073'
const logArchive = '093597078501'
const stage = '245532818537'
let desk: Desk

beforeEach(() => {
  desk = sitDown()
})

function cell(view: OrganizationView, account: string, guardrail: string): GuardrailCell | undefined {
  const at = view.guardrails.findIndex(({ id }) => id === guardrail)
  return view.rows.find((row) => row.account === account)?.cells[at]
}

describe('without exports of an organization', () => {
  test('the tree is empty and nothing is claimed', async () => {
    expect(await desk.ask('organization.show', {})).toMatchObject({
      id: null,
      accounts: 0,
      tree: [],
      rows: [],
      policies: []
    })
  })

  test('a cell is refused in a sentence', async () => {
    await expect(desk.ask('organization.cell', { account: stage, guardrail: 'cloudtrail' })).rejects.toThrow(
      /not in the organization as exported/
    )
  })
})

describe('from the exports of an organization', () => {
  beforeEach(async () => {
    await desk.receive(filesOf('test/estates/troubled/organization'))
  })

  test('the tree stands in depth, its nodes with their policies', async () => {
    const { tree, accounts, units, serviceControlPolicies } = await desk.ask('organization.show', {})

    expect([accounts, units, serviceControlPolicies]).toEqual([3, 7, 4])
    expect(tree[0]).toMatchObject({ kind: 'root', depth: 0, parent: null, policies: 0 })
    expect(tree.find(({ id }) => id === management)).toMatchObject({ isManagement: true, depth: 1 })
    expect(tree.every(({ depth, parent }) => (depth === 0) === (parent === null))).toBe(true)
  })

  test('the matrix says where what is decided, and exempts the management account', async () => {
    const view = await desk.ask('organization.show', {})

    expect(
      view.rows.find(({ account }) => account === management)?.cells.every(({ state }) => state === 'exempt')
    ).toBe(true)
    expect(cell(view, stage, 'leave-organization')).toMatchObject({
      state: 'open',
      level: null,
      policy: null
    })
    expect(cell(view, logArchive, 'access-analyzer')).toMatchObject({
      state: 'denied',
      level: 'unit',
      policy: 'ProtectSecurityServices',
      statement: 'statement Protect'
    })
  })

  test('a policy attached to nothing is idle, and ceilings count what they leave', async () => {
    const { policies, ceilings, whole } = await desk.ask('organization.show', {})

    expect(policies.find(({ name }) => name === 'DenyLeaveOrg')).toMatchObject({
      effect: 'idle',
      because: 'is attached to nothing',
      targetsKnown: true,
      statements: 1
    })
    const protectedOne = ceilings.find(({ account }) => account === logArchive)
    expect(protectedOne?.denies.unit).toBeGreaterThan(0)
    expect(protectedOne?.left?.actions).toBe(whole.actions - 5)
    expect(ceilings.find(({ account }) => account === management)).toMatchObject({
      binding: 'exempt',
      left: { actions: whole.actions, services: whole.services }
    })
  })

  test('a cell shows the levels, the statement that decides and its document', async () => {
    const { sentence, stack, deciding, exempt } = await desk.ask('organization.cell', {
      account: logArchive,
      guardrail: 'access-analyzer'
    })

    expect(sentence).toMatch(
      /^Deleting an access analyzer is denied at OU .* by policy ProtectSecurityServices, statement Protect\.$/
    )
    expect(stack.map(({ kind }) => kind)).toEqual(['root', 'unit', 'account'])
    expect(stack.filter(({ decides }) => decides)).toHaveLength(1)
    expect(deciding).toMatchObject({ name: 'ProtectSecurityServices', statement: 0, exceptionKeys: [] })
    expect(exempt).toBeNull()
    expect(await desk.ask('document.show', { document: deciding?.document ?? 0 })).toMatchObject({
      text: expect.stringContaining('access-analyzer:DeleteAnalyzer') as string
    })
  })
})

describe('who an exception lets through', () => {
  const account = '444455556666'
  const policyFile = (id: string, content: object) =>
    JSON.stringify({
      Policy: {
        PolicySummary: {
          Id: id,
          Arn: `arn:aws:organizations::111122223333:policy/o-exampleorg1/service_control_policy/${id}`,
          Name: id === 'p-FullAWSAccess' ? 'FullAWSAccess' : 'Trail',
          Type: 'SERVICE_CONTROL_POLICY',
          AwsManaged: id === 'p-FullAWSAccess'
        },
        Content: JSON.stringify(content)
      }
    })
  const role = (name: string, trust: object) => ({
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name.toUpperCase().replaceAll('-', '')}`,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    CreateDate: '2025-01-01T00:00:00Z',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }]
    },
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: {}
  })
  const files = {
    'list-roots.json': JSON.stringify({
      Roots: [
        {
          Id: 'r-abcd',
          Arn: 'arn:aws:organizations::111122223333:root/o-exampleorg1/r-abcd',
          Name: 'Root',
          PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
        }
      ]
    }),
    'list-accounts.json': JSON.stringify({
      Accounts: [
        {
          Id: account,
          Arn: `arn:aws:organizations::111122223333:account/o-exampleorg1/${account}`,
          Email: 'a@example.com',
          Name: 'production',
          Status: 'ACTIVE',
          JoinedMethod: 'CREATED',
          JoinedTimestamp: '2025-01-01T00:00:00Z'
        }
      ]
    }),
    [`list-parents-${account}.json`]: JSON.stringify({ Parents: [{ Id: 'r-abcd', Type: 'ROOT' }] }),
    'SERVICE_CONTROL_POLICY/list-policies.json': JSON.stringify({
      Policies: ['p-FullAWSAccess', 'p-trail0001'].map((Id) => ({
        Id,
        Arn: `arn:aws:organizations::111122223333:policy/o-exampleorg1/service_control_policy/${Id}`,
        Name: Id === 'p-FullAWSAccess' ? 'FullAWSAccess' : 'Trail',
        Description: '',
        Type: 'SERVICE_CONTROL_POLICY',
        AwsManaged: Id === 'p-FullAWSAccess'
      }))
    }),
    'p-FullAWSAccess.targets.json': targets('r-abcd', account),
    'p-trail0001.targets.json': targets('r-abcd'),
    'p-trail0001.json': policyFile('p-trail0001', {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ProtectTrail',
          Effect: 'Deny',
          Action: 'cloudtrail:*',
          Resource: '*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-glass-*' } }
        }
      ]
    })
  }

  test('is said by name with who may take the role, and nobody else', async () => {
    const people = {
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
    }
    const robots = { Principal: { Service: 'ec2.amazonaws.com' } }
    await desk.receive({
      ...files,
      'gaad.json': JSON.stringify({
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: [
          role('break-glass-ops', people),
          role('break-glass-etl', robots),
          role('ops', people)
        ],
        Policies: [],
        IsTruncated: false
      })
    })

    const detail = await desk.ask('organization.cell', { account, guardrail: 'cloudtrail' })

    expect(detail).toMatchObject({
      state: 'conditional',
      deciding: { name: 'Trail', level: 'root', exceptionKeys: ['Condition'] },
      exempt: { patterns: ['arn:aws:iam::*:role/break-glass-*'], isExported: true, count: 2 }
    })
    expect(
      detail.exempt?.principals.map(({ name, trusts, asksForMfa }) => [name, trusts, asksForMfa])
    ).toEqual([
      ['break-glass-etl', ['ec2.amazonaws.com'], false],
      ['break-glass-ops', [`arn:aws:iam::${account}:root`], true]
    ])
  })

  test('is not claimed to be nobody where users and roles were not exported', async () => {
    await desk.receive(files)

    expect((await desk.ask('organization.cell', { account, guardrail: 'cloudtrail' })).exempt).toMatchObject({
      isExported: false,
      count: 0
    })
  })

  function targets(...ids: readonly string[]): string {
    return JSON.stringify({
      Targets: ids.map((TargetId) => ({
        TargetId,
        Arn: '',
        Name: '',
        Type: TargetId.startsWith('r-') ? 'ROOT' : 'ACCOUNT'
      }))
    })
  }
})
