/** The form in which AWS's actions, resource types and condition keys are compiled into the engine (scripts/aws-actions.mjs). */
import { date, load, version } from 'virtual:aws-actions'

export interface ActionData {
  /** By prefix. */
  readonly services: readonly ServiceData[]
  /** Prefixes of the services that resource control policies reach. */
  readonly resourceControlled: readonly string[]
  /** What condition keys of federated sessions begin with: `token.actions.githubusercontent.com`, `agent.${Domain}.buildkite.dev`. */
  readonly federatedKeys: readonly string[]
}

export interface ServiceData {
  /** `s3` */
  readonly prefix: string
  readonly title: string
  /** By name: its access level, resource types (a type a call may do without counts down from -1), and condition keys. */
  readonly actions: readonly (readonly [
    name: string,
    level: number,
    types: readonly number[],
    keys: readonly number[]
  ])[]
  /** `["role", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}", [2, 5]]` */
  readonly resources: readonly (readonly [name: string, arn: string, keys: readonly number[]])[]
  /** `["iam:PassedToService", "String"]` */
  readonly keys: readonly (readonly [key: string, type: string])[]
}

let loaded: ActionData | undefined

/** The data, read at the first call: some 60 ms and 10 MB. */
export function actionData(): ActionData {
  return (loaded ??= load())
}

/** What a report says of the data, which follows AWS's service authorization reference: "AWS actions as of 2026-09-26 (iam-data 0.21)". */
export function actionDataLabel(): string {
  return `AWS actions as of ${date} (iam-data ${version})`
}
