/** What changed between two contents of the same thing, in words an auditor reads. */
import type { ContentChange } from '../../../shared/records/sign-off.ts'
import { conclusions, outcomes, type Conclusion, type Outcome } from '../../../shared/vocabulary.ts'
import type { Canonical } from '../../integrity/canonical-json.ts'
import { canonicalJson } from '../../integrity/canonical-json.ts'

type Members = { readonly [key: string]: Canonical }

/** What the members of a content are called, and what identifies an entry of a list. */
const names: Readonly<Record<string, string>> = {
  acceptance: 'acceptance',
  accounts: 'Accounts',
  approver: 'approver',
  conclusion: 'Conclusion',
  content: 'Content of the period',
  criteria: 'Criteria',
  dispositions: 'Disposition of',
  evidence: 'Evidence',
  exceptions: 'Exceptions',
  findings: 'Finding',
  hash: 'members and their details',
  locator: 'place in it',
  occurrence: 'Status this month',
  opinion: 'Overall conclusion',
  outcome: 'automated outcome',
  override: 'Override',
  procedure: 'How it is tested',
  remediations: 'Remediation',
  result: 'Automated result',
  retests: 'Retest',
  riskAcceptances: 'Risk acceptance',
  samples: 'Sample',
  sources: 'Source',
  statement: 'Statement',
  stillOpen: 'Still open',
  tests: 'Test',
  workbooks: 'Workbook'
}

/** In the order of the content's members; equal contents give none. */
export function changesBetween(before: Members, after: Members | null): ContentChange[] {
  if (after === null) return [{ what: 'All of it', before: 'as signed', after: null }]
  return keysOf(before, after).flatMap((key) => memberChanges(key, before[key] ?? null, after[key] ?? null))
}

function memberChanges(key: string, before: Canonical, after: Canonical): ContentChange[] {
  if (same(before, after)) return []
  const name = nameOf(key)
  if (key === 'procedure') return [{ what: name, before: 'as signed', after: 'words or thresholds changed' }]
  if (isList(before) || isList(after))
    return entryChanges(
      name,
      byIdentity(isList(before) ? before : []),
      byIdentity(isList(after) ? after : [])
    )
  if (isMembers(before) && isMembers(after)) {
    if (key in ofHashes) return entryChanges(name, before, after)
    return keysOf(before, after).flatMap((inner) =>
      same(before[inner] ?? null, after[inner] ?? null)
        ? []
        : [
            {
              what: inner === key ? name : `${name}: ${nameOf(inner).toLowerCase()}`,
              before: wordsOf(inner, before[inner] ?? null),
              after: wordsOf(inner, after[inner] ?? null)
            }
          ]
    )
  }
  return [{ what: name, before: wordsOf(key, before), after: wordsOf(key, after) }]
}

/** Members that hold a thing for each reference. */
const ofHashes: Readonly<Record<string, true>> = {
  tests: true,
  findings: true,
  retests: true,
  remediations: true,
  riskAcceptances: true,
  sources: true,
  workbooks: true
}

/** Things that came, went or are another now. */
function entryChanges(name: string, before: Members, after: Members): ContentChange[] {
  return keysOf(before, after).flatMap((ref) => {
    const was = before[ref] ?? null
    const is = after[ref] ?? null
    if (same(was, is)) return []
    return [
      {
        what: `${name} ${titleOf(is ?? was) ?? ref}`,
        before: entryWords(was, 'as signed'),
        after: entryWords(is, 'changed')
      }
    ]
  })
}

/** A disposition is known by its exception, evidence by its reference and place, a sample by its reference, a source by its bytes. */
function byIdentity(list: readonly Canonical[]): Members {
  return Object.fromEntries(
    list.map((entry) => {
      const { fingerprint, sha256 } = isMembers(entry) ? entry : { fingerprint: null, sha256: null }
      const identity = fingerprint ?? placeOf(entry) ?? sha256 ?? entry
      return [typeof identity === 'string' ? identity : canonicalJson(identity), entry]
    })
  )
}

function titleOf(entry: Canonical): string | null {
  if (!isMembers(entry)) return null
  if (typeof entry.resource === 'string') return entry.resource
  if (typeof entry.kind === 'string' && typeof entry.sha256 === 'string')
    return `${entry.kind} ${entry.sha256.slice(0, 12)}`
  return placeOf(entry)
}

/** The reference of an entry, with the place in it where it has one. */
function placeOf(entry: Canonical): string | null {
  if (!isMembers(entry) || typeof entry.ref !== 'string') return null
  return typeof entry.locator === 'string' && entry.locator !== ''
    ? `${entry.ref}, ${entry.locator}`
    : entry.ref
}

function entryWords(entry: Canonical, otherwise: string): string | null {
  if (entry === null) return null
  if (typeof entry === 'string') return /^[0-9a-f]{64}$/.test(entry) ? otherwise : entry
  if (!isMembers(entry)) return otherwise
  const words = ['title', 'kind', 'acceptance', 'rationale'].flatMap((key) => {
    const value = entry[key]
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return words.length === 0 ? otherwise : words.join(', ')
}

function wordsOf(key: string, value: Canonical): string | null {
  if (value === null) return null
  if (typeof value === 'string') {
    if (key === 'conclusion' && Object.hasOwn(conclusions, value))
      return conclusions[value as Conclusion].screen
    if (key === 'outcome' && Object.hasOwn(outcomes, value)) return outcomes[value as Outcome].screen
    return /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value
  }
  if (isMembers(value))
    return Object.entries(value)
      .flatMap(([inner, one]) => wordsOf(inner, one) ?? [])
      .join(', ')
  return canonicalJson(value)
}

function nameOf(key: string): string {
  return names[key] ?? key.charAt(0).toUpperCase() + key.slice(1)
}

function keysOf(before: Members, after: Members): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
}

function same(one: Canonical, other: Canonical): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value)
}

function isMembers(value: Canonical): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
