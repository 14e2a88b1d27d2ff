/** Reads the analyzers of IAM Access Analyzer: of what type they are, in which region, and whether they are at work. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { regionOf } from './reading/analyzer-finding.ts'
import { numberOf, recordIn, recordOf, requiredText, textOf, timeOf, type Member } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'analyzers',
  title: 'Access analyzers',
  family: 'access',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('analyzer '),
  command: 'aws accessanalyzer list-analyzers --output json',
  operations: ['ListAnalyzers', 'GetAnalyzer'],
  recognises: (outline) => {
    const analyzer = keysBelow(outline, 'Analyzers') ?? keysBelow(outline, 'Analyzer')
    return analyzer !== undefined && (analyzer.size === 0 || (analyzer.has('arn') && analyzer.has('type')))
  },
  read
}

export default importer

interface Place {
  readonly account: string
  readonly region: string
  readonly arn: string
}

/** A list answers for one region; an account without any analyzer there says so by an empty list. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuse(outline.error, reading)
    return
  }
  const listed: Place[] = []
  const described: Place[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      Analyzers(member) {
        listed.push(stateAnalyzer(member, reading))
      }
    },
    values: {
      Analyzer(member) {
        described.push(stateAnalyzer(member, reading))
      }
    }
  })
  reading.count('analyzers', listed.length + described.length)
  for (const { account, arn } of described)
    reading.covers(account, `analyzer ${arn}`, json.stateOf('Analyzer'))
  if (!json.keys.has('Analyzers')) return
  for (const { account, region } of listed)
    reading.covers(account, listIn(region, reading), json.stateOf('Analyzers'))
  if (listed.length > 0) return
  if (reading.region === null)
    reading.note({
      level: 'warning',
      sentence:
        'The list holds no analyzer, and neither the file nor its name says of which region: put it into a folder named after the region, as eu-west-1.'
    })
  reading.covers(reading.accountHint ?? '', listIn(reading.region ?? '', reading), json.stateOf('Analyzers'))
}

function stateAnalyzer(member: Member, reading: Reading): Place {
  const analyzer = recordOf(member.value)
  const arn = requiredText(analyzer, 'arn')
  const place = {
    account: accountOfArn(arn) ?? reading.accountHint ?? '',
    region: regionOf(arn) ?? reading.region ?? '',
    arn
  }
  const configuration = recordIn(analyzer, 'configuration')
  const unused = configuration && recordIn(configuration, 'unusedAccess')
  reading.fact('access_analyzer', {
    account_id: place.account,
    arn,
    name: textOf(analyzer, 'name') ?? '',
    region: place.region,
    type: requiredText(analyzer, 'type'),
    status: textOf(analyzer, 'status') ?? '',
    unused_access_days: unused && numberOf(unused, 'unusedAccessAge'),
    created_at: timeOf(analyzer, 'createdAt', member),
    last_analyzed_at: timeOf(analyzer, 'lastResourceAnalyzedAt', member),
    line: member.line,
    path: member.path
  })
  return place
}

/** A list asked for one type of analyzer is another answer than the list of all. */
function listIn(region: string, reading: Reading): string {
  return `${region} ${reading.option('type') ?? ''}`.trim()
}

function refuse(error: SavedError, reading: Reading): void {
  const keys = error.operation === 'ListAnalyzers' ? [listIn(reading.region ?? '', reading)] : []
  noteRefusal(error, importer, reading, accountOfRefusal(error, reading), keys)
}
