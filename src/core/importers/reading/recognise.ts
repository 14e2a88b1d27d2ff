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

/**
 * IAM and Organizations both have a `ListPolicies`; a refusal names the service. An operation is of the service of the importer's
 * command unless it says its own, as `lambda:GetPolicy`.
 */
function answersFor(importer: Importer, error: SavedError): boolean {
  const service = serviceOf(error)
  return importer.operations.some((operation) => {
    const colon = operation.indexOf(':')
    if (operation.slice(colon + 1) !== error.operation) return false
    if (service === null) return true
    return colon < 0
      ? cliNamesOf(service).some((name) => importer.command.startsWith(`aws ${name} `))
      : operation.slice(0, colon) === service
  })
}

/** What the AWS CLI calls a service whose actions have another name; most have one name. */
const cliNames: Readonly<Record<string, readonly string[]>> = {
  'access-analyzer': ['accessanalyzer'],
  config: ['configservice'],
  s3: ['s3api', 's3control'],
  sso: ['sso-admin']
}

function cliNamesOf(service: string): readonly string[] {
  return Object.hasOwn(cliNames, service) ? (cliNames[service] ?? []) : [service]
}

/** PowerShell's `ConvertTo-Json` writes what lies deeper than its depth as names of types. */
function lostDepth({ form, head }: Outline): string | null {
  if (form !== 'json' || !/"(?:Amazon\.[\w.]+\.Model\.\w+|System\.Collections\.[^"]*|@\{[^"]*\})/.test(head))
    return null
  return 'The file was written by PowerShell with too little depth: lists inside it are names of types ("Amazon.…Model…") in place of their content. Ask for the answer of the AWS CLI, or for `ConvertTo-Json -Depth 20`.'
}
