/** Findings and what becomes of them: remediation, retest, risk acceptance. */
import * as v from 'valibot'

import type { FindingDetail, FindingRow, FindingView, RetestProposal } from '../records/finding.ts'
import type { EvidenceView } from '../records/test.ts'
import { positions, retestResults, type Position, type RetestResult } from '../states/remediation.ts'
import { read, write } from './declare.ts'
import {
  acceptance,
  account,
  control,
  day,
  finding,
  fingerprint,
  given,
  nothing,
  planned,
  remediation,
  severity,
  text,
  whole
} from './schemas.ts'

export const findingsMethods = {
  /** Of every period: what is open lives on from month to month. */
  'finding.list': read<readonly FindingRow[]>()(nothing),
  'finding.show': read<FindingDetail>()(v.strictObject({ finding })),
  /** What the results of the open period say to a remediation. */
  'retest.propose': read<RetestProposal>()(v.strictObject({ remediation })),
  /** Over every exception of the control in the accounts, or over those named; what closed before and comes back repeats it. */
  'finding.raise': write<FindingView>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      title: given(200),
      condition: given(8000),
      criteria: given(8000),
      cause: text(8000),
      effect: given(8000),
      recommendation: given(8000),
      exceptions: v.exactOptional(v.pipe(v.array(fingerprint), v.minLength(1), v.maxLength(100_000))),
      repeatOf: v.exactOptional(finding)
    })
  ),
  /** `reason` is needed once the finding is issued. */
  'finding.revise': write<FindingView>()(
    v.strictObject({
      finding,
      title: given(200),
      condition: text(8000),
      criteria: text(8000),
      cause: text(8000),
      effect: text(8000),
      recommendation: text(8000),
      reason: text(2000)
    })
  ),
  'finding.rate': write<null>()(v.strictObject({ finding, severity, reason: text(2000) })),
  'finding.issue': write<{ readonly remediation: string }>()(v.strictObject({ finding })),
  'finding.withdraw': write<null>()(v.strictObject({ finding, reason: given(2000) })),
  /** What the client sent about a finding, as a file or as a note. */
  'finding.attach': write<EvidenceView>()(
    v.strictObject({ finding, title: given(200), upload: whole, mime: text(120) })
  ),
  'finding.note': write<EvidenceView>()(v.strictObject({ finding, title: given(200), text: given(20_000) })),
  /** What the client's management says; `evidence` is what it came in, here and below. */
  'remediation.respond': write<null>()(
    v.strictObject({
      remediation,
      position: v.picklist(Object.keys(positions) as Position[]),
      response: text(8000),
      action: text(8000),
      owner: text(120),
      ownerEmail: text(200),
      responder: given(120),
      responderTitle: text(120),
      evidence: whole
    })
  ),
  'remediation.plan': write<null>()(
    v.strictObject({
      remediation,
      due: day,
      requestedBy: given(120),
      milestones: v.pipe(v.array(planned), v.minLength(1), v.maxLength(50)),
      evidence: whole
    })
  ),
  'remediation.extend': write<null>()(
    v.strictObject({
      remediation,
      due: day,
      reason: given(2000),
      requestedBy: given(120),
      evidence: whole
    })
  ),
  /** Work goes on: after the plan, after a failed retest, or because the client takes back that it is done. */
  'remediation.start': write<null>()(v.strictObject({ remediation, comment: text(2000) })),
  /** The client reports it as done. */
  'remediation.claim': write<null>()(
    v.strictObject({ remediation, claimedAt: day, comment: given(2000), evidence: whole })
  ),
  'remediation.close': write<null>()(v.strictObject({ remediation, comment: text(2000) })),
  /** What it was about is gone. */
  'remediation.drop': write<null>()(v.strictObject({ remediation, reason: given(2000), evidence: whole })),
  'milestone.revise': write<null>()(
    v.strictObject({ remediation, milestone: whole, date: day, comment: given(2000), evidence: whole })
  ),
  'milestone.finish': write<null>()(
    v.strictObject({ remediation, milestone: whole, doneAt: day, comment: text(2000), evidence: whole })
  ),
  /** Passed closes what is not severe; what is severe a reviewer closes. */
  'retest.perform': write<{ readonly retest: string }>()(
    v.strictObject({
      remediation,
      result: v.picklist(Object.keys(retestResults) as RetestResult[]),
      procedure: given(4000),
      evidence: v.pipe(v.array(whole), v.maxLength(50))
    })
  ),
  /** The client's decision, over all exceptions of the finding or those named; `challenge` is the auditor's view where it is not only noted. */
  'risk-acceptance.record': write<{ readonly acceptance: string }>()(
    v.strictObject({
      finding,
      covers: v.exactOptional(v.pipe(v.array(fingerprint), v.minLength(1), v.maxLength(100_000))),
      reason: given(4000),
      compensatingControls: text(4000),
      residualSeverity: severity,
      approver: given(120),
      approverTitle: given(120),
      approvedAt: day,
      validFrom: day,
      expiresAt: day,
      challenge: text(4000),
      renewalOf: v.exactOptional(acceptance),
      evidence: whole
    })
  ),
  'risk-acceptance.end': write<null>()(v.strictObject({ acceptance, reason: given(2000) }))
} as const
