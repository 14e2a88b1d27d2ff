import { describe, expect, it } from 'vitest'

import { checklistRows } from '../../../src/core/sheets/checklist-results.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import { render, type RenderedSheet } from '../../../src/core/sheets/render.ts'
import type { SheetContext, SheetRow } from '../../../src/core/sheets/sheet.ts'
import { contextOf } from './context.ts'
import { audit, filledRecord, production } from './record.ts'

const filled = filledRecord()
const context = contextOf(filled)

function rowsOf(id: string): readonly SheetRow[] {
  return sheetOf(id)?.rows(context) ?? []
}

function made(id: string, of: SheetContext = context): RenderedSheet {
  const sheet = sheetOf(id)
  if (!sheet) throw new Error(`No sheet ${id}`)
  return render(sheet, of)
}

/** The parameters of the context, where a framework asks for keys of at most 30 days and the threshold is 60. */
const looser = context.parameters.map((parameter) => {
  if (parameter.name !== 'maxAccessKeyAgeDays') return parameter
  const asked = [
    {
      parameter: parameter.name,
      framework: 'CIS AWS Foundations 3.0',
      requirement: '1.14',
      bound: 'at-most' as const,
      asked: 30
    }
  ]
  return { ...parameter, asked, looserThan: asked }
})

describe('results by framework requirement', () => {
  const frameworkRows = (of: SheetContext) => sheetOf('frameworks')?.rows(of) ?? []

  it('reads as the worst of the tests, and lists what nothing tests', () => {
    expect(
      frameworkRows(context).map(({ requirement, result, controls, tests }) => [
        requirement,
        result,
        controls,
        tests
      ])
    ).toEqual([
      ['1.4', 'No exceptions', 'ROOT-01', 2],
      ['1.14', 'Exceptions', 'KEY-01, MFA-09', 4],
      ['3.7', 'Not covered', null, 0]
    ])
    expect(frameworkRows(context)[1]).toMatchObject({
      accounts: 2,
      fail: 1,
      'not-tested': 1,
      manual: 2,
      open: 4,
      looser: null,
      [`account:${production}`]: '✗ 1 [0/2]',
      [`account:${audit}`]: 'not tested [0/2]'
    })
  })

  it('counts what was concluded', () => {
    const concluded = contextOf(filled, {
      frameworks: context.frameworks.map((framework) => ({
        ...framework,
        requirements: framework.requirements.map((requirement) => ({ ...requirement, controls: ['MFA-01'] }))
      }))
    })

    expect(frameworkRows(concluded)[0]).toMatchObject({
      'concluded:observation': 1,
      'concluded:inconclusive': 1,
      open: 0,
      [`account:${production}`]: '✗ 1 [1/1]'
    })
  })

  it('does not read "No exceptions" where a threshold is looser than the framework asks', () => {
    const passing = context.tests.map((test) => ({
      ...test,
      result: test.result ? { ...test.result, outcome: 'pass' as const, needsReview: 0 } : null
    }))
    const withResult = passing.filter(({ result }) => result !== null)

    const strict = frameworkRows(contextOf(filled, { tests: withResult }))[1]
    const loose = frameworkRows(contextOf(filled, { tests: withResult, parameters: looser }))[1]

    expect(strict).toMatchObject({ result: 'No exceptions', looser: null })
    expect(loose).toMatchObject({
      result: 'Not determinable',
      [`account:${production}`]: '? [0/1]',
      looser: 'Oldest active access key: 60 days. At most 30 days: CIS AWS Foundations 3.0 (1.14).'
    })
  })

  it('keeps exceptions where a threshold is looser: they stand under the stricter one too', () => {
    expect(frameworkRows(contextOf(filled, { parameters: looser }))[1]).toMatchObject({
      result: 'Exceptions'
    })
  })
})

