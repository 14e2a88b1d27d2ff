/** Takes the value of an option out of a command line, as a collection manifest has it. */

/** `optionIn('aws iam list-mfa-devices --user-name ada', 'user-name')` → `ada`; quotes around a value are taken away. */
export function optionIn(command: string, option: string): string | null {
  const words = command.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []
  for (const [index, word] of words.entries()) {
    if (word === `--${option}`) return unquoted(words[index + 1] ?? '')
    if (word.startsWith(`--${option}=`))
      return unquoted(word.slice(option.length + 3) || (words[index + 1] ?? ''))
  }
  return null
}

function unquoted(word: string): string | null {
  const text = /^(["'])(.*)\1$/s.exec(word)?.[2] ?? word
  return text === '' || text.startsWith('--') ? null : text
}
