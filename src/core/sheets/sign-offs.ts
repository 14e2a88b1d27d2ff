/** 10: who signed what in which role and meaning, and what each signature is worth when the workbook is made. */
import { signatureStates, signedRoles, signScopes } from '../../shared/states/sign-off.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'sign-offs',
  name: '10 Sign-off',
  ref: '10',
  order: 86,
  title: 'Sign-offs of the period',
  purpose: 'Shows who performed, who reviewed and who acknowledged the work, each bound to what they signed.',
  source: 'Sign-offs of the record; management signed on paper, kept as evidence.',
  procedure:
    'The content hash is SHA-256 over what was signed in canonical JSON (RFC 8785). A sign-off is stale where that content is another now. Management acknowledges that the facts of the findings are accurate and owns its responses; it does not approve the conclusions.',
  frozenColumns: 2,
  columns: [
    { key: 'scope', title: 'Scope', type: 'text', width: 14 },
    { key: 'ref', title: 'Reference', type: 'id', width: 24 },
    { key: 'role', title: 'Role', type: 'text', width: 12 },
    { key: 'name', title: 'Printed name', type: 'text', width: 20 },
    { key: 'title', title: 'Title', type: 'text', width: 18 },
    { key: 'meaning', title: 'Meaning', type: 'long', width: 44 },
    { key: 'signedAt', title: 'Signed (UTC)', type: 'time', width: 16 },
    { key: 'state', title: 'State', type: 'text', width: 12 },
    { key: 'withdrawn', title: 'Taken back because', type: 'long', width: 30 },
    { key: 'method', title: 'Method', type: 'text', width: 16 },
    { key: 'contentHash', title: 'Content hash', type: 'id', width: 16 },
    { key: 'chain', title: 'Event log at', type: 'id', width: 20 }
  ],
  tallies: [{ column: 'state', words: Object.values(signatureStates) }],
  count: (context) => context.signOffs.length,
  /** The period first, then what it is made of. */
  rows: (context) =>
    context.signOffs
      .toSorted((a, b) => Number(b.scope === 'period') - Number(a.scope === 'period') || a.id - b.id)
      .map((one) => ({
        scope: signScopes[one.scope].title,
        ref: one.ref,
        role: signedRoles[one.role],
        name: one.name,
        title: one.title || null,
        meaning: one.meaning,
        signedAt: one.signedAt,
        state: signatureStates[one.state],
        withdrawn: one.withdrawal?.reason ?? null,
        method: one.isSigned ? 'Ed25519 key' : one.role === 'management' ? 'On paper' : 'Name only',
        contentHash: one.contentHash.slice(0, 12),
        chain: `${one.chainSeq} ${one.chainHead.slice(0, 12)}`
      }))
} satisfies Sheet
