/** The bridge between page and engine as the page sees it: two functions, the same in every host. */
import type { Input, MethodName, Output } from './contract.ts'
import type { Answer } from './errors.ts'
import type { WorkbenchEvent } from './records/engagement.ts'

export interface Bridge {
  /** Asks one method; never throws, answers an error instead. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<Output<M>>>
  /** Hears the engine's events until the returned function is called. */
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
}
