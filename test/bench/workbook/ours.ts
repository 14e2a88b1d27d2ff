/** Writes the sheet of the bench with our writer, in a thread as the workbench does: `ours.mjs <rows> <file>`. */
import { writeFileSync } from 'node:fs'
import { isMainThread, Worker } from 'node:worker_threads'

import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import { threadLimits } from '../../../src/core/thread.ts'
import { writeWorkbook } from '../../../src/core/workbook/write-workbook.ts'
import { columns, rowOf } from './sheet.ts'
import { told } from './told.ts'

if (isMainThread)
  new Worker(import.meta.filename, { argv: process.argv.slice(2), resourceLimits: threadLimits }).on(
    'exit',
    told
  )
else writeFileSync(process.argv[3] ?? '', await written(Number(process.argv[2])))

function written(count: number): Promise<Uint8Array> {
  const isoDays = new Map<string | number, string>()
  return writeWorkbook(
    {
      clientName: 'Halden Logistics',
      period: '2026-01',
      edition: 'internal',
      title: 'AWS IAM review 2026-01, internal edition',
      schema: 'tickmark-workbook-2',
      manifest: [['exportId', 'IAM-2026-01-INT-v1']],
      issued: {
        id: 'IAM-2026-01-INT-v1',
        at: '2026-02-05T10:30:00.000Z',
        by: 'M. Okafor',
        chainSeq: 12,
        chainHead: 'ab'.repeat(32),
        dataRoot: '0123456789ab'.padEnd(64, '0')
      },
      sheets: [
        {
          id: 'users',
          name: 'P01 Users',
          ref: 'P01',
          title: 'IAM users and console access',
          heading: [],
          results: null,
          columns: columns.map(({ title, type, width }, place) => ({ key: `c${place}`, title, type, width })),
          rows: Array.from({ length: count }, (_, n) =>
            rowOf(n).map((value, place) => (columns[place]?.type === 'date' ? isoDay(value, isoDays) : value))
          ),
          links: new Map(),
          rowLinks: new Map(),
          frozenColumns: 2,
          detail: null
        }
      ]
    },
    zipCodec
  )
}

/** Days stand in our records as text, which a query hands over; it is not part of writing. */
function isoDay(serial: string | number, isoDays: Map<string | number, string>): string {
  const known =
    isoDays.get(serial) ?? new Date((Number(serial) - 25_569) * 86_400_000).toISOString().slice(0, 10)
  isoDays.set(serial, known)
  return known
}
