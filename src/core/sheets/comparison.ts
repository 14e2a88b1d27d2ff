/** Compares what another tool said of a resource with what the checks found on the same resource, and says on what ground. */
import { memberStatuses, outcomes } from '../../shared/vocabulary.ts'
import { knownResources } from './known-resources.ts'
import type { SheetContext, SheetTest } from './sheet.ts'

export interface ToolRecord {
  readonly account_id: string
  readonly tool: string
  readonly check_id: string
  readonly status: 'pass' | 'fail' | 'review' | 'suppressed'
  readonly resource: string
}

export const agreements = {
  'only-tool': 'Only the tool',
  'only-ours': 'Only ours',
  agrees: 'Agrees',
  'not-compared': 'Not compared'
} as const
export type Agreement = keyof typeof agreements

const ours = {
  exception: memberStatuses.exception.workbook,
  undecided: memberStatuses['needs-review'].workbook,
  none: memberStatuses.pass.workbook,
  untested: outcomes['not-tested'].workbook,
  unknown: 'Not compared'
} as const
type Ours = keyof typeof ours

export interface Comparison {
  readonly agreement: Agreement
  /** In the words of the workbook. */
  readonly ours: string
  /** Those that ask what the tool asks, else those with an exception on the resource. */
  readonly controls: readonly string[]
  readonly basis: 'Control, resource' | 'Control, account' | 'Resource alone' | null
}

/** What the checks found on one resource. */
interface Found {
  readonly control: string
  readonly status: 'exception' | 'needs-review'
}

/** Answers by a tool's result, one of those given; what it needs of the record is gathered once. */
export function comparison(
  context: SheetContext,
  results: readonly ToolRecord[]
): (result: ToolRecord) => Comparison {
  const foundOn = exceptionsByResource(context)
  const resolve = knownResources(context, results)
  const tests = new Map(context.tests.map((test) => [`${test.account.id}/${test.control.control}`, test]))
  const controlsByCheck = new Map<string, readonly string[]>()

  return (result) => {
    const controls = controlsOf(result)
    if (controls.length > 0) {
      const isOfAccount = isWholeAccount(result)
      const state = isOfAccount
        ? stateOfAccount(outcomesOf(result.account_id, controls))
        : stateOfResource(result, controls)
      return {
        agreement: agreementOf(result.status, state),
        ours: ours[state],
        controls,
        basis: isOfAccount ? 'Control, account' : 'Control, resource'
      }
    }
    if (isWholeAccount(result))
      return { agreement: 'not-compared', ours: ours.unknown, controls: [], basis: null }
    const resources = resolve(result.account_id, result.resource)
    const found = allFound(result.account_id, resources)
    const state = stateOfFound(found) ?? (resources.length > 0 ? 'none' : 'unknown')
    return {
      agreement: result.status === 'fail' ? agreementOf('fail', state) : 'not-compared',
      ours: ours[state],
      controls: [...new Set(found.map(({ control }) => control))].sort(),
      basis: state === 'unknown' ? null : 'Resource alone'
    }
  }

  function controlsOf({ tool, check_id }: ToolRecord): readonly string[] {
    const key = `${tool}/${check_id}`
    const known = controlsByCheck.get(key) ?? context.controlsOfPeer(tool, check_id)
    controlsByCheck.set(key, known)
    return known
  }

  function outcomesOf(account: string, controls: readonly string[]): readonly Outcome[] {
    return controls.map((control) => tests.get(`${account}/${control}`)?.result?.outcome ?? 'not-tested')
  }

  function allFound(account: string, resources: readonly string[]): readonly Found[] {
    return resources.flatMap((resource) => foundOn.get(`${account}/${resource}`) ?? [])
  }

  /** Without an exception on it, a resource has none where its control was tested and its population is sure to hold it. */
  function stateOfResource({ account_id, resource }: ToolRecord, controls: readonly string[]): Ours {
    const resources = resolve(account_id, resource)
    const found = allFound(account_id, resources.length > 0 ? resources : [resource])
    const state = stateOfFound(found.filter(({ control }) => controls.includes(control)))
    if (state !== null) return state
    const tested = outcomesOf(account_id, controls).filter((outcome) => outcome !== 'not-tested')
    if (tested.length === 0) return 'untested'
    return resources.length > 0 || tested.every((outcome) => outcome === 'pass') ? 'none' : 'unknown'
  }
}

type Outcome = NonNullable<SheetTest['result']>['outcome']

function stateOfAccount(outcomes: readonly Outcome[]): Ours {
  if (outcomes.includes('fail')) return 'exception'
  if (outcomes.includes('needs-review')) return 'undecided'
  if (outcomes.includes('pass')) return 'none'
  return outcomes.every((outcome) => outcome === 'not-tested') ? 'untested' : 'unknown'
}

function stateOfFound(found: readonly Found[]): Ours | null {
  if (found.length === 0) return null
  return found.some(({ status }) => status === 'exception') ? 'exception' : 'undecided'
}

/** A result a tool was told to put aside is one it does not report. */
function agreementOf(status: ToolRecord['status'], state: Ours): Agreement {
  if (state !== 'exception' && state !== 'none') return 'not-compared'
  switch (status) {
    case 'fail':
      return state === 'exception' ? 'agrees' : 'only-tool'
    case 'pass':
      return state === 'exception' ? 'only-ours' : 'agrees'
    case 'suppressed':
      return state === 'exception' ? 'only-ours' : 'not-compared'
    case 'review':
      return 'not-compared'
  }
}

/**
 * Tools name an account by its id, by its root user, by its password policy, or by forms of their own:
 * `AWS::::Account:111122223333` (Security Hub), `arn:aws:::111122223333` (Steampipe), `arn:aws:iam::111122223333:password-policy` (Prowler).
 */
function isWholeAccount({ account_id, resource }: ToolRecord): boolean {
  return (
    resource === '' ||
    resource === account_id ||
    resource === '<root_account>' ||
    /^AWS::::Account:\d{12}$/.test(resource) ||
    /^arn:[^:]*:(?:iam)?:[^:]*:\d{12}(?::[^:/]*)?$/.test(resource)
  )
}

/** By account and resource; an exception on a key or an inline policy is one on its user, too. */
function exceptionsByResource(context: SheetContext): ReadonlyMap<string, readonly Found[]> {
  const byResource = new Map<string, Found[]>()
  const add = (key: string, found: Found): void => {
    const others = byResource.get(key)
    if (others) others.push(found)
    else byResource.set(key, [found])
  }
  for (const { account_id, resource, ...found } of context.all<
    Found & { readonly account_id: string; readonly resource: string }
  >(exceptionsSql)) {
    add(`${account_id}/${resource}`, found)
    const [principal, part] = resource.split('#', 2)
    if (principal !== undefined && part !== undefined) add(`${account_id}/${principal}`, found)
  }
  return byResource
}

const exceptionsSql = `
  select r.account_id, r.control, e.resource, e.status
  from check_exception e
  join check_result r on r.id = e.result_id
  where r.period_id = :period`
