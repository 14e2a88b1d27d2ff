/** P13A: by account and region, whether the services that detect and record are on: Security Hub, GuardDuty, AWS Config. */
import { detectionFacts, detectionKinds, detectionPlaces, type Detection } from './detection-facts.ts'
import { controlsColumn, controlsNotMet, regionResource } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  notKnown,
  placeColumns
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface PlaceOfDetection {
  readonly account_id: string
  readonly region: string
}

const source =
  'Security Hub, GuardDuty and AWS Config of each account and region; files and lines in column Source.'

export default {
  id: 'detection-services',
  name: 'P13A Detection services',
  ref: 'P13A',
  order: 66,
  title: 'Services that detect and record',
  purpose: 'Shows in which regions somebody would notice, and where nobody watches.',
  source,
  procedure:
    'One row for each account and region any of these exports speaks of. "Off": AWS answered that there is none. "Not received": nothing follows from it. A region that no export speaks of is not here.',
  heading: sourceHeading(source, ...detectionKinds),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    controlsColumn,
    noteworthyColumn,
    { key: 'hub', title: 'Security Hub', type: 'text', width: 13 },
    { key: 'standards', title: 'Standards', type: 'long', width: 34 },
    { key: 'guardDuty', title: 'GuardDuty', type: 'text', width: 13 },
    { key: 'features', title: 'GuardDuty features off', type: 'long', width: 26 },
    { key: 'config', title: 'AWS Config', type: 'text', width: 13 },
    { key: 'records', title: 'Records', type: 'long', width: 22 },
    { key: 'recordsGlobal', title: 'Records IAM', type: 'text', width: 9 },
    { key: 'lastStatus', title: 'Last status', type: 'long', width: 18 },
    { key: 'delivery', title: 'Delivers to', type: 'long', width: 28 },
    { key: 'delivered', title: 'Last delivery', type: 'time', width: 16 },
    { key: 'aggregators', title: 'Aggregators', type: 'long', width: 26 },
    { key: 'packs', title: 'Conformance packs', type: 'long', width: 28 },
    ...placeColumns
  ],
  tallies: [
    { column: 'hub', words: ['On', 'Off', 'Not received'] },
    { column: 'guardDuty', words: ['On', 'Suspended', 'Off', 'Not received'] },
    { column: 'config', words: ['Records', 'Stopped', 'Off', 'Not received'] }
  ],
  count: (context) => countOf(context, `with ${detectionPlaces} select count(*) as n from place`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context, 'detection')
    const factsOf = detectionFacts(context)
    return noteworthyFirst(
      context.all<PlaceOfDetection>(placesSql).map(({ account_id, region }) => {
        const found = factsOf(account_id, region)
        const { notes, places, names, ...cells } = found
        const resource = regionResource(account_id, region)
        return {
          ...accountOf(account_id),
          region: region || notKnown,
          controls: notMet(account_id, resource, ...names.map((name) => `${resource}#${name}`)),
          noteworthy: noteworthyOf(...notesOf(found), ...notes),
          ...cells,
          source: places.map(({ source }) => source).join('\n'),
          path:
            places
              .map(({ path }) => path ?? '')
              .join('\n')
              .trim() || null
        }
      })
    )
  }
} satisfies Sheet

function notesOf({ hub, guardDuty, config }: Detection): (string | false)[] {
  return [
    hub === 'Off' && 'Security Hub is off',
    (guardDuty === 'Off' || guardDuty === 'Suspended') && `GuardDuty is ${guardDuty.toLowerCase()}`,
    config === 'Off' && 'AWS Config is off',
    config === 'Stopped' && 'AWS Config has stopped recording'
  ]
}

const placesSql = `
  with ${detectionPlaces}
  select account_id, region
  from place
  order by account_id, region`
