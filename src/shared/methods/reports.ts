/** The report: looked at as it would be now, issued, listed. */
import * as v from 'valibot'

import {
  reportEditions,
  reportFormats,
  type IssuedReport,
  type Report,
  type ReportFormat,
  type ReportOverview
} from '../records/report.ts'
import { read, write } from './declare.ts'
import { nothing } from './schemas.ts'

const edition = v.picklist(reportEditions)
const format = v.picklist(Object.keys(reportFormats) as ReportFormat[])

export const reportsMethods = {
  'report.show': read<ReportOverview>()(nothing),
  'report.preview': read<Report>()(v.strictObject({ edition })),
  /** Printed by the host where it is a PDF; what is handed out is kept. */
  'report.issue': write<IssuedReport>()(v.strictObject({ edition, format }))
} as const
