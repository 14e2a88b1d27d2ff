/** Writes authorization details of a chosen size: the same bytes for the same size, wherever it runs. */

const account = '111122223333'

/** Chunks of one valid export, a little over the size asked for: users, roles, then policies with five versions each. */
export function* authorizationDetails(megabytes: number): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const bytes = megabytes * 1_000_000
  let written = 0
  let held: string[] = []
  let heldLength = 0

  function* put(text: string): Generator<Uint8Array<ArrayBuffer>> {
    held.push(text)
    heldLength += text.length
    if (heldLength < 1_000_000) return
    yield* flush()
  }

  function* flush(): Generator<Uint8Array<ArrayBuffer>> {
    const chunk = encoder.encode(held.join(''))
    written += chunk.length
    held = []
    heldLength = 0
    yield chunk
  }

  yield* put('{\n"UserDetailList": [')
  for (let n = 0; n < 2000; n++) yield* put(`${n === 0 ? '' : ','}\n${JSON.stringify(user(n), null, 4)}`)
  yield* put('],\n"GroupDetailList": [],\n"RoleDetailList": [')
  for (let n = 0; n < 2000; n++) yield* put(`${n === 0 ? '' : ','}\n${JSON.stringify(role(n), null, 4)}`)
  yield* put('],\n"Policies": [')
  for (let n = 0; written + heldLength < bytes; n++)
    yield* put(`${n === 0 ? '' : ','}\n${JSON.stringify(policy(n), null, 4)}`)
  yield* put(']\n}\n')
  yield* flush()
}

function user(n: number): object {
  return {
    Path: '/',
    UserName: `user-${n}`,
    UserId: `AIDA${String(n).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${account}:user/user-${n}`,
    CreateDate: '2024-03-01T10:00:00+00:00',
    GroupList: [],
    AttachedManagedPolicies: [
      { PolicyName: `policy-${n}`, PolicyArn: `arn:aws:iam::${account}:policy/policy-${n}` }
    ],
    Tags: []
  }
}

function role(n: number): object {
  return {
    Path: '/',
    RoleName: `role-${n}`,
    RoleId: `AROA${String(n).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${account}:role/role-${n}`,
    CreateDate: '2024-03-01T10:00:00+00:00',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }]
    },
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: { LastUsedDate: '2026-01-20T10:00:00+00:00', Region: 'eu-west-1' }
  }
}

function policy(n: number): object {
  return {
    PolicyName: `policy-${n}`,
    PolicyId: `ANPA${String(n).padStart(17, '0')}`,
    Arn: `arn:aws:iam::${account}:policy/policy-${n}`,
    Path: '/',
    DefaultVersionId: 'v5',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: '2024-03-01T10:00:00+00:00',
    UpdateDate: '2025-03-01T10:00:00+00:00',
    PolicyVersionList: [5, 4, 3, 2, 1].map((version) => ({
      Document: { Version: '2012-10-17', Statement: statements(n, version) },
      VersionId: `v${version}`,
      IsDefaultVersion: version === 5,
      CreateDate: '2025-03-01T10:00:00+00:00'
    }))
  }
}

function statements(n: number, version: number): object[] {
  return Array.from({ length: 3 + (n % 4) }, (_, at) => ({
    Sid: `Statement${at}`,
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 'dynamodb:Query'],
    Resource: [
      `arn:aws:s3:::bucket-${n}-${version}/*`,
      `arn:aws:dynamodb:eu-west-1:${account}:table/table-${n}-${at}`
    ]
  }))
}
