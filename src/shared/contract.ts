/** The one table of what may be asked of the workbench: `noun.verb`, who serves it, the schema of its input, the shape of its answer. */
import type * as v from 'valibot'

import type { Access } from './methods/declare.ts'
import { engagementMethods } from './methods/engagement.ts'
import { evidenceMethods } from './methods/evidence.ts'
import { explorerMethods } from './methods/explorer.ts'
import { findingsMethods } from './methods/findings.ts'
import { hostMethods } from './methods/host.ts'
import { intakeMethods } from './methods/intake.ts'
import { peopleMethods } from './methods/people.ts'
import { periodsMethods } from './methods/periods.ts'
import { returnsMethods } from './methods/returns.ts'
import { reportsMethods } from './methods/reports.ts'
import { reviewMethods } from './methods/review.ts'
import { testsMethods } from './methods/tests.ts'

export type { Access, Method } from './methods/declare.ts'

export const contract = {
  ...hostMethods,
  ...engagementMethods,
  ...peopleMethods,
  ...intakeMethods,
  ...testsMethods,
  ...evidenceMethods,
  ...explorerMethods,
  ...findingsMethods,
  ...reportsMethods,
  ...reviewMethods,
  ...periodsMethods,
  ...returnsMethods
} as const

export type MethodName = keyof typeof contract
export type AccessOf<M extends MethodName> = (typeof contract)[M]['access']
export type Input<M extends MethodName> = v.InferOutput<(typeof contract)[M]['input']>
export type Output<M extends MethodName> =
  NonNullable<(typeof contract)[M]['output']> extends never
    ? null
    : Exclude<(typeof contract)[M]['output'], undefined>
export type MethodsOf<A extends Access> = {
  [M in MethodName]: (typeof contract)[M]['access'] extends A ? M : never
}[MethodName]
