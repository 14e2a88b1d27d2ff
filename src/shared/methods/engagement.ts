/** The engagement as a whole: the frame, the event log, the workbook. */
import * as v from 'valibot'

import { editionNames } from '../editions.ts'
import type { EngagementView, EventView, LogPage, Verification } from '../records/engagement.ts'
import type { ExportedFile } from '../records/outgoing.ts'
import type { StoredFile } from '../records/source.ts'
import type { SheetPreview, WorkbookExport, WorkbookVerdict, WorkbookView } from '../records/workbook.ts'
import { read, write } from './declare.ts'
import { bytes, fingerprint, given, nothing, text, whole } from './schemas.ts'

/** The internal edition where none is named. */
const edition = v.optional(v.picklist(editionNames))

export const engagementMethods = {
  'engagement.show': read<EngagementView>()(nothing),
  'workbook.show': read<WorkbookView>()(v.strictObject({ edition })),
  'workbook.preview': read<SheetPreview>()(
    v.strictObject({ edition, sheet: text(60), offset: whole, limit: v.pipe(whole, v.maxValue(1000)) })
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
  /** What was handed out in forms that other systems read, the newest first. */
  'export.list': read<readonly ExportedFile[]>()(nothing),
  'file.read': read<StoredFile>()(
    v.strictObject({ of: v.picklist(['evidence', 'source', 'workbook', 'report', 'receipt']), id: whole })
  ),

  /** Whether a file is a workbook that was issued, and which of its cells are other than issued; without bytes by its hash alone. */
  'workbook.verify': read<WorkbookVerdict>()(
    v.strictObject({
      name: text(255),
      sha256: fingerprint,
      bytes: v.nullable(bytes)
    })
  ),

  'workbook.issue': write<WorkbookExport>()(v.strictObject({ edition, job: v.optional(given(80)) }))
} as const
