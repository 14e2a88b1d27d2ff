/** Reads the attributes of people that Identity Center passes on for access decisions, and where each comes from. */
import type { Importer, Outline, Reading } from './importer.ts'
import { listOf, recordIn, recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { noteAbsence, refuseAnswer } from './reading/identity-center.ts'
import { readRecords } from './reading/read-records.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'sso-access-attributes',
  title: 'Identity Center attributes for access control',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  command:
    'aws sso-admin describe-instance-access-control-attribute-configuration --instance-arn <instance ARN> --output json',
  operations: ['DescribeInstanceAccessControlAttributeConfiguration'],
  recognises: (outline) => hasKey(outline, 'InstanceAccessControlAttributeConfiguration'),
  read
}

export default importer

/** The answer does not name its instance; there is rarely more than one. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const instance = reading.option('instance-arn') ?? ''
  if (outline.error?.code === 'ResourceNotFoundException') {
    reading.count('attributes', 0)
    noteAbsence(
      reading,
      'AWS answered that no attributes for access control are set up in Identity Center.',
      instance
    )
    return
  }
  if (outline.error) {
    refuseAnswer(outline.error, importer, reading, instance)
    return
  }
  reading.count('attributes', 0)
  const state = readRecords(chunks, outline, reading, (member) => {
    stateAttributes(member, instance, reading)
  })
  reading.covers('', instance, state)
}

function stateAttributes(member: Member, instance: string, reading: Reading): void {
  const answer = recordOf(member.value)
  const status = textOf(answer, 'Status') ?? ''
  const configuration = recordIn(answer, 'InstanceAccessControlAttributeConfiguration') ?? {}
  const attributes = listOf(configuration, 'AccessControlAttributes').map((element) => {
    const attribute = recordOf(element)
    const value = recordIn(attribute, 'Value') ?? {}
    return { key: requiredText(attribute, 'Key'), sources: listOf(value, 'Source') }
  })
  for (const [n, { key, sources }] of attributes.entries())
    reading.fact('sso_access_attribute', {
      account_id: '',
      instance_arn: instance,
      status,
      key,
      value_sources: JSON.stringify(sources.filter((source) => typeof source === 'string')),
      line: member.line,
      path: `InstanceAccessControlAttributeConfiguration.AccessControlAttributes[${n}]`
    })
  reading.count('attributes', attributes.length)
}
