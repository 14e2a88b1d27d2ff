import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const account = '111122223333'
const logName = '111122223333_CloudTrail_us-east-1_20260131T1145Z_7xgocspSowgK0Gto.json'
const ada = {
  type: 'IAMUser',
  principalId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: `arn:aws:iam::${account}:user/ada`,
  accountId: account,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'ada'
}
const root = { type: 'Root', principalId: account, arn: `arn:aws:iam::${account}:root`, accountId: account }

/** A record as CloudTrail writes it. */
const record = {
  eventVersion: '1.08',
  userIdentity: ada,
  eventTime: '2026-01-30T11:42:36Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.1',
  userAgent: 'aws-cli',
  errorCode: 'AccessDenied',
  requestParameters: { userName: 'grace' },
  responseElements: null,
  requestID: 'r',
  eventID: '293ba626-3be5-4a26-ab1b-0f4c54f49959',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: account,
  eventCategory: 'Management'
}
const login = {
  ...record,
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  eventType: 'AwsConsoleSignIn',
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' }
}

const stated = {
  account_id: account,
  event_id: record.eventID,
  event_name: 'CreateAccessKey',
  event_source: 'iam.amazonaws.com',
  happened_at: at('2026-01-30T11:42:36Z'),
  region: 'us-east-1',
  identity_type: 'IAMUser',
  identity_arn: ada.arn,
  user_name: 'ada',
  access_key_id: ada.accessKeyId,
  invoked_by: null,
  source_address: '192.0.2.1',
  is_read_only: 0,
  event_type: 'AwsApiCall',
  login_result: null,
  mfa_used: null,
  error_code: 'AccessDenied',
  line: 1
}

/** As `lookup-events` answers it. */
function looked(of: object, beside: object = {}): object {
  return {
    EventId: record.eventID,
    EventName: 'CreateAccessKey',
    ReadOnly: 'false',
    AccessKeyId: ada.accessKeyId,
    EventTime: '2026-01-30T06:42:36-05:00',
    EventSource: 'iam.amazonaws.com',
    Username: 'ada',
    Resources: [],
    CloudTrailEvent: JSON.stringify(of),
    ...beside
  }
}

function factsOf(...records: readonly object[]): ReturnType<typeof collect> {
  return collect(JSON.stringify({ Records: records }), { name: logName })
}

const athena = [
  'eventversion,useridentity,eventtime,eventsource,eventname,awsregion,sourceipaddress,errorcode,responseelements,additionaleventdata,eventid,readonly,eventtype,recipientaccountid,year',
  `"1.08","{type=IAMUser, principalid=AIDA, arn=${ada.arn}, accountid=${account}, accesskeyid=${ada.accessKeyId}, username=ada, sessioncontext={attributes={creationdate=x}}}","2026-01-30T11:42:36Z","iam.amazonaws.com","CreateAccessKey","us-east-1","192.0.2.1","AccessDenied","","","${record.eventID}","false","AwsApiCall","${account}","2026"`
]
const history = [
  'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category',
  `ada,${ada.accessKeyId},2026-01-30T11:42:36Z,iam.amazonaws.com,CreateAccessKey,us-east-1,192.0.2.1,"a, b",AccessDenied,"[{""resourceType"":""x""}]",r,${record.eventID},FALSE,AwsApiCall,${account},Management`
]

describe('an event is the same in every form it is handed over in', () => {
  test.each([
    ['a log file', JSON.stringify({ Records: [record] }), 'Records[0]'],
    ['a record by itself', JSON.stringify(record), null],
    ['a list of records', JSON.stringify([record]), '[0]'],
    ['an event of EventBridge', JSON.stringify({ version: '0', account, detail: record }), 'detail'],
    ['an answer of lookup-events', JSON.stringify({ Events: [looked(record)] }), 'Events[0]'],
    [
      'the same as SDKs write it',
      JSON.stringify({
        events: [{ eventId: 'x', eventSource: 'x', cloudTrailEvent: JSON.stringify(record) }]
      }),
      'events[0]'
    ]
  ])('%s', (_, text, path) => {
    const found = collect(text)

    expect([found.kind, found.counts]).toEqual(['cloudtrail-events', { events: 1 }])
    expect(found.of('cloudtrail_event')).toEqual([{ ...stated, path }])
    expect(found.latestAt).toBe(stated.happened_at)
    expect(found.notes).toEqual([])
  })

  test('a query in Athena', () => {
    const found = collect(`${athena.join('\n')}\n`)

    expect(found.kind).toBe('cloudtrail-events')
    expect(found.of('cloudtrail_event')).toEqual([{ ...stated, line: 2, path: null }])
    expect(found.notes).toEqual([])
  })

  test("the console's event history, as far as it goes", () => {
    const found = collect(history.join('\r\n'))

    expect(found.kind).toBe('cloudtrail-events')
    expect(found.of('cloudtrail_event')).toEqual([
      { ...stated, identity_type: null, identity_arn: null, line: 2, path: null }
    ])
    expect(sentences(found, 'info')).toContain('no columns for the kind of identity')
  })
})

