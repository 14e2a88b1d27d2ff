import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const ada = 'arn:aws:iam::111122223333:user/team/ada'
const adaName = 'last-accessed/user%2Fteam%2Fada.1.json'
const job = {
  JobStatus: 'COMPLETED',
  JobCreationDate: '2026-01-31T12:00:00.000000+00:00',
  JobCompletionDate: '2026-01-31T12:00:01.085000+00:00'
}
const s3 = {
  ServiceName: 'Amazon S3',
  ServiceNamespace: 's3',
  LastAuthenticated: '2026-01-30T23:02:00Z',
  LastAuthenticatedEntity: ada,
  LastAuthenticatedRegion: 'eu-west-1',
  TotalAuthenticatedEntities: 1
}
const unused = { ServiceName: 'AWS Lambda', ServiceNamespace: 'lambda', TotalAuthenticatedEntities: 0 }
const written = (services: readonly unknown[], rest: object = {}): string =>
  JSON.stringify({ ...job, ServicesLastAccessed: services, IsTruncated: false, ...rest })

test('services used and unused become facts of the principal in the name, as of the end of the job', () => {
  const found = collect(written([unused, s3]), { name: adaName })

  expect(found.kind).toBe('service-last-accessed')
  expect(found.of('service_access')).toEqual([
    {
      account_id: '111122223333',
      principal_arn: ada,
      service: 'lambda',
      service_name: 'AWS Lambda',
      last_used_at: null,
      last_used_by: null,
      last_used_region: null,
      entities: 0,
      line: 1,
      path: 'ServicesLastAccessed[0]'
    },
    {
      account_id: '111122223333',
      principal_arn: ada,
      service: 's3',
      service_name: 'Amazon S3',
      last_used_at: at('2026-01-30T23:02:00Z'),
      last_used_by: ada,
      last_used_region: 'eu-west-1',
      entities: 1,
      line: 1,
      path: 'ServicesLastAccessed[1]'
    }
  ])
  expect(found.generatedAt).toBe(at('2026-01-31T12:00:01Z'))
  expect(found.counts).toEqual({ services: 2 })
  expect(found.coverage).toEqual({ [`111122223333/${ada}`]: 'last-page' })
})

test.each([
  ['arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fci%2Fdeploy.json', 'arn:aws:iam::111122223333:role/ci/deploy'],
  ['accounts/111122223333/last-accessed/role_deploy.2.json', 'arn:aws:iam::111122223333:role/deploy'],
  ['arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FX/details.json', 'arn:aws:iam::aws:policy/X']
])('the name %s says whose access it is', (name, principal) => {
  const found = collect(written([unused]), { name, accountHint: '111122223333' })

  expect(found.of('service_access')).toMatchObject([{ account_id: '111122223333', principal_arn: principal }])
  expect(found.coverage).toEqual({ [`111122223333/${principal}`]: 'last-page' })
})

test('underscores that may be slashes are not guessed at', () => {
  const name = 'last-accessed/role_ci_deploy.1.json'
  const found = collect(written([unused]), { name, accountHint: '111122223333' })

  expect(found.of('service_access')).toMatchObject([{ principal_arn: '' }])
  expect(found.coverage).toEqual({ [`111122223333/${name}`]: 'partial' })
  expect(sentences(found, 'warning')).toContain('name the file after the ARN')
})

test('actions are told where AWS tracks them, and such a report answers for actions too', () => {
  const tracked = {
    ...s3,
    TrackedActionsLastAccessed: [
      {
        ActionName: 'PutObject',
        LastAccessedTime: '2026-01-29T00:00:00Z',
        LastAccessedEntity: ada,
        LastAccessedRegion: 'eu-west-1'
      },
      { ActionName: 'DeleteBucket' },
      { ActionName: 7 },
      'GetObject'
    ]
  }
  const found = collect(written([tracked, unused], { JobType: 'ACTION_LEVEL' }), { name: adaName })

  expect(found.of('action_access')).toMatchObject([
    {
      principal_arn: ada,
      service: 's3',
      action: 'PutObject',
      last_used_at: at('2026-01-29T00:00:00Z'),
      last_used_by: ada,
      path: 'ServicesLastAccessed[0].TrackedActionsLastAccessed[0]'
    },
    { action: 'DeleteBucket', last_used_at: null, last_used_by: null }
  ])
  expect(found.counts).toEqual({ services: 2, actions: 2 })
  expect(sentences(found, 'warning')).toContain('`TrackedActionsLastAccessed[3]` names no action')
  expect(found.coverage).toEqual({
    [`111122223333/${ada}`]: 'partial',
    [`111122223333/${ada} actions`]: 'partial'
  })
  expect(
    collect(written([unused], { JobType: 'ACTION_LEVEL' }), { name: adaName, accountHint: '111122223333' })
      .coverage
  ).toHaveProperty([`111122223333/${ada} actions`], 'last-page')
})

