/** Tells for which accounts and regions an export of a regional service answers. */
import { isAccountId, parseArn } from '../../iam/arn.ts'
import type { Coverage, Importer, Reading, SavedError } from '../importer.ts'
import { accountOfRefusal, noteRefusal } from './refusal.ts'

/** '' where neither the file nor what is known of it says. */
export interface Scope {
  readonly account: string
  readonly region: string
}

export interface Scopes {
  /** The scope of a member by the first of its ARNs that names one, else by what is known of the file. */
  of(...arns: readonly (string | null)[]): Scope
  /** The scope of a member that names its account or region itself. */
  named(account: string | null, region: string | null): Scope
  /**
   * Covers every scope met, or that of the file where none was. `keyOf` tells the answer from another of the same region; the
   * region alone where it is left out.
   */
  cover(state: Coverage, keyOf?: (region: string) => string): void
}

/** An ARN without a region, as a role's, still names the account. */
export function scopesOf(reading: Reading): Scopes {
  const met = new Map<string, Scope>()

  function named(account: string | null, region: string | null): Scope {
    const scope = {
      account: account ?? reading.accountHint ?? '',
      region: region ?? reading.region ?? ''
    }
    met.set(`${scope.account}/${scope.region}`, scope)
    return scope
  }

  return {
    named,
    of(...arns) {
      const parts = arns.map((arn) => (arn === null ? null : parseArn(arn)))
      const account = parts.find((part) => part && isAccountId(part.account))?.account
      const region = parts.find((part) => part && part.region !== '')?.region
      return named(account ?? null, region ?? null)
    },
    cover(state, keyOf = (region) => region) {
      if (met.size === 0) named(null, null)
      for (const { account, region } of met.values()) reading.covers(account, keyOf(region), state)
      if ([...met.values()].some(({ region }) => region === '')) noteWithoutRegion(reading)
    }
  }
}

/** Notes that a call was refused for the account and region known from outside. */
export function refuseRegional(
  error: SavedError,
  importer: Pick<Importer, 'command'>,
  reading: Reading,
  keyOf: (region: string) => string = (region) => region
): void {
  noteRefusal(error, importer, reading, accountOfRefusal(error, reading), [keyOf(reading.region ?? '')])
}

/** The partition that a region belongs to. */
export function partitionOf(region: string | null): string {
  if (region?.startsWith('us-gov-') === true) return 'aws-us-gov'
  return region?.startsWith('cn-') === true ? 'aws-cn' : 'aws'
}

/** Notes that the answer counts for no region: a folder's name or the manifest would tell. */
export function noteWithoutRegion(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      'Neither the file nor its name says of which region it is: put it into a folder named after the region, as regions/eu-west-1/, or import it with its collection manifest.'
  })
}
