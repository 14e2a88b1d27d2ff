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
