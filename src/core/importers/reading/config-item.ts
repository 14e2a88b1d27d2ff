/** Takes apart a resource as AWS Config recorded it, whichever of its files and answers the record is from. */
import { isAccountId, parseArn } from '../../iam/arn.ts'
import { BadMember, isRecord, recordOf, textOf, timeOf, type JsonRecord, type Member } from './fields.ts'

export interface ConfigItem {
  /** null where the item does not say. */
  readonly account: string | null
  readonly region: string | null
  /** '' where a query did not ask for it and the ARN does not tell. */
  readonly type: string
  readonly id: string
  readonly name: string | null
  readonly arn: string | null
  readonly status: string | null
  readonly capturedAt: number | null
  /** As JSON. */
  readonly configuration: string | null
}

/** Throws `BadMember` where the item does not say of which resource it is. */
export function readConfigItem(value: unknown, member: Member): ConfigItem {
  const item = recordOf(value)
  const configuration = configurationOf(item)
  const arn = arnOf(item, configuration)
  const id = textOf(item, 'resourceId') ?? arn
  if (id === null)
    throw new BadMember(
      'The item does not say of which resource it is (`resourceId` or `arn`); it was left out.'
    )
  const type = textOf(item, 'resourceType') ?? typeOfArn(arn)
  return {
    account: accountOf(item, arn),
    region: textOf(item, 'awsRegion') ?? ((arn !== null && parseArn(arn)?.region) || globalRegion(type)),
    type,
    id,
    name: textOf(item, 'resourceName'),
    arn,
    status: textOf(item, 'configurationItemStatus'),
    capturedAt: timeOf(item, 'configurationItemCaptureTime', member),
    configuration: configuration.text
  }
}

/** A row of a query is JSON in a text; converters write it as the object it stands for. */
export function rowOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw new BadMember('The row must be JSON in a text, and is not valid JSON; it was left out.')
  }
}

interface Configuration {
  readonly record: JsonRecord | null
  readonly text: string | null
}

/** An object in snapshots and queries, JSON in a text where the API answers. */
function configurationOf(item: JsonRecord): Configuration {
  const value = Object.hasOwn(item, 'configuration') ? item['configuration'] : null
  if (typeof value === 'string') {
    const row = value === '' ? null : parsed(value)
    return { record: isRecord(row) ? row : null, text: value === '' ? null : value }
  }
  if (typeof value !== 'object' || value === null) return { record: null, text: null }
  return { record: isRecord(value) ? value : null, text: JSON.stringify(value) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `ARN` in files, `arn` in the API; a query may have asked for the configuration alone. */
function arnOf(item: JsonRecord, { record }: Configuration): string | null {
  return (
    textOf(item, 'arn') ?? textOf(item, 'ARN') ?? (record && (ownArn(record, 'arn') ?? ownArn(record, 'Arn')))
  )
}

function ownArn(record: JsonRecord, key: string): string | null {
  const value = Object.hasOwn(record, key) ? record[key] : null
  return typeof value === 'string' && parseArn(value) ? value : null
}

/** AWS Config writes "global" for what IAM has. */
function globalRegion(type: string): string | null {
  return type.startsWith('AWS::IAM::') ? 'global' : null
}

/** `accountId` in the API and queries, `awsAccountId` in files. */
function accountOf(item: JsonRecord, arn: string | null): string | null {
  const inArn = arn === null ? undefined : parseArn(arn)?.account
  const account = [textOf(item, 'accountId'), textOf(item, 'awsAccountId'), inArn]
  return account.find((id) => id != null && isAccountId(id)) ?? null
}

/** A query that did not ask for the type still tells it of users, groups, roles and policies, by their ARN. */
function typeOfArn(arn: string | null): string {
  const parts = arn === null ? null : parseArn(arn)
  const kind = parts?.service === 'iam' ? parts.resource.split('/', 1)[0] : undefined
  return (kind !== undefined && Object.hasOwn(iamTypes, kind) && iamTypes[kind]) || ''
}

const iamTypes: Readonly<Record<string, string>> = {
  user: 'AWS::IAM::User',
  group: 'AWS::IAM::Group',
  role: 'AWS::IAM::Role',
  policy: 'AWS::IAM::Policy'
}
