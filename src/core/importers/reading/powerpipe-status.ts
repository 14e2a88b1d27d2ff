/** What the statuses of Powerpipe and of Steampipe's checks mean. */
import { BadMember, spell } from './fields.ts'
import type { ToolResult } from './tool-results.ts'

/** Alarm and ok are verdicts; info, skip and error leave the question open. */
export function powerpipeStatus(said: string): Pick<ToolResult, 'status' | 'said'> {
  const status = statuses.get(said.toLowerCase())
  if (status === undefined)
    throw new BadMember(
      `The status must be alarm, ok, info, skip or error, found ${spell(said)}; the result was left out.`
    )
  return { status, said }
}

const statuses: ReadonlyMap<string, ToolResult['status']> = new Map([
  ['alarm', 'fail'],
  ['ok', 'pass'],
  ['info', 'review'],
  ['skip', 'review'],
  ['error', 'review']
])

/** `aws_compliance.control.iam_root_user_mfa_enabled` is the control `iam_root_user_mfa_enabled` of a mod. */
export function controlName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1) || id
}
