/** Tests: checklists, results, populations, conclusions, thresholds, the organization. */
import * as v from 'valibot'

import type { GuardrailDetail, OrganizationView } from '../records/organization.ts'
import type { Overview } from '../records/overview.ts'
import type { DocumentReference, PolicyDocument } from '../records/policy.ts'
import type {
  BulkCandidate,
  ChecklistSummary,
  ChecklistView,
  ParameterView,
  PopulationPage,
  Results,
  TestView
} from '../records/test.ts'
import { dispositions, type Disposition } from '../states/disposition.ts'
import { overrideReasons, type OverrideReason } from '../states/override.ts'
import { read, write } from './declare.ts'
import {
  acceptance,
  account,
  conclusion,
  control,
  finding,
  fingerprint,
  given,
  nothing,
  parameterName,
  text,
  whole
} from './schemas.ts'

/** `ROOT-01/111122223333` */
const test = v.pipe(v.string(), v.regex(/^[A-Z]+-\d{2}\/\d{12}$/))
const manyTests = v.pipe(v.array(test), v.minLength(1), v.maxLength(10_000))

export const testsMethods = {
  'overview.show': read<Overview>()(nothing),
  /** Our own checklist first, then one for each framework. */
  'checklist.list': read<readonly ChecklistSummary[]>()(nothing),
  /** Our own checklist where none is named. */
  'checklist.show': read<ChecklistView>()(
    v.strictObject({ checklist: v.exactOptional(given(40)), account: v.nullable(account) })
  ),
  'test.show': read<TestView>()(v.strictObject({ control, account: v.nullable(account) })),
  'population.page': read<PopulationPage>()(
    v.strictObject({
      control,
      account: v.nullable(account),
      show: v.picklist(['exceptions', 'needs-review', 'all']),
      offset: whole,
      limit: v.pipe(whole, v.maxValue(1000))
    })
  ),
  /** The policy documents of a resource, as a member of a population names it; those of its groups and attached ones too. */
  'document.list': read<readonly DocumentReference[]>()(v.strictObject({ account, resource: given(2048) })),
  'document.show': read<PolicyDocument>()(v.strictObject({ document: whole })),
  'result.list': read<Results>()(nothing),
  /** The tree, the matrix of accounts and guardrails, the policies and what they leave; an empty tree where no export is there. */
  'organization.show': read<OrganizationView>()(nothing),
  'organization.cell': read<GuardrailDetail>()(v.strictObject({ account, guardrail: given(40) })),
  /** The tests of controls as a conclusion over several of them looks at them. */
  'conclusion.candidates': read<readonly BulkCandidate[]>()(
    v.strictObject({
      controls: v.pipe(v.array(control), v.minLength(1), v.maxLength(1000)),
      account: v.nullable(account)
    })
  ),
  'parameter.list': read<readonly ParameterView[]>()(nothing),
  'parameter.set': write<null>()(
    v.strictObject({ name: parameterName, value: v.pipe(v.number(), v.integer()) })
  ),

  'conclusion.record': write<null>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      conclusion,
      reason: text(8000),
      steps: v.pipe(v.array(whole), v.maxLength(50)),
      /** Where the conclusion is better than an automated outcome (`needsOverride`); kept for the accounts it is needed for. */
      override: v.exactOptional(
        v.strictObject({
          reason: v.picklist(Object.keys(overrideReasons) as OverrideReason[]),
          rationale: text(8000),
          evidence: v.pipe(v.array(whole), v.maxLength(50))
        })
      )
    })
  ),
  /** Several automated tests with the same outcome and for one reason; the conclusions are marked as made in bulk. */
  'conclusion.record-many': write<null>()(
    v.strictObject({ tests: manyTests, conclusion, reason: text(8000) })
  ),
  /** Takes several conclusions away at once. */
  'conclusion.clear-many': write<null>()(v.strictObject({ tests: manyTests })),
  'override.approve': write<null>()(
    v.strictObject({ control, accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)) })
  ),
  /** Over the exceptions named, else over every exception of the control that is left to judge. */
  'disposition.decide': write<{ readonly judged: number }>()(
    v.strictObject({
      control,
      account: v.nullable(account),
      exceptions: v.exactOptional(v.pipe(v.array(fingerprint), v.minLength(1), v.maxLength(100_000))),
      kind: v.picklist(Object.keys(dispositions) as Disposition[]),
      ref: v.exactOptional(v.union([finding, acceptance])),
      rationale: text(8000)
    })
  ),
  'conclusion.clear': write<null>()(
    v.strictObject({ control, accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)) })
  )
} as const
