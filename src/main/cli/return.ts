/** `tickmark return`: takes in a client edition that came back and says what is different in it. */
import { basename } from 'node:path'

import { changeClasses, classOrder } from '../../shared/states/return-change.ts'
import type { Workbench } from '../../core/workbench.ts'
import { sendFile, valueOf } from '../import-files.ts'
import { fileArgument, noMoreThan, optional, required, WrongUse, type Command } from './command.ts'
import { inEngagement } from './open-engagement.ts'
import { asNameHelp, asNameOption, workAs } from './work-as.ts'

export const returnCommand: Command = {
  name: 'return',
  usage: '<file> <book.xlsx> --from <name> [--on <day>] [--accept-clean] [--as <name>]',
  summary: 'take in a workbook that the client filled in',
  help: [
    '  --from <name>      who of the client sent it',
    '  --on <day>         the day it came, as 2026-02-14 (today where left out)',
    '  --accept-clean     accept every answer that is clean',
    ...asNameHelp,
    'The file is kept as evidence. Without --accept-clean nothing changes in the record; decide in the workbench.'
  ],
  options: {
    from: { type: 'string' },
    on: { type: 'string' },
    'accept-clean': { type: 'boolean' },
    ...asNameOption
  },
  async run(given, _terminal, files) {
    noMoreThan(2, given)
    const file = fileArgument(given)
    const book = given.positionals[1]
    if (book === undefined) throw new WrongUse('The workbook that came back is missing.')
    const receivedFrom = required(given, 'from')
    const receivedAt = optional(given, 'on') ?? new Date().toISOString().slice(0, 10)
    return inEngagement(file, files, async (workbench) => {
      await workAs(workbench, given)
      const upload = await sendFile(workbench, { name: basename(book), path: book })
      const received = valueOf(
        await workbench.call('return.receive', { job: 'return', upload, receivedFrom, receivedAt })
      )
      const decided =
        given.values['accept-clean'] === true && received.isNew
          ? await acceptClean(workbench, received.ref)
          : null
      const view = valueOf(await workbench.call('return.show', { return: received.ref }))
      const counts = classOrder.flatMap((name) => {
        const count = view.list.filter((change) => change.class === name).length
        return count === 0 ? [] : [`${changeClasses[name]}: ${count}`]
      })
      return {
        exitCode: 0,
        report: { ...received, decided, changes: view.list },
        lines: [
          received.sentence,
          ...counts,
          ...(decided === null
            ? []
            : [`${decided.accepted} accepted, ${decided.refused.length} refused by the record.`])
        ]
      }
    })
  }
}

/** null where nothing is clean. */
async function acceptClean(
  workbench: Workbench,
  ref: string
): Promise<{ readonly accepted: number; readonly refused: readonly unknown[] } | null> {
  const { list } = valueOf(await workbench.call('return.show', { return: ref }))
  const isThere = list.some((change) => change.class === 'clean' && change.waits)
  return isThere ? valueOf(await workbench.call('return.accept-clean', { return: ref })) : null
}
