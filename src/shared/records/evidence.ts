/** Evidence as it crosses the bridge: the library, where a piece comes from, what it backs, whether its bytes are those received. */
import type { EvidenceType } from '../vocabulary.ts'

/** Where a piece comes from, as far as it is known; '' where it is not said. Days are ISO-8601. */
export interface EvidenceOrigin {
  /** Who gave it: "T. Braun, platform lead". */
  readonly obtainedFrom: string
  /** Who took it in, or was there to see it. */
  readonly obtainedBy: string
  readonly obtainedAt: string
  /** The day whose state it shows. */
  readonly asOf: string
  /** The system it shows: a console address, a ticket. */
  readonly address: string
  /** Prepared by the client (PBC). */
  readonly byClient: boolean
  /** Something in it was made unreadable before it came. */
  readonly redacted: boolean
}

export const useTargets = {
  test: 'Test',
  finding: 'Finding',
  remediation: 'Remediation',
  retest: 'Retest',
  'risk-acceptance': 'Risk acceptance',
  override: 'Override',
  'sample-item': 'Sample',
  source: 'Source',
  'sign-off': 'Sign-off',
  addendum: 'Addendum',
  'workbook-return': 'Returned workbook'
} as const
export type UseTarget = keyof typeof useTargets

/** One place of a piece that backs something. */
export interface EvidenceUse {
  readonly target: UseTarget
  /** `ROOT-01/111122223333`, `F-2026-001`, … */
  readonly ref: string
  /** Of a test; null for the others. */
  readonly period: string | null
  /** Of what it backs; null where it has none. */
  readonly control: string | null
  readonly account: string | null
  /** The finding, or that of the remediation, retest or acceptance. */
  readonly finding: string | null
  /** As `locatorText` writes it. */
  readonly locator: string
  readonly purpose: string
  readonly by: string
  readonly at: string
  /** null while it stands. */
  readonly ended: { readonly reason: string; readonly by: string; readonly at: string } | null
  /** Whether it may be taken back: a test of the open period, or a finding. */
  readonly canEnd: boolean
}

/** `unused`: nothing rests on it. */
export const evidenceStates = { used: 'Standing', unused: 'Used by nothing', withdrawn: 'Withdrawn' } as const
export type EvidenceState = keyof typeof evidenceStates

/** What the bytes of a piece were found to be. */
export interface ByteCheck {
  readonly at: string
  /** What is wrong, in a sentence; null where they are those received. */
  readonly fault: string | null
  /** SHA-256 of the bytes now; null where they cannot be read. */
  readonly found: string | null
}

/** A line of the library. */
export interface EvidenceRow extends EvidenceOrigin {
  readonly id: number
  /** `E-0001` */
  readonly ref: string
  readonly type: EvidenceType
  readonly title: string
  readonly fileName: string
  readonly mime: string
  readonly size: number
  readonly sha256: string
  readonly addedBy: string
  readonly addedAt: string
  readonly state: EvidenceState
  /** What it backs, each once: `ROOT-01`, `F-2026-001`. */
  readonly backs: readonly string[]
  /** null before it was read again. */
  readonly check: ByteCheck | null
}

export interface Facet {
  readonly value: string
  readonly count: number
}

export interface EvidencePage {
  /** The newest first. */
  readonly rows: readonly EvidenceRow[]
  /** Pieces that match, and all. */
  readonly matching: number
  readonly total: number
  readonly unused: number
  readonly withdrawn: number
  /** Bytes of all of them. */
  readonly size: number
  /** Where the piece asked for stands among those that match; null where it does not. */
  readonly at: number | null
  readonly types: readonly Facet[]
  readonly periods: readonly Facet[]
  readonly controls: readonly Facet[]
  readonly findings: readonly Facet[]
}

export interface EvidenceDetail extends EvidenceRow {
  readonly withdrawal: { readonly reason: string; readonly at: string } | null
  readonly describedBy: string | null
  readonly describedAt: string | null
  /** The newest first, what was taken back among them. */
  readonly uses: readonly EvidenceUse[]
  /** Until when its bytes are kept, in a sentence. */
  readonly retention: string
}

/** Lines of a piece around a place, or the element at a JSON pointer. */
export interface EvidenceExcerpt {
  readonly firstLine: number
  readonly lines: readonly string[]
  /** First and last line meant; null for the whole and for an element. */
  readonly marked: readonly [number, number] | null
  readonly isElement: boolean
  /** Not everything of it is shown. */
  readonly clipped: boolean
}

/** How far the reading of evidence is, and what it found so far. */
export interface EvidenceCheck {
  readonly pieces: number
  readonly checked: number
  /** Bytes. */
  readonly size: number
  readonly read: number
  readonly isDone: boolean
  /** References of pieces whose bytes are not those received. */
  readonly damaged: readonly string[]
  /** When the last of them was read; null before the first. */
  readonly checkedAt: string | null
}
