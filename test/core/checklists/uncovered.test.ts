import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

import { checkOfControl, checks } from '../../../src/core/checks/index.ts'
import { catalogue, uncovered } from '../../../src/core/checklists/uncovered.ts'

const rows = resolve(import.meta.dirname, '../../../../shared/data/checks.json')

test('every number of the catalogue has a check, a control that covers it, or a reason', () => {
  const open = catalogue.filter((id) => !checkOfControl(id) && !Object.hasOwn(uncovered, id))

  expect(open).toEqual([])
})

test('no reason is left for a control that has a check', () => {
  expect(Object.keys(uncovered).filter((id) => checkOfControl(id))).toEqual([])
})

test('reasons are of numbers in the catalogue, and what covers one is a control with a check', () => {
  for (const [id, { coveredBy, reason }] of Object.entries(uncovered)) {
    expect(catalogue).toContain(id)
    expect(reason).toMatch(/^[A-Za-z].*\.$/)
    if (coveredBy !== null) expect(checkOfControl(coveredBy)?.control, id).toBe(coveredBy)
  }
})

test('every check has a number of the catalogue', () => {
  expect(checks.map(({ control }) => control).filter((control) => !catalogue.includes(control))).toEqual([])
})

test.skipIf(!existsSync(rows))('the numbers are those of the catalogue as data', () => {
  const ids = (JSON.parse(readFileSync(rows, 'utf8')) as { readonly id: string }[]).map(({ id }) => id)

  expect([...catalogue].sort()).toEqual(ids.sort())
})
