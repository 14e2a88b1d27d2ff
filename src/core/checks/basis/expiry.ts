/** The verdict on something that ends: ended, about to end, or good for longer, counted from the as-of date. */
import { exception, needsReview, pass, type TestContext, type Verdict } from '../check.ts'
import { dayOf, days } from './age.ts'

const secondsPerDay = 86_400

/** `subject` begins the sentence: "Server certificate web"; `endsAt` in seconds, null where the export does not say. */
export function judgeExpiry(
  subject: string,
  endsAt: number | null,
  { asOf, parameters }: Pick<TestContext, 'asOf' | 'parameters'>
): Verdict {
  if (endsAt === null) return needsReview(`${subject}: the export does not say when it ends.`)
  if (endsAt <= asOf) {
    const since = days(Math.floor((asOf - endsAt) / secondsPerDay))
    return exception(`${subject} ended ${since} before the export (${dayOf(endsAt)}).`)
  }
  const left = Math.floor((endsAt - asOf) / secondsPerDay)
  const found = `${subject} ends ${days(left)} after the export (${dayOf(endsAt)})`
  return left <= parameters.certificateWarningDays
    ? needsReview(`${found}; see that its renewal is under way.`)
    : pass(`${found}.`)
}
