import { describe, expect, test } from 'vitest'

import {
  auditedArguments,
  sensitivityOfPaths
} from '../../../src/core/importers/reading/declared-arguments.ts'
import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/support`
const lineage = '3f6b0918-627d-9c1a-5f7e-61d9a5b3b0a1'

interface Shown {
  readonly address: string
  readonly type: string
  readonly mode?: string
  readonly values: object
  readonly sensitive_values?: object | boolean
  readonly deposed_key?: string
}

function shown(resources: readonly Shown[], modules: readonly object[] = []): string {
  return JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.5.7',
    values: {
      outputs: { secret: { sensitive: true, value: 'hunter2' } },
      root_module: { resources, child_modules: modules }
    }
  })
}

const support: Shown = {
  address: 'module.secure_baseline.module.iam_baseline[0].aws_iam_role.support[0]',
  mode: 'managed',
  type: 'aws_iam_role',
  values: { arn: role, id: 'support', name: 'support', max_session_duration: 3600, tags: { Owner: 'x' } },
  sensitive_values: { tags: {} }
}
const policy: Shown = {
  address: 'aws_iam_account_password_policy.default',
  mode: 'managed',
  type: 'aws_iam_account_password_policy',
  values: { id: 'iam-account-password-policy', minimum_password_length: 14, hard_expiry: null },
  sensitive_values: {}
}

describe('the state of Terraform', () => {
  test('as shown: resources of all modules, with their ARN or id and their arguments', () => {
    const found = collect(
      shown(
        [policy],
        [
          {
            address: 'module.secure_baseline',
            child_modules: [
              { address: 'module.secure_baseline.module.iam_baseline[0]', resources: [support] }
            ]
          }
        ]
      ),
      { name: 'stacks/iam/state.json' }
    )

    expect(found.kind).toBe('terraform-state')
    expect(found.of('declared_resource')).toEqual([
      {
        account_id: account,
        address: 'module.secure_baseline.module.iam_baseline[0].aws_iam_role.support[0]',
        module: 'module.secure_baseline.module.iam_baseline[0]',
        type: 'aws_iam_role',
        resource: role,
        action: 'state',
        arguments: JSON.stringify({ arn: role, id: 'support', name: 'support', max_session_duration: 3600 }),
        line: 1,
        path: 'values.root_module.child_modules[0].child_modules[0].resources[0]'
      },
      {
        account_id: account,
        address: 'aws_iam_account_password_policy.default',
        module: '',
        type: 'aws_iam_account_password_policy',
        resource: 'iam-account-password-policy',
        action: 'state',
        arguments: JSON.stringify({ id: 'iam-account-password-policy', minimum_password_length: 14 }),
        line: 1,
        path: 'values.root_module.resources[0]'
      }
    ])
    expect(found.coverage).toEqual({ [`${account}/iam/state`]: 'complete' })
    expect(found.counts).toEqual({ resources: 2 })
  })

  test('as stored: every instance by its key, under the lineage of the state', () => {
    const found = collect(
      JSON.stringify({
        version: 4,
        terraform_version: '1.5.7',
        serial: 3,
        lineage,
        outputs: {},
        resources: [
          {
            module: 'module.iam',
            mode: 'managed',
            type: 'aws_iam_user',
            name: 'people',
            instances: [
              { index_key: 'ada', attributes: { arn: `arn:aws:iam::${account}:user/ada`, name: 'ada' } },
              { index_key: 1, attributes: { id: 'bob' }, sensitive_attributes: [] },
              { deposed: '00aa11bb', attributes: { id: 'old' } }
            ]
          },
          { mode: 'data', type: 'aws_iam_policy_document', name: 'x', instances: [{ attributes: {} }] },
          { mode: 'managed', type: 'aws_instance', name: 'web', instances: [{ attributes: { id: 'i-1' } }] },
          { mode: 'managed', type: 'aws_iam_role', instances: [] }
        ]
      })
    )

    expect(found.kind).toBe('terraform-state')
    expect(
      found
        .of('declared_resource')
        .map(({ address, module, resource, path }) => [address, module, resource, path])
    ).toEqual([
      [
        'module.iam.aws_iam_user.people["ada"]',
        'module.iam',
        `arn:aws:iam::${account}:user/ada`,
        'resources[0].instances[0]'
      ],
      ['module.iam.aws_iam_user.people[1]', 'module.iam', 'bob', 'resources[0].instances[1]']
    ])
    expect(found.coverage).toEqual({ [`${account}/${lineage}`]: 'partial' })
    expect(sentences(found, 'info')).toContain('waits to be destroyed')
    expect(sentences(found, 'info')).toContain('does not ask about were left out: 1.')
    expect(sentences(found, 'error')).toContain('`name` is missing')
    expect(found.readsName).toBe(false)
  })

  test('resources without an ARN belong to the account known from outside where the others do not tell', () => {
    const other = { ...support, values: { arn: 'arn:aws:iam::444455556666:role/x' } }
    const found = collect(shown([policy, support, other]), { accountHint: '777788889999' })

    expect(found.of('declared_resource').map(({ account_id }) => account_id)).toEqual([
      account,
      '444455556666',
      '777788889999'
    ])
    expect(Object.keys(found.coverage).map((key) => key.slice(0, 12))).toEqual([
      account,
      '444455556666',
      '777788889999'
    ])
  })

  test('modules of the secure baseline count as a whole, other buckets do not', () => {
    const bucket = (address: string): Shown => ({
      address,
      type: 'aws_s3_bucket',
      values: { id: 'logs', bucket: 'logs' }
    })
    const found = collect(
      shown([
        bucket('module.secure_baseline.module.audit_log_bucket[0].aws_s3_bucket.content'),
        bucket('aws_s3_bucket.pictures')
      ]),
      { accountHint: account }
    )

    expect(found.of('declared_resource').map(({ module }) => module)).toEqual([
      'module.secure_baseline.module.audit_log_bucket[0]'
    ])
  })

  test.each([['{"format_version":"1.0"}'], [shown([])]])('without resources is an answer: %s', (text) => {
    const found = collect(text, { accountHint: account, name: 'state.json' })

    expect([found.kind, found.counts, found.coverage]).toEqual([
      'terraform-state',
      { resources: 0 },
      { [`${account}//state`]: 'complete' }
    ])
  })

  test('of Terraform 0.11 is refused with what to ask for', () => {
    const found = collect(
      JSON.stringify({
        version: 3,
        terraform_version: '0.11.14',
        serial: 1,
        lineage,
        modules: [{ path: ['root'] }]
      })
    )

    expect(found.unreadable?.message).toContain('Terraform 0.11 or older')
  })

  test('cut short is partial, and a resource that is none is named', () => {
    const found = collect(shown([support, { ...support, values: 'x' as unknown as object }]).slice(0, -8), {
      name: 'a.json'
    })

    expect(found.counts).toEqual({ resources: 1 })
    expect(sentences(found, 'error')).toContain('`values` must be an object, found "x"')
    expect(found.coverage).toEqual({ [`${account}//a`]: 'partial' })
  })
})

