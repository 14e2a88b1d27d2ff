/** RES-02: whether the keys the client manages in KMS rotate. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { answered, placeOfAnswers } from './basis/answered.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly key_id: string
  /** null where `describe-key` was not received. */
  readonly manager: string | null
  readonly state: string | null
  readonly rotates: Flag | null
  /** 1 where AWS answered about its rotation; without `rotates` that it cannot. */
  readonly is_answered: Flag
  /** Only of the member that stands for what was not received: keys seen, and their regions, comma-separated. */
  readonly keys_seen: number | null
  readonly regions: string | null
}

export default automatedCheck<Row>({
  id: 'kms-key-rotation',
  control: 'RES-02',
  topic: 'exposure',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every enabled customer managed key of KMS that can rotate does so.',
  effect: 'Everything ever encrypted stands and falls with one key material.',
  recommendation: 'Enable yearly rotation of every symmetric customer managed key.',
  remediation: {
    console: 'KMS → Customer managed keys → the key → Key rotation → Automatically rotate.',
    cli: 'aws kms enable-key-rotation --key-id ID.',
    terraform: 'Set enable_key_rotation = true of aws_kms_key.'
  },
  procedure: [
    'Take describe-key and get-key-rotation-status of each key; keys AWS manages rotate by themselves and are left out.',
    'Asymmetric and HMAC keys, and those of an own key store, cannot rotate; AWS says so. Keys with imported material are rotated by hand.',
    'Ask for the list of keys of every region in use, and compare.'
  ],
  limits: [
    'No export lists all keys of all regions; keys that nobody described are not counted.',
    'Rotation on demand leaves no trace in the answer.'
  ],
  sources: ['AWS KMS Developer Guide: Rotate AWS KMS keys', 'AWS KMS API Reference: GetKeyRotationStatus'],
  needs: ['kms-keys'],
  parameters: [],
  columns: [
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'manager', title: 'Managed by', type: 'text' },
    { key: 'state', title: 'State', type: 'text' },
    { key: 'rotates', title: 'Rotates', type: 'boolean' }
  ],
  population: `
    with ${answered('answers', 'kms-keys')},
    ${placeOfAnswers('place', ['kms-keys'])},
    key as materialized (
      select
        key_id,
        max(arn) as arn,
        max(region) as region,
        max(manager) as manager,
        max(state) as state,
        max(rotates) as rotates
      from kms_key
      where account_id = :account
      group by key_id
    ),
    place_of_key as materialized (
      select key_id, min(arn is null) as rank, source_id, line, path
      from kms_key
      where account_id = :account
      group by key_id
    )
    select
      coalesce(key.arn, key.key_id) as resource,
      key.key_id,
      key.region,
      key.manager,
      key.state,
      key.rotates,
      key.key_id || '/rotation' in (select part from answers) as is_answered,
      null as keys_seen,
      null as regions,
      place_of_key.source_id,
      place_of_key.line,
      place_of_key.path
    from key
    join place_of_key on place_of_key.key_id = key.key_id
    where coalesce(key.manager, 'CUSTOMER') = 'CUSTOMER'
    union all
    select
      :account, '', null, null, null, null, 0,
      (select count(*) from key),
      (select group_concat(distinct region) from key),
      place.source_id, place.line, place.path
    from place`,
  whenEmpty: 'The exports hold no key.',
  test(row, { account }) {
    const { resource, manager, state, rotates } = row
    if (row.keys_seen !== null) {
      const where = row.regions === null ? '' : ` in ${list(row.regions.split(','))}`
      return needsReview(
        `${count(row.keys_seen, 'key')} of account ${account} ${row.keys_seen === 1 ? 'was' : 'were'} received${where}; no export lists all keys of all regions, so ask for aws kms list-keys and compare.`
      )
    }
    const subject = `Key ${resource}`
    if (rotates === 1) return pass(`${subject} rotates.`)
    if (state !== null && state !== 'Enabled') return pass(`${subject} is not in use (${state}).`)
    if (rotates === 0)
      return manager === null
        ? needsReview(
            `${subject} does not rotate; who manages it and whether it is enabled, aws kms describe-key --key-id ${row.key_id} would say.`
          )
        : exception(`${subject} does not rotate.`)
    return row.is_answered === 1
      ? pass(`${subject} is of a kind that cannot rotate by itself, as AWS answered.`)
      : needsReview(
          `${subject}: its rotation was not received; ask for: aws kms get-key-rotation-status --key-id ${row.key_id}.`
        )
  }
})
