/** How the client is told to run the collection script. */
import { describe, expect, test } from 'vitest'

import { fileWords, runCommands } from '../../../../src/renderer/screens/import/script-words.ts'

describe('the commands', () => {
  test.each(['bash', 'powershell'] as const)('of %s are for one account and for an organization', (shell) => {
    const [one, organization] = runCommands(shell, null)

    expect(one?.text).not.toContain('--org')
    expect(organization?.text).toMatch(/ --org --role AuditRole$/)
  })

  test.each([
    ['ReviewRole', 'ReviewRole'],
    ['arn:aws:iam::111122223333:role/audit/ReviewRole', 'ReviewRole'],
    ['arn:aws:sts::111122223333:assumed-role/ReviewRole/session', 'ReviewRole']
  ])('take the agreed role %s by its name', (role, name) => {
    expect(runCommands('bash', role)[1]?.text).toBe(`bash collect-aws-exports.sh --org --role ${name}`)
  })

  test('never carry what is more than a name to a shell', () => {
    expect(runCommands('bash', 'x; rm -rf /tmp $(id)')[1]?.text).toMatch(/--role AuditRole$/)
  })
})

test('a file says what it is for, and an unknown one nothing', () => {
  expect(fileWords('collect-aws-exports.ps1')).toContain('PowerShell')
  expect(fileWords('permissions.json')).toContain('IAM policy')
  expect(fileWords('LICENSE')).toBe('')
})
