/** Unlocks who works, for the time of one command: named by an option, with a passphrase that no list of processes shows. */
import type { Workbench } from '../../core/workbench.ts'
import { valueOf } from '../import-files.ts'
import { optional, WrongUse, type Given } from './command.ts'
import { passphraseGiven } from './passphrase.ts'

export const personPassphraseVariable = 'TICKMARK_PERSON_PASSPHRASE'

export const asNameOption = { as: { type: 'string' } } as const

export const asNameHelp = [
  '  --as <name>        who works, where people are in the engagement; their passphrase is asked for, or taken from',
  `                     ${personPassphraseVariable}`
]

/** Throws `WrongUse` where a person is missing or unknown, `WorkbenchError` where the passphrase is wrong. */
export async function workAs(workbench: Pick<Workbench, 'call'>, given: Given): Promise<void> {
  const name = optional(given, 'as')
  const people = valueOf(await workbench.call('person.list', {})).filter(({ leftAt }) => leftAt === null)
  const names = people.map((person) => person.name).join(', ')
  if (name === null) {
    if (people.length > 0) throw new WrongUse(`--as is missing: who of ${names} works?`)
    return
  }
  const person = people.find((one) => one.name === name)
  if (person === undefined)
    throw new WrongUse(
      people.length > 0
        ? `--as "${name}": nobody of this name works in the engagement; there is ${names}.`
        : `--as "${name}": this engagement has no people; leave it out.`
    )
  const passphrase = await passphraseGiven(personPassphraseVariable, `Passphrase of ${person.name}`)
  valueOf(await workbench.call('person.unlock', { person: person.id, passphrase }))
}
