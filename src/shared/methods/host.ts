/** The host's folder of engagements, and what leaves it. */
import * as v from 'valibot'

import { interchangeForms, type InterchangeForm } from '../interchange-forms.ts'
import type { EngagementList, EngagementSummary } from '../records/engagement.ts'
import type { OutgoingFile } from '../records/outgoing.ts'
import type { StoredFile } from '../records/source.ts'
import { host } from './declare.ts'
import {
  bytes,
  engagementFile,
  given,
  newPassphrase,
  nothing,
  passphrase,
  period,
  text,
  whole
} from './schemas.ts'

export const hostMethods = {
  'engagement.list': host<EngagementList>()(nothing),
  'engagement.create': host<EngagementSummary>()(
    v.strictObject({ clientName: given(120), auditor: given(120), period })
  ),
  'engagement.sample': host<EngagementSummary>()(nothing),
  /** `passphrase-required` where the file is sealed and none is given. */
  'engagement.open': host<EngagementSummary>()(
    v.strictObject({ file: engagementFile, passphrase: v.exactOptional(passphrase) })
  ),
  /**
   * An engagement file from elsewhere, in pieces in order; the last piece answers the engagement, which is open then. A sealed one
   * joins the list under `name` and is answered with `passphrase-required`, whose detail names its `file`.
   */
  'engagement.add': host<EngagementSummary | null>()(
    v.strictObject({ offset: whole, total: whole, bytes, name: v.exactOptional(text(255)) })
  ),
  /** The file of the open engagement is written anew, encrypted. */
  'engagement.encrypt': host<EngagementSummary>()(v.strictObject({ passphrase: newPassphrase })),
  'engagement.decrypt': host<EngagementSummary>()(v.strictObject({ passphrase })),
  'engagement.passphrase': host<EngagementSummary>()(v.strictObject({ passphrase, newPassphrase })),
  /** A copy for another machine, sealed with a passphrase of its own. */
  'engagement.handover': host<OutgoingFile>()(v.strictObject({ passphrase: newPassphrase })),
  /** The engagement as it is now, as a zip that proves itself (BagIt 1.0). */
  'archive.make': host<OutgoingFile>()(nothing),
  /** The record in a form that other systems read. */
  'export.make': host<OutgoingFile>()(
    v.strictObject({ form: v.picklist(Object.keys(interchangeForms) as InterchangeForm[]) })
  ),
  'engagement.current': host<EngagementSummary | null>()(nothing),
  'engagement.close': host<null>()(nothing),
  /** The script a client runs to make the exports, its twin for PowerShell, and what to read with them. */
  'collection.script': host<readonly StoredFile[]>()(nothing),
  'job.cancel': host<null>()(v.strictObject({ job: text(80) }))
} as const
