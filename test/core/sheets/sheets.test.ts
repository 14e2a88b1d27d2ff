import { describe, expect, it } from 'vitest'

import { checklistRows } from '../../../src/core/sheets/checklist-results.ts'
import { sheetOf, sheets } from '../../../src/core/sheets/index.ts'
import { render } from '../../../src/core/sheets/render.ts'
import type { Sheet, SheetContext, SheetRow } from '../../../src/core/sheets/sheet.ts'
import { audit, contextOf, emptyRecord, filledRecord, production, userArn } from './record.ts'

const filled = filledRecord()
const context = contextOf(filled)

function rowsOf(id: string, of: SheetContext = context): readonly SheetRow[] {
  return named(id).rows(of)
}

function named(id: string): Sheet {
  const sheet = sheetOf(id)
  if (!sheet) throw new Error(`No sheet ${id}`)
  return sheet
}

describe('the shelf of sheets', () => {
  it('is named by files, tabs and references that are unique and fit a tab', () => {
    const files = Object.keys(import.meta.glob('../../../src/core/sheets/*.ts')).map((path) =>
      path.replace(/^.*\/(.*)\.ts$/, '$1')
    )

    for (const sheet of sheets) {
      expect(files).toContain(sheet.id)
      expect(sheet.name.length).toBeLessThanOrEqual(31)
      expect(sheet.name).not.toMatch(/[[\]:*?/\\']/)
      expect(sheet.name).toMatch(new RegExp(`^${sheet.ref} `))
    }
    for (const key of ['id', 'name', 'ref', 'order'] as const)
      expect(new Set(sheets.map((sheet) => sheet[key])).size).toBe(sheets.length)
    expect(sheets[0]?.id).toBe('cover')
  })

  it.each(sheets.map((sheet) => [sheet.id, sheet] as const))(
    '%s says why, from what and how in sentences an auditor can read',
    (_id, sheet) => {
      for (const text of [sheet.purpose, sheet.source, sheet.procedure]) {
        expect(text).toMatch(/\.$/)
        expect(text).not.toMatch(/!| {2}/)
      }
    }
  )

  it.each(sheets.map((sheet) => [sheet.id, sheet] as const))(
    '%s asks read-only, counts the rows it makes and fills only its own columns',
    (_id, sheet) => {
      const asked: string[] = []
      const watched: SheetContext = {
        ...context,
        index: [{ id: 'users', name: 'P01 Users', ref: 'P01', title: 'Users', rows: 7 }],
        all: (sql, bindings) => {
          asked.push(sql)
          return context.all(sql, bindings)
        }
      }

      const rows = sheet.rows(watched)
      const count = sheet.count(watched)

      expect(count).toBe(rows.length)
      for (const sql of asked) expect(filled.isReadOnly(sql)).toBe(true)
      const columns = typeof sheet.columns === 'function' ? sheet.columns(watched) : sheet.columns
      const titles = columns.map(({ title }) => title.toLowerCase())
      expect(new Set(titles).size).toBe(titles.length)
      for (const row of rows) {
        expect(row[columns[0]?.key ?? ''] ?? '').not.toBe('')
        for (const key of columns.map((column) => column.key)) expect(row).toHaveProperty([key])
      }
    }
  )

  it.each(sheets.map((sheet) => [sheet.id, sheet] as const))(
    '%s can be made of an engagement without files',
    (_id, sheet) => {
      const empty = contextOf(emptyRecord(), { accounts: [], sources: [], tests: [] })

      const made = render(sheet, empty)

      expect(made.rows.length).toBe(sheet.count(empty))
      const labels = made.heading.map(({ label }) => label)
      expect(labels).toHaveLength(7)
      expect(labels.slice(0, 4)).toEqual(['Client', 'Period', 'Prepared by', 'Purpose'])
      expect(labels[6]).toBe('Results')
    }
  )
})

describe('population sheets', () => {
  it('puts users with exceptions on top, then sorts by name', () => {
    const rows = rowsOf('users')

    expect(rows.map(({ user }) => user)).toEqual(['bob', '1E5', '=1+1', '@mallory', 'alice', 'smith,john'])
    expect(rows[0]).toMatchObject({
      account: production,
      accountName: 'prod',
      result: 'Exception',
      controls: 'MFA-01',
      found: 'MFA-01: bob has a console password and no MFA device.',
      passwordLastUsed: 'no_information',
      attached: 1,
      inline: 1,
      source: 'SF-001:4\nSF-002:11'
    })
  })

  it('leaves empty what no export says: a user of the credential report alone has no policy counts', () => {
    const [john] = rowsOf('users').filter(({ user }) => user === 'smith,john')

    expect(john).toMatchObject({ attached: null, inline: null, groups: null, source: 'SF-001:8' })
  })

  it('says "Not tested" and for which controls where a check of the population could not be run', () => {
    filled.run(
      `insert into credential (source_id, account_id, arn, partition, user_name, is_root, line) values (1, :account, :arn, 'aws', 'carol', 0, 9)`,
      { account: audit, arn: userArn('carol', audit) }
    )

    const [carol] = rowsOf('users').filter(({ user }) => user === 'carol')
    filled.run(`delete from credential where user_name = 'carol'`)

    expect(carol).toMatchObject({ result: 'Not tested', untested: 'MFA-01' })
  })

  it('has one row for each access key, and calls undecided keys not determinable', () => {
    expect(rowsOf('access-keys').map(({ user, slot, result }) => [user, slot, result])).toEqual([
      ['=1+1', 1, 'Exception'],
      ['@mallory', 2, 'Not determinable'],
      ['@mallory', 1, 'No exception']
    ])
  })

  it('shows a root user for every account, also for one without files', () => {
    expect(
      rowsOf('root-users').map(({ account, mfaActive, summaryMfa, source }) => [
        account,
        mfaActive,
        summaryMfa,
        source
      ])
    ).toEqual([
      [production, 'Yes', null, 'SF-001:2'],
      [audit, null, null, '']
    ])
  })

  it('never takes an unreadable or missing policy document for a harmless one', () => {
    const administrators = new Map(
      rowsOf('policies').map(({ policy, administrator }) => [policy, administrator])
    )

    expect(Object.fromEntries(administrators)).toEqual({
      everything: 'Yes',
      broken: 'Unreadable',
      'summary-only': 'Not exported',
      temporary: 'No'
    })
  })

  it('names whom a role trusts and that no use is recorded', () => {
    expect(rowsOf('roles')[0]).toMatchObject({
      role: 'deploy',
      trusts: `arn:aws:iam::${audit}:root\nec2.amazonaws.com`,
      lastUsed: 'None recorded'
    })
  })

  it('says where no password policy was received', () => {
    expect(
      rowsOf('password-policy').map(({ account, isSet, minimumLength }) => [account, isSet, minimumLength])
    ).toEqual([
      [production, 'Yes', 8],
      [audit, 'Not received', null]
    ])
  })

  it('builds the path of an account from the parents exported', () => {
    expect(
      rowsOf('organization-accounts').map(({ accountName, path, management }) => [
        accountName,
        path,
        management
      ])
    ).toEqual([
      ['audit', 'Root / Workloads / Security', 'No'],
      ['prod', 'Root', 'Yes']
    ])
  })

  it('lists a policy once for each target, and one without targets as attached nowhere', () => {
    expect(
      rowsOf('organization-policies').map(({ policy, target, targetKind }) => [policy, target, targetKind])
    ).toEqual([
      ['Guardrail p-1', 'Workloads', 'Unit'],
      ['Guardrail p-1', 'Root', 'Root'],
      ['Guardrail p-2', null, 'None']
    ])
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
    const matrix = render(named('matrix'), context)
    const list = render(named('checklist-results'), context)

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

  it('marks a threshold that is not the default', () => {
    expect(rowsOf('parameters').filter(({ changed }) => changed === 'Yes')).toMatchObject([
      { value: 60, default: 90 }
    ])
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
    const { heading } = render(named('users'), context)

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

    const preview = render(named('users'), context).heading[2]?.text
    const final = render(named('users'), { ...context, issued }).heading[2]?.text

    expect(preview).toBe(
      'M. Okafor · Reviewed by: not recorded · Status: 2 of 10 tests concluded · Preview, not issued'
    )
    expect(final).toContain('IAM-2026-01-INT-v1')
  })

  it('says of a sample engagement that its data is invented', () => {
    expect(render(named('users'), { ...context, isSample: true }).heading[0]?.text).toMatch(
      /sample engagement/
    )
  })
})