describe('result sheets', () => {
  it('sets the outcome of the check beside the conclusion of the auditor, and says where they differ', () => {
    const [row] = checklistRows(context).filter(({ workpaper }) => workpaper === `C.MFA-01.${production}`)

    expect(row).toMatchObject({
      outcome: 'Exceptions',
      conclusion: 'Observation',
      overridden: 'Yes',
      evidence: 'E-0001',
      findings: 'F-2026-001',
      cis: '1.4 (2.0, 3.0)',
      nist: 'AC-2, IA-2 (r5)'
    })
  })

  it('calls a check that was never run not tested, and a manual step a manual step', () => {
    const unrun = contextOf(filled, {
      tests: context.tests.map((test) => ({ ...test, result: null, conclusion: null }))
    })

    const outcomes = new Map(checklistRows(unrun).map((row) => [row['control'], row['outcome']]))

    expect(outcomes.get('ROOT-01')).toBe('Not tested')
    expect(outcomes.get('MFA-09')).toBe('Manual step')
  })

  it('writes a sign and the letter of the conclusion into each cell of the matrix and totals every row', () => {
    const matrix = rowsOf('matrix')

    expect(
      matrix.map((row) => [
        row['control'],
        row[`account:${production}`],
        row[`account:${audit}`],
        row['notTested']
      ])
    ).toEqual([
      ['ROOT-01', '✓', 'N/A', 0],
      ['MFA-01', '✗ 1 [O]', 'not tested [U]', 1],
      ['MFA-09', 'manual', 'manual', 0],
      ['KEY-01', '✗ 1', 'not tested', 1],
      ['LP-01', '? 1', 'not tested', 1]
    ])
  })

  it('counts as many matrix cells as there are checklist rows', () => {
    const matrix = made('matrix', context)
    const list = made('checklist-results', context)

    expect(matrix.detail?.count).toBe(10)
    expect(list.detail?.count).toBe(10)
  })

  it('sums every topic in the last row of the summary', () => {
    const rows = rowsOf('summary')

    const total = rows.at(-1)

    expect(total).toMatchObject({
      topic: 'All topics',
      tests: 10,
      fail: 2,
      notTested: 3,
      manual: 2,
      members: 2
    })
    for (const key of ['tests', 'pass', 'fail', 'notTested', 'members'])
      expect(rows.slice(0, -1).reduce((sum, row) => sum + Number(row[key]), 0)).toBe(total?.[key])
  })

  it('lists what was not tested or could not be concluded as a limitation, with the export to ask for', () => {
    expect(rowsOf('limitations').map(({ workpaper }) => workpaper)).toEqual([
      `C.MFA-01.${audit}`,
      `C.KEY-01.${audit}`,
      `C.LP-01.${audit}`
    ])
    expect(rowsOf('limitations')[0]?.['outcomeReason']).toMatch(/ask for/)
  })

  it('lists every exception with the line it was read from, exceptions before what is undecided', () => {
    expect(rowsOf('exceptions').map(({ control, status, source }) => [control, status, source])).toEqual([
      ['KEY-01', 'Exception', 'SF-001:5'],
      ['MFA-01', 'Exception', 'SF-001:4'],
      ['KEY-01', 'Not determinable', 'SF-001:6'],
      ['LP-01', 'Not determinable', 'SF-002:60']
    ])
  })

  it('keeps withdrawn evidence in the index with its reason and out of the checklist', () => {
    expect(rowsOf('evidence-index').map(({ ref, state, reason }) => [ref, state, reason])).toEqual([
      ['E-0001', 'In use', null],
      ['E-0002', 'Withdrawn', 'Wrong account.']
    ])
  })

  it('gives every control its references with enhancements once', () => {
    expect(rowsOf('references').map(({ control, kind }) => [control, kind])).toEqual([
      ['ROOT-01', 'Automated'],
      ['MFA-01', 'Automated'],
      ['MFA-09', 'Manual step'],
      ['KEY-01', 'Automated'],
      ['LP-01', 'Automated']
    ])
    expect(rowsOf('references')[0]).toMatchObject({ cis: '1.4 (2.0, 3.0)', nist: 'AC-2(1), IA-2 (r5)' })
  })

  it('names the references to every other framework, one a line', () => {
    const others = contextOf(filled, {
      tests: context.tests.map((test) => ({
        ...test,
        control: {
          ...test.control,
          references: [
            { framework: 'NIST CSF 2.0', ids: ['PR.AA-01', 'PR.AA-05'] },
            { framework: 'PCI DSS 4.0', ids: ['8.3.6'] }
          ]
        }
      }))
    })

    expect(sheetOf('references')?.rows(others)[0]).toMatchObject({
      cis: null,
      nist: null,
      others: 'NIST CSF 2.0: PR.AA-01, PR.AA-05\nPCI DSS 4.0: 8.3.6'
    })
  })

  it('marks a threshold that is not the default', () => {
    expect(rowsOf('parameters').filter(({ changed }) => changed === 'Yes')).toMatchObject([
      { value: 60, default: 90 }
    ])
  })

  it('names what frameworks ask where a threshold is looser', () => {
    const loose = contextOf(filled, { parameters: looser })

    expect(
      sheetOf('parameters')
        ?.rows(loose)
        .filter(({ looser }) => looser === 'Yes')
        .map(({ title, looserThan }) => [title, looserThan])
    ).toEqual([['Oldest active access key', 'At most 30 days: CIS AWS Foundations 3.0 (1.14).']])
  })

  it('puts errors in files first, with line or path', () => {
    expect(rowsOf('source-problems').map(({ level, line }) => [level, line])).toEqual([
      ['Error', 14],
      ['Warning', null]
    ])
  })
})

describe('the heading block', () => {
  it('counts the words of the result column in its last line', () => {
    const { heading } = made('users', context)

    expect(heading.at(-1)).toEqual({
      label: 'Results',
      text: 'Rows: 6 · Result: Exception 1, Not determinable 0, Not tested 0, Not applicable 0, No exception 5'
    })
  })

  it('says on a preview that nothing was issued, and on an issued sheet which issue it is', () => {
    const issued = {
      id: 'IAM-2026-01-INT-v1',
      version: 1,
      at: '2026-02-05T10:00:00.000Z',
      by: 'M. Okafor',
      chainSeq: 12,
      chainHead: 'ab'.repeat(32)
    }

    const preview = made('users', context).heading[2]?.text
    const final = made('users', { ...context, issued }).heading[2]?.text

    expect(preview).toBe(
      'M. Okafor · Reviewed by: not recorded · Status: 2 of 10 tests concluded · Preview, not issued'
    )
    expect(final).toContain('IAM-2026-01-INT-v1')
  })

  it('says of a sample engagement that its data is invented', () => {
    expect(made('users', { ...context, isSample: true }).heading[0]?.text).toMatch(/sample engagement/)
  })
})
