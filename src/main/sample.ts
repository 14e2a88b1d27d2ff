/** The sample engagement: an invented organisation with problems in it, imported like any client's files. */
import { gatherFiles } from './gather-files.ts'
import { importFiles, valueOf, type Engine } from './import-files.ts'

export const sampleEngagement = {
  clientName: 'Sample organisation',
  auditor: 'You',
  period: '2026-01'
} as const

/** The date of the sample's exports; most of them carry none of their own. */
const sampleDate = '2026-01-31T12:00:00Z'

/** Imports the export files of the sample folder into an engagement made for them. */
export async function fillSample(engine: Engine, folder: string): Promise<void> {
  valueOf(await engine.call('period.date', { asOf: sampleDate }))
  await importFiles(engine, gatherFiles([folder]).files)
}
