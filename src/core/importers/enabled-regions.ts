/** Reads which regions are enabled in an account, as Account Management or EC2 lists them. */
import type { Importer, Outline, Reading } from './importer.ts'
import { accountOption } from './reading/account-id.ts'
import { recordOf, requiredText, textOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'enabled-regions',
  title: 'Enabled regions',
  family: 'detection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws account list-regions --output json',
  operations: ['ListRegions', 'DescribeRegions'],
  recognises(outline) {
    const region = keysBelow(outline, 'Regions')
    return region !== undefined && (region.has('RegionName') || region.has('regionName'))
  },
  read
}

export default importer

/** Account Management and EC2 have words of their own for a region that nobody may use (their API references). */
const disabled = new Set(['DISABLED', 'DISABLING', 'not-opted-in'])

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), [''])
    return
  }
  const account = accountOption(reading) ?? reading.accountHint ?? ''
  const json = readJson(chunks, outline, reading, {
    lists: {
      Regions(member) {
        const region = recordOf(member.value)
        const status = textOf(region, 'RegionOptStatus') ?? textOf(region, 'OptInStatus') ?? ''
        reading.fact('enabled_region', {
          account_id: account,
          region: requiredText(region, 'RegionName'),
          is_enabled: disabled.has(status) ? 0 : 1,
          line: member.line,
          path: member.path
        })
        reading.count('regions')
      }
    }
  })
  reading.covers(account, '', json.stateOf('Regions'))
}
