/** SARIF 2.1.0 (OASIS): what is wrong with the form of policies, at the place in the file the client sent. */
import type { SourceView } from '../../shared/records/source.ts'
import type { Severity } from '../../shared/vocabulary.ts'
import type { ReportException } from '../reports/record.ts'
import { relativeUri } from './relative-uri.ts'

export interface SarifRule {
  /** `LINT-01` */
  readonly control: string
  readonly criterion: string
  readonly effect: string
  readonly recommendation: string
  readonly severity: Severity
}

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note'
}

/** `findings` are exceptions of the rules' controls; those no file is known of stand without a place. */
export function sarifLog(
  rules: readonly SarifRule[],
  findings: readonly ReportException[],
  sources: readonly Pick<SourceView, 'ref' | 'name' | 'sha256'>[],
  toolVersion: string
): object {
  const sourceOf = new Map(sources.map((source, index) => [source.ref, { ...source, index }]))
  const ruleOf = new Map(rules.map((rule, index) => [rule.control, { ...rule, index }]))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Tickmark',
            version: toolVersion,
            rules: rules.map(({ control, criterion, effect, recommendation, severity }) => ({
              id: control,
              shortDescription: { text: criterion },
              fullDescription: { text: effect },
              help: { text: recommendation },
              defaultConfiguration: { level: levels[severity] }
            }))
          }
        },
        columnKind: 'utf16CodeUnits',
        artifacts: sources.map(({ name, sha256 }) => ({
          location: { uri: relativeUri(name) },
          hashes: { 'sha-256': sha256 }
        })),
        results: findings.flatMap((finding) => {
          const rule = ruleOf.get(finding.control)
          if (!rule) return []
          return [
            {
              ruleId: rule.control,
              ruleIndex: rule.index,
              level: finding.status === 'exception' ? levels[rule.severity] : 'none',
              kind: finding.status === 'exception' ? 'fail' : 'review',
              message: { text: `${finding.resource}: ${finding.detail}` },
              locations: [locationOf(finding, sourceOf)],
              partialFingerprints: { 'tickmark/v1': finding.fingerprint },
              properties: { account: finding.account }
            }
          ]
        })
      }
    ]
  }
}

function locationOf(
  { resource, place, path }: ReportException,
  sourceOf: ReadonlyMap<string, { readonly name: string; readonly index: number }>
): object {
  const [ref = '', line = ''] = place?.split(':') ?? []
  const source = sourceOf.get(ref)
  return {
    ...(source === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: relativeUri(source.name), index: source.index },
            ...(Number(line) > 0 ? { region: { startLine: Number(line) } } : {})
          }
        }),
    logicalLocations: [
      { fullyQualifiedName: path === null ? resource : `${resource}${path}`, kind: 'resource' }
    ]
  }
}
