/** GRP-06: whether a denial is written on a group although what it denies is never about groups, so that it binds nobody. */
import { automatedCheck, exception, pass } from './check.ts'
import {
  heldBy,
  nameOfPolicy,
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  unreadDocument,
  withoutDocument,
  type PolicyRow,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { numbersOf } from './basis/policy-statement.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

interface GroupDenial {
  readonly n: number
  readonly resources: readonly string[]
  readonly patterns: readonly {
    readonly pattern: string
    readonly actions: number
    /** How many of them can be about a group. */
    readonly applicable: number
  }[]
}

interface Row extends PolicyRow {
  /** JSON list of `GroupDenial`. */
  readonly denials: string
}

export default automatedCheck<Row>({
  id: 'group-denials',
  control: 'GRP-06',
  topic: 'groups',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy denies on a group what can only be done to users.',
  effect: 'The denial binds nobody: the ARN of a group stands for the group itself, never for its members.',
  recommendation:
    'Write the ARNs of the users, a path they share or their tags; or attach the denial to the group.',
  remediation: {
    console: policyRemediation.console('replace the ARN of the group by those of the users.'),
    cli: policyRemediation.cli,
    terraform: 'Write the ARNs of the users into resources of the aws_iam_policy_document.'
  },
  procedure: [
    policiesTaken,
    'Look for Deny statements whose resources are groups alone, and for actions that are never about a group, such as iam:CreateAccessKey.',
    'For exceptions ask what was to be stopped, and see whether anything else stops it.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse({
    notable: `exists (
          select 1
          from policy_statement
          where document_id = document.document_id and effect = 'Deny' and resources like '%:group/%'
        )`,
    columns: {
      denials: `(
        select json_group_array(
          json_object(
            'n', statement.n,
            'resources', json(statement.resources),
            'patterns', json((
              select json_group_array(
                json_object('pattern', pattern, 'actions', actions, 'applicable', applicable)
                order by m
              )
              from statement_action
              where document_id = statement.document_id and n = statement.n
            ))
          )
          order by statement.n
        )
        from policy_statement as statement
        where statement.document_id = policy.document_id
          and statement.effect = 'Deny'
          and statement.uses_not_action = 0
          and statement.uses_not_resource = 0
          and statement.resources like '%:group/%'
          and not exists (
            select 1 from json_each(statement.resources) where value not glob 'arn:*:iam::*:group/*'
          )
      )`
    }
  }),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Which actions are about groups is taken from the service authorization reference of the day named in About.',
    'A denial with a pattern that reaches actions on groups too is taken as meant for the group.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys for AWS Identity and Access Management',
    'IAM User Guide: IAM user groups'
  ],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const idle = (JSON.parse(row.denials) as GroupDenial[]).flatMap((denial) => {
      const patterns = denial.patterns.filter(({ actions, applicable }) => actions > 0 && applicable === 0)
      return patterns.length === 0 ? [] : [{ ...denial, patterns }]
    })
    if (idle.length === 0)
      return (
        unreadDocument(row) ??
        pass(`${nameOfPolicy(row)} denies nothing on a group that is only done to users.`)
      )
    const actions = list([...new Set(idle.flatMap(({ patterns }) => patterns.map(({ pattern }) => pattern)))])
    const groups = list([...new Set(idle.flatMap(({ resources }) => resources))])
    return exception(
      `${nameOfPolicy(row)} denies ${actions} on ${groups} (${numbersOf(idle)}), which binds no member of the group.${heldBy(row)}`,
      decidedBy(row.document_id, idle)
    )
  }
})
