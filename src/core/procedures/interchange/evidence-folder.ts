/** The evidence of the open period as files to read: a folder for each control it backs, for each thing beside, and an index of all. */
import { evidenceTypes, type EvidenceType } from '../../../shared/vocabulary.ts'
import { checkOfControl } from '../../checks/index.ts'
import { indexCsv, indexPage, type IndexEntry } from '../../interchange/evidence-index.ts'
import { endingOf, safeName } from '../../interchange/safe-name.ts'
import type { Reader } from '../../store/database.ts'
import { readObject } from '../../store/objects.ts'
import type { StreamedPart } from '../../workbook/zip-stream.ts'
import { proved } from '../archive/pack.ts'
import { engagementOf } from '../engagement.ts'

interface Piece {
  readonly id: number
  readonly object: number
  readonly ref: string
  readonly title: string
  readonly type: EvidenceType
  readonly fileName: string
  readonly addedBy: string
  readonly addedAt: string
  readonly size: number
  readonly sha256: string
  readonly withdrawnReason: string | null
}

/** What a piece backs: a folder, and the words of the index. */
interface Use {
  readonly evidence: number
  readonly folder: string
  readonly backs: string
}

/**
 * The index first, then the folders in the order of their names. A piece lies in the folder of everything it backs. Its bytes throw
 * `file-damaged` where they are not those received.
 */
export function evidenceFolder(db: Reader, at: string): readonly StreamedPart[] {
  const { clientName, period } = engagementOf(db)
  const uses = Map.groupBy([...testUses(db, period.id), ...otherUses(db)], ({ evidence }) => evidence)
  const placed = piecesOf(db)
    .flatMap((piece) => placesOf(piece, uses.get(piece.id) ?? []).map((use) => ({ piece, ...use })))
    .map(({ piece, folder, backs }) => ({ piece, entry: entryOf(piece, folder, backs) }))
    .toSorted((one, other) => (one.entry.path < other.entry.path ? -1 : 1))
  const entries = placed.map(({ entry }) => entry)
  const title = `Evidence of the AWS IAM review of ${clientName}, ${period.label} (as of ${at.slice(0, 10)})`
  return [
    textPart('index.html', indexPage(title, entries)),
    textPart('index.csv', indexCsv(entries)),
    ...placed.map(({ piece, entry }) => ({
      path: entry.path,
      size: piece.size,
      pieces: () =>
        proved({ path: entry.path, sha256: piece.sha256, pieces: () => readObject(db, piece.object) })
    }))
  ]
}

function piecesOf(db: Reader): readonly Piece[] {
  return db.all<Piece>(
    `select e.id, e.object_id as object, e.ref, e.title, e.type, e.file_name as fileName, e.added_by as addedBy,
       e.added_at as addedAt, o.size, o.sha256, e.withdrawn_reason as withdrawnReason
     from evidence e
     join object o on o.id = e.object_id
     order by e.id`
  )
}

function testUses(db: Reader, period: number): readonly Use[] {
  return db
    .all<{ readonly evidence: number; readonly control: string; readonly accounts: string }>(
      `select evidence_id as evidence, control, group_concat(account_id, ', ' order by account_id) as accounts
       from evidence_of_test
       where period_id = :period
       group by evidence_id, control
       order by evidence_id, control`,
      { period }
    )
    .map(({ evidence, control, accounts }) => ({
      evidence,
      folder: safeName(`${control} ${checkOfControl(control)?.criterion ?? ''}`, 70),
      backs: `${control} in ${accounts}`
    }))
}

function otherUses(db: Reader): readonly Use[] {
  return db
    .all<{ readonly evidence: number; readonly ref: string; readonly purpose: string }>(
      `select evidence_id as evidence, ref, group_concat(distinct purpose) as purpose
       from standing_use
       group by evidence_id, ref
       order by evidence_id, ref`
    )
    .map(({ evidence, ref, purpose }) => ({
      evidence,
      folder: `Findings and follow-up/${safeName(ref, 70)}`,
      backs: `${ref}: ${purpose}`
    }))
}

/** What was withdrawn backs nothing and is kept all the same. */
function placesOf(
  { withdrawnReason }: Piece,
  uses: readonly Use[]
): readonly { readonly folder: string; readonly backs: string }[] {
  if (withdrawnReason !== null) return [{ folder: 'Withdrawn', backs: '' }]
  return uses.length > 0 ? uses : [{ folder: 'Not linked', backs: '' }]
}

function entryOf(piece: Piece, folder: string, backs: string): IndexEntry {
  const { ref, title, type, fileName, addedBy, addedAt, sha256, size, withdrawnReason } = piece
  return {
    path: `${folder}/${safeName(`${ref} ${title}`, 80)}${endingOf(fileName)}`,
    ref,
    title,
    type: evidenceTypes[type],
    backs,
    addedBy,
    addedAt,
    sha256,
    size,
    state: withdrawnReason === null ? 'In use' : `Withdrawn: ${withdrawnReason}`
  }
}

function textPart(path: string, text: string): StreamedPart {
  const bytes = Buffer.from(text, 'utf8')
  return { path, size: bytes.length, pieces: () => [bytes] }
}
