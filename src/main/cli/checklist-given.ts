/** Narrows results to a checklist, as an auditor names it, and says what the results cannot say for it. */
import { askedSentences, type LooserThreshold } from '../../shared/frameworks.ts'
import { parameters } from '../../shared/parameters.ts'
import type { ChecklistSummary, ChecklistView, Results } from '../../shared/records/test.ts'
import { optional, type Given } from './command.ts'

export const checklistOption = { checklist: { type: 'string' } } as const

export const checklistHelp =
  '  --checklist <id>   only what a framework asks for: cis-3.0, pci-dss-4.0, nist-800-53-r5 and others; an id that is none lists them'

export interface ChecklistResults extends Results {
  readonly checklist: ChecklistSummary
  /** Numbers of the requirements that no control tests. */
  readonly notCovered: readonly string[]
  readonly looserThan: readonly LooserThreshold[]
}

/** The id given, null where none was. */
export function checklistGiven(given: Given): string | null {
  return optional(given, 'checklist')
}

export function narrowToChecklist(results: Results, view: ChecklistView): ChecklistResults {
  const items = view.sections.flatMap((section) => section.items)
  const controls = new Set(items.map(({ control }) => control))
  return {
    ...results,
    results: results.results.filter(({ catalogue }) => catalogue.some((control) => controls.has(control))),
    checklist: view.checklist,
    notCovered: view.sections
      .filter(({ requirement }) => requirement?.isCovered === false)
      .map(({ id }) => id),
    looserThan: [
      ...new Map(
        items
          .flatMap(({ looserThan }) => looserThan)
          .map((looser) => [`${looser.parameter}/${looser.requirement}`, looser])
      ).values()
    ]
  }
}

/** One line for each threshold that is looser than asked, one for what is not covered. */
export function linesOfChecklist({ checklist, notCovered, looserThan }: ChecklistResults): readonly string[] {
  const looser = looserThan.map((one) => {
    const { title, unit } = parameters[one.parameter]
    return `Looser than asked     ${title}: ${one.value} ${unit}. ${askedSentences([one], unit).join(' ')}`
  })
  if (notCovered.length === 0) return looser
  const share = `${notCovered.length} of ${checklist.requirements} requirements of ${checklist.title}`
  return [...looser, `Not covered           ${share}: ${notCovered.join(', ')}.`]
}
