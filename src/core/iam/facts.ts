/** The shape of every fact an importer may state, one interface per fact table; a house test holds them to the schema. */
import type { AccessTables } from './facts/access.ts'
import type { AccountTables } from './facts/account.ts'
import type { CorroborationTables } from './facts/corroboration.ts'
import type { CredentialsTables } from './facts/credentials.ts'
import type { DelegationTables } from './facts/delegation.ts'
import type { IdentityCenterTables } from './facts/identity-center.ts'
import type { MonitoringTables } from './facts/monitoring.ts'
import type { OrganizationTables } from './facts/organization.ts'
import type { SettingTables } from './facts/settings.ts'

export type { Absence, CredentialFact, PrincipalKind } from './facts/account.ts'
export type { DocumentFact, PrincipalFact, StatementFact } from './facts/document.ts'
export type { Flag, Place, Seconds } from './facts/fact.ts'

export interface FactTables
  extends
    AccountTables,
    CredentialsTables,
    AccessTables,
    OrganizationTables,
    DelegationTables,
    IdentityCenterTables,
    MonitoringTables,
    SettingTables,
    CorroborationTables {}

export type FactTable = keyof FactTables
