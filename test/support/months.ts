/**
 * Three months of one client, made of a generated organisation (test/estates/months): what its people did between them, and what became of
 * every exception that was planted. Tests compare with that table, never with numbers the workbench gave.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import {
  accountOf,
  collected,
  deleteUser,
  exportedAt,
  readEstate,
  rememberPasswords,
  rotateKey,
  setDevice,
  setRootKey,
  writePolicy,
  type Estate,
  type Statement
} from './estate.ts'

// Made once: gen-org.mjs --accounts 3 --users 12 --roles 12 --policies 10 --groups 4 --seed 7 --as-of 2026-01-31T06:00:00Z --compact --no-edge
const folder = resolve(import.meta.dirname, '../estates/months')

/** `recurred`: fixed once, and there again. */
export type Became = 'new' | 'kept' | 'fixed' | 'recurred'

/** What became of one exception of a control since the month before; in the first month everything is new. */
export interface PlantedException {
  readonly control: string
  readonly account: string
  readonly resource: string
  readonly became: Became
}

export interface Month {
  /** `2026-01` */
  readonly label: string
  /** When the exports were made. */
  readonly asOf: string
  readonly files: Readonly<Record<string, string>>
  readonly planted: readonly PlantedException[]
  /** ARNs of policies whose document is another than the month before. */
  readonly changedPolicies: readonly string[]
  readonly removedUsers: readonly string[]
}

export const accounts = {
  management: '670799243683',
  shared: '590114305310',
  product: '929035341155'
} as const
export const users = {
  /** Without a device in every month. */
  marek: `arn:aws:iam::${accounts.management}:user/marek.xu`,
  /** Without a device from February on. */
  bob: `arn:aws:iam::${accounts.management}:user/bob.ellis`,
  /** Gets a device in February. */
  zoe: `arn:aws:iam::${accounts.shared}:user/zoe.rossi`,
  /** Gets a device in February and loses it in March. */
  yvonne: `arn:aws:iam::${accounts.product}:user/yvonne.ibrahim`,
  /** Has an old key, which is replaced in March. */
  billing: `arn:aws:iam::${accounts.management}:user/service/svc-billing-98fy`,
  /** Leaves in March. */
  dave: `arn:aws:iam::${accounts.management}:user/dave.patel`
} as const
export const policies = {
  /** Allows a whole service in January and March. */
  mobile: `arn:aws:iam::${accounts.shared}:policy/mobile-read-1`,
  /** Allows a whole service in every month, and more beside it in March. */
  infra: `arn:aws:iam::${accounts.management}:policy/infra-write-1`,
  /** Allows a whole service in March. */
  pipeline: `arn:aws:iam::${accounts.product}:policy/mobile-pipeline-6`
} as const

/** Has an access key in January and another one in March. */
export const root = `arn:aws:iam::${accounts.product}:root`

type Named = readonly [control: string, resource: string]

interface Plan {
  readonly label: string
  readonly asOf: string
  readonly act: (estate: Estate) => void
  /** Exceptions that the acts make and end. */
  readonly plants: readonly Named[]
  readonly mends: readonly Named[]
  readonly changedPolicies: readonly string[]
  readonly removedUsers: readonly string[]
}

const plan: readonly Plan[] = [
  {
    label: '2026-01',
    asOf: '2026-01-31T06:00:00Z',
    act: () => undefined,
    plants: [
      ...withoutDevice(users.marek),
      ...administratorWithoutDevice(users.zoe),
      ...administratorWithoutDevice(users.yvonne),
      ...wholeService(policies.mobile),
      ...wholeService(policies.infra),
      ['MFA-05', users.dave]
    ],
    mends: [],
    changedPolicies: [],
    removedUsers: []
  },
  {
    label: '2026-02',
    asOf: '2026-02-28T06:00:00Z',
    act(estate) {
      setDevice(estate, users.zoe, true)
      setDevice(estate, users.yvonne, true)
      setDevice(estate, users.bob, false)
      writePolicy(estate, policies.mobile, [oneTable])
      setRootKey(estate, accounts.product, false)
    },
    plants: administratorWithoutDevice(users.bob),
    mends: [
      ...administratorWithoutDevice(users.zoe),
      ...administratorWithoutDevice(users.yvonne),
      ...wholeService(policies.mobile),
      ['ROOT-01', root]
    ],
    changedPolicies: [policies.mobile],
    removedUsers: []
  },
  {
    label: '2026-03',
    asOf: '2026-03-31T06:00:00Z',
    act(estate) {
      setDevice(estate, users.yvonne, false)
      setRootKey(estate, accounts.product, true)
      rotateKey(estate, users.billing)
      writePolicy(estate, policies.mobile, [everything('dynamodb')])
      writePolicy(estate, policies.pipeline, [everything('sqs')])
      writePolicy(estate, policies.infra, [everything('dynamodb'), oneTable])
      rememberPasswords(estate, accounts.shared, 24)
      deleteUser(estate, users.dave)
    },
    plants: [
      ...administratorWithoutDevice(users.yvonne),
      ...wholeService(policies.mobile),
      ...wholeService(policies.pipeline),
      ['ROOT-01', root]
    ],
    mends: [
      ['KEY-01', `${users.billing}#access-key-1`],
      ['PWD-03', accounts.shared],
      ['MFA-05', users.dave]
    ],
    changedPolicies: [policies.mobile, policies.pipeline, policies.infra],
    removedUsers: [users.dave]
  }
]

