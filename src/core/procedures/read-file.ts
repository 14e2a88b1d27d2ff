/** Gives a stored file back as it was received or issued. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { StoredFile } from '../../shared/records/source.ts'
import type { Reader } from '../store/database.ts'
import { readWhole } from '../store/objects.ts'
import { procedure } from './procedure.ts'

interface Kept {
  readonly name: string
  readonly mime: string
  readonly object_id: number
}

export default procedure('file.read', ({ db }, { of, id }): StoredFile => {
  const kept = find(db, of, id)
  if (!kept) throw new WorkbenchError('not-found', 'That file is not in this engagement.')
  return {
    name: kept.name.split(/[\\/]/).at(-1) ?? kept.name,
    mime: kept.mime,
    bytes: readWhole(db, kept.object_id)
  }
})

function find(
  db: Reader,
  of: 'evidence' | 'source' | 'workbook' | 'report' | 'receipt',
  id: number
): Kept | undefined {
  switch (of) {
    case 'evidence':
      return db.get<Kept>('select file_name as name, mime, object_id from evidence where id = :id', { id })
    case 'source':
      return db.get<Kept>(
        "select name, 'application/octet-stream' as mime, object_id from source where id = :id",
        { id }
      )
    case 'workbook':
      return db.get<Kept>(
        `select file_name as name, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as mime, object_id
         from workbook_export
         where id = :id`,
        { id }
      )
    case 'receipt':
      return db.get<Kept>(
        `select file_name as name, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as mime, object_id
         from workbook_receipt
         where id = :id`,
        { id }
      )
    case 'report':
      return db.get<Kept>(
        `select file_name as name, iif(format = 'pdf', 'application/pdf', 'text/html') as mime, object_id
         from report_export
         where id = :id`,
        { id }
      )
  }
}
