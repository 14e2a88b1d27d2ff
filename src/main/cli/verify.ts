/** `tickmark verify`: whether the record of an engagement is whole and unchanged. */
import { valueOf } from '../import-files.ts'
import { fileArgument, noMoreThan, type Command } from './command.ts'
import { inEngagement } from './open-engagement.ts'

export const verify: Command = {
  name: 'verify',
  usage: '<file>',
  summary: 'prove the record: every event and every stored file',
  help: ['Ends with exit code 1 where anything is not as it was recorded.'],
  options: {},
  async run(given, _terminal, files) {
    noMoreThan(1, given)
    const found = await inEngagement(fileArgument(given), files, async (workbench) =>
      valueOf(await workbench.call('engagement.verify', {}))
    )
    const sum = `${found.events} events and ${found.objects} stored files read`
    return {
      exitCode: found.ok ? 0 : 1,
      report: found,
      lines: found.ok
        ? [`${sum}; the record is as it was written. Last event: ${found.head}.`]
        : [...found.faults, `${sum}; the record is not as it was written.`]
    }
  }
}
