import { beforeEach, expect, test } from 'vitest'

import { refused } from '../follow-up.ts'
import {
  acceptSources,
  concludeAll,
  disposeOfExceptions,
  sitDownTogether,
  type Period
} from '../sign-off/period.ts'

let desk: Period

beforeEach(async () => {
  desk = await sitDownTogether()
  await acceptSources(desk)
  await concludeAll(desk)
  disposeOfExceptions(desk)
})

async function unexplained(): Promise<readonly string[]> {
  const { rules } = await desk.ask('gate.show', {})
  return rules
    .filter(({ kind, count, explanation }) => kind === 'warning' && count > 0 && explanation === null)
    .map(({ code }) => code)
}

async function state(): Promise<string> {
  return (await desk.ask('engagement.show', {})).state
}

test('a period is given to review once every warning is explained', async () => {
  const warnings = await unexplained()
  expect(warnings).toContain('W9')

  for (const [n, warning] of warnings.entries()) {
    const left = warnings.slice(n)
    await refused(
      desk,
      'period.submit',
      {},
      new RegExp(
        `${left.length === 1 ? 'A warning of the close-out gate is' : `${left.length} warnings of the close-out gate are`} not explained: ${left.join(', ')}\\. Say on the Sign-off screen in a sentence why each may stand\\. ${warning}: `
      )
    )
    await desk.ask('gate.explain', { warning, sentence: 'One person works until the second joins.' })
  }

  await desk.ask('period.submit', {})
  expect(await state()).toBe('review')
})

test('a warning that came up in review is explained before the period is issued', async () => {
  for (const warning of await unexplained())
    await desk.ask('gate.explain', { warning, sentence: 'One person works until the second joins.' })
  await desk.ask('period.submit', {})
  desk.db.execute('drop trigger gate_explanation_is_kept; delete from gate_explanation')
  await desk.as('partner')

  await refused(desk, 'period.issue', {}, /of the close-out gate (is|are) not explained: W/)
  expect(await state()).toBe('review')
})

test('an error is told before a warning', async () => {
  desk.db.execute('drop trigger disposition_is_kept; delete from disposition')
  await refused(desk, 'period.submit', {}, /^The close-out gate is open at E3/)
})
