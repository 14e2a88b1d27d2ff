/** Of a collection script: what it asked, as whom, and the digests of what it wrote. */
import { account } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

export const ofCollections: readonly Seed[] = [
  {
    kind: 'collection-manifest',
    content:
      'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand\n' +
      `accounts/${account}/password-policy.json\t0\t-\t1\t${'ab'.repeat(32)}\t2026-01-31T11:00:00Z\t1\t${account}\tglobal\taws iam get-account-password-policy\n` +
      `accounts/${account}/x.json\t254\tAccessDenied\t0\t-\t2026-01-31T11:00:00Z\t1\t${account}\teu-west-1\taws cloudtrail get-trail-status --name x\n`
  },
  {
    kind: 'collector-record',
    content:
      'collector=collect-aws-exports.sh 1.0\nstarted_utc=2026-01-31T11:00:00Z\naws_cli=aws-cli/2.31.0\n' +
      `caller_account=${account}\ncaller_arn=arn:aws:sts::${account}:assumed-role/r/s\noptions=org:0\nfinished_utc=2026-01-31T11:30:00Z\ncalls=8\n`,
    name: 'exports/collector.txt'
  },
  {
    kind: 'checksums',
    content: `${'ab'.repeat(32)}  accounts/${account}/password-policy.json\n${'cd'.repeat(32)} *./manifest.tsv\n`,
    name: 'exports/SHA256SUMS'
  }
]
