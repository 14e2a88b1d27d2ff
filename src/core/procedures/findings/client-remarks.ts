/** What the client wrote on returned workbooks beside response, owner and dates: the last words by remediation and column. */
import type { ClientRemarks } from '../../../shared/client-inputs.ts'
import type { Reader } from '../../store/database.ts'

/** By the remediation's reference; remediations without remarks are left out. */
export function clientRemarksOf(db: Reader): ReadonlyMap<string, ClientRemarks> {
  const remarks = new Map<string, Record<string, string>>()
  const rows = db.all<{ ref: string; columnKey: string; value: string }>(
    `select r.ref, c.column_key as columnKey, c.value
     from client_remark c
     join remediation r on r.id = c.remediation_id
     order by c.id`
  )
  for (const { ref, columnKey, value } of rows) {
    const ofRemediation = remarks.get(ref) ?? {}
    ofRemediation[columnKey] = value
    remarks.set(ref, ofRemediation)
  }
  return remarks
}
