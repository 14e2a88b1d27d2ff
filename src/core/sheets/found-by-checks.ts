/** Which controls the checks found not met by a row of a population, or could not decide of it. */
import type { Topic } from '../../shared/vocabulary.ts'
import type { SheetColumn, SheetContext } from './sheet.ts'

/** "LOG-03" for an exception, "LOG-07 ?" for a member the data could not decide; what was found is on sheet 08X. */
export const controlsColumn: SheetColumn = {
  key: 'controls',
  title: 'Controls not met',
  type: 'text',
  width: 11
}

/**
 * Answers by account and by what the checks may call the row: ARN, `account/region`, or `#` with the last part alone where only that is
 * known. An ARN that names no account, as those of Identity Center, is the same in every account. Controls of these topics alone where
 * some are given: regions are a resource of unlike checks.
 */
export function controlsNotMet(
  context: SheetContext,
  ...topics: readonly Topic[]
): (account: string, ...resources: readonly (string | null)[]) => string | null {
  const found = new Map<string, Map<string, boolean>>()
  const add = (key: string, control: string, isException: boolean): void => {
    const controls = found.get(key) ?? new Map<string, boolean>()
    found.set(key, controls.set(control, isException || controls.get(control) === true))
  }
  const isAsked = askedControls(context, topics)
  for (const { account_id, control, resource, status } of context.all<FoundRecord>(foundSql)) {
    if (!isAsked(control)) continue
    const isException = status === 'exception'
    add(`${account_id}/${resource}`, control, isException)
    if (withoutAccount.test(resource)) add(`/${resource}`, control, isException)
    const part = resource.lastIndexOf('#')
    if (part >= 0) add(`${account_id}/${resource.slice(part)}`, control, isException)
  }
  return (account, ...resources) => {
    const controls = new Map<string, boolean>()
    for (const resource of resources) {
      if (resource === null || resource === '') continue
      const scope = withoutAccount.test(resource) ? '' : account
      for (const [control, isException] of found.get(`${scope}/${resource}`) ?? [])
        controls.set(control, isException || controls.get(control) === true)
    }
    if (controls.size === 0) return null
    return [...controls]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([control, isException]) => (isException ? control : `${control} ?`))
      .join('\n')
  }
}

function askedControls({ tests }: SheetContext, topics: readonly Topic[]): (control: string) => boolean {
  if (topics.length === 0) return () => true
  const asked = new Set(
    tests.filter(({ control }) => topics.includes(control.topic)).map(({ control }) => control.control)
  )
  return (control) => asked.has(control)
}

/** The name a check gives to a region of an account. */
export function regionResource(account: string, region: string): string {
  return `${account}/${region === '' ? 'region not named' : region}`
}

interface FoundRecord {
  readonly account_id: string
  readonly control: string
  readonly resource: string
  readonly status: 'exception' | 'needs-review'
}

const withoutAccount = /^arn:[^:]*:[^:]*:[^:]*::/

const foundSql = `
  select distinct r.account_id, r.control, e.resource, e.status
  from check_exception e
  join check_result r on r.id = e.result_id
  where r.period_id = :period`
