/** Reads which events a trail records: management events, data events, reads, writes. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { listOf, recordOf, textOf, type JsonRecord } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey } from './reading/top-keys.ts'
import { readAdvancedSelector, readBasicSelector, type Selector } from './reading/event-selector.ts'
import { trailOf, trailScopesOf } from './reading/trail-in-name.ts'

const importer: Importer = {
  kind: 'trail-event-selectors',
  title: 'CloudTrail event selectors',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws cloudtrail get-event-selectors --trail-name <trail ARN> --output json',
  operations: ['GetEventSelectors'],
  recognises: (outline) => hasKey(outline, 'EventSelectors') || hasKey(outline, 'AdvancedEventSelectors'),
  read
}

export default importer

/** An answer is covered by its trail. A trail without selectors of its own records management events alone, which AWS does not list. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const asked = trailOf(reading, 'event-selectors')
    const account = (asked && accountOfArn(asked)) ?? accountOfRefusal(outline.error, reading)
    noteRefusal(outline.error, importer, reading, account, [asked ?? reading.name])
    return
  }
  const scopes = trailScopesOf(reading, 'event-selectors')
  const state = readAnswers(chunks, outline, reading, answerKeys, (answer, { line, path }, isAlone) => {
    const { account, trail, region } = scopes.of(textOf(answer, 'TrailARN'), isAlone)
    for (const selector of selectorsOf(answer)) {
      reading.fact('trail_event_selector', { account_id: account, trail, region, ...selector, line, path })
      reading.count('selectors')
    }
  })
  reading.count('selectors', 0)
  scopes.cover(state)
}

const answerKeys = { values: ['TrailARN'], lists: ['EventSelectors', 'AdvancedEventSelectors'] }

function selectorsOf(
  answer: JsonRecord
): readonly (Selector & { readonly form: 'basic' | 'advanced'; readonly n: number })[] {
  return [
    ...listOf(answer, 'EventSelectors').map((value, n) => ({
      form: 'basic' as const,
      n,
      ...readBasicSelector(recordOf(value))
    })),
    ...listOf(answer, 'AdvancedEventSelectors').map((value, n) => ({
      form: 'advanced' as const,
      n,
      ...readAdvancedSelector(recordOf(value))
    }))
  ]
}
