/** Tells which analyzer and region an answer of IAM Access Analyzer is about: its records say neither. */
import { accountOfArn } from '../../iam/arn.ts'
import type { Reading } from '../importer.ts'
import { regionOf } from './analyzer-finding.ts'
import { lastOfName } from './ids-in-name.ts'

export interface AnalyzerAsked {
  readonly arn: string | null
  /** Of the analyzer, else of the call; '' where neither is known. */
  readonly region: string
  /** Of the analyzer, else the one known from outside the file; null where neither is. */
  readonly account: string | null
}

/** The analyzer the command asked about, and where. */
export function analyzerAsked(reading: Reading): AnalyzerAsked {
  const arn = reading.option('analyzer-arn')
  return {
    arn,
    region: regionOf(arn) ?? reading.region ?? '',
    account: (arn === null ? null : accountOfArn(arn)) ?? reading.accountHint
  }
}

/** `accessanalyzer-list-archive-rules.ConsoleAnalyzer-account.json` → `ConsoleAnalyzer-account`; null where nothing says it. */
export function analyzerNameOf(reading: Reading): string | null {
  return reading.option('analyzer-name') ?? analyzerNameIn(reading.name)
}

function analyzerNameIn(name: string): string | null {
  return /archive-?_?rules?[._-]([\w.-]{1,255})$/i.exec(lastOfName(name).base)?.[1] ?? null
}
