import { expect, test } from 'vitest'

import { checks } from '../../../src/core/checks/index.ts'
import peerChecks from '../../../src/core/checklists/peer-checks.json' with { type: 'json' }
import { controlsOf } from '../../../src/core/checklists/peer-checks.ts'

const tools: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = peerChecks

test('checks of other tools are mapped to controls of the shelf only, each once', () => {
  const shelf = new Set(checks.map(({ control }) => control))
  for (const [tool, mapped] of Object.entries(tools))
    for (const [check, controls] of Object.entries(mapped)) {
      expect(controls.length, `${tool} ${check}`).toBeGreaterThan(0)
      expect(new Set(controls).size, `${tool} ${check}`).toBe(controls.length)
      for (const control of controls) expect(shelf, `${tool} ${check}`).toContain(control)
    }
})

test.each([
  ['Prowler', 'iam_no_root_access_key', ['ROOT-01']],
  ['Prowler', 'iam_user_no_setup_initial_access_key', ['KEY-03', 'UNU-04']],
  ['Prowler', 'check12', ['MFA-01']],
  ['ScoutSuite', 'iam-user-no-Inactive-key-rotation', ['KEY-05']],
  ['Powerpipe', 'iam_group_not_empty', ['UNU-08']],
  ['Powerpipe', 'cis_v300_1_4', ['ROOT-01']],
  ['Powerpipe', 'cis_v300_1_10', ['MFA-01']],
  ['Powerpipe', 'cis_v120_1_5', ['PWD-04']],
  ['Powerpipe', 'foundational_security_iam_9', ['ROOT-02']],
  ['Security Hub', 'IAM.9', ['ROOT-02']],
  ['AWS Config', 'iam-root-access-key-check', ['ROOT-01']],
  ['AWS Config', 'IAM_ROOT_ACCESS_KEY_CHECK', ['ROOT-01']],
  ['AWS Config', 'securityhub-iam-user-mfa-enabled-1a2b3c4d', ['MFA-02']],
  ['AWS Config', 'root-account-mfa-enabled-conformance-pack-abcd1234e', ['ROOT-02']]
])('%s: %s tests %j', (tool, check, controls) => {
  expect(controlsOf(tool, check)).toEqual(controls)
})

test.each([
  ['Prowler', 's3_bucket_public_access'],
  ['Prowler', 'constructor'],
  ['__proto__', 'toString'],
  ['Powerpipe', 'cis_v300_9_99'],
  ['Powerpipe', 'foundational_security_iam_999'],
  ['AWS Config', 'iam-password-policy-of-our-own-making'],
  ['Steampipe', 'iam_group_not_empty']
])('%s: %s tests nothing of the checklist', (tool, check) => {
  expect(controlsOf(tool, check)).toEqual([])
})
