/** Policies for tests of checks over policies in use. */
import type { Case } from './cases.ts'
import { roleArn } from './database.ts'

export type Statement = Readonly<Record<string, unknown>>

export function policy(...statements: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement: statements }
}
export function allowing(Action: unknown, Resource: unknown = '*', rest: Statement = {}): Statement {
  return { Effect: 'Allow', Action, Resource, ...rest }
}
export function denying(Action: unknown, Resource: unknown = '*', rest: Statement = {}): Statement {
  return { Effect: 'Deny', Action, Resource, ...rest }
}

/** A customer managed policy attached to the role worker. */
export function attached(...statements: readonly Statement[]): Case[1] {
  return (e) => {
    e.fact('iam_policy', { document_id: e.document(policy(...statements)) })
    e.fact('iam_attachment', { principal_arn: roleArn('worker'), principal_kind: 'role' })
  }
}

/** What every check of policies in use says of the same policies, beside its own rows. */
export function common(passes: RegExp, leaves = /which LP-01 and LP-03 test/): readonly Case[] {
  return [
    ['a policy that does nothing of it passes', attached(allowing('s3:ListAllMyBuckets')), 'pass', passes],
    [
      'a policy whose document is missing is undecided',
      (e) => e.fact('iam_attachment', {}),
      'needs-review',
      /Policy deploy: the export does not carry its document/
    ],
    [
      'a document that is no policy is undecided',
      (e) => {
        e.fact('iam_policy', { document_id: e.document('{"Statement": "broken"') })
        e.fact('iam_attachment', {})
      },
      'needs-review',
      /could not be read as a policy/
    ],
    ['a policy that allows everything is left to other controls', attached(allowing('*')), 'pass', leaves]
  ]
}

export const ip = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }
