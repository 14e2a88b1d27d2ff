/** Reads the results of Prowler 2 and 3 as JSON, one object a line or in a list, as what it says of each resource. */
import type { Importer, Outline, Reading } from './importer.ts'
import { recordOf, requiredText, textOf, type JsonRecord, type Member } from './reading/fields.ts'
import { checkInTitle, isAboutAws, prowlerStatus } from './reading/prowler-result.ts'
import { readRecords } from './reading/read-records.ts'
import { toolResults, type ToolResults } from './reading/tool-results.ts'

const importer: Importer = {
  kind: 'prowler-json',
  title: 'Prowler results as JSON',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'prowler aws -M json',
  operations: [],
  recognises: ({ form, keys }) =>
    form === 'json' &&
    ((keys.has('Control') && keys.has('Account Number') && keys.has('Status')) ||
      (keys.has('CheckID') && keys.has('StatusExtended') && keys.has('Status'))),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const results = toolResults(reading, 'Prowler')
  results.cover(
    readRecords(chunks, outline, reading, (member) => {
      const record = recordOf(member.value)
      if (Object.hasOwn(record, 'CheckID')) takeOfVersion3(record, member, results)
      else takeOfVersion2(record, member, results)
    })
  )
}

function takeOfVersion3(record: JsonRecord, member: Member, results: ToolResults): void {
  const provider = textOf(record, 'Provider') ?? ''
  if (!isAboutAws(provider)) {
    results.leaveOut(provider)
    return
  }
  results.keep(
    {
      ...prowlerStatus(requiredText(record, 'Status'), false),
      account: textOf(record, 'AccountId') ?? '',
      region: textOf(record, 'Region') ?? '',
      check: requiredText(record, 'CheckID'),
      title: textOf(record, 'CheckTitle') ?? '',
      severity: textOf(record, 'Severity') ?? '',
      resource: textOf(record, 'ResourceArn') || textOf(record, 'ResourceId') || '',
      resourceType: textOf(record, 'ResourceType') ?? '',
      detail: textOf(record, 'StatusExtended') ?? '',
      at: results.ranAt(textOf(record, 'AssessmentStartTime'))
    },
    member
  )
}

function takeOfVersion2(record: JsonRecord, member: Member, results: ToolResults): void {
  const { check, title } = checkInTitle(requiredText(record, 'Control'))
  results.keep(
    {
      ...prowlerStatus(requiredText(record, 'Status'), false),
      account: textOf(record, 'Account Number') ?? '',
      region: textOf(record, 'Region') ?? '',
      check,
      title,
      severity: textOf(record, 'Severity') ?? '',
      resource: textOf(record, 'Resource ID') ?? '',
      resourceType: '',
      detail: textOf(record, 'Message') ?? '',
      at: results.ranAt(textOf(record, 'Timestamp'))
    },
    member
  )
}
