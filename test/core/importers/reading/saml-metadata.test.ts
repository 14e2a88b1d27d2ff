import { expect, test } from 'vitest'

import { entityIdIn } from '../../../../src/core/importers/reading/saml-metadata.ts'

test.each([
  ['<EntityDescriptor xmlns="urn:x" entityID="x">', 'x'],
  [
    '<md:EntityDescriptor\n  entityID = \'https://a.example/?b&amp;c\' validUntil="2035">',
    'https://a.example/?b&c'
  ],
  ['<!-- made by hand --><md:EntityDescriptor ID="a>b" entityID="https://a.example">', 'https://a.example'],
  ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><EntityDescriptor entityID="&e;">', '&e;'],
  ['<EntitiesDescriptor Name="many">', null],
  ['<EntityDescriptor entityID="">', null],
  ['<EntityDescriptor ID="x"/>', null],
  ['...SAMLMetadataDocument-XML...', null],
  ['', null]
])('%s is signed as %s', (metadata, id) => {
  expect(entityIdIn(metadata)).toBe(id)
})

test('an entityID too far from the start, too long or never closed is none, and is found out in no time', () => {
  const started = performance.now()

  expect(entityIdIn(`${' '.repeat(70_000)}<EntityDescriptor entityID="x">`)).toBeNull()
  expect(entityIdIn(`<EntityDescriptor entityID="${'x'.repeat(2_000)}">`)).toBeNull()
  expect(entityIdIn('<EntityDescriptor '.repeat(500_000))).toBeNull()
  expect(entityIdIn(`<EntityDescriptor ${' entityID='.repeat(500_000)}`)).toBeNull()
  expect(performance.now() - started).toBeLessThan(500)
})
