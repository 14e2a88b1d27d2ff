/**
 * The files of a generated organisation as they can be changed: by what a client does between two months, in every export that tells of it,
 * and made anew at a later date.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface Statement {
  readonly Effect: 'Allow'
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
}

interface PolicyVersion {
  readonly Document: { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }
  readonly VersionId: string
  IsDefaultVersion: boolean
  readonly CreateDate: string
}

interface Details {
  UserDetailList: { readonly UserName: string; readonly Arn: string }[]
  readonly GroupDetailList: readonly unknown[]
  readonly RoleDetailList: readonly unknown[]
  readonly Policies: {
    readonly PolicyName: string
    readonly Arn: string
    DefaultVersionId: string
    UpdateDate: string
    PolicyVersionList: PolicyVersion[]
  }[]
}

interface Devices {
  VirtualMFADevices: {
    readonly SerialNumber: string
    readonly User: { readonly Arn: string; readonly UserName?: string }
    readonly EnableDate: string
  }[]
}

type Row = Record<string, string>

/** Text by path, as exported at `madeAt`. */
export interface Estate {
  readonly files: Map<string, string>
  readonly madeAt: string
}

/** Every export below a folder but the list of what was planted. */
export function readEstate(folder: string, madeAt: string): Estate {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return {
    madeAt,
    files: new Map(
      paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')])
    )
  }
}

// ——— what a client does ———

/** A console user gets an MFA device, or loses the one they have. */
export function setDevice(estate: Estate, arn: string, hasDevice: boolean): void {
  const account = accountOf(arn)
  const had = rowsOf(estate, account).find((row) => row['arn'] === arn)?.['mfa_active'] === 'true'
  if (had === hasDevice) return
  const name = nameIn(arn)
  changeRow(estate, arn, (row) => ({ ...row, mfa_active: String(hasDevice) }))
  const path = `accounts/${account}/list-virtual-mfa-devices.json`
  const devices = read<Devices>(estate, path)
  const others = devices.VirtualMFADevices.filter(({ User }) => User.Arn !== arn)
  const device = {
    SerialNumber: `arn:aws:iam::${account}:mfa/${name}`,
    User: { Arn: arn, UserName: name },
    EnableDate: daysBefore(estate, 5)
  }
  write(estate, path, { VirtualMFADevices: hasDevice ? [...others, device] : others })
  const step = hasDevice ? 1 : -1
  count(estate, account, { MFADevices: step, MFADevicesInUse: step })
}

/** The first access key of a user is replaced by one made ten days before the export. */
export function rotateKey(estate: Estate, arn: string): void {
  changeRow(estate, arn, (row) => ({
    ...row,
    access_key_1_last_rotated: daysBefore(estate, 10),
    access_key_1_last_used_date: daysBefore(estate, 1)
  }))
}

/** The root user of an account makes an access key, or deletes the one there is. */
export function setRootKey(estate: Estate, account: string, hasKey: boolean): void {
  changeRow(estate, `arn:aws:iam::${account}:root`, (row) => ({
    ...row,
    access_key_1_active: String(hasKey),
    access_key_1_last_rotated: hasKey ? daysBefore(estate, 8) : 'N/A'
  }))
  count(estate, account, { AccountAccessKeysPresent: hasKey ? 1 : -1 })
}

/** A customer managed policy gets a new default version. */
export function writePolicy(estate: Estate, arn: string, statements: readonly Statement[]): void {
  const account = accountOf(arn)
  const path = `accounts/${account}/account-authorization-details.json`
  const details = read<Details>(estate, path)
  const policy = details.Policies.find((one) => one.Arn === arn)
  if (!policy) throw new Error(`The estate has no policy ${arn}`)
  const numbers = policy.PolicyVersionList.map(({ VersionId }) => Number(VersionId.slice(1)))
  const VersionId = `v${Math.max(...numbers) + 1}`
  const CreateDate = daysBefore(estate, 3)
  for (const version of policy.PolicyVersionList) version.IsDefaultVersion = false
  policy.PolicyVersionList.unshift({
    Document: { Version: '2012-10-17', Statement: statements },
    VersionId,
    IsDefaultVersion: true,
    CreateDate
  })
  policy.DefaultVersionId = VersionId
  policy.UpdateDate = CreateDate
  write(estate, path, details)
  count(estate, account, { PolicyVersionsInUse: 1 })
}

/** The password policy of an account asks that so many old passwords are not used again. */
export function rememberPasswords(estate: Estate, account: string, passwords: number): void {
  const path = `accounts/${account}/password-policy.json`
  const { PasswordPolicy } = read<{ readonly PasswordPolicy: object }>(estate, path)
  write(estate, path, { PasswordPolicy: { ...PasswordPolicy, PasswordReusePrevention: passwords } })
}

/** A user with an MFA device leaves. */
export function deleteUser(estate: Estate, arn: string): void {
  setDevice(estate, arn, false)
  const account = accountOf(arn)
  const path = `accounts/${account}/account-authorization-details.json`
  const details = read<Details>(estate, path)
  details.UserDetailList = details.UserDetailList.filter(({ Arn }) => Arn !== arn)
  write(estate, path, details)
  writeRows(
    estate,
    account,
    rowsOf(estate, account).filter((row) => row['arn'] !== arn)
  )
  count(estate, account, { Users: -1 })
}

// ——— when it was exported ———

const day = 86_400_000
/** What is older happened once and stays where it was; what is younger happens again and again. */
const lastingDays = 90
/** Columns and members that say when something was made, which is never another day. */
const isMade = /^(user_creation_time|Create|create|Enable|Update|Joined|Subscribed)/

