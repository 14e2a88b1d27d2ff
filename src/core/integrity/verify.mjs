// Verifies an archive of a Tickmark engagement. It needs Node.js 18 or later and nothing else: no network, no packages.
//
//   node verify.mjs                      the archive this file lies in
//   node verify.mjs <folder>             the archive in that folder
//   node verify.mjs [<folder>] <hash>…   and after which event the log had this head, as printed on an issued workbook
//
// It reads every file once and computes again
//   1. the SHA-256 of every file, and compares it with manifest-sha256.txt and tagmanifest-sha256.txt (BagIt 1.0, RFC 8493);
//   2. the chain of the log: the hash of each event is SHA-256 over the hash of the event before and the event itself, so no
//      event can be changed, left out, added or moved without changing every hash behind it;
//   3. the names of the objects, which are their SHA-256, and that everything the record refers to is there;
//   4. the heads that issued workbooks and reports carry, which must be heads of this chain;
//   5. the signatures of the archive, where there are any (as `ssh-keygen -Y verify` does).
//
// It ends with 0 where everything is as it was, with 1 where anything is not, and with 2 where it was called wrongly.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { closeSync, openSync, readSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const tagManifest = 'tagmanifest-sha256.txt'
const manifest = 'manifest-sha256.txt'
const log = 'data/log/events.jsonl'
const logHashes = 'data/log/hashes.txt'
const state = 'data/state/record.json'
const signature = /^tagmanifest-sha256\.txt\.\d+\.sig$/
const signers = 'allowed_signers'

/** Verifies the files of an archive, given one after the other as `{ path, chunks }`; `chunks` is null for what is no file. */
export function verifyArchive(files) {
  const faults = []
  const read = readFiles(files, faults)
  if (!read.sums.has('bagit.txt') && !read.sums.has(manifest)) return nothingHere()
  const info = bagInfo(read, faults)
  checkManifests(read, info, faults)
  const heads = checkLog(read, info, faults)
  const record = recordIn(read, faults)
  const workbooks = checkReferences(read, record, heads, faults)
  const signatures = checkSignatures(read, faults)
  return {
    ok: faults.length === 0,
    faults,
    identifier: info.get('External-Identifier') ?? '',
    description: info.get('External-Description') ?? '',
    files: read.sums.size,
    objects: [...read.sums.keys()].filter((path) => path.startsWith('data/objects/')).length,
    events: heads.length - 1,
    head: heads.at(-1) ?? '',
    heads,
    workbooks,
    signatures
  }
}

function nothingHere() {
  const faults = [`There is no archive here: bagit.txt and ${manifest} are missing.`]
  const found = { identifier: '', description: '', files: 0, objects: 0, events: 0, head: '', heads: [''] }
  return { ...found, ok: false, faults, workbooks: [], signatures: [] }
}

// ——— 1 the files ———

/** The hash and size of every file; the content of the few that are looked into. */
function readFiles(files, faults) {
  const sums = new Map()
  const contents = new Map()
  for (const { path, chunks } of files) {
    if (chunks === null) {
      faults.push(`${path} is no file of an archive.`)
      continue
    }
    const hash = createHash('sha256')
    const isKept = !path.startsWith('data/') || [log, logHashes, state].includes(path)
    const pieces = []
    let size = 0
    for (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      if (isKept) pieces.push(Buffer.from(chunk))
    }
    sums.set(path, { sha256: hash.digest('hex'), size })
    if (isKept) contents.set(path, Buffer.concat(pieces))
  }
  return { sums, contents }
}

function textOf(read, path) {
  return read.contents.get(path)?.toString('utf8') ?? null
}

/** The lines of bag-info.txt by their names. */
function bagInfo(read, faults) {
  const declared = textOf(read, 'bagit.txt')
  if (declared !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    faults.push(
      'bagit.txt is missing or does not declare BagIt 1.0: this is no archive of a Tickmark engagement.'
    )
  const lines = (textOf(read, 'bag-info.txt') ?? '').split('\n').map((line) => /^([\w-]+): (.*)$/.exec(line))
  return new Map(lines.filter((line) => line !== null).map(([, name, value]) => [name, value]))
}

function checkManifests(read, info, faults) {
  const payload = listed(read, manifest, faults)
  const tags = listed(read, tagManifest, faults)
  const isPayload = (path) => path.startsWith('data/')
  const isUnlisted = (path) => path === tagManifest || path === signers || signature.test(path)
  for (const [name, list] of [
    [manifest, payload],
    [tagManifest, tags]
  ])
    for (const [path, sha256] of list) {
      const found = read.sums.get(path)
      if (found === undefined) faults.push(`${path} is listed in ${name} and missing.`)
      else if (found.sha256 !== sha256)
        faults.push(`${path} was changed: its SHA-256 is ${found.sha256}, ${name} has ${sha256}.`)
    }
  for (const path of read.sums.keys()) {
    const name = isPayload(path) ? manifest : tagManifest
    if (!(isPayload(path) ? payload : tags).has(path) && !isUnlisted(path))
      faults.push(`${path} was added: it is not listed in ${name}.`)
  }
  const sizes = [...read.sums].filter(([path]) => isPayload(path)).map(([, { size }]) => size)
  const oxum = `${sizes.reduce((sum, size) => sum + size, 0)}.${sizes.length}`
  if (info.get('Payload-Oxum') !== oxum)
    faults.push(
      `The files in data/ come to ${oxum} (bytes.files); bag-info.txt has ${info.get('Payload-Oxum') ?? 'no Payload-Oxum'}.`
    )
}

/** The hashes of a manifest by path. */
function listed(read, name, faults) {
  const list = new Map()
  const text = textOf(read, name)
  if (text === null) faults.push(`${name} is missing.`)
  for (const [place, line] of (text ?? '').split('\n').slice(0, -1).entries()) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (path === undefined || list.has(path))
      faults.push(`${name}, line ${place + 1} is no line of a manifest, or the second for its file.`)
    else list.set(path, sha256)
  }
  return list
}

