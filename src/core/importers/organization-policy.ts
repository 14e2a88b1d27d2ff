/** Reads one policy of an organization with its content. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, documentOf, flagOf, recordIn, recordOf, requiredText, textOf } from './reading/fields.ts'
import { policyIdIn } from './reading/ids-in-name.ts'
import { managementAccount, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-policy',
  title: 'Organization policy documents',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  command: 'aws organizations describe-policy --policy-id <policy id> --output json',
  operations: ['DescribePolicy'],
  recognises: ({ form, keys }) => form === 'json' && keys.get('Policy')?.has('PolicySummary') === true,
  read
}

export default importer

/** `Content` is JSON inside a text; what is in it may be invalid and is kept with its problem. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = reading.option('policy-id') ?? policyIdIn(reading.name)
  if (readError(outline, importer, reading, [asked ?? ''])) return
  const policies = new Set<string>()
  const json = readJson(chunks, outline, reading, {
    values: {
      Policy(member) {
        const policy = recordOf(member.value)
        const summary = recordIn(policy, 'PolicySummary')
        if (summary === null) throw new BadMember('`PolicySummary` is missing; the policy was left out.')
        const id = requiredText(summary, 'Id')
        const type = requiredText(summary, 'Type')
        const arn = textOf(summary, 'Arn') ?? ''
        const content = documentOf(policy, 'Content')
        if (content === null) member.doubt('`Content` is missing; what the policy says is not known.')
        policies.add(id)
        reading.fact('org_policy', {
          account_id: managementAccount([arn]),
          id,
          arn,
          name: textOf(summary, 'Name') ?? '',
          type,
          is_aws_managed: flagOf(summary, 'AwsManaged') ?? 0,
          document_id: content === null || !isOfIam(type) ? null : reading.document(content),
          content: isOfIam(type) ? null : content,
          line: member.line,
          path: member.path
        })
        reading.count('policies')
      }
    }
  })
  for (const id of policies) reading.covers('', id, json.stateOf('Policy'))
}

/** Tag, backup and opt-out policies have a language of their own. */
function isOfIam(type: string): boolean {
  return type === 'SERVICE_CONTROL_POLICY' || type === 'RESOURCE_CONTROL_POLICY'
}
