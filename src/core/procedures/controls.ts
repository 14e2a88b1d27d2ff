/** The tests of the open period: which control is tested for which account, in the order of the checklist. */
import type { AccountView } from '../../shared/records/engagement.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import type { Check } from '../checks/check.ts'
import { checkOfControl } from '../checks/index.ts'
import { awsIam } from '../checklists/aws-iam.ts'

export interface ControlTests {
  readonly check: Check
  readonly accounts: readonly AccountView[]
}

/**
 * Controls about the organization are tested for the management account; where no export names it, every account carries them, so
 * that what could not be tested stays in sight.
 */
export function controlsOf(accounts: readonly AccountView[]): ControlTests[] {
  const management = accounts.filter((account) => account.isManagement)
  const forOrganization = management.length > 0 ? management : accounts
  return awsIam.sections.flatMap((section) =>
    section.controls.map((control) => {
      const check = controlNamed(control)
      return { check, accounts: check.scope === 'organization' ? forOrganization : accounts }
    })
  )
}

/** The check or manual step of a control; refuses a control that is not in the catalogue. */
export function controlNamed(control: string): Check {
  const check = checkOfControl(control)
  if (!check) throw new WorkbenchError('not-found', `There is no control ${control}.`)
  return check
}
