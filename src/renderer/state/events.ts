/** Brings the engine's events into the page's state, from the moment the frame stands until it is gone. */
import { subscribe } from '../client.ts'

import { changes } from './changes.svelte.ts'
import { jobs } from './jobs.svelte.ts'
import { toasts } from './toasts.svelte.ts'

/** Gives the function that stops listening. */
export function listenToEngine(): () => void {
  return subscribe((event) => {
    switch (event.type) {
      case 'progress':
        return jobs.report(event)
      case 'delivered':
        jobs.end(event.job)
        if (event.problem !== null) toasts.problem(event.problem)
        return
      case 'changed':
        return changes.note()
    }
  })
}
