/** Changes a threshold and finds out what that did to the results, by comparing them before and after. */
import type { Overview } from '../../../shared/records/overview.ts'
import type { ParameterView } from '../../../shared/records/test.ts'
import { call } from '../../client.ts'
import { formatNumber } from '../../format.ts'
import { jobs } from '../../state/jobs.svelte.ts'

import { describeEffect } from './effect.ts'

/** What `runChecks` reports under, outside an import. */
const checkingJob = 'checks'

/** Gives the sentence that says what changed. Throws the engine's refusal of a value out of bounds. */
export async function changeThreshold(parameter: ParameterView, value: number): Promise<string> {
  const before = await call('overview.show', {})
  try {
    await call('parameter.set', { name: parameter.name, value })
  } finally {
    jobs.end(checkingJob)
  }
  const after: Overview = await call('overview.show', {})
  return `${parameter.title}: ${formatNumber(value)} ${parameter.unit}. ${describeEffect(before, after)}`
}
