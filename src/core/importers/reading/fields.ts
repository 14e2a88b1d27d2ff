/** Takes the fields of a member of an export, says what is wrong with those that are not what they should be. */
import type { Flag, Seconds } from '../../iam/facts.ts'
import { readTime } from './time.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

/** Thrown where a member of an export cannot be used; the member is left out and the sentence noted. */
export class BadMember extends Error {}

/** One member of a list, or one value, as it stands in its file. */
export interface Member {
  readonly value: unknown
  readonly line: number
  readonly path: string
  /** Notes that a field could not be read; the member stays, its list is incomplete. */
  readonly doubt: (sentence: string) => void
  /** Tells a time met in the member. */
  readonly seen: (at: Seconds) => void
}

export function recordOf(value: unknown): JsonRecord {
  if (!isRecord(value)) throw new BadMember(`An object was expected, found ${spell(value)}.`)
  return value
}

/** null where the field is absent. Only own fields count: a file may hold `__proto__` or `constructor` as a key. */
export function textOf(record: JsonRecord, key: string): string | null {
  const value = fieldOf(record, key)
  if (value === null) return null
  if (typeof value !== 'string') throw unexpected(key, 'text', value)
  return value
}

export function requiredText(record: JsonRecord, key: string): string {
  const text = textOf(record, key)
  if (text === null || text === '') throw new BadMember(`\`${key}\` is missing; the entry was left out.`)
  return text
}

/** Whole numbers, also as text. */
export function numberOf(record: JsonRecord, key: string): number | null {
  const value = fieldOf(record, key)
  if (value === null) return null
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw unexpected(key, 'a whole number', value)
  return number
}

export function flagOf(record: JsonRecord, key: string): Flag | null {
  const value = fieldOf(record, key)
  if (value === null) return null
  const word = typeof value === 'string' ? value.toLowerCase() : value
  if (word === true || word === 'true') return 1
  if (word === false || word === 'false') return 0
  throw unexpected(key, 'true or false', value)
}

/** Empty where the field is absent; a lone object stands for a list of one, as converters from XML write it. */
export function listOf(record: JsonRecord, key: string): readonly unknown[] {
  const value = fieldOf(record, key)
  if (value === null) return []
  if (isRecord(value)) return [value]
  if (!Array.isArray(value)) throw unexpected(key, 'a list', value)
  return value as readonly unknown[]
}

export function recordIn(record: JsonRecord, key: string): JsonRecord | null {
  const value = fieldOf(record, key)
  if (value === null) return null
  if (!isRecord(value)) throw unexpected(key, 'an object', value)
  return value
}

/** A time of the past; one that cannot be told is a doubt, not a fault of the whole member. */
export function timeOf(record: JsonRecord, key: string, member: Member): Seconds | null {
  const value = fieldOf(record, key)
  if (value === null || value === '') return null
  const at = readTime(value)
  if (at === null)
    member.doubt(
      `\`${key}\` must be a time with its zone, as 2026-01-31T12:00:00Z, found ${spell(value)}; it counts as not known.`
    )
  else member.seen(at)
  return at
}

/** A policy document as text, whether exported as object, JSON text or URL-encoded text; null where absent. */
export function documentOf(record: JsonRecord, key: string): string | null {
  const value = fieldOf(record, key)
  if (value === null || value === '') return null
  if (typeof value === 'string') return value
  if (typeof value !== 'object') throw unexpected(key, 'a policy document', value)
  return JSON.stringify(value)
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as a sentence names it, cut where it is long. */
export function spell(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : JSON.stringify(value)
}

function fieldOf(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null
}

function unexpected(key: string, wanted: string, found: unknown): BadMember {
  return new BadMember(
    `\`${key.slice(0, 80)}\` must be ${wanted}, found ${spell(found)}; the entry was left out.`
  )
}
