/** A column of a DataGrid, as its screen declares it. */
export interface GridColumn {
  readonly key: string
  /** The unit stands here, not in the cells. */
  readonly title: string
  /** In pixels; the least it gets. */
  readonly width: number
  /** Its share of what is left over; none where absent. */
  readonly grow?: number
  /** `end` for numbers. */
  readonly align?: 'start' | 'end'
  readonly mono?: boolean
}

/** The column rows are ordered by. */
export interface GridOrder {
  readonly key: string
  readonly descending: boolean
}

/** How a row is picked: by itself, or with all between it and the last picked or marked one. */
export type Pick = 'toggle' | 'extend'
