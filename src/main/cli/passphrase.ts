/** Takes a passphrase from the environment, or from whoever types at the terminal, unseen; never from an argument, which every program can read. */
import { WorkbenchError } from '../../shared/errors.ts'

/** Opens a sealed engagement. */
export const passphraseVariable = 'TICKMARK_PASSPHRASE'

type Input = Pick<NodeJS.ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'pause' | 'resume'>
type Output = Pick<NodeJS.WriteStream, 'write'>

/** What the variable holds, else what is typed after the question. Throws `passphrase-required` where nobody is there to type. */
export async function passphraseGiven(
  variable: string,
  question: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  input: Input = process.stdin,
  output: Output = process.stderr
): Promise<string> {
  const given = environment[variable]
  if (given !== undefined && given !== '') return given
  if (!input.isTTY)
    throw new WorkbenchError('passphrase-required', `${question}: set ${variable}, or type it at a terminal.`)
  return readUnseen(`${question}: `, input, output)
}

/** A line typed without an echo. Throws `cancelled` at Control-C. */
function readUnseen(prompt: string, input: Input, output: Output): Promise<string> {
  output.write(prompt)
  input.setRawMode(true)
  input.resume()
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (settle: () => void): void => {
      input.off('data', hear)
      input.setRawMode(false)
      input.pause()
      output.write('\n')
      settle()
    }
    const hear = (bytes: Buffer): void => {
      for (const key of bytes.toString('utf8'))
        switch (key) {
          case '\r':
          case '\n':
            return end(() => resolve(typed))
          case '\u0003':
          case '\u0004':
            return end(() => reject(new WorkbenchError('cancelled', 'No passphrase was given.')))
          case '\u007f':
          case '\b':
            typed = [...typed].slice(0, -1).join('')
            break
          default:
            typed += key
        }
    }
    input.on('data', hear)
  })
}
