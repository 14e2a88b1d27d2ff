/** What the client is told to permit is what the script asks, no less and no more. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { script, scriptFolder } from './run.ts'

interface Statement {
  readonly Effect: string
  readonly Action: readonly string[]
}
interface Permissions {
  readonly managedPolicies: readonly string[]
  readonly inlinePolicy: { readonly Statement: readonly Statement[] }
  readonly inlinePolicyOfTheCallerWithOrg: { readonly Statement: readonly Statement[] }
  readonly calls: Readonly<
    Record<
      string,
      { readonly action: string | null; readonly from: 'SecurityAudit' | 'inline' | 'no permission' }
    >
  >
}

const permissions = JSON.parse(readFileSync(join(scriptFolder, 'permissions.json'), 'utf8')) as Permissions
const everything = ['--per-user', '--last-accessed', '--events', '1', '--findings', '--exposure']

function askedWith(...options: readonly string[]): string[] {
  const { stdout } = spawnSync('bash', [script, '--dry-run', ...options], { encoding: 'utf8' })
  return [...new Set(stdout.split('\n').flatMap((line) => /^aws [\w-]+ [\w-]+/.exec(line)?.[0] ?? []))].sort()
}

function inlineActions(calls: readonly string[]): string[] {
  const needed = calls.flatMap((call) => {
    const { action, from } = permissions.calls[call] ?? {}
    return from === 'inline' && action ? [action] : []
  })
  return needed.sort()
}

test('every call has its permission, and no permission is without a call', () => {
  expect(Object.keys(permissions.calls).sort()).toEqual(askedWith('--org', '--role', 'A', ...everything))
})

test('the inline policies allow exactly what the managed policy lacks', () => {
  const actionsOf = ({ Statement }: { readonly Statement: readonly Statement[] }): string[] =>
    Statement.flatMap(({ Action }) => Action).sort()

  expect(permissions.managedPolicies).toEqual(['arn:aws:iam::aws:policy/SecurityAudit'])
  expect(actionsOf(permissions.inlinePolicy)).toEqual(inlineActions(askedWith(...everything)))
  expect(actionsOf(permissions.inlinePolicyOfTheCallerWithOrg)).toEqual(
    inlineActions(askedWith('--org', '--role', 'A', ...everything))
  )
})

test('no permission changes anything', () => {
  for (const { action } of Object.values(permissions.calls))
    if (action !== null)
      expect(action).toMatch(
        /:(?:Get|List|Describe|Lookup)\w+$|^iam:Generate(?:CredentialReport|ServiceLastAccessedDetails|OrganizationsAccessReport)$|^sts:AssumeRole$/
      )
})

test('the client reads which permissions those are', () => {
  const readme = readFileSync(join(scriptFolder, 'README.md'), 'utf8')

  for (const { action, from } of Object.values(permissions.calls))
    if (from === 'inline') expect(readme).toContain(`\`${action ?? ''}\``)
  expect(readme).toContain('`SecurityAudit`')
})
