/** One step of a chain of signatures: the newest of a role that stands, and why whoever works does not sign now. */
import type { SignStage } from '../../../shared/records/sign-off.ts'
import type { Signer, SignRole, SignScope } from '../../../shared/states/sign-off.ts'
import type { PeriodState } from './period-state.ts'
import { refusalOfSigning } from './refusal.ts'
import { stands, viewOf } from './standing.ts'

/** null where people work in the engagement and nobody is unlocked. */
export type WhoeverSigns = Signer | null

export function stageOf(
  state: PeriodState,
  scope: SignScope,
  ref: string,
  role: SignRole,
  signer: WhoeverSigns
): SignStage {
  const last = state
    .signOffs()
    .findLast((one) => one.scope === scope && one.scope_ref === ref && one.role === role && stands(one))
  return {
    role,
    signOff: last ? viewOf(last) : null,
    refusal:
      signer === null
        ? 'Nobody is unlocked. Choose who works and give the passphrase.'
        : refusalOfSigning(state, scope, ref, role, signer)
  }
}
