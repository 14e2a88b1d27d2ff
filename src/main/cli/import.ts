/** `tickmark import`: files and folders of exports into an engagement. */
import { valueOf } from '../import-files.ts'
import { asOfGiven, asOfHelp, asOfOption } from './as-of.ts'
import { fileArgument, WrongUse, type Command } from './command.ts'
import { importPaths, linesOf } from './import-paths.ts'
import { inEngagement } from './open-engagement.ts'
import { asNameHelp, asNameOption, workAs } from './work-as.ts'

export const importCommand: Command = {
  name: 'import',
  usage: '<file> <path>… [--as-of <time>] [--as <name>]',
  summary: 'import exports into an engagement and run the checks',
  help: [
    asOfHelp,
    ...asNameHelp,
    'Folders are taken whole, in the order of their names; symbolic links are not followed.',
    'Control-C stops after the file in hand; what was read before stays.'
  ],
  options: { ...asOfOption, ...asNameOption },
  async run(given, terminal, files) {
    const file = fileArgument(given)
    const paths = given.positionals.slice(1)
    if (paths.length === 0) throw new WrongUse('The path of a file or folder of exports is missing.')
    const asOf = asOfGiven(given)
    return inEngagement(file, files, async (workbench) => {
      await workAs(workbench, given)
      if (asOf !== null) valueOf(await workbench.call('period.date', { asOf }))
      const imported = await importPaths(workbench, paths, terminal)
      return {
        exitCode: imported.hasLoss ? 3 : 0,
        report: {
          file,
          files: imported.files,
          leftOut: imported.leftOut,
          changedTests: imported.report.changedTests
        },
        lines: linesOf(imported)
      }
    })
  }
}
