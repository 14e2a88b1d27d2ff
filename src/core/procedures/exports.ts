/** Lists what left in forms that other systems read, as the log tells it. */
import type { ExportedFile } from '../../shared/records/outgoing.ts'
import { procedure } from './procedure.ts'

export default procedure('export.list', ({ db }): readonly ExportedFile[] =>
  db.all<ExportedFile>(
    `select json_extract(payload, '$.form') as form, json_extract(payload, '$.name') as name,
       json_extract(payload, '$.sha256') as sha256, actor as by, at
     from audit_event
     where action = 'export.make'
     order by seq desc
     limit 100`
  )
)
