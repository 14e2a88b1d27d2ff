/** ROLE-14: whether the services that trust policies name are services AWS has. */
import { parseArn } from '../iam/arn.ts'
import { automatedCheck, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import {
  hasServiceForm,
  isKnownServiceName,
  nearestService,
  regionOfService,
  serviceName
} from './basis/service-name.ts'
import { decidedBy } from './basis/statement.ts'
import { mayTrust, namedIn, readTrust, roleTrustsWhere, type TrustRow } from './basis/trust.ts'

export default automatedCheck<TrustRow>({
  id: 'role-service-principals',
  control: 'ROLE-14',
  topic: 'roles',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every service that a trust policy names is one AWS has, by its name for all regions.',
  effect: 'The role serves nobody, or a service that nobody expects to act in the account.',
  recommendation:
    'Write the name of the service as its guide gives it, and delete roles for services that are no more.',
  remediation: {
    console: 'IAM → Roles → the role → Trust relationships → Edit trust policy: correct the service.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform: 'Correct the service in the principals of assume_role_policy.'
  },
  procedure: [
    'Take the services that trust policies of all roles but service-linked ones name.',
    'Compare them with the services of the service authorization reference and those AWS managed policies name.',
    'For a name with a region see that the role is used in that region alone; for an unknown one read the guide of the service.'
  ],
  limits: [
    'AWS publishes no whole list of the names of its services in trust policies, so an unknown name is left for judgement.',
    'A service that AWS named after the release of the list here is unknown.'
  ],
  sources: [
    'IAM User Guide: AWS JSON policy elements: Principal',
    'Service Authorization Reference: Actions, resources, and condition keys for AWS services',
    'AWS Managed Policy Reference Guide'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(`${isOwnRole} and ${mayTrust("principal.type = 'service'")}`),
  whenEmpty: 'No role of the account but service-linked ones trusts a service.',
  test(row) {
    const { allows, denies, doubt } = readTrust(row)
    const partition = parseArn(row.resource)?.partition ?? ''
    const named = [...allows, ...denies].flatMap((statement) =>
      namedIn(statement, 'service').map(({ value }) => ({
        statement,
        service: value,
        fault: faultOf(value, partition)
      }))
    )
    const faulty = named.filter(({ fault }) => fault !== null)
    if (faulty.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts ${list([...new Set(faulty.map(({ service, fault }) => `${service}, ${fault}`))])}.`,
        decidedBy(row.trust_document_id, [...new Set(faulty.map(({ statement }) => statement))])
      )
    if (doubt) return doubt
    const services = [...new Set(named.map(({ service }) => service))]
    return pass(
      services.length === 0
        ? `Role ${row.role_name} allows no service to take it.`
        : `Role ${row.role_name} trusts ${list(services)}.`
    )
  }
})

function faultOf(service: string, partition: string): string | null {
  if (!hasServiceForm(service)) return 'which does not have the form of a service of AWS'
  if (service.endsWith('.cn') && partition !== 'aws-cn') return 'a name of the China regions'
  const name = serviceName(service)
  if (!isKnownServiceName(name)) {
    const meant = nearestService(name)
    return meant === null
      ? 'which no list of services of AWS holds; read whether there is such a service'
      : `which no list of services of AWS holds; perhaps ${meant} was meant`
  }
  const region = regionOfService(service)
  return region === null
    ? null
    : `the name of the service for ${region} alone; judge whether the role is used elsewhere too`
}
