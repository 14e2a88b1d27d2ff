/** What follows from what was seen: a risk for each finding that was issued, with what the client plans and the auditor retested. */
import type { FindingRecord } from '../../../shared/records/finding.ts'
import {
  remediationStates,
  retestResults,
  type RemediationState
} from '../../../shared/states/remediation.ts'
import type { InterchangeRecord } from '../interchange-record.ts'
import { lineOf, listed, property, proseOf } from './forms.ts'
import { dateTimeOf, observationOf } from './observations.ts'

/** OSCAL's words for where a risk stands (metaschema `risk-status`). */
const statusOf: Readonly<Record<RemediationState, string>> = {
  'awaiting-response': 'open',
  planned: 'remediating',
  'in-progress': 'remediating',
  implemented: 'remediating',
  'retest-failed': 'remediating',
  disputed: 'investigating',
  'risk-accepted': 'deviation-approved',
  closed: 'closed',
  'no-longer-applicable': 'closed'
}

/** Findings the client knows of; drafts and withdrawn ones are nobody's risk. */
export function issuedFindings({ record }: InterchangeRecord): readonly FindingRecord[] {
  return record.findings.filter(
    ({ state, remediation }) => state !== 'draft' && state !== 'withdrawn' && remediation !== null
  )
}

export function riskOf(from: InterchangeRecord, finding: FindingRecord): object {
  const { uuidOf } = from
  const { ref, remediation } = finding
  return {
    uuid: riskUuid(uuidOf, ref),
    title: lineOf(`${ref} ${finding.title}`),
    description: proseOf(finding.condition),
    statement: proseOf(finding.effect),
    props: [
      property('severity', finding.severity),
      property('criteria', finding.criteria),
      property('cause', finding.cause),
      property('remediation', remediation?.ref ?? ''),
      property('remediation-state', remediation ? remediationStates[remediation.state] : '')
    ],
    status: remediation ? statusOf[remediation.state] : 'open',
    ...deadlineOf(finding),
    remediations: [recommendationOf(from, finding), ...planOf(from, finding)],
    ...logOf(from, finding),
    ...listed('related-observations', relatedTo(from, finding))
  }
}

export function riskUuid(uuidOf: InterchangeRecord['uuidOf'], ref: string): string {
  return uuidOf(`finding/${ref}`)
}

/** The tests of this period the finding is about; one raised in an earlier month may have none. */
export function relatedTo({ record, uuidOf }: InterchangeRecord, finding: FindingRecord): readonly object[] {
  const accounts = new Set(finding.accounts)
  return record.tests
    .filter(({ control, account }) => control === finding.control && accounts.has(account))
    .map(({ control, account }) => ({ 'observation-uuid': observationOf(uuidOf, control, account) }))
}

function deadlineOf({ remediation }: FindingRecord): { readonly deadline?: string } {
  const deadline = dateTimeOf(remediation?.due)
  return deadline === null ? {} : { deadline }
}

function recommendationOf({ uuidOf }: InterchangeRecord, { ref, recommendation }: FindingRecord): object {
  return {
    uuid: uuidOf(`finding/${ref}/recommendation`),
    lifecycle: 'recommendation',
    title: lineOf(`Recommendation for ${ref}`),
    description: proseOf(recommendation)
  }
}

function planOf(
  { uuidOf }: InterchangeRecord,
  { responses, remediation, milestones }: FindingRecord
): readonly object[] {
  const response = responses.at(-1)
  if (!response || !remediation) return []
  return [
    {
      uuid: uuidOf(`remediation/${remediation.ref}`),
      lifecycle: remediation.state === 'closed' ? 'completed' : 'planned',
      title: lineOf(
        `${remediation.ref} ${response.action === '' ? 'Management response' : 'Management action'}`
      ),
      description: proseOf([response.response, response.action].filter(Boolean).join('\n\n')),
      props: [property('owner', response.owner), property('original-due', remediation.originalDue ?? '')],
      ...listed(
        'tasks',
        milestones.map(({ n, text, date }) => ({
          uuid: uuidOf(`remediation/${remediation.ref}/${n}`),
          type: 'milestone',
          title: lineOf(text),
          timing: { 'on-date': { date: dateTimeOf(date) ?? `${date}T00:00:00Z` } }
        }))
      )
    }
  ]
}

function logOf({ uuidOf }: InterchangeRecord, { retests }: FindingRecord): object {
  if (retests.length === 0) return {}
  return {
    'risk-log': {
      entries: retests.map(({ ref, result, procedure, performedAt, performedBy }) => ({
        uuid: uuidOf(`retest/${ref}`),
        title: lineOf(`${ref}: ${retestResults[result]}`),
        description: proseOf(`${procedure}\n\nPerformed by ${performedBy}.`),
        start: performedAt
      }))
    }
  }
}
