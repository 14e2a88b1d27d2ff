import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const okta = 'arn:aws:iam::111122223333:saml-provider/okta'
const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'
const metadata =
  '<?xml version="1.0"?>\n<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.okta.com/exk1&amp;a"><md:IDPSSODescriptor/></md:EntityDescriptor>'

test('the SAML providers of an account are listed with the end of their metadata, which dates nothing', () => {
  const found = collect(
    JSON.stringify({
      SAMLProviderList: [
        { Arn: okta, ValidUntil: '2032-05-09T16:27:11+00:00', CreateDate: '2026-01-31T12:00:00Z' }
      ]
    })
  )

  expect(found.kind).toBe('saml-providers')
  expect(found.of('saml_provider')).toEqual([
    {
      account_id: '111122223333',
      arn: okta,
      created_at: at('2026-01-31T12:00:00Z'),
      valid_until: at('2032-05-09T16:27:11Z'),
      entity_id: null,
      assertion_encryption: null,
      line: 1,
      path: 'SAMLProviderList[0]'
    }
  ])
  expect(found.latestAt).toBe(at('2026-01-31T12:00:00Z'))
  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
  expect(collect('{"SAMLProviderList": []}', { accountHint: '111122223333' }).coverage).toEqual({
    '111122223333/': 'complete'
  })
})

const provider = JSON.stringify({
  SAMLProviderUUID: 'SAMLSPSBCNWVKNY9049V24',
  SAMLMetadataDocument: metadata,
  CreateDate: '2026-01-31T12:00:00Z',
  ValidUntil: '2032-05-09T16:27:11Z',
  Tags: [{ Key: 'a', Value: 'b' }],
  AssertionEncryptionMode: 'Required',
  PrivateKeyList: []
})

test.each([
  ['the command', { options: { 'saml-provider-arn': okta } }],
  ['its folder', { accountHint: '111122223333', name: 'accounts/111122223333/saml-providers/okta.json' }],
  ['the ARN in its name', { name: 'arn%3Aaws%3Aiam%3A%3A111122223333%3Asaml-provider%2Fokta.json' }]
])('a SAML provider is known by %s', (_, given) => {
  const found = collect(provider, given)

  expect(found.kind).toBe('saml-provider')
  expect(found.of('saml_provider')).toMatchObject([
    {
      account_id: '111122223333',
      arn: okta,
      valid_until: at('2032-05-09T16:27:11Z'),
      entity_id: 'http://www.okta.com/exk1&a',
      assertion_encryption: 'Required'
    }
  ])
  expect(found.coverage).toEqual({ [`111122223333/${okta}`]: 'complete' })
  expect(found.notes).toEqual([])
})

test('a provider of another partition is in that partition', () => {
  const given = { accountHint: '111122223333', name: 'saml-providers/okta.json', region: 'us-gov-west-1' }

  expect(collect(provider, given).of('saml_provider')[0]?.arn).toBe(
    'arn:aws-us-gov:iam::111122223333:saml-provider/okta'
  )
})

test('a SAML provider without a name or without an entityID is kept, with a doubt', () => {
  const nameless = collect(provider, { accountHint: '111122223333', name: 'x.json' })
  const bare = collect('{"SAMLMetadataDocument": "...XML..."}', { options: { 'saml-provider-arn': okta } })

  expect(nameless.of('saml_provider')).toMatchObject([{ account_id: '111122223333', arn: '' }])
  expect(nameless.coverage).toEqual({ '111122223333/x.json': 'partial' })
  expect(sentences(nameless, 'warning')).toContain('of which provider it is')
  expect(bare.of('saml_provider')).toMatchObject([{ arn: okta, entity_id: null }])
  expect(sentences(bare, 'warning')).toContain('names no entityID')
  expect(collect('{"SAMLMetadataDocument": 7}').unreadable?.message).toContain('must be text')
})

test('the OIDC providers of an account are listed with the address in their ARN', () => {
  const eks = 'arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/AB12'
  const found = collect(
    JSON.stringify({ OpenIDConnectProviderList: [{ Arn: github }, { Arn: eks }, { Arn: okta }] })
  )

  expect(found.kind).toBe('oidc-providers')
  expect(found.of('oidc_provider').map(({ url, client_ids }) => [url, client_ids])).toEqual([
    ['token.actions.githubusercontent.com', null],
    ['oidc.eks.cn-north-1.amazonaws.com.cn/id/AB12', null]
  ])
  expect(sentences(found, 'error')).toContain('must be that of an oidc-provider')
  expect(found.coverage).toEqual({ '111122223333/': 'partial' })
})

const details = {
  Url: 'token.actions.githubusercontent.com',
  ClientIDList: ['sts.amazonaws.com'],
  ThumbprintList: [],
  CreateDate: '2026-01-31T12:00:00Z',
  Tags: []
}

test('an OIDC provider is known by its address in the account', () => {
  const found = collect(JSON.stringify(details), { accountHint: '111122223333' })

  expect(found.kind).toBe('oidc-provider')
  expect(found.of('oidc_provider')).toEqual([
    {
      account_id: '111122223333',
      arn: github,
      url: 'token.actions.githubusercontent.com',
      client_ids: '["sts.amazonaws.com"]',
      thumbprints: '[]',
      created_at: at('2026-01-31T12:00:00Z'),
      line: 1,
      path: 'Url'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/token.actions.githubusercontent.com': 'complete' })
  expect(found.notes).toEqual([])
})

test('the command says the ARN of an OIDC provider and with it the account', () => {
  const given = { options: { 'open-id-connect-provider-arn': github } }

  expect(collect(JSON.stringify(details), given).of('oidc_provider')).toMatchObject([
    { account_id: '111122223333', arn: github }
  ])
})

test('an OIDC provider whose lists are missing or of other things is doubted', () => {
  const found = collect('{"Url": "https://x.example", "ClientIDList": ["a", 7]}', {
    accountHint: '111122223333'
  })

  expect(found.of('oidc_provider')).toMatchObject([
    { url: 'x.example', client_ids: '["a"]', thumbprints: null }
  ])
  expect(found.coverage).toEqual({ '111122223333/x.example': 'partial' })
  expect(collect('{"ClientIDList": ["a"], "Url": ""}').unreadable?.message).toContain('`Url` is missing')
})

test.each([
  ['ListSAMLProviders', 'saml-providers', ''],
  ['GetSAMLProvider', 'saml-provider', okta],
  ['ListOpenIDConnectProviders', 'oidc-providers', ''],
  ['GetOpenIDConnectProvider', 'oidc-provider', github]
])('a refused %s is no answer', (operation, kind, part) => {
  const found = collect(`An error occurred (AccessDenied) when calling the ${operation} operation: no`, {
    accountHint: '111122223333',
    options: part === '' ? {} : { 'saml-provider-arn': part, 'open-id-connect-provider-arn': part }
  })

  expect(found.kind).toBe(kind)
  expect(found.coverage).toEqual({ [`111122223333/${part}`]: 'denied' })
})
