/** `tickmark verify`: whether an engagement or an archive is whole and unchanged, and whether workbooks were issued by it. */
import { extname } from 'node:path'

import { verifyArchiveAt } from '../../core/verify-archive.ts'
import { valueOf } from '../import-files.ts'
import type { ProgramFiles } from '../program-files.ts'
import { fileArgument, WrongUse, type Command } from './command.ts'
import { inEngagement } from './open-engagement.ts'
import { claimed, comparedWith, identified, type Asked } from './verify-workbooks.ts'

export const verify: Command = {
  name: 'verify',
  usage: '<file> [<workbook>…]',
  summary: 'prove an engagement or an archive, and that workbooks were issued by it',
  help: [
    'An engagement: every event and every stored file. An archive (folder or zip): every file, the log, the record and',
    'signatures. A workbook after it: whether it is one that was issued, and which version; after an engagement also which',
    'cells are other than issued. A workbook alone: what it says of itself, which proves nothing.',
    'Ends with exit code 1 where anything is not as it was recorded.'
  ],
  options: {},
  async run(given, _terminal, files) {
    const path = fileArgument(given)
    const books = given.positionals.slice(1)
    if (extname(path).toLowerCase() === '.xlsx') {
      if (books.length > 0)
        throw new WrongUse('Name the engagement or the archive first, then the workbooks it is to prove.')
      return claimed(path)
    }
    const found = await verified(path, books, files)
    return {
      exitCode: found.ok && found.asked.every(({ isIssued }) => isIssued) ? 0 : 1,
      report: {
        ...found.report,
        ...(found.asked.length > 0 ? { asked: found.asked.map(({ report }) => report) } : {})
      },
      lines: [...found.lines, ...found.asked.flatMap(({ lines }) => lines)]
    }
  }
}

interface Found {
  readonly ok: boolean
  readonly asked: readonly Asked[]
  readonly report: object
  readonly lines: readonly string[]
}

async function verified(path: string, books: readonly string[], files: ProgramFiles): Promise<Found> {
  const archive = verifyArchiveAt(path)
  if (archive) {
    const { sentences, ...report } = archive
    const asked = await Promise.all(books.map((book) => identified(book, archive.workbooks)))
    return { ok: archive.ok, asked, report, lines: sentences }
  }
  return inEngagement(path, files, async (workbench) => {
    const found = valueOf(await workbench.call('engagement.verify', {}))
    const asked: Asked[] = []
    for (const book of books) asked.push(await comparedWith(workbench, book))
    const sum = `${found.events} events and ${found.objects} stored files read`
    return {
      ok: found.ok,
      asked,
      report: found,
      lines: found.ok
        ? [`${sum}; the record is as it was written. Last event: ${found.head}.`]
        : [...found.faults, `${sum}; the record is not as it was written.`]
    }
  })
}
