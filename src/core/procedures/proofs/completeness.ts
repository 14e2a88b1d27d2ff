/** C1-C5 and C10: whether what was received is all there is. */
import type { Proof } from '../../../shared/records/proof.ts'
import type { Known, ProvedSource } from './known.ts'
import { compared, notPerformed, type ProofDefinition } from './proof-definition.ts'

const detailed = ['account-authorization-details', 'account-summary']

function tieOut(
  code: string,
  title: string,
  noun: string,
  summaryName: string,
  table: string,
  kinds: readonly string[]
): ProofDefinition {
  return {
    code,
    title,
    kinds,
    prove: (source, known) =>
      perAccount(source, { code, title }, (account) => {
        const summary = known.summary.get(`${account}/${summaryName}`)
        const counts = countsOf(account, table, known)
        if (counts.length === 0) return null
        const expected = summary?.value ?? counts[0]?.n
        const others = summary ? counts : counts.slice(1)
        if (expected === undefined || others.length === 0) return null
        return {
          expected: `${expected} ${noun}`,
          actual: others.map(({ n, where }) => `${n} in the ${where}`).join(', '),
          agrees: others.every(({ n }) => n === expected),
          origin: summary ? `Account summary ${summary.ref}` : `The ${counts[0]?.where ?? ''}`
        }
      })
  }
}

/** The lists that hold these members, as far as any was received for the account. */
function countsOf(
  account: string,
  table: string,
  { rows, exports }: Known
): readonly { readonly n: number; readonly where: string }[] {
  const lists: { n: number; where: string }[] = []
  if (exports.has(`account-authorization-details/${account}`))
    lists.push({ n: rows.get(`${table}/${account}`) ?? 0, where: 'authorization details' })
  if (table === 'iam_user' && exports.has(`credential-report/${account}`))
    lists.push({ n: rows.get(`credential/${account}`) ?? 0, where: 'credential report' })
  return lists
}

interface AccountProof {
  readonly expected: string
  readonly actual: string
  readonly agrees: boolean
  readonly origin: string
}

/** One proof for all accounts of a source: the one that differs speaks for it. */
function perAccount(
  { accounts }: ProvedSource,
  head: Pick<Proof, 'code' | 'title'>,
  prove: (account: string) => AccountProof | null
): Proof {
  const proofs = accounts.flatMap((account) => {
    const proof = prove(account)
    return proof ? [{ account, ...proof }] : []
  })
  const first = proofs.find(({ agrees }) => !agrees) ?? proofs[0]
  if (!first) return notPerformed(head, 'No other export of the account says how many there are.')
  const of = accounts.length > 1 ? ` (${first.account})` : ''
  return compared(head, first.agrees, `${first.expected}${of}`, first.actual, first.origin)
}

const pages: ProofDefinition = {
  code: 'C5',
  title: 'Every page, to its end',
  prove({ answers, batch, kind }, { sources }) {
    const head = { code: 'C5', title: 'Every page, to its end' }
    const worst =
      answers.find(({ state }) => state === 'partial') ?? answers.find(({ state }) => state === 'denied')
    const expected = 'The whole export, read to its end, no page missing'
    if (worst)
      return compared(
        head,
        false,
        expected,
        worst.state === 'denied'
          ? 'AWS refused the call'
          : 'The file ends early, or members of it cannot be read',
        'The file itself'
      )
    const cut = answers.filter(({ state }) => state === 'page')
    const isEnded = cut.every(({ account, part }) =>
      sources.some(
        (other) =>
          other.kind === kind &&
          other.batch === batch &&
          other.answers.some(
            (answer) => answer.account === account && answer.part === part && answer.state === 'last-page'
          )
      )
    )
    const actual =
      cut.length === 0
        ? 'No page mark left open'
        : isEnded
          ? 'A page; its last one is here too'
          : 'A page; more follow that were not received'
    return compared(head, isEnded, expected, actual, 'The page marks of the export')
  }
}

const accounts: ProofDefinition = {
  code: 'C10',
  title: 'Every account of the organization',
  kinds: ['organization-accounts'],
  prove(_, { organizationAccounts, sources }) {
    const head = { code: 'C10', title: 'Every account of the organization' }
    const active = organizationAccounts.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
    if (active.length === 0) return notPerformed(head, 'The list names no active account.')
    const exported = new Set(
      sources.flatMap(({ kind, accounts }) => (kind.startsWith('organization') ? [] : accounts))
    )
    const missing = active.filter((id) => !exported.has(id))
    return compared(
      head,
      missing.length === 0,
      `Exports of ${active.length} active accounts`,
      missing.length === 0
        ? `Exports of all ${active.length}`
        : `None of ${missing.slice(0, 12).join(', ')}${missing.length > 12 ? ` and ${missing.length - 12} more` : ''}`,
      'The list of the accounts of the organization'
    )
  }
}

export const completenessProofs: readonly ProofDefinition[] = [
  tieOut('C1', 'Users agree', 'users', 'Users', 'iam_user', [...detailed, 'credential-report']),
  tieOut('C2', 'Roles agree', 'roles', 'Roles', 'iam_role', detailed),
  tieOut('C3', 'Groups agree', 'groups', 'Groups', 'iam_group', detailed),
  tieOut('C4', 'Customer policies agree', 'customer policies', 'Policies', 'iam_policy', detailed),
  pages,
  accounts
]