describe('a plan of Terraform', () => {
  function plan(changes: readonly object[]): string {
    return JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.5.7',
      planned_values: { root_module: {} },
      resource_changes: changes,
      prior_state: { values: { root_module: { resources: [policy] } } },
      timestamp: '2026-01-31T12:00:00Z'
    })
  }
  function change(
    actions: readonly string[],
    before: object | null,
    after: object | null,
    more: object = {}
  ): object {
    return {
      address: 'aws_iam_role.support',
      mode: 'managed',
      type: 'aws_iam_role',
      change: {
        actions,
        before,
        after,
        after_unknown: {},
        before_sensitive: {},
        after_sensitive: {},
        ...more
      }
    }
  }
  const old = { arn: role, max_session_duration: 3600 }
  const wanted = { max_session_duration: 7200 }

  test.each([
    [['no-op'], old, old, 'no-op', role, 3600],
    [['create'], null, wanted, 'create', '', 7200],
    [['update'], old, { ...old, ...wanted }, 'update', role, 7200],
    [['update'], old, wanted, 'update', role, 7200],
    [['delete'], old, null, 'delete', role, 3600],
    [['delete', 'create'], old, wanted, 'replace', '', 7200],
    [['create', 'delete'], old, wanted, 'replace', '', 7200]
  ])('%j of a resource', (actions, before, after, action, resource, seconds) => {
    const found = collect(plan([change(actions, before, after)]), { accountHint: account, name: 'plan.json' })

    expect(found.kind).toBe('terraform-plan')
    const [declared] = found.of('declared_resource')
    expect([declared?.account_id, declared?.action, declared?.resource]).toEqual([account, action, resource])
    expect(JSON.parse(declared?.arguments ?? '')).toMatchObject({ max_session_duration: seconds })
    expect(found.generatedAt).toBe(at('2026-01-31T12:00:00Z'))
    expect(found.coverage).toEqual({ [`${account}//plan`]: 'complete' })
  })

  test('keeps nothing that it marks as sensitive, and names an action it does not know', () => {
    const found = collect(
      plan([
        change(
          ['create'],
          null,
          { ...wanted, description: 'hunter2' },
          { after_sensitive: { description: true } }
        ),
        change(['create'], null, { ...wanted, description: 'hunter2' }, { after_sensitive: true }),
        change(['forget'], old, null)
      ]),
      { accountHint: account }
    )

    expect(found.of('declared_resource').map((declared) => declared.arguments)).toEqual([
      '{"max_session_duration":7200}',
      '{}'
    ])
    expect(sentences(found, 'error')).toContain('found "forget"')
  })

  test('without changes is an answer', () => {
    expect(collect(plan([]), { accountHint: account, name: 'p.json' }).coverage).toEqual({
      [`${account}//p`]: 'complete'
    })
  })
})

