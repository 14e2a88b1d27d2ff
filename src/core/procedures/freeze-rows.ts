/** Keeps rows of the explorer as evidence, as they are now: a CSV that says what was asked, of what, from which files. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { EvidenceView } from '../../shared/records/test.ts'
import { storeObject } from '../store/objects.ts'
import { engagementOf } from './engagement.ts'
import { attachEvidence } from './evidence.ts'
import { hashOfKeys } from './explore/draw.ts'
import { keyOf } from './explore/kind.ts'
import { queryWords } from './explore/query-words.ts'
import { rowsAsked } from './explore/rows-asked.ts'
import { rowsAsCsv } from './explore/rows-as-csv.ts'
import { procedure } from './procedure.ts'

const mostRows = 10_000

export default procedure(
  'evidence.freeze',
  (context, { control, accounts, title, query, keys }): EvidenceView => {
    const { db, actor, now } = context
    const { population, matching, chosen } = rowsAsked(db, query, keys)
    if (chosen.length === 0)
      throw new WorkbenchError('not-allowed', 'There is nothing to keep as evidence: no row matches.')
    if (chosen.length > mostRows)
      throw new WorkbenchError(
        'not-allowed',
        `At most ${mostRows} rows are kept as one piece of evidence; ${chosen.length} match.`
      )
    const { clientName, period } = engagementOf(db)
    const csv = rowsAsCsv(db, population, chosen, [
      ['Client', clientName],
      ['Period', period.label],
      ['Population', queryWords(query, population.names)],
      ['Rows', `${chosen.length} of ${matching.length}`],
      [
        'Population hash',
        `${hashOfKeys(matching.map(keyOf))} (SHA-256 of the sorted keys of the ${matching.length}, a line each)`
      ],
      ['Query', JSON.stringify(query)],
      ['Kept by', actor],
      ['Kept at', now()]
    ])
    return attachEvidence(context, {
      control,
      accounts,
      type: 'file',
      title,
      fileName: `${query.kind}-${period.label}.csv`,
      mime: 'text/csv',
      stored: storeObject(db, Buffer.from(csv, 'utf8'))
    })
  }
)
