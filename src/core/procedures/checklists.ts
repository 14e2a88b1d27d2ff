/** The checklists an auditor may walk, as sections of controls: our own by topic, those of frameworks by requirement. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { ChecklistSection, ChecklistSummary } from '../../shared/records/test.ts'
import { topics } from '../../shared/vocabulary.ts'
import { awsIam } from '../checklists/aws-iam.ts'
import { controlsTesting, frameworks, frameworkOf } from '../checklists/frameworks.ts'
import type { Framework } from '../checklists/framework.ts'

export interface Checklist {
  readonly summary: ChecklistSummary
  readonly sections: readonly Section[]
}

type Section = Pick<ChecklistSection, 'id' | 'title' | 'requirement'> & {
  /** Those that are tested; empty where none tests the requirement. */
  readonly controls: readonly string[]
}

const tested = new Set(awsIam.sections.flatMap(({ controls }) => controls))

/** Our own first. */
export function allChecklists(): readonly Checklist[] {
  return [ownChecklist(), ...frameworks.map(checklistOfFramework)]
}

/** Our own where `id` is not given; refuses one there is not. */
export function checklistNamed(id: string = awsIam.id): Checklist {
  if (id === awsIam.id) return ownChecklist()
  const framework = frameworkOf(id)
  if (!framework)
    throw new WorkbenchError(
      'not-found',
      `There is no checklist ${id}. There are ${[awsIam, ...frameworks].map((one) => one.id).join(', ')}.`
    )
  return checklistOfFramework(framework)
}

function ownChecklist(): Checklist {
  const sections = awsIam.sections
    .filter(({ controls }) => controls.length > 0)
    .map(({ topic, controls }) => ({ id: topic, title: topics[topic].title, requirement: null, controls }))
  const { id, title } = awsIam
  return {
    summary: {
      id,
      title,
      version: null,
      extent: '',
      controls: countControls(sections),
      requirements: 0,
      uncovered: 0
    },
    sections
  }
}

function checklistOfFramework({ id, title, version, extent, requirements }: Framework): Checklist {
  const sections = requirements.map((requirement) => {
    const controls = controlsTesting(requirement).filter((control) => tested.has(control))
    const { level = null, assessment = null } = requirement
    return {
      id: requirement.id,
      title: requirement.title,
      requirement: { level, assessment, isCovered: controls.length > 0 },
      controls
    }
  })
  return {
    summary: {
      id,
      title,
      version,
      extent,
      controls: countControls(sections),
      requirements: sections.length,
      uncovered: sections.filter(({ controls }) => controls.length === 0).length
    },
    sections
  }
}

function countControls(sections: readonly Section[]): number {
  return new Set(sections.flatMap(({ controls }) => controls)).size
}
