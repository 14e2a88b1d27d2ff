/** Finds the one importer that knows a file by its structure, or says what the file looks like instead. */
import type { Importer, Outline, SavedError } from '../importer.ts'
import { looksLike } from './looks-like.ts'
import { serviceOf } from './saved-error.ts'

/** `tried`: what the file looks like instead, and what to ask for. */
export type Recognition = { readonly importer: Importer } | { readonly tried: string }

export function recogniseAmong(importers: readonly Importer[], outline: Outline): Recognition {
  const flaw = lostDepth(outline)
  if (flaw !== null) return { tried: flaw }
  const { error } = outline
  const found = importers.filter((importer) =>
    error === null ? importer.recognises(outline) : answersFor(importer, error)
  )
  const [importer] = found
  if (importer && found.length === 1) return { importer }
  if (importer)
    return {
      tried: `The file could be ${found.map(({ title }) => title.toLowerCase()).join(' or ')}, and nothing in it decides which. Ask for each export in a file of its own.`
    }
  return { tried: looksLike(outline) }
}

/** IAM and Organizations both have a `ListPolicies`; a refusal names the service. */
function answersFor(importer: Importer, error: SavedError): boolean {
  if (!importer.operations.includes(error.operation)) return false
  const service = serviceOf(error)
  return service === null || importer.command.startsWith(`aws ${service} `)
}

/** PowerShell's `ConvertTo-Json` writes what lies deeper than its depth as names of types. */
function lostDepth({ form, head }: Outline): string | null {
  if (form !== 'json' || !/"(?:Amazon\.[\w.]+\.Model\.\w+|System\.Collections\.[^"]*|@\{[^"]*\})/.test(head))
    return null
  return 'The file was written by PowerShell with too little depth: lists inside it are names of types ("Amazon.…Model…") in place of their content. Ask for the answer of the AWS CLI, or for `ConvertTo-Json -Depth 20`.'
}
