/** Reads the archive rules of an analyzer, by which findings are put aside without anybody looking at them. */
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { analyzerNameOf } from './reading/analyzer-answer.ts'
import { BadMember, recordIn, recordOf, requiredText, timeOf, type Member } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'analyzer-archive-rules',
  title: 'Access analyzer archive rules',
  family: 'access',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('rule '),
  command: 'aws accessanalyzer list-archive-rules --analyzer-name <analyzer name> --output json',
  operations: ['ListArchiveRules', 'GetArchiveRule'],
  recognises: (outline) => {
    const rule = keysBelow(outline, 'ArchiveRules') ?? keysBelow(outline, 'ArchiveRule')
    return rule !== undefined && (rule.size === 0 || (rule.has('ruleName') && rule.has('filter')))
  },
  read
}

export default importer

/** The answer names neither analyzer, region nor account. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const analyzer = analyzerNameOf(reading)
  if (outline.error) {
    refuse(outline.error, analyzer, reading)
    return
  }
  const account = reading.accountHint ?? ''
  const alone: string[] = []
  reading.count('archive rules', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      ArchiveRules(member) {
        stateRule(member, account, analyzer, reading)
      }
    },
    values: {
      ArchiveRule(member) {
        alone.push(stateRule(member, account, analyzer, reading))
      }
    }
  })
  if (analyzer === null)
    reading.note({
      level: 'warning',
      sentence:
        "Archive rules are listed, and neither the command nor the file's name says of which analyzer: name the file after it, as accessanalyzer-list-archive-rules.<analyzer name>.json."
    })
  for (const name of alone)
    reading.covers(account, `rule ${name} ${listOf(analyzer, reading)}`.trim(), json.stateOf('ArchiveRule'))
  if (!json.keys.has('ArchiveRules')) return
  if (analyzer === null) reading.covers(account, reading.name, 'partial')
  else reading.covers(account, listOf(analyzer, reading), json.stateOf('ArchiveRules'))
}

/** Answers the rule's name. */
function stateRule(member: Member, account: string, analyzer: string | null, reading: Reading): string {
  const rule = recordOf(member.value)
  const name = requiredText(rule, 'ruleName')
  const filter = recordIn(rule, 'filter')
  if (filter === null) throw new BadMember('`filter` is missing; the rule was left out.')
  reading.fact('access_analyzer_archive_rule', {
    account_id: account,
    analyzer: analyzer ?? '',
    region: reading.region ?? '',
    name,
    filter: JSON.stringify(filter),
    created_at: timeOf(rule, 'createdAt', member),
    updated_at: timeOf(rule, 'updatedAt', member),
    line: member.line,
    path: member.path
  })
  reading.count('archive rules')
  return name
}

function listOf(analyzer: string | null, reading: Reading): string {
  return `${reading.region ?? ''} ${analyzer ?? ''}`.trim()
}

function refuse(error: SavedError, analyzer: string | null, reading: Reading): void {
  const keys = error.operation === 'ListArchiveRules' ? [listOf(analyzer, reading)] : []
  noteRefusal(error, importer, reading, accountOfRefusal(error, reading), keys)
}
