/** What was seen: an observation for each test of a control in an account, with the exceptions as its evidence. */
import { conclusions, outcomes } from '../../../shared/vocabulary.ts'
import type { ReportException, ReportTest } from '../../reports/record.ts'
import type { InterchangeRecord } from '../interchange-record.ts'
import { lineOf, listed, property, proseOf } from './forms.ts'

/** Of all tests, or of those that `isAsked` takes, in the order of the checklist. */
export function observationsOf(
  from: InterchangeRecord,
  isAsked: (test: ReportTest) => boolean = () => true
): readonly object[] {
  const { record, at, uuidOf } = from
  const exceptions = Map.groupBy(record.exceptions, (one) => keyOf(one.control, one.account))
  return record.tests.filter(isAsked).map((test) => {
    const { control, account, criterion, isManual, result } = test
    return {
      uuid: observationOf(uuidOf, control, account),
      title: lineOf(`${control} in account ${account}`),
      description: proseOf(`${criterion}\n\n${sentenceOf(test)}`),
      props: propertiesOf(test),
      methods: [isManual ? 'EXAMINE' : 'TEST'],
      types: ['control-objective'],
      subjects: [{ 'subject-uuid': uuidOf(`account/${account}`), type: 'inventory-item' }],
      ...listed('relevant-evidence', (exceptions.get(keyOf(control, account)) ?? []).map(evidenceOf)),
      // A manual step is seen when the document is made; a check sees what its export shows, on the export's day.
      collected: dateTimeOf(result?.asOf?.at) ?? at
    }
  })
}

export function observationOf(uuidOf: InterchangeRecord['uuidOf'], control: string, account: string): string {
  return uuidOf(`test/${keyOf(control, account)}`)
}

function keyOf(control: string, account: string): string {
  return `${control}/${account}`
}

function propertiesOf({ severity, topic, result, conclusion }: ReportTest): readonly object[] {
  return [
    property('topic', topic),
    property('severity', severity),
    ...(result === null
      ? []
      : [
          property('outcome', result.outcome),
          property('population', result.population),
          property('exceptions', result.exceptions),
          property('needs-review', result.needsReview)
        ]),
    property('conclusion', conclusion?.conclusion ?? 'not concluded')
  ]
}

/** The outcome is the machine's, the conclusion the auditor's; each says so. */
function sentenceOf({ isManual, result, conclusion }: ReportTest): string {
  const outcome = isManual
    ? 'A manual step.'
    : result === null
      ? 'Not tested.'
      : `Automated outcome: ${outcomes[result.outcome].workbook}${result.reason === '' ? '' : ` (${result.reason})`}.`
  const concluded =
    conclusion === null
      ? 'No conclusion yet.'
      : `Conclusion of ${conclusion.concludedBy}: ${conclusions[conclusion.conclusion].workbook}. ${conclusion.reason}`
  return `${outcome} ${concluded}`
}

function evidenceOf({ status, resource, detail, place, path, disposition }: ReportException): object {
  return {
    description: proseOf(`${resource}: ${detail}`),
    props: [
      property('status', status),
      ...(place === null ? [] : [property('place', path === null ? place : `${place} ${path}`)]),
      ...(disposition === null ? [] : [property('disposition', disposition)])
    ]
  }
}

/** A day alone begins at midnight UTC; null for what is no date. */
export function dateTimeOf(text: string | null | undefined): string | null {
  if (text == null) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
