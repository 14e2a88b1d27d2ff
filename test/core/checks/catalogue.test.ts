import { describe, expect, test } from 'vitest'

import { isAutomated, type AutomatedCheck, type Check } from '../../../src/core/checks/check.ts'
import { checkOf, checkOfControl, checks } from '../../../src/core/checks/index.ts'
import { importers } from '../../../src/core/importers/index.ts'
import { openMemory } from '../../../src/core/store/open.ts'
import { parameters } from '../../../src/shared/parameters.ts'
import { openEstate } from './database.ts'

const automated = checks.filter(isAutomated)
const named = (list: readonly Check[]) => list.map((check) => [check.id, check] as const)

const modules = import.meta.glob<{ readonly default?: Check | readonly Check[] }>(
  '../../../src/core/checks/*.ts',
  {
    eager: true
  }
)

/** What exports answer: every kind, and every part of a kind that has some. */
const knownNeeds = new Set(
  importers.flatMap(({ kind, parts }) => [
    kind,
    ...parts.filter((part) => part !== '').map((part) => `${kind}.${part}`)
  ])
)

const asked = [
  ...['01', '02', '03', '04', '05', '06', '07', '10'].map((n) => `ROOT-${n}`),
  ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((n) => `MFA-${n}`),
  ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((n) => `PWD-${n}`),
  ...Array.from({ length: 16 }, (_, n) => `UNU-${String(n + 1).padStart(2, '0')}`),
  ...Array.from({ length: 11 }, (_, n) => `KEY-${String(n + 1).padStart(2, '0')}`),
  ...['01', '02', '03', '04', '05', '06', '07'].map((n) => `GRP-${n}`),
  ...Array.from({ length: 24 }, (_, n) => `LP-${String(n + 1).padStart(2, '0')}`),
  ...['01', '02', '03', '04', '05', '06', '07', '09'].map((n) => `POL-${n}`),
  ...['01', '02', '03', '04', '08'].map((n) => `CON-${n}`),
  ...['01', '02'].map((n) => `TAG-${n}`),
  ...Array.from({ length: 14 }, (_, n) => `LINT-${String(n + 1).padStart(2, '0')}`),
  ...['01', '02', '04', '06'].map((n) => `DQ-${n}`),
  ...Array.from({ length: 15 }, (_, n) => `ROLE-${String(n + 1).padStart(2, '0')}`),
  'TAG-05',
  ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '13', '14', '15', '16'].map(
    (n) => `ORG-${n}`
  ),
  ...['01', '02', '03', '04', '05'].map((n) => `FED-${n}`),
  ...['01', '02', '03', '04', '06', '07', '08', '09', '10'].map((n) => `SSO-${n}`),
  ...['01', '02', '03'].map((n) => `RES-${n}`),
  ...['01', '02', '03', '04', '05', '06'].map((n) => `AA-${n}`),
  ...Array.from({ length: 12 }, (_, n) => `CT-${String(n + 1).padStart(2, '0')}`),
  ...Array.from({ length: 15 }, (_, n) => `ALM-${String(n + 1).padStart(2, '0')}`),
  ...['GD', 'CFG'].flatMap((group) => ['01', '02', '03', '04'].map((n) => `${group}-${n}`)),
  ...['01', '02', '03'].map((n) => `SH-${n}`),
  'ACC-02',
  'ACC-03'
]

describe('the shelf of checks', () => {
  test('is sorted by id, and ids and controls are unique', () => {
    const ids = checks.map(({ id }) => id)

    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(checks.map(({ control }) => control)).size).toBe(checks.length)
  })

  test('has one automated check for each control of the catalogue that is tested, and manual steps beside', () => {
    expect(automated.map(({ control }) => control).sort()).toEqual([...asked].sort())
    expect(
      checks
        .filter((check) => !isAutomated(check))
        .map(({ control }) => control)
        .sort()
    ).toEqual(['ACC-01', 'ACC-04', 'ORG-11', 'ORG-12', 'ROOT-08', 'SSO-05', 'UNU-17'])
  })

  test('finds a check by its id and by its control', () => {
    expect(checkOf('root-mfa')?.control).toBe('ROOT-02')
    expect(checkOfControl('ROOT-02')?.id).toBe('root-mfa')
    expect(checkOf('constructor')).toBeUndefined()
  })

  test('holds every definition of the folder under the name of its file or of its family', () => {
    for (const [path, module] of Object.entries(modules)) {
      const file = /([a-z-]+)\.ts$/.exec(path)?.[1] ?? ''
      const defined = [module.default ?? []].flat()
      if (file === 'index' || file === 'check') expect(defined).toEqual([])
      else if (Array.isArray(module.default))
        for (const { id } of defined)
          expect(id === file || id.startsWith(`${file}-`), `${id} in ${file}`).toBe(true)
      else expect(defined.map(({ id }) => id)).toEqual([file])
      for (const check of defined) expect(checkOf(check.id)).toBe(check)
    }
  })
})

describe('every check', () => {
  test.each(named(checks))('%s is written in house form', (id, check) => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
    expect(check.control).toMatch(/^[A-Z]+-\d{2}$/)
    const sentences = [
      check.criterion,
      check.effect,
      check.recommendation,
      check.remediation.console,
      check.remediation.cli,
      check.remediation.terraform,
      ...check.procedure,
      isAutomated(check) ? check.whenEmpty : check.evidenceExpected
    ]
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Za-z].*[.?]$/s)
      expect(sentence).not.toMatch(/!|\s{2}|\n/)
    }
    expect(check.criterion).not.toMatch(/^(Ensure|Check|Verify|Make|Should)\b/)
    expect(check.procedure.length).toBeGreaterThanOrEqual(2)
    expect(check.procedure.length).toBeLessThanOrEqual(4)
  })
})

describe('every automated check', () => {
  test.each(named(automated))(
    '%s asks only for what an export answers and for known parameters',
    (_, check) => {
      const { needs, wants = [], parameters: names } = check as AutomatedCheck
      expect(needs.length).toBeGreaterThan(0)
      for (const need of [...needs.flat(), ...wants]) expect(knownNeeds).toContain(need)
      for (const name of names) expect(Object.hasOwn(parameters, name)).toBe(true)
    }
  )

  test.each(named(automated))(
    '%s has a population that only reads and answers what it declares',
    (_, check) => {
      const { population, columns } = check as AutomatedCheck
      const db = openMemory()
      const answered = db.columns(population)

      expect(db.isReadOnly(population)).toBe(true)
      expect(answered).toEqual(expect.arrayContaining(['resource', 'source_id', 'line', 'path']))
      expect(answered).toEqual(expect.arrayContaining(columns.map(({ key }) => key)))
      expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
      expect(new Set(answered).size).toBe(answered.length)
    }
  )

  test.each(named(automated))('%s never passes where there is nothing', (id, check) => {
    const estate = openEstate()
    if (['LP-19', 'LP-20', 'ORG-01'].includes(check.control)) return
    const { outcome, population } = estate.run(id)

    expect([outcome, population]).toEqual(['not-applicable', 0])
  })
})
