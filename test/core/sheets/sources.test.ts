import { describe, expect, it } from 'vitest'

import { render } from '../../../src/core/sheets/render.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import type { Sheet, SheetContext } from '../../../src/core/sheets/sheet.ts'
import type { Proof } from '../../../src/shared/records/proof.ts'
import type { SourceView } from '../../../src/shared/records/source.ts'
import { contextOf } from './context.ts'
import { only } from './facts.ts'
import { audit, filledRecord, insert, production } from './record.ts'

const filled = filledRecord()
insert(filled, 'acceptance', {
  source_id: 2,
  decision: 'rejected',
  reason: 'Of another month.',
  decided_by: 'M. Okafor',
  decided_at: '2026-02-02T09:00:00.000Z'
})
insert(filled, 'acceptance', {
  source_id: 2,
  decision: 'reopened',
  reason: 'It was the right month.',
  decided_by: 'M. Okafor',
  decided_at: '2026-02-02T10:00:00.000Z'
})
insert(filled, 'acceptance', {
  source_id: 1,
  decision: 'accepted-with-limitation',
  reason: 'Two days older than the others.',
  decided_by: 'M. Okafor',
  decided_at: '2026-02-03T09:00:00.000Z'
})
const context = contextOf(filled)

function sheet(id: string): Sheet {
  const found = sheetOf(id)
  if (!found) throw new Error(`No sheet ${id}`)
  return found
}

function sourced(change: (source: SourceView) => Partial<SourceView>): SheetContext {
  return { ...context, sources: context.sources.map((source) => ({ ...source, ...change(source) })) }
}

describe('the source register', () => {
  it('says whether each file is relied on, with the limitation, and forgets a decision that was taken back', () => {
    const rows = sheet('sources').rows(
      sourced(({ id }) => (id === 1 ? { acceptance: 'accepted-with-limitation' } : {}))
    )

    expect(only(rows, 'ref', 'acceptance', 'limitation', 'decided').slice(0, 2)).toEqual([
      ['SF-001', 'Accepted with limitation', 'Two days older than the others.', 'M. Okafor, 2026-02-03'],
      ['SF-002', 'Received', null, null]
    ])
  })

  it('puts the files of an archive below it and names it', () => {
    const rows = sheet('sources').rows(sourced(({ id }) => (id === 1 || id === 3 ? { container: 4 } : {})))

    expect(only(rows, 'ref', 'archive')).toEqual([
      ['SF-002', null],
      ['SF-004', null],
      ['SF-001', 'SF-004'],
      ['SF-003', 'SF-004']
    ])
  })

  it('says what else than its content a file was recognised by', () => {
    filled.run('update source set reads_name = 1 where id = 2')
    const rows = sheet('sources').rows(sourced(({ id }) => (id === 3 ? { assignedAccount: production } : {})))
    filled.run('update source set reads_name = 0 where id = 2')

    expect(rows.map(({ recognised }) => recognised)).toEqual([
      'Content',
      'Content and name',
      'Content and auditor',
      null
    ])
  })

  it('counts the proofs that differ and those nobody could make', () => {
    const rows = sheet('sources').rows(sourced(() => ({ proofs: { failed: 2, open: 3 } })))

    expect(rows[0]).toMatchObject({ proofsFailed: 2, proofsOpen: 3 })
  })
})

describe('the proofs', () => {
  const proof = (code: string, result: Proof['result']): Proof => ({
    code,
    title: `Title of ${code}`,
    result,
    expected: '7 users',
    actual: result === 'fail' ? '6 in the credential report' : '7 in the credential report',
    origin: 'Account summary SF-009'
  })
  const proved: SheetContext['proved'] = context.sources.slice(0, 2).map((source) => ({
    source,
    proofs: source.id === 1 ? [proof('C1', 'pass'), proof('C5', 'not-performed')] : [proof('C1', 'fail')],
    decisions: []
  }))

  it('has a row for each proof, what differs first and what nobody could compare next', () => {
    const rows = sheet('proofs').rows({ ...context, proved })

    expect(only(rows, 'ref', 'code', 'result')).toEqual([
      ['SF-002', 'C1', 'Differs'],
      ['SF-001', 'C5', 'Not performed'],
      ['SF-001', 'C1', 'Agrees']
    ])
    expect(rows[0]).toMatchObject({
      expected: '7 users',
      actual: '6 in the credential report',
      origin: 'Account summary SF-009',
      name: 'prod/authorization-details.json'
    })
    expect(sheet('proofs').count({ ...context, proved })).toBe(3)
  })
})

