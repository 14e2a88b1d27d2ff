/** Which sign-offs fall with one that is taken back: those of later roles over the same, and over the period it is part of. */
import type { SignedRole } from '../../../shared/states/sign-off.ts'
import { stands, type SignOff } from './standing.ts'

const order: readonly SignedRole[] = ['preparer', 'reviewer', 'partner', 'management']

export function restingOn(taken: SignOff, all: readonly SignOff[]): readonly SignOff[] {
  const place = order.indexOf(taken.role)
  return all.filter((one) => {
    if (!stands(one) || one.id === taken.id) return false
    const isSame = one.scope === taken.scope && one.scope_ref === taken.scope_ref
    if (isSame) return order.indexOf(one.role) > place
    return taken.scope !== 'period' && one.scope === 'period' && order.indexOf(one.role) >= place
  })
}
