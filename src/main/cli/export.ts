/** `tickmark export`: the record of the open period in a form that other systems read. */
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'

import { WorkbenchError } from '../../shared/errors.ts'
import { interchangeForms, type InterchangeForm } from '../../shared/interchange-forms.ts'
import { fileArgument, noMoreThan, required, type Command } from './command.ts'
import { inEngagement } from './open-engagement.ts'

const forms = Object.keys(interchangeForms) as InterchangeForm[]

export const exportRecord: Command = {
  name: 'export',
  usage: '<file> --form <form> --out <path>',
  summary: 'write the record in a form that other systems read',
  help: [
    `  --form <form>      ${forms.join(', ')}`,
    '  --out <path>       the file to write; one that is there is never replaced'
  ],
  options: { form: { type: 'string' }, out: { type: 'string' } },
  async run(given, terminal, files) {
    noMoreThan(1, given)
    const out = required(given, 'out')
    const form = formNamed(required(given, 'form'))
    if (existsSync(out))
      throw new WorkbenchError('file-exists', `${out} is there already and is not replaced.`)
    return inEngagement(fileArgument(given), files, async (workbench) => {
      const made = await workbench.export(form)
      const partial = `${out}.partial`
      const file = await open(partial, 'w', 0o600)
      let written = 0
      try {
        for (let bytes = await made.next(); bytes !== null; bytes = await made.next()) {
          await file.write(bytes)
          written += bytes.length
          terminal.progress(made.name, written, made.bytes)
        }
        await file.close()
        await rename(partial, out)
      } catch (thrown) {
        await file.close().catch(() => undefined)
        await rm(partial, { force: true })
        throw thrown
      } finally {
        await made.close()
      }
      terminal.settle()
      return {
        exitCode: 0,
        report: { path: out, form, bytes: written },
        lines: [`${out} written: ${interchangeForms[form].title}.`]
      }
    })
  }
}

function formNamed(name: string): InterchangeForm {
  const form = forms.find((one) => one === name)
  if (form === undefined)
    throw new WorkbenchError(
      'input-invalid',
      `There is no form "${name}". The forms are: ${forms.join(', ')}.`
    )
  return form
}
