/** Turns a finding in the AWS Security Finding Format (ASFF) into what its product says of each of its resources. */
import { isAccountId, parseArn } from '../../iam/arn.ts'
import type { FactTables } from '../../iam/facts.ts'
import {
  isRecord,
  listOf,
  numberOf,
  recordIn,
  requiredText,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './fields.ts'

/** A result without its place; account and region are null where the finding does not say. */
export interface Finding {
  readonly id: string
  readonly account: string | null
  readonly region: string | null
  readonly tool: string
  readonly results: readonly Result[]
}

type Result = Omit<FactTables['tool_result'], 'account_id' | 'region' | 'tool' | 'line' | 'path'>
type Status = Result['status']

/** Findings are told apart from other records by these. */
export function isAsff(record: JsonRecord): boolean {
  return Object.hasOwn(record, 'SchemaVersion') && Object.hasOwn(record, 'ProductArn')
}

/** ASFF syntax: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html */
export function readAsff(finding: JsonRecord, member: Member): Finding {
  const id = requiredText(finding, 'Id')
  const product = requiredText(finding, 'ProductArn')
  const compliance = recordIn(finding, 'Compliance')
  const verdict = compliance && textOf(compliance, 'Status')
  const workflow = workflowOf(finding)
  const record = textOf(finding, 'RecordState')
  const account = textOf(finding, 'AwsAccountId')
  const severity = severityOf(recordIn(finding, 'Severity'))
  const tool = toolOf(finding, product)
  const said = {
    check_id: checkOf(finding, compliance, tool),
    title: cut(textOf(finding, 'Title') ?? id, longestTitle),
    status: statusOf({ verdict, workflow, record, severity }),
    said: [verdict, workflow, record].filter((word) => word !== null).join(', '),
    severity,
    detail: cut(textOf(finding, 'Description') ?? '', longestDetail),
    assessed_at: timeOf(finding, 'UpdatedAt', member) ?? timeOf(finding, 'LastObservedAt', member)
  }
  return {
    id,
    account: account !== null && isAccountId(account) ? account : null,
    region: textOf(finding, 'Region') ?? (parseArn(product)?.region || null),
    tool,
    results: resourcesOf(listOf(finding, 'Resources'), 'Id', 'Type').map((resource) => ({
      ...said,
      ...resource
    }))
  }
}

/** At least one: a finding about nothing in particular is about the account, and so is one about `AWS::::Account:…`. */
export function resourcesOf(
  resources: readonly unknown[],
  idKey: string,
  typeKey: string
): readonly Pick<Result, 'resource' | 'resource_type'>[] {
  const found = resources.filter(isRecord).map((resource) => {
    const id = textOf(resource, idKey) ?? ''
    return {
      resource: id.startsWith('AWS::::Account:') ? '' : cut(id, longestName),
      resource_type: textOf(resource, typeKey)
    }
  })
  return found.length > 0 ? found : [{ resource: '', resource_type: null }]
}

export interface Verdict {
  /** PASSED, FAILED, WARNING or NOT_AVAILABLE; null where the product gives none, as a detection does. */
  readonly verdict: string | null
  readonly workflow: string | null
  readonly record: string | null
  readonly severity: string | null
}

/**
 * Security Hub itself sets the workflow of a finding that passes to RESOLVED, so that only a finding that does not pass is put aside
 * by it. A finding without a verdict is a problem its product saw, save where its severity says that it is information alone.
 */
export function statusOf({ verdict, workflow, record, severity }: Verdict): Status {
  const state = workflow?.toUpperCase() ?? ''
  if (record?.toUpperCase() === 'ARCHIVED' || state === 'SUPPRESSED') return 'suppressed'
  const word = verdict?.toUpperCase() ?? null
  if (word?.startsWith('PASS') === true) return 'pass'
  if (state === 'RESOLVED') return 'suppressed'
  if (word?.startsWith('FAIL') === true) return 'fail'
  return word === null && severity?.toUpperCase() !== 'INFORMATIONAL' ? 'fail' : 'review'
}

/** The last part of `security-control/IAM.6` or of `arn:aws:securityhub:::ruleset/…/rule/1.13`. */
export function lastPart(id: string): string {
  return cut(id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1) || id, longestName)
}

/** The names the workbench gives products elsewhere too. */
export function toolNamed(name: string): string {
  const tool = cut(name.trim(), longestName)
  return Object.hasOwn(otherNames, tool.toLowerCase()) ? (otherNames[tool.toLowerCase()] ?? tool) : tool
}

export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

export const longestName = 2048
export const longestTitle = 500
export const longestDetail = 2000

const otherNames: Readonly<Record<string, string>> = {
  'security hub cspm': 'Security Hub',
  securityhub: 'Security Hub',
  guardduty: 'GuardDuty',
  config: 'AWS Config',
  prowler: 'Prowler'
}

/** Findings from before 2020 have `WorkflowState` alone. */
function workflowOf(finding: JsonRecord): string | null {
  const workflow = recordIn(finding, 'Workflow')
  return (workflow && textOf(workflow, 'Status')) ?? textOf(finding, 'WorkflowState')
}

function toolOf(finding: JsonRecord, productArn: string): string {
  const fields = recordIn(finding, 'ProductFields')
  const name = textOf(finding, 'ProductName') ?? (fields && textOf(fields, 'aws/securityhub/ProductName'))
  return toolNamed(name || lastPart(productArn))
}

/**
 * Detections and vulnerabilities have a generator that is the same for all: they go by their type and by the vulnerability's id.
 * Prowler puts its name before its check's.
 */
function checkOf(finding: JsonRecord, compliance: JsonRecord | null, tool: string): string {
  const control = compliance && textOf(compliance, 'SecurityControlId')
  if (control) return control
  const generator = textOf(finding, 'GeneratorId') ?? ''
  if (compliance === null) {
    const vulnerability = listOf(finding, 'Vulnerabilities').find(isRecord)
    const type = listOf(finding, 'Types').find((value) => typeof value === 'string')
    const name = (vulnerability && textOf(vulnerability, 'Id')) ?? type?.slice(type.lastIndexOf('/') + 1)
    if (name) return cut(name, longestName)
  }
  const check = lastPart(generator)
  return tool === 'Prowler' ? check.replace(/^prowler-/, '') : check
}

/** The label, or what the normalized number stands for (ASFF, Severity). */
function severityOf(severity: JsonRecord | null): string | null {
  if (severity === null) return null
  const label = textOf(severity, 'Label')
  if (label) return label
  const score = numberOf(severity, 'Normalized')
  if (score === null) return null
  if (score === 0) return 'INFORMATIONAL'
  if (score < 40) return 'LOW'
  if (score < 70) return 'MEDIUM'
  return score < 90 ? 'HIGH' : 'CRITICAL'
}
