/** Nothing is imported to be ignored: every table of facts is asked by a check, a sheet or a procedure. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

import { factSchema } from '../../src/core/store/fact-schema.ts'
import { openMemory } from '../../src/core/store/open.ts'

const core = resolve(import.meta.dirname, '../../src/core')

/** Tables that nothing asks by name, each with the reason why that is right. */
const exceptions: Readonly<Record<string, string>> = {}

/** Comments of both languages are no use of a table. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/^\s*(?:\/\/|--).*$/gm, '')
}

function filesOf(room: string): string[] {
  return readdirSync(resolve(core, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => resolve(entry.parentPath, entry.name))
}

/** Names of tables as SQL reads them, and as a list of tables that SQL is made of. */
function asks(code: string, table: string): boolean {
  return new RegExp(`\\b(?:from|join)\\s+${table}\\b|'${table}'`).test(code)
}

/** Asks nearly every table for names alone, to compare them with those of Terraform. */
const askingNamesAlone = 'held-resources.ts'

const code = ['checks', 'sheets', 'procedures']
  .flatMap(filesOf)
  .filter((file) => !file.endsWith(askingNamesAlone))
  .map(codeOf)
const { tables } = factSchema(openMemory())

test.each(tables)('facts of %s reach a check, a sheet or a procedure', (table) => {
  if (exceptions[table] !== undefined) return

  expect(
    code.some((text) => asks(text, table)),
    `no SQL of checks, sheets or procedures reads ${table}`
  ).toBe(true)
})

test('an exception is one of a table that is there and not asked', () => {
  for (const table of Object.keys(exceptions)) {
    expect(tables).toContain(table)
    expect(code.some((text) => asks(text, table))).toBe(false)
  }
})
