/** Whether the resources of a statement are ARNs, and whether one that looks narrow is every resource of its service. */
import { knownService } from '../../actions/known-actions.ts'
import { hasWildcard } from '../../glob.ts'
import { quote, textsOf, textsOfEither, type Lint, type LintedDocument, variable } from './lint.ts'

const partition = /^aws(?:-[a-z]+)*$/
const region = /^(?:[a-z]{2}(?:-[a-z]+)+-\d+)?$/
const account = /^(?:\d{12}|aws|cloudfront|third-party|aws-marketplace)?$/

/** Rules `invalid-arn`, `odd-arn` and `every-resource` (IAM JSON policy elements: Resource; Amazon Resource Names). */
export function* lintResources({ statements }: LintedDocument): Generator<Lint> {
  for (const { n, name, elements } of statements) {
    for (const resource of new Set(textsOfEither(elements, 'Resource'))) {
      if (resource === '' || /^\*+$/.test(resource)) continue
      const problem = problemOf(resource)
      if (problem !== null)
        yield {
          rule: problem.rule,
          n,
          detail: `${name} names the resource ${quote(resource)}: ${problem.why}`
        }
    }
    for (const resource of new Set(textsOf(elements, 'Resource')))
      if (isEveryResource(resource))
        yield {
          rule: 'every-resource',
          n,
          detail: `${name} names the resource ${quote(resource)}, which is every resource of its service`
        }
  }
}

interface Problem {
  readonly rule: 'invalid-arn' | 'odd-arn'
  readonly why: string
}

function problemOf(resource: string): Problem | null {
  if (!resource.startsWith('arn:'))
    return hasWildcard(resource.slice(0, 4))
      ? { rule: 'odd-arn', why: 'it begins with a wildcard instead of arn:' }
      : { rule: 'invalid-arn', why: 'it is neither * nor an ARN' }
  const parts = partsOf(resource)
  if (parts.length < 6)
    return hasWildcard(parts.at(-1) ?? '')
      ? { rule: 'odd-arn', why: `it has ${parts.length} parts instead of six, the last one a wildcard` }
      : { rule: 'invalid-arn', why: `it has ${parts.length} parts instead of six` }
  const [, ofPartition = '', ofService = '', ofRegion = '', ofAccount = ''] = parts
  if (!isOpen(ofPartition) && !partition.test(ofPartition))
    return { rule: 'odd-arn', why: `there is no partition ${quote(ofPartition)}` }
  if (ofService !== ofService.toLowerCase())
    return { rule: 'odd-arn', why: 'services are written in lower case' }
  if (ofService === '') return { rule: 'invalid-arn', why: 'it names no service' }
  if (!isOpen(ofRegion) && !region.test(ofRegion))
    return { rule: 'odd-arn', why: `${quote(ofRegion)} is no region` }
  if (!isOpen(ofAccount) && !account.test(ofAccount))
    return { rule: 'odd-arn', why: `${quote(ofAccount)} is no account of twelve digits` }
  if (parts.slice(5).join(':') === '') return { rule: 'invalid-arn', why: 'it names no resource' }
  return null
}

/** The parts between colons; those of a policy variable separate nothing. */
function partsOf(arn: string): readonly string[] {
  return arn.replaceAll(variable, (written) => written.replaceAll(':', '\u0000')).split(':')
}

/** Whether a pattern or a variable stands for the part. */
function isOpen(part: string): boolean {
  return hasWildcard(part) || part.includes('${')
}

/** An ARN open in every part but its service: `arn:aws:s3:::*`, `arn:aws:sqs:*:*:*`. With an account or a kind it is narrower than `*`. */
function isEveryResource(resource: string): boolean {
  const [scheme, ofPartition, ofService = '', ofRegion = '', ofAccount = '', ...name] = resource.split(':')
  if (scheme !== 'arn' || ofPartition === undefined || !/^\*[*/:]*$/.test(name.join(':'))) return false
  const isAny = (part: string) => part === '' || /^\*+$/.test(part)
  return isAny(ofRegion) && (ofAccount === '' ? isWithoutAccount(ofService) : isAny(ofAccount))
}

/** Whether the ARNs of a service carry no account, as those of S3 do not. */
function isWithoutAccount(service: string): boolean {
  if (hasWildcard(service)) return true
  return knownService(service)?.data.resources.some(([, arn]) => arn.split(':')[4] === '') ?? false
}
