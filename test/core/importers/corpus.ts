/** One small valid file or more of every kind of export: what the fuzz test damages. */
import { ofAccounts } from './corpus-accounts.ts'
import { ofOrganizations } from './corpus-organizations.ts'

export interface Seed {
  readonly kind: string
  /** Text as it stands in the file, or the value of a JSON file. */
  readonly content: unknown
  /** The file's name with its folders, and options of the command, where the kind needs them. */
  readonly name?: string
  readonly options?: Readonly<Record<string, string>>
}

export const corpus: readonly Seed[] = [...ofAccounts, ...ofOrganizations]

export function textOf({ content }: Seed): string {
  return typeof content === 'string' ? content : JSON.stringify(content, null, 4)
}
