/** Human references: counted per engagement, never reused. */
import type { Writer } from './database.ts'

/** The next reference of a series: `nextReference(db, 'SF', 3)` → `SF-001`. */
export function nextReference(db: Writer, prefix: string, digits: number): string {
  const { last } = db.get<{ last: number }>(
    `insert into reference_counter (prefix, last) values (:prefix, 1)
     on conflict (prefix) do update set last = last + 1
     returning last`,
    { prefix }
  ) ?? { last: 1 }
  return `${prefix}-${String(last).padStart(digits, '0')}`
}
