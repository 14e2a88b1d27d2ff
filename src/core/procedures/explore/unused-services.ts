/** How much of what a principal may use it did not use, where a last-access export says. */
import type { Reader } from '../../store/database.ts'

/** Share of the services in a principal's last-access export without a use in the tracking period, in per cent; null without an export. */
export function unusedShares(db: Reader): (account: string, principalArn: string) => number | null {
  const shares = new Map<string, Map<string, number>>()
  for (const { account_id, principal_arn, services, used } of db.all<{
    account_id: string
    principal_arn: string
    services: number
    used: number
  }>(
    `select account_id, principal_arn, count(distinct service) as services,
       count(distinct case when last_used_at is not null then service end) as used
     from service_access
     where principal_arn <> ''
     group by account_id, principal_arn`
  )) {
    const ofAccount = shares.get(account_id) ?? new Map<string, number>()
    shares.set(account_id, ofAccount.set(principal_arn, Math.round(((services - used) / services) * 100)))
  }
  return (account, arn) => shares.get(account)?.get(arn) ?? null
}
