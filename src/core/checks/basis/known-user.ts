/** The IAM users of an account as any export names them, for checks over lists that come user by user. */
import { count, list } from './sentence.ts'

/** A CTE with `name` and `arn` of each user. */
export const knownUsers = `
    known_user as materialized (
      select name, min(arn) as arn
      from (
        select user_name as name, arn from credential where account_id = :account and is_root = 0
        union all
        select name, arn from iam_user where account_id = :account
        union all
        select name, arn from iam_user_listing where account_id = :account
      )
      group by name
    )`

/** SQL for the users that a CTE of `answered` does not hold: their names as a JSON list. */
export function usersWithout(answers: string): string {
  return `(
        select json_group_array(name order by name)
        from known_user
        where name not in (select part from ${answers})
      )`
}

/** "SSH public keys were received for 3 of 5 users (not ada and bob)"; '' where all were, or where no export names the users. */
export function receivedFor(what: string, missing: readonly string[], users: number): string {
  return missing.length === 0
    ? ''
    : `${what} were received for ${users - missing.length} of ${count(users, 'user')} (not ${list(missing)})`
}
