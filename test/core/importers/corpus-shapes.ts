/** What many exports of the corpus have in common: an account, its dates, a policy. */

export const account = '111122223333'
export const region = 'eu-west-1'
export const date = '2026-01-31T11:00:00+00:00'

export function iam(rest: string): string {
  return `arn:aws:iam::${account}:${rest}`
}

/** The ARN of a thing of one region. */
export function regional(service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`
}

export function organizations(rest: string): string {
  return `arn:aws:organizations::${account}:${rest}`
}

export const policyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'All',
      Effect: 'Allow',
      Action: ['s3:Get*', '*'],
      Resource: '*',
      Principal: { AWS: '*', Service: 'ec2.amazonaws.com' },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
    }
  ]
}

export const attachedPolicies = [{ PolicyName: 'p', PolicyArn: iam('policy/p') }]
