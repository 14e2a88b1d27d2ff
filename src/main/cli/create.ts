/** `tickmark create`: a new engagement file. */
import { userInfo } from 'node:os'

import { readInput } from '../../shared/read-input.ts'
import { valueOf } from '../import-files.ts'
import { extension } from '../engagement-folder.ts'
import { fileArgument, noMoreThan, optional, required, type Command, type Given } from './command.ts'
import { inEngagement } from './open-engagement.ts'

export const create: Command = {
  name: 'create',
  usage: '<file> --client <name> --period <YYYY-MM> [--auditor <name>]',
  summary: 'make a new engagement file',
  help: [
    '  --client <name>    the client audited',
    '  --period <month>   the month reviewed, as 2026-01',
    '  --auditor <name>   who works in it (your name on this machine where left out)',
    `The file gets the ending ${extension} where it has none. An existing file is never replaced.`
  ],
  options: { client: { type: 'string' }, period: { type: 'string' }, auditor: { type: 'string' } },
  async run(given, _terminal, files) {
    noMoreThan(1, given)
    const engagement = engagementGiven(given)
    const file = withExtension(fileArgument(given))
    const view = await inEngagement(
      file,
      files,
      async (workbench) => valueOf(await workbench.call('engagement.show', {})),
      { ...engagement, isSample: false }
    )
    return {
      exitCode: 0,
      report: { file, clientName: view.clientName, auditor: view.auditor, period: view.period },
      lines: [`${file} made for ${view.clientName}, ${view.period}.`]
    }
  }
}

function engagementGiven(given: Given): { clientName: string; auditor: string; period: string } {
  return readInput('engagement.create', {
    clientName: required(given, 'client'),
    auditor: optional(given, 'auditor') ?? userInfo().username,
    period: required(given, 'period')
  })
}

function withExtension(file: string): string {
  return file.endsWith(extension) ? file : `${file}${extension}`
}
