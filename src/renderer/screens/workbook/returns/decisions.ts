/** What the page asks the engine to do with a change. */
import type { Input } from '../../../../shared/contract.ts'

export type Decision = Input<'return.decide'>['decisions'][number]
