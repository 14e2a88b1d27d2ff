/** Finds the trail an answer of CloudTrail is about, also where only the command or the file's name says so. */
import { accountOfArn, parseArn } from '../../iam/arn.ts'
import type { Coverage, Reading } from '../importer.ts'
import { lastOfName } from './ids-in-name.ts'

/** The answers that name no trail, or not always. */
type Answer = 'trail-status' | 'event-selectors' | 'insight-selectors'

/** The trail's ARN or name, from the option of the command, else from the file's name; null where neither says. */
export function trailOf(reading: Reading, answer: Answer): string | null {
  return (
    reading.option(answer === 'trail-status' ? 'name' : 'trail-name') ?? trailInName(reading.name, answer)
  )
}

/** `cloudtrail-get-trail-status.main.json` → `main`; an ARN may stand there with `%3A` and `%2F` for its colons and slashes. */
export function trailInName(name: string, answer: Answer): string | null {
  const { base } = lastOfName(name)
  const rest = new RegExp(`(?<![A-Za-z])${answer.replace('-', '[-_]')}[._-](.{1,400})$`, 'i').exec(base)?.[1]
  if (rest === undefined) return null
  const trail = unescaped(rest)
  return trailName.test(trail) || trailArn.test(trail) ? trail : null
}

/** Notes that an answer stands for a trail nobody names. */
export function noteWithoutTrail(reading: Reading, answer: Answer): void {
  reading.note({
    level: 'warning',
    sentence: `Neither the file nor its name says of which trail it is: name it cloudtrail-get-${answer}.<name of the trail>.json, or import it with its collection manifest.`
  })
}

/** The trail an answer is about, its account and its home region; '' where nothing says. */
export interface TrailScope {
  readonly account: string
  readonly trail: string
  readonly region: string
}

export interface TrailScopes {
  /** The scope of an answer by the ARN in it, else by what the file says where it holds no other answer. */
  of(arn: string | null, isAlone: boolean): TrailScope
  /** Covers every trail met, or that of the file where none was; an answer for a trail nobody names proves nothing. */
  cover(state: Coverage): void
}

export function trailScopesOf(reading: Reading, answer: Answer): TrailScopes {
  const met = new Map<string, TrailScope>()

  function of(arn: string | null, isAlone: boolean): TrailScope {
    const trail = arn ?? (isAlone ? trailOf(reading, answer) : null) ?? ''
    const scope = {
      account: accountOfArn(trail) ?? reading.accountHint ?? '',
      trail,
      region: parseArn(trail)?.region ?? reading.region ?? ''
    }
    met.set(`${scope.account}/${trail}`, scope)
    return scope
  }

  return {
    of,
    cover(state) {
      if (met.size === 0) of(null, true)
      for (const { account, trail } of met.values())
        if (trail === '') reading.covers(account, reading.name, 'partial')
        else reading.covers(account, trail, state)
      if ([...met.values()].some(({ trail }) => trail === '')) noteWithoutTrail(reading, answer)
    }
  }
}

/** Names of 3 to 128 letters, digits, periods, underscores and dashes (CloudTrail user guide, naming requirements). */
const trailName = /^[A-Za-z0-9][\w.-]{2,127}$/
const trailArn = /^arn:aws[a-z-]{0,16}:cloudtrail:[a-z0-9-]{1,40}:\d{12}:[a-z]+\/[\w.-]{1,128}$/

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
