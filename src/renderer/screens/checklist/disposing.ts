/** What becomes of an exception, as the page asks for it: the words of each choice and the call it leads to. */
import type { DispositionView, Member } from '../../../shared/records/test.ts'
import { dispositions, type Disposition } from '../../../shared/states/disposition.ts'
import { call } from '../../client.ts'
import { formatCount } from '../../format.ts'

/** What a key or button of the population leads to: `finding` and `risk-accepted` name something, `issue-free` asks for a reason. */
export type Judgement = 'finding' | 'risk-accepted' | 'issue-free'

export interface ExceptionScope {
  readonly control: string
  /** null for all accounts. */
  readonly account: string | null
  /** The exception meant; null for every one that is left to judge. */
  readonly fingerprint: string | null
}

/** Answers what was done, in words. Throws `WorkbenchError` where the record refuses it. */
export async function decide(
  { control, account, fingerprint }: ExceptionScope,
  decision: { readonly kind: Disposition; readonly ref?: string; readonly rationale: string }
): Promise<string> {
  const { judged } = await call('disposition.decide', {
    control,
    account,
    ...decision,
    ...(fingerprint === null ? {} : { exceptions: [fingerprint] })
  })
  const { screen } = dispositions[decision.kind]
  return `${formatCount(judged, 'exception')}: ${decision.ref === undefined ? screen.toLowerCase() : `${screen.toLowerCase()}, ${decision.ref}`}.`
}

/** "Risk accepted, RA-2026-014" */
export function dispositionWords(disposition: DispositionView | null): string {
  if (disposition === null) return dispositions.open.screen
  const { screen } = dispositions[disposition.kind]
  return disposition.ref === null ? screen : `${screen}, ${disposition.ref}`
}

/** The same for a cell: a reference says what it is. */
export function dispositionLabel(disposition: DispositionView | null): string {
  return disposition?.ref ?? dispositionWords(disposition)
}

/** Whether there is something to judge about a member. */
export function canBeJudged(member: Member): boolean {
  return member.fingerprint !== null && member.status !== 'pass'
}
