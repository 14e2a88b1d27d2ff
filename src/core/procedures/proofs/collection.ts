/** C9 of a manifest or a list of checksums: whether every file it names is here with the bytes it had. */
import type { Proof } from '../../../shared/records/proof.ts'
import { verifyChecksums, verifyManifest, type VerifiedFile } from '../collection.ts'
import type { Reader } from '../../store/database.ts'
import { compared } from './proof-definition.ts'

const head = { code: 'C9', title: 'Every file of the collection, unchanged' }

/** null for a kind that names no files. */
export function proveCollection(
  db: Reader,
  { id, kind }: { readonly id: number; readonly kind: string }
): Proof | null {
  switch (kind) {
    case 'collection-manifest':
      return proofOf(verifyManifest(db, id))
    case 'checksums':
      return proofOf(verifyChecksums(db, id))
    default:
      return null
  }
}

function proofOf(files: readonly VerifiedFile[]): Proof {
  const made = files.filter(({ verdict }) => verdict !== 'failed' && verdict !== 'no-answer')
  const altered = made.filter(({ verdict }) => verdict === 'other-bytes')
  const missing = made.filter(({ verdict }) => verdict === 'not-received')
  const failed = files.filter(({ verdict }) => verdict === 'failed').length
  const actual = [
    `${made.length - altered.length - missing.length} received unchanged`,
    altered.length === 0 ? '' : `${altered.length} with other bytes (${namesOf(altered)})`,
    missing.length === 0 ? '' : `${missing.length} not received (${namesOf(missing)})`,
    failed === 0 ? '' : `${failed} calls AWS did not answer`
  ]
  return compared(
    head,
    altered.length === 0 && missing.length === 0,
    `${made.length} files with the SHA-256 the list gives`,
    actual.filter((part) => part !== '').join(', '),
    'The list itself'
  )
}

const mostNames = 5

function namesOf(files: readonly VerifiedFile[]): string {
  const names = files.slice(0, mostNames).map(({ path }) => path)
  return files.length > mostNames ? `${names.join(', ')}, …` : names.join(', ')
}
