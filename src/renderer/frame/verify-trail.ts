/** Has the engine recompute the audit trail and says what came of it. */
import { formatCount } from '../format.ts'
import { engagement } from '../state/engagement.svelte.ts'
import { toasts } from '../state/toasts.svelte.ts'

export async function verifyTrail(): Promise<void> {
  const verification = await engagement.verify()
  if (verification.ok) {
    toasts.done(
      `The audit trail is intact: ${formatCount(verification.events, 'entry', 'entries')}, ${formatCount(verification.objects, 'stored file')} unchanged.`
    )
    return
  }
  const [first = 'The audit trail is not intact.', ...rest] = verification.faults
  toasts.problem(rest.length === 0 ? first : `${first} And ${formatCount(rest.length, 'fault')} more.`)
}
