/** The risks the client accepted: what, for how long, who approved it, and what the auditor says to it. */
import type { Section, Tone } from '../../../shared/records/report.ts'
import { acceptanceStates, type AcceptanceState } from '../../../shared/states/risk-acceptance.ts'
import { severities } from '../../../shared/vocabulary.ts'
import type { ReportRecord } from '../record.ts'
import { anchorOf, code, count, day } from '../words.ts'

const tones: Readonly<Record<AcceptanceState, Tone>> = {
  active: 'warn',
  expired: 'fail',
  changed: 'fail',
  ended: 'none',
  superseded: 'none'
}

export function riskAcceptances({ findings }: ReportRecord): Section {
  const accepted = findings.flatMap((finding) =>
    finding.acceptances.map((acceptance) => ({ finding, acceptance }))
  )
  return {
    anchor: 'acceptances',
    title: 'Risk acceptances',
    blocks: [
      {
        kind: 'paragraph',
        text:
          accepted.length === 0
            ? 'The client accepted no risk in writing.'
            : 'The client decides to live with these exceptions. The tests concerned stay exceptions; the auditor accepts no risk.'
      },
      ...(accepted.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              caption: 'Risk acceptances',
              columns: [
                { title: 'Acceptance and finding', share: 18 },
                { title: 'Reason and compensating controls' },
                { title: 'Remaining risk', share: 13 },
                { title: 'Approved by', share: 18 },
                { title: 'State', share: 19 }
              ],
              groups: [
                {
                  rows: accepted.map(({ finding, acceptance }) => ({
                    anchor: anchorOf('acceptance', acceptance.ref),
                    cells: [
                      [
                        code(acceptance.ref),
                        ' for ',
                        code(finding.ref),
                        `, ${count(acceptance.covers, 'exception')}`
                      ],
                      [
                        acceptance.reason,
                        acceptance.compensatingControls === ''
                          ? ''
                          : ` Compensating controls: ${acceptance.compensatingControls}`,
                        acceptance.challenge === '' ? '' : ` The auditor disagrees: ${acceptance.challenge}`
                      ],
                      {
                        text: severities[acceptance.residualSeverity],
                        tone: `severity-${acceptance.residualSeverity}` as const
                      },
                      `${acceptance.approver}, ${acceptance.approverTitle}, ${day(acceptance.approvedAt)}`,
                      {
                        text: `${acceptanceStates[acceptance.state]}, ${day(acceptance.validFrom)} to ${day(acceptance.expiresAt)}`,
                        tone: tones[acceptance.state]
                      }
                    ]
                  }))
                }
              ]
            }
          ])
    ]
  }
}
