/** Reads which AWS services are trusted to act in all accounts of an organization, and since when. */
import type { Importer, Outline, Reading } from './importer.ts'
import { recordOf, requiredText, timeOf } from './reading/fields.ts'
import { readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'organization-service-access',
  title: 'Trusted services of the organization',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'aws organizations list-aws-service-access-for-organization --output json',
  operations: ['ListAWSServiceAccessForOrganization'],
  recognises: (outline) => keysBelow(outline, 'EnabledServicePrincipals') !== undefined,
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (readError(outline, importer, reading, importer.parts)) return
  reading.count('services', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      EnabledServicePrincipals(member) {
        const service = recordOf(member.value)
        reading.fact('org_service_access', {
          account_id: '',
          service: requiredText(service, 'ServicePrincipal'),
          enabled_at: timeOf(service, 'DateEnabled', member),
          line: member.line,
          path: member.path
        })
        reading.count('services')
      }
    }
  })
  reading.covers('', '', json.stateOf('EnabledServicePrincipals'))
}
