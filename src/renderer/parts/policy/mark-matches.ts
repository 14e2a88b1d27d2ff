/** Marks matches in drawn lines by the CSS Custom Highlight API, which leaves the lines as they are. */
import type { Match } from './find.ts'

/** Names of the two highlights, as the style sheet of the view knows them. */
const every = 'policy-match'
const current = 'policy-match-current'

/** `lines` are the elements whose texts were searched; `at` is the match that is looked at. */
export function markMatches(lines: ArrayLike<Element>, matches: readonly Match[], at: number): void {
  clearMatches()
  const ranges = matches.map((match) => rangeOf(lines[match.line], match))
  const drawn = ranges.filter((range) => range !== null)
  const looked = ranges[at] ?? null
  if (drawn.length > 0) CSS.highlights.set(every, new Highlight(...drawn))
  if (looked === null) return
  const highlight = new Highlight(looked)
  highlight.priority = 1
  CSS.highlights.set(current, highlight)
  looked.startContainer.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

export function clearMatches(): void {
  CSS.highlights.delete(every)
  CSS.highlights.delete(current)
}

function rangeOf(line: Element | undefined, { start, end }: Match): Range | null {
  if (line === undefined) return null
  const range = document.createRange()
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
  let passed = 0
  let isStarted = false
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0
    if (!isStarted && start < passed + length) {
      range.setStart(node, start - passed)
      isStarted = true
    }
    if (isStarted && end <= passed + length) {
      range.setEnd(node, end - passed)
      return range
    }
    passed += length
  }
  return null
}