test('pages of one report are of one principal, several reports of none that is known', () => {
  const page = written([s3], { IsTruncated: true, Marker: 'x' })
  const pages = collect(page + written([unused]), { name: adaName })
  const reports = collect(written([s3]) + written([unused], { JobCreationDate: '2026-01-31T13:00:00Z' }), {
    name: adaName
  })

  expect(collect(page, { name: adaName }).coverage).toEqual({ [`111122223333/${ada}`]: 'page' })
  expect(pages.coverage).toEqual({ [`111122223333/${ada}`]: 'complete' })
  expect(reports.of('service_access').map(({ principal_arn }) => principal_arn)).toEqual(['', ''])
  expect(sentences(reports, 'warning')).toContain('holds several reports')
})

test('no services is an answer: the principal may use none', () => {
  const found = collect(written([]), { name: adaName, accountHint: '111122223333' })

  expect(found.counts).toEqual({ services: 0 })
  expect(found.coverage).toEqual({ [`111122223333/${ada}`]: 'last-page' })
})

test.each([
  [{ JobStatus: 'IN_PROGRESS', JobCreationDate: '2026-01-31T12:00:00Z' }, '"IN_PROGRESS"'],
  [{ ...job, JobStatus: 'IN_PROGRESS', ServicesLastAccessed: [], IsTruncated: false }, '"IN_PROGRESS"'],
  [
    { ...job, JobStatus: 'FAILED', ServicesLastAccessed: [], Error: { Code: 'Internal', Message: 'later' } },
    '"FAILED", Internal: later'
  ]
])('a report that was not finished is unreadable: %j', (answer, words) => {
  const found = collect(JSON.stringify(answer), { name: adaName })

  expect(found.kind).toBe('service-last-accessed')
  expect(found.unreadable?.message).toContain(`(\`JobStatus\` ${words})`)
  expect(found.of('service_access')).toEqual([])
  expect(found.coverage).toEqual({})
})

test('answers saved while waiting are passed over for the finished one', () => {
  const found = collect(`{"JobStatus": "IN_PROGRESS", "ServicesLastAccessed": []}\n${written([s3])}`, {
    name: adaName
  })

  expect(found.of('service_access')).toHaveLength(1)
  expect(sentences(found, 'info')).toContain('was not finished')
})

test('a broken service is left out with a note', () => {
  const found = collect(written([s3, { ServiceName: 'x' }]), { name: adaName })

  expect(found.coverage).toEqual({ [`111122223333/${ada}`]: 'partial' })
  expect(found.notes).toMatchObject([{ level: 'error', path: 'ServicesLastAccessed[1]' }])
})

const entities = JSON.stringify({
  ...job,
  EntityDetailsList: [
    {
      EntityInfo: { Arn: ada, Name: 'ada', Type: 'USER', Id: 'AIDA' },
      LastAuthenticated: '2026-01-30T23:02:00Z'
    },
    { EntityInfo: { Arn: 'arn:aws:iam::111122223333:role/deploy' } }
  ]
})

test.each([
  [{ options: { 'service-namespace': 's3' }, name: 'x.json' }],
  [{ name: 'last-accessed/policy%2Fshop.with-entities.s3.json' }],
  [{ name: 'with-entities/s3.1.json' }]
])('entities that may use a service become facts of each: %j', (given) => {
  const found = collect(entities, given)

  expect(found.kind).toBe('service-last-accessed')
  expect(
    found.of('service_access').map((fact) => [fact.principal_arn, fact.service, fact.last_used_at])
  ).toEqual([
    [ada, 's3', at('2026-01-30T23:02:00Z')],
    ['arn:aws:iam::111122223333:role/deploy', 's3', null]
  ])
  expect(found.coverage).toEqual({ [`111122223333/s3 in ${given.name}`]: 'complete' })
})

test('entities of a service that nothing names are no fact', () => {
  const found = collect(entities, { name: 'x.json' })

  expect(found.of('service_access')).toEqual([])
  expect(found.coverage).toEqual({})
  expect(sentences(found, 'warning')).toContain('with-entities.<service namespace>.json')
})

test('a refused report is no answer', () => {
  expect(
    collect(
      'An error occurred (AccessDenied) when calling the GenerateServiceLastAccessedDetails operation: no',
      { name: adaName, accountHint: '111122223333' }
    ).coverage
  ).toEqual({ [`111122223333/${ada}`]: 'denied' })
})
