/** The sheet every writer of the bench writes: a population as ours are, its values told by arithmetic; `sheet.py` tells the same. */
import { outcomes, severities } from '../../../src/shared/vocabulary.ts'

export interface BenchColumn {
  readonly title: string
  readonly type: 'text' | 'id' | 'long' | 'outcome' | 'severity' | 'date' | 'integer'
  /** In characters. */
  readonly width: number
}

const dates = ['Created', 'Password last used', 'Password last changed', 'Key last used']
const counts = ['Days inactive', 'Age of key', 'Policies', 'Actions allowed']
const flags = ['Console password', 'MFA active', 'Key active']

export const columns: readonly BenchColumn[] = [
  { title: 'Account', type: 'id', width: 14 },
  { title: 'User', type: 'text', width: 20 },
  { title: 'ARN', type: 'id', width: 44 },
  { title: 'Result', type: 'outcome', width: 16 },
  { title: 'Rating', type: 'severity', width: 12 },
  ...dates.map((title) => ({ title, type: 'date', width: 12 }) as const),
  ...counts.map((title) => ({ title, type: 'integer', width: 10 }) as const),
  ...flags.map((title) => ({ title, type: 'text', width: 10 }) as const),
  { title: 'Condition', type: 'long', width: 44 },
  { title: 'Recommendation', type: 'long', width: 44 },
  { title: 'Exception', type: 'id', width: 14 },
  { title: 'Source', type: 'text', width: 30 }
]

/** The words a cell is coloured by, with fill and text of the colour. */
export const tones: readonly {
  readonly words: readonly string[]
  readonly fill: string
  readonly text: string
}[] = [
  { words: [outcomes.fail.workbook, severities.critical, severities.high], fill: 'FFC7CE', text: '9C0006' },
  { words: [outcomes['needs-review'].workbook, severities.medium], fill: 'FFEB9C', text: '7F4B00' },
  { words: [outcomes.pass.workbook, severities.low], fill: 'C6EFCE', text: '006100' }
]

const results = [
  outcomes.fail.workbook,
  outcomes.pass.workbook,
  outcomes.pass.workbook,
  outcomes['needs-review'].workbook
]
const ratings = [severities.critical, severities.high, severities.medium, severities.low]

/** The values of a row counted from 0; dates as days since 1899-12-30. */
export function rowOf(n: number): readonly (string | number)[] {
  const account = String(10_000_000_000 + (n % 40) * 7_919).padStart(12, '0')
  const user = `user-${String(n).padStart(6, '0')}`
  return [
    account,
    user,
    `arn:aws:iam::${account}:user/department-${n % 17}/${user}`,
    results[n % 4] ?? '',
    ratings[(n * 3) % 4] ?? '',
    ...dates.map((_, k) => 45_000 + ((n * (k + 3)) % 1000)),
    ...counts.map((_, k) => (n * (k * 31 + 7)) % 100_000),
    ...flags.map((_, k) => ((n + k) % 3 === 0 ? 'No' : 'Yes')),
    `The user ${user} of R&D <team ${n % 29}> has signed in with a password ${n % 90} days ago and has no MFA device.`,
    `Attach an MFA device to ${user}, or take the password away where the user works with access keys alone.`,
    `X-${String((n * 17) % 1_000_000).padStart(6, '0')}`,
    `accounts/${account}/credential-report.csv:${n + 2}`
  ]
}
