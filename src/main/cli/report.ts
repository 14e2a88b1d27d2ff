/** `tickmark report`: issues the report and writes it to a folder, as a page or printed. */
import type { ReportEdition, ReportFormat } from '../../shared/records/report.ts'
import { valueOf } from '../import-files.ts'
import { fileArgument, noMoreThan, optional, WrongUse, type Command, type Given } from './command.ts'
import { inEngagement } from './open-engagement.ts'
import { asNameHelp, asNameOption, workAs } from './work-as.ts'
import { writeInto } from './write-file.ts'

export const report: Command = {
  name: 'report',
  usage: '<file> (--html <folder> | --pdf <folder>) [--final] [--as <name>]',
  summary: 'issue the report as HTML or PDF and write it to a folder',
  help: [
    '  --html <folder>    one file that any browser shows, without a network',
    '  --pdf <folder>     the same page printed, by a Chrome, Edge or Chromium of this machine',
    '  --final            the final edition, of a period that was issued (the internal one where left out)',
    ...asNameHelp,
    'The folder is made where it is missing. Every issue is a version of its own and stays in the engagement.'
  ],
  options: {
    html: { type: 'string' },
    pdf: { type: 'string' },
    final: { type: 'boolean' },
    ...asNameOption
  },
  async run(given, terminal, files) {
    noMoreThan(1, given)
    const formats = formatsGiven(given)
    const edition: ReportEdition = given.values['final'] === true ? 'final' : 'internal'
    return inEngagement(fileArgument(given), files, async (workbench) => {
      await workAs(workbench, given)
      const written = []
      for (const { format, folder } of formats) {
        const issued = valueOf(await workbench.call('report.issue', { edition, format }))
        const { bytes } = valueOf(await workbench.call('file.read', { of: 'report', id: issued.id }))
        const path = await writeInto(folder, issued.fileName, bytes)
        written.push({ path, version: issued.version, sha256: issued.sha256, size: issued.size })
      }
      terminal.settle()
      return {
        exitCode: 0,
        report: written,
        lines: written.map(
          ({ path, version, sha256 }) => `${path} written, version ${version}, SHA-256 ${sha256}.`
        )
      }
    })
  }
}

function formatsGiven(given: Given): readonly { readonly format: ReportFormat; readonly folder: string }[] {
  const formats = (['html', 'pdf'] as const).flatMap((format) => {
    const folder = optional(given, format)
    return folder === null ? [] : [{ format, folder }]
  })
  if (formats.length > 0) return formats
  throw new WrongUse('--html or --pdf is missing, with the folder the report goes to.')
}
