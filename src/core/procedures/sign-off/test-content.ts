/** What a signature on a test covers: everything with a meaning for the audit; not who is assigned, not review notes, not order. */
import type { Canonical } from '../../integrity/canonical-json.ts'
import type { TestRecord } from './test-record.ts'

/** Evidence of whatever is signed, place by place; one added later does not concern who signed before. */
export interface SignedEvidence {
  readonly [key: string]: Canonical
  readonly ref: string
  /** Where in it; '' for the whole. */
  readonly locator: string
}

export interface SignedContent {
  readonly [key: string]: Canonical
  readonly evidence: readonly SignedEvidence[]
}

export function testContent(period: string, record: TestRecord): SignedContent {
  const { ref, procedure, result, conclusion, override, dispositions, samples, evidence, sources } = record
  return {
    conclusion: conclusion && {
      by: conclusion.concluded_by,
      conclusion: conclusion.conclusion,
      reason: conclusion.reason,
      steps: conclusion.steps
    },
    dispositions: dispositions.map(({ fingerprint, resource, kind, ref: decided, rationale }) => ({
      fingerprint,
      kind,
      rationale,
      ref: decided,
      resource
    })),
    evidence: evidence.map(({ ref, title, sha256, locator }) => ({ locator, ref, sha256, title })),
    override: override && {
      approver: override.approver,
      author: override.author,
      conclusion: override.conclusion,
      outcome: override.outcome,
      rationale: override.rationale,
      reason: override.reason
    },
    period,
    procedure,
    result: result && { hash: result.result_hash, outcome: result.outcome },
    samples: samples.map(({ ref, items, ticks }) => ({
      items,
      ref,
      ticks: ticks.map(({ item, code, mark, note }) => ({ code, item, mark, note }))
    })),
    sources: sources
      .map(({ kind, sha256, acceptance }) => ({ acceptance, kind, sha256 }))
      .sort((a, b) => (a.kind + a.sha256 < b.kind + b.sha256 ? -1 : 1)),
    test: ref
  }
}
