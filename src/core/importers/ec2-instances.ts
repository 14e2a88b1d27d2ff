/** Reads the instances of EC2 with the instance profile each runs with. */
import type { Importer, Outline, Reading } from './importer.ts'
import { isRecord, listOf, recordIn, recordOf, requiredText, textOf, timeOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { refuseRegional, scopesOf } from './reading/regional.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'ec2-instances',
  title: 'EC2 instances',
  family: 'access',
  scope: 'account',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.includes('/'),
  command: 'aws ec2 describe-instances --output json',
  operations: ['DescribeInstances'],
  recognises(outline) {
    const reservation = keysBelow(outline, 'Reservations')
    return reservation !== undefined && (reservation.size === 0 || reservation.has('Instances'))
  },
  read
}

export default importer

/** Instances asked for by id or filter are not all of a region. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = reading.option('instance-ids') ?? reading.option('filters')
  const keyOf = (region: string): string => (asked === null ? region : `${region}/${asked}`)
  if (outline.error) {
    refuseRegional(outline.error, importer, reading, keyOf)
    return
  }
  const scopes = scopesOf(reading)
  const json = readJson(chunks, outline, reading, {
    lists: {
      Reservations(member) {
        const reservation = recordOf(member.value)
        const owner = textOf(reservation, 'OwnerId')
        for (const instance of listOf(reservation, 'Instances').filter(isRecord)) {
          const zone = textOf(recordIn(instance, 'Placement') ?? {}, 'AvailabilityZone')
          const { account, region } = scopes.named(owner, regionOfZone(zone))
          reading.fact('ec2_instance', {
            account_id: account,
            region,
            instance_id: requiredText(instance, 'InstanceId'),
            state: textOf(recordIn(instance, 'State') ?? {}, 'Name') ?? '',
            profile_arn: textOf(recordIn(instance, 'IamInstanceProfile') ?? {}, 'Arn'),
            launched_at: timeOf(instance, 'LaunchTime', member),
            line: member.line,
            path: member.path
          })
          reading.count('instances')
        }
      }
    }
  })
  reading.count('instances', 0)
  scopes.cover(json.stateOf('Reservations'), keyOf)
}

/** `eu-west-1a` is a zone of eu-west-1; local zones have more behind it (`us-west-2-lax-1a`). */
function regionOfZone(zone: string | null): string | null {
  return /^[a-z]{2}(?:-[a-z]+)+-\d/.exec(zone ?? '')?.[0] ?? null
}
