/** What a command says while it works: progress on standard error, and only where a person watches. */
export interface Terminal {
  /** Whether `--json` was given. */
  readonly isJson: boolean
  /** A line of the command's output, at once. */
  print(line: string): void
  /** A line beside the output. */
  tell(line: string): void
  /** Shows how far a job is; draws over what it showed before. */
  progress(label: string, done: number, total: number): void
  /** Takes the progress away. */
  settle(): void
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>

/** A terminal over two streams; the bar is drawn where `error` is a terminal. */
export function openTerminal(isJson: boolean, output: Stream, error: Stream): Terminal {
  let drawnAt = 0
  let isDrawn = false
  return {
    isJson,
    print(line) {
      settle()
      output.write(`${visible(line)}\n`)
    },
    tell(line) {
      settle()
      error.write(`${visible(line)}\n`)
    },
    progress(label, done, total) {
      const now = performance.now()
      const isEnd = done >= total
      if (!error.isTTY || (now - drawnAt < redrawEvery && !isEnd)) return
      drawnAt = now
      isDrawn = true
      error.write(`\r${bar(label, done, total, error.columns || undefined)}\u001b[K`)
    },
    settle
  }

  function settle(): void {
    if (isDrawn) error.write('\r\u001b[K')
    isDrawn = false
  }
}

/** The line of a bar, never wider than the terminal; one that does not say its width counts as 80. */
export function bar(label: string, done: number, total: number, columns = 80): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
  const filled = Math.round(share * barWidth)
  const head = `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${String(Math.floor(share * 100)).padStart(3)} % `
  return `${head}${visible(label).replaceAll('\n', '\uFFFD')}`.slice(0, Math.max(0, columns - 1))
}

/** Names and sentences quote a client's files; a control character in them must not steer the terminal. */
function visible(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '\uFFFD')
}

const barWidth = 24
const redrawEvery = 80