describe('the request list', () => {
  it('gives the command a column of its own and leaves it out of the reason', () => {
    const command = 'aws iam list-mfa-devices --user-name <user name> --output json'
    const rows = sheet('requests').rows({
      ...context,
      requests: [
        {
          account: '',
          accountName: 'Every account',
          kind: 'mfa-devices',
          title: 'MFA devices',
          family: 'credentials',
          required: false,
          command,
          why: `MFA devices of ${production}: refused by AWS to the client; ask for it with read access: ${command}`
        }
      ]
    })

    expect(rows).toEqual([
      {
        item: 'MFA devices',
        account: null,
        accountName: 'Every account',
        required: 'No',
        family: 'Credentials and identity providers',
        command,
        why: `MFA devices of ${production}: refused by AWS to the client.`
      }
    ])
  })
})

describe('the completeness of the exports', () => {
  const withMatrix: SheetContext = {
    ...context,
    completeness: {
      columns: [
        { key: 'organization', title: 'Organization', required: true, kinds: [] },
        { key: 'organization/access', title: 'Access', required: false, kinds: [] },
        { key: 'credential-report', title: 'Credential report', required: true, kinds: [] },
        { key: 'account/access', title: 'Access', required: false, kinds: [] }
      ],
      rows: [
        {
          account: '',
          name: 'Organization',
          cells: [
            { column: 'organization', state: 'denied', required: true, label: 'refused', sources: [3] },
            {
              column: 'organization/access',
              state: 'missing',
              required: false,
              label: 'missing',
              sources: []
            }
          ]
        },
        {
          account: production,
          name: 'prod',
          cells: [
            { column: 'credential-report', state: 'complete', required: true, label: '15 d', sources: [1] },
            { column: 'account/access', state: 'partial', required: false, label: '3 of 12', sources: [2] }
          ]
        },
        {
          account: audit,
          name: 'audit',
          cells: [
            { column: 'credential-report', state: 'missing', required: true, label: 'missing', sources: [] },
            { column: 'account/access', state: 'complete', required: false, label: '', sources: [] }
          ]
        }
      ],
      present: 1,
      expected: 3,
      requiredMissing: 2
    }
  }

  it('has a column for each export and words for each state', () => {
    const made = render(sheet('completeness'), withMatrix)

    expect(made.columns.map(({ title }) => title)).toEqual([
      'Account',
      'Account name',
      'Required and not whole',
      'Organization (required)',
      'Access (organization)',
      'Credential report (required)',
      'Access'
    ])
    expect(made.rows).toEqual([
      ['Not known', 'Organization', 1, 'Refused to the client', 'Not received', null, null],
      [production, 'prod', 0, null, null, 'Complete, 15 d', 'Incomplete, 3 of 12'],
      [audit, 'audit', 1, null, null, 'Missing', 'Complete']
    ])
  })
})

describe('the heading of a population', () => {
  const request = (account: string, accountName: string, kind: string, title: string) => ({
    account,
    accountName,
    kind,
    title,
    family: 'credentials' as const,
    required: false,
    command: 'aws iam list-mfa-devices',
    why: ''
  })
  const sourceLine = (requests: SheetContext['requests']): string =>
    render(sheet('mfa-devices'), { ...context, requests }).heading.find(({ label }) => label === 'Source')
      ?.text ?? ''

  it('names the exports that were not received, so that an empty sheet is no good sign', () => {
    expect(
      sourceLine([
        request('', 'Every account', 'mfa-devices', 'MFA devices'),
        request(audit, 'audit', 'virtual-mfa-devices', 'Virtual MFA devices'),
        request('', 'Every account', 'trails', 'CloudTrail trails')
      ])
    ).toContain(
      `Missing or incomplete (sheet 01E): MFA devices (every account); Virtual MFA devices (${audit}).`
    )
  })

  it('says where none is missing as a whole', () => {
    expect(sourceLine([])).toContain('None of these exports is missing as a whole (sheet 01F).')
  })
})
