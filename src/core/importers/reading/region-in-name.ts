/** Finds the AWS region in the name of a file: a folder of its own (`regions/eu-west-1/`) or a word of the name. */

const region = /(?<![A-Za-z0-9-])[a-z]{2}(?:-[a-z]+){1,3}-\d(?![A-Za-z0-9])/g

/** `us-east-1`, `us-gov-west-1`, `ap-southeast-2`; the segment nearest to the file first. null where none is named. */
export function regionIn(name: string): string | null {
  for (const segment of name.split(/[\\/]/).reverse()) {
    const found = segment.match(region)?.at(-1)
    if (found !== undefined) return found
  }
  return null
}
