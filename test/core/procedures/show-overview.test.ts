/** The overview: what a cell of the matrix says, and where the list of what remains leads. */
import { beforeEach, describe, expect, test } from 'vitest'

import { awsIam } from '../../../src/core/checklists/aws-iam.ts'
import type { OverviewCell } from '../../../src/shared/records/overview.ts'
import type { Topic } from '../../../src/shared/vocabulary.ts'
import { credentialReport, sitDown, type Desk } from './desk.ts'

const account = '111122223333'
const other = '444455556666'
let desk: Desk

beforeEach(async () => {
  desk = sitDown()
  await desk.receive({
    'a.csv': credentialReport(account, { 'j.hartmann': { mfa: false }, 'a.kowalski': { mfa: true } }),
    'b.csv': credentialReport(other, { terraform: { mfa: true } })
  })
})

async function cell(topic: Topic): Promise<OverviewCell | undefined> {
  const { rows } = await desk.ask('overview.show', {})
  return rows.find((row) => row.account === account)?.cells.find((one) => one.topic === topic)
}

describe('a cell', () => {
  test('counts passes apart from tests that could not be run', async () => {
    const found = await cell('root')

    expect(found?.passed).toBeGreaterThan(0)
    expect(found?.notTested).toBeGreaterThan(0)
    expect(found?.concludedOtherwise).toBe(0)
  })

  test('tells where the auditor noted what the checks did not find', async () => {
    await desk.ask('conclusion.record', {
      control: 'ROOT-01',
      accounts: [account],
      conclusion: 'exception',
      reason: 'A key was shown to us that the report does not list.',
      steps: []
    })

    expect((await cell('root'))?.concludedOtherwise).toBe(1)
  })

  test('does not count a noted exception twice where the check found it too', async () => {
    await desk.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'exception',
      reason: 'One console user has no MFA device.',
      steps: []
    })

    expect(await cell('mfa')).toMatchObject({ concludedOtherwise: 0, worst: 'high' })
  })
})

describe('what remains', () => {
  test('leads to the first test that is not concluded, in the order of the checklist', async () => {
    const first = async () =>
      (await desk.ask('overview.show', {})).remaining.find(({ id }) => id === 'not-concluded')?.first
    const [control = ''] = awsIam.sections.flatMap(({ controls }) => controls)
    const before = await first()

    await desk.ask('conclusion.record', {
      control,
      accounts: [account],
      conclusion: 'inconclusive',
      reason: 'The export was not received.',
      steps: []
    })

    expect(before).toEqual({ control, account })
    expect(await first()).toEqual({ control, account: other })
  })

  test('about files leads to no test', async () => {
    const { remaining } = await desk.ask('overview.show', {})

    expect(remaining.find(({ id }) => id === 'missing-sources')).toMatchObject({
      screen: 'import',
      first: null
    })
  })
})
