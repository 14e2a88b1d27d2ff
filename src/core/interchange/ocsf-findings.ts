/** OCSF 1.4 compliance findings (class 2003, schema.ocsf.io/1.4.0/classes/compliance_finding): one line of JSON for each automated test. */
import { conclusions, outcomes, type Outcome, type Severity } from '../../shared/vocabulary.ts'
import type { ReportException, ReportTest } from '../reports/record.ts'
import type { InterchangeRecord } from './interchange-record.ts'

const severityIds: Readonly<Record<Severity, number>> = { info: 1, low: 2, medium: 3, high: 4, critical: 5 }

/** Warning is OCSF's word where the data did not decide. */
const statuses: Readonly<Record<Outcome, { readonly status: string; readonly id: number }>> = {
  pass: { status: 'Pass', id: 1 },
  fail: { status: 'Fail', id: 3 },
  'needs-review': { status: 'Warning', id: 2 },
  'not-tested': { status: 'Warning', id: 2 },
  'not-applicable': { status: 'Not applicable', id: 99 }
}

/** Lines without their ends. Manual steps have no outcome a machine could hand on, and are left out. */
export function* ocsfFindings(from: InterchangeRecord): Generator<string> {
  const exceptions = Map.groupBy(from.record.exceptions, ({ control, account }) => `${control}/${account}`)
  for (const test of from.record.tests)
    if (test.result !== null)
      yield JSON.stringify(
        findingOf(from, test, test.result, exceptions.get(`${test.control}/${test.account}`) ?? [])
      )
}

function findingOf(
  { record, at, referencesOf, uuidOf }: InterchangeRecord,
  test: ReportTest,
  result: NonNullable<ReportTest['result']>,
  exceptions: readonly ReportException[]
): object {
  const { control, account, accountName, criterion, severity, conclusion } = test
  const { status, id } = statuses[result.outcome]
  const seen = result.asOf === null ? Number.NaN : Date.parse(result.asOf.at)
  const time = Number.isNaN(seen) ? Date.parse(at) : seen
  const references = referencesOf(control)
  return {
    class_uid: 2003,
    class_name: 'Compliance Finding',
    category_uid: 2,
    category_name: 'Findings',
    activity_id: 1,
    activity_name: 'Create',
    type_uid: 200301,
    severity_id: severityIds[severity],
    status_id: 1,
    time,
    metadata: {
      version: '1.4.0',
      product: { name: 'Tickmark', vendor_name: 'Tickmark', version: record.toolVersion },
      labels: [record.period.label]
    },
    cloud: {
      provider: 'AWS',
      account: { uid: account, name: accountName, type: 'AWS Account', type_id: 10 }
    },
    finding_info: {
      uid: uuidOf(`test/${control}/${account}/${record.period.label}`),
      title: criterion,
      types: [test.topic],
      created_time: time
    },
    compliance: {
      control,
      standards: references.map(({ framework }) => framework),
      requirements: references.flatMap(({ framework, ids }) => ids.map((one) => `${framework}: ${one}`)),
      status,
      status_id: id,
      status_detail: outcomes[result.outcome].workbook
    },
    message: result.reason === '' ? outcomes[result.outcome].workbook : result.reason,
    resources: exceptions.map(({ resource, detail, status: member, fingerprint, place }) => ({
      uid: resource,
      data: { detail, status: member, fingerprint, place }
    })),
    unmapped: {
      population: result.population,
      exceptions: result.exceptions,
      needs_review: result.needsReview,
      conclusion: conclusion === null ? null : conclusions[conclusion.conclusion].workbook
    }
  }
}
