/** Takes what a report of last access says of a service, of the actions tracked in it, and of the entities that may use it. */
import type { FactTables } from '../../iam/facts.ts'
import {
  BadMember,
  isRecord,
  listOf,
  numberOf,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './fields.ts'

type Service = Omit<FactTables['service_access'], 'account_id' | 'principal_arn'>
type Action = Omit<FactTables['action_access'], 'account_id' | 'principal_arn'>

export interface ServiceAccess {
  readonly service: Service
  readonly actions: readonly Action[]
}

export interface EntityAccess {
  readonly arn: string
  readonly last_used_at: number | null
  readonly line: number
  readonly path: string
}

/** A service without a time is one the principal may use and did not, in the tracking period of 400 days. */
export function serviceAccessOf(member: Member): ServiceAccess {
  const record = recordOf(member.value)
  const { line, path } = member
  const namespace = requiredText(record, 'ServiceNamespace')
  const service: Service = {
    service: namespace,
    service_name: textOf(record, 'ServiceName') ?? '',
    last_used_at: timeOf(record, 'LastAuthenticated', member),
    last_used_by: textOf(record, 'LastAuthenticatedEntity'),
    last_used_region: textOf(record, 'LastAuthenticatedRegion'),
    entities: numberOf(record, 'TotalAuthenticatedEntities'),
    line,
    path
  }
  const actions: Action[] = []
  for (const [index, tracked] of listOf(record, 'TrackedActionsLastAccessed').entries()) {
    const at = `TrackedActionsLastAccessed[${index}]`
    const action = isRecord(tracked)
      ? actionOf(tracked, namespace, { ...member, path: `${path}.${at}` })
      : null
    if (action === null) member.doubt(`\`${at}\` names no action and was left out.`)
    else actions.push(action)
  }
  return { service, actions }
}

/** Whether the answer tells of actions, also where none of the service is tracked. */
export function tellsActions(member: Member): boolean {
  return isRecord(member.value) && Object.hasOwn(member.value, 'TrackedActionsLastAccessed')
}

export function entityAccessOf(member: Member): EntityAccess {
  const record = recordOf(member.value)
  const info = recordIn(record, 'EntityInfo')
  if (info === null) throw new BadMember('`EntityInfo` is missing; the entry was left out.')
  return {
    arn: requiredText(info, 'Arn'),
    last_used_at: timeOf(record, 'LastAuthenticated', member),
    line: member.line,
    path: member.path
  }
}

/** null where it cannot be used. */
function actionOf(record: JsonRecord, service: string, member: Member): Action | null {
  const text = (key: string): string | null => {
    const value = Object.hasOwn(record, key) ? record[key] : null
    return typeof value === 'string' && value !== '' ? value : null
  }
  const action = text('ActionName')
  if (action === null) return null
  return {
    service,
    action,
    last_used_at: timeOf(record, 'LastAccessedTime', member),
    last_used_by: text('LastAccessedEntity'),
    last_used_region: text('LastAccessedRegion'),
    line: member.line,
    path: member.path
  }
}
