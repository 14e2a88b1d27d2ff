/** The report as it crosses the bridge: a document of sections that a page draws and a file is written from. Times are ISO-8601 UTC text. */
import type { Edition } from '../editions.ts'
import type { Severity } from '../vocabulary.ts'

/** `final` has no review notes, and names who worked only where they signed. */
export const reportEditions = ['internal', 'final'] as const satisfies readonly Edition[]
export type ReportEdition = (typeof reportEditions)[number]

/** `html`: one file that needs nothing else. `pdf`: the same page, printed. */
export const reportFormats = { html: 'HTML', pdf: 'PDF' } as const
export type ReportFormat = keyof typeof reportFormats

/** What a colour stands for; a word or a number always says it too. */
export type Tone = 'pass' | 'fail' | 'warn' | 'info' | 'unsure' | 'none' | `severity-${Severity}`

/** A stretch of text; `to` names the anchor it leads to. */
export interface Run {
  readonly text: string
  readonly to?: string
  readonly look?: 'strong' | 'mono' | 'muted'
}
export type Phrase = string | Run
export type Text = Phrase | readonly Phrase[]

export interface Cell {
  readonly text: Text
  readonly tone?: Tone
}

/** A run has a text that is a string, and no tone. */
export function isCell(value: Text | Cell): value is Cell {
  return typeof value === 'object' && 'text' in value && (typeof value.text !== 'string' || 'tone' in value)
}

export interface TableColumn {
  readonly title: Text
  readonly align?: 'start' | 'end' | 'middle'
  /** Of the table's width, in hundredths; the rest is shared. */
  readonly share?: number
  /** Names and numbers that may break anywhere. */
  readonly isCode?: true
}

export interface TableRow {
  readonly anchor?: string
  readonly cells: readonly (Text | Cell)[]
}

export interface TableGroup {
  readonly anchor?: string
  /** Above its rows; none where the table has one group only. */
  readonly title?: Text
  readonly rows: readonly TableRow[]
}

export interface Table {
  readonly kind: 'table'
  readonly caption: string
  readonly columns: readonly TableColumn[]
  readonly groups: readonly TableGroup[]
}

/** A drawing in its own coordinates, from the upper left. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly title: string
  /** The same in words. */
  readonly description: string
  readonly shapes: readonly Shape[]
}

export type Shape =
  | {
      readonly kind: 'area'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly tone: Tone
    }
  | {
      readonly kind: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
    }
  | {
      readonly kind: 'label'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly align: 'start' | 'middle' | 'end'
      /** `inside` lies on an area of this tone. */
      readonly look: 'plain' | 'strong' | 'muted' | { readonly inside: Tone }
    }

export interface Figure {
  readonly value: string
  readonly label: string
  readonly note: string
  /** The anchor of the rows it counts. */
  readonly to: string
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'notice'; readonly tone: Tone; readonly title: string; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[]; readonly isOrdered?: true }
  | {
      readonly kind: 'facts'
      readonly facts: readonly { readonly label: string; readonly value: Text; readonly tone?: Tone }[]
    }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  /** A picture and the table that says the same. */
  | { readonly kind: 'chart'; readonly picture: Picture; readonly table: Table }
  | Table

export interface Section {
  readonly anchor: string
  readonly title: string
  readonly blocks: readonly Block[]
  readonly sections?: readonly Section[]
  /** Begins a page where it is printed. */
  readonly onNewPage?: true
}

export interface Report {
  /** "AWS IAM review, January 2026" */
  readonly title: string
  readonly clientName: string
  /** "Internal edition. Draft: the period is in fieldwork." */
  readonly status: string
  /** What every printed page carries: whose, and which report it is. */
  readonly running: { readonly head: string; readonly foot: string }
  readonly cover: readonly Block[]
  readonly sections: readonly Section[]
  /** SHA-256 over the record it was made of, whenever and by whom it is issued. */
  readonly dataRoot: string
}

/** A report that was issued and is kept. */
export interface IssuedReport {
  readonly id: number
  readonly edition: ReportEdition
  readonly format: ReportFormat
  readonly version: number
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly issuedBy: string
  readonly issuedAt: string
  readonly dataRoot: string
}

export interface ReportOverview {
  /** Of the open period, the newest first. */
  readonly issued: readonly IssuedReport[]
  /** Why the final edition cannot be issued now; null where it can. */
  readonly whyNoFinal: string | null
}
