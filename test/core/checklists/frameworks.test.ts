import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { checks } from '../../../src/core/checks/index.ts'
import { controlsTesting, frameworkOf, frameworks } from '../../../src/core/checklists/frameworks.ts'
import { referencesOf } from '../../../src/core/checklists/references.ts'
import { catalogue } from '../../../src/core/checklists/uncovered.ts'
import { parameters } from '../../../src/shared/parameters.ts'

const every = frameworks.map((framework) => [framework.id, framework] as const)

/** How each framework spells its requirements. */
const spelling: Readonly<Record<string, RegExp>> = {
  cis: /^\d(\.\d{1,2}){1,2}$/,
  'aws-fsbp': /^[A-Z][A-Za-z]+\.\d{1,2}$/,
  'nist-800-53': /^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/,
  'nist-csf-1.1': /^(ID|PR|DE|RS|RC)\.[A-Z]{2}-\d{1,2}$/,
  'nist-csf-2.0': /^(GV|ID|PR|DE|RS|RC)\.[A-Z]{2}-\d{2}$/,
  'pci-dss-3': /^\d{1,2}(\.\d{1,2}){1,2}$/,
  'pci-dss-4': /^(\d{1,2}|A\d)(\.\d{1,2}){2,3}$/,
  'soc-2': /^(CC\d|A1|PI1)\.\d$/,
  'iso-27001-2013': /^A\.\d{1,2}\.\d\.\d$/,
  'iso-27001-2022': /^A\.[5-8]\.\d{1,2}$/,
  hipaa: /^164\.(308\(a\)|312)(\([a-z]\))?(\(\d\))?(\([iv]+\))?(\([A-D]\))?$/
}

