/** Reads the rules of AWS Config in a region: what each evaluates, and whose code does it. */
import type { Importer, Outline, Reading } from './importer.ts'
import { recordIn, recordOf, requiredText, textOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'config-rules',
  title: 'Config rules',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws configservice describe-config-rules --output json',
  operations: ['DescribeConfigRules'],
  recognises: (outline) => hasKey(outline, 'ConfigRules'),
  read
}

export default importer

/** `InputParameters` is JSON inside a text and kept as it is. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuseRegional(outline.error, importer, reading)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      ConfigRules(member) {
        const rule = recordOf(member.value)
        const name = requiredText(rule, 'ConfigRuleName')
        const arn = textOf(rule, 'ConfigRuleArn')
        const { account, region } = scopes.of(arn)
        const source = recordIn(rule, 'Source')
        reading.fact('config_rule', {
          account_id: account,
          region,
          name,
          arn,
          owner: source && textOf(source, 'Owner'),
          identifier: source && textOf(source, 'SourceIdentifier'),
          parameters: textOf(rule, 'InputParameters'),
          state: textOf(rule, 'ConfigRuleState'),
          line: member.line,
          path: member.path
        })
        reading.count('rules')
      }
    }
  })
  reading.count('rules', 0)
  scopes.cover(json.stateOf('ConfigRules'))
}
