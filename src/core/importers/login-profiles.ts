/** Reads whether a user has a console password: their login profile, or AWS's answer that there is none. */
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { flagOf, recordOf, textOf, timeOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal } from './reading/refusal.ts'
import { userOf } from './reading/subject-in-name.ts'
import { keysBelow } from './reading/top-keys.ts'
import { refuseForUser, userInMessage } from './reading/user-credentials.ts'

const importer: Importer = {
  kind: 'login-profiles',
  title: 'Login profiles',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam get-login-profile --user-name <user name> --output json',
  operations: ['GetLoginProfile'],
  recognises: (outline) => keysBelow(outline, 'LoginProfile') !== undefined,
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    if (isWithoutPassword(outline.error)) coverWithoutPassword(outline.error, reading)
    else refuseForUser(outline.error, reading, importer)
    return
  }
  const account = reading.accountHint ?? ''
  const users = new Set<string>()
  const json = readJson(chunks, outline, reading, {
    values: {
      LoginProfile(member) {
        const profile = recordOf(member.value)
        const user = textOf(profile, 'UserName') ?? userOf(reading) ?? ''
        reading.fact('login_profile', {
          account_id: account,
          user_name: user,
          created_at: timeOf(profile, 'CreateDate', member),
          reset_required: flagOf(profile, 'PasswordResetRequired'),
          line: member.line,
          path: member.path
        })
        if (user === '') member.doubt('Neither the login profile nor the name of its file says whose it is.')
        reading.count('login profiles')
        users.add(user === '' ? reading.name : user)
      }
    }
  })
  for (const user of users) reading.covers(account, user, json.stateOf('LoginProfile'))
}

/** The same code also answers for a user who does not exist. */
function isWithoutPassword({ code, message }: SavedError): boolean {
  return code === 'NoSuchEntity' && /login ?profile/i.test(message)
}

function coverWithoutPassword(error: SavedError, reading: Reading): void {
  const user = userInMessage(error.message) ?? userOf(reading)
  reading.count('login profiles', 0)
  if (user === null) {
    reading.note({
      level: 'warning',
      sentence:
        'AWS answered that a user has no console password; neither the answer nor the name of its file says which user: put the file into a folder named after the user, users/<user name>/.'
    })
    return
  }
  reading.note({ level: 'info', sentence: `AWS answered that the user ${user} has no console password.` })
  reading.covers(accountOfRefusal(error, reading), user, 'complete')
}
