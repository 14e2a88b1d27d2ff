/** Reads where in an organization one policy is attached. */
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { policyIdIn } from './reading/ids-in-name.ts'
import { managementAccount, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'policy-targets',
  title: 'Policy targets',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  command: 'aws organizations list-targets-for-policy --policy-id <policy id> --output json',
  operations: ['ListTargetsForPolicy'],
  recognises: ({ form, keys }) => {
    const target = form === 'json' ? keys.get('Targets') : undefined
    return target !== undefined && (target.size === 0 || target.has('TargetId'))
  },
  read
}

export default importer

/** The policy's id stands in the command or the file's name alone: `p-examplepolicy.targets.json`. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const policy = reading.option('policy-id') ?? policyIdIn(reading.name)
  if (readError(outline, importer, reading, [policy ?? ''])) return
  if (policy === null)
    throw new UnreadableSource(
      "The file lists the targets of one policy, and its name does not say of which: name it after the policy's id, as p-examplepolicy.targets.json."
    )
  reading.covers('', policy, 'complete')
  const targets: { member: Member; id: string; arn: string }[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      Targets(member) {
        const target = recordOf(member.value)
        targets.push({ member, id: requiredText(target, 'TargetId'), arn: textOf(target, 'Arn') ?? '' })
      }
    }
  })
  const management = managementAccount(targets.map(({ arn }) => arn))
  for (const { member, id } of targets)
    reading.fact('org_policy_target', {
      account_id: management,
      policy_id: policy,
      target_id: id,
      line: member.line,
      path: member.path
    })
  reading.count('targets', targets.length)
  reading.covers('', policy, json.stateOf('Targets'))
}
