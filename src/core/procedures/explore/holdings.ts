/** The policies every principal holds: how many, and whether one of them makes it an administrator. */
import { administratorColumns, isAdministratorAccess } from '../../checks/basis/administrator.ts'
import type { Reader } from '../../store/database.ts'
import type { Administrator } from './fields.ts'

export interface Holding {
  attached: number
  inline: number
  /** By its own policies alone. */
  grade: Exclude<Administrator, 'group'>
}

/** What a document makes of its holder. */
export type DocumentGrade = 'direct' | 'possible'

export interface Holdings {
  /** Of a user, role or group; of one without policies too. */
  readonly of: (account: string, principalArn: string) => Readonly<Holding>
  readonly gradeOf: (document: number) => DocumentGrade | null
  /** Names of a user's groups, as spelled in its memberships. */
  readonly groupsOf: (account: string, userArn: string) => readonly string[]
  /** An administrator by its own policies or those of its groups; a group the export does not describe leaves it unknown. */
  readonly administrator: (account: string, userArn: string) => Administrator
}

const none: Holding = { attached: 0, inline: 0, grade: 'no' }

export function readHoldings(db: Reader): Holdings {
  const grades = documentGrades(db)
  const holdings = principals(db, grades)
  const groups = groupArns(db)
  const memberships = membershipsOf(db)
  const holdingOf = (account: string, arn: string): Holding => holdings.get(account)?.get(arn) ?? none
  const groupsOf = (account: string, arn: string): readonly string[] =>
    memberships.get(account)?.get(arn) ?? []
  return {
    of: holdingOf,
    gradeOf: (document) => grades.get(document) ?? null,
    groupsOf,
    administrator(account, arn) {
      const own = holdingOf(account, arn).grade
      if (own === 'direct') return own
      const through = groupsOf(account, arn).map((group) => {
        const groupArn = groups.get(account)?.get(group.toLowerCase())
        return groupArn === undefined ? 'unknown' : holdingOf(account, groupArn).grade
      })
      if (through.includes('direct')) return 'group'
      const all = [own, ...through]
      if (all.includes('possible')) return 'possible'
      return all.includes('unknown') ? 'unknown' : 'no'
    }
  }
}

interface GradedDocument {
  readonly document_id: number
  readonly full_statements: number
  readonly full_conditions: string
  readonly nearly_full_statements: number
  readonly iam_statements: number
  readonly document_problem: string | null
}

/** Documents that allow everything, or that a person must judge, as the check of administrators has it; few of all there are. */
function documentGrades(db: Reader): ReadonlyMap<number, DocumentGrade> {
  const rows = db.all<GradedDocument>(
    `with candidate as materialized (
       select distinct document_id as id
       from policy_statement
       where effect = 'Allow' and (covers_all_actions = 1 or actions like '%iam:*%')
       union
       select id from policy_document where problem is not null
     )
     select ${administratorColumns('candidate.id')} from candidate`
  )
  return new Map(
    rows.flatMap((row): [number, DocumentGrade][] => {
      if (row.full_statements > 0) return [[row.document_id, 'direct']]
      const isOpen =
        row.full_conditions !== '[]' ||
        row.nearly_full_statements > 0 ||
        row.iam_statements > 0 ||
        row.document_problem !== null
      return isOpen ? [[row.document_id, 'possible']] : []
    })
  )
}

function principals(
  db: Reader,
  grades: ReadonlyMap<number, DocumentGrade>
): ReadonlyMap<string, ReadonlyMap<string, Holding>> {
  const documents = policyDocuments(db)
  const holdings = new Map<string, Map<string, Holding>>()
  const holdingOf = (account: string, arn: string): Holding =>
    entry(
      entry(holdings, account, () => new Map<string, Holding>()),
      arn,
      () => ({ ...none })
    )

  for (const row of db.all<{ account: string; arn: string; policy: string; is_administrator: number }>(
    `select account_id as account, principal_arn as arn, policy_arn as policy,
       ${isAdministratorAccess('policy_arn')} as is_administrator
     from iam_attachment`
  )) {
    const holding = holdingOf(row.account, row.arn)
    holding.attached++
    const document = documents.get(row.account)?.get(row.policy) ?? null
    const grade =
      row.is_administrator === 1 ? 'direct' : document === null ? 'unknown' : (grades.get(document) ?? 'no')
    holding.grade = graver(holding.grade, grade)
  }
  for (const row of db.all<{ account: string; arn: string; document: number }>(
    'select account_id as account, principal_arn as arn, document_id as document from iam_inline_policy'
  )) {
    const holding = holdingOf(row.account, row.arn)
    holding.inline++
    holding.grade = graver(holding.grade, grades.get(row.document) ?? 'no')
  }
  return holdings
}

/** What is known to be there outweighs what is not known. */
const gravity = ['no', 'unknown', 'possible', 'direct'] as const

function graver(one: Holding['grade'], other: Holding['grade']): Holding['grade'] {
  return gravity[Math.max(gravity.indexOf(one), gravity.indexOf(other))] ?? one
}

function policyDocuments(db: Reader): ReadonlyMap<string, ReadonlyMap<string, number | null>> {
  const documents = new Map<string, Map<string, number | null>>()
  for (const row of db.all<{ account: string; arn: string; document: number | null }>(
    'select account_id as account, arn, document_id as document from iam_policy'
  ))
    entry(documents, row.account, () => new Map<string, number | null>()).set(row.arn, row.document)
  return documents
}

/** By account and name; names of groups are one whatever their case. */
function groupArns(db: Reader): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const arns = new Map<string, Map<string, string>>()
  for (const row of db.all<{ account: string; arn: string; name: string }>(
    'select account_id as account, arn, name from iam_group'
  ))
    entry(arns, row.account, () => new Map<string, string>()).set(row.name.toLowerCase(), row.arn)
  return arns
}

function membershipsOf(db: Reader): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const memberships = new Map<string, Map<string, string[]>>()
  for (const row of db.all<{ account: string; arn: string; name: string }>(
    'select account_id as account, user_arn as arn, group_name as name from iam_membership order by group_name'
  ))
    entry(
      entry(memberships, row.account, () => new Map<string, string[]>()),
      row.arn,
      () => []
    ).push(row.name)
  return memberships
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}
