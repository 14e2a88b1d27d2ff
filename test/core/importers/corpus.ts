/** One small valid file or more of every kind of export: what the fuzz test damages. */
import { ofAccounts } from './corpus-accounts.ts'
import { ofCollections } from './corpus-collection.ts'
import { ofConfig } from './corpus-config.ts'
import { ofCredentials } from './corpus-credentials.ts'
import { ofDetection } from './corpus-detection.ts'
import { ofIdentityCenter } from './corpus-identity-center.ts'
import { ofLogging } from './corpus-logging.ts'
import { ofOrganizations } from './corpus-organizations.ts'
import { ofResources } from './corpus-resources.ts'
import { ofSettings } from './corpus-settings.ts'
import { ofTools } from './corpus-tools.ts'

export interface Seed {
  readonly kind: string
  /** Text as it stands in the file, or the value of a JSON file. */
  readonly content: unknown
  /** The file's name with its folders, and options of the command, where the kind needs them. */
  readonly name?: string
  readonly options?: Readonly<Record<string, string>>
}

export const corpus: readonly Seed[] = [
  ...ofCollections,
  ...ofAccounts,
  ...ofCredentials,
  ...ofOrganizations,
  ...ofIdentityCenter,
  ...ofLogging,
  ...ofConfig,
  ...ofDetection,
  ...ofResources,
  ...ofSettings,
  ...ofTools
]

export function textOf({ content }: Seed): string {
  return typeof content === 'string' ? content : JSON.stringify(content, null, 4)
}
