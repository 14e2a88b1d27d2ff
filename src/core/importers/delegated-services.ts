/** Reads the services that an account administers for the whole organization. */
import type { Importer, Outline, Reading } from './importer.ts'
import { accountOption } from './reading/account-id.ts'
import { recordOf, requiredText, timeOf } from './reading/fields.ts'
import { accountIdIn } from './reading/ids-in-name.ts'
import { coverKeys, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'delegated-services',
  title: 'Services of delegated administrators',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'aws organizations list-delegated-services-for-account --account-id <account id> --output json',
  operations: ['ListDelegatedServicesForAccount'],
  recognises: (outline) => keysBelow(outline, 'DelegatedServices') !== undefined,
  read
}

export default importer

/** The account stands in the command or the file's name alone: `delegated-services/111122223333.json`. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const account = accountOption(reading) ?? accountIdIn(reading.name)
  const answers = account === null ? [] : [account]
  if (outline.error?.code === 'AccountNotRegisteredException') {
    reading.note({
      level: 'info',
      sentence: `AWS answered that ${account ?? 'the account'} administers nothing for the organization.`
    })
    reading.count('services', 0)
    coverKeys(reading, answers, 'complete')
    return
  }
  if (readError(outline, importer, reading, answers)) return
  reading.count('services', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      DelegatedServices(member) {
        const service = recordOf(member.value)
        reading.fact('org_delegated_service', {
          account_id: '',
          id: account ?? '',
          service: requiredText(service, 'ServicePrincipal'),
          delegated_at: timeOf(service, 'DelegationEnabledDate', member),
          line: member.line,
          path: member.path
        })
        reading.count('services')
      }
    }
  })
  if (account === null)
    reading.note({
      level: 'warning',
      sentence:
        'The services of one delegated administrator are listed, and nothing says of which: name the file after the account, as delegated-services/111122223333.json.'
    })
  coverKeys(reading, answers, json.stateOf('DelegatedServices'))
}