describe('every framework', () => {
  test('is a file named by its id, in the order of the shelf', () => {
    const files = Object.keys(import.meta.glob('../../../src/core/checklists/frameworks/*.json')).map(
      (path) => path.replace(/^.*\/(.*)\.json$/, '$1')
    )

    expect(frameworks.map(({ id }) => id).sort()).toEqual(files.sort())
    expect(frameworks.map(({ title }) => title)).toEqual([
      ...['1.2', '1.4', '1.5', '2.0', '3.0', '4.0', '5.0', '6.0', '7.0'].map(
        (version) => `CIS AWS Foundations ${version}`
      ),
      'AWS Foundational Security Best Practices',
      'NIST SP 800-53 r5',
      'NIST SP 800-53 r4',
      'NIST CSF 1.1',
      'NIST CSF 2.0',
      'PCI DSS 3.2.1',
      'PCI DSS 4.0',
      'SOC 2 TSC 2017',
      'ISO/IEC 27001:2013',
      'ISO/IEC 27001:2022',
      'HIPAA Security Rule 45 CFR 164'
    ])
  })

  test.each(every)('%s spells its requirements as the framework does, each once', (id, { requirements }) => {
    const [, form] = Object.entries(spelling).find(([prefix]) => id.startsWith(prefix)) ?? []
    const ids = requirements.map((requirement) => requirement.id)

    expect(form).toBeDefined()
    for (const each of ids) expect(each).toMatch(form ?? /^$/)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(every)('%s lists its requirements in natural order: 1.9 before 1.10', (_, { requirements }) => {
    const ids = requirements.map(({ id }) => id)

    expect(ids).toEqual(ids.toSorted(naturally))
  })

  test.each(every)('%s has a title of its own for each requirement', (_, { extent, requirements }) => {
    expect(extent).toMatch(/\.$/)
    for (const { id, title } of requirements) {
      expect(title, id).toMatch(/^[A-Z].{3,}[^.]$/)
      expect(title.length, id).toBeLessThan(120)
    }
  })

  test.each(every)('%s names controls of the catalogue, each once a requirement', (_, { requirements }) => {
    for (const { id, controls } of requirements) {
      expect(new Set(controls).size, id).toBe(controls.length)
      for (const control of controls) expect(catalogue, id).toContain(control)
    }
  })

  test.each(every)('%s asks of parameters within their bounds', (_, { requirements }) => {
    for (const { id, asks = [] } of requirements)
      for (const ask of asks) {
        const { minimum, maximum } = parameters[ask.parameter]
        const asked = 'atMost' in ask ? ask.atMost : ask.atLeast
        expect(asked, id).toBeGreaterThanOrEqual(minimum)
        expect(asked, id).toBeLessThanOrEqual(maximum)
      }
  })

  test.each(every)('%s sets a number only for what a control with that threshold tests', (_, framework) => {
    for (const { id, asks = [], controls } of framework.requirements)
      for (const { parameter } of asks) {
        const using = checks
          .filter((check) => 'test' in check && check.parameters.includes(parameter))
          .map(({ control }) => control)
        expect(
          controls.some((control) => using.includes(control)),
          `${id} ${parameter}`
        ).toBe(true)
      }
  })

  test.each(every.filter(([id]) => id.startsWith('cis-')))(
    '%s says level and assessment of everything on identity, logging and monitoring',
    (_, { requirements }) => {
      for (const { id, controls, level, assessment } of requirements)
        if (controls.length > 0 && id !== '2.1.2') {
          expect([1, 2], id).toContain(level)
          expect(['automated', 'manual'], id).toContain(assessment)
        }
    }
  )
})

describe('the benchmarks of CIS', () => {
  test.each([
    ['cis-1.2', 48],
    ['cis-1.4', 58],
    ['cis-1.5', 63],
    ['cis-2.0', 64],
    ['cis-3.0', 62],
    ['cis-4.0', 64],
    ['cis-5.0', 63],
    ['cis-6.0', 63],
    ['cis-7.0', 70]
  ])('%s is listed whole, %i recommendations', (id, number) => {
    expect(frameworkOf(id)?.requirements).toHaveLength(number)
  })

  test('keep 1.10 apart from 1.1, and what nothing tests in the list', () => {
    const requirements = frameworkOf('cis-5.0')?.requirements ?? []

    expect(requirements.find(({ id }) => id === '1.1')?.controls).toEqual(['ACC-01'])
    expect(requirements.find(({ id }) => id === '1.10')?.controls).toEqual(['UNU-04', 'KEY-03'])
    expect(requirements.find(({ id }) => id === '3.7')?.controls).toEqual([])
  })
})

describe('references', () => {
  test('keep the numbers of a benchmark as text', () => {
    const cis = referencesOf('MFA-01').filter(({ framework }) => framework.startsWith('CIS'))

    expect(cis.map(({ framework, ids }) => [framework, ...ids])).toEqual([
      ['CIS AWS Foundations 1.2', '1.2'],
      ['CIS AWS Foundations 1.4', '1.10'],
      ['CIS AWS Foundations 1.5', '1.10'],
      ['CIS AWS Foundations 2.0', '1.10'],
      ['CIS AWS Foundations 3.0', '1.10'],
      ['CIS AWS Foundations 4.0', '1.10'],
      ['CIS AWS Foundations 5.0', '1.9'],
      ['CIS AWS Foundations 6.0', '2.9'],
      ['CIS AWS Foundations 7.0', '2.10']
    ])
  })

  test('are the requirements that name the control, in the order of the frameworks', () => {
    expect(referencesOf('PWD-03').slice(-6)).toEqual([
      { framework: 'NIST CSF 1.1', ids: ['PR.AC-1'] },
      { framework: 'PCI DSS 3.2.1', ids: ['8.1', '8.1.4', '8.2', '8.2.3', '8.2.4', '8.2.5'] },
      { framework: 'PCI DSS 4.0', ids: ['8.3.7'] },
      { framework: 'ISO/IEC 27001:2013', ids: ['A.9.2.4', 'A.9.3.1', 'A.9.4.3'] },
      { framework: 'ISO/IEC 27001:2022', ids: ['A.5.15'] },
      {
        framework: 'HIPAA Security Rule 45 CFR 164',
        ids: ['164.308(a)(4)(ii)(C)', '164.308(a)(5)(ii)(D)', '164.312(d)']
      }
    ])
  })

  test('of a number without a check are those of the control that covers it', () => {
    const requirement = {
      id: '4.3',
      title: 'Use of the root user',
      controls: ['ROOT-09', 'CON-05', 'ALM-03']
    }

    expect(controlsTesting(requirement)).toEqual(['ALM-03', 'ROLE-03'])
    expect(referencesOf('ROOT-09')).toEqual([])
    expect(
      referencesOf('ALM-03').find(({ framework }) => framework === 'CIS AWS Foundations 3.0')?.ids
    ).toEqual(['4.3'])
  })

  test('are none where no framework asks for the control, and for a name every object has', () => {
    expect(referencesOf('TAG-01')).toEqual([])
    expect(referencesOf('constructor')).toEqual([])
  })
})

const crosswalkFile = '/work/shared/data/crosswalk.json'

/**
 * Names in the public mappings that are no requirement: lines of a tool's own, controls of another standard, or the numbers of an
 * older edition.
 */
const noRequirement = new Set([
  ...['IAM.10', 'IAM.19', 'IAM.22', 'IAM.26', 'KMS.4', 'CloudTrail.6', 'CloudTrail.7'],
  'cp_4'
])

describe.skipIf(!existsSync(crosswalkFile))('the public mappings', () => {
  const crosswalk = JSON.parse(
    existsSync(crosswalkFile) ? readFileSync(crosswalkFile, 'utf8') : '{}'
  ) as Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>

  const functions: Readonly<Record<string, string>> = {
    ...{ am: 'ID', ra: 'ID', sc: 'ID', ac: 'PR', ds: 'PR', ip: 'PR', ma: 'PR', pt: 'PR' },
    ...{ ae: 'DE', cm: 'DE', an: 'RS', mi: 'RS' }
  }
  /** Withdrawn in revision 5, or a part of the statement that the mapping writes as if it were an enhancement. */
  const noEnhancement: Readonly<Record<string, string>> = {
    'AC-3(1)': 'AC-3',
    'SA-1(1)': 'SA-1',
    'SI-1(1)': 'SI-1'
  }
  const control53 = (key: string): string => {
    const [, family = '', number = '', enhancement] = /^([a-z]{2})_(\d+)(?:_(\d+))?/.exec(key) ?? []
    const id = `${family.toUpperCase()}-${number}${enhancement ? `(${enhancement})` : ''}`
    return noEnhancement[id] ?? id
  }
  const criterion = (key: string): string => {
    const [category = '', one, two] = key.replace(/^cc_a/, 'a').split('_')
    return `${category.toUpperCase()}${one}.${two}`
  }

  test.each([
    ['prowler', 'aws_foundational_security_best_practices', 'aws-fsbp', (key: string) => key],
    ['prowler', 'nist_800_53_revision_4', 'nist-800-53-r4', control53],
    ['prowler', 'nist_800_53_revision_5', 'nist-800-53-r5', control53],
    ['steampipe', 'nist_800_53_rev_5', 'nist-800-53-r5', control53],
    [
      'prowler',
      'nist_csf_1.1',
      'nist-csf-1.1',
      (key: string) => `${functions[key.slice(0, 2)]}.${key.toUpperCase().replace('_', '-')}`
    ],
    [
      'steampipe',
      'nist_csf_v2',
      'nist-csf-2.0',
      (key: string) => key.toUpperCase().replace('_', '.').replace('_', '-')
    ],
    ['prowler', 'pci_3.2.1', 'pci-dss-3.2.1', (key: string) => key.replace(/\.[a-z]$/, '')],
    ['prowler', 'pci_4.0', 'pci-dss-4.0', (key: string) => key.replace(/\.\d+$/, '')],
    [
      'steampipe',
      'pci_dss_v40',
      'pci-dss-4.0',
      (key: string) =>
        key
          .replace(/^(requirement|appendix)_/, '')
          .replaceAll('_', '.')
          .toUpperCase()
    ],
    ['prowler', 'soc2', 'soc-2', criterion],
    ['steampipe', 'soc_2', 'soc-2', criterion],
    ['prowler', 'iso27001_2022', 'iso-27001-2022', (key: string) => key],
    [
      'prowler',
      'hipaa',
      'hipaa-security',
      (key: string) =>
        key
          .split('_')
          .map((part, at) => (at < 2 ? part : `(${at === 5 ? part.toUpperCase() : part})`))
          .join('')
          .replace('164', '164.')
    ]
  ])('of %s, %s, are in %s with their controls', (tool, mapping, id, spell) => {
    const requirements = new Map(
      frameworkOf(id)?.requirements.map((requirement) => [requirement.id, requirement.controls])
    )

    let seen = 0
    for (const [control, mapped] of Object.entries(crosswalk))
      for (const key of mapped[tool]?.[mapping] ?? [])
        if (!noRequirement.has(key)) {
          expect(requirements.get(spell(key)), `${control} ${key}`).toContain(control)
          seen++
        }
    expect(seen).toBeGreaterThan(20)
  })

  test('of the CIS benchmarks are in their files with their controls', () => {
    for (const [control, { cis = {} }] of Object.entries(crosswalk))
      for (const [version, ids] of Object.entries(cis))
        for (const id of ids)
          expect(
            frameworkOf(`cis-${version}`)?.requirements.find((requirement) => requirement.id === id)
              ?.controls,
            `${version} ${id}`
          ).toContain(control)
  })

  test('of ISO/IEC 27001:2013 name sections; every control stands under each of its sections', () => {
    const requirements = frameworkOf('iso-27001-2013')?.requirements ?? []

    for (const [control, { prowler }] of Object.entries(crosswalk))
      for (const key of prowler?.['iso27001_2013'] ?? []) {
        // A bucket open to the public is no technical vulnerability (A.12.6).
        if (control === 'CT-05' && key.startsWith('A.12.6')) continue
        const section = key.replace(/\.[A-Z]$/, '.')
        expect(
          requirements.some(({ id, controls }) => id.startsWith(section) && controls.includes(control)),
          `${control} ${key}`
        ).toBe(true)
      }
  })
})

/** "1.9" before "1.10", "AC-2" before "AC-2(1)", "AU-2" after "AC-24". */
function naturally(one: string, other: string): number {
  const [a, b] = [one, other].map((id) => id.match(/\d+|[A-Za-z]+/g) ?? [])
  for (const [at, part] of (a ?? []).entries()) {
    const against = b?.[at]
    if (against === undefined) return 1
    const [left, right] = [Number(part), Number(against)]
    const byNumber = Number.isNaN(left) || Number.isNaN(right) ? Number.NaN : left - right
    if (byNumber !== 0 && !Number.isNaN(byNumber)) return byNumber
    if (Number.isNaN(byNumber) && part !== against) return part < against ? -1 : 1
  }
  return (a?.length ?? 0) - (b?.length ?? 0)
}
