/** Says in a sentence or two what a file that nothing reads looks like, and what to ask for instead. */
import type { Outline } from '../importer.ts'
import { toolFile } from './looks-like-tool.ts'

const unread = 'Nothing in this workbench reads it.'

export function looksLike(outline: Outline): string {
  switch (outline.form) {
    case 'empty':
      return 'The file is empty: the command wrote nothing, or its answer went elsewhere. Ask for it again.'
    case 'error':
      return `The file holds an error of AWS instead of data: ${errorOf(outline)}. ${unread}`
    case 'json':
      return toolFile(outline) ?? ofJson(outline)
    case 'csv':
    case 'text':
      return toolFile(outline) ?? ofText(outline)
  }
}

function errorOf({ error }: Outline): string {
  if (error === null) return 'unknown'
  const { code, operation, message } = error
  const call = operation === '' ? 'a call it does not name' : operation.slice(0, 80)
  return `${code.slice(0, 80)} from ${call}${message === '' ? '' : ` (${message.slice(0, 200)})`}`
}

/** Exports of AWS by a key that only they have at the top, for a file that is of use elsewhere or to another step. */
const otherExports: Readonly<Record<string, string>> = {
  PolicyGroups: 'aws iam list-entities-for-policy',
  PoliciesGrantingServiceAccess: 'aws iam list-policies-granting-service-access',
  Standards: 'aws securityhub describe-standards',
  ConfigurationPolicySummaries: 'aws securityhub list-configuration-policies',
  SecurityControlDefinitions: 'aws securityhub list-security-control-definitions',
  StandardsControlAssociationSummaries: 'aws securityhub list-standards-control-associations',
  ConfigRulesEvaluationStatus: 'aws configservice describe-config-rule-evaluation-status',
  ComplianceSummary: 'aws configservice get-compliance-summary-by-config-rule',
  resourceIdentifiers: 'aws configservice list-discovered-resources',
  Aliases: 'aws kms list-aliases',
  Keys: 'aws kms list-keys',
  Buckets: 'aws s3api list-buckets',
  Administrator: 'aws guardduty get-administrator-account` or `aws securityhub get-administrator-account',
  EventDataStores: 'aws cloudtrail list-event-data-stores',
  FindingIds: 'aws guardduty list-findings',
  Master: 'aws guardduty get-master-account` or `aws securityhub get-master-account',
  Members: 'aws guardduty list-members` or `aws securityhub list-members',
  QueryResultRows: 'aws cloudtrail get-query-results',
  Trails: 'aws cloudtrail list-trails'
}

function ofJson({ keys, head }: Outline): string {
  if (keys.has('State') && keys.has('Description'))
    return 'The file is the answer of `aws iam generate-credential-report`, saved in place of the report. Ask for `aws iam get-credential-report --output json`.'
  if (keys.has('digestS3Object') || keys.has('digestStartTime'))
    return 'The file is a digest of CloudTrail: it lists the hashes of log files, to prove them unchanged with `aws cloudtrail validate-logs`, and holds no events. Ask for the log files it names.'
  const names = [...keys.keys()]
  const command = names.filter((key) => Object.hasOwn(otherExports, key)).map((key) => otherExports[key])[0]
  if (command !== undefined) return `The file looks like the answer of \`${command}\`. ${unread}`
  if (names.length === 0 && /^\s*\[\s*\]\s*$/.test(head))
    return 'The file is an empty list without any keys: a tool or a query that found nothing writes one, and nothing in it says which. Ask for the result with its header, as CSV.'
  if (names.length === 0) return `The file is JSON without any keys at its top. ${unread}`
  const shown = names.slice(0, 8).map((name) => name.slice(0, 60))
  return `The file is JSON with the keys ${shown.join(', ')}${names.length > 8 ? ', …' : ''} at its top. ${unread}`
}

interface TextForm {
  readonly sign: RegExp
  readonly sentence: string
}

const jsonInstead = 'Ask for the export with `--output json`.'

/** First match counts. */
const textForms: readonly TextForm[] = [
  {
    sign: /^\s*(?:<!doctype html|<html|<head|<body|<div|<table)/i,
    sentence:
      'The file is a web page, likely saved from the console or in place of a download. Ask for the export itself.'
  },
  {
    sign: /^\s*<\?xml|^\s*<\w+Response/,
    sentence: `The file is XML, an answer of the API itself. ${jsonInstead}`
  },
  {
    sign: /^\s*(?:-{10,}\s*[\r\n]+\|)/,
    sentence: `The file is a table for reading, written with \`--output table\`. ${jsonInstead}`
  },
  {
    sign: /(?:^|\n)(?:usage: aws|aws: error: |aws: \[ERROR\]: )/,
    sentence:
      'The file holds a message of the AWS CLI instead of data: the command was not understood, likely because the CLI is too old for it.'
  },
  {
    sign: /Unable to locate credentials|The config profile \(|Partial credentials found|Error loading SSO Token|Token has expired/,
    sentence: 'The file holds a message of the AWS CLI instead of data: it had no valid credentials.'
  },
  {
    sign: /Could not connect to the endpoint URL|Connect timeout on endpoint|SSL validation failed/,
    sentence: 'The file holds a message of the AWS CLI instead of data: it could not reach AWS.'
  },
  {
    sign: /^\s*\[?\s*\{\s*u?'/,
    sentence: `The file was printed by Python, which is no JSON (single quotes, None, True). ${jsonInstead}`
  },
  {
    sign: /^(?:\ufeff)?\s*(?:---\s*)?(?:- )?[A-Z]\w+ *:(?:[ \t]*\r?\n|[ \t]+\S)/,
    sentence: `The file looks like YAML or a list for reading. ${jsonInstead}`
  },
  {
    sign: /^[A-Z]{5,}(?:\t|\r?\n)/,
    sentence: `The file was written with \`--output text\`, which drops the names of the fields. ${jsonInstead}`
  },
  {
    sign: /^\s*(?:User ?name|User|Role name|Group name)[ \t]*[\t\r\n,].*(?:Last activity|Password age|Console|Active key|Trusted entities|Groups)/is,
    sentence:
      'The file looks like a list copied or exported from a page of the console, which rounds dates and leaves out fields. Ask for the credential report.'
  },
  {
    sign: /^[^\n]*\S[^\n]*\n(?:[^\n]*\n){0,40}\s*[{[]\s*(?:\r?\n|")/,
    sentence:
      'Other text stands before the JSON in the file, likely a message of the shell. Take those lines away and import the file again.'
  }
]

function ofText({ head, header, form }: Outline): string {
  if (head.startsWith('PK\u0003\u0004'))
    return 'The file is a spreadsheet (xlsx), or an archive inside an archive inside an archive. Ask for the files as the AWS CLI wrote them, in one archive at most.'
  if (head.startsWith('\u001f'))
    return 'The file is compressed more than once. Unpack it and import what is inside.'
  const known = textForms.find(({ sign }) => sign.test(head))
  if (known) return known.sentence
  if (form === 'csv')
    return `The file is a table with the columns ${header.slice(0, 8).join(', ').slice(0, 300)}${header.length > 8 ? ', …' : ''}. ${unread}`
  const start = head.trim().split(/\r?\n/, 1)[0] ?? ''
  return `The file is text that begins "${start.slice(0, 80)}". ${unread}`
}
