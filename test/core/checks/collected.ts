/** A collection that ended, for tests of checks: it asked AWS which regions are enabled, and then each of them. */
import type { Estate } from './database.ts'

/** The regions that the collection found enabled; where a kind is named, all of them answer it whole. */
export function collected(estate: Estate, regions: readonly string[], ...kinds: readonly string[]): void {
  estate.answers('collector-record', '')
  estate.fact('collection_call', {
    account_id: '111122223333',
    command: 'aws ec2 describe-regions --query "Regions[].RegionName"'
  })
  for (const region of regions)
    estate.fact('collection_call', {
      account_id: '111122223333',
      command: `aws cloudtrail describe-trails --region ${region}`
    })
  for (const kind of kinds) estate.answers(kind, ...regions)
}
