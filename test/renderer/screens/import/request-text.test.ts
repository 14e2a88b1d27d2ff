/** How the request list leaves the workbench: as text for a message and as CSV for a spreadsheet. */
import { describe, expect, test } from 'vitest'

import {
  lackOf,
  reasonOf,
  requestGroups,
  requestsAsCsv,
  requestsAsText,
  requestsByAccount
} from '../../../../src/renderer/screens/import/request-text.ts'
import type { Request } from '../../../../src/shared/records/source.ts'

const report: Request = {
  account: '111122223333',
  accountName: 'hl-management',
  kind: 'credential-report',
  title: 'Credential report',
  family: 'identities',
  required: true,
  command: 'aws iam get-credential-report --output json',
  why: 'Credential report of 111122223333 was not received; ask for: aws iam get-credential-report --output json'
}
const organization: Request = {
  ...report,
  account: '',
  accountName: 'Organization',
  kind: 'organization',
  title: 'Organization',
  command: 'aws organizations describe-organization --output json',
  why: 'Organization of the organization was not received'
}

describe('as text', () => {
  test('stands under the account, each command on a line of its own', () => {
    expect(requestsAsText([organization, report])).toBe(
      [
        'Organization',
        '- Organization',
        '  aws organizations describe-organization --output json',
        '  Organization of the organization was not received',
        '',
        'hl-management (111122223333)',
        '- Credential report',
        '  aws iam get-credential-report --output json',
        '  Credential report of 111122223333 was not received.',
        ''
      ].join('\n')
    )
  })

  test('what is not required says so', () => {
    expect(requestsAsText([{ ...report, required: false }])).toContain('- Credential report (optional)\n')
    expect(requestsAsCsv([{ ...report, required: false }])).toContain(',Credential report,No,')
  })

  test('a reason says what to do beyond the command', () => {
    const why = `AWS refused Credential report of 111122223333 to the client; ask for it with read access: ${report.command}`

    expect(reasonOf({ ...report, why })).toBe(
      'AWS refused Credential report of 111122223333 to the client; ask for it with read access.'
    )
  })

  test('an account without a name is called by its number once', () => {
    expect(requestsByAccount([{ ...report, accountName: report.account }])).toMatchObject([
      { title: '111122223333' }
    ])
  })
})

describe('in a line', () => {
  test.each([
    ['Credential report of 111122223333: not received; ask for', 'not received'],
    ['Credential report of 111122223333: incomplete; ask for it again', 'incomplete'],
    [
      'Credential report of 111122223333: refused by AWS to the client; ask for it with read access',
      'refused by AWS to the client'
    ]
  ])('%j is in short %j', (why, short) => {
    expect(lackOf({ ...report, why: `${why}: ${report.command}` })).toBe(short)
  })

  test('a reason of its own stays whole', () => {
    const why = 'The account summary counts 4 users, the authorization details hold none: it was filtered.'

    expect(lackOf({ ...report, why })).toBe(why.slice(0, -1))
  })
})

test('what is required comes first, the rest by subject in the order the client is asked', () => {
  const optional = (family: Request['family']): Request => ({ ...report, required: false, family })

  const groups = requestGroups([optional('logging'), optional('identities'), report, organization])

  expect(groups.map(({ title, items }) => [title, items.length])).toEqual([
    ['Required', 2],
    ['Users, groups, roles and policies', 1],
    ['Logging and alarms', 1]
  ])
})

describe('as CSV', () => {
  test('begins with a byte order mark and ends every row with CRLF', () => {
    const csv = requestsAsCsv([report])

    expect(csv.startsWith('\ufeffAccount,Export,Required,Subject,Command,Why\r\n')).toBe(true)
    expect(csv.endsWith('\r\n')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(3)
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '  =HYPERLINK("http://x")'])(
    'a client name %j is text to a spreadsheet, not a formula',
    (accountName) => {
      const cell = cellsOf(requestsAsCsv([{ ...report, accountName }]).split('\r\n')[1] ?? '')[0]

      expect(cell).toBe(`'${accountName} (111122223333)`)
    }
  )

  test('an account number keeps its leading zero, because its cell is text', () => {
    const csv = requestsAsCsv([{ ...report, account: '090114305310', accountName: 'log-archive' }])

    expect(csv).toContain('\r\nlog-archive (090114305310),')
  })

  test('commas, quotes and line breaks stay inside their cell', () => {
    const why = 'smith,john said "no",\nthen left'
    const csv = requestsAsCsv([{ ...report, why }])

    expect(csv).toContain('"smith,john said ""no"",\nthen left"')
  })
})

/** Reads one RFC 4180 row without line breaks in it. */
function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')
  )
}
