/** One finding: its elements, the exceptions with the line each was read from, and what management says and does. */
import type { Block, Table, Text, Tone } from '../../../shared/records/report.ts'
import { itemStates, type FindingItem, type FindingRecord } from '../../../shared/records/finding.ts'
import { findingStates } from '../../../shared/states/finding.ts'
import {
  positions,
  remediationStates,
  retestResults,
  type DueState
} from '../../../shared/states/remediation.ts'
import { severities } from '../../../shared/vocabulary.ts'
import type { ReportRecord } from '../record.ts'
import { worstStanding } from '../tests.ts'
import { anchorOf, code, count, day, joined, month, muted, number, strong } from '../words.ts'

/** Exceptions listed with one finding; the rest stand in the workbook. */
const mostItems = 40

export function finding(one: FindingRecord, record: ReportRecord): readonly Block[] {
  return [
    { kind: 'facts', facts: head(one, record) },
    {
      kind: 'facts',
      facts: [
        { label: 'Condition', value: worded(one.condition) },
        { label: 'Criteria', value: worded(one.criteria) },
        { label: 'Cause', value: worded(one.cause) },
        { label: 'Effect', value: worded(one.effect) },
        { label: 'Recommendation', value: worded(one.recommendation) }
      ]
    },
    ...items(one, record),
    { kind: 'facts', facts: management(one) }
  ]
}

type Fact = { readonly label: string; readonly value: Text; readonly tone?: Tone }

function head(one: FindingRecord, record: ReportRecord): readonly Fact[] {
  const { severity, originalSeverity, control, accounts, exceptions, population, state } = one
  const names = new Map(record.accounts.map(({ id, name }) => [id, name]))
  return [
    {
      label: 'Severity',
      value:
        severity === originalSeverity
          ? severities[severity]
          : `${severities[severity]}, first rated ${severities[originalSeverity].toLowerCase()}`,
      tone: `severity-${severity}`
    },
    { label: 'Control', value: code(control, controlAnchor(one, record)) },
    { label: 'Accounts', value: accounts.map((id) => names.get(id) ?? id).join(', ') },
    {
      label: 'Extent',
      value: `${count(exceptions, 'exception')} in a population of ${number(population)} when it was raised`
    },
    {
      label: 'Raised',
      value:
        record.edition === 'internal'
          ? `${day(one.raisedAt)} by ${one.raisedBy}, in ${month(one.period)}`
          : `${day(one.raisedAt)}, in ${month(one.period)}`
    },
    {
      label: 'State',
      value: one.repeatOf === null ? findingStates[state] : `${findingStates[state]}; repeats ${one.repeatOf}`
    }
  ]
}

/** Where the tests of its control are listed, those with exceptions before others. */
function controlAnchor({ control, accounts }: FindingRecord, { tests }: ReportRecord): string {
  const own = tests.filter((test) => test.control === control && accounts.includes(test.account))
  return anchorOf('outcome', worstStanding(own), control)
}

function worded(text: string): Text {
  return text.trim() === '' ? { text: 'Not written yet.', look: 'muted' } : text
}

const itemTones: Readonly<Record<FindingItem['state'], Tone>> = {
  there: 'fail',
  back: 'fail',
  gone: 'pass',
  'cannot-tell': 'unsure'
}

/** What is still there first. */
const itemOrder: readonly FindingItem['state'][] = ['there', 'back', 'cannot-tell', 'gone']

function items({ ref, items, uncovered }: FindingRecord, { exceptions }: ReportRecord): readonly Block[] {
  if (items.length === 0) return []
  const places = new Map(exceptions.map(({ fingerprint, place, path }) => [fingerprint, { place, path }]))
  const shown = items
    .toSorted((one, other) => itemOrder.indexOf(one.state) - itemOrder.indexOf(other.state))
    .slice(0, mostItems)
  const table: Table = {
    kind: 'table',
    caption:
      shown.length < items.length
        ? `${number(shown.length)} of ${number(items.length)} exceptions of ${ref}; the workbook lists all`
        : `Exceptions of ${ref}`,
    columns: [
      { title: 'Account', share: 17, isCode: true },
      { title: 'Resource', share: 27, isCode: true },
      { title: 'What was found' },
      { title: 'Now', share: 12 },
      { title: 'Source line', share: 14, isCode: true }
    ],
    groups: [
      {
        rows: shown.map((item) => ({
          cells: [
            item.account,
            item.resource,
            item.detail,
            { text: itemStates[item.state], tone: itemTones[item.state] },
            lineOf(places.get(item.fingerprint))
          ]
        }))
      }
    ]
  }
  return [
    table,
    ...(uncovered === 0
      ? []
      : [
          {
            kind: 'paragraph' as const,
            text: `${count(uncovered, 'further exception')} of the same control in these accounts ${uncovered === 1 ? 'is' : 'are'} not part of this finding.`
          }
        ])
  ]
}

