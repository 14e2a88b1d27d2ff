/** `tickmark run`: exports in, results and workbook out, in one go. */
import { existsSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join, relative } from 'node:path'

import { WorkbenchError } from '../../shared/errors.ts'
import { readInput } from '../../shared/read-input.ts'
import type { Results } from '../../shared/records/test.ts'
import type { Workbench } from '../../core/workbench.ts'
import { extension } from '../engagement-folder.ts'
import { valueOf } from '../import-files.ts'
import type { ProgramFiles } from '../program-files.ts'
import { asOfGiven, asOfHelp, asOfOption } from './as-of.ts'
import { countOutcomes, outcomeLine } from './check.ts'
import { optional, required, WrongUse, type Command, type Given } from './command.ts'
import { importPaths, linesOf, type Imported } from './import-paths.ts'
import { inEngagement } from './open-engagement.ts'
import type { Terminal } from './terminal.ts'
import { issueWorkbook } from './workbook.ts'
import { writeInto } from './write-file.ts'

const engagementFile = `engagement${extension}`

export const run: Command = {
  name: 'run',
  usage: '<path>… --out <folder> [--as-of <time>] [--period <YYYY-MM>] [--client <name>] [--auditor <name>]',
  summary: 'import, check, and write results.json and the workbook',
  help: [
    '  --out <folder>     where results.json, the workbook and the engagement go; made where it is missing',
    asOfHelp,
    '  --period <month>   the month reviewed (the month of --as-of, else of the newest date in the exports)',
    '  --client <name>    the client audited ("Client" where left out)',
    '  --auditor <name>   who works in it (your name on this machine where left out)',
    `The engagement stays in the folder as ${engagementFile}, to be opened and worked on. A later run into the same`,
    'folder replaces it, unless somebody has recorded something in it.',
    'Exit code 3 says that an export could not be read, only in part, or belongs to no known account. Files that are',
    'no export (checksums, notes) are listed as not recognised and change nothing.'
  ],
  options: {
    ...asOfOption,
    out: { type: 'string' },
    period: { type: 'string' },
    client: { type: 'string' },
    auditor: { type: 'string' }
  },
  async run(given, terminal, files) {
    const order = orderOf(given)
    await mkdir(order.out, { recursive: true })
    // Only reading tells the newest date; where it lies in another month, that month is the period.
    const first = await carryOut(order, order.period ?? thisMonth(), terminal, files)
    const done = 'otherPeriod' in first ? await carryOut(order, first.otherPeriod, terminal, files) : first
    if ('otherPeriod' in done)
      throw new Error('The newest date changed between two readings of the same files')
    return {
      exitCode: done.imported.hasLoss ? 3 : 0,
      report: {
        asOf: done.results.asOf,
        period: done.period,
        results: done.resultsPath,
        workbook: done.workbookPath,
        engagement: done.engagementPath,
        outcomes: countOutcomes(done.results),
        files: done.imported.files,
        leftOut: done.imported.leftOut
      },
      lines: [
        ...linesOf(done.imported),
        `${outcomeLine(done.results)}.`,
        `Results: ${done.resultsPath}`,
        `Workbook: ${done.workbookPath}`,
        `Engagement: ${done.engagementPath}`
      ]
    }
  }
}

interface Order {
  readonly paths: readonly string[]
  readonly out: string
  readonly asOf: string | null
  readonly period: string | null
  readonly clientName: string
  readonly auditor: string
}

interface Done {
  readonly period: string
  readonly imported: Imported
  readonly results: Results
  readonly resultsPath: string
  readonly workbookPath: string
  readonly engagementPath: string
}

function orderOf(given: Given): Order {
  if (given.positionals.length === 0)
    throw new WrongUse('The path of a file or folder of exports is missing.')
  const asOf = asOfGiven(given)
  const period = optional(given, 'period') ?? asOf?.slice(0, 7) ?? null
  const { clientName, auditor } = readInput('engagement.create', {
    clientName: optional(given, 'client') ?? 'Client',
    auditor: optional(given, 'auditor') ?? userInfo().username,
    period: period ?? thisMonth()
  })
  return { paths: given.positionals, out: required(given, 'out'), asOf, period, clientName, auditor }
}

async function carryOut(
  { paths, out, asOf, clientName, auditor, period: wanted }: Order,
  period: string,
  terminal: Terminal,
  files: ProgramFiles
): Promise<Done | { readonly otherPeriod: string }> {
  const engagementPath = join(out, engagementFile)
  await clearFormerRun(engagementPath, files)
  return inEngagement(
    engagementPath,
    files,
    async (workbench) => {
      if (asOf !== null) valueOf(await workbench.call('period.date', { asOf }))
      const imported = await importPaths(workbench, paths, terminal, out)
      const { newestAsOf } = valueOf(await workbench.call('engagement.show', {}))
      const newestMonth = newestAsOf?.at.slice(0, 7) ?? period
      if (wanted === null && newestMonth !== period) return { otherPeriod: newestMonth }
      const results = valueOf(await workbench.call('result.list', {}))
      const resultsPath = await writeInto(out, 'results.json', `${JSON.stringify(results, null, 2)}\n`)
      const { path: workbookPath } = await issueWorkbook(workbench, out)
      return { period, imported, results, resultsPath, workbookPath, engagementPath }
    },
    { clientName, auditor, period, isSample: false }
  )
}

/** Takes away the engagement of an earlier run. Throws `not-allowed` where somebody recorded something in it. */
async function clearFormerRun(file: string, files: ProgramFiles): Promise<void> {
  if (!existsSync(file)) return
  if (await inEngagement(file, files, hasRecord))
    throw new WorkbenchError(
      'not-allowed',
      `${relative('.', file)} holds conclusions, evidence, findings or people and is not replaced; give another --out.`
    )
  rmSync(file)
}

async function hasRecord(workbench: Workbench): Promise<boolean> {
  const { concluded, evidence, findings } = valueOf(await workbench.call('engagement.show', {}))
  const { hasPeople } = valueOf(await workbench.call('session.show', {}))
  return concluded > 0 || evidence > 0 || findings > 0 || hasPeople
}

function thisMonth(): string {
  return new Date().toISOString().slice(0, 7)
}
