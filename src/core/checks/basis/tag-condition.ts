/** Condition keys that ask for tags (IAM User Guide: Controlling access to AWS resources using tags). */

/** SQL: whether a key in lower case asks for a tag of the principal, of a resource or of the request, or for the list of its keys. */
export function isTagCondition(key: string): string {
  return `(
                ${key} glob 'aws:principaltag/*'
                or ${key} glob '*:resourcetag/*'
                or ${key} glob '*:requesttag/*'
                or ${key} = 'aws:tagkeys'
              )`
}

/** SQL: whether a key in lower case asks for what stands on the principal or the resource before the request. */
export function isStandingTag(key: string): string {
  return `(${key} glob 'aws:principaltag/*' or ${key} glob '*:resourcetag/*')`
}

/** Whether one of the keys limits which tags a request may set, or on what. */
export function guardsTags(keys: readonly string[]): boolean {
  return keys.some(
    (key) =>
      key === 'aws:tagkeys' ||
      key.startsWith('aws:requesttag/') ||
      /^[a-z0-9-]+:resourcetag\//.test(key) ||
      key.startsWith('aws:principaltag/')
  )
}
