/** LP-16: whether a policy lets its holder decrypt with every key. */
import { automatedCheck } from './check.ts'
import {
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { judgeReach, reachQuestion, type ReachRow } from './basis/sensitive-reach.ts'

export default automatedCheck<ReachRow>({
  id: 'policy-decryption',
  control: 'LP-16',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy allows decryption with every KMS key (kms:Decrypt or kms:ReEncryptFrom).',
  effect: 'Encryption protects nothing from the holder: each key that leaves access to IAM opens its data.',
  recommendation:
    'Name the keys the work needs, or limit by key tag or by the service the call comes through.',
  remediation: {
    console: policyRemediation.console('replace Resource * of kms:Decrypt by the ARNs of the keys.'),
    cli: policyRemediation.cli,
    terraform: 'Write the arn of each aws_kms_key into resources of the aws_iam_policy_document.'
  },
  procedure: [
    policiesTaken,
    'Look for kms:Decrypt and kms:ReEncryptFrom on all keys, of every account or of one, in whatever spelling.',
    'Conditions such as kms:ViaService or kms:ResourceAliases are for judgement.',
    'For exceptions ask which keys the holder uses, and see their key policies.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse(reachQuestion(['kms:Decrypt', 'kms:ReEncryptFrom'])),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'A key whose policy does not hand access to IAM is not opened by such a statement; key policies are not weighed here.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'AWS Security Hub User Guide: AWS KMS controls, KMS.1 and KMS.2',
    'AWS KMS Developer Guide: Best practices for IAM policies'
  ],
  test: (row) =>
    judgeReach(row, {
      does: 'allows decryption with',
      passes: 'allow decryption with every key',
      everything: 'every key'
    })
})
