/** How much of an export is there, where it comes in pieces. */
import { expect, test } from 'vitest'

import { coverage } from '../../../src/core/procedures/coverage.ts'
import type { Coverage } from '../../../src/core/importers/importer.ts'
import { createEngagement } from '../../../src/core/procedures/engagement.ts'
import { openMemory } from '../../../src/core/store/open.ts'

type Pieces = readonly (readonly [string, Coverage])[]

function stateOf(kind: string, pieces: Pieces): string {
  const db = openMemory()
  createEngagement(
    db,
    { clientName: 'Halden Logistics', auditor: 'M. Okafor', period: '2026-01', isSample: false },
    '2026-02-02T09:00:00.000Z',
    'engagement-1'
  )
  db.run("insert into object (id, sha256, size) values (1, 'a', 0)")
  for (const [n, [part, state]] of pieces.entries()) {
    const { id } = db.run(
      `insert into source (ref, period_id, batch, object_id, name, kind, state, reads_name, content, received_at)
       values (:ref, 1, 1, 1, 'x.json', :kind, 'read', 0, '', '2026-02-02T09:00:00.000Z')`,
      { ref: `SF-${n}`, kind }
    )
    db.run(
      "insert into source_coverage (source_id, account_id, part, state) values (:id, '', :part, :state)",
      { id, part, state }
    )
  }
  return coverage(db, 1)(kind, '').state
}

const cases: readonly (readonly [string, string, Pieces, string])[] = [
  ['nothing', 'policy-targets', [], 'missing'],
  [
    'every policy asked about',
    'policy-targets',
    [
      ['p-1', 'complete'],
      ['p-2', 'complete']
    ],
    'complete'
  ],
  [
    'a page of one policy, all of another',
    'policy-targets',
    [
      ['p-1', 'page'],
      ['p-2', 'complete']
    ],
    'partial'
  ],
  [
    'a page and the last page of one policy',
    'policy-targets',
    [
      ['p-1', 'page'],
      ['p-1', 'last-page']
    ],
    'complete'
  ],
  [
    'one policy, and another refused',
    'policy-targets',
    [
      ['p-1', 'complete'],
      ['p-2', 'denied']
    ],
    'partial'
  ],
  [
    'a policy refused to one and given by another',
    'policy-targets',
    [
      ['p-1', 'denied'],
      ['p-1', 'complete']
    ],
    'complete'
  ],
  ['a refusal', 'policy-targets', [['p-1', 'denied']], 'denied'],
  ['the accounts of one parent', 'organization-accounts', [['r-ab12', 'complete']], 'missing'],
  [
    'the list of all accounts beside a page of one parent',
    'organization-accounts',
    [
      ['', 'complete'],
      ['r-ab12', 'page']
    ],
    'complete'
  ],
  [
    'the policies of one target',
    'organization-policies',
    [['r-ab12 SERVICE_CONTROL_POLICY', 'complete']],
    'missing'
  ],
  ['one permission set', 'permission-sets', [['set ps-1', 'complete']], 'missing']
]

test.each(cases)('%s (%s)', (_what, kind, pieces, expected) => {
  expect(stateOf(kind, pieces)).toBe(expected)
})
