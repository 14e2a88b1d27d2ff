/** Schemas that the inputs of methods are made of. */
import * as v from 'valibot'

import { parameters, type ParameterName } from '../parameters.ts'
import { longestPassphrase, shortestPassphrase } from '../passphrase.ts'
import { noteTargets, type NoteTarget } from '../states/review-note.ts'
import { signScopes, type SignScope } from '../states/sign-off.ts'
import { conclusions, severityOrder, type Conclusion } from '../vocabulary.ts'

export const text = (maximum: number) => v.pipe(v.string(), v.trim(), v.maxLength(maximum))
export const given = (maximum: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(maximum))
export const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
export const nothing = v.strictObject({})
export const account = v.pipe(v.string(), v.regex(/^\d{12}$/))
export const control = v.pipe(v.string(), v.regex(/^[A-Z]+-\d{2}$/))
export const period = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/))
/** A file's name with its folders as the auditor chose them, never a path of the machine. */
export const relativeName = v.pipe(v.string(), v.minLength(1), v.maxLength(4096))
export const bytes = v.instance(Uint8Array)
/** Taken as typed, blanks and all; never quoted in an error (`read-input.ts`). */
export const passphrase = v.pipe(v.string(), v.maxLength(longestPassphrase))
export const newPassphrase = v.pipe(passphrase, v.minLength(shortestPassphrase))
/** One line, for a name is also the comment of a key. */
export const line = (maximum: number) => v.pipe(given(maximum), v.regex(/^[^\p{C}]+$/u))
export const email = v.pipe(given(200), v.regex(/^[^\s@]+@[^\s@]+$/))
export const time = v.pipe(v.string(), v.isoTimestamp())
export const conclusion = v.picklist(Object.keys(conclusions) as Conclusion[])
export const signScope = v.picklist(Object.keys(signScopes) as SignScope[])
export const noteTarget = v.picklist(Object.keys(noteTargets) as NoteTarget[])
/** A test as `ROOT-01/111122223333`, or the reference of whatever else is meant. */
export const reference = given(40)
export const parameterName = v.picklist(Object.keys(parameters) as ParameterName[])
export const finding = v.pipe(v.string(), v.regex(/^F-\d{4}-\d{3,}$/))
export const remediation = v.pipe(v.string(), v.regex(/^R-\d{4}-\d{3,}$/))
export const acceptance = v.pipe(v.string(), v.regex(/^RA-\d{4}-\d{3,}$/))
export const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
/** `2026-02-14` */
export const day = v.pipe(v.string(), v.isoDate())
export const severity = v.picklist(severityOrder)
export const planned = v.strictObject({ text: given(500), date: day })
export const engagementFile = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,119}$/u))
