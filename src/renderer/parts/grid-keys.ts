/** Where a key takes the mark of a grid. */

/** The row a key asks for, also beyond the ends; undefined where the key moves nothing. `seen` rows are on display. */
export function targetOf(key: string, marked: number, seen: number, total: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return marked + 1
    case 'ArrowUp':
      return marked - 1
    case 'PageDown':
      return marked + seen
    case 'PageUp':
      return marked - seen
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return undefined
  }
}
