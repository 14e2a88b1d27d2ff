/** Generated organisations with planted issues, through the command line: everything planted is found, nothing else is reported. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const tools = resolve(root, '../shared/tools')
const cli = join(root, 'out/main/cli.js')

const rules = [
  'ROOT-MFA,ROOT-KEY,ROOT-RECENT-USE,ROOT-VIRTUAL-MFA,USER-CONSOLE-NO-MFA,KEY-OLD,KEY-UNUSED,PASSWORD-UNUSED,KEY-TWO-ACTIVE',
  'PWPOLICY-NONE,PWPOLICY-LENGTH,PWPOLICY-REUSE,POLICY-ADMIN-STAR,POLICY-NOTACTION,POLICY-UNATTACHED,USER-INLINE-POLICY',
  'USER-DIRECT-POLICY,GROUP-EMPTY,USER-ADMIN-DIRECT,ROLE-TRUST-PUBLIC,ROLE-TRUST-UNKNOWN-ACCOUNT,ROLE-UNUSED,NO-SUPPORT-ROLE',
  'ORG-NO-LEAVE-DENY,ORG-RCP-DISABLED,ORG-ROOT-CREDS-UNMANAGED,CONTACT-SECURITY-MISSING',
  'ANALYZER-NONE,TRAIL-NONE,TRAIL-NO-VALIDATION,CONFIG-OFF,GUARDDUTY-OFF,SECURITYHUB-OFF'
].join(',')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'score-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(
  script: string,
  ...options: readonly string[]
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], { encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

describe.skipIf(!existsSync(tools))('a generated organisation (skipped where ../shared is not there)', () => {
  test.each([
    ['as the command line writes it', ['--seed', '101']],
    ['in pages', ['--seed', '102', '--pages', '5']],
    ['compact', ['--seed', '103', '--compact']],
    ['with nothing planted', ['--seed', '104', '--clean']],
    ['in GovCloud', ['--seed', '105', '--partition', 'aws-us-gov']],
    ['of one account without edge cases', ['--seed', '106', '--accounts', '1', '--no-edge']]
  ])('%s: recall is 1.000 and nothing unplanted is reported', (_, options) => {
    const [files, out] = [join(folder, 'files'), join(folder, 'out')]
    run(join(tools, 'gen-org.mjs'), '--out', files, ...options)

    const imported = run(cli, 'run', files, '--out', out, '--as-of', '2026-01-31T12:00:00Z', '--json')
    const score = run(
      join(tools, 'score-org.mjs'),
      join(files, 'expected.json'),
      join(out, 'results.json'),
      '--rules',
      rules
    )

    expect(imported.status, imported.output).toBe(0)
    expect(score.output).toContain('recall 1.000, reported but not planted 0')
    expect(score.status, score.output).toBe(0)
  })
})
