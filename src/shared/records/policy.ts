/** Policy documents as they cross the bridge: what a member rests on, whose a document is, its text and statements. */

/** A policy document a verdict rests on, with the numbers (from 0) of the statements that decided; none where it names none. */
export interface MemberDocument {
  readonly document: number
  readonly statements: readonly number[]
}

/** What a policy document is to a resource, and what that is called. */
export const documentRoles = {
  trust: 'Trust policy',
  inline: 'Inline policy',
  managed: 'Managed policy',
  version: 'Version that is not the default',
  boundary: 'Permissions boundary',
  'permission-set': 'Policy of a permission set',
  organization: 'Organization policy',
  resource: 'Resource policy'
} as const
export type DocumentRole = keyof typeof documentRoles

/** A policy document of a resource, and where it stands in what was received. */
export interface DocumentReference {
  readonly document: number
  readonly role: DocumentRole
  /** The policy's name, with its version where there are several; that of the role for a trust policy. */
  readonly name: string
  /** Its ARN; for an inline policy that of the principal it is written into. */
  readonly resource: string
  readonly source: number
  readonly sourceName: string
  readonly line: number
  readonly path: string | null
}

export interface PolicyDocument {
  readonly document: number
  /** As JSON; URL encoding and JSON within JSON are taken off. As received where it is none. */
  readonly text: string
  /** Why not all of it could be read as a policy; null where it could. */
  readonly problem: string | null
  /** Those that could be read. */
  readonly statements: readonly StatementHead[]
  /** Whose it is, at most a hundred of them: the same text may stand in many places. */
  readonly places: readonly DocumentReference[]
  readonly placeCount: number
}

export interface StatementHead {
  /** Its place in the document's list of statements, from 0. */
  readonly n: number
  readonly sid: string | null
  readonly effect: string
}
