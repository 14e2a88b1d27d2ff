/**
 * Three months of one client: the committed healthy account with exceptions planted in it, of which some are mended, some stay, some come
 * back and others are new. Every month says which.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const account = '065028983172'
const folder = resolve(import.meta.dirname, '../estates/healthy/accounts', account)

/** What a month is planted with: console users without an MFA device. */
export interface Month {
  /** `2026-01` */
  readonly label: string
  /** When the exports were made. */
  readonly asOf: string
  readonly files: Readonly<Record<string, string>>
  /** ARNs without an MFA device, by what they are beside the month before. */
  readonly planted: {
    readonly new: readonly string[]
    readonly kept: readonly string[]
    readonly mended: readonly string[]
    /** Mended once, and there again. */
    readonly back: readonly string[]
  }
  /** ARNs of users and policies that came, went or read differently. */
  readonly removedUsers: readonly string[]
  readonly changedPolicies: readonly string[]
}

const plan = [
  { label: '2026-01', asOf: '2026-01-31T06:00:00Z', without: ['chen.ueda', 'dave.nguyen', 'nina.weber'] },
  { label: '2026-02', asOf: '2026-02-28T06:00:00Z', without: ['dave.nguyen', 'ursula.patel'], widens: true },
  {
    label: '2026-03',
    asOf: '2026-03-31T06:00:00Z',
    without: ['nina.weber', 'ursula.patel'],
    widens: true,
    removes: 'xavier.tanaka'
  }
] as const satisfies readonly PlannedMonth[]

interface PlannedMonth {
  readonly label: string
  readonly asOf: string
  /** Names of users without an MFA device. */
  readonly without: readonly string[]
  /** Whether a policy allows more than it did at first. */
  readonly widens?: boolean
  /** A user that is deleted from then on. */
  readonly removes?: string
}

const widened = 'web-deploy-1'

export function months(): readonly Month[] {
  return plan.map((month, at) => monthOf(month, plan.slice(0, at)))
}

function monthOf(month: PlannedMonth, earlier: readonly PlannedMonth[]): Month {
  const last = earlier.at(-1)
  const was = new Set<string>(last?.without)
  const ever = new Set<string>(earlier.flatMap(({ without }) => without))
  const arns = (names: readonly string[]): readonly string[] => names.map(userArn)
  return {
    label: month.label,
    asOf: month.asOf,
    files: filesOf(month),
    planted: {
      new: arns(month.without.filter((name) => !ever.has(name))),
      kept: arns(month.without.filter((name) => was.has(name))),
      mended: arns([...was].filter((name) => !month.without.includes(name))),
      back: arns(month.without.filter((name) => ever.has(name) && !was.has(name)))
    },
    removedUsers:
      month.removes !== undefined && last?.removes !== month.removes ? [userArn(month.removes)] : [],
    changedPolicies: (month.widens ?? false) === (last?.widens ?? false) ? [] : [policyArn(widened)]
  }
}

export function userArn(name: string): string {
  return `arn:aws:iam::${account}:user/${name}`
}

function policyArn(name: string): string {
  return `arn:aws:iam::${account}:policy/${name}`
}

function filesOf(month: PlannedMonth): Readonly<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const name of readdirSync(folder).sort()) {
    const text = readFileSync(join(folder, name), 'utf8')
    const [path, content] = rewritten(name, text, month)
    files[`accounts/${account}/${path}`] = content
  }
  return files
}

function rewritten(name: string, text: string, month: PlannedMonth): readonly [string, string] {
  switch (name) {
    case 'credential-report.csv':
      return ['credential-report.json', reportOf(text, month)]
    case 'account-authorization-details.json':
      return [name, detailsOf(text, month)]
    case 'account-summary.json':
      return [
        name,
        month.removes === undefined
          ? text
          : text.replace(/"Users": (\d+)/, (_, n) => `"Users": ${Number(n) - 1}`)
      ]
    default:
      return [name, text]
  }
}

/** As the command line answers, with the report's own date. */
function reportOf(csv: string, { without, removes, asOf }: PlannedMonth): string {
  const [head = '', ...rows] = csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const mfa = head.split(',').indexOf('mfa_active')
  const kept = rows
    .map((row) => row.split(','))
    .filter(([user]) => user !== removes)
    .map((cells) => (without.includes(cells[0] ?? '') ? cells.with(mfa, 'false') : cells).join(','))
  return JSON.stringify({
    Content: Buffer.from([head, ...kept].join('\n')).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: asOf.replace('Z', '+00:00')
  })
}

interface Details {
  UserDetailList: { UserName: string }[]
  Policies: {
    PolicyName: string
    PolicyVersionList: {
      IsDefaultVersion: boolean
      Document: { Statement: { Effect: string; Action: string | string[] }[] }
    }[]
  }[]
}

function detailsOf(text: string, { widens, removes }: PlannedMonth): string {
  const details = JSON.parse(text) as Details
  details.UserDetailList = details.UserDetailList.filter(({ UserName }) => UserName !== removes)
  if (widens === true)
    for (const { PolicyName, PolicyVersionList } of details.Policies)
      if (PolicyName === widened)
        for (const { IsDefaultVersion, Document } of PolicyVersionList)
          if (IsDefaultVersion)
            Document.Statement.push({
              Effect: 'Allow',
              Action: ['ec2:TerminateInstances'],
              Resource: '*'
            } as never)
  return JSON.stringify(details)
}
