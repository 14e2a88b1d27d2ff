/** Reads what a selector of a trail lets through, in its basic form and in its advanced one. */
import type { FactTables, Flag } from '../../iam/facts.ts'
import { flagOf, isRecord, listOf, textOf, type JsonRecord } from './fields.ts'

/** `data_resources` and `field_selectors` are JSON in the words of AWS; null where there are none. */
export type Selector = Pick<
  FactTables['trail_event_selector'],
  'name' | 'includes_management_events' | 'read_write' | 'data_resources' | 'field_selectors'
>

/** Management events are in unless the selector says otherwise (API reference, `EventSelector`). */
export function readBasicSelector(selector: JsonRecord): Selector {
  const excluded = listOf(selector, 'ExcludeManagementEventSources').filter(
    (source) => typeof source === 'string'
  )
  return {
    name: null,
    includes_management_events: flagOf(selector, 'IncludeManagementEvents') ?? 1,
    read_write: textOf(selector, 'ReadWriteType') ?? 'All',
    data_resources: jsonOf(listOf(selector, 'DataResources')),
    field_selectors: jsonOf(excluded.length === 0 ? [] : [{ Field: 'eventSource', NotEquals: excluded }])
  }
}

/**
 * An advanced selector takes the events that every one of its fields lets through: of a category, of a type of resource where the
 * category is Data, and reads or writes alone where `readOnly` stands among them.
 */
export function readAdvancedSelector(selector: JsonRecord): Selector {
  const fields = listOf(selector, 'FieldSelectors').filter(isRecord)
  const types = equalTo(fields, 'resources.type')
  return {
    name: textOf(selector, 'Name'),
    includes_management_events: managementOf(equalTo(fields, 'eventCategory')),
    read_write: readWriteOf(equalTo(fields, 'readOnly')),
    data_resources: jsonOf((types ?? []).map((Type) => ({ Type }))),
    field_selectors: jsonOf(fields)
  }
}

/** The values a field must have; null where nothing is asked of it. */
function equalTo(fields: readonly JsonRecord[], name: string): readonly string[] | null {
  const asked = fields.filter((field) => textOf(field, 'Field')?.toLowerCase() === name.toLowerCase())
  if (asked.length === 0) return null
  return asked.flatMap((field) => listOf(field, 'Equals')).filter((value) => typeof value === 'string')
}

function managementOf(categories: readonly string[] | null): Flag | null {
  if (categories === null) return null
  return categories.some((category) => category.toLowerCase() === 'management') ? 1 : 0
}

function readWriteOf(values: readonly string[] | null): string | null {
  if (values === null) return 'All'
  const words = new Set(values.map((value) => value.toLowerCase()))
  if (words.size !== 1) return words.size === 2 ? 'All' : null
  return words.has('true') ? 'ReadOnly' : words.has('false') ? 'WriteOnly' : null
}

function jsonOf(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list)
}
