/** What changed from one policy document to another: line by line, and within changed lines word by word. */

export interface Difference {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Pairs of lines or words compared at most; beyond, all of it counts as replaced. */
const mostPairs = 16_000_000

/** Documents as their JSON text, whatever its layout; '' for none. What is no JSON is compared as it is written. */
export function documentDifference(from: string, to: string): readonly Difference[] {
  const lines = differenceOf(linesOf(from), linesOf(to))
  const runs: Difference[] = []
  for (let i = 0; i < lines.length; i++) {
    const run = lines[i]
    const next = lines[i + 1]
    if (run?.kind === 'removed' && next?.kind === 'added') {
      runs.push(...differenceOf(wordsOf(run.text), wordsOf(next.text)))
      i++
    } else if (run) runs.push(run)
  }
  return joined(runs)
}

/** The longest common subsequence decides; where both stand at one place, what was removed comes first. */
function differenceOf(from: readonly string[], to: readonly string[]): readonly Difference[] {
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) start++
  let end = 0
  while (end < from.length - start && end < to.length - start && from.at(-1 - end) === to.at(-1 - end)) end++
  const before = from.slice(start, from.length - end)
  const after = to.slice(start, to.length - end)
  return joined([
    ...from.slice(0, start).map((text) => ({ kind: 'same', text }) as const),
    ...middleOf(before, after),
    ...from.slice(from.length - end).map((text) => ({ kind: 'same', text }) as const)
  ])
}

function middleOf(from: readonly string[], to: readonly string[]): readonly Difference[] {
  const removed = (text: string): Difference => ({ kind: 'removed', text })
  const added = (text: string): Difference => ({ kind: 'added', text })
  if (from.length * to.length > mostPairs || from.length === 0 || to.length === 0)
    return [...from.map(removed), ...to.map(added)]
  const common = commonLengths(from, to)
  const width = to.length + 1
  const runs: Difference[] = []
  let i = 0
  let j = 0
  while (i < from.length || j < to.length) {
    const was = from[i]
    const is = to[j]
    if (was !== undefined && was === is) {
      runs.push({ kind: 'same', text: was })
      i++
      j++
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      runs.push(removed(was))
      i++
    } else if (is !== undefined) {
      runs.push(added(is))
      j++
    }
  }
  return runs

  function at(row: number, column: number): number {
    return common[row * width + column] ?? 0
  }
}

/** Of the rests of both lists from every pair of places on. */
function commonLengths(from: readonly string[], to: readonly string[]): Uint32Array {
  const width = to.length + 1
  const lengths = new Uint32Array((from.length + 1) * width)
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        from[i] === to[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
  return lengths
}

function joined(runs: readonly Difference[]): readonly Difference[] {
  const result: { kind: Difference['kind']; text: string }[] = []
  for (const { kind, text } of runs) {
    const last = result.at(-1)
    if (last?.kind === kind) last.text += text
    else result.push({ kind, text })
  }
  return result
}

function linesOf(text: string): readonly string[] {
  if (text === '') return []
  return written(text).match(/[^\n]*\n|[^\n]+/g) ?? []
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_-]+|./gu) ?? []
}

function written(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`
  } catch {
    return text
  }
}
