/** The version of the program, as what it hands out names it. */
const versions = import.meta.glob<string>('../../../package.json', { import: 'version', eager: true })

export const programVersion = Object.values(versions)[0] ?? ''
