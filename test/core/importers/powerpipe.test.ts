import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const root = `arn:aws:iam::${account}:root`

function result(status: string, resource = root): object {
  return {
    reason: `It is ${status}.`,
    resource,
    status,
    dimensions: [
      { key: 'account_id', value: account },
      { key: 'region', value: 'us-east-1' }
    ]
  }
}

function control(id: string, results: readonly object[] | null, changes: object = {}): object {
  return {
    summary: { alarm: 1 },
    results,
    control_id: `aws_compliance.control.${id}`,
    title: `Title of ${id}`,
    severity: 'high',
    run_status: 4,
    run_error: '',
    ...changes
  }
}

function run(groups: readonly object[], controls: readonly object[] = []): string {
  return JSON.stringify({
    group_id: 'root_result_group',
    title: '',
    summary: { status: { alarm: 1, ok: 1, info: 0, skip: 0, error: 0 } },
    groups,
    controls
  })
}

test('every control says what it found of each resource, once, however many groups it stands in', () => {
  const rootKeys = control('cis_v300_1_4', [result('alarm'), result('ok', 'x')])
  const found = collect(
    run([
      {
        group_id: 'aws_compliance.benchmark.cis_v300',
        groups: [
          { group_id: 'aws_compliance.benchmark.cis_v300_1', groups: [], controls: [rootKeys] },
          { group_id: 'aws_compliance.benchmark.cis_v300_2', controls: [rootKeys, control('other', null)] }
        ],
        controls: null
      }
    ])
  )

  expect(found.kind).toBe('powerpipe')
  expect(found.of('tool_result')).toEqual([
    {
      account_id: account,
      region: 'us-east-1',
      tool: 'Powerpipe',
      check_id: 'cis_v300_1_4',
      title: 'Title of cis_v300_1_4',
      status: 'fail',
      said: 'alarm',
      severity: 'high',
      resource: root,
      resource_type: null,
      detail: 'It is alarm.',
      assessed_at: null,
      line: 1,
      path: 'groups[0].groups[0].controls[0].results[0]'
    },
    expect.objectContaining({ status: 'pass', said: 'ok', resource: 'x' })
  ])
  expect(found.coverage).toEqual({ [`${account}/aws_compliance.benchmark.cis_v300`]: 'complete' })
})

test('info, skip and error leave the question open, and so does a control that did not run', () => {
  const found = collect(
    run(
      [],
      [
        control('a', [result('info'), result('skip'), result('error')]),
        control('b', null, { run_error: 'access denied' })
      ]
    )
  )

  expect(found.of('tool_result').map(({ status, said, detail }) => [status, said, detail])).toEqual([
    ['review', 'info', 'It is info.'],
    ['review', 'skip', 'It is skip.'],
    ['review', 'error', 'It is error.'],
    ['review', 'error', 'access denied']
  ])
  expect(Object.keys(found.coverage)).toContain(
    `${account}/aws_compliance.control.a, aws_compliance.control.b`
  )
})

test('a result that cannot be used is named and the others of its control stand', () => {
  const found = collect(run([], [control('a', [result('green'), result('ok')]), { title: 'no id' }]))

  expect(found.counts).toEqual({ results: 1 })
  expect(sentences(found, 'warning')).toContain('Result 1 of aws_compliance.control.a: The status must be')
  expect(sentences(found, 'error')).toBe('`control_id` is missing; the entry was left out.')
  expect(found.coverage).toEqual({ [`${account}/aws_compliance.control.a`]: 'partial' })
})

test('a run without controls is an answer', () => {
  const found = collect(run([]), { accountHint: account })

  expect([found.counts, found.coverage]).toEqual([{ results: 0 }, { [`${account}/`]: 'complete' }])
})

test('groups nested without end are left out', () => {
  const deep = Array.from({ length: 200 }).reduce<object>((inner) => ({ group_id: 'g', groups: [inner] }), {
    group_id: 'g',
    controls: [control('deep', [result('ok')])]
  })
  const found = collect(run([deep], [control('a', [result('ok')])]))

  expect(found.counts).toEqual({ results: 1 })
  expect(sentences(found, 'error')).toContain('nest deeper than 64 levels')
})

const header =
  'group_id,title,description,control_id,control_title,control_description,reason,resource,status,severity,account_id,region'

test('a table repeats a control under each of its groups: the first counts', () => {
  const line = (group: string, status: string): string =>
    `${group},T,,aws_compliance.control.iam_root_user_mfa_enabled,Root MFA,,"no, it has none",${root},${status},,${account},global`
  const found = collect(
    [header, line('one', 'alarm'), line('two', 'alarm'), line('one', 'ok'), line('one', '?'), ''].join('\n')
  )

  expect(found.kind).toBe('powerpipe')
  expect(
    found.of('tool_result').map(({ check_id, said, detail, line }) => [check_id, said, detail, line])
  ).toEqual([
    ['iam_root_user_mfa_enabled', 'alarm', 'no, it has none', 2],
    ['iam_root_user_mfa_enabled', 'ok', 'no, it has none', 4]
  ])
  expect(sentences(found, 'error')).toContain('must be alarm, ok, info, skip or error, found "?"')
  expect(found.coverage).toEqual({ [`${account}/one`]: 'partial' })
})

test('a table with its header alone is an answer', () => {
  expect(collect(`${header}\n`, { accountHint: account }).coverage).toEqual({ [`${account}/`]: 'complete' })
})
