/** What the formats of Prowler have in common: the words of its status, and what makes a result one of AWS. */
import { BadMember, spell } from './fields.ts'
import type { ToolResult } from './tool-results.ts'

/**
 * PASS, FAIL and MANUAL; version 2 says INFO and WARNING where it could not tell, version 3 MUTED. A result its user muted is put
 * aside whatever it says.
 */
export function prowlerStatus(status: string, isMuted: boolean): Pick<ToolResult, 'status' | 'said'> {
  const found = statuses.get(status.toUpperCase())
  if (found === undefined)
    throw new BadMember(
      `The status must be PASS, FAIL or MANUAL, found ${spell(status)}; the result was left out.`
    )
  return isMuted ? { status: 'suppressed', said: `${status}, muted` } : { status: found, said: status }
}

const statuses: ReadonlyMap<string, ToolResult['status']> = new Map([
  ['PASS', 'pass'],
  ['FAIL', 'fail'],
  ['MANUAL', 'review'],
  ['INFO', 'review'],
  ['WARNING', 'review'],
  ['MUTED', 'suppressed']
])

/** Version 2 puts the id of a check before its title: `[check12] Ensure multi-factor authentication …`. */
export function checkInTitle(title: string): { readonly check: string; readonly title: string } {
  const [, check = '', rest = ''] = /^\[([\w-]{1,60})\]\s*(.*)$/s.exec(title) ?? []
  return check === '' ? { check: title, title } : { check, title: rest }
}

/** Prowler tests other clouds in the same formats; before version 3 it knew AWS alone. */
export function isAboutAws(provider: string): boolean {
  return provider === '' || provider.toLowerCase() === 'aws'
}
