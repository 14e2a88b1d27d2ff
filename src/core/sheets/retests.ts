/** 07C: every retest with what it looked at, so that anybody can follow why a finding closed or did not. */
import { retestResults } from '../../shared/states/remediation.ts'
import { findingRow, inOrder } from './findings.ts'
import { countOf, type Sheet } from './sheet.ts'

export default {
  id: 'retests',
  name: '07C Retests',
  ref: '07C',
  order: 80.3,
  title: 'Retests of remediation',
  purpose: 'Shows by whom, how and on which files each fix was tested again.',
  source: 'The files of the month the retest was performed in, by reference, date and hash.',
  procedure:
    'A retest passes where every exception is gone from a population that was tested whole, on files made after the fix was reported; of a manual step, on evidence.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Retest', type: 'id', width: 13 },
    { key: 'finding', title: 'Finding', type: 'id', width: 13, leadsTo: findingRow },
    { key: 'remediation', title: 'Remediation', type: 'id', width: 13 },
    { key: 'period', title: 'Month', type: 'id', width: 9 },
    { key: 'result', title: 'Result', type: 'text', width: 10 },
    { key: 'procedure', title: 'Procedure', type: 'long', width: 44 },
    { key: 'stillOpen', title: 'Not shown as gone', type: 'integer', width: 16 },
    { key: 'population', title: 'Population', type: 'integer', width: 11 },
    { key: 'sources', title: 'Sources', type: 'long', width: 44 },
    { key: 'performedBy', title: 'Performed by', type: 'text', width: 16 },
    { key: 'performedAt', title: 'Performed (UTC)', type: 'time', width: 16 }
  ],
  tallies: [{ column: 'result', words: Object.values(retestResults) }],
  count: (context) => countOf(context, 'select count(*) as n from retest'),
  rows: (context) =>
    inOrder(context).flatMap((finding) =>
      finding.retests.map((retest) => ({
        ref: retest.ref,
        finding: finding.ref,
        remediation: finding.remediation?.ref ?? null,
        period: retest.period,
        result: retestResults[retest.result],
        procedure: retest.procedure,
        stillOpen: retest.stillOpen.length,
        population: retest.population,
        sources:
          retest.sources
            .map(({ ref, date, sha256 }) => `${ref} of ${date.slice(0, 10)} (${sha256.slice(0, 12)})`)
            .join('\n') || null,
        performedBy: retest.performedBy,
        performedAt: retest.performedAt
      }))
    )
} satisfies Sheet
