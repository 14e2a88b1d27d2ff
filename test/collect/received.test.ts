/** Everything the collection script writes is known to the workbench, which finds the run whole when its folder is imported. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { outlineOf, recognise } from '../../src/core/importers/index.ts'
import { verifyChecksums, verifyManifest } from '../../src/core/procedures/collection.ts'
import { sitDown } from '../core/procedures/desk.ts'
import { management, member } from './answers.ts'
import { prepareField, type Field } from './run.ts'

let field: Field

beforeAll(() => {
  field = prepareField([management, member])
  field.run(
    ...['--org', '--role', 'AuditRole', '--per-user', '--last-accessed', '--events', '90', '--findings'],
    ...['--exposure', '--regions', 'eu-west-1', '--no-zip', '--out', field.out]
  )
}, 180_000)
afterAll(() => field.leave())

test('every file is recognised as one kind', () => {
  const files = Object.entries(field.files())
  const unknown = files.flatMap(([path, bytes]) => {
    const recognised = recognise(outlineOf([bytes]))
    return 'importer' in recognised ? [] : [`${path}: ${recognised.tried}`]
  })

  expect(files.length).toBeGreaterThan(200)
  expect(unknown).toEqual([])
})

test('imported, every file is read and belongs to its account, and the manifest and the digests find all of it', async () => {
  const desk = sitDown()
  await desk.receive(
    Object.fromEntries(Object.entries(field.files()).map(([path, bytes]) => [`bundle/${path}`, bytes]))
  )
  const sources = desk.db.all<{ id: number; name: string; kind: string; state: string }>(
    'select id, name, kind, state from source order by id'
  )
  const idOf = (kind: string): number => sources.find((source) => source.kind === kind)?.id ?? 0
  const left = sources.filter(({ state }) => state !== 'read' && state !== 'superseded')

  expect(left.map(({ name, state }) => `${name}: ${state}`)).toEqual([])
  const calls = verifyManifest(desk.db, idOf('collection-manifest'))
  expect(calls).toHaveLength(field.rows().length)
  expect(calls.filter(({ verdict }) => verdict === 'not-received' || verdict === 'other-bytes')).toEqual([])
  expect(calls.filter(({ verdict, error }) => verdict === 'failed' && error === '')).toEqual([])
  const files = verifyChecksums(desk.db, idOf('checksums'))
  expect(files).toHaveLength(Object.keys(field.files()).length - 1)
  expect(files.filter(({ verdict }) => verdict !== 'received')).toEqual([])
}, 120_000)
