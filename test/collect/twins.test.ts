/** The two collection scripts ask the same, and they ask for what the workbench reads. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { importers } from '../../src/core/importers/index.ts'
import { script, scriptFolder } from './run.ts'

const shell = readFileSync(script, 'utf8')
const power = readFileSync(join(scriptFolder, 'collect-aws-exports.ps1'), 'utf8')

/** Each `call` and `ask` with its file and words, without what is quoting in one language and not in the other. */
function questionsOf(text: string): string[] {
  return [...text.matchAll(/^.*?(?<![\w-])(call|ask) ("\$?\w[^"]*\.json") (.*?)(?: ;;)?$/gm)].map(
    ([, verb, file, words]) => `${verb} ${file} ${words}`.replaceAll('@ids', '$ids').replaceAll(/["']/g, '')
  )
}

/** What either script looks for in an answer: the file's name and the keys. */
function looksOf(text: string): string[] {
  const found = [...text.matchAll(/\b(?:records_in|values_in|elements_in) "([^"]+\.json)"((?: [A-Za-z]+)*)/g)]
  return [...new Set(found.map(([, file, keys]) => `${file}${keys}`))].sort()
}

function optionsOf(text: string): string[] {
  return [...new Set(text.match(/(?<=^ {2})--[a-z-]+(?= )/gm) ?? [])].sort()
}

function absencesOf(text: string): string[] {
  const body = /is_absence[ (][^{]*\{([\s\S]*?)\n\}/.exec(
    text.slice(text.search(/^(?:function )?is_absence/m))
  )
  return (body?.[1]?.match(/\b[A-Z]\w+(?:Exception|Entity|Policy|Configuration|Error)\b/g) ?? []).sort()
}

test('both scripts ask the same questions, in the same order, and name the files alike', () => {
  const questions = questionsOf(shell)

  expect(questions.length).toBeGreaterThan(100)
  expect(questionsOf(power)).toEqual(questions)
  expect(questions.length).toBe([...shell.matchAll(/^ *(?:\S+\) )?(?:call|ask) /gm)].length)
})

test('both take the same options, look for the same names and know the same absences', () => {
  expect(optionsOf(power)).toEqual(optionsOf(shell))
  expect(optionsOf(shell)).toContain('--last-accessed')
  expect(looksOf(power)).toEqual(looksOf(shell))
  expect(absencesOf(power)).toEqual(absencesOf(shell))
  expect(absencesOf(shell)).toContain('NoSuchEntity')
})

test('the PowerShell script is ASCII: PowerShell 5.1 takes a file without a byte order mark for the code page of the machine', () => {
  expect([...power].filter((character) => character > '~')).toEqual([])
})

test('no local variable of the PowerShell script hides one of the script, whose names it takes without regard to case', () => {
  const names = (pattern: RegExp): string[] =>
    [...power.matchAll(pattern)].flatMap(([, text = '']) => text.toLowerCase().match(/\w+/g) ?? [])
  const ofTheScript = new Set([
    ...names(/\$script:(\w+)/g),
    ...names(/foreach \(\$name in ((?:'[A-Z_]+',\s*)+'[A-Z_]+')\)/g)
  ])
  const locals = [
    ...names(/\$(\w+) (?:=|\+=) /g),
    ...names(/foreach \((\$\w+) in/g),
    ...names(/function \w+\(([^)]*)\)/g)
  ]

  expect(ofTheScript.size).toBeGreaterThan(25)
  expect(locals.filter((name) => ofTheScript.has(name))).toEqual([])
})

test('PowerShell writes no text through what adds a byte order mark or CR', () => {
  const code = power.replaceAll(/^\s*#.*$/gm, '')

  expect(code.match(/\b(?:Out-File|Set-Content|Add-Content|Export-Csv)\b|^[^'"]*\s>>? .*$/gm)).toBeNull()
})

/** What the workbench reads and the script does not ask for, with the reason. */
const notAsked: Readonly<Record<string, string>> = {
  'organization-parents': 'the accounts and units of every parent are asked for, which tells the same',
  'config-items': 'the authorization details hold the same, and newer'
}

test('the script asks for every export of AWS that the workbench reads', () => {
  const { stdout } = spawnSync(
    'bash',
    [script, '--dry-run', '--org', '--role', 'A', '--per-user', '--last-accessed', '--events', '1'].concat(
      ...['--findings', '--exposure']
    ),
    { encoding: 'utf8' }
  )
  const asked = new Set(stdout.split('\n').flatMap((line) => /^aws [\w-]+ [\w-]+/.exec(line)?.[0] ?? []))
  const commands = importers.flatMap(({ kind, command }) => {
    const call = /^aws [\w-]+ [\w-]+/.exec(command)?.[0]
    return call === undefined ? [] : [{ kind, call }]
  })

  expect(commands.filter(({ kind, call }) => !asked.has(call) && !(kind in notAsked))).toEqual([])
  expect(commands.length).toBeGreaterThan(17)
})
