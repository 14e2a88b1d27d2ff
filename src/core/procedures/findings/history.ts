/** What people did with a finding and its follow-up, in the words of its history. */
import type { HistoryEntry } from '../../../shared/records/finding.ts'
import type { Reader } from '../../store/database.ts'

/** By the method that did it. */
const deeds: Readonly<Record<string, string>> = {
  'finding.raise': 'raised the finding',
  'finding.revise': 'revised the wording',
  'finding.rate': 'changed the rating',
  'finding.issue': 'issued the finding',
  'finding.withdraw': 'withdrew the finding',
  'finding.close': 'closed the finding',
  'remediation.respond': 'recorded the response of the client',
  'remediation.plan': 'recorded the plan',
  'remediation.extend': 'recorded an extension of the due date',
  'remediation.start': 'recorded that work goes on',
  'remediation.claim': 'recorded that the client reports it as done',
  'remediation.close': 'closed the remediation',
  'remediation.drop': 'recorded that it no longer applies',
  'milestone.revise': 'recorded a new date of a milestone',
  'milestone.finish': 'recorded a milestone as done',
  'retest.perform': 'retested',
  'risk-acceptance.record': 'recorded a risk acceptance of the client',
  'risk-acceptance.end': 'ended the risk acceptance'
}

/** Which field of an event holds the words given. */
const words = ['reason', 'comment', 'response', 'procedure'] as const

/** The latest first. */
export function historyOf(db: Reader, refs: readonly string[]): HistoryEntry[] {
  return db
    .all<{ at: string; actor: string; action: string; payload: string }>(
      `select at, actor, action, payload
       from audit_event
       where entity in ('finding', 'remediation', 'retest', 'risk-acceptance')
         and entity_id in (select value from json_each(:refs))
       order by seq desc`,
      { refs: JSON.stringify(refs) }
    )
    .flatMap(({ at, actor, action, payload }) => {
      const what = deeds[action]
      return what === undefined ? [] : [{ at, by: actor, what, text: wordsOf(payload) }]
    })
}

function wordsOf(payload: string): string {
  const said = JSON.parse(payload) as Readonly<Record<string, unknown>>
  const [found] = words.flatMap((name) => {
    const value = said[name]
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return found ?? ''
}
