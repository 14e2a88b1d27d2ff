/** The reader every call passes at the door: is there such a method, and is its input in the form it takes. */
import * as v from 'valibot'

import { contract, type Access, type Input, type MethodName, type MethodsOf } from './contract.ts'
import { WorkbenchError } from './errors.ts'

/** Whether the contract has a method of this name; names every object inherits (`constructor`) are none. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name)
}

/** Whether a method is served at this place. */
export function isServedBy<A extends Access>(access: A, method: MethodName): method is MethodsOf<A> {
  return contract[method].access === access
}

/** The input as the method's schema gives it back. Throws `input-invalid`, naming the field. */
export function readInput<M extends MethodName>(method: M, input: unknown): Input<M> {
  const schema: v.GenericSchema = contract[method].input
  const result = v.safeParse(schema, input, { abortEarly: true })
  if (result.success) return result.output as Input<M>
  const [issue] = result.issues
  const field = v.getDotPath(issue) ?? ''
  const subject = field === '' ? `The input of ${method}` : `"${field}" of ${method}`
  const wrong = isSecret(field) ? 'is not in the form it takes' : complaint(issue)
  throw new WorkbenchError('input-invalid', `${subject} ${wrong}.`, { method, field })
}

/** Whether an input has the form its method takes. */
export function isInput(method: MethodName, input: unknown): boolean {
  return v.safeParse(contract[method].input, input).success
}

/** Whether an error may not quote what was given. */
function isSecret(field: string): boolean {
  return field.toLowerCase().endsWith('passphrase')
}

function complaint(issue: v.BaseIssue<unknown>): string {
  const found = shorten(issue.received)
  switch (issue.type) {
    case 'min_length':
      return issue.requirement === 1
        ? 'must not be empty'
        : `must be at least ${String(issue.requirement)} long`
    case 'max_length':
      return `must be at most ${String(issue.requirement)} long, found ${found}`
    case 'strict_object':
      if (issue.expected === 'never') return 'is not a part of its input'
      return found === 'undefined' ? 'is missing' : `must be an object, found ${found}`
    case 'regex':
    case 'iso_timestamp':
      return `is not in the form it takes, found ${found}`
    default:
      return `must be ${issue.expected ?? 'in the form it takes'}, found ${found}`
  }
}

function shorten(found: string): string {
  return found.length > 60 ? `${found.slice(0, 60)}…` : found
}
