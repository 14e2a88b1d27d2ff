/** What the client asks for on returned workbooks and the auditor has yet to act on: accepting the words grants nothing. */
import { clientStatuses, type ClientStatus } from '../../../shared/client-inputs.ts'
import type { FindingRow } from '../../../shared/records/finding.ts'
import type { ClientRequest } from '../../../shared/records/returns.ts'
import { isOver } from '../../../shared/states/remediation.ts'
import type { Reader } from '../../store/database.ts'
import { clientRemarksOf } from '../findings/client-remarks.ts'
import { findingRows } from '../findings/views.ts'

/** In the order of the findings. `today` is a day or a time. */
export function clientRequests(db: Reader, today: string): readonly ClientRequest[] {
  const remarks = clientRemarksOf(db)
  if (remarks.size === 0) return []
  return findingRows(db, today).flatMap((finding): ClientRequest[] => {
    const { remediation } = finding
    const said = remediation === null ? undefined : remarks.get(remediation.ref)
    if (remediation === null || said === undefined || isOver(remediation.state)) return []
    const asked = (kind: ClientRequest['kind'], column: string, sentence: string): ClientRequest => ({
      finding: finding.ref,
      remediation: remediation.ref,
      kind,
      sentence,
      evidence: evidenceOf(db, remediation.ref, column)
    })
    const due = said.requestedDue ?? ''
    const wantsLater = due !== '' && remediation.due !== null && due > remediation.due
    const status = requestOfStatus(finding, said.clientStatus ?? '')
    return [
      ...(wantsLater
        ? [
            asked(
              'extension',
              'requestedDue',
              `The client asks for ${due} instead of ${remediation.due ?? 'no date'}${said.requestedReason ? `: ${said.requestedReason}` : ', without a reason'}.`
            )
          ]
        : []),
      ...(status === null ? [] : [asked(status.kind, 'clientStatus', status.sentence)])
    ]
  })
}

function requestOfStatus(
  { remediation }: FindingRow,
  word: string
): Pick<ClientRequest, 'kind' | 'sentence'> | null {
  const status = Object.entries(clientStatuses).find(([, title]) => title === word)?.[0] as
    ClientStatus | undefined
  switch (status) {
    case 'acceptance-requested':
      return remediation?.state === 'risk-accepted'
        ? null
        : {
            kind: 'risk-acceptance',
            sentence: 'The client asks to accept the risk. Record who approved it, and on what evidence.'
          }
    case 'disputed':
      return remediation?.state === 'disputed'
        ? null
        : { kind: 'dispute', sentence: 'The client disputes the finding. Record the response that says so.' }
    case 'not-applicable':
      return {
        kind: 'not-applicable',
        sentence:
          'The client says that it does not apply any more. Record it with the evidence that shows it.'
      }
    case 'open':
    case 'in-progress':
    case 'implemented':
    case undefined:
      return null
  }
}

/** The reference of what the last words on a column were written in. */
function evidenceOf(db: Reader, remediation: string, column: string): string {
  return (
    db.get<{ ref: string }>(
      `select e.ref
       from client_remark c
       join remediation r on r.id = c.remediation_id
       join evidence e on e.id = c.evidence_id
       where r.ref = :remediation and c.column_key = :column
       order by c.id desc
       limit 1`,
      { remediation, column }
    )?.ref ?? ''
  )
}
