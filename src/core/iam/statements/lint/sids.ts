/** Whether the names of statements can tell them apart. */
import { element, quote, type Lint, type LintedDocument } from './lint.ts'

/** Rules `duplicate-sid` and `invalid-sid`; policies of resources may hold more characters (IAM JSON policy elements: Sid). */
export function* lintSids({ statements }: LintedDocument): Generator<Lint> {
  const seen = new Map<string, string>()
  for (const { n, name, elements } of statements) {
    const sid = element(elements, 'Sid')
    if (sid === undefined || sid === '') continue
    if (typeof sid !== 'string') {
      yield { rule: 'invalid-sid', n, detail: `${name} has a Sid that is no text` }
      continue
    }
    const first = seen.get(sid)
    if (first === undefined) seen.set(sid, name)
    else yield { rule: 'duplicate-sid', n, detail: `${name} has the Sid ${quote(sid)} of ${first} again` }
    if (!/^[0-9A-Za-z]*$/.test(sid))
      yield {
        rule: 'invalid-sid',
        n,
        detail: `${name} has the Sid ${quote(sid)} with other characters than letters and digits`
      }
  }
}
