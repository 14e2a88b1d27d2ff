/** Reads one SAML identity provider: as whom its metadata says it signs, until when, and whether assertions must be encrypted. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { requiredText, textOf, timeOf } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { entityIdIn } from './reading/saml-metadata.ts'
import { arnsOf, iamResourceIn } from './reading/subject-in-name.ts'
import { expiryOf } from './reading/time-of-expiry.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'saml-provider',
  title: 'SAML provider metadata',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam get-saml-provider --saml-provider-arn <ARN> --output json',
  operations: ['GetSAMLProvider'],
  recognises: (outline) => hasKey(outline, 'SAMLMetadataDocument'),
  read
}

export default importer

/** Tags and the ids of decryption keys are passed over. */
const keys = {
  values: ['SAMLMetadataDocument', 'CreateDate', 'ValidUntil', 'AssertionEncryptionMode', 'SAMLProviderUUID'],
  lists: ['Tags', 'PrivateKeyList']
}

/** The answer does not hold the provider's ARN: it stands in the command or the file's name alone (`saml-providers/okta.json`). */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = providerOf(reading)
  if (outline.error) {
    const account = accountOfRefusal(outline.error, reading)
    noteRefusal(outline.error, importer, reading, account, [asked ?? ''])
    return
  }
  const account = (asked === null ? null : accountOfArn(asked)) ?? reading.accountHint ?? ''
  const answered = new Set<string>()
  const state = readAnswers(chunks, outline, reading, keys, (answer, member, isAlone) => {
    const arn = isAlone ? asked : null
    const entityId = entityIdIn(requiredText(answer, 'SAMLMetadataDocument'))
    reading.fact('saml_provider', {
      account_id: account,
      arn: arn ?? '',
      created_at: timeOf(answer, 'CreateDate', member),
      valid_until: expiryOf(answer, 'ValidUntil', member),
      entity_id: entityId,
      assertion_encryption: textOf(answer, 'AssertionEncryptionMode'),
      line: member.line,
      path: member.path
    })
    reading.count('providers')
    answered.add(arn ?? reading.name)
    if (entityId === null) member.doubt(withoutEntity)
    if (arn === null) member.doubt(withoutArn)
  })
  for (const arn of answered) reading.covers(account, arn, state)
}

const withoutEntity =
  'The `SAMLMetadataDocument` names no entityID at its top; as whom the identity provider signs is not known.'
const withoutArn =
  'Neither the answer nor the name of its file says of which provider it is: save it as saml-providers/<provider name>.json in the folder of its account.'

/** A file in a folder `saml-providers` is named after its provider. */
function providerOf(reading: Reading): string | null {
  const asked = reading.option('saml-provider-arn')
  if (asked !== null) return asked
  const arnOf = arnsOf(reading.accountHint, reading)
  const named = iamResourceIn(reading.name, ['saml-provider'], arnOf)
  if (named !== null) return named
  const { folder, base } = lastOfName(reading.name)
  return /^saml-providers?$/i.test(folder) && providerName.test(base) ? arnOf(`saml-provider/${base}`) : null
}

/** API reference, CreateSAMLProvider. */
const providerName = /^[\w.-]{1,128}$/
