/** The editions of the workbook: what each is for, and which of several issued ones is current. */

export const editions = {
  internal: {
    title: 'Internal',
    /** In the file's name and its number. */
    code: 'INT',
    meaning: 'The complete workpapers, with review notes. Issued at any time, for the team.'
  },
  'client-response': {
    title: 'Client response',
    code: 'CLR',
    meaning: 'Findings and their remediation, with yellow cells for the client to fill in and send back.'
  },
  final: {
    title: 'Final',
    code: 'FIN',
    meaning: 'The workpapers of the closed period, without review notes. Issued with the period.'
  }
} as const
export type Edition = keyof typeof editions

/** Where none is named. */
export const usualEdition: Edition = 'internal'

export const editionNames = Object.keys(editions) as readonly Edition[]

/** A sheet that does not say otherwise is in these. */
export const workpaperEditions: readonly Edition[] = ['internal', 'final']

/** The newest version of an edition is the current one of its period; each before it is superseded. */
export const exportStates = { current: 'Current', superseded: 'Superseded' } as const
export type ExportState = keyof typeof exportStates
