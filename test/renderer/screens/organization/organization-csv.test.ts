import { expect, test } from 'vitest'

import { organizationCsv } from '../../../../src/renderer/screens/organization/organization-csv.ts'
import type { OrganizationView } from '../../../../src/shared/records/organization.ts'

const view: OrganizationView = {
  id: 'o-exampleorg1',
  accounts: 1,
  units: 0,
  serviceControlPolicies: 1,
  resourceControlPolicies: 0,
  incomplete: 0,
  tree: [],
  guardrails: [{ id: 'cloudtrail', title: 'Stopping a trail', short: 'Trail', control: 'ORG-05' }],
  rows: [
    {
      account: '012345678901',
      name: '=prod',
      cells: [
        {
          state: 'denied',
          level: 'root',
          policy: 'Base "line"',
          policyId: 'p-1',
          statement: 'statement 1',
          exceptions: ''
        }
      ]
    }
  ],
  policies: [
    {
      id: 'p-1',
      name: 'Baseline',
      type: 'SERVICE_CONTROL_POLICY',
      targets: [],
      targetsKnown: false,
      statements: null,
      denies: 0,
      effect: 'unknown',
      because: 'cannot be judged',
      accounts: 0,
      document: null,
      idleStatements: []
    }
  ],
  ceilings: [
    {
      account: '012345678901',
      name: '',
      binding: 'bound',
      denies: { root: 1, unit: 2, account: 0 },
      left: { actions: 9, services: 3 }
    }
  ],
  whole: { actions: 10, services: 4, label: '' }
}

test('the matrix is a table of sentences in which no name becomes a formula and no number loses a digit', () => {
  expect(organizationCsv(view, 'guardrails')).toBe(
    '\ufeffAccount,Stopping a trail\r\n\'=prod (012345678901),"denied at root by Base ""line"", statement 1"\r\n'
  )
})

test('policies say what was not exported', () => {
  expect(organizationCsv(view, 'policies')).toContain(
    'Baseline,p-1,Service control policy,Not exported,Not exported,0,Not known,Baseline cannot be judged'
  )
})

test('ceilings count what is left of all', () => {
  expect(organizationCsv(view, 'ceiling')).toContain('account 012345678901,Bound,1,2,0,3 of 4,9 of 10')
})
