/** Shows policy documents: those of a resource, and one of them with its statements and the places it stands in. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { DocumentReference, PolicyDocument, StatementHead } from '../../shared/records/policy.ts'
import { jsonOfDocument } from '../iam/policy-document.ts'
import type { Reader } from '../store/database.ts'
import { procedure } from './procedure.ts'

/** The same text may be the trust policy of many thousand roles. */
const mostPlaces = 100

/** SQL for what stands behind the last slash of an ARN: taking away from the right all signs but slashes leaves the rest. */
function nameAtEnd(arn: string): string {
  return `replace(${arn}, rtrim(${arn}, replace(${arn}, '/', '')), '')`
}

/** The policy documents that facts of an account name, with what each is and whose. */
const accountPlaces = `
  select trust_document_id as document, 'trust' as role, name, arn as resource, account_id, source_id, line, path
  from iam_role
  union all
  select document_id, 'inline', name, principal_arn, account_id, source_id, line, path
  from iam_inline_policy
  union all
  select document_id, 'managed', name || ' ' || default_version, arn, account_id, source_id, line, path
  from iam_policy
  union all
  select
    version.document_id,
    'version',
    ${nameAtEnd('version.policy_arn')} || ' ' || version.version,
    version.policy_arn,
    version.account_id,
    version.source_id,
    version.line,
    version.path
  from iam_policy_version as version
  where version.is_default = 0`

/** Those whose holder is of the organization, or says its account by itself. */
const otherPlaces = `
  select document_id as document, 'permission-set' as role, name, permission_set_arn as resource, account_id, source_id, line, path
  from permission_set_policy
  union all
  select document_id, 'organization', name, arn, account_id, source_id, line, path
  from org_policy
  union all
  select document_id, 'resource', resource, resource, account_id, source_id, line, path
  from resource_policy`

const places = `${accountPlaces} union all ${otherPlaces}`

const list = procedure('document.list', ({ db }, asked): readonly DocumentReference[] =>
  documentsOf(db, asked)
)

/** The policy documents of a resource, as a member of a population names it; those of its groups and attached ones too. */
export function documentsOf(
  db: Reader,
  { account, resource }: { readonly account: string; readonly resource: string }
): readonly DocumentReference[] {
  const [holder = '', inline = null] = splitOnce(resource, '#')
  return db.all<DocumentReference>(
    `with
     holder as (
       select :holder as arn, 0 as distance
       union all
       select grouping.arn, 1
       from iam_membership as membership
       join iam_group as grouping
         on grouping.account_id = membership.account_id and grouping.name = membership.group_name collate nocase
       where membership.account_id = :account and membership.user_arn = :holder and :inline is null
     ),
     attached as (
       select attachment.policy_arn as arn, 'managed' as role, holder.distance
       from holder
       join iam_attachment as attachment
         on attachment.account_id = :account and attachment.principal_arn = holder.arn
       where :inline is null
       union all
       select boundary_arn, 'boundary', 2
       from iam_user where account_id = :account and arn = :holder and :inline is null
       union all
       select boundary_arn, 'boundary', 2
       from iam_role where account_id = :account and arn = :holder and :inline is null
     ),
     found as (
       select place.document, place.role, place.name, place.resource, place.source_id, place.line, place.path, holder.distance
       from holder
       join (${accountPlaces}) as place on place.account_id = :account and place.resource = holder.arn
       where :inline is null or (place.role = 'inline' and place.name = :inline)
       union all
       select place.document, place.role, place.name, place.resource, place.source_id, place.line, place.path, 0
       from (${otherPlaces}) as place
       where place.resource = :holder and :inline is null
       union all
       select policy.document_id, attached.role, policy.name, policy.arn, policy.source_id, policy.line, policy.path, attached.distance
       from attached
       join iam_policy as policy on policy.account_id = :account and policy.arn = attached.arn
     )
     select
       found.document,
       found.role,
       found.name,
       found.resource,
       found.source_id as source,
       source.name as sourceName,
       found.line,
       found.path
     from found
     join source on source.id = found.source_id
     where found.document is not null
     group by found.document, found.role, found.resource, found.name
     order by min(found.distance), found.role <> 'trust', found.role, found.name, found.resource
     limit :mostPlaces`,
    { account, holder, inline, mostPlaces }
  )
}

const show = procedure('document.show', ({ db }, { document }): PolicyDocument => {
  const found = db.get<{ text: string; problem: string | null }>(
    'select text, problem from policy_document where id = :document',
    { document }
  )
  if (!found) throw new WorkbenchError('not-found', 'That policy document is not in this engagement.')
  return {
    document,
    text: jsonOfDocument(found.text),
    problem: found.problem,
    statements: db.all<StatementHead>(
      'select n, sid, effect from policy_statement where document_id = :document order by n',
      { document }
    ),
    ...placesOf(db, document)
  }
})

function placesOf(db: Reader, document: number): Pick<PolicyDocument, 'places' | 'placeCount'> {
  const count = db.get<{ n: number }>(`select count(*) as n from (${places}) where document = :document`, {
    document
  })
  return {
    placeCount: count?.n ?? 0,
    places: db.all<DocumentReference>(
      `select
         place.document,
         place.role,
         place.name,
         place.resource,
         place.source_id as source,
         source.name as sourceName,
         place.line,
         place.path
       from (${places}) as place
       join source on source.id = place.source_id
       where place.document = :document
       order by place.resource, place.name
       limit :mostPlaces`,
      { document, mostPlaces }
    )
  }
}

/** An inline policy is named `<principal arn>#<policy name>`; neither ARNs nor names of policies hold the sign otherwise. */
function splitOnce(text: string, sign: string): readonly string[] {
  const at = text.indexOf(sign)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)]
}

export default [list, show]
