/** Takes down whether the auditor relies on sources, with the way to take an acceptance back at once. */
import type { Input } from '../../../shared/contract.ts'
import { call } from '../../client.ts'
import { jobs } from '../../state/jobs.svelte.ts'
import { toasts } from '../../state/toasts.svelte.ts'

type Decision = Input<'source.decide'>['decision']

/** As many as one call takes. */
const mostAtOnce = 10_000
/** What the engine names the checks by that run after a decision. */
const checkingJob = 'decide'

/** Answers how many results changed. Throws the engine's refusal, which then holds for the sources from there on. */
export async function decideSources(
  sources: readonly number[],
  decision: Decision,
  reason: string
): Promise<number> {
  let changedTests = 0
  try {
    for (let at = 0; at < sources.length; at += mostAtOnce) {
      const some = sources.slice(at, at + mostAtOnce)
      changedTests += (await call('source.decide', { sources: some, decision, reason })).changedTests
    }
  } finally {
    jobs.end(checkingJob)
  }
  return changedTests
}

/** Accepts sources; `what` names them in the message, as "14 files". */
export async function acceptSources(sources: readonly number[], what: string): Promise<void> {
  await decideSources(sources, 'accepted', '')
  toasts.undoable(`${what} accepted.`, () => takeBack(sources))
}

async function takeBack(sources: readonly number[]): Promise<void> {
  await decideSources(sources, 'reopened', 'Taken back right after it was given.')
}
