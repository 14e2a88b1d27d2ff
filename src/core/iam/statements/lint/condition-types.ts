/** Whether the values of a condition are of the kind its operator compares, and the key too. */
import { assertNever } from '../../../../shared/vocabulary.ts'
import { parseArn } from '../../arn.ts'
import { quote, type Lint, type LintedDocument } from './lint.ts'
import { clausesOf, operatorOf, operators, type Comparison } from './clauses.ts'
import { typeOfKey, type KeyType } from './key-type.ts'

/**
 * Rules `condition-value` (a value the operator can never read, so that the comparison fails) and `condition-type` (the operator is of another type
 * than the key) (IAM JSON policy elements: Condition operators).
 */
export function* lintConditionTypes(document: LintedDocument): Generator<Lint> {
  for (const clause of clausesOf(document)) {
    const known = operators.get(clause.operator)
    if (!known) continue
    const { n, name } = clause.statement
    const unread = clause.values.find((value) => !value.includes('${') && !isReadable(known.compares, value))
    if (unread !== undefined)
      yield {
        rule: 'condition-value',
        n,
        detail: `${name} compares ${clause.written_key} by ${operatorOf(clause)} with ${quote(unread)}, which is no ${nounOf[known.compares]}`
      }
    const type = typeOfKey(clause.key)
    if (type !== null && !goTogether(known.compares, type))
      yield {
        rule: 'condition-type',
        n,
        detail: `${name} compares ${clause.written_key}, of type ${type}, by ${operatorOf(clause)}`
      }
  }
}

const nounOf: Readonly<Record<Comparison, string>> = {
  string: 'text',
  numeric: 'number',
  date: 'time',
  bool: 'true or false',
  binary: 'base64',
  ip: 'address or range of addresses',
  arn: 'ARN',
  null: 'true or false'
}

function isReadable(compares: Comparison, value: string): boolean {
  switch (compares) {
    case 'numeric':
      return /^[+-]?\d+(?:\.\d+)?$/.test(value.trim())
    case 'date':
      return isTime(value.trim())
    case 'bool':
    case 'null':
      return /^(?:true|false)$/i.test(value.trim())
    case 'binary':
      return /^[A-Za-z0-9+/]*={0,2}$/.test(value)
    case 'ip':
      return isRange(value.trim())
    case 'arn':
      return (
        value === '*' || /^arn:[*?]/.test(value) || (parseArn(value) !== null && value.split(':').length >= 6)
      )
    case 'string':
      return true
    default:
      return assertNever(compares)
  }
}

/** ISO 8601 in the forms of the W3C's note, or seconds since 1970. */
function isTime(value: string): boolean {
  return (
    /^\d{1,13}$/.test(value) ||
    (/^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/i.test(
      value
    ) &&
      !Number.isNaN(Date.parse(value)))
  )
}

function isRange(value: string): boolean {
  const [address = '', bits, ...rest] = value.split('/')
  if (rest.length > 0) return false
  const most = address.includes(':') ? 128 : 32
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return false
  if (most === 32) {
    const parts = address.split('.')
    return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  }
  return isSixth(address)
}

/** RFC 4291, 2.2: eight groups of four digits, of which one run of zeros may be left out. */
function isSixth(address: string): boolean {
  const [before = '', after, ...rest] = address.split('::')
  if (rest.length > 0) return false
  const groups = [before, after ?? ''].flatMap((part) => (part === '' ? [] : part.split(':')))
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return after === undefined ? groups.length === 8 : groups.length < 8
}

/** ARNs are compared as texts often and rightly, and stand in tags; a date is compared as a number of seconds too. */
const takes: Readonly<Record<Comparison, readonly string[]>> = {
  string: ['String', 'ARN'],
  numeric: ['Numeric', 'Date'],
  date: ['Date', 'Numeric'],
  bool: ['Bool'],
  binary: ['String'],
  ip: ['IPAddress'],
  arn: ['ARN', 'String'],
  null: ['String', 'ARN', 'Bool', 'Numeric', 'Date', 'IPAddress']
}

function goTogether(compares: Comparison, type: KeyType): boolean {
  return takes[compares].includes(type.replace(/^ArrayOf/, ''))
}
