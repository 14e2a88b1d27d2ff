import { describe, expect, test } from 'vitest'

import type { CredentialFact } from '../../../src/core/iam/facts.ts'
import { at, collect, sentences, type Collected } from './collect.ts'

const header =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated'
const columns = header.split(',')
const account = '002107485300'

function row(user: string, changes: Record<string, string> = {}): string {
  const values: Record<string, string> = {
    user,
    arn: user === '<root_account>' ? `arn:aws:iam::${account}:root` : `arn:aws:iam::${account}:user/${user}`,
    user_creation_time: '2024-01-02T03:04:05Z',
    password_enabled: 'false',
    mfa_active: 'false',
    access_key_1_active: 'false',
    access_key_2_active: 'false',
    cert_1_active: 'false',
    cert_2_active: 'false',
    ...changes
  }
  return columns.map((column) => values[column] ?? 'N/A').join(',')
}

const root = row('<root_account>', {
  password_enabled: 'not_supported',
  password_last_used: '2025-12-01T10:00:00+00:00',
  password_last_changed: 'not_supported',
  password_next_rotation: 'not_supported',
  mfa_active: 'true'
})

function read(...rows: string[]): Collected {
  return collect([header, ...rows].join('\n'))
}

function user(collected: Collected, name: string): CredentialFact {
  const found = collected.of('credential').find((fact) => fact.user_name === name)
  if (!found) throw new Error(`${name} was not read`)
  return found
}

describe('rows', () => {
  test('root and users become facts with their line', () => {
    const found = read(
      root,
      row('ada', {
        password_enabled: 'true',
        password_last_used: 'no_information',
        password_last_changed: '2025-11-21T12:00:00Z',
        access_key_1_active: 'true',
        access_key_1_last_rotated: '2025-04-06T12:00:00Z',
        access_key_1_last_used_date: '2026-01-30T00:00:00Z',
        access_key_1_last_used_region: 'eu-west-1',
        access_key_1_last_used_service: 's3'
      })
    )

    expect(found.unreadable).toBeNull()
    expect(found.notes).toEqual([])
    expect(found.counts).toEqual({ users: 1 })
    expect(found.coverage).toEqual({ [`${account}/`]: 'complete', [`${account}/root`]: 'complete' })
    expect(user(found, '<root_account>')).toMatchObject({
      account_id: account,
      is_root: 1,
      password_enabled: null,
      password_last_used_at: at('2025-12-01T10:00:00Z'),
      password_last_used_absence: null,
      password_last_changed_at: null,
      password_last_changed_absence: 'not_supported',
      mfa_active: 1,
      line: 2,
      path: null
    })
    expect(user(found, 'ada')).toMatchObject({
      partition: 'aws',
      is_root: 0,
      password_enabled: 1,
      password_last_used_at: null,
      password_last_used_absence: 'no_information',
      key_1_active: 1,
      key_1_last_used_service: 's3',
      key_2_active: 0,
      key_2_rotated_at: null,
      key_2_last_used_region: null,
      line: 3
    })
    expect(found.latestAt).toBe(at('2026-01-30T00:00:00Z'))
    expect(found.generatedAt).toBeNull()
    expect(found.readsName).toBe(false)
  })

  test('the next rotation lies ahead and does not date the report', () => {
    const found = read(root, row('ada', { password_next_rotation: '2027-01-01T00:00:00Z' }))

    expect(found.latestAt).toBe(at('2025-12-01T10:00:00Z'))
    expect(user(found, 'ada').password_next_rotation_at).toBe(at('2027-01-01T00:00:00Z'))
  })

  test('names are kept as they are, quoted or not', () => {
    const comma = row('"smith,john"', { arn: `"arn:aws:iam::${account}:user/smith,john"` })
    const found = read(root, row('=1+1'), row('1E5'), row('00123'), row('-2'), comma)

    expect(found.of('credential').map((fact) => fact.user_name)).toEqual([
      '<root_account>',
      '=1+1',
      '1E5',
      '00123',
      '-2',
      'smith,john'
    ])
    expect(found.notes).toEqual([])
  })

  test('a comma in a name that was not quoted is put right by the ARN', () => {
    const found = read(root, row('smith,john', { password_enabled: 'true' }), row('x'))

    expect(user(found, 'smith,john')).toMatchObject({
      arn: `arn:aws:iam::${account}:user/smith,john`,
      password_enabled: 1,
      created_at: at('2024-01-02T03:04:05Z')
    })
    expect(found.coverage[`${account}/`]).toBe('complete')
  })

  test('a user in a path is named by the end of its ARN', () => {
    const found = read(root, row('ada', { arn: `arn:aws:iam::${account}:user/division/ada` }))

    expect(user(found, 'ada').arn).toContain('/division/')
    expect(found.notes).toEqual([])
  })

  test('root is told by its ARN also where a web page escaped its name', () => {
    const found = read(root.replace('<root_account>', '&lt;root_account&gt;'))

    expect(user(found, '<root_account>').is_root).toBe(1)
  })

  test('a user named root is a user', () => {
    const found = read(root, row('root'))

    expect(user(found, 'root').is_root).toBe(0)
  })

  test('the partition comes from the ARN', () => {
    const found = read(root.replace('arn:aws:', 'arn:aws-us-gov:'))

    expect(user(found, '<root_account>').partition).toBe('aws-us-gov')
  })
})

