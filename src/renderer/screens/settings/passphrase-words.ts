/** What is wrong with a new passphrase, before it is sent. */
import { shortestPassphrase } from '../../../shared/passphrase.ts'

export const passphraseHint = `At least ${shortestPassphrase} characters; a few words are best. Nobody can restore it.`

/** null where both are the same and long enough. */
export function passphraseProblem(passphrase: string, again: string): string | null {
  if ([...passphrase].length < shortestPassphrase || passphrase.trim() === '')
    return `Give at least ${shortestPassphrase} characters: whoever has the file can try without end.`
  return passphrase === again ? null : 'The two are not the same; type them again.'
}
