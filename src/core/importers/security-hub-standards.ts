/** Reads the standards that Security Hub checks a region against. */
import type { Importer, Outline, Reading } from './importer.ts'
import { recordOf, requiredText, textOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { coverHubOff, isHubOff } from './reading/security-hub-off.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'security-hub-standards',
  title: 'Security Hub standards',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws securityhub get-enabled-standards --output json',
  operations: ['GetEnabledStandards'],
  recognises: (outline) => hasKey(outline, 'StandardsSubscriptions'),
  read
}

export default importer

/** Where Security Hub is off no standard is on. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const scopes = scopesOf(reading)
  if (outline.error) {
    if (isHubOff(outline.error)) coverHubOff(outline.error, reading, 'standards')
    else refuseRegional(outline.error, importer, reading)
    return
  }
  const json = readJson(chunks, outline, reading, {
    lists: {
      StandardsSubscriptions(member) {
        const subscription = recordOf(member.value)
        const arn = requiredText(subscription, 'StandardsSubscriptionArn')
        const standard = requiredText(subscription, 'StandardsArn')
        const { account, region } = scopes.of(arn)
        reading.fact('security_hub_standard', {
          account_id: account,
          region,
          standard_arn: standard,
          subscription_arn: arn,
          status: textOf(subscription, 'StandardsStatus') ?? '',
          line: member.line,
          path: member.path
        })
        reading.count('standards')
      }
    }
  })
  reading.count('standards', 0)
  scopes.cover(json.stateOf('StandardsSubscriptions'))
}
