/** Shows one account and guardrail: the policies above it, the statement that decides, and whom its exceptions let through. */
import { WorkbenchError } from '../../shared/errors.ts'
import type {
  DecidingPolicy,
  ExemptPrincipal,
  ExemptPrincipals,
  GuardrailDetail,
  StackLevel
} from '../../shared/records/organization.ts'
import { guardrailFor, guardrailState, type GuardrailVerdict } from '../iam/organization/guardrail-state.ts'
import { guardrails } from '../iam/organization/guardrails.ts'
import { ceilingOf, type Ceiling, type Organization } from '../iam/organization/organization.ts'
import type { Limit } from '../iam/organization/reach.ts'
import { deciderInWords, limitInWords } from '../iam/organization/words.ts'
import { globMatches } from '../iam/glob.ts'
import type { Reader } from '../store/database.ts'
import { guardrailHeads, organizationOf } from './organization.ts'
import { procedure } from './procedure.ts'

const mostPrincipals = 100

export default procedure(
  'organization.cell',
  ({ db, recall }, { account, guardrail: id }): GuardrailDetail => {
    const organization = recall('organization', () => organizationOf(db))
    const guardrail = guardrails.find((one) => one.id === id)
    const head = guardrailHeads.find((one) => one.id === id)
    const node = organization.nodes.get(account)
    if (!guardrail || !head) throw new WorkbenchError('not-found', `There is no guardrail ${id}.`)
    if (node?.kind !== 'account')
      throw new WorkbenchError('not-found', `Account ${account} is not in the organization as exported.`)
    const ceiling = ceilingOf(organization, account, 'SERVICE_CONTROL_POLICY')
    const verdict = guardrailState(organization, ceiling, guardrail)
    return {
      account,
      name: node.name,
      guardrail: head,
      state: verdict.state,
      sentence: sentenceOf(verdict, ceiling),
      gaps: verdict.state === 'exempt' ? [] : ceiling.gaps,
      open: verdict.closed.length > 0 ? verdict.open : [],
      stack: stackOf(ceiling, verdict),
      deciding: decidingPolicy(verdict),
      exempt: exemptOf(db, organization, ceiling, verdict)
    }
  }
)

function sentenceOf(
  { state, by, limits, guardrail, open, closed }: GuardrailVerdict,
  ceiling: Ceiling
): string {
  const where = by ? ` ${deciderInWords(by)}` : ''
  const some = closed.length > 0 ? ` Open: ${open.join(', ')}.` : ''
  const exceptions = limits.map(limitInWords).join(' and ')
  switch (state) {
    case 'exempt':
      return 'Management account: no service control policy binds it.'
    case 'denied':
      return `${guardrail.title} is denied${where}${exceptions === '' ? '' : `, ${exceptions}`}.${guardrail.byRegion ? some : ''}`
    case 'conditional':
      return `${guardrail.title} is denied${where}, ${exceptions}.${guardrail.byRegion ? some : ''}`
    case 'open':
      return ceiling.binding === 'off'
        ? 'Service control policies are not enabled.'
        : `${guardrail.title} is not denied by any policy above the account.${some}`
    case 'unknown':
      return `Whether it is denied cannot be told: ${ceiling.gaps[0] ?? 'an export is missing.'}`
  }
}

function stackOf({ levels }: Ceiling, { by }: GuardrailVerdict): readonly StackLevel[] {
  return levels.map(({ node, policies }) => ({
    id: node.id,
    name: node.name || node.id,
    kind: node.kind,
    policies: policies.map(({ id, name }) => ({ id, name })),
    decides: by?.level.node.id === node.id
  }))
}

function decidingPolicy({ by, limits }: GuardrailVerdict): DecidingPolicy | null {
  if (!by?.policy || !by.statement) return null
  const { level, policy, statement } = by
  return {
    policy: policy.id,
    name: policy.name,
    level: level.node.kind,
    levelName: level.node.name || level.node.id,
    statements: policy.statements.length,
    document: policy.document,
    statement: statement.n,
    exceptionKeys: [...new Set(limits.map(keyOf))]
  }
}

function keyOf(limit: Limit): string {
  switch (limit.kind) {
    case 'condition':
      return 'Condition'
    case 'resources':
      return limit.isNegated ? 'NotResource' : 'Resource'
    case 'actions':
      return limit.isNegated ? 'NotAction' : 'Action'
  }
}

interface PrincipalRow {
  readonly arn: string
  readonly name: string
  readonly kind: 'user' | 'role'
  /** JSON lists. */
  readonly trusts: string
  readonly conditions: string
}

/** Users and roles of the account that the exception names by ARN and that no other statement stops. */
function exemptOf(
  db: Reader,
  organization: Organization,
  ceiling: Ceiling,
  { state, limits, guardrail }: GuardrailVerdict
): ExemptPrincipals | null {
  if (state !== 'conditional' || guardrail.who === 'root-user') return null
  const patterns = limits.flatMap((limit) =>
    limit.kind === 'condition' && limit.key.toLowerCase() === 'aws:principalarn' ? limit.values : []
  )
  if (patterns.length === 0) return null
  const rows = db.all<PrincipalRow>(principalsSql, { account: ceiling.account.id })
  const found = rows
    .filter(({ arn }) => patterns.some((pattern) => globMatches(pattern, arn)))
    .filter(({ arn }) => guardrailFor(organization, ceiling, guardrail, arn).state !== 'denied')
  return {
    patterns,
    isExported: rows.length > 0,
    principals: found.slice(0, mostPrincipals).map(principalView),
    count: found.length
  }
}

function principalView({ arn, name, kind, trusts, conditions }: PrincipalRow): ExemptPrincipal {
  const asked = JSON.parse(conditions) as readonly (string | null)[]
  return {
    arn,
    name,
    kind,
    trusts: JSON.parse(trusts) as string[],
    asksForMfa:
      kind === 'user'
        ? null
        : asked.length > 0 &&
          asked.every((condition) => condition?.toLowerCase().includes('aws:multifactorauthpresent') === true)
  }
}

/** Service-linked roles are left out: no control policy binds them. */
const principalsSql = `
  select arn, name, 'user' as kind, '[]' as trusts, '[]' as conditions
  from iam_user
  where account_id = :account
  union all
  select
    role.arn,
    role.name,
    'role',
    (
      select json_group_array(distinct principal.value)
      from statement_principal as principal
      join policy_statement as statement using (document_id, n)
      where principal.document_id = role.trust_document_id and statement.effect = 'Allow'
    ),
    (
      select json_group_array(condition)
      from policy_statement
      where document_id = role.trust_document_id and effect = 'Allow'
    )
  from iam_role as role
  where role.account_id = :account and role.iam_path not glob '/aws-service-role/*'
  order by name, arn`