/** The same organisation exported later: what was used or rotated lately is so again, what lay idle has lain longer. */
export function exportedAt(estate: Estate, madeAt: string): Estate {
  const moved = Date.parse(madeAt) - Date.parse(estate.madeAt)
  const move = (name: string, date: string): string => {
    const time = Date.parse(date)
    const isLate = Date.parse(estate.madeAt) - time < lastingDays * day
    return isMade.test(name) || !isLate ? date : inForm(date, time + moved)
  }
  const files = new Map(
    [...estate.files].map(([path, text]) => [
      path,
      path.endsWith('.csv') ? movedReport(text, move) : movedJson(text, move)
    ])
  )
  return { files, madeAt }
}

type Move = (name: string, date: string) => string
const dateIn = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/

function movedReport(text: string, move: Move): string {
  const [head = [], ...rows] = tableOf(text)
  const moved = rows.map((cells) =>
    cells.map((cell, at) => (dateIn.test(cell) ? move(head[at] ?? '', cell) : cell))
  )
  return textOf([head, ...moved])
}

function movedJson(text: string, move: Move): string {
  return text.replaceAll(
    new RegExp(`"(\\w+)":(\\s*)"(${dateIn.source})"`, 'g'),
    (_, name: string, space: string, date: string) => `"${name}":${space}"${move(name, date)}"`
  )
}

function inForm(like: string, time: number): string {
  const text = new Date(time).toISOString()
  const seconds = like.includes('.') ? text.slice(0, -1) : text.slice(0, 19)
  return seconds + (like.endsWith('Z') ? 'Z' : '+00:00')
}

function daysBefore({ madeAt }: Estate, days: number): string {
  return inForm('Z', Date.parse(madeAt) - days * day)
}

// ——— how the collection script hands it over ———

/** The files of a collection: reports as the command line answers them, with the manifest and the checksums of them all. */
export function collected({ files, madeAt }: Estate): Readonly<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const [path, text] of files)
    if (path.endsWith('credential-report.csv')) all[path.replace(/csv$/, 'json')] = reportAnswer(text, madeAt)
    else all[path] = text
  all['manifest.tsv'] = manifestOf(all, madeAt)
  all['SHA256SUMS'] = Object.entries(all)
    .map(([path, text]) => `${sha256(text)}  ${path}\n`)
    .join('')
  return all
}

function reportAnswer(csv: string, madeAt: string): string {
  return JSON.stringify({
    Content: Buffer.from(csv).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: madeAt.replace('Z', '+00:00')
  })
}

const manifestHead = 'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand\n'

/** A row for each call: of one that was refused the script keeps what was said, beside the path it did not fill. */
function manifestOf(files: Readonly<Record<string, string>>, madeAt: string): string {
  const rows = Object.entries(files).map(([path, text]) => {
    const account = /^accounts\/(\d{12})\//.exec(path)?.[1] ?? '-'
    const refusal = /\((\w+)\) when calling/.exec(text)?.[1]
    const answer =
      refusal === undefined
        ? [path, 0, '-', Buffer.byteLength(text), sha256(text)]
        : [path.replace(/\.err$/, ''), 254, refusal, 0, '-']
    return [...answer, madeAt, 1, account, 'global', `aws ${path.split('/').at(-1) ?? ''}`].join('\t')
  })
  return manifestHead + rows.map((row) => `${row}\n`).join('')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

// ——— files ———

function read<T>({ files }: Estate, path: string): T {
  const text = files.get(path)
  if (text === undefined) throw new Error(`The estate has no file ${path}`)
  return JSON.parse(text) as T
}

function write({ files }: Estate, path: string, content: object): void {
  files.set(path, `${JSON.stringify(content)}\n`)
}

/** Adds to the numbers of the account summary. */
function count(estate: Estate, account: string, steps: Readonly<Record<string, number>>): void {
  const path = `accounts/${account}/account-summary.json`
  const { SummaryMap } = read<{ readonly SummaryMap: Record<string, number> }>(estate, path)
  for (const [name, step] of Object.entries(steps)) SummaryMap[name] = (SummaryMap[name] ?? 0) + step
  write(estate, path, { SummaryMap })
}

const reportOf = (account: string): string => `accounts/${account}/credential-report.csv`

function rowsOf({ files }: Estate, account: string): readonly Row[] {
  const [head = [], ...rows] = tableOf(files.get(reportOf(account)) ?? '')
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])))
}

function writeRows({ files }: Estate, account: string, rows: readonly Row[]): void {
  const [head = []] = tableOf(files.get(reportOf(account)) ?? '')
  files.set(reportOf(account), textOf([head, ...rows.map((row) => head.map((name) => row[name] ?? ''))]))
}

function changeRow(estate: Estate, arn: string, change: (row: Row) => Row): void {
  const account = accountOf(arn)
  const rows = rowsOf(estate, account)
  if (!rows.some((row) => row['arn'] === arn)) throw new Error(`The estate has no ${arn}`)
  writeRows(
    estate,
    account,
    rows.map((row) => (row['arn'] === arn ? change(row) : row))
  )
}

/** The committed reports quote nothing. */
function tableOf(text: string): readonly (readonly string[])[] {
  return text.split('\n').map((line) => line.split(','))
}

function textOf(table: readonly (readonly string[])[]): string {
  return table.map((cells) => cells.join(',')).join('\n')
}

/** The account of a resource, which may be the account itself. */
export function accountOf(resource: string): string {
  return resource.split(':')[4] ?? resource
}

function nameIn(arn: string): string {
  return arn.split('/').at(-1) ?? ''
}
