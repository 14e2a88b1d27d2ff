/** Damages a file as text and as bytes: cut, spliced, overwritten, encoded otherwise, or random altogether. */
import { hostileFields } from './hostile.ts'
import { below, isLucky, pick, type Random } from './random.ts'

type Damage = (text: string, random: Random, other: string) => string

/** `other` is the text of another export. */
export function damageText(text: string, random: Random, other: string): string {
  return pick(random, damages)(text, random, other)
}

const damages: readonly Damage[] = [
  (text, random) => text.slice(0, below(random, text.length)),
  (text, random) => text.slice(below(random, text.length)),
  (text, random) => text.slice(0, below(random, text.length)) + text.slice(below(random, text.length)),
  (text, random, other) =>
    text.slice(0, below(random, text.length)) + other.slice(below(random, other.length)),
  (text, _, other) => `${text}\n${other}`,
  (text, _, other) => `[${text},${other}]`,
  (text) => text + text,
  (text, random) => `[${text},${text.slice(0, below(random, text.length))}`,
  insert([
    '"',
    '{',
    '[',
    ']',
    '}',
    ',',
    ':',
    '\\',
    '\u0000',
    '\n',
    '\t',
    '\r',
    'é',
    '\ufeff',
    '\ufffe',
    '//',
    '\u2028',
    '1e999'
  ]),
  (text, random) => at(text, random, '['.repeat(3000)),
  (text, random) => at(text, random, '{"a":'.repeat(1000)),
  (text, random) => at(text, random, '"'.repeat(1 + below(random, 5))),
  (text, random) => at(text, random, pick(random, [' ', '\n', '\t', '\r\n']).repeat(20_000)),
  (text, random) =>
    text.replaceAll(
      pick(random, [',', ':', '"', '\n', '}', '0', 'arn']),
      pick(random, ['', ';', '""', '\r', '{'])
    ),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\ufeff\ufeff${text}`,
  (text) => `Loading profile...\n${text}`,
  (text, random) => `${text}\n${pick(random, savedErrors)}`,
  (_, random) => pick(random, savedErrors),
  ofTable(dropLine),
  ofTable((lines) => [...lines, ...lines]),
  ofTable((lines) => lines.toReversed()),
  ofTable(changeField),
  ofTable(changeField),
  ofTable(dropColumn),
  ofTable((lines) => ['sep=;', ...lines.map((line) => line.replaceAll(',', ';'))]),
  ofTable((lines) => lines.flatMap((line) => ['', line, '   '])),
  (text, random) => text.replaceAll(',', pick(random, ['\t', ';', '|', ',,']))
]

const savedErrors: readonly string[] = [
  'An error occurred (AccessDenied) when calling the ListUsers operation: User: arn:aws:iam::111122223333:user/x is not authorized',
  'An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 111122223333 cannot be found.',
  'aws: [ERROR]: An error occurred (ThrottlingException) when calling the ListAccounts operation (reached max retries: 4): Rate exceeded',
  `An error occurred (${'A'.repeat(3000)}) when calling the ${'B'.repeat(3000)} operation: ${'C'.repeat(9000)}`,
  'An error occurred (__proto__) when calling the constructor operation: ',
  'Unable to locate credentials. You can configure credentials by running "aws configure".',
  '<html><body>502 Bad Gateway</body></html>'
]

/** Saved in place of an answer; `operation` may name its service, as `s3:GetBucketPolicy`. */
export function savedError(operation: string, random: Random): string {
  const code = pick(random, [
    'AccessDenied',
    'AccessDeniedException',
    'NoSuchEntity',
    'ResourceNotFoundException',
    'InvalidAccessException',
    'ThrottlingException',
    'AWSOrganizationsNotInUseException',
    'NoSuchBucketPolicy',
    '__proto__'
  ])
  const message = pick(random, [
    '',
    'Rate exceeded',
    'User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: iam:List on resource: *',
    'arn:aws:iam::1111222233334:x '.repeat(300)
  ])
  const name = operation.slice(operation.indexOf(':') + 1)
  return isLucky(random, 0.3)
    ? JSON.stringify({ Error: { Code: code, Message: message, Operation: name } })
    : `An error occurred (${code}) when calling the ${name} operation: ${message}`
}

function insert(these: readonly string[]): Damage {
  return (text, random) => at(text, random, pick(random, these))
}

function at(text: string, random: Random, inserted: string): string {
  const place = below(random, text.length + 1)
  return text.slice(0, place) + inserted + text.slice(place)
}

function ofTable(damage: (lines: readonly string[], random: Random) => readonly string[]): Damage {
  return (text, random) => damage(text.split('\n'), random).join('\n')
}

function dropLine(lines: readonly string[], random: Random): readonly string[] {
  const nth = below(random, lines.length)
  return lines.filter((_, n) => n !== nth)
}

function changeField(lines: readonly string[], random: Random): readonly string[] {
  const nth = below(random, lines.length)
  return lines.map((line, n) => {
    if (n !== nth) return line
    const fields = line.split(/([,;\t])/)
    fields[2 * below(random, Math.ceil(fields.length / 2))] = pick(random, hostileFields)
    return fields.join('')
  })
}

function dropColumn(lines: readonly string[], random: Random): readonly string[] {
  const nth = below(random, 8)
  return lines.map((line) =>
    line
      .split(',')
      .filter((_, n) => n !== nth)
      .join(',')
  )
}

/** In one of the encodings files come in, at times with bytes of another. */
export function encode(text: string, random: Random): Uint8Array {
  const bytes = encoders[below(random, encoders.length)]?.(text) ?? Buffer.from(text)
  if (bytes.length > 0 && isLucky(random, 0.1))
    for (let times = 1 + below(random, 6); times > 0; times--)
      bytes[below(random, bytes.length)] = below(random, 256)
  return bytes
}

const utf8 = (text: string): Buffer => Buffer.from(text)

const encoders: readonly ((text: string) => Buffer)[] = [
  utf8,
  utf8,
  utf8,
  utf8,
  utf8,
  utf8,
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(text, 'latin1')
]

export function randomBytes(random: Random): Uint8Array {
  const mark = pick(random, ['', '{"', '[{"', 'user,arn,', '\u001f\u008b', 'PK\u0003\u0004', '\ufeff'])
  const bytes = Uint8Array.from({ length: below(random, 800) }, () => below(random, 256))
  return Buffer.concat([Buffer.from(mark, 'latin1'), bytes])
}