describe('MFA', () => {
  const role = {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada`
  }

  test.each([
    ['an IAM user with MFA', ada, { MFAUsed: 'Yes' }, 1],
    ['an IAM user without', ada, { MFAUsed: 'No' }, 0],
    ['root with MFA, as the guide spells it', root, { MFAUsed: 'YES' }, 1],
    ['root without', root, { MFAUsed: 'No' }, 0],
    ['a federated sign-in: its provider asks for MFA and does not say so', role, { MFAUsed: 'No' }, null],
    ['a federated sign-in that says so', role, { MFAUsed: 'Yes' }, 1],
    ['a user who came through SAML', ada, { MFAUsed: 'No', SamlProviderArn: 'arn:x' }, null],
    ['a record that does not say', ada, { MobileVersion: 'No' }, null],
    ['a record of nobody', undefined, { MFAUsed: 'No' }, null]
  ])('%s', (_, userIdentity, additionalEventData, used) => {
    const [fact] = factsOf({ ...login, userIdentity, additionalEventData }).of('cloudtrail_event')

    expect([fact?.login_result, fact?.mfa_used]).toEqual(['Success', used])
  })
})

test('a failed sign-in of root has no key, and its outcome is told', () => {
  const [fact] = factsOf({
    ...login,
    userIdentity: { ...root, accessKeyId: '' },
    errorCode: undefined,
    errorMessage: 'Failed authentication',
    responseElements: { ConsoleLogin: 'Failure' }
  }).of('cloudtrail_event')

  expect(fact).toMatchObject({
    identity_type: 'Root',
    user_name: null,
    access_key_id: null,
    login_result: 'Failure',
    error_code: null
  })
})

test('what a service did in the name of root is told from what root did', () => {
  const facts = factsOf(
    { ...record, userIdentity: { ...root, invokedBy: 'AWS Internal' } },
    {
      ...record,
      eventID: 'b',
      eventType: 'AwsServiceEvent',
      userIdentity: { accountId: account, invokedBy: 'x' }
    }
  ).of('cloudtrail_event')

  expect(facts.map((fact) => [fact.identity_type, fact.invoked_by, fact.event_type])).toEqual([
    ['Root', 'AWS Internal', 'AwsApiCall'],
    [null, 'x', 'AwsServiceEvent']
  ])
})

test('an event of CloudTrail Insights is kept as what it is', () => {
  const found = factsOf({
    eventVersion: '1.07',
    eventTime: '2026-01-30T00:51:00Z',
    awsRegion: 'us-east-1',
    eventID: 'EXAMPLE8',
    eventType: 'AwsCloudTrailInsight',
    recipientAccountId: account,
    insightDetails: { state: 'Start', eventSource: 'ssm.amazonaws.com', eventName: 'GetParameter' },
    eventCategory: 'Insight'
  })

  expect(found.of('cloudtrail_event')).toMatchObject([
    {
      event_name: 'GetParameter',
      event_source: 'ssm.amazonaws.com',
      event_type: 'AwsCloudTrailInsight',
      identity_type: null
    }
  ])
})

describe('the account', () => {
  test.each([
    ['received the event, also where another called', { recipientAccountId: '999988887777' }, '999988887777'],
    ['has lost its leading zeros', { recipientAccountId: 21_074_853_00 }, '002107485300'],
    ['is that of the caller in older records', { recipientAccountId: undefined }, account],
    [
      "is that of the caller's ARN",
      { recipientAccountId: undefined, userIdentity: { arn: ada.arn } },
      account
    ],
    ['is known from outside alone', { recipientAccountId: undefined, userIdentity: null }, '444455556666']
  ])('%s', (_, change, owner) => {
    const found = collect(JSON.stringify({ Records: [{ ...record, ...change }] }), {
      name: logName,
      accountHint: '444455556666'
    })

    expect(found.of('cloudtrail_event').map(({ account_id }) => account_id)).toEqual([owner])
    expect(Object.keys(found.coverage)).toEqual([`${owner}/${logName.replace('.json', '')}`])
  })

  test('is not guessed from what a spreadsheet made of it', () => {
    const found = collect(history.join('\n').replace(`,${account},M`, ',5.28758E+11,M'), {
      accountHint: account
    })

    expect(found.of('cloudtrail_event').map(({ account_id }) => account_id)).toEqual([account])
    expect(sentences(found, 'warning')).toContain('5.28758E+11')
  })
})

describe('a lookup', () => {
  const folder = `accounts/${account}/regions/us-east-1`
  const byRoot = 'AttributeKey=Username,AttributeValue=root'

  test.each([
    ['the attribute of the command', 'events.json', { 'lookup-attributes': byRoot }, 'us-east-1/root'],
    ["the attribute in the file's name", 'cloudtrail-lookup-events.root.json', {}, 'us-east-1/root'],
    ['the region, where all were asked for', 'cloudtrail-lookup-events.json', {}, 'us-east-1'],
    ['its name, where nobody says', 'events.json', {}, `us-east-1/${folder}/events.json`]
  ])('answers for the region and %s', (_, file, options, key) => {
    const found = collect('{"Events": []}', { name: `${folder}/${file}`, options, accountHint: account })

    expect([found.kind, found.counts]).toEqual(['cloudtrail-events', { events: 0 }])
    expect(found.coverage).toEqual({ [`${account}/${key}`]: 'complete' })
  })

  test('in no region that is known is told of', () => {
    const found = collect('{"Events": []}', { name: 'lookup-events.root.json', accountHint: account })

    expect(found.coverage).toEqual({ [`${account}//root`]: 'complete' })
    expect(sentences(found, 'warning')).toContain('of which region')
  })

  test('cut short is a page', () => {
    const text = JSON.stringify({ Events: [looked(record)], NextToken: 'eyJ' })

    expect(collect(text, { name: `${folder}/lookup-events.json` }).coverage).toEqual({
      [`${account}/us-east-1`]: 'page'
    })
  })

  test('without the record is read from its summary, and who acted is not known', () => {
    const found = collect(JSON.stringify({ Events: [looked(record, { CloudTrailEvent: undefined })] }), {
      name: `${folder}/lookup-events.json`,
      accountHint: account
    })

    expect(found.of('cloudtrail_event')).toEqual([
      {
        ...stated,
        region: null,
        identity_type: null,
        identity_arn: null,
        source_address: null,
        event_type: null,
        error_code: null,
        path: 'Events[0]'
      }
    ])
    expect(sentences(found, 'warning')).toContain('1 event came without')
    expect(found.coverage).toEqual({ [`${account}/us-east-1`]: 'partial' })
  })

  test('whose record is broken names it', () => {
    const found = collect(
      JSON.stringify({ Events: [looked(record, { CloudTrailEvent: '{"eventName": "x' })] }),
      {
        name: `${folder}/lookup-events.json`,
        accountHint: account
      }
    )

    expect(found.of('cloudtrail_event').map(({ event_name }) => event_name)).toEqual(['CreateAccessKey'])
    expect(sentences(found, 'warning')).toContain('`CloudTrailEvent` must hold a record as JSON')
  })

  test("takes the session's name beside it for no user's", () => {
    const assumed = {
      ...record,
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/r/ada` }
    }
    const found = collect(JSON.stringify({ Events: [looked(assumed)] }))

    expect(found.of('cloudtrail_event').map(({ user_name }) => user_name)).toEqual([null])
  })

  test('that was refused counts for what was looked up', () => {
    const found = collect(
      `An error occurred (AccessDeniedException) when calling the LookupEvents operation: User: arn:aws:iam::${account}:user/x is not authorized to perform: cloudtrail:LookupEvents`,
      { name: `${folder}/cloudtrail-lookup-events.root.json.err` }
    )

    expect([found.kind, found.coverage]).toEqual([
      'cloudtrail-events',
      { [`${account}/us-east-1/root`]: 'denied' }
    ])
  })
})

describe('records of the first years have no id', () => {
  test('and stay apart', () => {
    const old = { ...record, eventID: undefined }
    const ids = factsOf(old, old)
      .of('cloudtrail_event')
      .map(({ event_id }) => event_id)

    expect(ids).toEqual([
      'without id: 2026-01-30T11:42:36Z iam.amazonaws.com CreateAccessKey Records[0]',
      'without id: 2026-01-30T11:42:36Z iam.amazonaws.com CreateAccessKey Records[1]'
    ])
  })
})

test('a log file is a piece: whole as it is, it does not show that nothing else happened', () => {
  expect(factsOf(record).coverage).toEqual({ [`${account}/${logName.replace('.json', '')}`]: 'partial' })
  expect(collect(JSON.stringify({ Records: [record] }), { name: `a/${logName}.gz` }).coverage).toEqual({
    [`${account}/${logName.replace('.json', '')}`]: 'partial'
  })
  expect(collect(JSON.stringify(record), { name: 'a/x.json' }).coverage).toEqual({
    [`${account}/a/x.json`]: 'partial'
  })
})

test('an entry that is no event is left out and named; times without a zone are not guessed', () => {
  const found = factsOf(
    record,
    { ...record, eventName: undefined },
    { ...record, eventTime: '30.01.2026 11:42' }
  )

  expect(found.of('cloudtrail_event').map(({ happened_at }) => happened_at)).toEqual([
    stated.happened_at,
    null
  ])
  expect(found.notes.map(({ level, path }) => [level, path])).toEqual([
    ['error', 'Records[1]'],
    ['warning', 'Records[2]']
  ])
})

describe('a table of events', () => {
  test('may lack columns, and says which', () => {
    const found = collect(
      'eventtime,eventsource,eventname\n2026-01-30T11:42:36Z,iam.amazonaws.com,CreateUser\n'
    )

    expect(found.of('cloudtrail_event')).toMatchObject([{ event_name: 'CreateUser', identity_type: null }])
    expect(sentences(found, 'warning')).toContain('Columns are missing: eventid, awsregion')
  })

  test('of Athena holds the outcome of a sign-in and MFA in JSON', () => {
    const row = athena[1]
      ?.replace('"","",', '"{""ConsoleLogin"": ""Success""}","{""MFAUsed"": ""No""}",')
      .replace('CreateAccessKey', 'ConsoleLogin')
    const found = collect([athena[0], row].join('\n'))

    expect(found.of('cloudtrail_event')).toMatchObject([{ login_result: 'Success', mfa_used: 0 }])
  })

  test('keeps the events whose structs cannot be read, and says so', () => {
    const found = collect(
      [athena[0], athena[1]?.replace(/"\{type.*?\}\}"/, '"x"').replace('"","",', '"x","",')].join('\n')
    )

    expect(found.of('cloudtrail_event')).toMatchObject([{ event_id: record.eventID, identity_type: null }])
    expect(sentences(found, 'warning')).toContain(
      '`useridentity` must be a struct as {type=IAMUser, …}, found "x"'
    )
    expect(sentences(found, 'warning')).toContain('`responseelements` must be JSON, found "x"')
  })

  test('without a single event is nothing to use; with none it is empty', () => {
    expect(collect(`${history[0] ?? ''}\n1,2,3\n`).unreadable?.message).toContain('`eventName` is missing')
    expect(collect(`${history[0] ?? ''}\n`, { accountHint: account }).counts).toEqual({ events: 0 })
  })

  test('saved again by a spreadsheet has other delimiters', () => {
    const found = collect(`sep=;\r\n${history.join('\r\n').replaceAll('"a, b"', 'a').replaceAll(',', ';')}`)

    expect(found.of('cloudtrail_event')).toMatchObject([{ event_name: 'CreateAccessKey', line: 3 }])
  })
})

test.each([
  ['a notification of S3', { Records: [{ ...record, s3: { bucket: {} } }] }],
  ['a stream of DynamoDB', { Records: [{ eventID: '1', eventName: 'INSERT', eventSource: 'aws:dynamodb' }] }],
  ['events of RDS', { Events: [{ SourceIdentifier: 'db', Message: 'x', Date: '2026-01-30T11:42:36Z' }] }],
  ['events of a log group', { events: [] }],
  ['records of nobody', { Records: [] }]
])('%s are not taken for events of CloudTrail', (_, document) => {
  expect(collect(JSON.stringify(document)).kind).toBeNull()
})

test('a digest of log files is named', () => {
  const digest = {
    awsAccountId: account,
    digestStartTime: '2026-01-30T11:00:00Z',
    digestS3Object: 'x',
    logFiles: []
  }

  expect(collect(JSON.stringify(digest)).tried).toContain('a digest of CloudTrail')
})

const samples = join(import.meta.dirname, '../../../../shared/data/samples/10-cloudtrail')

describe.skipIf(!existsSync(samples))(
  'real events (skipped where the samples are not beside the project)',
  () => {
    const inLogs = new Map(
      (existsSync(samples) ? readdirSync(join(samples, 'logs')) : [])
        .flatMap((file) => collect(readFileSync(join(samples, 'logs', file))).of('cloudtrail_event'))
        .map((fact) => [fact.event_id, fact])
    )

    test.each(['derived-athena-result.csv', 'derived-ndjson-records.json'])(
      '%s says the same as the logs',
      (file) => {
        const facts = collect(readFileSync(join(samples, file))).of('cloudtrail_event')

        expect(facts.length).toBeGreaterThan(9)
        for (const fact of facts) {
          const { line, path } = fact
          expect(fact).toEqual({ ...inLogs.get(fact.event_id), line, path })
        }
      }
    )

    test('the sign-in without MFA among them is found', () => {
      expect([...inLogs.values()].filter(({ mfa_used }) => mfa_used !== null)).toMatchObject([
        { event_name: 'ConsoleLogin', identity_type: 'IAMUser', login_result: 'Success', mfa_used: 0 }
      ])
    })
  }
)
