/** Who signed what, for the columns that name preparer and reviewer. */
import { signatureStates, type SignScope, type SignRole } from '../../shared/states/sign-off.ts'
import type { SignOffView } from '../../shared/records/sign-off.ts'
import type { SheetColumn, SheetContext, SheetRow } from './sheet.ts'

export const signatureColumns: readonly SheetColumn[] = [
  { key: 'preparedBy', title: 'Prepared by', type: 'text', width: 20 },
  { key: 'reviewedBy', title: 'Reviewed by', type: 'text', width: 20 },
  { key: 'signOff', title: 'Sign-off', type: 'state', width: 11 }
]

/** The cells of those columns for a thing of a scope, by its reference; empty where nobody signed. */
export function signaturesOf({ signOffs }: SheetContext, scope: SignScope): (ref: string) => SheetRow {
  const byRef = Map.groupBy(
    signOffs.filter((one) => one.scope === scope && (one.state === 'valid' || one.state === 'stale')),
    ({ ref }) => ref
  )
  return (ref) => {
    const own = byRef.get(ref) ?? []
    return {
      preparedBy: signerOf(own, 'preparer'),
      reviewedBy: signerOf(own, 'reviewer'),
      signOff: own.length === 0 ? null : signatureStates[own.some(isStale) ? 'stale' : 'valid']
    }
  }
}

function signerOf(own: readonly SignOffView[], role: SignRole): string | null {
  const last = own.findLast((one) => one.role === role)
  return last ? `${last.name}, ${last.signedAt.slice(0, 10)}` : null
}

function isStale({ state }: SignOffView): boolean {
  return state === 'stale'
}