describe('what was edited or put together', () => {
  test('a byte order mark, line ends and truth values of a spreadsheet change nothing', () => {
    const plain = read(root, row('ada', { password_enabled: 'true' }))
    const excel = collect(
      `\ufeff${[header, root, row('ada', { password_enabled: 'TRUE' })].join('\r\n')}\r\n`
    )
    const tabs = collect(
      Buffer.from(
        `\ufeff${[header, root, row('ada', { password_enabled: 'WAHR' })].join('\r\n').replaceAll(',', '\t')}`,
        'utf16le'
      )
    )
    const semicolons = collect(
      `sep=;\n${[header, root, row('ada', { password_enabled: 'true' })].join('\n').replaceAll(',', ';')}`
    )

    expect(excel.of('credential')).toEqual(plain.of('credential'))
    expect(tabs.of('credential')).toEqual(plain.of('credential'))
    expect(semicolons.of('credential').map((fact) => ({ ...fact, line: fact.line - 1 }))).toEqual(
      plain.of('credential')
    )
  })

  test('a report without the root row says nothing of root', () => {
    const found = read(row('ada'))

    expect(found.coverage).toEqual({ [`${account}/`]: 'complete' })
    expect(sentences(found, 'warning')).toContain('has no <root_account> row')
  })

  test('a report without any user is a report', () => {
    expect(read(root)).toMatchObject({ counts: { users: 0 }, unreadable: null, notes: [] })
    expect(collect(`${header}\n`, { accountHint: '111122223333' }).coverage).toEqual({
      '111122223333/': 'complete'
    })
    expect(collect(header).coverage).toEqual({ '/': 'complete' })
  })

  test('two accounts in one file are two accounts', () => {
    const other = row('bob', { arn: 'arn:aws:iam::111122223333:user/bob' })
    const found = read(root, row('ada'), header, other)

    expect(found.coverage).toEqual({
      [`${account}/`]: 'complete',
      [`${account}/root`]: 'complete',
      '111122223333/': 'complete'
    })
    expect(user(found, 'bob').account_id).toBe('111122223333')
    expect(sentences(found, 'info')).toContain('header stands more than once')
    expect(sentences(found, 'warning')).toContain('of 111122223333')
  })

  test('columns not known are named, columns missing make the report incomplete', () => {
    const extra = collect(`${header},additional_credentials_info,shoe_size\n${root},,43`)
    const short = collect(
      'user,arn,user_creation_time,mfa_active\n<root_account>,arn:aws:iam::111122223333:root,2024-01-02T03:04:05Z,true'
    )

    expect(sentences(extra, 'info')).toContain('shoe_size')
    expect(sentences(extra, 'info')).not.toContain('additional_credentials_info')
    expect(extra.coverage[`${account}/root`]).toBe('complete')
    expect(sentences(short, 'warning')).toContain('password_enabled')
    expect(short.coverage).toEqual({ '111122223333/': 'partial', '111122223333/root': 'partial' })
    expect(short.of('credential')[0]).toMatchObject({
      mfa_active: 1,
      password_enabled: null,
      key_1_active: null
    })
  })

  test('columns may stand in any order', () => {
    const reversed = [header, root].map((line) => line.split(',').reverse().join(',')).join('\n')

    expect(collect(reversed).of('credential')).toEqual(read(root).of('credential'))
  })

  test('a date in a local order and a word that is no truth value are named by line and count as not known', () => {
    const found = read(root, row('ada', { user_creation_time: '05/07/2024 20:00', mfa_active: 'yes' }))

    expect(user(found, 'ada')).toMatchObject({ created_at: null, mfa_active: null })
    expect(found.notes.map(({ line, sentence }) => [line, sentence])).toEqual([
      [
        3,
        '`user_creation_time` must be a time with its zone, as 2026-01-31T12:00:00Z, found "05/07/2024 20:00"; it counts as not known.'
      ],
      [3, '`mfa_active` must be true or false, found "yes"; it counts as not known.']
    ])
    expect(found.coverage[`${account}/`]).toBe('partial')
  })

  test('a name a spreadsheet took for a number is taken from the ARN', () => {
    const found = read(root, row('1.00E+05', { arn: `arn:aws:iam::${account}:user/1E5` }))

    expect(user(found, '1E5').user_name).toBe('1E5')
    expect(sentences(found, 'warning')).toContain('the file was edited')
  })

  test('a row cut short and a row without an account are left out, and the rest stands', () => {
    const found = read(
      root,
      row('ada', { arn: 'arn:aws:iam::2.1E+09:user/ada' }),
      row('bob'),
      row('eve').slice(0, 60)
    )

    expect(found.of('credential').map((fact) => fact.user_name)).toEqual(['<root_account>', 'bob'])
    expect(found.notes.map(({ level, line }) => [level, line])).toEqual([
      ['error', 3],
      ['error', 5]
    ])
    expect(found.coverage).toEqual({ [`${account}/`]: 'partial', [`${account}/root`]: 'partial' })
  })

  test('a user who stands twice is named', () => {
    expect(sentences(read(root, row('ada'), row('ada')), 'warning')).toContain('stands more than once')
  })

  test('a report of which no row can be read is unreadable', () => {
    expect(read('a,b', 'c,d').unreadable?.message).toContain('None of the 2 rows')
  })
})

