/** What of the needed exports is there for an account, in what state, and the sentence that asks for the rest. */
import type { CoverageState } from '../../shared/vocabulary.ts'
import { importerOf } from '../importers/index.ts'
import type { Coverage, Importer } from '../importers/importer.ts'
import type { Reader } from '../store/database.ts'

export interface CoverageOfNeed {
  readonly state: CoverageState
  readonly sources: readonly number[]
  /** Why not `complete`: what is missing, for whom, and the command to ask for. Empty where complete. */
  readonly sentence: string
}

interface CoverageRow {
  readonly source_id: number
  readonly kind: string
  readonly account_id: string
  readonly part: string
  readonly state: Coverage
}

/**
 * Answers coverage by need (`kind` or `kind.part`) and account; organization exports answer for every account. A kind that is answered
 * piece by piece, by region, user or parent, is complete where every piece received is.
 */
export function coverage(db: Reader, periodId: number): (need: string, account: string) => CoverageOfNeed {
  const rows = new Map<string, CoverageRow[]>()
  for (const row of db.iterate<CoverageRow>(
    `select c.source_id, s.kind, c.account_id, c.part, c.state
     from source_coverage c
     join source s on s.id = c.source_id
     where s.period_id = :periodId and s.state in ('read', 'unreadable') and s.kind is not null
       and s.is_rejected = 0
     order by c.source_id`,
    { periodId }
  )) {
    const account = importerOf(row.kind)?.scope === 'organization' ? '' : row.account_id
    const key = `${row.kind}/${account}`
    const list = rows.get(key)
    if (list) list.push(row)
    else rows.set(key, [row])
  }
  const counted = countedMembers(db)

  const answered = new Map<string, Map<string, CoverageOfNeed>>()
  return (need, account) => {
    let ofAccount = answered.get(account)
    if (!ofAccount) answered.set(account, (ofAccount = new Map<string, CoverageOfNeed>()))
    let answer = ofAccount.get(need)
    if (!answer) ofAccount.set(need, (answer = coverageOf(need, account)))
    return answer
  }

  function coverageOf(need: string, account: string): CoverageOfNeed {
    const [kind = '', part] = need.split('.')
    const importer = importerOf(kind)
    if (!importer) throw new Error(`No importer reads ${kind}`)
    const asked = importer.scope === 'organization' ? '' : account
    const received = rows.get(`${kind}/${asked}`) ?? []
    const found = received.filter((row) =>
      part === undefined ? (importer.answersWhole?.(row.part) ?? true) : row.part === part
    )
    const state = stateOfPieces(found)
    const count = part === undefined ? null : counted(kind, part, account)
    const sources = [...new Set((found.length > 0 ? found : received).map((row) => row.source_id))]
    if (state === 'complete' && count !== null && count.expected > 0 && count.actual === 0)
      return {
        state: 'partial',
        sources,
        sentence: `The account summary of ${account} counts ${count.expected} ${part}, the authorization details hold none: the export was filtered; ask for it without --filter.`
      }
    // The export's list is empty, which alone may mean that it was filtered; the account summary says there is none.
    if (state === 'missing' && received.length > 0 && count?.expected === 0)
      return { state: 'complete', sources, sentence: '' }
    return { state, sources, sentence: sentenceOf(importer, part, state, account) }
  }
}

function stateOfPieces(rows: readonly CoverageRow[]): CoverageState {
  const pieces = Map.groupBy(rows, (row) => row.part)
  const states = [...pieces.values()].map((piece) => stateOf(piece.map((row) => row.state)))
  const [first = 'missing', ...others] = new Set(states)
  return others.length === 0 ? first : 'partial'
}

/** Of one answer, given by any number of files. */
function stateOf(states: readonly Coverage[]): CoverageState {
  if (states.includes('partial')) return 'partial'
  if (states.includes('complete') || states.includes('last-page')) return 'complete'
  if (states.includes('page')) return 'partial'
  if (states.includes('denied')) return 'denied'
  return 'missing'
}

function sentenceOf(
  importer: Importer,
  part: string | undefined,
  state: CoverageState,
  account: string
): string {
  const what = part === undefined || part === '' ? importer.title : `${importer.title} (${part})`
  const subject = importer.scope === 'organization' ? what : `${what} of ${account}`
  switch (state) {
    case 'complete':
      return ''
    case 'partial':
      return `${subject}: incomplete; ask for it again: ${importer.command}`
    case 'denied':
      return `${subject}: refused by AWS to the client; ask for it with read access: ${importer.command}`
    case 'missing':
      return `${subject}: not received; ask for: ${importer.command}`
  }
}

interface Count {
  /** As the account summary has it. */
  readonly expected: number
  /** As the authorization details hold it. */
  readonly actual: number
}

/** What the account summary counts of a part of the authorization details, beside what was read; null where it does not count it. */
function countedMembers(db: Reader): (kind: string, part: string, account: string) => Count | null {
  const summaries = new Map(
    db
      .all<{ account_id: string; name: string; value: number }>(
        'select account_id, name, value from account_summary'
      )
      .map((row) => [`${row.account_id}/${row.name}`, row.value])
  )
  const members: Readonly<Record<string, { readonly name: string; readonly sql: string }>> = {
    users: { name: 'Users', sql: 'select count(*) as n from iam_user where account_id = :account' },
    groups: { name: 'Groups', sql: 'select count(*) as n from iam_group where account_id = :account' },
    roles: { name: 'Roles', sql: 'select count(*) as n from iam_role where account_id = :account' },
    policies: {
      name: 'Policies',
      sql: 'select count(*) as n from iam_policy where account_id = :account and is_aws_managed = 0'
    }
  }
  return (kind, part, account) => {
    const member =
      kind === 'account-authorization-details' && Object.hasOwn(members, part) ? members[part] : undefined
    const expected = member && summaries.get(`${account}/${member.name}`)
    if (!member || expected === undefined) return null
    return { expected, actual: db.get<{ n: number }>(member.sql, { account })?.n ?? 0 }
  }
}
