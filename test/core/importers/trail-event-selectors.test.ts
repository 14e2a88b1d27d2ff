import { describe, expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const arn = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`

function selectors(answer: object): ReturnType<typeof collect> {
  return collect(JSON.stringify({ TrailARN: arn, ...answer }))
}

test('basic selectors say which events are in, and which sources of management events are out', () => {
  const found = selectors({
    EventSelectors: [
      { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] },
      {
        ReadWriteType: 'WriteOnly',
        IncludeManagementEvents: false,
        DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::'] }],
        ExcludeManagementEventSources: ['kms.amazonaws.com']
      },
      {}
    ]
  })

  expect(found.kind).toBe('trail-event-selectors')
  expect(found.of('trail_event_selector')).toEqual([
    {
      account_id: account,
      trail: arn,
      region: 'us-east-1',
      form: 'basic',
      n: 0,
      name: null,
      includes_management_events: 1,
      read_write: 'All',
      data_resources: null,
      field_selectors: null,
      line: 1,
      path: 'TrailARN'
    },
    {
      account_id: account,
      trail: arn,
      region: 'us-east-1',
      form: 'basic',
      n: 1,
      name: null,
      includes_management_events: 0,
      read_write: 'WriteOnly',
      data_resources: '[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::"]}]',
      field_selectors: '[{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]',
      line: 1,
      path: 'TrailARN'
    },
    expect.objectContaining({ n: 2, includes_management_events: 1, read_write: 'All' })
  ])
  expect(found.coverage).toEqual({ [`${account}/${arn}`]: 'complete' })
})

describe('an advanced selector takes what all of its fields let through', () => {
  const field = (Field: string, ...Equals: readonly string[]): object => ({ Field, Equals })
  const management = field('eventCategory', 'Management')

  test.each([
    ['management events', [management], 1, 'All', null],
    ['reads of them', [management, field('readOnly', 'true')], 1, 'ReadOnly', null],
    ['writes of them', [management, field('readOnly', 'false')], 1, 'WriteOnly', null],
    ['both by name', [management, field('readOnly', 'true', 'false')], 1, 'All', null],
    ['a word that is neither', [management, field('readOnly', 'x')], 1, null, null],
    [
      'data events of a type',
      [field('eventCategory', 'Data'), field('resources.type', 'AWS::S3::Object')],
      0,
      'All',
      '[{"Type":"AWS::S3::Object"}]'
    ],
    ['no category', [field('readOnly', 'true')], null, 'ReadOnly', null]
  ])('%s', (_, FieldSelectors, includes, readWrite, data) => {
    const [fact] = selectors({ AdvancedEventSelectors: [{ Name: 'x', FieldSelectors }] }).of(
      'trail_event_selector'
    )

    expect(fact).toMatchObject({
      form: 'advanced',
      n: 0,
      name: 'x',
      includes_management_events: includes,
      read_write: readWrite,
      data_resources: data,
      field_selectors: JSON.stringify(FieldSelectors)
    })
  })
})

test('empty lists are an answer about the trail', () => {
  const found = selectors({ EventSelectors: [], AdvancedEventSelectors: [] })

  expect([found.counts, found.coverage]).toEqual([{ selectors: 0 }, { [`${account}/${arn}`]: 'complete' }])
})

test("a trail that the answer does not name is the one of the file's name", () => {
  const given = { name: 'regions/eu-west-1/cloudtrail-get-event-selectors.main.json', accountHint: account }

  expect(collect('{"EventSelectors": [{}]}', given).of('trail_event_selector')).toMatchObject([
    { trail: 'main', region: 'eu-west-1' }
  ])
  expect(collect('{"EventSelectors": []}', given).coverage).toEqual({ [`${account}/main`]: 'complete' })
})

test('selectors of a trail nobody names prove nothing', () => {
  const found = collect('{"EventSelectors": []}', { name: 'x.json', accountHint: account })

  expect(found.coverage).toEqual({ [`${account}/x.json`]: 'partial' })
  expect(sentences(found, 'warning')).toContain('of which trail it is')
})

test('answers of several trails in one file are each covered', () => {
  const other = arn.replace('main', 'other')
  const found = collect(
    JSON.stringify([
      { TrailARN: arn, EventSelectors: [{}] },
      { TrailARN: other, AdvancedEventSelectors: [] }
    ])
  )

  expect(found.coverage).toEqual({ [`${account}/${arn}`]: 'complete', [`${account}/${other}`]: 'complete' })
})

test('a selector that is none leaves nothing to use', () => {
  expect(selectors({ EventSelectors: ['x'] }).unreadable?.message).toContain('An object was expected')
})

test('a refusal counts for the trail asked about', () => {
  const found = collect(
    `An error occurred (AccessDeniedException) when calling the GetEventSelectors operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: cloudtrail:GetEventSelectors`,
    { options: { 'trail-name': arn } }
  )

  expect([found.kind, found.coverage]).toEqual(['trail-event-selectors', { [`${account}/${arn}`]: 'denied' }])
})
