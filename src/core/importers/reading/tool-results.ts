/** States what another tool said of resources: by account, cut to what a row shows, with what the file says of the run itself. */
import { accountOfArn } from '../../iam/arn.ts'
import type { FactTables, Place, Seconds } from '../../iam/facts.ts'
import type { Coverage, Reading } from '../importer.ts'
import { readAccountId } from './account-id.ts'
import { readTime } from './time.ts'

/** One result, its texts as the tool writes them. */
export interface ToolResult {
  /** '' or anything that is no account id where the tool does not say. */
  readonly account: string
  readonly region: string
  readonly check: string
  readonly title: string
  readonly status: FactTables['tool_result']['status']
  readonly said: string
  readonly severity: string
  readonly resource: string
  readonly resourceType: string
  readonly detail: string
  readonly at: Seconds | null
}

export interface ToolResults {
  keep(result: ToolResult, place: Place): void
  /** The file answers for this account, whether it holds results or none. */
  about(account: string): void
  /** When the tool ran, or wrote a result. */
  ranAt(value: unknown): Seconds | null
  madeBy(version: string): void
  /** Counts a result that is not about AWS. */
  leaveOut(provider: string): void
  /** Covers every account met, or the one known from outside where none was. `key` tells the run from another of the same tool. */
  cover(state: Coverage, key?: string): void
}

/** Of a title or a detail. */
const longestText = 500
/** Of a name: ARNs are at most 2,048 characters long. */
const longestName = 2048
const mostVersions = 5

export function toolResults(reading: Reading, tool: string): ToolResults {
  const accounts = new Set<string>()
  const versions = new Set<string>()
  const providers = new Map<string, number>()
  /** Results whose account is no account id, and the first such. */
  let nameless = { n: 0, example: '' }
  let padded: string | null = null
  let withoutZone: string | null = null
  reading.count('results', 0)

  function accountOf({ account, resource }: ToolResult): string {
    const id = readAccountId(account)
    if (id?.isPadded) padded ??= id.id
    const found = id?.id ?? accountOfArn(resource)
    if (found !== null) return found
    if (account !== '') nameless = { n: nameless.n + 1, example: nameless.example || account }
    return reading.accountHint ?? ''
  }

  return {
    keep(result, { line, path }) {
      const account = accountOf(result)
      accounts.add(account)
      reading.count('results')
      reading.fact('tool_result', {
        account_id: account,
        region: result.region === '' ? null : cut(result.region, longestName),
        tool,
        check_id: cut(result.check, longestName),
        title: cut(result.title, longestText),
        status: result.status,
        said: cut(result.said, longestText),
        severity: result.severity === '' ? null : cut(result.severity.toLowerCase(), longestText),
        resource: cut(result.resource, longestName),
        resource_type: result.resourceType === '' ? null : cut(result.resourceType, longestName),
        detail: cut(result.detail, longestText),
        assessed_at: result.at,
        line,
        path
      })
    },
    about(account) {
      const id = readAccountId(account)
      if (id !== null) accounts.add(id.id)
    },
    ranAt(value) {
      const at = readTime(value) ?? timeWithoutZone(value)
      if (at === null) return null
      if (readTime(value) === null) withoutZone ??= String(value)
      reading.generatedAt(at)
      return at
    },
    madeBy(version) {
      if (version !== '' && versions.size < mostVersions) versions.add(version.slice(0, 60))
    },
    leaveOut(provider) {
      const name = provider.slice(0, 60)
      if (providers.size < 20 || providers.has(name)) providers.set(name, (providers.get(name) ?? 0) + 1)
    },
    cover(state, key = '') {
      if (accounts.size === 0) accounts.add(reading.accountHint ?? '')
      for (const account of accounts) reading.covers(account, cut(key, longestText), state)
      if (versions.size > 0) note('info', `Made by ${tool} ${[...versions].join(', ')}.`)
      if (withoutZone !== null)
        note(
          'info',
          `${tool} writes the time of its run without a zone (${withoutZone.slice(0, 40)}); it was taken as UTC and may be off by up to 14 hours.`
        )
      if (padded !== null)
        note('warning', `An account id had lost its leading zeros, as numbers do; it was taken as ${padded}.`)
      if (nameless.n > 0)
        note(
          'warning',
          `Results that name no account of 12 digits: ${nameless.n}, the first with "${nameless.example.slice(0, 60)}". They count for the account the file is assigned to.`
        )
      for (const [provider, n] of providers)
        note('info', `Results about ${provider} were left out, as they are not about AWS: ${n}.`)
    }
  }

  function note(level: 'info' | 'warning', sentence: string): void {
    reading.note({ level, sentence })
  }
}

/** At most so many characters, with a mark where some were cut off. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

/** ISO 8601 without a zone, as Python writes local times, taken as UTC. */
function timeWithoutZone(value: unknown): Seconds | null {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?$/.test(value.trim())
    ? readTime(`${value.trim()}Z`)
    : null
}
