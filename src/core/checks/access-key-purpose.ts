/** KEY-06: whether long-lived keys do work that a role could do. */
import { automatedCheck, needsReview, pass } from './check.ts'
import {
  accessKeyColumns,
  activeAccessKeys,
  activityUnknown,
  nameOfKey,
  type AccessKeyRow
} from './basis/access-key.ts'
import { dayOf } from './basis/age.ts'

/** Services through which a key only takes a role or looks after itself. */
const idleServices = ['sts', 'iam']

export default automatedCheck<AccessKeyRow>({
  id: 'access-key-purpose',
  control: 'KEY-06',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion: 'Active access keys are used to take roles, not to do the work itself.',
  effect: 'A key that does the work holds its permissions for years; what a role gives ends within hours.',
  recommendation:
    'Use roles: instance and task roles in AWS, IAM Roles Anywhere or OpenID Connect outside it, IAM Identity Center for people.',
  remediation: {
    console: 'IAM → Roles → Create role for the workload, then IAM → Users → the user → deactivate the key.',
    cli: 'aws iam create-role and aws iam attach-role-policy for the workload, then aws iam update-access-key --status Inactive.',
    terraform: 'Replace aws_iam_access_key by aws_iam_role with the trust the workload needs.'
  },
  procedure: [
    'Take the active keys with the service they were last used with.',
    'Keys last used with sts or iam pass; for the others ask what runs with the key, and where.',
    'Workloads that cannot take a role are few: note the reason and the rotation.'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: accessKeyColumns,
  population: activeAccessKeys,
  whenEmpty: 'No IAM user has an active access key.',
  limits: [
    'The credential report names the last service alone; earlier use shows in the trail.',
    'Whether the work can be done with a role the files do not show.'
  ],
  sources: [
    'IAM User Guide: Alternatives to long-term access keys',
    'IAM User Guide: Get credential reports for your AWS account'
  ],
  test(row) {
    if (row.active === null) return activityUnknown(row)
    const { last_used_at, last_used_service } = row
    if (last_used_at === null)
      return pass(`${nameOfKey(row)} has no recorded use; other controls test unused keys.`)
    if (last_used_service === null)
      return needsReview(
        `${nameOfKey(row)} was used on ${dayOf(last_used_at)}; the credential report does not say with which service.`
      )
    return idleServices.includes(last_used_service.toLowerCase())
      ? pass(`${nameOfKey(row)} was last used with ${last_used_service}.`)
      : needsReview(
          `${nameOfKey(row)} was last used with ${last_used_service} on ${dayOf(last_used_at)}; ask whether a role would do.`
        )
  }
})
