import { describe, expect, it } from 'vitest'

import { controlsNotMet, regionResource } from '../../../src/core/sheets/found-by-checks.ts'
import { only, stating } from './facts.ts'
import { contextOf } from './context.ts'
import { audit, emptyRecord, insert, production } from './record.ts'

const trail = `arn:aws:cloudtrail:eu-west-1:${production}:trail/main`
const permissionSet = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1'

function found(...members: readonly (readonly [string, string, 'exception' | 'needs-review'])[]) {
  const db = emptyRecord()
  for (const [control, resource, status] of members) {
    const result = insert(db, 'check_result', {
      period_id: 1,
      check_id: `${control} ${resource}`,
      control,
      account_id: production,
      outcome: 'fail',
      reason: '',
      population: 1,
      exceptions: 1,
      needs_review: 0,
      result_hash: resource
    })
    insert(db, 'check_exception', {
      result_id: result,
      resource,
      status,
      detail: 'It is not.',
      fingerprint: 'f',
      line: 1
    })
  }
  return db
}

describe('what the checks found on a row', () => {
  it('names each control once, and marks one that the data could not decide', () => {
    const db = found(
      ['LOG-03', trail, 'exception'],
      ['LOG-02', trail, 'needs-review'],
      ['LOG-01', 'other', 'exception']
    )

    expect(controlsNotMet(contextOf(db))(production, trail)).toBe('LOG-02 ?\nLOG-03')
  })

  it('is of one account, but for an ARN that names none', () => {
    const notMet = controlsNotMet(
      contextOf(found(['IC-01', permissionSet, 'exception'], ['MFA-01', 'serial', 'exception']))
    )

    expect([notMet('', permissionSet), notMet(audit, permissionSet)]).toEqual(['IC-01', 'IC-01'])
    expect([notMet(production, 'serial'), notMet(audit, 'serial')]).toEqual(['MFA-01', null])
  })

  it('is found by the last part of a resource where only that is known', () => {
    const notMet = controlsNotMet(
      contextOf(found(['KEY-10', `arn:aws:iam::${production}:user/a#APKA1`, 'exception']))
    )

    expect(notMet(production, null, '', '#APKA1')).toBe('KEY-10')
  })

  it('of a region is that of the topic asked for', () => {
    const db = found(
      ['KEY-01', regionResource(production, ''), 'exception'],
      ['MFA-01', regionResource(production, ''), 'exception']
    )

    expect(controlsNotMet(contextOf(db), 'keys')(production, `${production}/region not named`)).toBe('KEY-01')
  })

  it('puts the row before those that are only noteworthy', () => {
    const { say, rows } = stating(found(['LOG-03', trail, 'exception']))
    const plain = {
      home_region: 'eu-west-1',
      kms_key: 'k',
      log_group_arn: 'l',
      validates_log_files: 1
    } as const
    say(
      'trail',
      { ...plain, arn: `${trail}-2`, name: 'a', validates_log_files: 0 },
      { ...plain, arn: trail, name: 'b' }
    )

    expect(
      only(
        rows('trails', {
          tests: contextOf(emptyRecord()).tests.map((test) => ({
            ...test,
            control: { ...test.control, control: 'LOG-03', topic: 'logging' }
          }))
        }),
        'trail',
        'controls',
        'noteworthy'
      )
    ).toEqual([
      ['b', 'LOG-03', null],
      ['a', null, 'Log files are not validated']
    ])
  })
})
