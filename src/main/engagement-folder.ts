/** The folder of engagement files: where it is, what lies in it, and names for new ones. */
import { readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { toWireError } from '../shared/errors.ts'
import { isInput } from '../shared/read-input.ts'
import type {
  EngagementList,
  EngagementSummary,
  SealedEngagement,
  UnreadableEngagement
} from '../shared/records/engagement.ts'
import { isSealedFile } from '../core/change-seal.ts'
import { summarise } from '../core/workbench.ts'

export const extension = '.tickmark'

/** `TICKMARK_HOME`, else `tickmark/engagements` where this system keeps the data of programs. */
export function engagementHome(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform
): string {
  const given = environment['TICKMARK_HOME']
  if (given) return given
  return join(dataFolder(environment, platform), 'tickmark', 'engagements')
}

function dataFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform
): string {
  if (platform === 'win32') return environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share')
}

/** The file of an engagement's name; the name has passed the contract's schema, so it cannot leave the folder. */
export function fileOf(home: string, name: string): string {
  return join(home, `${name}${extension}`)
}

/**
 * Every engagement file of the folder, last opened first; those that cannot be opened with the sentence why. Of sealed ones only the
 * one that is open is more than a name.
 */
export function listEngagements(
  home: string,
  open: { readonly name: string; readonly key: string | null } | null = null
): EngagementList {
  const engagements: EngagementSummary[] = []
  const sealed: SealedEngagement[] = []
  const unreadable: UnreadableEngagement[] = []
  for (const name of namesIn(home)) {
    if (!isInput('engagement.open', { file: name })) {
      unreadable.push({
        file: name,
        problem: `The name of ${name}${extension} has characters this list does not take; rename the file.`
      })
      continue
    }
    const file = fileOf(home, name)
    const key = open?.name === name ? open.key : null
    try {
      if (key === null && isSealedFile(file)) sealed.push({ file: name, lastOpenedAt: changedAt(file) })
      else engagements.push(summarise(file, key))
    } catch (thrown) {
      unreadable.push({ file: name, problem: toWireError(thrown).message })
    }
  }
  engagements.sort(lastOpenedFirst)
  sealed.sort(lastOpenedFirst)
  return { engagements, sealed, unreadable }
}

function lastOpenedFirst(a: SealedEngagement, b: SealedEngagement): number {
  return b.lastOpenedAt.localeCompare(a.lastOpenedAt) || a.file.localeCompare(b.file)
}

function changedAt(file: string): string {
  return statSync(file).mtime.toISOString()
}

/** Where a copy for another machine lies, sealed, until it is taken. */
export function outgoingFile(home: string): string {
  return join(home, '.outgoing')
}

/** A file name made of client and period that no file of the folder has, also where case does not count. */
export function freeName(home: string, clientName: string, period: string): string {
  return untaken(home, `${safeName(clientName)} ${period}`)
}

/** A name for a file whose content is not known, made of the one it came with. */
export function freeNameLike(home: string, fileName: string): string {
  return untaken(
    home,
    safeName(fileName.endsWith(extension) ? fileName.slice(0, -extension.length) : fileName)
  )
}

function untaken(home: string, wanted: string): string {
  const taken = new Set(namesIn(home).map((name) => name.toLowerCase()))
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted} ${n}`
    if (!taken.has(name.toLowerCase())) return name
  }
}

function safeName(clientName: string): string {
  const safe = clientName
    .normalize('NFC')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 80)
    .trim()
  // Half a surrogate pair may be left of a letter that was cut in two.
  return safe.replace(/\p{Surrogate}/gu, '') || 'Engagement'
}

function namesIn(home: string): string[] {
  return readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => entry.name.slice(0, -extension.length))
    .sort()
}
