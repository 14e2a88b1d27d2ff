/** What an OSCAL document begins with: its title and date, the client, the people, and the accounts and sources the rest speaks of. */
import { roles } from '../../../shared/permissions.ts'
import type { InterchangeRecord } from '../interchange-record.ts'
import { relativeUri } from '../relative-uri.ts'
import { lineOf, listed, oscalVersion, property } from './forms.ts'

const assessor = 'assessor'

/** `kind`: "Assessment results". */
export function metadataOf({ record, at, uuidOf }: InterchangeRecord, kind: string): object {
  const { clientName, auditor, people, period } = record
  const workers = people.length > 0 ? people : [{ name: auditor, title: '', role: 'preparer' as const }]
  return {
    title: lineOf(`${kind} of the AWS IAM review of ${clientName}, ${period.label}`),
    'last-modified': at,
    version: lineOf(`${period.label} (${period.state})`),
    'oscal-version': oscalVersion,
    props: [property('tool', `Tickmark ${record.toolVersion}`), property('action-data', record.actionData)],
    roles: [
      { id: 'client', title: 'Client' },
      { id: assessor, title: 'Auditor' },
      ...Object.entries(roles).map(([id, { title }]) => ({ id, title }))
    ],
    parties: [
      { uuid: uuidOf('client'), type: 'organization', name: lineOf(clientName) },
      ...workers.map(({ name, title }) => ({
        uuid: partyOf(uuidOf, name),
        type: 'person',
        name: lineOf(name),
        ...(title === '' ? {} : { props: [property('job-title', title)] })
      }))
    ],
    'responsible-parties': [
      { 'role-id': 'client', 'party-uuids': [uuidOf('client')] },
      { 'role-id': assessor, 'party-uuids': workers.map(({ name }) => partyOf(uuidOf, name)) }
    ]
  }
}

/** The UUID of a person. */
export function partyOf(uuidOf: InterchangeRecord['uuidOf'], name: string): string {
  return uuidOf(`party/${name}`)
}

/** The accounts, which observations have as their subjects. */
export function inventoryOf({ record, uuidOf }: InterchangeRecord): readonly object[] {
  return record.accounts.map(({ id, name }) => ({
    uuid: uuidOf(`account/${id}`),
    description: lineOf(name === '' || name === id ? `AWS account ${id}` : `AWS account ${id}, ${name}`),
    props: [{ name: 'asset-id', value: id }]
  }))
}

/** The checklist the tests follow, and every received file with its hash. */
export function backMatterOf({ record, uuidOf }: InterchangeRecord): object {
  return {
    resources: [
      {
        uuid: uuidOf('checklist'),
        title: 'Checklist of the review',
        description:
          'The controls tested, each with its criterion; the workbook of the period states them with their procedures and thresholds.'
      },
      ...record.sources.map((source) => ({
        uuid: uuidOf(`source/${source.ref}`),
        title: lineOf(`${source.ref} ${source.kindTitle ?? 'Received file'}`),
        description: lineOf(source.name),
        props: [property('acceptance', source.acceptance), property('state', source.state)],
        rlinks: [
          {
            href: relativeUri(source.name) || source.ref,
            hashes: [{ algorithm: 'SHA-256', value: source.sha256 }]
          }
        ]
      }))
    ]
  }
}

/** Who signed the period, in what role: attestations are people's, so there are none before. */
export function attestationsOf({ record, uuidOf }: InterchangeRecord): {
  readonly attestations?: readonly object[]
} {
  const known = new Set(record.people.map(({ name }) => name))
  return listed(
    'attestations',
    record.signOffs
      .filter(({ state }) => state === 'valid')
      .map(({ role, name, title, signedAt, isSigned }) => ({
        ...(known.has(name)
          ? { 'responsible-parties': [{ 'role-id': role, 'party-uuids': [partyOf(uuidOf, name)] }] }
          : {}),
        parts: [
          {
            name: 'attestation',
            title: lineOf(`${role}: ${name}${title === '' ? '' : `, ${title}`}`),
            prose: `Signed off at ${signedAt}, ${isSigned ? 'with a key' : 'without a key'}.`
          }
        ]
      }))
  )
}