function withoutDevice(user: string): readonly Named[] {
  return [
    ['MFA-01', user],
    ['MFA-02', user]
  ]
}

/** Members of the groups payments-ro0 have every permission by the policy that is attached to their group. */
function administratorWithoutDevice(user: string): readonly Named[] {
  return [...withoutDevice(user), ['MFA-03', user]]
}

/** Who may do everything in a service may write, read its data and give permissions, too. */
function wholeService(policy: string): readonly Named[] {
  return ['LP-06', 'LP-09', 'LP-10', 'LP-11'].map((control) => [control, policy])
}

const oneTable: Statement = {
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: `arn:aws:dynamodb:eu-west-1:${accounts.shared}:table/orders`
}

function everything(service: string): Statement {
  return { Effect: 'Allow', Action: `${service}:*`, Resource: '*' }
}

export function months(): readonly Month[] {
  let estate = readEstate(folder, plan[0]?.asOf ?? '')
  let planted: readonly PlantedException[] = []
  const everFixed = new Set<string>()
  return plan.map((month, at) => {
    const { label, asOf, changedPolicies, removedUsers } = month
    estate = exportedAt(estate, asOf)
    month.act(estate)
    planted = after(
      planted,
      at === 0 ? [...generated(), ...month.plants] : month.plants,
      month.mends,
      everFixed
    )
    for (const mended of month.mends) everFixed.add(keyOf(mended))
    return { label, asOf, files: collected(estate), planted, changedPolicies, removedUsers }
  })
}

/** Which control tells of what the generator plants, where it is one. */
const controlOf: Readonly<Record<string, string>> = {
  'ROOT-KEY': 'ROOT-01',
  'USER-CONSOLE-NO-MFA': 'MFA-01',
  'KEY-OLD': 'KEY-01',
  'KEY-TWO-ACTIVE': 'KEY-02',
  'PASSWORD-UNUSED': 'UNU-01',
  'KEY-UNUSED': 'UNU-02',
  'GROUP-EMPTY': 'UNU-08',
  'POLICY-SERVICE-STAR': 'LP-06',
  'PWPOLICY-REUSE': 'PWD-03',
  'ROLE-TRUST-PUBLIC': 'ROLE-01',
  'ROLE-TRUST-OIDC-OPEN': 'ROLE-06',
  'ROLE-UNUSED': 'UNU-07'
}

function generated(): readonly Named[] {
  const { issues } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
    readonly issues: readonly Issue[]
  }
  return issues.flatMap((issue): Named[] => {
    const control = controlOf[issue.rule]
    return control === undefined ? [] : [[control, resourceOf(control, issue)]]
  })
}

interface Issue {
  readonly rule: string
  readonly account: string
  readonly resource: string
  readonly inlinePolicy?: string
}

/** The generator names the holder of a key and of an inline policy, and the root user for what is of an account. */
function resourceOf(control: string, { account, resource, inlinePolicy }: Issue): string {
  if (control === 'KEY-01' || control === 'UNU-02') return `${resource}#access-key-1`
  if (control === 'PWD-03') return account
  return inlinePolicy === undefined ? resource : `${resource}#${inlinePolicy}`
}

/** The table of the month after: what is not mended is kept, what was fixed a month ago is told no more. */
function after(
  before: readonly PlantedException[],
  plants: readonly Named[],
  mends: readonly Named[],
  everFixed: ReadonlySet<string>
): readonly PlantedException[] {
  const mended = new Set(mends.map(keyOf))
  const kept = before
    .filter(({ became }) => became !== 'fixed')
    .map((one): PlantedException => ({
      ...one,
      became: mended.has(keyOf([one.control, one.resource])) ? 'fixed' : 'kept'
    }))
  const planted = new Map(plants.map((named) => [keyOf(named), named]))
  return [
    ...kept,
    ...[...planted].map(([key, [control, resource]]): PlantedException => ({
      control,
      account: accountOf(resource),
      resource,
      became: everFixed.has(key) ? 'recurred' : 'new'
    }))
  ]
}

function keyOf([control, resource]: Named): string {
  return `${control} ${resource}`
}
