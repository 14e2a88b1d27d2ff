import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { test } from 'vitest'
import { collect } from './collect.ts'
function* walk(d: string): Generator<string> { for (const n of readdirSync(d).sort()) { const p = join(d, n); if (statSync(p).isDirectory()) yield* walk(p); else yield p } }
test('probe', () => {
  for (const root of (process.env['PROBE'] ?? '').split(':')) for (const f of walk(root)) {
    let b: Uint8Array = readFileSync(f); if (process.env['GUNZIP'] && f.endsWith('.gz')) b = gunzipSync(b)
    const c = collect(b, { name: f })
    console.log(f.replace('/work/shared/data/samples/', ''), '=>', c.kind, c.kind ? JSON.stringify(c.counts) : c.tried, c.unreadable ? 'UNREADABLE ' + c.unreadable.message : '', JSON.stringify(c.coverage))
    for (const n of c.notes.slice(0, 4)) console.log('     ', n.level, n.line, n.path, n.sentence)
  }
})
