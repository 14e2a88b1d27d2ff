/** `tickmark verify`: whether an engagement or an archive is whole and unchanged, and whether workbooks were issued by it. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'

import type { IssuedWorkbook } from '../../shared/records/engagement.ts'
import { verifyArchiveAt } from '../../core/verify-archive.ts'
import { valueOf } from '../import-files.ts'
import type { ProgramFiles } from '../program-files.ts'
import { fileArgument, type Command } from './command.ts'
import { inEngagement } from './open-engagement.ts'

export const verify: Command = {
  name: 'verify',
  usage: '<file> [<workbook>…]',
  summary: 'prove an engagement or an archive, and that workbooks were issued by it',
  help: [
    'An engagement: every event and every stored file. An archive (folder or zip): every file, the log, the record and',
    'signatures. A workbook after it: whether it is byte for byte one that was issued, and which version.',
    'Ends with exit code 1 where anything is not as it was recorded.'
  ],
  options: {},
  async run(given, _terminal, files) {
    const found = await verified(fileArgument(given), files)
    const workbooks = await Promise.all(
      given.positionals.slice(1).map((path) => identify(path, found.workbooks))
    )
    const isGood = found.ok && workbooks.every(({ issued }) => issued !== null)
    return {
      exitCode: isGood ? 0 : 1,
      report: { ...found.report, ...(workbooks.length > 0 ? { asked: workbooks } : {}) },
      lines: [...found.lines, ...workbooks.map(lineOf)]
    }
  }
}

interface Found {
  readonly ok: boolean
  readonly workbooks: readonly IssuedWorkbook[]
  readonly report: object
  readonly lines: readonly string[]
}

async function verified(path: string, files: ProgramFiles): Promise<Found> {
  const archive = verifyArchiveAt(path)
  if (archive) {
    const { sentences, ...report } = archive
    return { ok: archive.ok, workbooks: archive.workbooks, report, lines: sentences }
  }
  const found = await inEngagement(path, files, async (workbench) =>
    valueOf(await workbench.call('engagement.verify', {}))
  )
  const sum = `${found.events} events and ${found.objects} stored files read`
  return {
    ok: found.ok,
    workbooks: found.workbooks,
    report: found,
    lines: found.ok
      ? [`${sum}; the record is as it was written. Last event: ${found.head}.`]
      : [...found.faults, `${sum}; the record is not as it was written.`]
  }
}

interface Asked {
  readonly file: string
  readonly sha256: string
  /** Null where the engagement issued nothing with these bytes. */
  readonly issued: IssuedWorkbook | null
}

async function identify(path: string, workbooks: readonly IssuedWorkbook[]): Promise<Asked> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  const sha256 = hash.digest('hex')
  return { file: basename(path), sha256, issued: workbooks.find((one) => one.sha256 === sha256) ?? null }
}

function lineOf({ file, issued }: Asked): string {
  return issued === null
    ? `${file}: not issued by this engagement, or changed since.`
    : `${file}: version ${issued.version}, issued ${issued.issuedAt} as ${issued.fileName}; unchanged.`
}
