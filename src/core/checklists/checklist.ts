/** The form every checklist has: the auditor's order of work over the controls. */
import type { Topic } from '../../shared/vocabulary.ts'

export interface Checklist {
  readonly id: string
  readonly title: string
  readonly sections: readonly { readonly topic: Topic; readonly controls: readonly string[] }[]
}
