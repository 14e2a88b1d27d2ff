/** Reads a run of Powerpipe's benchmarks and controls, also by Steampipe's own check, as what each control said of each resource. */
import type { Importer, Outline, Reading } from './importer.ts'
import {
  BadMember,
  isRecord,
  listOf,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { controlName, powerpipeStatus } from './reading/powerpipe-status.ts'
import { readTable, type TableRow } from './reading/read-table.ts'
import { toolResults, type ToolResult, type ToolResults } from './reading/tool-results.ts'
import { walkJson, type Plan } from './reading/walk-json.ts'

const importer: Importer = {
  kind: 'powerpipe',
  title: 'Powerpipe benchmark',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'powerpipe benchmark run aws_compliance.benchmark.… --export json',
  operations: [],
  recognises: ({ form, keys, header }) =>
    form === 'json'
      ? keys.has('group_id') && keys.has('summary') && (keys.has('groups') || keys.has('controls'))
      : ['group_id', 'control_id', 'reason', 'resource', 'status'].every((name) => header.includes(name)),
  read
}

export default importer

/** The results of one control are as large as the account has resources. */
const limits = { depth: 64, size: 128 << 20 }

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const results = toolResults(reading, 'Powerpipe')
  if (outline.form === 'csv') {
    const rows = rowTaker(results)
    const state = readTable(chunks, outline, reading, rows.take)
    results.cover(state, rows.benchmark())
    return
  }
  const tree = treeOf(results)
  const state = walkJson(chunks, outline, reading, tree.plan, { limits })
  results.cover(state, tree.benchmark())
}

/** Groups stand in groups; the outermost is `root_result_group`, the ones in it are what was run. */
function treeOf(results: ToolResults): { readonly plan: Plan; readonly benchmark: () => string } {
  const controls = new Set<string>()
  const benchmarks: string[] = []

  const control: Plan = {
    take(member) {
      const record = recordOf(member.value)
      const id = requiredText(record, 'control_id')
      if (controls.has(id)) return
      controls.add(id)
      takeControl(id, record, member, results)
    }
  }
  const group = (depth: number): Plan => ({
    enter(key) {
      if (key === 'groups') return { enter: () => group(depth + 1) }
      if (key === 'controls') return { enter: () => control }
      if (key !== 'group_id' || depth > 1) return null
      return { take: ({ value }) => void (typeof value === 'string' && benchmarks.push(value.slice(0, 200))) }
    }
  })
  return {
    plan: group(0),
    benchmark() {
      const run = benchmarks.filter((id) => id !== 'root_result_group')
      return (run.length > 0 ? run : [...controls]).slice(0, 10).join(', ')
    }
  }
}

function takeControl(id: string, record: JsonRecord, member: Member, results: ToolResults): void {
  const said = {
    check: controlName(id),
    title: textOf(record, 'title') ?? id,
    severity: textOf(record, 'severity') ?? '',
    resourceType: '',
    at: null
  }
  for (const [index, element] of listOf(record, 'results').entries()) {
    const place = { line: member.line, path: `${member.path}.results[${index}]` }
    try {
      results.keep({ ...said, ...resultOf(recordOf(element)) }, place)
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      member.doubt(`Result ${index + 1} of ${id.slice(0, 200)}: ${error.message}`)
    }
  }
  const problem = record['run_error']
  if (typeof problem !== 'string' || problem === '') return
  results.keep(
    { ...said, account: '', region: '', status: 'review', said: 'error', resource: '', detail: problem },
    member
  )
}

type OfResource = Pick<ToolResult, 'account' | 'region' | 'status' | 'said' | 'resource' | 'detail'>

function resultOf(record: JsonRecord): OfResource {
  const dimensions = listOf(record, 'dimensions').filter(isRecord)
  const dimension = (key: string): string => {
    const found = dimensions.find((entry) => textOf(entry, 'key') === key)
    return found ? (textOf(found, 'value') ?? '') : ''
  }
  return {
    ...powerpipeStatus(requiredText(record, 'status')),
    account: dimension('account_id'),
    region: dimension('region'),
    resource: textOf(record, 'resource') ?? '',
    detail: textOf(record, 'reason') ?? ''
  }
}

/** A control under several groups repeats its rows under each: those of the group it was met in first count. */
function rowTaker(results: ToolResults): {
  readonly take: (row: TableRow) => void
  readonly benchmark: () => string
} {
  const groups = new Map<string, string>()
  return {
    take(row) {
      const control = row.cell('control_id')
      const group = row.cell('group_id')
      if (control === '') throw new BadMember('`control_id` is empty; the row was left out.')
      const first = groups.get(control)
      if (first === undefined) groups.set(control, group)
      else if (first !== group) return
      results.keep(
        {
          ...powerpipeStatus(row.cell('status')),
          account: row.cell('account_id'),
          region: row.cell('region'),
          check: controlName(control),
          title: row.cell('control_title') || control,
          severity: row.cell('severity'),
          resource: row.cell('resource'),
          resourceType: '',
          detail: row.cell('reason'),
          at: null
        },
        { line: row.line, path: null }
      )
    },
    benchmark: () => [...new Set(groups.values())].slice(0, 10).join(', ')
  }
}
