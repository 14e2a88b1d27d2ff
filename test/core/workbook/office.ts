/** LibreOffice as the workbook tests use it: it opens files, computes every formula anew and saves them, without a window. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The program to call, or null where none is installed. */
export const office = officeProgram()

const filters = { xlsx: 'xlsx:Calc MS Excel 2007 XML', ods: 'ods:calc8' } as const

/** Left to itself it trusts the values a file of a program it knows carries. */
const computesAnew = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

/** Each book as it is after being opened and saved in the last of these formats, by way of the others; one start of the program a format. */
export async function savedByOffice<Name extends string>(
  books: Readonly<Record<Name, Uint8Array>>,
  ...formats: readonly (keyof typeof filters)[]
): Promise<Readonly<Record<Name, Uint8Array>>> {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-office-'))
  try {
    mkdirSync(join(folder, 'profile', 'user'), { recursive: true })
    writeFileSync(join(folder, 'profile', 'user', 'registrymodifications.xcu'), computesAnew)
    const names = Object.keys(books) as Name[]
    let paths = names.map((name) => join(folder, `${name}.xlsx`))
    for (const [place, name] of names.entries()) writeFileSync(paths[place] ?? '', books[name])
    for (const [step, format] of formats.entries()) {
      const to = join(folder, `saved-${step}`)
      await promisify(execFile)(
        office ?? '',
        [
          `-env:UserInstallation=file://${folder}/profile`,
          '--headless',
          '--convert-to',
          filters[format],
          '--outdir',
          to,
          ...paths
        ],
        { timeout: 250_000 }
      )
      paths = names.map((name) => join(to, `${name}.${format}`))
    }
    return Object.fromEntries(
      names.map((name, place) => [name, new Uint8Array(readFileSync(paths[place] ?? ''))])
    ) as Record<Name, Uint8Array>
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function officeProgram(): string | null {
  for (const program of ['soffice', 'libreoffice'])
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 })
      return program
    } catch {
      continue
    }
  return null
}
