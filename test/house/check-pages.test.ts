/** Draws docs/checks from the definitions, so that the pages cannot say other than the checks: `npm run docs` writes them. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

import { checkOfControl } from '../../src/core/checks/index.ts'
import { awsIam } from '../../src/core/checklists/aws-iam.ts'
import { checkPages } from './check-pages.ts'

const folder = resolve(import.meta.dirname, '../../docs/checks')
const pages = checkPages()

test.each([...pages])('docs/checks/%s is what the definitions give', async (name, text) => {
  await expect(text).toMatchFileSnapshot(join(folder, name))
})

test('docs/checks holds these pages and no other', () => {
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort())
})

test('every check that the checklist walks has its section and its line in the index', () => {
  const whole = [...pages.values()].join('\n')

  for (const control of awsIam.sections.flatMap(({ controls }) => controls))
    expect(whole).toContain(`\n## ${control} ${checkOfControl(control)?.id ?? ''}\n`)
})

test('links of the index lead to sections that are there', () => {
  const links = [...(pages.get('README.md') ?? '').matchAll(/\]\(([a-z-]+\.md)#([a-z0-9-]+)\)/g)]

  expect(links.length).toBeGreaterThan(100)
  for (const [, file = '', anchor = ''] of links) {
    const headings = (pages.get(file) ?? '').split('\n').filter((line) => line.startsWith('## '))
    expect(headings.map((line) => line.slice(3).toLowerCase().replaceAll(' ', '-'))).toContain(anchor)
  }
})
