/** States the resources of Terraform that a review asks about: IAM, organization, logging, detection, and the baseline modules. */
import { accountOfArn, isAccountId } from '../../iam/arn.ts'
import type { FactTables, Place } from '../../iam/facts.ts'
import type { Coverage, Reading } from '../importer.ts'
import { auditedArguments, type Sensitivity } from './declared-arguments.ts'
import { textOf, type JsonRecord } from './fields.ts'
import { lastOfName } from './ids-in-name.ts'

export interface Declared {
  readonly address: string
  /** '' for the root module. */
  readonly module: string
  readonly type: string
  readonly action: FactTables['declared_resource']['action']
  /** Its attributes as they are or shall be. */
  readonly values: JsonRecord
  readonly sensitivity: Sensitivity
  /** What it was before the change that is planned: its account, and its name where `keepsName`. */
  readonly before?: JsonRecord
  readonly keepsName?: boolean
}

export interface DeclaredResources {
  keep(declared: Declared, place: Place): void
  /** Covers the accounts met; `key` tells this state from another of the same account, the file's name where it has none. */
  cover(state: Coverage, key: string | null): void
}

/**
 * A resource belongs to the account of its ARN. One without belongs to the account all others of the file belong to, where that is
 * one, else to the account known from outside.
 */
export function declaredResources(reading: Reading): DeclaredResources {
  const accounts = new Set<string>()
  const homeless: Omit<FactTables['declared_resource'], 'account_id'>[] = []
  let others = 0
  reading.count('resources', 0)

  return {
    keep({ address, module, type, action, values, sensitivity, before = {}, keepsName = true }, place) {
      if (!isAskedAbout(type, module)) {
        others++
        return
      }
      reading.count('resources')
      const fact = {
        address: address.slice(0, longestAddress),
        module: module.slice(0, longestAddress),
        type,
        resource: (nameOf(values) || (keepsName ? nameOf(before) : '')).slice(0, longestAddress),
        action,
        arguments: auditedArguments(values, sensitivity),
        line: place.line,
        path: place.path
      }
      const account = accountOf(type, values) ?? accountOf(type, before)
      if (account === null) homeless.push(fact)
      else {
        accounts.add(account)
        reading.fact('declared_resource', { account_id: account, ...fact })
      }
    },
    cover(state, key) {
      const [only] = accounts.size === 1 ? accounts : []
      const home = only ?? (homeless.length > 0 || accounts.size === 0 ? (reading.accountHint ?? '') : '')
      for (const fact of homeless) reading.fact('declared_resource', { account_id: home, ...fact })
      if (homeless.length > 0 || accounts.size === 0) accounts.add(home)
      for (const account of accounts) reading.covers(account, key ?? ownName(reading), state)
      if (others > 0)
        reading.note({
          level: 'info',
          sentence: `Resources of types that a review of IAM does not ask about were left out: ${others}.`
        })
    }
  }
}

const longestAddress = 2048

/** Types by how they begin; modules named after the secure baseline (nozaq/terraform-aws-secure-baseline) count as a whole. */
function isAskedAbout(type: string, module: string): boolean {
  return (
    /^aws_(?:iam|organizations|ssoadmin|identitystore|accessanalyzer|cloudtrail|config|guardduty|securityhub|account)(?:_|$)/.test(
      type
    ) ||
    types.has(type) ||
    (type.startsWith('aws_') && /(?:^|\.)module\.[\w-]{0,100}?(?:baseline|audit_log_bucket)/.test(module))
  )
}

const types = new Set([
  'aws_cloudwatch_metric_alarm',
  'aws_cloudwatch_log_metric_filter',
  'aws_s3_account_public_access_block'
])

function nameOf(values: JsonRecord): string {
  return textIn(values, 'arn') || textIn(values, 'id')
}

function accountOf(type: string, values: JsonRecord): string | null {
  const account = accountOfArn(textIn(values, 'arn'))
  if (account !== null) return account
  const id = type === 'aws_s3_account_public_access_block' ? textIn(values, 'id') : ''
  return isAccountId(id) ? id : null
}

/** Attributes of resources are whatever their provider says; one that is no text names nothing. */
function textIn(values: JsonRecord, key: string): string {
  return typeof values[key] === 'string' ? (textOf(values, key) ?? '') : ''
}

function ownName({ name }: Reading): string {
  const { folder, base } = lastOfName(name)
  return `${folder}/${base}`
}
