/** Who takes a signature back, as the engine decides it: who signed, a partner, and anybody what management signed on paper. */
import type { SignOffView } from '../../../shared/records/sign-off.ts'
import { session } from '../../state/session.svelte.ts'

export function mayTakeBack({ name, role }: SignOffView): boolean {
  const person = session.current?.person ?? null
  if (session.current?.isLocked === true || !session.mayEver('sign-off.withdraw')) return false
  return person === null || person.role === 'partner' || person.name === name || role === 'management'
}
