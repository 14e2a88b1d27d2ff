import { describe, expect, test } from 'vitest'

import type { PopulationPage } from '../../../src/shared/records/test.ts'
import { sitDown, type Desk } from './desk.ts'

const account = '111122223333'
const arn = (rest: string): string => `arn:aws:iam::${account}:${rest}`

const everything = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    { Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }
  ]
}
const trust = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
}

async function deskWithPolicies(): Promise<Desk> {
  const desk = sitDown()
  await desk.receive({
    'authorization-details.json': JSON.stringify({
      UserDetailList: [
        {
          Path: '/',
          UserName: 'ada',
          UserId: 'AIDAAAAAAAAAAAAAAAAA1',
          Arn: arn('user/ada'),
          CreateDate: '2025-01-01T00:00:00Z',
          GroupList: ['DEVS'],
          UserPolicyList: [{ PolicyName: 'broad', PolicyDocument: everything }],
          AttachedManagedPolicies: [],
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: arn('policy/team/limit')
          }
        }
      ],
      GroupDetailList: [
        {
          Path: '/',
          GroupName: 'devs',
          GroupId: 'AGPAAAAAAAAAAAAAAAAA1',
          Arn: arn('group/devs'),
          CreateDate: '2025-01-01T00:00:00Z',
          GroupPolicyList: [],
          AttachedManagedPolicies: [{ PolicyName: 'deploy', PolicyArn: arn('policy/deploy') }]
        }
      ],
      RoleDetailList: [
        {
          Path: '/',
          RoleName: 'web',
          RoleId: 'AROAAAAAAAAAAAAAAAAA1',
          Arn: arn('role/web'),
          CreateDate: '2025-01-01T00:00:00Z',
          AssumeRolePolicyDocument: trust,
          InstanceProfileList: [],
          RolePolicyList: [],
          AttachedManagedPolicies: [{ PolicyName: 'deploy', PolicyArn: arn('policy/deploy') }]
        }
      ],
      Policies: ['deploy', 'team/limit'].map((name) => ({
        PolicyName: name.split('/').at(-1),
        PolicyId: `ANPA${name.length}AAAAAAAAAAAAAAA`,
        Arn: arn(`policy/${name}`),
        Path: '/',
        DefaultVersionId: 'v2',
        AttachmentCount: 2,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        CreateDate: '2025-01-01T00:00:00Z',
        UpdateDate: '2025-01-01T00:00:00Z',
        PolicyVersionList: [
          {
            Document: encodeURIComponent(JSON.stringify({ ...everything, Id: name })),
            VersionId: 'v2',
            IsDefaultVersion: true,
            CreateDate: '2025-01-01T00:00:00Z'
          },
          { Document: trust, VersionId: 'v1', IsDefaultVersion: false, CreateDate: '2025-01-01T00:00:00Z' }
        ]
      })),
      IsTruncated: false
    })
  })
  return desk
}

async function named(desk: Desk, resource: string): Promise<readonly string[]> {
  const found = await desk.ask('document.list', { account, resource })
  return found.map(({ role, name }) => `${role}: ${name}`)
}

describe('the policy documents of a resource', () => {
  test('of a user are its own, those of its groups spelled in any case, and its boundary', async () => {
    const desk = await deskWithPolicies()

    expect(await named(desk, arn('user/ada'))).toEqual([
      'inline: broad',
      'managed: deploy',
      'boundary: limit'
    ])
  })

  test('of a role begin with its trust policy', async () => {
    const desk = await deskWithPolicies()

    expect(await named(desk, arn('role/web'))).toEqual(['trust: web', 'managed: deploy'])
  })

  test('of a policy are its default version and the others, each by its number', async () => {
    const desk = await deskWithPolicies()

    expect(await named(desk, arn('policy/deploy'))).toEqual(['managed: deploy v2', 'version: deploy v1'])
  })

  test('of an inline policy is that policy alone', async () => {
    const desk = await deskWithPolicies()

    expect(await named(desk, `${arn('user/ada')}#broad`)).toEqual(['inline: broad'])
    expect(await named(desk, `${arn('user/ada')}#access-key-1`)).toEqual([])
  })

  test('of nobody known are none', async () => {
    const desk = await deskWithPolicies()

    expect(await named(desk, arn('role/gone'))).toEqual([])
  })
})

describe('a policy document', () => {
  test('is answered as JSON with URL encoding taken off, with its statements and its places', async () => {
    const desk = await deskWithPolicies()
    const [reference] = await desk.ask('document.list', { account, resource: arn('policy/deploy') })

    const document = await desk.ask('document.show', { document: reference?.document ?? -1 })

    expect(JSON.parse(document.text)).toEqual({ ...everything, Id: 'deploy' })
    expect(document.problem).toBeNull()
    expect(document.statements).toEqual([
      { n: 0, sid: 'Read', effect: 'Allow' },
      { n: 1, sid: 'All', effect: 'Allow' }
    ])
    expect(document.places).toMatchObject([
      {
        role: 'managed',
        name: 'deploy v2',
        resource: arn('policy/deploy'),
        sourceName: 'authorization-details.json'
      }
    ])
  })

  test('names every place the same text stands in', async () => {
    const desk = await deskWithPolicies()
    const [reference] = await desk.ask('document.list', { account, resource: arn('role/web') })

    const document = await desk.ask('document.show', { document: reference?.document ?? -1 })

    expect(document.placeCount).toBe(3)
    expect(document.places.map(({ role, name }) => `${role}: ${name}`)).toEqual([
      'version: deploy v1',
      'version: limit v1',
      'trust: web'
    ])
  })

  test('that is not there is refused', async () => {
    const desk = await deskWithPolicies()

    await expect(desk.ask('document.show', { document: 4711 })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a member of a population', () => {
  async function page(control: string, show: 'exceptions' | 'all'): Promise<PopulationPage> {
    const desk = await deskWithPolicies()
    return desk.ask('population.page', { control, account: null, show, offset: 0, limit: 10 })
  }

  test.each(['exceptions', 'all'] as const)('names the statement that decided, among %s', async (show) => {
    const { members } = await page('LP-03', show)

    expect(members).toMatchObject([
      { resource: `${arn('user/ada')}#broad`, documents: [{ statements: [1] }] }
    ])
  })

  test('whose verdict names no statement carries the document its row is about', async () => {
    const { members } = await page('ROLE-01', 'all')

    expect(members).toMatchObject([{ resource: arn('role/web'), documents: [{ statements: [] }] }])
  })

  test('that rests on no policy carries no document', async () => {
    const { members } = await page('UNU-06', 'all')

    expect(members.length).toBeGreaterThan(0)
    for (const { documents } of members) expect(documents).toEqual([])
  })
})
