/** Finds an error of AWS that was saved instead of the data, and says what it means for a review. */
import type { SavedError } from '../importer.ts'

/**
 * The CLI's wording, version 1 and 2, with and without retries and the newer `aws: [ERROR]:` prefix; other lines may stand before it.
 * A table of findings that quotes such an error in one of its columns is none, and neither is one with an error behind it: what stands
 * before an error must be words.
 */
export function findSavedError(text: string): SavedError | null {
  const found =
    /^[^,;|\t\r\n]{0,80}?An error occurred \(([\w.]+)\) when calling the (\w+) operation(?: \(reached max retries: \d+\))?: ?([^\r\n]*)/m.exec(
      text
    )
  if (!found || isData(text.slice(0, found.index))) return null
  const [, code = '', operation = '', message = ''] = found
  return { code, operation, message: message.trim() }
}

/** JSON, whatever stands before it, or a header of four columns and more. */
function isData(before: string): boolean {
  const [first = ''] = before.trimStart().split(/[\r\n]/, 1)
  return (
    /^(?:[\w ]{1,60}=)?[ \t]{0,40}(?:\{[ \t]{0,40}["}\r\n]|\[[ \t]{0,40}["{\]\r\n])/m.test(before) ||
    /^(?:"?[\w ./-]{1,64}"?[,;|\t]){3}/.test(first)
  )
}

/** The API's own answer, `{"Error": {"Code", "Message"}}`, as scripts save it; the operation is known only where code or message tell. */
export function savedErrorOfJson(text: string): SavedError | null {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return null
  }
  const error = fieldOf(document, 'Error')
  const code = fieldOf(error, 'Code')
  const message = fieldOf(error, 'Message')
  if (typeof code !== 'string') return null
  const sentence = typeof message === 'string' ? message : ''
  return { code, operation: operationOf(code, sentence), message: sentence }
}

/** What a code says: the client's access, its session, the load on AWS, or a report that is not ready. */
export function meaningOf(error: SavedError): string {
  if (/^(AccessDenied|Unauthorized|NotAuthorized|OptInRequired)/.test(error.code))
    return 'AWS refused the call to the client'
  if (
    /^(Expired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|RequestExpired)/.test(error.code)
  )
    return "the client's session was not valid any more"
  if (/^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown)/.test(error.code))
    return 'AWS was asked too often in a short time'
  if (/^Report(NotPresent|InProgress|Expired)/.test(error.code))
    return 'AWS had no finished report; `aws iam generate-credential-report` must answer COMPLETE first'
  return 'the call failed'
}

/** The service an error's message speaks of, `iam` in "not authorized to perform: iam:ListPolicies"; null where it names none. */
export function serviceOf(error: SavedError): string | null {
  return actionOf(error.message)?.service ?? (isOfSecurityHub(error.message) ? 'securityhub' : null)
}

function operationOf(code: string, message: string): string {
  if (/^Report(NotPresent|InProgress|Expired)$/.test(code)) return 'GetCredentialReport'
  if (message.startsWith('The Password Policy with domain name')) return 'GetAccountPasswordPolicy'
  if (message.startsWith('Login Profile for User ')) return 'GetLoginProfile'
  if (message.startsWith('No contact of the inputted alternate contact type')) return 'GetAlternateContact'
  if (code === 'InvalidAccessException' && isOfSecurityHub(message)) return 'DescribeHub'
  if (Object.hasOwn(operationsOfCodes, code)) return operationsOfCodes[code] ?? ''
  return actionOf(message)?.operation ?? ''
}

/** Codes that only one operation answers with. */
const operationsOfCodes: Readonly<Record<string, string>> = {
  NoSuchBucketPolicy: 'GetBucketPolicy',
  NoSuchPublicAccessBlockConfiguration: 'GetPublicAccessBlock'
}

/** "Account 111122223333 is not subscribed to AWS Security Hub", "… is not enabled for securityhub". */
function isOfSecurityHub(message: string): boolean {
  return /\b(?:Security Hub|securityhub)\b/.test(message)
}

function actionOf(message: string): { readonly service: string; readonly operation: string } | null {
  const [, service, operation] = /not authorized to perform: ([a-z0-9-]+):(\w+)/.exec(message) ?? []
  return service !== undefined && operation !== undefined ? { service, operation } : null
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}
