/** How much of the resources of an action a statement's resource patterns reach. */
import { globMatches } from '../glob.ts'
import type { ActionResource } from '../actions/known-actions.ts'

/** `all`: every resource; `account`: every one of an account; `some`: those it names; `none`: the action is never about them. */
export type Reach = 'none' | 'some' | 'account' | 'all'
const order = ['none', 'some', 'account', 'all'] as const

export interface ResourcePatterns {
  readonly resources: readonly string[]
  readonly uses_not_resource: 0 | 1
  readonly covers_all_resources: 0 | 1
}

/**
 * How much of what an action works on a statement reaches. An action without resource types is reached by `*` alone (service
 * authorization reference). Of the types every call needs the least reached decides, of those it may do without the most.
 * NotResource reaches all but what it names, which is `some`.
 */
export function reachOf(statement: ResourcePatterns, types: readonly ActionResource[]): Reach {
  if (statement.uses_not_resource === 1) return 'some'
  if (statement.covers_all_resources === 1) return 'all'
  if (types.length === 0) return 'none'
  const required = types.filter(({ isRequired }) => isRequired)
  const reaches = (list: readonly ActionResource[]) =>
    list.map(({ arn }) =>
      Math.max(...statement.resources.map((pattern) => order.indexOf(reach(pattern, arn))))
    )
  const decided = required.length > 0 ? Math.min(...reaches(required)) : Math.max(...reaches(types))
  const best = Math.max(...reaches(types))
  return order[decided === 0 && best > 0 && required.length > 1 ? 1 : decided] ?? 'none'
}

const mostPairs = 200_000
const known = new Map<string, Reach>()

/** How much of the ARNs of a form a pattern reaches. */
function reach(pattern: string, form: string): Reach {
  const key = `${pattern}\n${form}`
  const before = known.get(key)
  if (before) return before
  const found = compare(pattern, form)
  if (known.size >= mostPairs) known.clear()
  known.set(key, found)
  return found
}

/** A token no pattern is written to reach alone: who reaches it reaches whatever stands in its place. */
const any = 'q0x~'
const anyAccount = '000000000001'
const partition = /^arn:(aws[a-z-]*):/

function compare(pattern: string, form: string): Reach {
  if (pattern === '*') return 'all'
  // Names of buckets take no slash, so that `arn:aws:s3:::bucket/*` is of its objects alone.
  if (form.endsWith(':s3:::${BucketName}') && pattern.includes('/')) return 'none'
  const written = form.replaceAll('${Partition}', partition.exec(pattern)?.[1] ?? 'aws')
  const example = (account: string) =>
    written.replaceAll('${Account}', account).replaceAll(/\$\{[^}]+\}/g, any)
  if (globMatches(pattern, example(anyAccount))) return 'all'
  const account = pattern.split(':')[4] ?? ''
  if (/^\d{12}$/.test(account) && globMatches(pattern, example(account))) return 'account'
  const closed = form.split(':')[2] === 'iam' ? /\$\{[^}]+\}/g : /\$\{(Region|Account)\}/g
  const open = written.replaceAll(closed, segment).replaceAll(/\$\{[^}]+\}/g, '*')
  return globsOverlap(pattern, open) ? 'some' : 'none'
}

/**
 * Stands in the form of an ARN for any text without a colon, as regions, accounts and names of IAM are; the `*` of a pattern may
 * reach beyond a colon (IAM JSON policy elements: Resource).
 */
const segment = '\uE000'

/** Whether two patterns have a text in common; policy variables in a resource stand for any text. */
export function globsOverlap(a: string, b: string): boolean {
  const [one, other] = [withoutVariables(a), withoutVariables(b)]
  const head = Math.min(literalLength(one), literalLength(other))
  if (one.slice(0, head) !== other.slice(0, head)) return false
  const tail = Math.min(literalTail(one, head), literalTail(other, head))
  if (tail > 0 && one.slice(-tail) !== other.slice(-tail)) return false
  return meet(one.slice(head, one.length - tail), other.slice(head, other.length - tail))
}

/** By rows of a table: whether the first i characters of one pattern and the first j of the other can be the same text. */
function meet(one: string, other: string): boolean {
  let row = new Uint8Array(other.length + 1)
  let next = new Uint8Array(other.length + 1)
  row[0] = 1
  for (let j = 1; j <= other.length; j++) row[j] = isRun(other[j - 1]) ? (row[j - 1] ?? 0) : 0
  for (let i = 1; i <= one.length; i++) {
    const c = one[i - 1]
    next[0] = isRun(c) ? (row[0] ?? 0) : 0
    for (let j = 1; j <= other.length; j++) {
      const d = other[j - 1]
      // A run is empty, or takes one more character of the other pattern.
      if (isRun(c) || isRun(d))
        next[j] =
          (isRun(c) || takes(d, c) ? (row[j] ?? 0) : 0) | (isRun(d) || takes(c, d) ? (next[j - 1] ?? 0) : 0)
      else next[j] = c === d || c === '?' || d === '?' ? (row[j - 1] ?? 0) : 0
    }
    ;[row, next] = [next, row]
  }
  return row[other.length] === 1
}

function isRun(c: string | undefined): boolean {
  return c === '*' || c === segment
}

function takes(run: string | undefined, c: string | undefined): boolean {
  return run === '*' || c !== ':'
}

function withoutVariables(pattern: string): string {
  return pattern.includes('${') ? pattern.replaceAll(/\$\{[^}]*\}/g, '*') : pattern
}

/** How much of a pattern comes before its first wildcard. */
function literalLength(pattern: string): number {
  const at = pattern.search(/[*?\uE000]/)
  return at < 0 ? pattern.length : at
}

/** How much of a pattern comes after its last wildcard, the first `head` characters aside. */
function literalTail(pattern: string, head: number): number {
  const after = ['*', '?', segment].map((wildcard) => pattern.lastIndexOf(wildcard) + 1)
  return pattern.length - Math.max(...after, head)
}
