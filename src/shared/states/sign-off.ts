/** Who may sign what in which role, and what a signature is worth now. */
import type { Role, Separation, Working } from '../permissions.ts'

/** What can be signed, and who signs it in which order. Management acknowledges on paper; that is recorded, not signed here. */
export const signScopes = {
  test: { title: 'Test', roles: ['preparer', 'reviewer'] },
  finding: { title: 'Finding', roles: ['preparer', 'reviewer'] },
  retest: { title: 'Retest', roles: ['preparer', 'reviewer'] },
  acceptance: { title: 'Risk acceptance', roles: ['preparer', 'reviewer'] },
  period: { title: 'Period', roles: ['preparer', 'reviewer', 'partner'] },
  archive: { title: 'Locked period', roles: ['preparer', 'partner'] }
} as const satisfies Record<string, { title: string; roles: readonly SignRole[] }>
export type SignScope = keyof typeof signScopes

/** "Test ROOT-01/111122223333", "The period 2026-01" */
export function nameOfSigned(scope: SignScope, ref: string): string {
  return scope === 'period' || scope === 'archive' ? `The period ${ref}` : `${signScopes[scope].title} ${ref}`
}

export const signRoles = {
  preparer: { title: 'Preparer', done: 'Prepared' },
  reviewer: { title: 'Reviewer', done: 'Reviewed' },
  partner: { title: 'Partner', done: 'Approved' }
} as const
export type SignRole = keyof typeof signRoles
/** In which a sign-off is kept. */
export type SignedRole = SignRole | 'management'
export const signedRoles: { readonly [Role in SignedRole]: string } = {
  preparer: signRoles.preparer.title,
  reviewer: signRoles.reviewer.title,
  partner: signRoles.partner.title,
  management: 'Management'
}

/** `superseded`: signed anew by the same role. */
export const signatureStates = {
  valid: 'Valid',
  stale: 'Stale',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded'
} as const
export type SignatureState = keyof typeof signatureStates

/** What each role of a person may sign as. */
const openTo: { readonly [R in Role]: readonly SignRole[] } = {
  preparer: ['preparer'],
  reviewer: ['preparer', 'reviewer'],
  partner: ['reviewer', 'partner'],
  inspector: []
}

/** Who is about to sign. */
export interface Signer {
  /** null in an engagement without people. */
  readonly person: Working | null
  readonly name: string
  readonly separation: Separation
}

/** Why this person does not sign this in this role at all; null where the content decides. */
export function refusalOfRole(
  scope: SignScope,
  role: SignRole,
  { person, separation }: Signer
): string | null {
  const { title, roles } = signScopes[scope]
  if (!(roles as readonly SignRole[]).includes(role))
    return `A ${title.toLowerCase()} is not signed by a ${role}.`
  if (role !== 'preparer' && separation === 'single-auditor')
    return 'A single auditor works here, so nobody reviews independently; the cover of the workbook says so. People and separation of duties are chosen in Settings.'
  if (person === null)
    return role === 'preparer' ? null : 'Only people with a key of their own review; add them in Settings.'
  if (openTo[person.role].includes(role)) return null
  return `A ${role} signs this; ${person.name} is ${person.role}.`
}

/** Why somebody who worked on it does not review it; null where nobody minds. `hands` are the names of all who had a part in it. */
export function refusalOfOwnWork(
  what: string,
  role: SignRole,
  { name, separation }: Signer,
  hands: ReadonlySet<string>
): string | null {
  if (role === 'preparer' || separation !== 'strict' || !hands.has(name)) return null
  return `${name} had a part in ${what}, and nobody reviews their own work.`
}

/** The meaning a signature has where the signer does not word another. */
export function usualMeaning(scope: SignScope, role: SignRole): string {
  const subject = scope === 'archive' ? 'the locked period' : `this ${signScopes[scope].title.toLowerCase()}`
  switch (role) {
    case 'preparer':
      if (scope === 'acceptance')
        return "I recorded this risk acceptance as the client's management approved it; the risk is theirs."
      return `I performed the work on ${subject} and recorded it as it was done.`
    case 'reviewer':
      return `I reviewed ${subject} with its evidence, and agree with what is concluded.`
    case 'partner':
      return `I approve ${subject} on behalf of the firm.`
  }
}

/** The overall conclusion on a period. */
export const opinions = {
  effective: 'Effective',
  'with-exceptions': 'With exceptions',
  ineffective: 'Ineffective',
  none: 'No opinion'
} as const
export type Opinion = keyof typeof opinions