describe('the arguments that are kept', () => {
  test.each([
    ['a secret access key', { id: 'AKIA', secret: 'x', ses_smtp_password_v4: 'x' }, { id: 'AKIA' }],
    [
      'a seed of a virtual MFA device',
      { base_32_string_seed: 'x', qr_code_png: 'x', arn: 'a' },
      { arn: 'a' }
    ],
    [
      'a private key by another name',
      { body: '-----BEGIN RSA PRIVATE KEY-----\nx', path: '/' },
      { path: '/' }
    ],
    [
      'a secret inside a block',
      { source: [{ oauth_token: 'x', owner: 'AWS' }] },
      { 'source[0].owner': 'AWS' }
    ],
    ['a block named after a secret', { client_secret: { a: 'x' }, name: 'n' }, { name: 'n' }],
    ['tags', { tags: { a: 'b' }, tags_all: { a: 'b' }, name: 'n' }, { name: 'n' }]
  ])('are never %s', (_, values, kept) => {
    expect(JSON.parse(auditedArguments(values, {}))).toEqual(kept)
  })

  test('are those of a password policy too, and flags that speak of passwords', () => {
    const values = {
      minimum_password_length: 14,
      password_reuse_prevention: 24,
      password_reset_required: true
    }

    expect(JSON.parse(auditedArguments(values, {}))).toEqual(values)
  })

  test('are scalars and lists of them, also inside blocks', () => {
    const values = {
      recording_group: [{ all_supported: true, resource_types: [] }],
      client_id_list: ['a', 'b'],
      sensitive_list: ['a', 'b'],
      note: '',
      long: 'x'.repeat(3000)
    }
    const kept = JSON.parse(auditedArguments(values, { sensitive_list: [false, true] })) as Record<
      string,
      unknown
    >

    expect(kept).toMatchObject({
      'recording_group[0].all_supported': true,
      client_id_list: ['a', 'b'],
      sensitive_list: ['a']
    })
    expect(kept['long']).toHaveLength(2000)
    expect(Object.keys(kept)).toHaveLength(4)
  })

  test('have a bound, whatever a resource holds', () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`a${n}`, 'x'.repeat(900)]))
    const deep = Array.from({ length: 5000 }).reduce<Readonly<Record<string, unknown>>>(
      (inner) => ({ a: inner, b: 1 }),
      {}
    )

    expect(auditedArguments(wide, {}).length).toBeLessThan(20_000)
    expect(auditedArguments(deep, {}).length).toBeLessThan(200)
  })

  test('leave out the paths a stored state marks, and all where a path is not understood', () => {
    const values = { a: 'x', b: [{ c: 'x', d: 'y' }] }
    const step = (value: unknown): object => ({ type: 'get_attr', value })
    const marked = (paths: unknown): string =>
      auditedArguments(values, sensitivityOfPaths({ sensitive_attributes: paths }))

    expect(marked([])).toBe('{"a":"x","b[0].c":"x","b[0].d":"y"}')
    expect(
      marked([[step('a')], [step('b'), { type: 'index', value: { value: 0, type: 'number' } }, step('c')]])
    ).toBe('{"b[0].d":"y"}')
    expect(marked([[step('b')], [step('b'), step('c')]])).toBe('{"a":"x"}')
    expect(marked([[{ type: 'odd' }]])).toBe('{}')
    expect(marked([[]])).toBe('{}')
  })
})

test.each([
  ['{"format_version":"1.0","provider_schemas":{}}', 'provider_schemas'],
  [
    '{"@level":"info","@message":"Plan","@module":"terraform.ui","type":"version"}',
    'log of a run of Terraform'
  ],
  ['resource "aws_iam_user" "ada" {\n  name = "ada"\n}\n', 'configuration of Terraform'],
  ['{"serial":1,"lineage":"x","meta":{},"encrypted_data":"…","encryption_version":"v0"}', 'encrypted state']
])('%s is none of them', (text, sentence) => {
  const found = collect(text)

  expect(found.kind).toBeNull()
  expect(found.tried).toContain(sentence)
})
