/** Tells accounts apart that a ceiling may treat differently, so that what is found for one stands for all alike. */
import type { Ceiling, Organization } from './organization.ts'

/**
 * Accounts of one key stand under the same levels and policies, and no policy can tell one of them from another: none spells out an
 * account's id or a part of one, or asks for the account by its key.
 */
export function ceilingKey({ logKeys }: Organization, { account, binding, levels }: Ceiling): string {
  if (binding === 'exempt' || binding === 'off') return binding
  const attached = levels.flatMap(({ policies, perhaps }) => [...policies, ...perhaps])
  const isTold =
    binding !== 'bound' ||
    logKeys.some((key) => key.includes(account.id)) ||
    attached.some(({ statements }) => tellsAccounts(JSON.stringify(statements), account.id))
  if (isTold) return account.id
  const above = levels.slice(0, -1).map(({ node }) => node.id)
  const own = levels
    .slice(-1)
    .map(({ policies, perhaps, isListed }) =>
      JSON.stringify([policies.map(({ id }) => id), perhaps.map(({ id }) => id), isListed])
    )
  return [...above, ...own].join('/')
}

function tellsAccounts(statements: string, account: string): boolean {
  return (
    statements.includes(account) ||
    /aws:(principal|resource|source)account"/i.test(statements) ||
    // A part of an account's id before or after a wildcard, in an ARN.
    /:(?:\d{1,11}[*?]|[*?]\d{1,11})[^":]*:/.test(statements)
  )
}
