/** Writes conclusions and takes them back: what stood before is put in its place again. */
import type { TestView } from '../../../shared/records/test.ts'
import { call } from '../../client.ts'

import { restorationOf, type HeldConclusion } from './restoration.ts'

/** Concludes a control for every account looked at. Throws `WorkbenchError` where the record refuses it. */
export async function conclude(
  test: TestView,
  { conclusion, reason, steps, override }: Omit<HeldConclusion, 'accounts'>
): Promise<void> {
  await record(test.control, { accounts: test.accounts, conclusion, reason: reason.trim(), steps, override })
}

/** Takes away the conclusions of the accounts looked at. */
export async function clear({ control, conclusions }: TestView): Promise<void> {
  await call('conclusion.clear', { control, accounts: conclusions.map(({ account }) => account) })
}

/** Puts back what the accounts of a test held before, nothing where they held nothing. */
export async function restore(before: TestView): Promise<void> {
  const { empty, held } = restorationOf(before)
  if (empty.length > 0) await call('conclusion.clear', { control: before.control, accounts: [...empty] })
  for (const one of held) await record(before.control, one)
}

async function record(
  control: string,
  { accounts, conclusion, reason, steps, override }: HeldConclusion
): Promise<void> {
  await call('conclusion.record', {
    control,
    accounts: [...accounts],
    conclusion,
    reason,
    steps: [...steps],
    ...(override?.reason == null
      ? {}
      : { override: { ...override, reason: override.reason, evidence: [...override.evidence] } })
  })
}
