/** Who may change what: for every method that writes the roles it is open to. The engine holds it, the page hides by it. */
import type { MethodsOf } from './contract.ts'
import type { ErrorCode } from './errors.ts'

/** What a person does in the engagement, and the word for it on screen. */
export const roles = {
  preparer: { title: 'Preparer', does: 'imports, tests, concludes and signs what was prepared' },
  reviewer: { title: 'Reviewer', does: 'reviews and signs what others prepared; may also prepare' },
  partner: { title: 'Partner', does: 'reviews, issues and locks the period' },
  inspector: { title: 'Inspector', does: 'reads everything and changes nothing' }
} as const
export type Role = keyof typeof roles

/** `strict`: who prepared never reviews. `single-auditor`: nobody reviews independently, which the workbook's cover says. */
export const separations = {
  strict: { title: 'Strict' },
  'single-auditor': { title: 'Single auditor' }
} as const
export type Separation = keyof typeof separations

export interface Permission {
  /** `anyone`: nobody has to be unlocked for it. */
  readonly roles: readonly Role[] | 'anyone'
  /** Whether it stays open after the period was locked. */
  readonly afterLock?: true
}

const anyone: Permission = { roles: 'anyone', afterLock: true }
/** Fieldwork. */
const work: Permission = { roles: ['preparer', 'reviewer'] }
const team: Permission = { roles: ['preparer', 'reviewer', 'partner'] }
/** Bytes also come in for what is added to a locked period, and that is signed as a whole; views and people are of the engagement. */
const teamAfterLock: Permission = { ...team, afterLock: true }
const reviewAfterLock: Permission = { roles: ['reviewer', 'partner'], afterLock: true }

export const permissions: { readonly [M in MethodsOf<'write'>]: Permission } = {
  'upload.start': teamAfterLock,
  'upload.append': teamAfterLock,
  'upload.discard': teamAfterLock,

  'person.unlock': anyone,
  'person.lock': anyone,
  'person.passphrase': anyone,
  'person.add': teamAfterLock,
  'person.leave': teamAfterLock,
  'engagement.separation': reviewAfterLock,
  'retention.set': reviewAfterLock,

  'import.run': work,
  'source.assign': work,
  'source.decide': work,
  'source.observe': work,
  'period.caller': work,
  'period.date': work,
  'parameter.set': work,

  'conclusion.record': work,
  'conclusion.record-many': work,
  'conclusion.clear': work,
  'conclusion.clear-many': work,
  'override.approve': team,
  'disposition.decide': work,
  'evidence.attach': work,
  'evidence.note': work,
  'evidence.freeze': work,
  'evidence.describe': work,
  'evidence.link': work,
  'evidence.unlink': work,
  'evidence.withdraw': work,
  'finding.raise': work,
  'finding.revise': team,
  'finding.rate': team,
  'finding.issue': team,
  'finding.withdraw': team,
  'finding.attach': team,
  'finding.note': team,
  'remediation.respond': team,
  'remediation.plan': team,
  'remediation.extend': team,
  'remediation.start': team,
  'remediation.claim': team,
  'remediation.close': team,
  'remediation.drop': team,
  'milestone.revise': team,
  'milestone.finish': team,
  'retest.perform': work,
  'risk-acceptance.record': team,
  'risk-acceptance.end': team,
  'sample.draw': work,
  'sample.attributes': work,
  'sample.tick': work,

  'review-note.raise': team,
  'review-note.step': team,
  'gate.explain': team,
  'period.opinion': team,
  'sign-off.sign': teamAfterLock,
  'sign-off.withdraw': team,
  'sign-off.acknowledge': team,

  'view.save': teamAfterLock,
  'view.remove': teamAfterLock,
  // Where duties are separated, reviewers issue and partners lock: the procedures say so.
  'period.submit': team,
  'period.reopen': team,
  'period.issue': team,
  'period.lock': teamAfterLock,
  'period.roll-forward': teamAfterLock,
  'addendum.add': teamAfterLock,
  'addendum.review': reviewAfterLock,

  'workbook.issue': team,
  'report.issue': team,
  'return.receive': team,
  'return.decide': team,
  'return.accept-clean': team,
  'return.receipt': team
}

/** Who works: a person of the engagement whose key is open. */
export interface Working {
  readonly id: number
  readonly name: string
  readonly role: Role
}

export interface Situation {
  /** Whether people work in the engagement; without any, its auditor does everything. */
  readonly hasPeople: boolean
  /** null while nobody is unlocked. */
  readonly person: Working | null
  /** The open period's label, and whether it is locked. */
  readonly period: string
  readonly isLocked: boolean
}

/** Why a method is refused now, with the sentence for it; null where it may go on. */
export interface Refusal {
  readonly code: ErrorCode
  readonly sentence: string
}

/** The first thing that stands against a method. */
export function refusalOf(
  method: MethodsOf<'write'>,
  { hasPeople, person, period, isLocked }: Situation
): Refusal | null {
  const permission = permissions[method]
  if (isLocked && permission.afterLock !== true)
    return {
      code: 'not-allowed',
      sentence: `${period} is locked. Add an addendum, or go on with the next month.`
    }
  if (!hasPeople || permission.roles === 'anyone') return null
  if (person === null)
    return {
      code: 'person-locked',
      sentence: 'Nobody is unlocked. Choose who works and give the passphrase.'
    }
  if (permission.roles.includes(person.role)) return null
  return {
    code: 'not-allowed',
    sentence:
      person.role === 'inspector'
        ? `${person.name} is inspector, who reads everything and changes nothing.`
        : `A ${permission.roles.join(' or ')} does this; ${person.name} is ${person.role}.`
  }
}

/** Whether a role is open to a method: what the page shows to a person who works. */
export function isOpenTo(method: MethodsOf<'write'>, role: Role): boolean {
  const { roles: open } = permissions[method]
  return open === 'anyone' || open.includes(role)
}

/**
 * Whether somebody of this role adds people and lets them leave. A preparer does only as long as there is nobody who reviews: else a
 * preparer could make up their own reviewer.
 */
export function mayChoosePeople(role: Role, rolesPresent: readonly Role[]): boolean {
  if (role === 'inspector') return false
  return (
    role !== 'preparer' || !rolesPresent.some((present) => present === 'reviewer' || present === 'partner')
  )
}