// ——— 2 the log ———

/** The head of the chain after each event; first '', before any event. Stops at the first event that does not fit. */
function checkLog(read, info, faults) {
  const heads = ['']
  const lines = linesOf(read.contents.get(log))
  const kept = linesOf(read.contents.get(logHashes)).map(String)
  if (lines.length === 0) faults.push(`${log} is missing or empty.`)
  const numbers = lines.map(numberOf)
  for (const [place, line] of lines.entries()) {
    const expected = place + 1
    const found = numbers[place]
    if (found === null) {
      faults.push(`Line ${expected} of ${log} is no event.`)
      return heads
    }
    if (found !== expected) {
      faults.push(
        numbers.includes(expected)
          ? `Event ${found} stands where event ${expected} belongs: the log was put into another order.`
          : `Event ${expected} is missing; the log goes on with ${found}.`
      )
      return heads
    }
    const head = createHash('sha256')
      .update('tickmark-audit-log\0')
      .update('1\0')
      .update(heads[place])
      .update(line)
      .digest('hex')
    if (head !== kept[place]) {
      faults.push(`Event ${expected} was changed after it was written, or its hash in ${logHashes} was.`)
      return heads
    }
    heads.push(head)
  }
  const last = Number(info.get('Chain-Seq'))
  if (lines.length < last)
    faults.push(`The log ends with event ${lines.length}; the archive was made after event ${last}.`)
  else if (lines.length > last)
    faults.push(`The log goes on after event ${last}, with which the archive was made.`)
  else if (heads.at(-1) !== info.get('Chain-Head'))
    faults.push(
      `The log ends with the head ${heads.at(-1)}; bag-info.txt has ${info.get('Chain-Head') ?? 'none'}.`
    )
  return heads
}

/** Lines as bytes, because bytes are hashed. */
function linesOf(content) {
  const lines = []
  for (let from = 0; content !== undefined && from < content.length;) {
    const end = content.indexOf(10, from)
    lines.push(content.subarray(from, end < 0 ? content.length : end))
    from = end < 0 ? content.length : end + 1
  }
  return lines
}

function numberOf(line) {
  try {
    const { seq } = JSON.parse(line.toString('utf8'))
    return Number.isInteger(seq) ? seq : null
  } catch {
    return null
  }
}

// ——— 3 and 4 what the record refers to ———

/** The tables of the record by name. */
function recordIn(read, faults) {
  try {
    const { tables } = JSON.parse(textOf(read, state))
    for (const rows of Object.values(tables)) if (!Array.isArray(rows)) throw new Error('no table')
    return tables
  } catch {
    faults.push(`${state} is missing or is no record.`)
    return {}
  }
}

function checkReferences(read, tables, heads, faults) {
  for (const [path, { sha256 }] of read.sums)
    if (path.startsWith('data/objects/') && basename(path) !== sha256)
      faults.push(`${path} holds other bytes than those it is named after: their SHA-256 is ${sha256}.`)
  const objects = new Map((tables.object ?? []).map(({ id, sha256 }) => [id, sha256]))
  for (const [table, word] of [
    ['source', 'Source'],
    ['evidence', 'Evidence']
  ])
    for (const { ref, object_id } of tables[table] ?? [])
      if (!read.sums.has(`data/objects/${objects.get(object_id)}`))
        faults.push(`${word} ${ref} has lost its bytes.`)
  const issued = (rows, word) =>
    (rows ?? []).map(({ version, file_name, object_id, issued_at, chain_seq, chain_head }) => {
      const sha256 = objects.get(object_id) ?? ''
      const found = read.sums.get(`data/${word.toLowerCase()}s/${file_name}`)
      if (found === undefined) faults.push(`${word} ${file_name} has lost its bytes.`)
      else if (found.sha256 !== sha256) faults.push(`${word} ${file_name} is not the one that was issued.`)
      if (heads.length > chain_seq && heads[chain_seq] !== chain_head)
        faults.push(`${word} ${file_name} carries a head that the log never had after event ${chain_seq}.`)
      return { version, fileName: file_name, sha256, issuedAt: issued_at }
    })
  issued(tables.report_export, 'Report')
  return issued(tables.workbook_export, 'Workbook')
}

