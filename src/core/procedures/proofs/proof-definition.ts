/** The form of a proof that a source is complete and accurate. */
import type { Proof } from '../../../shared/records/proof.ts'
import type { Known, ProvedSource } from './known.ts'

export interface ProofDefinition {
  /** `C1` */
  readonly code: string
  readonly title: string
  /** The kinds of export it is for; all where not given. */
  readonly kinds?: readonly string[]
  readonly prove: (source: ProvedSource, known: Known) => Proof
}

type Head = Pick<Proof, 'code' | 'title'>

export function compared(
  { code, title }: Head,
  agrees: boolean,
  expected: string,
  actual: string,
  origin: string
): Proof {
  return { code, title, result: agrees ? 'pass' : 'fail', expected, actual, origin }
}

/** Nothing is there to compare with yet; `why` says what would be. */
export function notPerformed({ code, title }: Head, why: string): Proof {
  return { code, title, result: 'not-performed', expected: '', actual: why, origin: '' }
}

export function notApplicable({ code, title }: Head, why: string): Proof {
  return { code, title, result: 'not-applicable', expected: '', actual: why, origin: '' }
}
