/** The program's version, taken from its package when the page is built. */
const versions = import.meta.glob<string>('../../../../package.json', { eager: true, import: 'version' })

export const programVersion = Object.values(versions)[0] ?? ''
