/** `tickmark workbook`: issues the workbook and writes it to a folder. */
import { editionNames, usualEdition, type Edition } from '../../shared/editions.ts'
import type { WorkbookExport } from '../../shared/records/workbook.ts'
import type { Workbench } from '../../core/workbench.ts'
import { valueOf } from '../import-files.ts'
import {
  fileArgument,
  noMoreThan,
  optional,
  required,
  WrongUse,
  type Command,
  type Given
} from './command.ts'
import { inEngagement } from './open-engagement.ts'
import { asNameHelp, asNameOption, workAs } from './work-as.ts'
import { writeInto } from './write-file.ts'

export const workbook: Command = {
  name: 'workbook',
  usage: '<file> --out <folder> [--edition <name>] [--as <name>]',
  summary: 'issue the workbook and write it to a folder',
  help: [
    '  --out <folder>     where the workbook goes; made where it is missing',
    '  --edition <name>   internal (where none is named) or client-response; the final one is issued with the period',
    ...asNameHelp,
    'Every issue is a version of its own and stays in the engagement.'
  ],
  options: { out: { type: 'string' }, edition: { type: 'string' }, ...asNameOption },
  async run(given, terminal, files) {
    noMoreThan(1, given)
    const out = required(given, 'out')
    const edition = editionGiven(given)
    return inEngagement(fileArgument(given), files, async (workbench) => {
      await workAs(workbench, given)
      const { path, issued } = await issueWorkbook(workbench, out, edition)
      terminal.settle()
      return {
        exitCode: 0,
        report: { path, edition, version: issued.version, sha256: issued.sha256, size: issued.size },
        lines: [`${path} written, version ${issued.version}, SHA-256 ${issued.sha256}.`]
      }
    })
  }
}

function editionGiven(given: Given): Edition {
  const named = optional(given, 'edition') ?? usualEdition
  const edition = editionNames.find((name) => name === named)
  if (edition === undefined)
    throw new WrongUse(`"${named}" is no edition; there are ${editionNames.join(', ')}.`)
  return edition
}

/** Issues the workbook and writes its bytes into the folder. */
export async function issueWorkbook(
  workbench: Workbench,
  folder: string,
  edition: Edition = usualEdition
): Promise<{ readonly path: string; readonly issued: WorkbookExport }> {
  const issued = valueOf(await workbench.call('workbook.issue', { edition }))
  const { bytes } = valueOf(await workbench.call('file.read', { of: 'workbook', id: issued.id }))
  return { path: await writeInto(folder, issued.fileName, bytes), issued }
}
