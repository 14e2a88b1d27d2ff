/** Shows a place of a piece of evidence: the lines around it, or the element at a JSON pointer, never more than a screen takes. */
import { WorkbenchError } from '../../shared/errors.ts'
import { fileKindOf, readLocator } from '../../shared/locator.ts'
import type { EvidenceExcerpt } from '../../shared/records/evidence.ts'
import type { Reader } from '../store/database.ts'
import { decoded, elementAtPointer } from './evidence/place.ts'
import { pieceNamed } from './evidence/piece.ts'
import { procedure } from './procedure.ts'

const linesBefore = 8
const mostLines = 400
const longestLine = 2000

export default procedure('evidence.excerpt', ({ db }, { evidence, locator }): EvidenceExcerpt => {
  const piece = pieceNamed(db, evidence)
  const kind = fileKindOf(piece)
  const answer = readLocator(locator, kind)
  if ('problem' in answer) throw new WorkbenchError('input-invalid', answer.problem)
  const place = answer.locator
  if (kind !== 'text' && kind !== 'json')
    throw new WorkbenchError('not-allowed', `${piece.fileName} is not shown here. Save a copy to open it.`)
  if (place.kind === 'pointer') {
    const found = elementAtPointer(db, piece.object, place.pointer)
    if (typeof found === 'string')
      throw new WorkbenchError('not-found', `${evidence} has no element ${place.pointer} that can be shown.`)
    const lines = found.text.split('\n')
    return {
      firstLine: 1,
      lines: lines.slice(0, mostLines).map(cut),
      marked: null,
      isElement: true,
      clipped: lines.length > mostLines || lines.some((line) => line.length > longestLine)
    }
  }
  const from = place.kind === 'lines' ? place.from : 1
  return {
    ...linesFrom(db, piece.object, Math.max(1, from - linesBefore)),
    marked: place.kind === 'lines' ? [place.from, place.to] : null,
    isElement: false
  }
})

/** Lines from one on, read without ever holding the file. */
function linesFrom(
  db: Reader,
  object: number,
  firstLine: number
): Pick<EvidenceExcerpt, 'firstLine' | 'lines' | 'clipped'> {
  const lines: string[] = []
  let at = 1
  let held = ''
  let clipped = false

  function take(rest: string): void {
    if (at++ < firstLine) return
    const line = held + rest
    if (line.length > longestLine) clipped = true
    lines.push(cut(line))
  }

  for (const text of decoded(db, object)) {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      take(text.slice(from, end))
      held = ''
      from = end + 1
      if (lines.length >= mostLines) return { firstLine, lines, clipped: true }
    }
    if (held.length <= longestLine) held += text.slice(from, from + longestLine + 1)
  }
  if (held !== '') take('')
  return { firstLine, lines, clipped }
}

function cut(line: string): string {
  return line.slice(0, longestLine).replace(/\r$/, '')
}
