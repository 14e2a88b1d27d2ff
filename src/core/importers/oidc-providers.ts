/** Reads which OIDC identity providers an account trusts; for whom each vouches comes with `get-open-id-connect-provider`. */
import { parseArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { readArnList } from './reading/arn-list.ts'
import { BadMember, spell } from './reading/fields.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'oidc-providers',
  title: 'OIDC providers',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-open-id-connect-providers --output json',
  operations: ['ListOpenIDConnectProviders'],
  recognises: (outline) => hasKey(outline, 'OpenIDConnectProviderList'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readArnList(chunks, outline, reading, importer, {
    key: 'OpenIDConnectProviderList',
    nouns: 'providers',
    state(_record, { account, arn }, member) {
      reading.fact('oidc_provider', {
        account_id: account,
        arn,
        url: urlOf(arn),
        client_ids: null,
        thumbprints: null,
        created_at: null,
        line: member.line,
        path: member.path
      })
    }
  })
}

/** The address of a provider is the end of its ARN, paths included: `…:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12`. */
function urlOf(arn: string): string {
  const url = /^oidc-provider\/(.+)$/s.exec(parseArn(arn)?.resource ?? '')?.[1]
  if (url === undefined)
    throw new BadMember(
      `\`Arn\` must be that of an oidc-provider, found ${spell(arn)}; the entry was left out.`
    )
  return url
}
