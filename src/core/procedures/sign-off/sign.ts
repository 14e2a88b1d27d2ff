/** Writes a sign-off: the content as it is now with its hash, where the event log stood, and the signer's key over it all. */
import type { SignedRole, SignScope } from '../../../shared/states/sign-off.ts'
import { canonicalJson } from '../../integrity/canonical-json.ts'
import { contentHash } from '../../integrity/content-hash.ts'
import { appendEvent, chainHead } from '../../store/events.ts'
import type { WriteContext } from '../procedure.ts'
import { projection } from './period-content.ts'
import { signedText } from './signed-text.ts'
import type { SignedContent } from './test-content.ts'

export interface NewSignOff {
  readonly period: { readonly id: number; readonly label: string }
  readonly scope: SignScope
  readonly ref: string
  readonly role: SignedRole
  readonly name: string
  readonly title: string
  readonly meaning: string
  readonly content: SignedContent
  /** Of management: what it signed on paper; it has no key here. */
  readonly evidence: string | null
}

export function keepSignOff(context: WriteContext, signOff: NewSignOff): number {
  const { db, actor, now, person, sign } = context
  const { period, scope, ref, role, name, title, meaning, content, evidence } = signOff
  const head = chainHead(db)
  const signed = {
    period: period.label,
    scope,
    scope_ref: ref,
    role,
    printed_name: name,
    title,
    meaning,
    signed_at: now(),
    content_hash: contentHash(projection, content),
    chain_seq: head.seq,
    chain_head: head.hash
  }
  const signature = role === 'management' ? null : sign(signedText(signed))
  const { period: label, ...columns } = signed
  const { id } = db.run(
    `insert into sign_off (period_id, scope, scope_ref, role, person_id, printed_name, title, meaning, signed_at, content_hash,
       content, chain_seq, chain_head, signature)
     values (:period, :scope, :scope_ref, :role, :person, :printed_name, :title, :meaning, :signed_at, :content_hash,
       :content, :chain_seq, :chain_head, :signature)`,
    {
      ...columns,
      period: period.id,
      person: role === 'management' ? null : (person?.id ?? null),
      content: canonicalJson(content),
      signature
    }
  )
  appendEvent(db, {
    at: signed.signed_at,
    actor,
    action: role === 'management' ? 'sign-off.acknowledge' : 'sign-off.sign',
    entity: 'sign-off',
    entityId: `${label}/${scope}/${ref}/${role}`,
    payload: {
      id,
      role,
      name,
      meaning,
      contentHash: signed.content_hash,
      signature,
      ...(evidence === null ? {} : { evidence })
    }
  })
  return id
}
