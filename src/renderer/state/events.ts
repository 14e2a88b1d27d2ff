/** Brings the engine's events into the page's state, from the moment the frame stands until it is gone. */
import { subscribe } from '../client.ts'

import { changes } from './changes.svelte.ts'
import { jobs } from './jobs.svelte.ts'

/** Gives the function that stops listening. */
export function listenToEngine(): () => void {
  return subscribe((event) => {
    if (event.type === 'progress') jobs.report(event)
    else changes.note()
  })
}
