import { beforeEach, describe, expect, test } from 'vitest'

import type { Input } from '../../../src/shared/contract.ts'
import { raise as raiseFinding } from './follow-up.ts'
import { account, sitDownTogether, type Period } from './sign-off/period.ts'

let desk: Period

beforeEach(async () => {
  desk = await sitDownTogether()
  await desk.as('reviewer')
})

function raise(note: Partial<Input<'review-note.raise'>> = {}) {
  return desk.ask('review-note.raise', {
    target: 'test',
    ref: `ROOT-01/${account}`,
    class: 'must-fix',
    text: 'The plan alone is not evidence.',
    assignedTo: 'M. Okafor',
    pointsForward: false,
    ...note
  })
}

describe('a review note', () => {
  test('is raised, answered, sent back, answered again and cleared', async () => {
    const { ref } = await raise()
    await desk.as('preparer')
    await desk.ask('review-note.step', { note: ref, step: 'responded', text: 'The job log is attached.' })
    await desk.as('reviewer')
    await desk.ask('review-note.step', { note: ref, step: 'reopened', text: 'It is of another month.' })
    await desk.as('preparer')
    await desk.ask('review-note.step', { note: ref, step: 'responded', text: 'Replaced.' })
    await desk.as('reviewer')
    await desk.ask('review-note.step', { note: ref, step: 'cleared', text: '' })

    const [note] = await desk.ask('review-note.list', {})
    expect(note).toMatchObject({
      ref: 'N-001',
      state: 'cleared',
      raisedBy: 'S. Lindqvist',
      assignedTo: 'M. Okafor'
    })
    expect(note?.replies.map(({ step, by }) => [step, by])).toEqual([
      ['responded', 'M. Okafor'],
      ['reopened', 'S. Lindqvist'],
      ['responded', 'M. Okafor'],
      ['cleared', 'S. Lindqvist']
    ])
    await expect(
      desk.ask('review-note.step', { note: ref, step: 'responded', text: 'One more thing.' })
    ).rejects.toThrow('N-001 is cleared and stays so; raise another note.')
  })

  test('is not cleared by who has to answer it', async () => {
    const { ref } = await raise()
    await desk.as('preparer')

    await expect(desk.ask('review-note.step', { note: ref, step: 'cleared', text: '' })).rejects.toThrow(
      'Only S. Lindqvist, who raised N-001, or a partner decides that.'
    )
  })

  test('is not answered without a word', async () => {
    const { ref } = await raise()

    await expect(desk.ask('review-note.step', { note: ref, step: 'responded', text: ' ' })).rejects.toThrow(
      'Say in a sentence what you answer.'
    )
  })

  test.each([
    ['test', 'ROOT-01/999999999999'],
    ['finding', 'F-2026-001'],
    ['remediation', 'R-2026-001'],
    ['source', 'SF-999'],
    ['evidence', 'E-0001'],
    ['period', '2025-12']
  ] as const)('about a %s that is not there is refused', async (target, ref) => {
    await expect(raise({ target, ref })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is found by what it is about', async () => {
    await raise()
    await raise({ target: 'source', ref: 'SF-001', class: 'clarify' })

    expect(
      (await desk.ask('review-note.list', { target: 'source', ref: 'SF-001' })).map(({ ref }) => ref)
    ).toEqual(['N-002'])
    expect(await desk.ask('review-note.list', { target: 'test', ref: 'ROOT-02/111122223333' })).toEqual([])
    await expect(desk.ask('review-note.step', { note: 'N-009', step: 'cleared', text: '' })).rejects.toThrow(
      'There is no review note N-009 in this period.'
    )
  })

  test('that points forward is there next month, the others are not', async () => {
    await raise()
    await raise({ class: 'for-information', text: 'Ask for the rotation log early.', pointsForward: true })
    desk.db.execute("insert into period (label, prior_id) select '2026-02', id from period")

    const notes = await desk.ask('review-note.list', {})
    expect(notes.map(({ ref, pointsForward }) => [ref, pointsForward])).toEqual([['N-002', true]])
  })

  test('is raised on a remediation', async () => {
    await desk.as('preparer')
    const { ref: finding } = await raiseFinding(desk)
    await desk.as('reviewer')
    const { remediation } = await desk.ask('finding.issue', { finding })
    await raise({
      target: 'remediation',
      ref: remediation,
      text: 'The plan has no owner of the second step.'
    })

    expect(
      (await desk.ask('review-note.list', { target: 'remediation', ref: remediation })).map(({ ref }) => ref)
    ).toEqual(['N-001'])
  })
})
