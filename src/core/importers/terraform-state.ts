/** Reads the state of Terraform, as `terraform show -json` prints it or as it is stored, as the resources the client says it manages. */
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { sensitivityIn, sensitivityOfPaths } from './reading/declared-arguments.ts'
import { declaredResources, type DeclaredResources } from './reading/declared-resources.ts'
import {
  BadMember,
  isRecord,
  listOf,
  recordIn,
  recordOf,
  requiredText,
  textOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { hasOnlyKeys } from './reading/top-keys.ts'
import { walkJson, type Plan } from './reading/walk-json.ts'

const importer: Importer = {
  kind: 'terraform-state',
  title: 'Terraform state',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'terraform show -json',
  operations: [],
  recognises: (outline) => isStored(outline) || isShown(outline),
  read
}

export default importer

function isStored({ form, keys }: Outline): boolean {
  return form === 'json' && ['terraform_version', 'serial', 'lineage'].every((key) => keys.has(key))
}

/** A state without anything in it shows its format alone. */
function isShown(outline: Outline): boolean {
  return (
    outline.form === 'json' &&
    outline.keys.has('format_version') &&
    hasOnlyKeys(outline, ['format_version', 'terraform_version', 'values', 'checks'])
  )
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const resources = declaredResources(reading)
  if (isStored(outline)) {
    const stored = storedState(resources, reading)
    const state = walkJson(chunks, outline, reading, stored.plan)
    resources.cover(state, stored.lineage())
    return
  }
  const shown: Plan = {
    enter: (key) =>
      key === 'values'
        ? { enter: (part) => (part === 'root_module' ? moduleOf(resources, reading) : null) }
        : null
  }
  resources.cover(walkJson(chunks, outline, reading, shown), null)
}

/** `values.root_module` holds resources and further modules in the same form. */
function moduleOf(resources: DeclaredResources, reading: Reading): Plan {
  const list: Plan = {
    enter: () => ({
      take(member) {
        const record = recordOf(member.value)
        if (isData(record) || isDeposed(record, 'deposed_key', member, reading)) return
        const address = requiredText(record, 'address')
        const type = requiredText(record, 'type')
        resources.keep(
          {
            address,
            module: moduleIn(address, type),
            type,
            action: 'state',
            values: recordIn(record, 'values') ?? {},
            sensitivity: sensitivityIn(record, 'sensitive_values')
          },
          member
        )
      }
    })
  }
  const module: Plan = {
    enter(key) {
      if (key === 'resources') return list
      return key === 'child_modules' ? { enter: () => module } : null
    }
  }
  return module
}

/** Version 4 of the stored form, since Terraform 0.12: one entry a resource with its instances. */
function storedState(
  resources: DeclaredResources,
  reading: Reading
): {
  readonly plan: Plan
  readonly lineage: () => string | null
} {
  let lineage: string | null = null
  const resource: Plan = { take: (member) => takeStored(member, resources, reading) }
  return {
    lineage: () => lineage,
    plan: {
      enter(key) {
        if (key === 'resources') return { enter: () => resource }
        if (key === 'lineage')
          return { take: ({ value }) => void (typeof value === 'string' && (lineage = value.slice(0, 100))) }
        if (key !== 'modules') return null
        throw new UnreadableSource(
          'The file is a state of Terraform 0.11 or older, which is not read. Ask for `terraform show -json` of a later version.'
        )
      }
    }
  }
}

function takeStored(member: Member, resources: DeclaredResources, reading: Reading): void {
  const record = recordOf(member.value)
  if (isData(record)) return
  const module = textOf(record, 'module') ?? ''
  const type = requiredText(record, 'type')
  const name = `${module === '' ? '' : `${module}.`}${type}.${requiredText(record, 'name')}`
  for (const [index, element] of listOf(record, 'instances').entries()) {
    if (!isRecord(element))
      throw new BadMember(`\`instances[${index}]\` must be an object; the resource was left out.`)
    const place = { line: member.line, path: `${member.path}.instances[${index}]` }
    if (isDeposed(element, 'deposed', place, reading)) continue
    resources.keep(
      {
        address: `${name}${indexOf(element)}`,
        module,
        type,
        action: 'state',
        values: recordIn(element, 'attributes') ?? {},
        sensitivity: sensitivityOfPaths(element)
      },
      place
    )
  }
}

/** Data sources are read by Terraform, not managed. */
function isData(record: JsonRecord): boolean {
  return textOf(record, 'mode') === 'data'
}

/** An object that waits to be destroyed beside the one that took its place. */
function isDeposed(
  record: JsonRecord,
  key: string,
  { line, path }: { readonly line: number; readonly path: string },
  reading: Reading
): boolean {
  if (textOf(record, key) === null) return false
  reading.note({
    level: 'info',
    sentence: 'A resource that was replaced and waits to be destroyed was left out.',
    line,
    path
  })
  return true
}

/** `module.iam.aws_iam_role.support[0]` stands in `module.iam`. */
function moduleIn(address: string, type: string): string {
  const at = address.startsWith(`${type}.`) ? 0 : address.lastIndexOf(`.${type}.`)
  return at <= 0 ? '' : address.slice(0, at)
}

function indexOf(instance: JsonRecord): string {
  const key = instance['index_key']
  if (typeof key === 'number') return `[${key}]`
  return typeof key === 'string' ? `[${JSON.stringify(key)}]` : ''
}
