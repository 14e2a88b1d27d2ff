import { describe, expect, it } from 'vitest'

import { sheets } from '../../../src/core/sheets/index.ts'
import { render } from '../../../src/core/sheets/render.ts'
import { sheetTones } from '../../../src/shared/sheet-look.ts'
import type { SheetContext } from '../../../src/core/sheets/sheet.ts'
import { contextOf } from './context.ts'
import { evidenceRecord } from './evidence.ts'
import { emptyRecord } from './record.ts'

const filled = evidenceRecord()
const asked = {
  family: 'credentials',
  required: false,
  command: 'aws iam list-mfa-devices',
  why: ''
} as const
const bare = contextOf(filled)
const context = contextOf(filled, {
  proved: bare.sources.slice(0, 1).map((source) => ({
    source,
    proofs: [
      { code: 'C1', title: 'Users', result: 'fail', expected: '7 users', actual: '6 users', origin: 'SF-009' }
    ],
    decisions: []
  })),
  completeness: {
    columns: [{ key: 'credential-report', title: 'Credential report', required: true, kinds: [] }],
    rows: bare.accounts.map(({ id, name }) => ({
      account: id,
      name,
      cells: [
        { column: 'credential-report', state: 'complete', required: true, label: '', sources: [1] }
      ] as const
    })),
    present: 2,
    expected: 2,
    requiredMissing: 0
  },
  requests: [
    { ...asked, account: '', accountName: 'Every account', kind: 'mfa-devices', title: 'MFA devices' }
  ]
})

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
      const queries: string[] = []
      const watched: SheetContext = {
        ...context,
        index: [{ id: 'users', name: 'P01 Users', ref: 'P01', title: 'Users', rows: 7 }],
        all: (sql, bindings) => {
          queries.push(sql)
          return context.all(sql, bindings)
        }
      }

      const rows = sheet.rows(watched)
      const count = sheet.count(watched)

      expect(count).toBe(rows.length)
      expect(count).toBeGreaterThan(0)
      for (const sql of queries) expect(filled.isReadOnly(sql)).toBe(true)
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

  it('says on the cover who worked in the engagement, and where nobody reviewed', () => {
    const cover = sheets[0]
    if (!cover) throw new Error('There is no cover')
    const preparedBy = (overrides: Partial<SheetContext>): string =>
      render(cover, contextOf(filled, overrides)).heading[2]?.text ?? ''
    const meier = {
      id: 1,
      name: 'R. Meier',
      title: 'Manager',
      email: 'r.meier@audit.example',
      role: 'reviewer',
      publicKey: 'ssh-ed25519 AAAA R. Meier',
      fingerprint: 'SHA256:abc',
      addedBy: 'M. Okafor',
      addedAt: '2026-02-01T09:00:00.000Z',
      leftAt: '2026-02-20T09:00:00.000Z'
    } as const

    expect(preparedBy({})).toMatch(/Self-reviewed: no independent review was performed\.$/)
    expect(preparedBy({ people: [meier], separation: 'strict' })).toMatch(
      /R\. Meier, Manager: reviewer, key SHA256:abc, left 2026-02-20$/
    )
  })

  it('counts no word of a coloured column that has no colour', () => {
    const coloured = Object.values(sheetTones).flatMap(({ words }) => words)

    for (const sheet of sheets) {
      const columns = typeof sheet.columns === 'function' ? sheet.columns(context) : sheet.columns
      for (const { column, words } of sheet.tallies ?? []) {
        const type = columns.find(({ key }) => key === column)?.type
        if (type === 'outcome' || type === 'conclusion' || type === 'severity')
          expect(coloured).toEqual(expect.arrayContaining([...words]))
      }
    }
  })
})
