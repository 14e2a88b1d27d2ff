/** The default checklist: the order in which an auditor walks an IAM review, from the root user to the organization. */
import type { Checklist } from './checklist.ts'

export const awsIam: Checklist = {
  id: 'aws-iam',
  title: 'AWS IAM best practices',
  sections: [
    {
      topic: 'root',
      controls: ['ROOT-01', 'ROOT-02', 'ROOT-03', 'ROOT-04', 'ROOT-05', 'ROOT-06', 'ROOT-07', 'ROOT-08']
    },
    { topic: 'mfa', controls: ['MFA-01', 'MFA-02', 'SSO-05'] },
    {
      topic: 'passwords',
      controls: [
        'PWD-01',
        'PWD-02',
        'PWD-03',
        'PWD-12',
        'PWD-04',
        'PWD-05',
        'PWD-06',
        'PWD-07',
        'PWD-08',
        'PWD-11',
        'PWD-09',
        'PWD-10'
      ]
    },
    { topic: 'keys', controls: ['KEY-01', 'KEY-02', 'KEY-03', 'KEY-04', 'KEY-05', 'KEY-10'] },
    {
      topic: 'tidy',
      controls: [
        'UNU-16',
        'UNU-17',
        'UNU-01',
        'UNU-03',
        'UNU-02',
        'UNU-04',
        'UNU-05',
        'UNU-06',
        'UNU-07',
        'UNU-08',
        'UNU-09',
        'UNU-10'
      ]
    },
    { topic: 'groups', controls: ['GRP-01', 'GRP-02'] },
    {
      topic: 'least-privilege',
      controls: ['LP-04', 'LP-05', 'LP-01', 'LP-02', 'LP-03', 'LP-07', 'LP-19']
    },
    { topic: 'inline', controls: ['POL-01'] },
    { topic: 'roles', controls: ['ROLE-01', 'ROLE-02', 'FED-02'] },
    {
      topic: 'organization',
      controls: ['ORG-01', 'ORG-02', 'ORG-03', 'ORG-05', 'ORG-06', 'ORG-11', 'ORG-12', 'ORG-14', 'ACC-01']
    }
  ]
}
