/** The rules of the close-out gate, in the order of their codes. */
import { comparedRules } from './compared.ts'
import { evidenceRules } from './evidence.ts'
import { findingRules } from './findings.ts'
import { habitRules } from './habits.ts'
import type { GateRule } from './rule.ts'
import { signatureRules } from './signatures.ts'
import { sourceRules } from './sources.ts'
import { testRules } from './tests.ts'

/** E1-E13: each stands in the way of issuing the final workbook and of locking. */
export const errorRules: readonly GateRule[] = byCode([
  ...testRules,
  ...sourceRules,
  ...evidenceRules,
  ...signatureRules,
  ...findingRules
])

/** W1-W9: each is explained in a sentence that stays on the record. */
export const warningRules: readonly GateRule[] = byCode([...habitRules, ...comparedRules])

function byCode(rules: readonly GateRule[]): readonly GateRule[] {
  return rules.toSorted((a, b) => Number(a.code.slice(1)) - Number(b.code.slice(1)))
}
