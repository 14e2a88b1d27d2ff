/** The names under which services of AWS take roles, and what is wrong with one that is none. */
import { knownService, knownServices } from '../../iam/actions/known-actions.ts'

/** Suffixes of service principals by partition (AWS IAM guide, AWS service principals; guides of the China and other partitions). */
const suffix =
  /\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|amazon\.com|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/
const region = /\.(?:us|eu|ap|ca|sa|me|af|il|mx|cn|eusc)(?:-[a-z]+)+-\d$/

/** The name of a service before region and domain: `logs` of `logs.eu-west-1.amazonaws.com`. */
export function serviceName(principal: string): string {
  return principal.replace(suffix, '').replace(region, '')
}

/** The region a principal stands in, `eu-west-1` of `states.eu-west-1.amazonaws.com`; null where it names none. */
export function regionOfService(principal: string): string | null {
  return region.exec(principal.replace(suffix, ''))?.[0].slice(1) ?? null
}

/** Whether a text has the form of a service's name in a domain of AWS. */
export function hasServiceForm(principal: string): boolean {
  return suffix.test(principal) && /^[a-z0-9]+(?:[-._][a-z0-9]+)*$/.test(principal)
}

/**
 * Whether AWS has a service of that name: the last part of it is a service's prefix (service authorization reference), or it is one
 * of those that go by another name.
 */
export function isKnownServiceName(name: string): boolean {
  return otherNames.has(name) || knownService(name.slice(name.lastIndexOf('.') + 1)) !== undefined
}

/** A known service whose name is one slip of the pen away; null where there is none. */
export function nearestService(name: string): string | null {
  const known = [...otherNames, ...knownServices().map(({ prefix }) => prefix)]
  return known.find((other) => isOneSlipAway(name, other)) ?? null
}

/**
 * Names that are no prefix of the service authorization reference: those that AWS managed policies pass roles to or link roles with
 * (AWS Managed Policy Reference Guide, as of 2026-11), and those that only the guide of the service gives.
 */
const otherNames: ReadonlySet<string> = new Set([
  'airflow-env',
  'alexa-appkit',
  'alexa-connectedhome',
  'application-insights',
  'assets.marketplace',
  'aws-artifact-account-sync',
  'aws-mcp',
  'byol',
  'cassandra-streams',
  'channels.lexv2',
  'codecatalyst-runner',
  'config-conforms',
  'config-multiaccountsetup',
  'cost-optimization-hub.bcm',
  'custom.rds-preview',
  'datazonecontrol',
  'directquery.opensearchservice',
  'dmsintegration.migrationhub',
  'ec2-images',
  'ec2.application-status-checks',
  'ec2.capacitymanager',
  'ec2fastlaunch',
  'ec2fleet',
  'ec2scheduled',
  'ec2sqlha',
  'ecs-compute',
  'ecs-tasks',
  'edgelambda',
  'eks-connector',
  'eks-fargate',
  'eks-fargate-pods',
  'eks-nodegroup',
  'events.managedservices',
  'iotroborunner',
  'lexv2',
  'license-management.marketplace',
  'license-manager.member-account',
  'macie',
  'migrationhub',
  'monitoring',
  'opensearchservice',
  'private-marketplace.marketplace',
  'replication.lexv2',
  'resale-authorization.marketplace',
  'resource-snapshot-job.partnercentral-selling',
  'sdmp',
  'securityhubv2',
  'servicecatalog-appregistry',
  'smsintegration.migrationhub',
  'spot',
  'spotfleet',
  'ssm.integrations',
  'transitgateway',
  'user-attribute-cost-allocation-data',
  'vmie',
  'vpc-flow-logs'
])

/** One character too many, missing, changed, or two next to each other swapped. */
function isOneSlipAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const restOf = (text: string, from: number) => text.slice(start + from)
  return (
    restOf(a, 1) === restOf(b, 1) ||
    restOf(a, 1) === restOf(b, 0) ||
    restOf(a, 0) === restOf(b, 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && restOf(a, 2) === restOf(b, 2))
  )
}
