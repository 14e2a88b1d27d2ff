/** Reads whether Security Hub is on in a region, or AWS's answer that it is off. */
import type { Importer, Outline, Reading } from './importer.ts'
import { flagOf, requiredText, textOf, timeOf } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { coverHubOff, isHubOff } from './reading/security-hub-off.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'security-hub',
  title: 'Security Hub',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws securityhub describe-hub --output json',
  operations: ['DescribeHub', 'DescribeSecurityHubV2'],
  recognises: (outline) => hasKey(outline, 'HubArn') || hasKey(outline, 'HubV2Arn'),
  read
}

export default importer

/**
 * A region has up to two hubs, that of 2018 and that of 2025 (`describe-security-hub-v2`), which are turned on apart: the first is
 * covered by the region, the second by the region and `/v2`. That a hub is off is an answer.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { error } = outline
  if (error) {
    const key = keyOf(error.operation === 'DescribeSecurityHubV2' ? 2 : 1)
    if (isHubOff(error)) coverHubOff(error, reading, 'hubs', key)
    else refuseRegional(error, importer, reading, key)
    return
  }
  const scopes = { 1: scopesOf(reading), 2: scopesOf(reading) }
  const versions = new Set<1 | 2>()
  const state = readAnswers(chunks, outline, reading, { values: answerKeys }, (answer, member) => {
    const version = textOf(answer, 'HubV2Arn') === null ? 1 : 2
    const arn = requiredText(answer, version === 1 ? 'HubArn' : 'HubV2Arn')
    const { account, region } = scopes[version].of(arn)
    versions.add(version)
    reading.fact('security_hub', {
      account_id: account,
      arn,
      region,
      version,
      subscribed_at: timeOf(answer, 'SubscribedAt', member),
      auto_enables_controls: flagOf(answer, 'AutoEnableControls'),
      finding_generator: textOf(answer, 'ControlFindingGenerator'),
      line: member.line,
      path: member.path
    })
    reading.count('hubs')
  })
  for (const version of versions) scopes[version].cover(state, keyOf(version))
}

const answerKeys = [
  'HubArn',
  'HubV2Arn',
  'SubscribedAt',
  'AutoEnableControls',
  'ControlFindingGenerator',
  'Features'
]

function keyOf(version: 1 | 2): (region: string) => string {
  return (region) => (version === 1 ? region : `${region}/v2`)
}
