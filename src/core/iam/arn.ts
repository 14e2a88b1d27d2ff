/** Takes Amazon resource names apart, so that accounts and partitions are compared as a whole and never as pieces of text. */

export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly resource: string
}

/** The parts of an ARN, or null where the text is none. Only the resource may hold further colons. */
export function parseArn(text: string): Arn | null {
  if (!text.startsWith('arn:')) return null
  const service = text.indexOf(':', 4) + 1
  const region = service > 0 ? text.indexOf(':', service) + 1 : 0
  const account = region > 0 ? text.indexOf(':', region) + 1 : 0
  const resource = account > 0 ? text.indexOf(':', account) + 1 : 0
  if (resource === 0 || resource === text.length || service === 5 || region === service + 1) return null
  return {
    partition: text.slice(4, service - 1),
    service: text.slice(service, region - 1),
    region: text.slice(region, account - 1),
    account: text.slice(account, resource - 1),
    resource: text.slice(resource)
  }
}

/** The twelve digits of the account an ARN belongs to; null where it names none, as `arn:aws:iam::aws:policy/…` does not. */
export function accountOfArn(text: string): string | null {
  const account = parseArn(text)?.account
  return account !== undefined && isAccountId(account) ? account : null
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text)
}

/** The root user of an account, `arn:aws:iam::111122223333:root`, by the whole ARN: a user may be named `root` too. */
export function isRootArn(text: string): boolean {
  return text.endsWith(':root') && parseArn(text)?.service === 'iam' && parseArn(text)?.resource === 'root'
}

/** Policies that AWS owns carry `aws` where the account stands, in every partition. */
export function isAwsManagedArn(text: string): boolean {
  return parseArn(text)?.account === 'aws'
}

/** The name at the end of an IAM ARN, without type and path: `arn:…:user/division/ada` is `ada`. */
export function nameOfArn(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1)
}
