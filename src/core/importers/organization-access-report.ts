/** Reads which services the accounts below a root, unit or account of an organization may use, and when and where each was last used. */
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { numberOf, recordOf, requiredText, textOf, timeOf, type Member } from './reading/fields.ts'
import { readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'
import { followJobs } from './reading/report-jobs.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'organization-access-report',
  title: 'Organization access report',
  family: 'access',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'aws iam get-organizations-access-report --job-id <job id> --output json',
  operations: ['GetOrganizationsAccessReport', 'GenerateOrganizationsAccessReport'],
  recognises: (outline) =>
    hasKey(outline, 'JobStatus') &&
    ['AccessDetails', 'NumberOfServicesAccessible', 'ErrorDetails'].some((key) => hasKey(outline, key)),
  read
}

export default importer

/** The answer does not say of which part of the organization it is: that stands in the file's name alone. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = entityPathOf(reading)
  if (readError(outline, importer, reading, [asked])) return
  const jobs = followJobs(reading)
  let open: Access[] = []
  const accesses: Access[] = []
  const json = readJson(chunks, outline, reading, {
    lists: { AccessDetails: (member) => void open.push(accessOf(member)) },
    values: jobs.values,
    documentEnds() {
      if (jobs.ends()) for (const access of open) accesses.push(access)
      open = []
    }
  })
  jobs.settle(importer.command)
  const path = jobs.finished() > 1 ? '' : asked
  if (path === '')
    reading.note({
      level: 'warning',
      sentence:
        'The report does not say of which part of the organization it is: save each report in a file named after its path, as o-…_r-…_ou-….json.'
    })
  for (const access of accesses)
    reading.fact('organization_access', { account_id: '', entity_path: path, ...access })
  reading.count('services', accesses.length)
  reading.covers(
    '',
    path === '' ? reading.name : path,
    path === '' ? 'partial' : json.stateOf('AccessDetails')
  )
}

type Access = Omit<FactTables['organization_access'], 'account_id' | 'entity_path'>

/** `EntityPath` is that of the account in which the service was last used; a service without a time was not, in the tracking period. */
function accessOf(member: Member): Access {
  const record = recordOf(member.value)
  return {
    service: requiredText(record, 'ServiceNamespace'),
    service_name: textOf(record, 'ServiceName') ?? '',
    last_used_at: timeOf(record, 'LastAuthenticatedTime', member),
    last_used_in: textOf(record, 'EntityPath'),
    region: textOf(record, 'Region'),
    entities: numberOf(record, 'TotalAuthenticatedEntities'),
    line: member.line,
    path: member.path
  }
}

/** `o-…/r-…/ou-…/<account>` from the command or, with any separators, from the file's name; '' where there is none. */
function entityPathOf(reading: Reading): string {
  const text = reading.option('entity-path') ?? reading.name.replace(/%2f/gi, '/')
  const ids = text.match(entityId) ?? []
  const start = ids.findLastIndex((id) => id.startsWith('o-'))
  return start < 0 ? '' : ids.slice(start).join('/')
}

// Ids as the AWS Organizations API reference gives their patterns.
const entityId =
  /(?<![A-Za-z0-9])(?:o-[a-z0-9]{10,32}|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})(?![A-Za-z0-9])/g
