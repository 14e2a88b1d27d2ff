/** The look of every word the workbench says about a test, a member, a note or a source: shape, mark and tone, so that colour is never alone. */
import type { Acceptance, Conclusion, NoteLevel, Outcome, ProofResult } from '../../shared/vocabulary.ts'

export type GlyphShape =
  'circle' | 'square' | 'triangle' | 'diamond' | 'dashed-circle' | 'dashed-diamond' | 'half-circle'
export type GlyphMark = 'tick' | 'cross' | 'exclamation' | 'dash' | 'question' | 'information' | 'none'
export type Tone = 'pass' | 'fail' | 'warn' | 'unsure' | 'na' | 'info' | 'none'

export interface GlyphLook {
  readonly shape: GlyphShape
  readonly mark: GlyphMark
  readonly tone: Tone
}

export const outcomeLooks: Readonly<Record<Outcome, GlyphLook>> = {
  pass: { shape: 'circle', mark: 'tick', tone: 'pass' },
  fail: { shape: 'square', mark: 'cross', tone: 'fail' },
  'needs-review': { shape: 'diamond', mark: 'question', tone: 'unsure' },
  'not-applicable': { shape: 'circle', mark: 'dash', tone: 'na' },
  'not-tested': { shape: 'dashed-diamond', mark: 'none', tone: 'unsure' }
}

export const conclusionLooks: Readonly<Record<Conclusion, GlyphLook>> = {
  effective: { shape: 'circle', mark: 'tick', tone: 'pass' },
  exception: { shape: 'square', mark: 'cross', tone: 'fail' },
  observation: { shape: 'triangle', mark: 'exclamation', tone: 'warn' },
  'not-applicable': { shape: 'circle', mark: 'dash', tone: 'na' },
  inconclusive: { shape: 'diamond', mark: 'question', tone: 'unsure' }
}

export const noteLooks: Readonly<Record<NoteLevel, GlyphLook>> = {
  error: { shape: 'square', mark: 'cross', tone: 'fail' },
  warning: { shape: 'triangle', mark: 'exclamation', tone: 'warn' },
  info: { shape: 'circle', mark: 'information', tone: 'info' }
}

export const proofLooks: Readonly<Record<ProofResult, GlyphLook>> = {
  pass: { shape: 'circle', mark: 'tick', tone: 'pass' },
  fail: { shape: 'square', mark: 'cross', tone: 'fail' },
  'not-performed': { shape: 'diamond', mark: 'question', tone: 'unsure' },
  'not-applicable': { shape: 'circle', mark: 'dash', tone: 'na' }
}

export const acceptanceLooks: Readonly<Record<Acceptance, GlyphLook>> = {
  received: { shape: 'dashed-circle', mark: 'none', tone: 'none' },
  accepted: { shape: 'circle', mark: 'tick', tone: 'pass' },
  'accepted-with-limitation': { shape: 'triangle', mark: 'exclamation', tone: 'warn' },
  rejected: { shape: 'square', mark: 'cross', tone: 'fail' },
  superseded: { shape: 'circle', mark: 'dash', tone: 'na' }
}
