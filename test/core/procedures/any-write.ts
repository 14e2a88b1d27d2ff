/** An input for any method that writes, made from its schema: what fields are called decides what stands in them. */
import type { Input, MethodsOf } from '../../../src/shared/contract.ts'
import { contract } from '../../../src/shared/contract.ts'
import { readInput } from '../../../src/shared/read-input.ts'
import { account, elements } from './follow-up.ts'
import { credentialReport, wrapped, type Desk } from './desk.ts'

/** Numbers drawn beforehand, so that the same draw makes the same call. */
export interface Draw {
  /** One of so many. */
  readonly below: (count: number) => number
}

export function drawFrom(numbers: readonly number[]): Draw {
  let place = 0
  return { below: (count) => (numbers[place++ % numbers.length] ?? 0) % count }
}

/** What the tests know of a valibot schema. */
interface Schema {
  readonly type: string
  readonly entries?: Readonly<Record<string, Schema>>
  readonly item?: Schema
  readonly items?: readonly Schema[]
  readonly wrapped?: Schema
  readonly options?: readonly unknown[]
  readonly literal?: unknown
}

/** An input in the form the method takes; of what there is in the engagement, mostly. */
export async function anyInput<M extends MethodsOf<'write'>>(
  desk: Desk,
  method: M,
  draw: Draw
): Promise<Input<M>> {
  const schema = contract[method].input as unknown as Schema
  return readInput(method, await valueOf({ desk, method, draw, about: new Map() }, '', schema))
}

interface Place {
  readonly desk: Desk
  readonly method: string
  readonly draw: Draw
  /** What was chosen from lists so far: `scope`, `target`. */
  readonly about: Map<string, unknown>
}

async function valueOf(place: Place, name: string, schema: Schema): Promise<unknown> {
  const { draw } = place
  switch (schema.type) {
    case 'strict_object': {
      const entries: [string, unknown][] = []
      for (const [key, one] of Object.entries(schema.entries ?? {})) {
        const isLeftOut = one.type.endsWith('optional') && draw.below(2) === 0
        if (!isLeftOut) entries.push([key, await valueOf(place, key, one)])
      }
      return Object.fromEntries(entries)
    }
    case 'exact_optional':
    case 'optional':
      return valueOf(place, name, schema.wrapped ?? { type: 'string' })
    case 'nullable':
      return name === 'keys' || draw.below(3) === 0
        ? null
        : valueOf(place, name, schema.wrapped ?? { type: 'string' })
    case 'array': {
      if (name === 'filters') return []
      const item = schema.item ?? { type: 'string' }
      const singular = name.replace(/s$/, '')
      return draw.below(4) === 0
        ? [await valueOf(place, singular, item), await valueOf(place, singular, item)]
        : [await valueOf(place, singular, item)]
    }
    case 'picklist': {
      const chosen =
        name === 'kind' && place.method !== 'disposition.decide'
          ? 'users'
          : schema.options?.[draw.below(schema.options.length)]
      place.about.set(name, chosen)
      return chosen
    }
    case 'union':
    case 'variant':
      return valueOf(place, name, schema.options?.[draw.below(schema.options.length)] as Schema)
    case 'literal':
      return schema.literal
    case 'boolean':
      return draw.below(2) === 0
    case 'number':
      return numberFor(place, name)
    case 'instance':
      return new Uint8Array(Buffer.from('What the client sent.'))
    case 'string':
      return textFor(place, name)
    default:
      throw new Error(`No value for ${schema.type} (${place.method}, ${name})`)
  }
}

async function numberFor({ desk, draw, method }: Place, name: string): Promise<number> {
  const ids = (table: string): number => oneOf(draw, column<number>(desk, `select id from ${table}`), 9999)
  switch (name) {
    case 'upload':
      return method === 'upload.append' || method === 'upload.discard' ? 9999 : sendSomething(desk, draw)
    case 'size':
      return method === 'upload.start' ? 21 : 1 + draw.below(2)
    case 'evidence':
      return ids('evidence')
    case 'source':
      return ids('source')
    case 'person':
      return ids('person')
    case 'signOff':
      return ids('sign_off')
    case 'id':
      return ids('saved_view')
    case 'return':
      return ids('workbook_return')
    case 'change':
      return ids('workbook_change')
    case 'milestone':
      return 1 + draw.below(2)
    case 'step':
      return 0
    default:
      return 1 + draw.below(90)
  }
}

/** An export of the client, for whatever takes one. */
function sendSomething(desk: Desk, draw: Draw): Promise<number> {
  const users = { 'j.hartmann': { mfa: draw.below(2) === 0 }, 'l.brandt': { mfa: draw.below(2) === 0 } }
  const generated = `2026-02-0${1 + draw.below(2)}T0${draw.below(9)}:00:00+00:00`
  return desk.send('report.json', wrapped(credentialReport(account, users), generated))
}

