/** Whether resource control policies keep everyone outside the organization from the resources of an account. */
import { decide, rank, type Decision, type Strength } from './decide.ts'
import { ceilingOf, type Ceiling, type Organization } from './organization.ts'
import { strangers } from './requester.ts'

/**
 * One call of each service that resource control policies knew from their beginning (Organizations User Guide, "Resource control
 * policies (RCPs)", list of services).
 */
const calls = [
  ['S3', 's3:GetObject', 's3:::q0x/q0x'],
  ['KMS', 'kms:Decrypt', 'kms:q0-x-1:ACCOUNT:key/q0x'],
  ['SQS', 'sqs:SendMessage', 'sqs:q0-x-1:ACCOUNT:q0x'],
  ['Secrets Manager', 'secretsmanager:GetSecretValue', 'secretsmanager:q0-x-1:ACCOUNT:secret:q0x'],
  ['STS', 'sts:AssumeRole', 'iam::ACCOUNT:role/q0x']
] as const

export interface Perimeter {
  readonly ceiling: Ceiling
  readonly services: readonly { readonly name: string; readonly decision: Decision }[]
}

/** A stranger of another organization and an anonymous one are asked about; the weaker answer counts. */
export function perimeterOf(organization: Organization, accountId: string): Perimeter {
  const ceiling = ceilingOf(organization, accountId, 'RESOURCE_CONTROL_POLICY')
  const services = calls.map(([name, action, resource]) => {
    const resources = [`arn:${organization.partition}:${resource.replace('ACCOUNT', accountId)}`]
    const decisions = strangers(organization).map((requester) =>
      decide(ceiling, { action, resources, requester })
    )
    return {
      name,
      decision: decisions.reduce((worst, one) => (rank(one.strength) < rank(worst.strength) ? one : worst))
    }
  })
  return { ceiling, services }
}

export function servicesWith({ services }: Perimeter, strength: Strength): readonly string[] {
  return services.filter(({ decision }) => decision.strength === strength).map(({ name }) => name)
}
