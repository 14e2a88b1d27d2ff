/** Reads the accounts that administer a service for the whole organization beside its management account. */
import { isAccountId } from '../iam/arn.ts'
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, recordOf, requiredText, spell, textOf, timeOf, type Member } from './reading/fields.ts'
import { managementAccount, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'delegated-administrators',
  title: 'Delegated administrators',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => key === '',
  command: 'aws organizations list-delegated-administrators --output json',
  operations: ['ListDelegatedAdministrators'],
  recognises: (outline) => keysBelow(outline, 'DelegatedAdministrators') !== undefined,
  read
}

export default importer

type Administrator = Omit<FactTables['org_delegated_administrator'], 'account_id'>

/** A list asked for one service's administrators is not the list of all. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const service = reading.option('service-principal') ?? ''
  if (readError(outline, importer, reading, [service])) return
  const administrators: Administrator[] = []
  const arns: string[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      DelegatedAdministrators(member) {
        administrators.push(administratorOf(member))
        arns.push(textOf(recordOf(member.value), 'Arn') ?? '')
      }
    }
  })
  const management = managementAccount(arns)
  for (const administrator of administrators)
    reading.fact('org_delegated_administrator', { account_id: management, ...administrator })
  reading.count('delegated administrators', administrators.length)
  reading.covers('', service, json.stateOf('DelegatedAdministrators'))
}

function administratorOf(member: Member): Administrator {
  const record = recordOf(member.value)
  const id = requiredText(record, 'Id')
  if (!isAccountId(id))
    throw new BadMember(
      `\`Id\` must be an account id of 12 digits, found ${spell(id)}; the entry was left out.`
    )
  return {
    id,
    name: textOf(record, 'Name'),
    email: textOf(record, 'Email'),
    status: textOf(record, 'State') ?? textOf(record, 'Status'),
    delegated_at: timeOf(record, 'DelegationEnabledDate', member),
    line: member.line,
    path: member.path
  }
}
