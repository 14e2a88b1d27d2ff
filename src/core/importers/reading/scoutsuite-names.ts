/** Tells what the paths of ScoutSuite are about: `iam.users.AIDA….AccessKeys.0` is the user with that id, by its ARN. */
import { isRecord, recordIn, textOf, type JsonRecord } from './fields.ts'

export interface ScoutSuiteNames {
  /** The lists of `services.iam` whose members have names. */
  readonly kinds: ReadonlySet<string>
  learn(kind: string, id: string, record: JsonRecord): void
  /**
   * The ARN where the report holds it, the name where it holds that alone, else the path itself; '' for the password policy, which is
   * the account's.
   */
  resourceOf(path: string): { readonly resource: string; readonly type: string }
}

interface Named {
  readonly resource: string
  /** Names of inline policies, by the hash that stands for them. */
  readonly inline: ReadonlyMap<string, string>
}

/** The user of a credential report is known by a hash of the name, which is `<root_account>` for root. */
const types: ReadonlyMap<string, string> = new Map([
  ['users', 'user'],
  ['groups', 'group'],
  ['roles', 'role'],
  ['policies', 'policy'],
  ['credential_reports', 'credential report']
])

export function scoutSuiteNames(): ScoutSuiteNames {
  const known = new Map<string, Named>()

  return {
    kinds: new Set(types.keys()),
    learn(kind, id, record) {
      const resource = textOf(record, 'arn') || textOf(record, 'name') || ''
      if (resource !== '') known.set(`${kind}.${id}`, { resource, inline: inlinePoliciesOf(record) })
    },
    resourceOf(path) {
      const [, kind = '', id = '', list = '', policy = ''] = path.split('.', 5)
      if (kind === 'password_policy') return { resource: '', type: 'password policy' }
      const found = known.get(`${kind}.${id}`)
      const type = types.get(kind) ?? ''
      if (found === undefined) return { resource: path, type: '' }
      const name = list === 'inline_policies' ? found.inline.get(policy) : undefined
      return name === undefined
        ? { resource: found.resource, type }
        : { resource: `${found.resource}#${name}`, type: 'inline policy' }
    }
  }
}

function inlinePoliciesOf(record: JsonRecord): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [id, policy] of Object.entries(recordIn(record, 'inline_policies') ?? {}))
    if (isRecord(policy)) names.set(id, textOf(policy, 'name') ?? id)
  return names
}
