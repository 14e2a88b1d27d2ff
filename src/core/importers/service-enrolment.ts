/** Reads whether GuardDuty or Security Hub takes in new accounts of the organization by itself, as its administrator sees it. */
import type { Importer, Outline, Reading } from './importer.ts'
import { flagOf, recordIn, textOf, type JsonRecord } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'
import type { Flag } from '../iam/facts.ts'

const importer: Importer = {
  kind: 'service-enrolment',
  title: 'Enrolment of new accounts',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws securityhub describe-organization-configuration --output json',
  operations: ['DescribeOrganizationConfiguration'],
  recognises: (outline) =>
    hasKey(outline, 'AutoEnableStandards') || hasKey(outline, 'AutoEnableOrganizationMembers'),
  read
}

export default importer

/** The answers of the two services are covered by the region and the service. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const service = /guardduty/i.test(`${outline.error.message} ${reading.name}`)
      ? 'guardduty'
      : 'securityhub'
    refuseRegional(outline.error, importer, reading, (region) => `${region} ${service}`)
    return
  }
  const scopes = scopesOf(reading)
  const services = new Set<string>()
  const state = readAnswers(
    chunks,
    outline,
    reading,
    { values: answerKeys, lists: ['Features'] },
    (answer, member) => {
      const { account, region } = scopes.named(null, null)
      const service = textOf(answer, 'AutoEnableStandards') === null ? 'guardduty' : 'securityhub'
      services.add(service)
      reading.fact('service_enrolment', {
        account_id: account,
        region,
        service,
        takes_new: service === 'guardduty' ? ofGuardDuty(answer) : ofSecurityHub(answer),
        line: member.line,
        path: member.path
      })
      reading.count('answers')
    }
  )
  for (const service of services) scopes.cover(state, (region) => `${region} ${service}`)
}

const answerKeys = [
  'AutoEnable',
  'AutoEnableStandards',
  'AutoEnableOrganizationMembers',
  'MemberAccountLimitReached',
  'OrganizationConfiguration',
  'DataSources'
]

/** NEW and ALL take in accounts that join; the older `AutoEnable` is the same as NEW (GuardDuty API reference). */
function ofGuardDuty(answer: JsonRecord): Flag | null {
  const members = textOf(answer, 'AutoEnableOrganizationMembers')
  return members === null ? flagOf(answer, 'AutoEnable') : members === 'NONE' ? 0 : 1
}

/** With central configuration `AutoEnable` is false and policies take its place (Security Hub API reference). */
function ofSecurityHub(answer: JsonRecord): Flag | null {
  const configuration = recordIn(answer, 'OrganizationConfiguration')
  if (configuration !== null && textOf(configuration, 'ConfigurationType') === 'CENTRAL') return null
  return flagOf(answer, 'AutoEnable')
}