// ——— 5 signatures ———

/** Who signed the archive: each signature is one of `ssh-keygen -Y sign` over tagmanifest-sha256.txt (OpenSSH, PROTOCOL.sshsig). */
function checkSignatures(read, faults) {
  const content = read.contents.get(tagManifest) ?? Buffer.alloc(0)
  const allowed = (textOf(read, signers) ?? '').split('\n').map((line) => line.split(' '))
  return [...read.contents.keys()]
    .filter((path) => signature.test(path))
    .map((path) => {
      const signed = readSignature(textOf(read, path))
      const line = allowed.find(([, type, key]) => type === 'ssh-ed25519' && key === signed?.key)
      const isGood = signed !== null && line !== undefined && isSignedBy(signed, content)
      if (!isGood) faults.push(`${path} is no signature of this archive by a key of ${signers}.`)
      const digest = createHash('sha256')
        .update(Buffer.from(signed?.key ?? '', 'base64'))
        .digest('base64')
      return {
        file: path,
        isGood,
        identity: line?.[0] ?? '',
        fingerprint: `SHA256:${digest.replace(/=+$/, '')}`
      }
    })
}

const namespace = 'tickmark-signoff@v1'

/** The parts of a signature, or null where it is none of ours. */
function readSignature(armored) {
  const body = armored.split('\n').slice(1, -2).join('')
  const blob = Buffer.from(body, 'base64')
  let at = 10
  const part = () => {
    const from = at + 4
    at = from + blob.readUInt32BE(at)
    return blob.subarray(from, at)
  }
  try {
    if (blob.toString('latin1', 0, 6) !== 'SSHSIG' || blob.readUInt32BE(6) !== 1) return null
    const [key, purpose, , hash, signed] = [part(), part(), part(), part(), part()]
    if (`${purpose}` !== namespace || `${hash}` !== 'sha512') return null
    return { key: key.toString('base64'), raw: key.subarray(-32), bytes: signed.subarray(-64) }
  } catch {
    return null
  }
}

function isSignedBy({ raw, bytes }, content) {
  const text = (value) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(value.length)
    return Buffer.concat([length, value])
  }
  const signed = Buffer.concat([
    Buffer.from('SSHSIG'),
    ...[Buffer.from(namespace), Buffer.alloc(0), Buffer.from('sha512')].map(text),
    text(createHash('sha512').update(content).digest())
  ])
  // What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410).
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  try {
    return verify(null, signed, createPublicKey({ key, format: 'der', type: 'spki' }), bytes)
  } catch {
    return false
  }
}

// ——— called by itself ———

/** Every file below a folder, in the order of names. */
export function* filesOf(folder, below = '') {
  const entries = readdirSync(join(folder, below), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) yield* filesOf(folder, path)
    else yield { path, chunks: entry.isFile() ? chunksOf(join(folder, path)) : null }
  }
}

/** The bytes of a file, a piece at a time. */
export function* chunksOf(path) {
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const chunk = Buffer.alloc(1 << 20)
      const length = readSync(file, chunk, 0, chunk.length, null)
      if (length === 0) return
      yield chunk.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

/** What was found, in sentences. */
export function sentencesOf({
  ok,
  faults,
  description,
  files,
  objects,
  events,
  head,
  workbooks,
  signatures
}) {
  const sum = `${count(files, 'file')}, of them ${objects} received or kept as evidence, ${count(workbooks.length, 'issued workbook')} and ${count(events, 'event')} were read`
  return [
    ...(description === '' ? [] : [description]),
    ...signatures
      .filter(({ isGood }) => isGood)
      .map(
        ({ identity, fingerprint }) =>
          `Signed by ${identity} with the key ${fingerprint}; compare it with the one you were given.`
      ),
    ...faults,
    ok
      ? `${sum}; the archive is as it was made. Last event: ${head}.`
      : `${sum}; the archive is not as it was made: ${count(faults.length, 'fault')}.`
  ]
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Where in the log a head stands that an issued workbook carries. */
export function placeOf({ heads }, hash) {
  const seq = heads.indexOf(hash.toLowerCase())
  return seq < 1
    ? `The log never had the head ${hash}: it was rewritten, or the workbook is of another engagement.`
    : `The log had the head ${hash} after event ${seq}.`
}

function main(typed) {
  const isHash = (word) => /^[0-9a-f]{64}$/i.test(word)
  const [folder = join(dirname(fileURLToPath(import.meta.url)), '..'), ...more] = typed.filter(
    (word) => !isHash(word)
  )
  if (more.length > 0) {
    console.error('node verify.mjs [<folder of the archive>] [<hash printed on a workbook>…]')
    return 2
  }
  const found = verifyArchive(filesOf(folder))
  const asked = typed.filter(isHash)
  for (const sentence of [...sentencesOf(found), ...asked.map((hash) => placeOf(found, hash))])
    console.log(sentence)
  return found.ok && asked.every((hash) => found.heads.includes(hash.toLowerCase())) ? 0 : 1
}

if (basename(process.argv[1] ?? '') === 'verify.mjs') process.exitCode = main(process.argv.slice(2))
