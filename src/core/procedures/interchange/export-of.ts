/** Makes a file for another system of the record as it is, piece by piece. */
import { WorkbenchError } from '../../../shared/errors.ts'
import { interchangeForms, type InterchangeForm } from '../../../shared/interchange-forms.ts'
import { isAutomated } from '../../checks/check.ts'
import { checks } from '../../checks/index.ts'
import { referencesOf } from '../../checklists/references.ts'
import { nameUuid } from '../../integrity/name-uuid.ts'
import type { InterchangeRecord } from '../../interchange/interchange-record.ts'
import { ocsfFindings } from '../../interchange/ocsf-findings.ts'
import { assessmentResults } from '../../interchange/oscal/assessment-results.ts'
import { planOfAction } from '../../interchange/oscal/plan-of-action.ts'
import { sarifLog } from '../../interchange/sarif-log.ts'
import type { Reader } from '../../store/database.ts'
import { chainHead, type ChainHead } from '../../store/events.ts'
import { zipStream } from '../../workbook/zip-stream.ts'
import { engagementOf } from '../engagement.ts'
import { programVersion } from '../program-version.ts'
import { everyException } from '../report/exceptions.ts'
import { reportRecord } from '../report/record.ts'
import { sourcesOf } from '../show-sources.ts'
import { fileNameStem } from '../workbook-name.ts'
import { zipCodec } from '../zip-codec.ts'
import { evidenceFolder } from './evidence-folder.ts'
import { gathered } from './gathered.ts'

export interface Export {
  /** `ACME-IAM_2026-01.oscal-ar.json` */
  readonly name: string
  readonly mime: string
  /** Of what goes in; 0 where that is not known before it is made. */
  readonly bytes: number
  /** The event log's last entry it was made from. */
  readonly head: ChainHead
  readonly pieces: Iterable<Uint8Array>
}

interface Content {
  readonly bytes: number
  readonly pieces: Iterable<Uint8Array>
}

/** The same record at the same time (`at`, ISO-8601 UTC) gives the same bytes. Throws `not-allowed` where there is nothing to say. */
export function exportOf(db: Reader, form: InterchangeForm, at: string): Export {
  const { clientName, period } = engagementOf(db)
  const { ending, mime } = interchangeForms[form]
  return {
    name: `${fileNameStem(clientName, period.label)}.${ending}`,
    mime,
    head: chainHead(db),
    ...contents[form](db, at)
  }
}

const contents: Readonly<Record<InterchangeForm, (db: Reader, at: string) => Content>> = {
  'oscal-assessment-results': (db, at) => json(assessmentResults(recordOf(db, at))),
  'oscal-plan-of-action': (db, at) => {
    const plan = planOfAction(recordOf(db, at))
    if (plan === null)
      throw new WorkbenchError(
        'not-allowed',
        'No finding is issued yet, so there is nothing to plan. Issue the findings first.'
      )
    return json(plan)
  },
  ocsf: (db, at) => ({ bytes: 0, pieces: gathered(linesOf(ocsfFindings(recordOf(db, at)))) }),
  sarif: (db) => json(lintOf(db)),
  evidence: (db, at) => {
    const files = evidenceFolder(db, at)
    return { bytes: files.reduce((sum, { size }) => sum + size, 0), pieces: zipStream(files, zipCodec) }
  }
}

/** With every exception, and not only those a report has room for. */
function recordOf(db: Reader, at: string): InterchangeRecord {
  const { uuid, period } = engagementOf(db)
  return {
    record: { ...reportRecord(db, 'internal', at), exceptions: everyException(db, period.id) },
    at,
    referencesOf,
    uuidOf: (name) => nameUuid(uuid, name)
  }
}

function lintOf(db: Reader): object {
  const rules = checks.filter((check) => isAutomated(check) && check.control.startsWith('LINT-'))
  const { period } = engagementOf(db)
  return sarifLog(
    rules,
    everyException(db, period.id).filter(({ control }) => control.startsWith('LINT-')),
    sourcesOf(db),
    programVersion
  )
}

function json(document: object): Content {
  const bytes = Buffer.from(`${JSON.stringify(document, null, 1)}\n`, 'utf8')
  return { bytes: bytes.length, pieces: [bytes] }
}

function* linesOf(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`
}
