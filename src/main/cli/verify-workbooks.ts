/** Workbooks that are to be verified: against an engagement, against an archive, or by their own words. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import type { IssuedWorkbook } from '../../shared/records/engagement.ts'
import type { CellChange } from '../../shared/records/workbook.ts'
import { claimOfFile } from '../../core/read-claim.ts'
import type { Workbench } from '../../core/workbench.ts'
import { valueOf } from '../import-files.ts'
import type { Finished } from './command.ts'

/** What was found of one workbook. */
export interface Asked {
  /** The very bytes that were issued. */
  readonly isIssued: boolean
  /** What `--json` prints. */
  readonly report: object
  readonly lines: readonly string[]
}

/** Which issue of the engagement a file is, and which of its cells differ. */
export async function comparedWith(workbench: Pick<Workbench, 'call'>, path: string): Promise<Asked> {
  const bytes = await readFile(path)
  const name = basename(path)
  const verdict = valueOf(
    await workbench.call('workbook.verify', { name, sha256: hashOf(bytes), bytes: new Uint8Array(bytes) })
  )
  const rest = verdict.changed - verdict.changes.length
  return {
    isIssued: verdict.verdict === 'unchanged',
    report: { file: name, ...verdict },
    lines: [
      `${name}: ${verdict.sentence}`,
      ...verdict.changes.map(lineOf),
      ...(rest > 0 ? [`  … and ${rest} more`] : [])
    ]
  }
}

/** An archive knows workbooks by their hash. */
export async function identified(path: string, workbooks: readonly IssuedWorkbook[]): Promise<Asked> {
  const name = basename(path)
  const sha256 = hashOf(await readFile(path))
  const issued = workbooks.find((one) => one.sha256 === sha256) ?? null
  return {
    isIssued: issued !== null,
    report: { file: name, sha256, issued },
    lines: [
      issued === null
        ? `${name}: not issued by this engagement, or changed since.`
        : `${name}: version ${issued.version}, issued ${issued.issuedAt} as ${issued.fileName}; unchanged.`
    ]
  }
}

/** What a file says of itself. */
export async function claimed(path: string): Promise<Finished> {
  const name = basename(path)
  const bytes = await readFile(path)
  const claim = claimOfFile(bytes, name)
  const sha256 = hashOf(bytes)
  if (claim === null)
    return {
      exitCode: 1,
      report: { file: name, sha256, claim },
      lines: [`${name}: nothing in the file says that Tickmark issued it.`]
    }
  return {
    exitCode: 0,
    report: { file: name, sha256, claim },
    lines: [
      `${name}: says that it is ${claim.exportId} of engagement ${claim.engagement || 'unknown'}, period ${claim.period}, issued ${claim.issuedAt || 'at an unknown time'} at event ${claim.chainSeq} (${claim.chainHead}).`,
      `SHA-256 ${sha256}.`,
      'Anybody can write such words. Name the engagement before the workbook to prove them.'
    ]
  }
}

function lineOf({ sheet, address, from, to }: CellChange): string {
  return `  ${sheet}!${address}: ${quoted(from)} → ${quoted(to)}`
}

function quoted(text: string): string {
  return text === '' ? '(empty)' : JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text)
}

/** Characters of a cell that are shown. */
const longest = 120

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
