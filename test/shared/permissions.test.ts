import { describe, expect, test } from 'vitest'

import { contract, type MethodsOf } from '../../src/shared/contract.ts'
import {
  isOpenTo,
  mayChoosePeople,
  permissions,
  refusalOf,
  roles,
  type Role,
  type Situation
} from '../../src/shared/permissions.ts'

const methods = Object.keys(permissions) as MethodsOf<'write'>[]
const everyRole = Object.keys(roles) as Role[]
const open: Situation = { hasPeople: true, person: null, period: '2026-01', isLocked: false }
const as = (role: Role): Situation => ({ ...open, person: { id: 1, name: 'M. Okafor', role } })

describe('permissions', () => {
  test('are stated for every method that writes, and for no other', () => {
    const writing = Object.entries(contract).filter(([, { access }]) => access === 'write')

    expect(methods.toSorted()).toEqual(writing.map(([name]) => name).toSorted())
  })

  test.each(methods)('%s is refused to whom it is not open, and to nobody else', (method) => {
    for (const role of everyRole) expect(refusalOf(method, as(role)) === null).toBe(isOpenTo(method, role))
    expect(refusalOf(method, { ...open, hasPeople: false })).toBeNull()
    const whileNobodyWorks = permissions[method].roles === 'anyone' ? undefined : 'person-locked'
    expect(refusalOf(method, open)?.code).toBe(whileNobodyWorks)
  })

  test.each(methods)('%s stays open after the period was locked only where the table says so', (method) => {
    const refusal = refusalOf(method, { ...open, hasPeople: false, isLocked: true })

    expect(refusal === null).toBe(permissions[method].afterLock === true)
  })

  test('name who would do it, and who asked', () => {
    expect(refusalOf('engagement.separation', as('preparer'))).toEqual({
      code: 'not-allowed',
      sentence: 'A reviewer or partner does this; M. Okafor is preparer.'
    })
    expect(refusalOf('conclusion.record', as('inspector'))?.sentence).toBe(
      'M. Okafor is inspector, who reads everything and changes nothing.'
    )
  })
})

describe('who chooses people', () => {
  test.each([
    ['preparer', ['preparer'], true],
    ['preparer', ['preparer', 'inspector'], true],
    ['preparer', ['preparer', 'reviewer'], false],
    ['preparer', ['preparer', 'partner'], false],
    ['reviewer', ['preparer', 'reviewer'], true],
    ['partner', ['partner'], true],
    ['inspector', ['inspector'], false]
  ] as const)('%s among %j: %s', (role, present, may) => {
    expect(mayChoosePeople(role, present)).toBe(may)
  })
})
