/** OSCAL 1.2 assessment results: what was tested, what was seen, and what the auditor concluded of each control. */
import type { Conclusion } from '../../../shared/vocabulary.ts'
import type { ReportTest } from '../../reports/record.ts'
import type { InterchangeRecord } from '../interchange-record.ts'
import { attestationsOf, backMatterOf, inventoryOf, metadataOf } from './document-head.ts'
import { lineOf, listed, property, proseOf } from './forms.ts'
import { dateTimeOf, observationOf, observationsOf } from './observations.ts'
import { issuedFindings, riskOf, riskUuid } from './risks.ts'

/** The document as JSON. */
export function assessmentResults(from: InterchangeRecord): object {
  const { record, at, uuidOf } = from
  const { period, tests } = record
  const controls = [...new Set(tests.map(({ control }) => control))]
  const dates = record.sources.flatMap(({ asOf }) => dateTimeOf(asOf?.at) ?? []).sort()
  return {
    'assessment-results': {
      uuid: uuidOf(`assessment-results/${period.label}`),
      metadata: metadataOf(from, 'Assessment results'),
      'import-ap': { href: `#${uuidOf('checklist')}` },
      results: [
        {
          uuid: uuidOf(`result/${period.label}`),
          title: lineOf(`AWS IAM review, ${period.label}`),
          description: proseOf(record.opinion?.statement ?? 'No overall conclusion was recorded yet.'),
          start: dates.at(0) ?? at,
          end: dates.at(-1) ?? at,
          ...listed('props', record.opinion === null ? [] : [property('opinion', record.opinion.opinion)]),
          'local-definitions': { ...listed('inventory-items', inventoryOf(from)) },
          'reviewed-controls': {
            'control-selections': [
              controls.length === 0
                ? { 'include-all': {} }
                : { 'include-controls': controls.map((control) => ({ 'control-id': control })) }
            ]
          },
          ...attestationsOf(from),
          ...listed('observations', observationsOf(from)),
          ...listed(
            'risks',
            issuedFindings(from).map((finding) => riskOf(from, finding))
          ),
          ...listed('findings', findingsOf(from))
        }
      ],
      'back-matter': backMatterOf(from)
    }
  }
}

/** An OSCAL finding is a determination, and only people make those: controls that are not concluded for every account have none. */
function findingsOf(from: InterchangeRecord): readonly object[] {
  const { record, uuidOf, referencesOf } = from
  return [...Map.groupBy(record.tests, ({ control }) => control)].flatMap(([control, tests]) => {
    const status = statusOf(tests)
    const [first] = tests
    if (status === null || !first) return []
    const risks = issuedFindings(from).filter((finding) => finding.control === control)
    return [
      {
        uuid: uuidOf(`determination/${control}/${record.period.label}`),
        title: lineOf(control),
        description: proseOf(first.criterion),
        ...listed(
          'props',
          referencesOf(control).flatMap(({ framework, ids }) =>
            ids.map((id) => property('reference', `${framework}: ${id}`))
          )
        ),
        target: { type: 'objective-id', 'target-id': control, status },
        'related-observations': tests.map(({ account }) => ({
          'observation-uuid': observationOf(uuidOf, control, account)
        })),
        ...listed(
          'related-risks',
          risks.map(({ ref }) => ({ 'risk-uuid': riskUuid(uuidOf, ref) }))
        )
      }
    ]
  })
}

/** null while a conclusion is missing, or relies on a result that is another now. What could not be tested is not satisfied. */
function statusOf(tests: readonly ReportTest[]): { readonly state: string; readonly reason: string } | null {
  const made: Conclusion[] = []
  for (const { conclusion } of tests) {
    if (conclusion === null || conclusion.resultChanged) return null
    made.push(conclusion.conclusion)
  }
  if (made.includes('exception')) return { state: 'not-satisfied', reason: 'fail' }
  if (made.includes('inconclusive')) return { state: 'not-satisfied', reason: 'other' }
  return { state: 'satisfied', reason: made.includes('observation') ? 'other' : 'pass' }
}
