import { describe, expect, test } from 'vitest'

import type { MethodsOf } from '../../src/shared/contract.ts'
import { isOpenTo, permissions, roles, type Role } from '../../src/shared/permissions.ts'

type Write = MethodsOf<'write'>

/** Rows of product.md, 5: the roles an action is open to at the door. What else a guard asks is the procedure's to say. */
const rows: readonly (readonly [string, readonly Role[], RegExp])[] = [
  [
    'imports, proves, tests, samples, concludes and keeps evidence of tests',
    ['preparer', 'reviewer'],
    /^(import|source|conclusion|disposition|sample|evidence|parameter)\.|^period\.(caller|date)$|^retest\.|^finding\.raise$/
  ],
  ['approves an override', ['preparer', 'reviewer', 'partner'], /^override\./],
  [
    'takes down what the client says, and what becomes of findings',
    ['preparer', 'reviewer', 'partner'],
    /^(remediation|milestone|risk-acceptance|return)\.|^finding\.(?!raise)/
  ],
  [
    'notes, explains, signs, and closes out',
    ['preparer', 'reviewer', 'partner'],
    /^(review-note|gate|sign-off|workbook|report|view|upload)\.|^period\.(opinion|submit|reopen|issue|lock|roll-forward)$|^addendum\.add$/
  ],
  ['adds people and lets them leave', ['preparer', 'reviewer', 'partner'], /^person\.(add|leave)$/],
  [
    'reviews what was added to a locked period, and chooses separation and retention',
    ['reviewer', 'partner'],
    /^addendum\.review$|^engagement\.separation$|^retention\./
  ],
  [
    'opens and locks their own key',
    ['preparer', 'reviewer', 'partner', 'inspector'],
    /^person\.(unlock|lock|passphrase)$/
  ]
]

const methods = Object.keys(permissions) as Write[]

describe('who may do what', () => {
  const cells = (Object.keys(roles) as Role[]).flatMap((role) =>
    rows.map(([action, open, names]) => [role, action, open.includes(role), names] as const)
  )

  test.each(cells)('%s: %s', (role, _action, isOpen, names) => {
    const those = methods.filter((method) => names.test(method))

    expect(those.length).toBeGreaterThan(0)
    expect(those.filter((method) => isOpenTo(method, role) !== isOpen)).toEqual([])
  })

  test('is said of every method that writes, once', () => {
    const said = methods.map((method) => [method, rows.filter(([, , names]) => names.test(method)).length])

    expect(said.filter(([, count]) => count !== 1)).toEqual([])
  })
})
