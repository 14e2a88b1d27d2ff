/** Turns the tags of a user or role into facts. */
import type { Reading } from '../importer.ts'
import { isRecord, spell, type JsonRecord, type Member } from './fields.ts'

export interface TaggedPrincipal {
  readonly account: string
  readonly arn: string
  readonly kind: 'user' | 'role'
}

/** States every tag; one that cannot be read leaves its principal standing. */
export function readTags(
  member: Member,
  record: JsonRecord,
  { account, arn, kind }: TaggedPrincipal,
  reading: Pick<Reading, 'fact'>
): void {
  const tags = Object.hasOwn(record, 'Tags') ? (record['Tags'] ?? []) : []
  if (!Array.isArray(tags)) {
    member.doubt(`\`Tags\` must be a list, found ${spell(tags)}; the tags count as not known.`)
    return
  }
  for (const [n, tag] of (tags as readonly unknown[]).entries()) {
    const key = isRecord(tag) ? tag['Key'] : undefined
    const value = isRecord(tag) ? (tag['Value'] ?? '') : undefined
    if (typeof key !== 'string' || typeof value !== 'string') {
      member.doubt(
        `\`Tags[${n}]\` must have a \`Key\` and a \`Value\`, found ${spell(tag)}; it was left out.`
      )
      continue
    }
    reading.fact('principal_tag', {
      account_id: account,
      principal_arn: arn,
      principal_kind: kind,
      key,
      value,
      line: member.line,
      path: `${member.path}.Tags[${n}]`
    })
  }
}
