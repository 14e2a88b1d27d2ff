import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const caller = 'arn:aws-us-gov:sts::000022224444:assumed-role/Auditor/ada'
const begun = [
  'collector=collect-aws-exports.sh 1.0',
  'started_utc=2026-01-31T11:00:00Z',
  'aws_cli=aws-cli/2.31.0 Python/3.13.2',
  'shell=bash 3.2.57(1)-release',
  'caller_account=000022224444',
  `caller_arn=${caller}`,
  'options=org:1 role:Audit accounts:111122223333 222233334444'
]

test('it says who asked, with what and when', () => {
  const found = collect([...begun, 'finished_utc=2026-01-31T12:30:00Z', 'calls=812'].join('\n'), {
    name: 'exports/collector.txt'
  })

  expect(found.kind).toBe('collector-record')
  expect(found.of('caller_identity')).toEqual([
    { account_id: '000022224444', arn: caller, user_id: '', line: 6, path: null }
  ])
  expect(found.latestAt).toBe(at('2026-01-31T12:30:00Z'))
  expect(sentences(found, 'info')).toBe(
    'Collected by collect-aws-exports.sh 1.0 with aws-cli/2.31.0 Python/3.13.2 from 2026-01-31T11:00:00Z to 2026-01-31T12:30:00Z; options: org:1 role:Audit accounts:111122223333 222233334444.'
  )
  expect(found.coverage).toEqual({ '/': 'complete' })
})

test.each([
  ['that never ended', begun],
  [
    'that was taken up again and never ended',
    [...begun, 'finished_utc=2026-01-31T12:30:00Z', 'resumed_utc=2026-02-01T09:00:00Z', ...begun.slice(2)]
  ]
])('a run %s is said to be incomplete', (_, lines) => {
  const found = collect(lines.join('\r\n'))

  expect(sentences(found, 'warning')).toContain('did not end')
  expect(found.coverage).toEqual({ '/': 'partial' })
})

test('the record of a run that names no caller, as older ones do, states none', () => {
  const found = collect(
    'collector=collect.sh 1.0\nstarted_utc=2026-11-23T22:42:46Z\nbash=5.2.15(1)-release\nno key here\nfinished_utc=2026-11-23T22:48:07Z\n'
  )

  expect(found.kind).toBe('collector-record')
  expect(found.of('caller_identity')).toEqual([])
  expect(sentences(found, 'warning')).toContain('A line must be a key')
  expect(sentences(found, 'info')).toContain('with an AWS CLI it does not name')
})

test('a text that only mentions a collector is none', () => {
  expect(collect('collector=\n', { name: 'collector.txt' }).kind).toBeNull()
  expect(collect('the collector=x said\nthat=it', { name: 'collector.txt' }).kind).toBeNull()
})
