/** The keys a statement's Condition block names, as spelled, each once; none for a statement without one. */
export function conditionKeys(condition: string | null): readonly string[] {
  if (condition === null) return []
  const blocks = Object.values(JSON.parse(condition) as Readonly<Record<string, unknown>>)
  const keys = blocks.flatMap((block) =>
    typeof block === 'object' && block !== null ? Object.keys(block) : []
  )
  return [...new Set(keys)]
}
