/** Reads the instances of IAM Identity Center: who owns them and which identity store stands behind. */
import { isAccountId } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { recordOf, requiredText, textOf, timeOf, type Member } from './reading/fields.ts'
import { refuseAnswer } from './reading/identity-center.ts'
import { readJson } from './reading/read-json.ts'
import { readRecords } from './reading/read-records.ts'
import { hasKey, hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'sso-instances',
  title: 'Identity Center instances',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('instance '),
  command: 'aws sso-admin list-instances --output json',
  operations: ['ListInstances', 'DescribeInstance'],
  recognises: (outline) => {
    const instance = keysBelow(outline, 'Instances')
    return instance === undefined
      ? isDescribed(outline)
      : instance.has('InstanceArn') || (instance.size === 0 && hasOnlyKeys(outline, ['Instances']))
  },
  read
}

export default importer

function isDescribed(outline: Outline): boolean {
  return hasKey(outline, 'InstanceArn') && hasKey(outline, 'IdentityStoreId')
}

/** Identity Center answers in its home region alone: elsewhere the list is empty, which says nothing of the others. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const isListed = outline.error.operation === 'ListInstances'
    refuseAnswer(outline.error, importer, reading, isListed ? (reading.region ?? '') : null)
    return
  }
  reading.count('instances', 0)
  if (!hasKey(outline, 'Instances')) {
    const arns: string[] = []
    const state = readRecords(chunks, outline, reading, (member) => {
      arns.push(stateInstance(member, reading))
    })
    for (const arn of arns) reading.covers('', `instance ${arn}`, state)
    return
  }
  let instances = 0
  const json = readJson(chunks, outline, reading, {
    lists: {
      Instances(member) {
        stateInstance(member, reading)
        instances++
      }
    }
  })
  if (instances === 0)
    reading.note({
      level: 'warning',
      sentence: `There is no instance of Identity Center in ${reading.region ?? 'the region that was asked, which nothing names'}; it may have its home in another region.`
    })
  reading.covers('', reading.region ?? '', json.stateOf('Instances'))
}

/** Answers its ARN. */
function stateInstance(member: Member, reading: Reading): string {
  const instance = recordOf(member.value)
  const arn = requiredText(instance, 'InstanceArn')
  const owner = textOf(instance, 'OwnerAccountId')
  reading.fact('sso_instance', {
    account_id: owner !== null && isAccountId(owner) ? owner : '',
    arn,
    identity_store_id: requiredText(instance, 'IdentityStoreId'),
    name: textOf(instance, 'Name'),
    status: textOf(instance, 'Status'),
    created_at: timeOf(instance, 'CreatedDate', member),
    line: member.line,
    path: member.path
  })
  reading.count('instances')
  return arn
}
