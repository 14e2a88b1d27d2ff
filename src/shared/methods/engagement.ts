/** The engagement as a whole: the frame, the event log, the workbook. */
import * as v from 'valibot'

import type { EngagementView, EventView, LogPage, Verification } from '../records/engagement.ts'
import type { StoredFile } from '../records/source.ts'
import type { SheetPreview, WorkbookExport, WorkbookView } from '../records/workbook.ts'
import { read, write } from './declare.ts'
import { nothing, text, whole } from './schemas.ts'

export const engagementMethods = {
  'engagement.show': read<EngagementView>()(nothing),
  'workbook.show': read<WorkbookView>()(nothing),
  'workbook.preview': read<SheetPreview>()(
    v.strictObject({ sheet: text(60), offset: whole, limit: v.pipe(whole, v.maxValue(1000)) })
  ),
  'event.list': read<readonly EventView[]>()(
    v.strictObject({ before: v.nullable(whole), limit: v.pipe(whole, v.maxValue(1000)) })
  ),
  /** The event log searched: by words anywhere in an entry, by person, by kind of thing; null for all. */
  'event.search': read<LogPage>()(
    v.strictObject({
      search: text(200),
      actor: v.nullable(text(80)),
      entity: v.nullable(text(40)),
      offset: whole,
      limit: v.pipe(whole, v.maxValue(1000))
    })
  ),
  'engagement.verify': read<Verification>()(nothing),
  'file.read': read<StoredFile>()(
    v.strictObject({ of: v.picklist(['evidence', 'source', 'workbook']), id: whole })
  ),

  'workbook.issue': write<WorkbookExport>()(nothing)
} as const
