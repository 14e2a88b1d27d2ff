/** Turns a finding of IAM Access Analyzer into a fact, in every form it is exported in: listed, alone, or as an event. */
import { accountOfArn, isAccountId, parseArn } from '../../iam/arn.ts'
import type { FactTables, Flag, Seconds } from '../../iam/facts.ts'
import { flagOf, listOf, recordIn, recordOf, requiredText, textOf, timeOf } from './fields.ts'
import type { JsonRecord, Member } from './fields.ts'

export type Finding = FactTables['access_analyzer_finding']

/** What is known of a finding from outside its record. */
export interface FindingContext {
  readonly analyzerArn: string | null
  /** Of the file, where neither the analyzer nor the resource says. */
  readonly region: string
  readonly account: string
}

/**
 * The finding belongs to the account that owns the resource. `list-findings-v2` gives a summary alone, whose `actions` stay null; what
 * carries details has a list there, also where its kind knows no actions.
 */
export function findingOf(record: JsonRecord, member: Member, context: FindingContext): Finding {
  const resource = textOf(record, 'resource') ?? ''
  const owner = textOf(record, 'resourceOwnerAccount') ?? textOf(record, 'accountId') ?? ''
  timeOf(record, 'analyzedAt', member)
  return {
    account_id: isAccountId(owner) ? owner : (accountOfArn(resource) ?? context.account),
    id: textOf(record, 'findingId') ?? requiredText(record, 'id'),
    region: regionOf(context.analyzerArn) ?? regionOf(resource) ?? context.region,
    analyzer_arn: context.analyzerArn,
    finding_type: textOf(record, 'findingType') ?? 'ExternalAccess',
    resource,
    resource_type: textOf(record, 'resourceType') ?? '',
    status: requiredText(record, 'status'),
    ...detailsOf(record, member),
    created_at: timeOf(record, 'createdAt', member),
    updated_at: timeOf(record, 'updatedAt', member),
    line: member.line,
    path: member.path
  }
}

/** The region in an ARN; null where it has none, as the ARNs of IAM and S3. */
export function regionOf(arn: string | null): string | null {
  const region = arn === null ? undefined : parseArn(arn)?.region
  return region === undefined || region === '' ? null : region
}

type Details = Pick<Finding, 'is_public' | 'principal' | 'actions' | 'condition' | 'last_used_at'>

const summary: Details = {
  is_public: null,
  principal: null,
  actions: null,
  condition: null,
  last_used_at: null
}

function detailsOf(record: JsonRecord, member: Member): Details {
  const parts = listOf(record, 'findingDetails').map(recordOf)
  if (parts.length > 0) return union(parts, member)
  if (!carriesAccess(record)) return summary
  const access = accessOf(record)
  return { ...summary, ...access, actions: JSON.stringify(access.actions) }
}

/** `list-findings` and `get-finding` know external access alone and do not name a type. */
function carriesAccess(record: JsonRecord): boolean {
  return (
    textOf(record, 'findingType') === null ||
    recordIn(record, 'principal') !== null ||
    recordIn(record, 'condition') !== null ||
    listOf(record, 'action').length > 0
  )
}

/** A finding of unused permissions has one part for every service; all others have a single one (API reference, FindingDetails). */
function union(parts: readonly JsonRecord[], member: Member): Details {
  const actions: string[] = []
  let access: Omit<Details, 'actions' | 'last_used_at'> | null = null
  let accessKey: string | null = null
  let lastUsed: Seconds | null = null

  for (const part of parts) {
    const granted = recordIn(part, 'externalAccessDetails') ?? recordIn(part, 'internalAccessDetails')
    if (granted) {
      const { actions: listed, ...rest } = accessOf(granted)
      actions.push(...listed)
      access = rest
      continue
    }
    const unused = unusedIn(part)
    if (unused === null) continue
    actions.push(...unusedActionsOf(unused))
    accessKey ??= textOf(unused, 'accessKeyId')
    const used = timeOf(unused, 'lastAccessed', member)
    if (used !== null) lastUsed = Math.max(lastUsed ?? used, used)
  }
  return {
    is_public: access?.is_public ?? null,
    principal: access?.principal ?? (accessKey === null ? null : JSON.stringify({ AccessKeyId: accessKey })),
    actions: JSON.stringify(actions),
    condition: access?.condition ?? null,
    last_used_at: lastUsed
  }
}

function unusedIn(part: JsonRecord): JsonRecord | null {
  return (
    recordIn(part, 'unusedPermissionDetails') ??
    recordIn(part, 'unusedIamRoleDetails') ??
    recordIn(part, 'unusedIamUserAccessKeyDetails') ??
    recordIn(part, 'unusedIamUserPasswordDetails')
  )
}

/** A service none of whose actions was used names no actions: all of them are unused. */
function unusedActionsOf(unused: JsonRecord): readonly string[] {
  const service = textOf(unused, 'serviceNamespace')
  if (service === null) return []
  const actions = listOf(unused, 'actions').map((action) => requiredText(recordOf(action), 'action'))
  return actions.length === 0 ? [`${service}:*`] : actions.map((action) => `${service}:${action}`)
}

interface Access {
  readonly is_public: Flag | null
  readonly principal: string | null
  readonly condition: string | null
  readonly actions: readonly string[]
}

function accessOf(record: JsonRecord): Access {
  return {
    is_public: flagOf(record, 'isPublic'),
    principal: mapOf(record, 'principal'),
    condition: mapOf(record, 'condition'),
    actions: listOf(record, 'action').filter((action) => typeof action === 'string')
  }
}

function mapOf(record: JsonRecord, key: string): string | null {
  const map = recordIn(record, key)
  return map === null ? null : JSON.stringify(map)
}
