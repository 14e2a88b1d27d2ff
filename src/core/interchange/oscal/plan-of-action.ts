/** OSCAL 1.2 plan of action and milestones: every issued finding with what the client does about it. */
import type { InterchangeRecord } from '../interchange-record.ts'
import { backMatterOf, inventoryOf, metadataOf } from './document-head.ts'
import { lineOf, listed, ourNamespace, property, proseOf } from './forms.ts'
import { observationsOf } from './observations.ts'
import { issuedFindings, relatedTo, riskOf, riskUuid } from './risks.ts'

/** The document as JSON; null while no finding is issued, as OSCAL's plan has an item at least. */
export function planOfAction(from: InterchangeRecord): object | null {
  const { record, uuidOf } = from
  const findings = issuedFindings(from)
  if (findings.length === 0) return null
  const tested = new Set(
    findings.flatMap(({ control, accounts }) => accounts.map((account) => `${control}/${account}`))
  )
  return {
    'plan-of-action-and-milestones': {
      uuid: uuidOf(`plan-of-action/${record.period.label}`),
      metadata: metadataOf(from, 'Plan of action and milestones'),
      'system-id': { 'identifier-type': `${ourNamespace}:client`, id: lineOf(record.clientName) },
      ...listedInventory(from),
      ...listed(
        'observations',
        observationsOf(from, ({ control, account }) => tested.has(`${control}/${account}`))
      ),
      risks: findings.map((finding) => riskOf(from, finding)),
      'poam-items': findings.map((finding) => ({
        uuid: uuidOf(`plan-item/${finding.ref}`),
        title: lineOf(`${finding.ref} ${finding.title}`),
        description: proseOf(finding.condition),
        props: [
          property('severity', finding.severity),
          property('control', finding.control),
          property('first-seen', finding.period)
        ],
        ...listed('related-observations', relatedTo(from, finding)),
        'related-risks': [{ 'risk-uuid': riskUuid(uuidOf, finding.ref) }]
      })),
      'back-matter': backMatterOf(from)
    }
  }
}

function listedInventory(from: InterchangeRecord): object {
  const items = inventoryOf(from)
  return items.length === 0 ? {} : { 'local-definitions': { 'inventory-items': items } }
}
