/** The people of an engagement and who of them works now, as they cross the bridge. Times are ISO-8601 UTC text. */
import type { Role, Separation, Working } from '../permissions.ts'

export interface PersonView {
  readonly id: number
  readonly name: string
  readonly title: string
  readonly email: string
  readonly role: Role
  /** `ssh-ed25519 AAAA… name` */
  readonly publicKey: string
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string
  readonly addedBy: string
  readonly addedAt: string
  /** null while the person works in the engagement. */
  readonly leftAt: string | null
}

/** Who works now. */
export interface SessionView {
  /** Without any, the engagement's auditor does everything and nothing is signed with a key. */
  readonly hasPeople: boolean
  /** null while nobody is unlocked. */
  readonly person: Working | null
  readonly separation: Separation
  /** Whether anything is signed off, from when on the separation of duties stands. */
  readonly hasSignOffs: boolean
  /** Whether the open period is locked. */
  readonly isLocked: boolean
  /** The open period's label. */
  readonly period: string
}
