/** Reads the organization itself: its id, its management account and whether all its features are on. */
import { parseArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { readAccountId } from './reading/account-id.ts'
import { recordOf, requiredText, textOf } from './reading/fields.ts'
import { managementAccount, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization',
  title: 'Organization',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  command: 'aws organizations describe-organization --output json',
  operations: ['DescribeOrganization'],
  recognises: ({ form, keys }) => form === 'json' && keys.get('Organization')?.has('Id') === true,
  read
}

export default importer

/** `AvailablePolicyTypes` is not read: it lists service control policies alone; what is enabled stands at the roots (API reference). */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (readError(outline, importer, reading, importer.parts)) return
  const json = readJson(chunks, outline, reading, {
    values: {
      Organization(member) {
        const organization = recordOf(member.value)
        const id = requiredText(organization, 'Id')
        const arn = textOf(organization, 'Arn') ?? ''
        const management =
          readAccountId(organization['MasterAccountId'])?.id ??
          managementAccount([arn, textOf(organization, 'MasterAccountArn') ?? ''])
        reading.fact('org_organization', {
          account_id: management,
          id,
          arn,
          partition: parseArn(arn)?.partition ?? 'aws',
          feature_set: textOf(organization, 'FeatureSet') ?? '',
          line: member.line,
          path: member.path
        })
        reading.count('organization')
      }
    }
  })
  reading.covers('', '', json.stateOf('Organization'))
}
