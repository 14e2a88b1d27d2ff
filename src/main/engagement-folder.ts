/** The folder of engagement files: where it is, what lies in it, and names for new ones. */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { toWireError } from '../shared/errors.ts'
import { isInput } from '../shared/read-input.ts'
import type { EngagementList, EngagementSummary, UnreadableEngagement } from '../shared/records/engagement.ts'
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

/** Every engagement file of the folder, last opened first; those that cannot be opened with the sentence why. */
export function listEngagements(home: string): EngagementList {
  const engagements: EngagementSummary[] = []
  const unreadable: UnreadableEngagement[] = []
  for (const name of namesIn(home)) {
    if (!isInput('engagement.open', { file: name })) {
      unreadable.push({
        file: name,
        problem: `The name of ${name}${extension} has characters this list does not take; rename the file.`
      })
      continue
    }
    try {
      engagements.push(summarise(fileOf(home, name)))
    } catch (thrown) {
      unreadable.push({ file: name, problem: toWireError(thrown).message })
    }
  }
  engagements.sort((a, b) => b.lastOpenedAt.localeCompare(a.lastOpenedAt) || a.file.localeCompare(b.file))
  return { engagements, unreadable }
}

/** A file name made of client and period that no file of the folder has, also where case does not count. */
export function freeName(home: string, clientName: string, period: string): string {
  const taken = new Set(namesIn(home).map((name) => name.toLowerCase()))
  const wanted = `${safeName(clientName)} ${period}`
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
