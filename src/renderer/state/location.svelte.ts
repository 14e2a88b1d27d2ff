/** Where the auditor is: one screen with its parameters, and the way back and forward. */
import type { Edition } from '../../shared/editions.ts'
import type { ExplorerQuery, PopulationKind } from '../../shared/records/explorer.ts'
import type { EvidenceState } from '../../shared/records/evidence.ts'
import type { EvidenceType, Topic } from '../../shared/vocabulary.ts'

/** What each screen can be told when it is opened; also what `location.update` keeps, so that going back restores it. */
export interface ScreenParameters {
  readonly welcome: Nothing
  readonly overview: {
    readonly matrix?: 'exceptions' | 'coverage'
    /** The marked cell of the matrix. */
    readonly account?: string
    readonly topic?: Topic
  }
  readonly import: {
    readonly source?: number
    /** The only files listed, as the completeness matrix names them; all where empty. */
    readonly sources?: readonly number[]
    readonly show?: 'files' | 'problems' | 'requests'
  }
  readonly checklist: {
    /** null for our own. */
    readonly checklist?: string | null
    readonly control?: string
    /** Where the control stands in the checklist of a framework; null for the first place of it. */
    readonly section?: string | null
    /** null for all accounts. */
    readonly account?: string | null
    /** null for every topic. */
    readonly topic?: Topic | null
    readonly show?: 'all' | 'to-do' | 'exceptions'
  }
  readonly population: {
    /** What is looked at; what was last looked at of the kind where absent. */
    readonly query?: ExplorerQuery
    readonly kind?: PopulationKind
  }
  readonly organization: {
    readonly part?: 'guardrails' | 'policies' | 'ceiling'
    /** The marked account, guardrail and policy. */
    readonly account?: string
    readonly guardrail?: string
    readonly policy?: string
  }
  readonly findings: {
    /** `F-2026-001`; the first on display where absent. */
    readonly finding?: string
    readonly view?: 'list' | 'board' | 'dates'
    /** Shows also what is closed or withdrawn. */
    readonly over?: boolean
  }
  readonly evidence: {
    /** `E-0001`; the first on display where absent. */
    readonly evidence?: string
    /** Where in it; '' for the whole. */
    readonly place?: string
    readonly search?: string
    /** null for every one, here and below. */
    readonly type?: EvidenceType | null
    readonly state?: EvidenceState | 'damaged' | null
    readonly period?: string | null
    readonly control?: string | null
    readonly finding?: string | null
  }
  readonly compare: {
    /** Labels of two months; the newest two where absent. */
    readonly from?: string
    readonly to?: string
    readonly show?: 'all' | 'worse' | 'better' | 'neutral' | 'cannot-tell'
  }
  readonly months: {
    /** The label; the open one where absent. */
    readonly period?: string
  }
  readonly workbook: {
    readonly sheet?: string
    readonly edition?: Edition
    /** The sheets where absent. */
    readonly part?: 'returns' | 'report' | 'exports'
    /** The reference of a returned workbook. */
    readonly return?: string
  }
  readonly 'sign-off': Nothing
  readonly 'audit-log': {
    readonly search?: string
    /** null for everybody, and for every kind of thing. */
    readonly actor?: string | null
    readonly entity?: string | null
  }
  readonly settings: Nothing
}
type Nothing = Readonly<Record<never, never>>

export type ScreenName = keyof ScreenParameters
export type Place = {
  [Screen in ScreenName]: { readonly screen: Screen; readonly params: ScreenParameters[Screen] }
}[ScreenName]

const longestTrail = 100

class Location {
  current: Place = $state.raw({ screen: 'welcome', params: {} })
  #before: readonly Place[] = $state.raw([])
  #after: readonly Place[] = $state.raw([])

  get canGoBack(): boolean {
    return this.#before.length > 0
  }

  get canGoForward(): boolean {
    return this.#after.length > 0
  }

  /** Opens a screen; the place left behind is one step back. */
  go<Screen extends ScreenName>(screen: Screen, params: ScreenParameters[Screen] = {}): void {
    this.#before = [...this.#before, this.current].slice(-longestTrail)
    this.#after = []
    this.current = { screen, params } as Place
  }

  /** Changes parameters of the open screen without adding a step: selection, filter, account. */
  update<Screen extends ScreenName>(screen: Screen, params: ScreenParameters[Screen]): void {
    if (this.current.screen !== screen) return
    this.current = { screen, params: { ...this.current.params, ...params } } as Place
  }

  back(): void {
    const place = this.#before.at(-1)
    if (place === undefined) return
    this.#before = this.#before.slice(0, -1)
    this.#after = [this.current, ...this.#after]
    this.current = place
  }

  forward(): void {
    const [place, ...rest] = this.#after
    if (place === undefined) return
    this.#before = [...this.#before, this.current]
    this.#after = rest
    this.current = place
  }

  /** Forgets the trail: another engagement was opened, its places mean nothing there. */
  restart(screen: 'welcome' | 'overview' | 'import'): void {
    this.#before = []
    this.#after = []
    this.current = { screen, params: {} }
  }
}

export const location = new Location()
