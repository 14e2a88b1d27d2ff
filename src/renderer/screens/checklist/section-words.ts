/** What a section of the checklist is called, a topic or a requirement, and how far it is concluded. */
import type { ChecklistSection } from '../../../shared/records/test.ts'

export function titleOf({ id, title, requirement }: ChecklistSection): string {
  return requirement === null ? title : `${id} ${title}`
}

export function stateOf({ concluded, total, items }: ChecklistSection): string {
  return items.length === 0
    ? 'not covered by a control'
    : `${String(concluded)} of ${String(total)} concluded`
}

/** "1.12 Credentials unused for 45 days are disabled. Level 1, automated." */
export function detailsOf(section: ChecklistSection): string {
  const { level = null, assessment = null } = section.requirement ?? {}
  const words = [level === null ? [] : [`level ${String(level)}`], assessment ?? []].flat().join(', ')
  return words === '' ? titleOf(section) : `${titleOf(section)} (${words})`
}
