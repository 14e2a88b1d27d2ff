/** A run tests the members that may fail, counts the others and asks once what checks share: it must find what testing all finds. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

import { isAutomated, type Need } from '../../src/core/checks/check.ts'
import { readAccounts } from '../../src/core/procedures/account-reader.ts'
import { accountsOf } from '../../src/core/procedures/accounts.ts'
import { sourceDates } from '../../src/core/procedures/as-of.ts'
import { controlsOf } from '../../src/core/procedures/controls.ts'
import { coverage } from '../../src/core/procedures/coverage.ts'
import { engagementOf, parametersOf } from '../../src/core/procedures/engagement.ts'
import { differencesOfSharing } from '../core/checks/sharing.ts'
import { differencesOfSuspects } from '../core/checks/suspects.ts'
import { filesOf, sitDown } from '../core/procedures/desk.ts'

const estates = resolve(import.meta.dirname, '../estates')
const generator = resolve(import.meta.dirname, '../../../shared/tools/gen-org.mjs')

async function differencesIn(folder: string): Promise<{ tests: number; differences: string[] }> {
  const desk = sitDown()
  await desk.ask('period.date', { asOf: '2026-01-31T12:00:00Z' })
  await desk.receive(filesOf(folder))
  const { db } = desk
  const { period } = engagementOf(db)
  const coverageOf = coverage(db, period.id)
  const dateOf = sourceDates(db, period.id)
  const parameters = parametersOf(db)
  const tests = controlsOf(accountsOf(db)).flatMap(({ check, accounts }) =>
    isAutomated(check) ? accounts.map(({ id }) => ({ check, account: id })) : []
  )
  const populations = readAccounts(db)
  const differences = [...Map.groupBy(tests, ({ account }) => account).values()]
    .flat()
    .flatMap(({ check, account }) => {
      const context = {
        account,
        parameters,
        coverageOf: (need: Need) => coverageOf(need, account),
        asOfOf: (source: number) => dateOf(source, account).at
      }
      return [
        ...differencesOfSuspects(db, check, context),
        ...differencesOfSharing(db, check, context, populations)
      ]
    })
  return { tests: tests.length, differences }
}

describe('a run of the suspects alone finds what a run of all members finds', () => {
  test.each(['healthy', 'troubled', 'empty', 'hostile'])('in the %s estate', async (estate) => {
    const { tests, differences } = await differencesIn(join(estates, estate))

    expect(differences).toEqual([])
    expect(tests).toBeGreaterThan(0)
  })

  test.skipIf(!existsSync(generator))(
    'in a generated organization',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'suspects-'))
      const made = spawnSync(
        process.execPath,
        [generator, '--out', folder, '--accounts', '4', '--users', '40', '--seed', '11'],
        { encoding: 'utf8' }
      )
      expect(made.status, made.stderr).toBe(0)

      const { differences } = await differencesIn(folder)

      rmSync(folder, { recursive: true, force: true })
      expect(differences).toEqual([])
    },
    120_000
  )
})