function lineOf(found: { readonly place: string | null; readonly path: string | null } | undefined): Text {
  if (found?.place == null) return muted('Not in this month')
  const { place, path } = found
  return [
    code(place, anchorOf('source', place.split(':')[0] ?? '')),
    ...(path === null ? [] : [muted(` ${path}`)])
  ]
}

const dueTones: Readonly<Record<DueState['is'], Tone>> = {
  overdue: 'fail',
  'due-soon': 'warn',
  'on-time': 'none'
}

function management({
  state,
  remediation,
  responses,
  dueDates,
  milestones,
  claimedAt,
  retests,
  acceptances
}: FindingRecord): readonly Fact[] {
  if (remediation === null)
    return [
      {
        label: 'Management response',
        value:
          state === 'draft'
            ? 'Not asked yet: the finding is a draft.'
            : { text: 'None is recorded.', look: 'muted' }
      }
    ]
  const response = responses.at(-1)
  const facts: Fact[] = [
    response
      ? {
          label: 'Management response',
          value: [
            strong(`${positions[response.position]}. `),
            `${response.response} `,
            `(${[response.responder, response.responderTitle].filter((word) => word !== '').join(', ')}, ${day(response.recordedAt)})`
          ]
        }
      : { label: 'Management response', value: 'None was received yet.', tone: 'unsure' },
    {
      label: 'Remediation',
      value: [
        code(remediation.ref),
        `: ${remediationStates[remediation.state]}`,
        ...(response && response.action !== '' ? [`. ${response.action}`] : [])
      ]
    },
    { label: 'Owner', value: remediation.owner === '' ? 'Nobody is named yet' : remediation.owner },
    due(remediation, dueDates.length)
  ]
  if (milestones.length > 0)
    facts.push({
      label: 'Milestones',
      value: milestones
        .map(
          ({ n, text, date, doneAt }) =>
            `${String(n)}. ${text}: ${doneAt === null ? `by ${day(date)}` : `done ${day(doneAt)}`}`
        )
        .join('\n')
    })
  if (claimedAt !== null) facts.push({ label: 'Said to be done', value: `${day(claimedAt)}, by the client` })
  if (retests.length > 0)
    facts.push({
      label: 'Retests',
      value: retests
        .map(
          ({ ref, result, period, performedAt }) =>
            `${ref}, ${month(period)}: ${retestResults[result].toLowerCase()}, ${day(performedAt)}`
        )
        .join('\n')
    })
  if (acceptances.length > 0)
    facts.push({
      label: 'Risk acceptance',
      value: joined(acceptances.map(({ ref }) => code(ref, anchorOf('acceptance', ref))))
    })
  return facts
}

function due({ originalDue, due, dueState }: NonNullable<FindingRecord['remediation']>, dates: number): Fact {
  if (due === null) return { label: 'Due', value: 'No date is agreed yet', tone: 'unsure' }
  const words = [
    day(due),
    ...(originalDue !== null && originalDue !== due
      ? [`first ${day(originalDue)}, extended ${count(dates - 1, 'time')}`]
      : []),
    ...(dueState?.is === 'overdue' ? [`overdue for ${count(-dueState.days, 'day')}`] : []),
    ...(dueState?.is === 'due-soon' ? [`${count(dueState.days, 'day')} left`] : [])
  ]
  return { label: 'Due', value: words.join('; '), ...(dueState ? { tone: dueTones[dueState.is] } : {}) }
}
