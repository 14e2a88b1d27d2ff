/** How a method is declared: who serves it, the schema of its input, the shape of its answer. */
import type * as v from 'valibot'

/** `host`: the host itself, outside any engagement · `read`: the reader worker · `write`: the writer worker, in one transaction. */
export type Access = 'host' | 'read' | 'write'

export interface Method<Access_ extends Access, Input, Output> {
  readonly access: Access_
  readonly input: v.GenericSchema<unknown, Input>
  /** Carries the answer's type only. */
  readonly output?: Output
}

type Declare<A extends Access> = <Output>() => <Input>(
  input: v.GenericSchema<unknown, Input>
) => Method<A, Input, Output>
const declare =
  <A extends Access>(access: A): Declare<A> =>
  () =>
  (input) => ({ access, input })
export const host = declare('host')
export const read = declare('read')
export const write = declare('write')
