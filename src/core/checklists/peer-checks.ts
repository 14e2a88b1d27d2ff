/**
 * Which controls the checks of other tools test. `peer-checks.json` holds the names of checks, which are facts, where such a check
 * fails for the same reason as the control; a check that asks for less or more than its control is not in it.
 */
import { controlsTesting, frameworkOf } from './frameworks.ts'
import peerChecks from './peer-checks.json' with { type: 'json' }

type Controls = readonly string[]

const tools: Readonly<Record<string, Readonly<Record<string, Controls>>>> = peerChecks

/**
 * The codes of the controls a check of a tool tests: `controlsOf('Prowler', 'iam_no_root_access_key')` is `ROOT-01`. None where no
 * control is tested by it. Tools go by the names they have in `tool_result`.
 */
export function controlsOf(tool: string, checkId: string): Controls {
  const known = namedIn(tool, checkId)
  if (known.length > 0) return known
  if (tool === 'Powerpipe') return ofPowerpipe(checkId)
  return tool === 'AWS Config' ? ofConfigRule(checkId) : []
}

function namedIn(tool: string, checkId: string): Controls {
  const checks = Object.hasOwn(tools, tool) ? tools[tool] : undefined
  return checks && Object.hasOwn(checks, checkId) ? (checks[checkId] ?? []) : []
}

/**
 * The AWS compliance mod names a control after the number it has in a benchmark: `cis_v300_1_4` is 1.4 of CIS AWS Foundations 3.0,
 * `foundational_security_iam_4` is `IAM.4` of Security Hub.
 */
function ofPowerpipe(checkId: string): Controls {
  const [, major = '', minor = '', number = ''] = /^cis_v(\d)(\d)\d_(\d+(?:_\d+){1,3})$/.exec(checkId) ?? []
  if (number !== '') return ofCis(`${major}.${minor}`, number.replaceAll('_', '.'))
  const control = /^foundational_security_iam_(\d{1,3})$/.exec(checkId)?.[1]
  return control === undefined ? [] : namedIn('Security Hub', `IAM.${control}`)
}

function ofCis(version: string, number: string): Controls {
  const requirement = frameworkOf(`cis-${version}`)?.requirements.find(({ id }) => id === number)
  return requirement ? controlsTesting(requirement) : []
}

/**
 * Rules go by the name their owner gave them, which mostly is that of the managed rule; Security Hub puts its own name before it, and
 * Security Hub and conformance packs put an ending behind it. Managed rules are also named in capitals.
 */
function ofConfigRule(checkId: string): Controls {
  const name = checkId
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^securityhub-/, '')
  const rules = Object.entries(tools['AWS Config'] ?? {})
  return rules.find(([rule]) => name === rule || isWithEnding(name, rule))?.[1] ?? []
}

function isWithEnding(name: string, rule: string): boolean {
  return (
    name.startsWith(`${rule}-`) && /^(?:conformance-pack-)?[a-z0-9]{6,12}$/.test(name.slice(rule.length + 1))
  )
}
