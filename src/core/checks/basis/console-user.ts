/** The verdict on users of whom the credential report does not say whether they have a console password. */
import { needsReview, type Verdict } from '../check.ts'

/** A column is missing or unreadable: such a user is in the population of console users, undecided. */
export function passwordUnknown(userName: string): Verdict {
  return needsReview(`The credential report does not say whether user ${userName} has a console password.`)
}
