/** The words for what an entry of the event log did, and to what. */

/** "conclusion.record" → "Conclusion record" is no sentence, but is the name the record itself uses; dashes read as blanks. */
export function actionWords(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  const subject = noun.replaceAll('-', ' ')
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${verb.replaceAll('-', ' ')}`
}

/** What changed, in a line. */
export function changeWords(entry: {
  readonly before: string | null
  readonly after: string | null
  readonly details: string
}): string {
  const { before, after, details } = entry
  if (before === null && after === null) return details
  const change = `${before ?? 'nothing'} → ${after ?? 'nothing'}`
  return details === '' ? change : `${change}; ${details}`
}
