/** Reads the results of ScoutSuite, a script around JSON: what its IAM rules flagged, item by item, and the other rules by count. */
import type { FactTables, Place } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import {
  BadMember,
  listOf,
  numberOf,
  recordOf,
  spell,
  textOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { scoutSuiteNames, type ScoutSuiteNames } from './reading/scoutsuite-names.ts'
import { toolResults } from './reading/tool-results.ts'
import { walkJson, type Plan } from './reading/walk-json.ts'

const importer: Importer = {
  kind: 'scoutsuite',
  title: 'ScoutSuite results',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'scout aws, the file scoutsuite-results/scoutsuite_results_aws-….js of its report',
  operations: [],
  recognises: ({ form, keys, head }) =>
    /^\s*scoutsuite_results\s*=\s*\{/.test(head) ||
    (form === 'json' && keys.has('account_id') && keys.get('last_run')?.has('ruleset_name') === true),
  read
}

export default importer

/** A rule of IAM that flagged something, until the names of what it flagged are known: they come after the rules. */
interface Flagged extends Said {
  readonly items: readonly string[]
  readonly place: Place
}

interface Said {
  readonly check: string
  readonly title: string
  readonly severity: string
  readonly detail: string
  readonly status: FactTables['tool_result']['status']
  readonly said: string
}

interface Run {
  account: string
  provider: string
  time: string
  version: string
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const results = toolResults(reading, 'ScoutSuite')
  const run: Run = { account: '', provider: 'aws', time: '', version: '' }
  const names = scoutSuiteNames()
  const flagged: Flagged[] = []
  const counted: { readonly said: Said; readonly place: Place }[] = []

  const rules = (service: string): Plan =>
    members((rule) => ({
      take(member) {
        const { said, items } = ruleOf(service, rule, member)
        if (service === 'iam' && items.length > 0) flagged.push({ ...said, items, place: placeOf(member) })
        else counted.push({ said, place: placeOf(member) })
      }
    }))
  const service = (name: string): Plan =>
    members((key) => {
      if (key === 'findings') return rules(name)
      return name === 'iam' && names.kinds.has(key)
        ? members((id) => ({ take: named(key, id, names) }))
        : null
    })
  const state = walkJson(chunks, outline, reading, topOf(run, members(service)), { hasPrefix: true })

  if (run.provider !== 'aws')
    throw new UnreadableSource(
      `The report is about ${run.provider.slice(0, 60)}, not about AWS; nothing of it was read.`
    )
  results.madeBy(run.version)
  const about = { account: run.account, region: '', at: results.ranAt(run.time) }
  for (const { said, place } of counted)
    results.keep({ ...said, ...about, resource: '', resourceType: '' }, place)
  for (const { items, place, ...said } of flagged)
    for (const item of items) {
      const { resource, type } = names.resourceOf(item)
      results.keep({ ...said, ...about, resource, resourceType: type }, place)
    }
  results.about(run.account)
  results.cover(state)
}

function members(enter: (key: string) => Plan | null): Plan {
  return { enter }
}

function topOf(run: Run, services: Plan): Plan {
  const text = (field: 'account' | 'provider'): Plan => ({
    take: ({ value }) => {
      if (typeof value === 'string') run[field] = value
    }
  })
  return members((key) => {
    if (key === 'account_id') return text('account')
    if (key === 'provider_code') return text('provider')
    if (key === 'services') return services
    if (key !== 'last_run') return null
    return {
      take({ value }) {
        const record = recordOf(value)
        run.time = textOf(record, 'time') ?? ''
        run.version = textOf(record, 'version') ?? ''
      }
    }
  })
}

/** The rule's level is its severity, `warning` or `danger`; a rule that found nothing to check says nothing. */
function ruleOf(
  service: string,
  rule: string,
  { value }: Member
): { readonly said: Said; readonly items: readonly string[] } {
  const record = recordOf(value)
  const items = itemsOf(record)
  const flagged = numberOf(record, 'flagged_items') ?? items.length
  const checked = numberOf(record, 'checked_items') ?? 0
  const rationale = (textOf(record, 'rationale') ?? '').slice(0, 2000)
  return {
    items: flagged > 0 ? items : [],
    said: {
      check: rule,
      title: textOf(record, 'description') ?? rule,
      severity: textOf(record, 'level') ?? '',
      status: flagged > 0 ? 'fail' : checked > 0 ? 'pass' : 'review',
      said: `${flagged} of ${checked} flagged`,
      detail: `${textOf(record, 'service') ?? service}: ${rationale.replace(/<[^<>]{0,100}>/g, ' ').trim()}`
    }
  }
}

function itemsOf(record: JsonRecord): readonly string[] {
  return listOf(record, 'items').map((item) => {
    if (typeof item !== 'string')
      throw new BadMember(`\`items\` must hold paths, found ${spell(item)}; the rule was left out.`)
    return item
  })
}

function named(kind: string, id: string, names: ScoutSuiteNames): (member: Member) => void {
  return ({ value }) => names.learn(kind, id, recordOf(value))
}

function placeOf({ line, path }: Member): Place {
  return { line, path }
}
