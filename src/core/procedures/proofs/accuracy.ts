/** C6-C9, A1 and A2: whether what was received is what AWS said, of the right account and the right day. */
import { asOfOrigins } from '../../../shared/vocabulary.ts'
import { isoOf, secondsOf } from '../as-of.ts'
import { isOwn, type Known, type ProvedSource } from './known.ts'
import { compared, notApplicable, notPerformed, type ProofDefinition } from './proof-definition.ts'

const identity: ProofDefinition = {
  code: 'C6',
  title: 'The account it says',
  prove({ name, accounts, kind }, { callers, calls }) {
    const head = { code: 'C6', title: 'The account it says' }
    if (accounts.length === 0) return notApplicable(head, 'The export is of no single account.')
    const told = calls.get(name)?.account
    const folder = /(?:^|[\\/])(\d{12})(?=[\\/])/.exec(name)?.[1]
    const claimed = told ?? folder
    const caller =
      accounts.length === 1 && kind !== 'caller-identity' ? callers.get(accounts[0] ?? '') : undefined
    if (claimed !== undefined)
      return compared(
        head,
        accounts.includes(claimed),
        claimed,
        accounts.join(', '),
        told ? `Collection manifest ${calls.get(name)?.manifest ?? ''}` : 'The folder it came in'
      )
    if (caller)
      return compared(head, true, accounts[0] ?? '', accounts.join(', '), `Caller identity ${caller.ref}`)
    return notPerformed(head, 'No folder, manifest or caller identity says whose export it is.')
  }
}

const timing: ProofDefinition = {
  code: 'C7',
  title: 'Made in time',
  prove(source, known) {
    const head = { code: 'C7', title: 'Made in time' }
    const { period, parameters, dateOf } = known
    const account = source.accounts[0] ?? ''
    const date = dateOf(source.id, account)
    if (date.origin === 'received' || date.origin === 'auditor')
      return notPerformed(head, 'The export holds no date and no manifest gives one.')
    const end = endOf(period)
    const day = 86_400
    const window = parameters.exportWindowDays * day
    const isInWindow = Math.abs(date.at - end) <= window
    const spread = spreadOf(source, account, known)
    const hours = Math.round(spread / 3600)
    const isTogether = spread <= parameters.exportSpreadHours * 3600
    return compared(
      head,
      isInWindow && isTogether,
      `Within ${parameters.exportWindowDays} days of ${isoOf(end).slice(0, 10)}, and within ${parameters.exportSpreadHours} hours of the other exports of its account`,
      `${isoOf(date.at)} (${asOfOrigins[date.origin]})${isTogether ? '' : `; ${hours} hours from another export of the account`}`,
      `The period ${period.label}`
    )
  }
}

/** The period's given date, or the last second of its month. */
function endOf({ label, asOf }: Known['period']): number {
  if (asOf !== null) return secondsOf(asOf)
  const [year = 0, month = 0] = label.split('-').map(Number)
  return Date.UTC(year, month, 1) / 1000 - 1
}

/** Seconds between a source and the export of its account farthest from it, among those that carry a date of their own. */
function spreadOf(source: ProvedSource, account: string, { spans, dateOf }: Known): number {
  const own = dateOf(source.id, account)
  const span = spans.get(account)
  return span && isOwn(own.origin) ? Math.max(span.last - own.at, own.at - span.first) : 0
}

const generator: ProofDefinition = {
  code: 'C8',
  title: 'Made by the agreed role',
  prove({ accounts }, { callers, period }) {
    const head = { code: 'C8', title: 'Made by the agreed role' }
    const caller = callers.get(accounts[0] ?? '')
    if (!caller) return notPerformed(head, 'No caller identity of the account was received.')
    if (period.agreedCaller === null)
      return {
        ...notPerformed(head, `${caller.arn}; the role agreed with the client is not recorded yet.`),
        origin: `Caller identity ${caller.ref}`
      }
    const agreed = period.agreedCaller
    const isAgreed = caller.arn === agreed || caller.arn.split(/[:/]/).includes(agreed)
    return compared(
      head,
      isAgreed,
      agreed,
      caller.arn,
      `Agreed with the client; caller identity ${caller.ref}`
    )
  }
}

const transfer: ProofDefinition = {
  code: 'C9',
  title: 'Unchanged on its way',
  prove({ name, sha256 }, { calls }) {
    const head = { code: 'C9', title: 'Unchanged on its way' }
    const call = calls.get(name)
    if (!call?.sha256)
      return notPerformed(head, `No checksum came with it; its SHA-256 was first taken at receipt: ${sha256}`)
    return compared(
      head,
      call.sha256 === sha256,
      call.sha256,
      sha256,
      `Checksums of the client, ${call.manifest}`
    )
  }
}

const agreement: ProofDefinition = {
  code: 'A1',
  title: 'Agrees to a live observation',
  prove({ id }, { observations }) {
    const head = { code: 'A1', title: 'Agrees to a live observation' }
    const seen = observations.get(id)
    if (!seen) return notPerformed(head, 'Nobody has compared records of it with what the console shows yet.')
    return compared(
      head,
      seen.agrees,
      'Records agree to the console or the API, seen live',
      seen.sentence,
      `${seen.by}, ${seen.at.slice(0, 16).replace('T', ' ')} UTC`
    )
  }
}

const form: ProofDefinition = {
  code: 'A2',
  title: 'As AWS wrote it',
  prove({ name, sha256, rewriting }, { calls }) {
    const head = { code: 'A2', title: 'As AWS wrote it' }
    const call = calls.get(name)
    const isUnchanged = call?.sha256 === sha256
    return compared(
      head,
      rewriting === '' || isUnchanged,
      'No sign of another program in its bytes',
      rewriting === '' ? 'None' : isUnchanged ? `${rewriting}, already when it was collected` : rewriting,
      isUnchanged ? `The file itself; checksums of the client, ${call.manifest}` : 'The file itself'
    )
  }
}

export const accuracyProofs: readonly ProofDefinition[] = [
  identity,
  timing,
  generator,
  transfer,
  agreement,
  form
]
