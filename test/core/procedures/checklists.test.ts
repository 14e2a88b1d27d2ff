import { beforeEach, describe, expect, test } from 'vitest'

import { awsIam } from '../../../src/core/checklists/aws-iam.ts'
import { frameworkOf, frameworks } from '../../../src/core/checklists/frameworks.ts'
import { credentialReport, sitDown, type Desk } from './desk.ts'

const account = '111122223333'
let desk: Desk

beforeEach(async () => {
  desk = sitDown()
  await desk.receive({
    'a.csv': credentialReport(account, { 'j.hartmann': { mfa: false }, 'a.kowalski': { mfa: true } })
  })
})

function show(checklist?: string) {
  return desk.ask('checklist.show', { ...(checklist === undefined ? {} : { checklist }), account })
}

async function requirement(checklist: string, id: string) {
  return (await show(checklist)).sections.find((section) => section.id === id)
}

describe('the checklists', () => {
  test('are our own and one for each framework', async () => {
    const [own, ...others] = await desk.ask('checklist.list', {})

    expect(own).toMatchObject({ id: 'aws-iam', version: null, requirements: 0, uncovered: 0 })
    expect(own?.controls).toBe(awsIam.sections.flatMap(({ controls }) => controls).length)
    expect(others.map(({ title }) => title)).toEqual(frameworks.map(({ title }) => title))
  })

  test('say how many requirements they list and how many of them nothing tests', async () => {
    const list = await desk.ask('checklist.list', {})

    const { checklist, sections } = await show('cis-3.0')

    expect(list.find(({ id }) => id === 'cis-3.0')).toEqual(checklist)
    expect(checklist.requirements).toBe(62)
    expect(checklist.uncovered).toBe(
      sections.filter(({ requirement }) => requirement?.isCovered === false).length
    )
    expect(checklist.uncovered).toBeGreaterThan(15)
    expect(checklist.controls).toBe(
      new Set(sections.flatMap(({ items }) => items.map((i) => i.control))).size
    )
  })

  test('show our own by topic where none is named', async () => {
    const { checklist, sections } = await show()

    expect(checklist.id).toBe('aws-iam')
    expect(sections.every((section) => section.requirement === null && section.items.length > 0)).toBe(true)
    expect(sections.map(({ id }) => id)).toContain('mfa')
  })

  test('refuse a name there is none of', async () => {
    await expect(show('cis-0.9')).rejects.toThrow(
      /^There is no checklist cis-0\.9\. There are aws-iam, cis-1\.2, /
    )
  })
})

describe('the checklist of a framework', () => {
  test('has a section for each requirement with the controls that test it', async () => {
    const { sections } = await show('cis-3.0')

    expect(sections.map(({ id }) => id)).toEqual(frameworkOf('cis-3.0')?.requirements.map(({ id }) => id))
    expect(sections.find(({ id }) => id === '1.10')).toMatchObject({
      requirement: { level: 1, assessment: 'automated', isCovered: true },
      items: [{ control: 'MFA-01', topic: 'mfa', outcome: 'fail' }]
    })
  })

  test('keeps a requirement that nothing tests in the list', async () => {
    expect(await requirement('cis-3.0', '3.7')).toMatchObject({
      title: 'Every VPC has flow logs',
      requirement: { isCovered: false },
      items: [],
      total: 0
    })
  })

  test('shows a conclusion under every requirement of its control, and counts the test once', async () => {
    await desk.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'exception',
      reason: 'One console user has no MFA device.',
      steps: []
    })

    const { sections, concluded, total } = await show('pci-dss-4.0')

    const holding = sections.filter(({ items }) => items.some(({ control }) => control === 'MFA-01'))
    expect(holding.length).toBeGreaterThan(2)
    for (const { items } of holding)
      expect(items.find(({ control }) => control === 'MFA-01')?.conclusion).toBe('exception')
    expect(concluded).toBe(1)
    expect(total).toBeLessThan(sections.reduce((sum, section) => sum + section.total, 0))
  })
})

describe('a threshold looser than a framework asks', () => {
  test('is named on the control of that framework and on no other', async () => {
    await desk.ask('parameter.set', { name: 'unusedCredentialDays', value: 60 })

    const [item] = (await requirement('cis-3.0', '1.12'))?.items ?? []
    expect(item).toMatchObject({
      control: 'UNU-01',
      looserThan: [
        {
          parameter: 'unusedCredentialDays',
          value: 60,
          framework: 'CIS AWS Foundations 3.0',
          requirement: '1.12',
          bound: 'at-most',
          asked: 45
        }
      ]
    })
    const [accepted] = (await requirement('pci-dss-4.0', '8.2.6'))?.items ?? []
    expect(accepted).toMatchObject({ control: 'UNU-01', looserThan: [] })
  })

  test('is named with the threshold wherever it is shown', async () => {
    await desk.ask('parameter.set', { name: 'minPasswordLength', value: 10 })

    const { parameters } = await desk.ask('test.show', { control: 'PWD-02', account })
    expect(parameters).toHaveLength(1)
    expect(parameters[0]?.looserThan.map(({ framework, requirement }) => [framework, requirement])).toEqual(
      expect.arrayContaining([
        ['CIS AWS Foundations 7.0', '2.8'],
        ['PCI DSS 4.0', '8.3.6']
      ])
    )
    const list = await desk.ask('parameter.list', {})
    expect(list.filter(({ looserThan }) => looserThan.length > 0).map(({ name }) => name)).toEqual([
      'minPasswordLength'
    ])
  })
})
