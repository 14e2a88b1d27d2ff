/** The default checklist: the order in which an auditor walks an IAM review, from who may do what to the services that support it. */
import type { Checklist } from './checklist.ts'

export const awsIam: Checklist = {
  id: 'aws-iam',
  title: 'AWS IAM best practices',
  sections: [
    {
      topic: 'least-privilege',
      controls: [
        'LP-24',
        'LP-04',
        'LP-05',
        'LP-01',
        'LP-02',
        'LP-03',
        'LP-07',
        'LP-08',
        'LP-06',
        'LP-11',
        'LP-12',
        'LP-13',
        'LP-14',
        'LP-10',
        'LP-15',
        'LP-16',
        'LP-09',
        'LP-17',
        'LP-18',
        'LP-21',
        'LP-22',
        'LP-23',
        'LP-19',
        'LP-20'
      ]
    },
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
        'UNU-10',
        'UNU-11',
        'UNU-12',
        'UNU-13',
        'UNU-14',
        'UNU-15'
      ]
    },
    {
      topic: 'mfa',
      controls: [
        'MFA-01',
        'MFA-03',
        'MFA-02',
        'MFA-05',
        'MFA-06',
        'MFA-08',
        'MFA-04',
        'MFA-07',
        'MFA-09',
        'MFA-10',
        'SSO-05'
      ]
    },
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
    {
      topic: 'groups',
      controls: ['GRP-01', 'GRP-02', 'GRP-07', 'GRP-03', 'GRP-04', 'GRP-05', 'GRP-06']
    },
    {
      topic: 'root',
      controls: [
        'ROOT-01',
        'ROOT-02',
        'ROOT-03',
        'ROOT-04',
        'ROOT-05',
        'ROOT-06',
        'ROOT-07',
        'ROOT-10',
        'ROOT-08'
      ]
    },
    {
      topic: 'conditions',
      controls: ['CON-01', 'CON-02', 'CON-03', 'CON-04', 'CON-08']
    },
    {
      topic: 'managed',
      controls: ['POL-02', 'POL-05', 'POL-06', 'POL-04', 'POL-09']
    },
    {
      topic: 'inline',
      controls: ['POL-01', 'POL-03', 'POL-07']
    },
    {
      topic: 'organization',
      controls: [
        'ORG-01',
        'ORG-02',
        'ORG-03',
        'ORG-05',
        'ORG-04',
        'ORG-15',
        'ORG-16',
        'ORG-06',
        'ORG-07',
        'ORG-08',
        'ORG-13',
        'ORG-09',
        'ORG-10',
        'ORG-11',
        'ORG-12',
        'ORG-14'
      ]
    },
    {
      topic: 'roles',
      controls: [
        'ROLE-01',
        'ROLE-06',
        'ROLE-02',
        'ROLE-03',
        'ROLE-08',
        'ROLE-07',
        'ROLE-14',
        'ROLE-05',
        'ROLE-04',
        'ROLE-09',
        'ROLE-12',
        'ROLE-13',
        'ROLE-15',
        'ROLE-10',
        'ROLE-11'
      ]
    },
    {
      topic: 'keys',
      controls: [
        'KEY-01',
        'KEY-02',
        'KEY-03',
        'KEY-04',
        'KEY-05',
        'KEY-06',
        'KEY-07',
        'KEY-08',
        'KEY-09',
        'KEY-10',
        'KEY-11'
      ]
    },
    {
      topic: 'abac',
      controls: ['TAG-05', 'TAG-01', 'TAG-02']
    },
    {
      topic: 'validity',
      controls: [
        'LINT-01',
        'LINT-02',
        'LINT-03',
        'LINT-04',
        'LINT-05',
        'LINT-06',
        'LINT-07',
        'LINT-08',
        'LINT-09',
        'LINT-10',
        'LINT-11',
        'LINT-12',
        'LINT-13',
        'LINT-14'
      ]
    },
    {
      topic: 'federation',
      controls: ['FED-01', 'FED-02', 'FED-03', 'FED-04', 'FED-05']
    },
    {
      topic: 'identity-center',
      controls: ['SSO-01', 'SSO-02', 'SSO-06', 'SSO-03', 'SSO-04', 'SSO-07', 'SSO-08', 'SSO-09', 'SSO-10']
    },
    {
      topic: 'access-analyzer',
      controls: ['AA-01', 'AA-05', 'AA-02', 'AA-06', 'AA-03', 'AA-04']
    },
    {
      topic: 'logging',
      controls: [
        'CT-01',
        'CT-10',
        'CT-02',
        'CT-03',
        'CT-04',
        'CT-05',
        'CT-06',
        'CT-07',
        'CT-08',
        'CT-09',
        'CT-12',
        'CT-11'
      ]
    },
    {
      topic: 'alarms',
      controls: [
        'ALM-01',
        'ALM-02',
        'ALM-03',
        'ALM-04',
        'ALM-05',
        'ALM-06',
        'ALM-07',
        'ALM-08',
        'ALM-09',
        'ALM-10',
        'ALM-11',
        'ALM-12',
        'ALM-13',
        'ALM-14',
        'ALM-15'
      ]
    },
    {
      topic: 'detection',
      controls: [
        'GD-01',
        'GD-02',
        'GD-03',
        'GD-04',
        'SH-01',
        'SH-02',
        'SH-03',
        'CFG-01',
        'CFG-02',
        'CFG-03',
        'CFG-04'
      ]
    },
    {
      topic: 'exposure',
      controls: ['RES-01', 'RES-03', 'RES-02']
    },
    {
      topic: 'contacts',
      controls: ['ACC-01', 'ACC-02', 'ACC-03', 'ACC-04']
    },
    {
      topic: 'inputs',
      controls: ['DQ-01', 'DQ-02', 'DQ-04', 'DQ-06']
    }
  ]
}