const days = [
  '2026-01-31',
  '2026-02-01',
  '2026-02-02',
  '2026-02-28',
  '2026-03-31',
  '2026-12-31',
  '2027-02-01',
  '2027-03-01'
]

function textFor({ desk, draw, method, about }: Place, name: string): string {
  const refs = (table: string, none: string): string =>
    oneOf(draw, column<string>(desk, `select ref from ${table}`), none)
  switch (name) {
    case 'account':
      return account
    case 'control':
      return oneOf(draw, ['ROOT-01', 'ROOT-08', 'MFA-01', 'MFA-01', 'MFA-01'], 'MFA-01')
    case 'period':
      return oneOf(
        draw,
        [...column<string>(desk, 'select label from period'), '2026-03', '2026-04'],
        '2026-02'
      )
    case 'finding':
    case 'repeatOf':
      return refs('finding', 'F-2026-099')
    case 'remediation':
      return refs('remediation', 'R-2026-099')
    case 'acceptance':
    case 'renewalOf':
      return refs('risk_acceptance', 'RA-2026-099')
    case 'note':
      return method === 'sample.tick' ? 'There is no ticket for it.' : refs('review_note', 'N-099')
    case 'addendum':
      return refs('addendum', 'AD-099')
    case 'evidence':
      return refs('evidence', 'E-0099')
    case 'return':
      return refs('workbook_return', 'WR-099')
    case 'ref':
      return method.startsWith('sample.')
        ? refs('sample', 'S-099')
        : something(desk, draw, about.get('scope') ?? about.get('target'))
    case 'exception':
    case 'cover':
      return oneOf(draw, column<string>(desk, 'select fingerprint from check_exception'), 'a'.repeat(64))
    case 'item':
      return oneOf(draw, column<string>(desk, 'select key from sample_item'), 'nobody')
    case 'code':
      return oneOf(draw, ['A', 'B'], 'A')
    case 'warning':
      return `W${1 + draw.below(9)}`
    case 'locator':
    case 'seed':
    case 'search':
      return ''
    case 'mime':
      return 'text/plain'
    case 'email':
    case 'ownerEmail':
      return 't.braun@halden.example'
    case 'passphrase':
    case 'newPassphrase':
      return 'a passphrase of a test'
    case 'asOf':
      return '2026-01-31T12:00:00Z'
    case 'meaning':
      return method === 'sign-off.acknowledge' ? 'Seen.' : ''
    case 'owner':
    case 'approver':
    case 'requestedBy':
    case 'responder':
    case 'receivedFrom':
      return oneOf(draw, ['T. Braun', 'T. Braun', 'M. Okafor'], 'T. Braun')
    case 'due':
    case 'date':
    case 'claimedAt':
    case 'doneAt':
    case 'approvedAt':
    case 'validFrom':
    case 'expiresAt':
    case 'receivedAt':
      return oneOf(draw, days, '2026-02-02')
    case 'name':
      return method === 'upload.start' ? 'letter.txt' : `Name ${draw.below(90)}`
    case 'job':
      return 'job-1'
  }
  if (name in elements) return elements[name as keyof typeof elements]
  return draw.below(6) === 0 ? '' : 'As the population shows, and as was said on the phone.'
}

/** What is signed, or what a note is about: mostly of the kind that was chosen. */
function something(desk: Desk, draw: Draw, kind: unknown): string {
  const tests = [`ROOT-01/${account}`, `ROOT-08/${account}`, `MFA-01/${account}`]
  const sql = refsOf[String(kind)]
  const refs = sql === undefined ? tests : column<string>(desk, sql)
  return draw.below(6) === 0 ? oneOf(draw, tests, '') : oneOf(draw, refs, 'F-2026-099')
}

const refsOf: Readonly<Record<string, string>> = {
  finding: 'select ref from finding',
  retest: 'select ref from retest',
  acceptance: 'select ref from risk_acceptance',
  period: 'select max(label) from period',
  archive: 'select max(label) from period',
  source: 'select ref from source',
  evidence: 'select ref from evidence',
  remediation: 'select ref from remediation'
}

function column<Value>(desk: Desk, sql: string): Value[] {
  return desk.db.all<Record<string, Value>>(sql).flatMap((row) => Object.values(row))
}

function oneOf<Value>(draw: Draw, values: readonly Value[], none: Value): Value {
  return values[draw.below(values.length + 1)] ?? values.at(-1) ?? none
}
