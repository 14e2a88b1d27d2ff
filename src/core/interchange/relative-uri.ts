/** The name of a received file as a relative URI: every part of its path escaped, none that leads upwards. */
export function relativeUri(name: string): string {
  return name
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '..' && part !== '.')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/')
}
