/** Reads whether a trail looks for unusual rates of calls and errors, or AWS's answer that it does not. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { listOf, recordOf, requiredText, textOf } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { hasKey, hasOnlyKeys } from './reading/top-keys.ts'
import { noteWithoutTrail, trailOf, trailScopesOf } from './reading/trail-in-name.ts'

const importer: Importer = {
  kind: 'trail-insight-selectors',
  title: 'CloudTrail Insights selectors',
  family: 'logging',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws cloudtrail get-insight-selectors --trail-name <trail ARN> --output json',
  operations: ['GetInsightSelectors'],
  recognises: (outline) =>
    hasKey(outline, 'InsightSelectors') ||
    (hasKey(outline, 'TrailARN') && hasOnlyKeys(outline, ['TrailARN'])),
  read
}

export default importer

/** An answer is covered by its trail, or by the event data store it is about. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readError(outline.error, reading)
    return
  }
  const scopes = trailScopesOf(reading, 'insight-selectors')
  const state = readAnswers(chunks, outline, reading, answerKeys, (answer, { line, path }, isAlone) => {
    const arn = textOf(answer, 'TrailARN') ?? textOf(answer, 'EventDataStoreArn')
    const { account, trail, region } = scopes.of(arn, isAlone)
    const types = listOf(answer, 'InsightSelectors').map((value) =>
      requiredText(recordOf(value), 'InsightType')
    )
    for (const type of types) {
      reading.fact('trail_insight_selector', { account_id: account, trail, region, type, line, path })
      reading.count('selectors')
    }
  })
  reading.count('selectors', 0)
  scopes.cover(state)
}

const answerKeys = {
  values: ['TrailARN', 'EventDataStoreArn', 'InsightsDestination'],
  lists: ['InsightSelectors']
}

/** `InsightNotEnabledException` is an answer: the trail looks for nothing unusual. */
function readError(error: SavedError, reading: Reading): void {
  const asked = trailInMessage(error.message) ?? trailOf(reading, 'insight-selectors')
  const account = (asked && accountOfArn(asked)) ?? accountOfRefusal(error, reading)
  if (error.code !== 'InsightNotEnabledException') {
    noteRefusal(error, importer, reading, account, [asked ?? reading.name])
    return
  }
  reading.note({
    level: 'info',
    sentence: `AWS answered that CloudTrail Insights is not turned on${asked === null ? '' : ` for ${asked.slice(0, 200)}`}.`
  })
  reading.count('selectors', 0)
  reading.covers(account, asked ?? reading.name, asked === null ? 'partial' : 'complete')
  if (asked === null) noteWithoutTrail(reading, 'insight-selectors')
}

function trailInMessage(message: string): string | null {
  return (
    /arn:aws[a-z-]{0,16}:cloudtrail:[a-z0-9-]{1,40}:\d{12}:trail\/[\w.-]{1,128}/.exec(message)?.[0] ?? null
  )
}
