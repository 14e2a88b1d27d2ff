/** Reads when a principal last used each service it may use, and each action where AWS tracks them. */
import { accountOfArn } from '../iam/arn.ts'
import type { Coverage, Importer, Outline, Reading } from './importer.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import {
  entityAccessOf,
  serviceAccessOf,
  tellsActions,
  type EntityAccess,
  type ServiceAccess
} from './reading/last-accessed.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { followJobs } from './reading/report-jobs.ts'
import { arnsOf, iamResourceIn } from './reading/subject-in-name.ts'
import { hasKey, hasOnlyKeys } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'service-last-accessed',
  title: 'Service last accessed',
  family: 'access',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam get-service-last-accessed-details --job-id <job id> --output json',
  operations: [
    'GetServiceLastAccessedDetails',
    'GetServiceLastAccessedDetailsWithEntities',
    'GenerateServiceLastAccessedDetails'
  ],
  recognises: (outline) =>
    hasKey(outline, 'ServicesLastAccessed') ||
    (hasKey(outline, 'JobStatus') &&
      (hasKey(outline, 'EntityDetailsList') || hasOnlyKeys(outline, keysOfUnfinished))),
  read
}

export default importer

/** A report in progress has no list yet. */
const keysOfUnfinished = ['JobStatus', 'JobType', 'JobCreationDate', 'JobCompletionDate', 'Error']

/** What stands in one document, until its end shows that its report was finished. */
interface Report {
  services: ServiceAccess[]
  entities: EntityAccess[]
  hasActions: boolean
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const account = accountOfRefusal(outline.error, reading)
    noteRefusal(outline.error, importer, reading, account, [principalOf(account, reading) ?? ''])
    return
  }
  const jobs = followJobs(reading)
  const all: Report = { services: [], entities: [], hasActions: false }
  let open: Report = { services: [], entities: [], hasActions: false }
  const json = readJson(chunks, outline, reading, {
    lists: {
      ServicesLastAccessed(member) {
        open.services.push(serviceAccessOf(member))
        open.hasActions ||= tellsActions(member)
      },
      EntityDetailsList: (member) => void open.entities.push(entityAccessOf(member))
    },
    values: {
      ...jobs.values,
      JobType(member) {
        open.hasActions ||= member.value === 'ACTION_LEVEL'
      }
    },
    documentEnds() {
      if (jobs.ends()) {
        for (const service of open.services) all.services.push(service)
        for (const entity of open.entities) all.entities.push(entity)
        all.hasActions ||= open.hasActions
      }
      open = { services: [], entities: [], hasActions: false }
    }
  })
  jobs.settle(importer.command)
  if (json.keys.has('ServicesLastAccessed'))
    stateServices(all, jobs.finished() === 1, json.stateOf('ServicesLastAccessed'), reading)
  if (json.keys.has('EntityDetailsList'))
    stateEntities(all.entities, json.stateOf('EntityDetailsList'), reading)
}

/**
 * Whoever used a service last is of the account itself and so names it. A report of actions answers what one of services does and more:
 * a later one of services does not replace it.
 */
function stateServices(report: Report, isOfOne: boolean, state: Coverage, reading: Reading): void {
  const users = report.services.map(({ service }) => accountOfArn(service.last_used_by ?? ''))
  const met = users.find((account) => account !== null) ?? null
  const principal = isOfOne ? principalOf(met ?? reading.accountHint, reading) : null
  const account = met ?? accountOfArn(principal ?? '') ?? reading.accountHint ?? ''
  const of = { account_id: account, principal_arn: principal ?? '' }
  reading.count('services', report.services.length)
  for (const { service, actions } of report.services) {
    reading.fact('service_access', { ...of, ...service })
    for (const action of actions) reading.fact('action_access', { ...of, ...action })
    if (report.hasActions) reading.count('actions', actions.length)
  }
  if (principal === null) reading.note({ level: 'warning', sentence: isOfOne ? withoutPrincipal : ofSeveral })
  const part = principal ?? reading.name
  const known = principal === null ? 'partial' : state
  reading.covers(account, part, known)
  if (report.hasActions) reading.covers(account, `${part} actions`, known)
}

/** Who of those a group or policy lets use one service did so last; the service stands in the command or the file's name alone. */
function stateEntities(entities: readonly EntityAccess[], state: Coverage, reading: Reading): void {
  const service = reading.option('service-namespace') ?? serviceInName(reading.name)
  reading.count('entities', entities.length)
  if (service === null) {
    reading.note({
      level: 'warning',
      sentence:
        "The answer lists who may use a service, and neither it nor its file's name says which: save each answer as with-entities.<service namespace>.json."
    })
    return
  }
  const accounts = new Set(entities.map(({ arn }) => accountOfArn(arn) ?? reading.accountHint ?? ''))
  if (accounts.size === 0) accounts.add(reading.accountHint ?? '')
  for (const { arn, last_used_at, line, path } of entities)
    reading.fact('service_access', {
      account_id: accountOfArn(arn) ?? reading.accountHint ?? '',
      principal_arn: arn,
      service,
      service_name: '',
      last_used_at,
      last_used_by: null,
      last_used_region: null,
      entities: null,
      line,
      path
    })
  for (const account of accounts) reading.covers(account, `${service} in ${reading.name}`, state)
}

/** The answer of a job does not say whose it is: its file is named after the ARN that was asked about. */
function principalOf(account: string | null, reading: Reading): string | null {
  return (
    reading.option('arn') ??
    iamResourceIn(reading.name, ['user', 'role', 'group', 'policy'], arnsOf(account, reading))
  )
}

/** `with-entities.s3.json`, `with-entities/s3.1.json` */
function serviceInName(name: string): string | null {
  const { folder, base } = lastOfName(name)
  return (
    /entities[^A-Za-z0-9]+([a-z][a-z0-9-]{0,62})$/.exec(`${folder}/${base.replace(/\.\d{1,4}$/, '')}`)?.[1] ??
    null
  )
}

const withoutPrincipal =
  "The report does not say whose access it is, and its file's name does not either: name the file after the ARN that was asked about, with its colons and slashes as %3A and %2F, or in its account's folder as role%2F<path and name>.json."
const ofSeveral =
  'The file holds several reports, and none of them says whose access it is: save each in a file named after the ARN that was asked about.'
