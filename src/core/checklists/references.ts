/** Where frameworks ask for what a control tests. */
import { controlsTesting, frameworks } from './frameworks.ts'

export interface Reference {
  /** "CIS AWS Foundations 3.0" */
  readonly framework: string
  /** As text: 1.10 is not 1.1. */
  readonly ids: readonly string[]
}

const references = byControl()

/** The references of a control, `ROOT-01`, in the order of the frameworks; none where no framework asks for it. */
export function referencesOf(control: string): readonly Reference[] {
  return references.get(control) ?? []
}

function byControl(): ReadonlyMap<string, readonly Reference[]> {
  const found = frameworks.flatMap(({ title, requirements }) =>
    requirements.flatMap((requirement) =>
      controlsTesting(requirement).map((control) => ({ control, framework: title, id: requirement.id }))
    )
  )
  return new Map(
    [...Map.groupBy(found, ({ control }) => control)].map(([control, named]) => [
      control,
      [...Map.groupBy(named, ({ framework }) => framework)].map(([framework, same]) => ({
        framework,
        ids: same.map(({ id }) => id)
      }))
    ])
  )
}
