import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const path = 'o-exampleorgid/r-ab12/ou-ab12-11111111'
const name = 'organization/access-report.o-exampleorgid_r-ab12_ou-ab12-11111111.json'
const job = {
  JobStatus: 'COMPLETED',
  JobCreationDate: '2026-01-31T12:00:00.187Z',
  JobCompletionDate: '2026-01-31T12:00:11.547Z',
  NumberOfServicesAccessible: 2,
  NumberOfServicesNotAccessed: 1
}
const details = [
  { ServiceName: 'Alexa for Business', ServiceNamespace: 'a4b', TotalAuthenticatedEntities: 0 },
  {
    ServiceName: 'Amazon S3',
    ServiceNamespace: 's3',
    Region: 'eu-west-1',
    EntityPath: `${path}/111122223333`,
    LastAuthenticatedTime: '2026-01-30T23:02:00Z',
    TotalAuthenticatedEntities: 4
  }
]
const report = JSON.stringify({ ...job, AccessDetails: details, IsTruncated: false })

test('services become facts of the path in the name', () => {
  const found = collect(report, { name })

  expect(found.kind).toBe('organization-access-report')
  expect(found.of('organization_access')).toEqual([
    {
      account_id: '',
      entity_path: path,
      service: 'a4b',
      service_name: 'Alexa for Business',
      last_used_at: null,
      last_used_in: null,
      region: null,
      entities: 0,
      line: 1,
      path: 'AccessDetails[0]'
    },
    {
      account_id: '',
      entity_path: path,
      service: 's3',
      service_name: 'Amazon S3',
      last_used_at: at('2026-01-30T23:02:00Z'),
      last_used_in: `${path}/111122223333`,
      region: 'eu-west-1',
      entities: 4,
      line: 1,
      path: 'AccessDetails[1]'
    }
  ])
  expect(found.generatedAt).toBe(at('2026-01-31T12:00:11Z'))
  expect(found.counts).toEqual({ services: 2 })
  expect(found.coverage).toEqual({ [`/${path}`]: 'last-page' })
})

test.each([
  ['111122223333/o-exampleorgid/r-ab12.json', 'o-exampleorgid/r-ab12'],
  ['report-o-exampleorgid%2Fr-ab12%2F111122223333.json', 'o-exampleorgid/r-ab12/111122223333']
])('%s is about %s', (file, about) => {
  expect(collect(report, { name: file }).coverage).toEqual({ [`/${about}`]: 'last-page' })
})

test('a report of no known path is kept and answers incompletely', () => {
  const found = collect(report, { name: 'accounts-for-parent/r-ab12.json' })

  expect(found.of('organization_access')[0]?.entity_path).toBe('')
  expect(found.coverage).toEqual({ '/accounts-for-parent/r-ab12.json': 'partial' })
  expect(sentences(found, 'warning')).toContain('of which part of the organization')
})

test.each([
  [{ JobStatus: 'IN_PROGRESS', NumberOfServicesAccessible: 0 }, '"IN_PROGRESS"'],
  [{ JobStatus: 'FAILED', ErrorDetails: { Code: 'X', Message: 7 } }, '"FAILED", X']
])('a report that was not finished is unreadable: %j', (answer, words) => {
  const found = collect(JSON.stringify(answer), { name })

  expect(found.kind).toBe('organization-access-report')
  expect(found.unreadable?.message).toContain(words)
})

test('a page is a page, and a broken entry makes it incomplete', () => {
  const coverage = (rest: object): unknown =>
    collect(JSON.stringify({ ...job, AccessDetails: details, ...rest }), { name }).coverage

  expect(coverage({ IsTruncated: true, Marker: 'x' })).toEqual({ [`/${path}`]: 'page' })
  expect(coverage({ AccessDetails: [...details, { ServiceName: 'x' }] })).toEqual({ [`/${path}`]: 'partial' })
})

test('without an organization there is nothing to report; a refusal is no answer', () => {
  const error = (code: string): unknown =>
    collect(`An error occurred (${code}) when calling the GetOrganizationsAccessReport operation: x`, {
      name
    }).coverage

  expect(error('AWSOrganizationsNotInUseException')).toEqual({ '/': 'complete' })
  expect(error('AccessDenied')).toEqual({ [`/${path}`]: 'denied' })
})
