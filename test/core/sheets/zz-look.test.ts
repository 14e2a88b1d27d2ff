import { it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { sheets } from '../../../src/core/sheets/index.ts'
import { render } from '../../../src/core/sheets/render.ts'
import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import { writeWorkbook } from '../../../src/core/workbook/write-workbook.ts'
import { contextOf } from './context.ts'
import { stating, daysAgo } from './facts.ts'
import { evidenceRecord } from './evidence.ts'
import { factWriter } from '../../../src/core/store/facts.ts'

const N = Number(process.env.N ?? 10000)
it('scales', { timeout: 600_000 }, async () => {
  const db = evidenceRecord()
  const s = stating(db); s.receive('big')
  const f = factWriter(db, 6)
  const acc = '012345678901'
  const p = (i: number) => ({ account_id: acc, line: i, path: `L[${i}]` })
  const U = (i: number) => `arn:aws:iam::${acc}:user/u${i}`
  let t = performance.now()
  db.transaction(() => {
  for (let i = 0; i < N; i++) {
    const x: any = f.fact
    x('iam_user', { ...p(i), arn: U(i), user_id: `AIDA${i}`, name: `u${i}`, iam_path: '/', created_at: 1, boundary_arn: null })
    x('credential', { ...p(i), partition: 'aws', is_root: 0, arn: U(i), user_name: `u${i}` })
    x('iam_user_listing', { ...p(i), arn: U(i), name: `u${i}`, password_last_used_at: null })
    x('login_profile', { ...p(i), user_name: `u${i}`, created_at: 1, reset_required: 0 })
    x('mfa_device', { ...p(i), user_name: `u${i}`, serial: `arn:aws:iam::${acc}:mfa/u${i}`, type: 'virtual', enabled_at: 1, certifications: null })
    x('virtual_mfa_device', { ...p(i), serial: `arn:aws:iam::${acc}:mfa/u${i}`, user_arn: U(i), enabled_at: 1 })
    x('access_key', { ...p(i), user_name: `u${i}`, access_key_id: `AKIA${i}`, status: 'Active', created_at: daysAgo(100) })
    x('access_key_use', { ...p(i), user_name: `u${i}`, access_key_id: `AKIA${i}`, last_used_at: daysAgo(i % 100), service: 's3', region: 'x' })
    x('service_access', { ...p(i), principal_arn: U(i >> 5), service: `s${i & 31}`, service_name: 'x', last_used_at: i & 1 ? 1 : null, last_used_by: null, last_used_region: null, entities: 0 })
    x('action_access', { ...p(i), principal_arn: U(i >> 5), service: `s${i & 31}`, action: 'Get', last_used_at: null, last_used_by: null, last_used_region: null })
    x('tool_result', { ...p(i), region: 'x', tool: 'Prowler', check_id: `c${i % 50}`, title: 't', status: i % 3 ? 'fail' : 'pass', said: 'FAIL', severity: 'high', resource: U(i), resource_type: null, detail: 'detail '.repeat(10), assessed_at: 1 })
    x('declared_resource', { ...p(i), address: `a.${i}`, module: '', type: 'aws_iam_user', resource: U(i * 2), action: 'state', arguments: '{"name":"x"}' })
    x('config_item', { ...p(i), region: 'x', resource_type: `AWS::T::${i % 40}`, resource_id: `${i}`, resource_name: null, arn: null, status: 'OK', captured_at: i, configuration: null })
    x('cloudtrail_event', { ...p(i), event_id: `${i}`, event_name: i % 10 ? 'List' : 'CreateAccessKey', event_source: 'iam.amazonaws.com', happened_at: i, region: 'x', identity_type: 'IAMUser', identity_arn: U(i) })
    x('access_analyzer_finding', { ...p(i), id: `${i}`, region: 'x', analyzer_arn: 'a', finding_type: 'ExternalAccess', resource: U(i), resource_type: 't', status: 'ACTIVE', is_public: 0, principal: '{"AWS":"x"}', actions: '["a","b"]', condition: null })
    x('identity_user', { ...p(i), identity_store_id: 'd', user_id: `iu${i}`, user_name: `u${i}`, display_name: null, email: null, status: 'ENABLED', external_issuer: null })
    x('identity_membership', { ...p(i), identity_store_id: 'd', group_id: `g${i % 1000}`, user_id: `iu${i}` })
    x('account_assignment', { ...p(i), permission_set_arn: `ps${i % 100}`, principal_type: i % 2 ? 'USER' : 'GROUP', principal_id: i % 2 ? `iu${i}` : `g${i % 1000}` })
    x('metric_filter', { ...p(i), region: 'x', log_group: 'g', name: `f${i}`, pattern: 'p', metric_namespace: 'n', metric_name: `m${i}` })
    x('metric_alarm', { ...p(i), region: 'x', arn: `al${i}`, name: `al${i}`, metric_namespace: 'n', metric_name: `m${i}`, actions_enabled: 1, alarm_actions: '[]', state: 'OK' })
    x('resource_policy', { ...p(i), region: 'x', service: 's3', resource: `b${i}`, document_id: 1 + (i % 2) })
    x('public_access', { ...p(i), resource: `b${i}`, policy_is_public: 0 })
    x('kms_key', { ...p(i), region: 'x', key_id: `k${i}`, arn: null, manager: null, state: null, rotates: 1 })
    x('iam_policy_version', { ...p(i), policy_arn: `arn:aws:iam::${acc}:policy/p${i >> 2}`, version: `v${i & 3}`, is_default: 0, document_id: 1, created_at: 1 })
    x('ssh_public_key', { ...p(i), user_name: `u${i}`, key_id: `APKA${i}`, status: 'Active', uploaded_at: 1 })
    x('security_hub', { ...p(i), region: `r${i % 5000}`, arn: 'a', version: 1 })
    x('config_rule', { ...p(i), region: 'x', name: `r${i}`, arn: null, owner: 'AWS', identifier: 'X', parameters: null, state: 'ACTIVE' })
  }
  f.flush()
  })
  console.log('fill', Math.round(performance.now() - t))
  const context = contextOf(db, { controlsOfPeer: (_t, c) => (c === 'c1' ? ['MFA-01'] : []) })
  const out: string[] = []
  for (const sheet of sheets) {
    t = performance.now(); const n = sheet.count(context); const a = performance.now() - t
    t = performance.now(); const made = render(sheet, context); const b = performance.now() - t
    let c = 0
    if (n > 5000) { t = performance.now(); const bytes = await writeWorkbook({ clientName: 'H', period: '2026-01', title: 'l', issued: { id: 'x', version: 1, at: '2026-02-01T00:00:00.000Z', by: 'M', chainSeq: 1, chainHead: 'a', dataRoot: 'b'.repeat(64) } as never, sheets: [made] }, zipCodec); c = performance.now() - t; }
    writeFileSync('/tmp/scale.txt', out.join('\n') + '\n' + sheet.ref)
    if (a + b > 50) out.push(`${sheet.ref} rows ${n} (${made.rows.length}) count ${Math.round(a)} ms render ${Math.round(b)} ms write ${Math.round(c)} ms`)
  }
  writeFileSync('/tmp/scale.txt', out.join('\n'))
})
