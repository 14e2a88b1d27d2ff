/** Reads which features for central root access an organization has turned on. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, spell } from './reading/fields.ts'
import { readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-features',
  title: 'Central root access features',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  command: 'aws iam list-organizations-features --output json',
  operations: ['ListOrganizationsFeatures'],
  recognises: ({ form, keys }) => form === 'json' && keys.has('EnabledFeatures'),
  read
}

export default importer

/** Codes that are the answer: no feature can be on. */
const answers: Readonly<Record<string, string>> = {
  ServiceAccessNotEnabledException:
    'AWS answered that trusted access for IAM is not enabled in the organization: no feature for central root access is on.',
  OrganizationNotInAllFeaturesModeException:
    'AWS answered that the organization does not have all features: no feature for central root access is on.'
}

/** The id of the organization may stand behind the list, so the features wait for it. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const code = outline.error?.code ?? ''
  if (Object.hasOwn(answers, code)) {
    reading.note({ level: 'info', sentence: answers[code] ?? code })
    reading.count('features', 0)
    reading.covers('', '', 'complete')
    return
  }
  if (readError(outline, importer, reading, importer.parts)) return
  let organization = ''
  const features: { feature: string; line: number; path: string }[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      EnabledFeatures({ value, line, path }) {
        if (typeof value !== 'string' || value === '')
          throw new BadMember(`A feature must be text, found ${spell(value)}; it was left out.`)
        features.push({ feature: value, line, path })
      }
    },
    values: {
      OrganizationId({ value }) {
        if (typeof value === 'string') organization = value
      }
    }
  })
  for (const feature of features)
    reading.fact('org_feature', { account_id: '', organization_id: organization, ...feature })
  reading.count('features', features.length)
  reading.covers('', '', json.stateOf('EnabledFeatures'))
}
