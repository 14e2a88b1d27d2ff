/** Keeps of a Terraform resource the arguments an audit may ask about, and nothing that is or may be a secret. */
import { isRecord, listOf, type JsonRecord } from './fields.ts'

/**
 * What is sensitive of a resource: `true` for all that stands at a place, else by key or index, as `sensitive_values` and
 * `after_sensitive` have it (Terraform, JSON output format).
 */
export type Sensitivity = unknown

/**
 * Scalars and lists of scalars as JSON, `recording_group[0].all_supported` for one inside a block. Left out: what Terraform marks
 * as sensitive, what has the name of a secret, private keys whatever they are called, tags, and what is null.
 */
export function auditedArguments(values: JsonRecord, sensitivity: Sensitivity): string {
  const kept: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  let n = 0
  let size = 0

  function collect(record: JsonRecord, marks: Sensitivity, prefix: string, depth: number): void {
    for (const [key, value] of Object.entries(record)) {
      const mark = markBelow(marks, key)
      if (
        n >= mostArguments ||
        size > largest ||
        mark === true ||
        key.length > longestName ||
        leftOut.has(key)
      )
        continue
      if (typeof value === 'boolean') keep(`${prefix}${key}`, value)
      else if (isSecretName(key)) continue
      else if (isRecord(value)) descend(value, mark, `${prefix}${key}.`, depth)
      else if (!Array.isArray(value)) keepScalar(`${prefix}${key}`, value)
      else if (value.every((element) => !isRecord(element))) keepList(`${prefix}${key}`, value, mark)
      else
        for (const [index, element] of value.slice(0, mostElements).entries())
          if (isRecord(element) && markBelow(mark, String(index)) !== true)
            descend(element, markBelow(mark, String(index)), `${prefix}${key}[${index}].`, depth)
    }
  }

  function descend(record: JsonRecord, marks: Sensitivity, prefix: string, depth: number): void {
    if (depth < deepest) collect(record, marks, prefix, depth + 1)
  }

  function keepScalar(name: string, value: unknown): void {
    const scalar = scalarOf(value)
    if (scalar !== null) keep(name, scalar)
  }

  function keepList(name: string, list: readonly unknown[], marks: Sensitivity): void {
    const scalars = list
      .slice(0, mostElements)
      .filter((_, index) => markBelow(marks, String(index)) !== true)
      .map(scalarOf)
      .filter((scalar) => scalar !== null)
    if (scalars.length > 0) keep(name, scalars)
  }

  function keep(name: string, value: Scalar | readonly Scalar[]): void {
    kept[name] = value
    n++
    size += name.length + (typeof value === 'object' ? JSON.stringify(value).length : String(value).length)
  }

  if (sensitivity !== true) collect(values, sensitivity, '', 0)
  return JSON.stringify(kept)
}

/** The marks at a key of a shown state or plan: `false` and an absent mark say that nothing is sensitive. */
export function sensitivityIn(record: JsonRecord, key: string): Sensitivity {
  const marks = Object.hasOwn(record, key) ? record[key] : null
  return marks === true || isRecord(marks) ? marks : {}
}

/** The `sensitive_attributes` of a raw state, paths of steps, in the form of `sensitive_values`; true where a path is not understood. */
export function sensitivityOfPaths(instance: JsonRecord): Sensitivity {
  const root = Object.create(null) as Record<string, unknown>
  for (const path of listOf(instance, 'sensitive_attributes')) {
    const steps = Array.isArray(path) ? path.map(stepOf) : [stepOf(path)]
    if (steps.length === 0 || steps.includes(null)) return true
    let marks = root
    for (const [index, step] of steps.entries()) {
      const key = step ?? ''
      const below = marks[key]
      if (index === steps.length - 1) marks[key] = true
      else if (below === true) break
      else marks = (marks[key] = isRecord(below) ? below : Object.create(null)) as Record<string, unknown>
    }
  }
  return root
}

const mostArguments = 80
const mostElements = 20
/** Characters of all of them together. */
const largest = 16_000
const deepest = 4
const longestName = 100
const longestValue = 2000

/** Tags say nothing a check asks, and hold whatever their owner put there. */
const leftOut = new Set(['tags', 'tags_all', 'timeouts'])

/** The arguments of a password policy and of a login profile, which speak of passwords and are none. */
const aboutPasswords = new Set([
  'minimum_password_length',
  'max_password_age',
  'password_reuse_prevention',
  'password_length'
])

/** Older providers do not mark all of these: the seed of a virtual MFA device and its QR code among them. */
function isSecretName(name: string): boolean {
  return (
    !aboutPasswords.has(name) &&
    /password|passphrase|secret|private_key|privatekey|token|seed|qr_code|pgp_key|api_key|user_data/i.test(
      name
    )
  )
}

type Scalar = string | number | boolean

function scalarOf(value: unknown): Scalar | null {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string' || value === '' || /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/.test(value))
    return null
  return value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value
}

function markBelow(marks: Sensitivity, key: string): Sensitivity {
  if (marks === true) return true
  if (Array.isArray(marks)) return marks[Number(key)] as unknown
  return isRecord(marks) && Object.hasOwn(marks, key) ? marks[key] : undefined
}

/** `{type: "get_attr", value: "name"}`, or an index whose value stands in a value of its own; null for anything else. */
function stepOf(step: unknown): string | null {
  if (typeof step === 'string') return step
  if (!isRecord(step)) return null
  const value = isRecord(step['value']) ? step['value']['value'] : step['value']
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