describe('the answer of the command', () => {
  const csv = [header, root, row('ada')].join('\n')
  const base64 = Buffer.from(csv).toString('base64')

  test('the report in base64 is read with its own date', () => {
    const found = collect(
      JSON.stringify(
        { Content: base64, ReportFormat: 'text/csv', GeneratedTime: '2026-01-31T11:00:00+00:00' },
        null,
        4
      )
    )

    expect(found.generatedAt).toBe(at('2026-01-31T11:00:00Z'))
    expect(found.of('credential')).toHaveLength(2)
    expect(user(found, 'ada')).toMatchObject({ line: 2, path: 'Content line 3' })
  })

  test.each([
    [
      'already decoded',
      JSON.stringify({ Content: csv, ReportFormat: 'text/csv', GeneratedTime: '2026-01-31 11:00:00+00:00' })
    ],
    [
      'encoded twice',
      JSON.stringify({ Content: Buffer.from(base64).toString('base64'), ReportFormat: 'text/csv' })
    ],
    ['with only its content, as a text', base64],
    ['with only its content, in quotes', `"${base64}"`],
    [
      'wrapped by certutil',
      `-----BEGIN CERTIFICATE-----\r\n${base64.replace(/.{64}/g, '$&\r\n')}\r\n-----END CERTIFICATE-----\r\n`
    ],
    [
      'decoded, in semicolons',
      JSON.stringify({ Content: csv.replaceAll(',', ';'), ReportFormat: 'text/csv' })
    ]
  ])('a report %s is the same report', (_, text) => {
    const found = collect(text)

    expect(found.unreadable).toBeNull()
    expect(found.of('credential').map(({ user_name, created_at }) => [user_name, created_at])).toEqual(
      read(root, row('ada'))
        .of('credential')
        .map(({ user_name, created_at }) => [user_name, created_at])
    )
  })

  test('an answer without the report in it is unreadable and says what to ask for', () => {
    const found = collect('{"GeneratedTime": "2015-06-17T19:11:50Z", "ReportFormat": "text/csv"}')

    expect(found.unreadable?.message).toContain('has no `Content`')
    expect(found.unreadable?.message).toContain('aws iam get-credential-report')
  })

  test('an answer whose content is something else is unreadable', () => {
    const other = JSON.stringify({
      Content: Buffer.from('<html>').toString('base64'),
      ReportFormat: 'text/csv'
    })

    expect(collect(other).unreadable?.message).toContain('no credential report')
  })

  test('an answer cut short is unreadable at its byte', () => {
    const cut = JSON.stringify({ Content: base64, ReportFormat: 'text/csv' }).slice(0, 200)

    expect(collect(cut).unreadable?.message).toContain('ends early at byte 200, inside Content')
  })

  test('an answer larger than the head of the file is read too', () => {
    const large = [header, root, ...Array.from({ length: 2500 }, (_, n) => row(`user${n}`))].join('\n')
    const found = collect(
      JSON.stringify({
        Content: Buffer.from(large).toString('base64'),
        ReportFormat: 'text/csv',
        GeneratedTime: '2026-01-31T11:00:00Z'
      })
    )

    expect(found.counts).toEqual({ users: 2500 })
    expect(found.generatedAt).toBe(at('2026-01-31T11:00:00Z'))
  })

  test('a saved error covers users and root as refused', () => {
    const found = collect(
      'An error occurred (AccessDenied) when calling the GetCredentialReport operation: User: arn:aws:sts::111122223333:assumed-role/audit/x is not authorized to perform: iam:GetCredentialReport on resource: *'
    )

    expect(found.coverage).toEqual({ '111122223333/': 'denied', '111122223333/root': 'denied' })
    expect(sentences(found, 'error')).toContain('AWS refused the call to the client')
    expect(sentences(found, 'error')).toContain('aws iam get-credential-report --output json')
  })

  test('a report that was not ready says so', () => {
    const found = collect(
      '\naws: [ERROR]: An error occurred (ReportExpired) when calling the GetCredentialReport operation: Unknown\n',
      { accountHint: account }
    )

    expect(found.coverage).toEqual({ [`${account}/`]: 'denied', [`${account}/root`]: 'denied' })
    expect(sentences(found, 'error')).toContain('no finished report')
  })
})
