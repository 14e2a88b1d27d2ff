/** The collection script as a client runs it: what it asks AWS, what it leaves, and what it never does. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { closing, management, member, suspended } from './answers.ts'
import { callerSecret, prepareField, script, sha256Of, type Field, type Run } from './run.ts'

const everything = ['--per-user', '--last-accessed', '--events', '90', '--findings', '--exposure'] as const
const minute = 60_000

const isInstalled = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined

test('the script is valid bash and uses nothing younger than bash 3.2', () => {
  expect(spawnSync('bash', ['-n', script], { encoding: 'utf8' }).stderr).toBe('')
  const text = readFileSync(script, 'utf8')
  for (const [young, pattern] of [
    ['associative arrays', /\b(?:declare|local|typeset) -[a-z]*A/],
    ['name references', /\b(?:declare|local) -n/],
    ['mapfile', /\b(?:mapfile|readarray)\b/],
    ['case conversion', /\$\{\w+(?:,,?|\^\^?)\}/],
    ['|& and &>>', /\|&|&>>/],
    ['printf %()T', /%\([^)]*\)T/],
    ['[[ -v', /\[\[ -v/],
    ['negative indices', /\[-\d+\]/]
  ] as const)
    expect(text, young).not.toMatch(pattern)
})

test.skipIf(!isInstalled('shellcheck'))(
  'shellcheck has nothing to say (skipped where it is not installed)',
  () => {
    const { stdout, status } = spawnSync('shellcheck', ['--shell=bash', script], { encoding: 'utf8' })

    expect(stdout).toBe('')
    expect(status).toBe(0)
  }
)

describe('one run over the organization with every option', () => {
  let field: Field
  let run: Run

  beforeAll(() => {
    field = prepareField([management, member])
    run = field.run(
      ...['--org', '--role', 'AuditRole', '--external-id', 'between-us'],
      ...[...everything, '--regions', 'eu-west-1', '--out', field.out]
    )
  }, 3 * minute)
  afterAll(() => field.leave())

  test('only questions are asked: every operation is on the list of those that change nothing', () => {
    const harmless =
      /^(?:get|list|describe|lookup)-|^(?:generate-credential-report|generate-service-last-accessed-details|generate-organizations-access-report|assume-role)$/

    expect(run.asked.length).toBeGreaterThan(200)
    for (const { words } of run.asked) expect(words.split(' ')[1]).toMatch(harmless)
  })

  test('it ends with 1 and a table, as some calls were refused', () => {
    expect(run.err).toContain('AccessDenied: aws iam list-service-specific-credentials --user-name ada')
    expect(run.code).toBe(1)
    expect(run.out).toMatch(/^ +\d+ {2}answered$/m)
    expect(run.out).toMatch(/^ +14 {2}failed: AccessDenied$/m)
    expect(run.out).toMatch(/answered: there is none \(NoSuchEntity\)/)
    expect(run.out).toContain(`Bundle digest  ${sha256Of(field.files().SHA256SUMS ?? Buffer.of())}`)
  })

  test('a role is assumed in the other ACTIVE accounts, and no account outside is asked', () => {
    const assumed = run.asked.filter(({ words }) => words.startsWith('sts assume-role'))

    expect(assumed).toHaveLength(1)
    expect(assumed[0]?.account).toBe(management)
    expect(assumed[0]?.words).toContain(`--role-arn arn:aws:iam::${member}:role/AuditRole`)
    expect(assumed[0]?.words).toContain('--external-id between-us')
    expect(new Set(run.asked.map(({ account }) => account))).toEqual(new Set([management, member]))
    for (const account of [suspended, closing])
      expect(Object.keys(field.files()).some((path) => path.startsWith(`accounts/${account}/`))).toBe(false)
  })

  test('each account is asked with its own credentials', () => {
    for (const { account, rc, command } of field
      .rows()
      .filter(({ path }) => path.includes('caller-identity')))
      expect([account, rc, command]).toEqual([account, 0, 'aws sts get-caller-identity'])
    for (const account of [management, member])
      expect(JSON.parse(field.text(`accounts/${account}/sts-get-caller-identity.json`))).toMatchObject({
        Account: account
      })
  })

  test('every row of the manifest is its file, byte for byte, and every file has a row', () => {
    const files = field.files()
    const known = new Set(['manifest.tsv', 'collector.txt', 'SHA256SUMS'])

    for (const { path, rc, error, bytes, sha256 } of field.rows()) {
      const file = files[path]
      known.add(path)
      if (rc !== 0) {
        expect(error, path).toMatch(/^\w+$/)
        expect(files[`${path}.err`]?.length, path).toBeGreaterThan(0)
        known.add(`${path}.err`)
      }
      if (sha256 === '-') {
        expect([file, bytes], path).toEqual([undefined, 0])
        continue
      }
      expect(file && [file.length, sha256Of(file)], path).toEqual([bytes, sha256])
    }
    expect(Object.keys(files).filter((path) => !known.has(path))).toEqual([])
  })

  test.skipIf(!isInstalled('sha256sum'))(
    'SHA256SUMS names every other file and sha256sum finds them unaltered',
    () => {
      const names = field
        .text('SHA256SUMS')
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(66))
      const { status, stdout } = spawnSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], {
        cwd: field.out,
        encoding: 'utf8'
      })

      expect(names).toEqual(
        Object.keys(field.files())
          .filter((path) => path !== 'SHA256SUMS')
          .sort()
      )
      expect(stdout).toBe('')
      expect(status).toBe(0)
    }
  )

  test('nothing of the credentials stands in any file or on the screen', () => {
    const told = [run.out, run.err, ...Object.values(field.files()).map((file) => file.toString('utf8'))]

    for (const secret of [
      callerSecret,
      `secret-of-${member}`,
      `token-of-${member}`,
      `ASIA${member}`,
      'between-us'
    ])
      expect(
        told.filter((text) => text.includes(secret)),
        secret
      ).toEqual([])
    expect(field.rows().find(({ command }) => command.includes('assume-role'))?.command).toContain(
      '--external-id ***'
    )
  })

  test('names that a file system or a shell may not like are safe, and the manifest has them as they are', () => {
    const folder = `accounts/${member}/users`
    const commands = new Map(field.rows().map(({ path, command }) => [path, command]))

    expect(
      Object.fromEntries(
        ['ada', 'smith,john', '=1+1', '@admin', '-2', '_nul', '.._'].map((name) => [
          name,
          commands.get(`${folder}/${name}/list-mfa-devices.json`)
        ])
      )
    ).toEqual({
      ada: 'aws iam list-mfa-devices --user-name ada',
      'smith,john': 'aws iam list-mfa-devices --user-name smith,john',
      '=1+1': 'aws iam list-mfa-devices --user-name =1+1',
      '@admin': 'aws iam list-mfa-devices --user-name @admin',
      '-2': 'aws iam list-mfa-devices --user-name=-2',
      _nul: 'aws iam list-mfa-devices --user-name nul',
      '.._': 'aws iam list-mfa-devices --user-name ..'
    })
    expect(
      commands.get(
        `accounts/${member}/oidc-providers/oidc.eks.eu-west-1.amazonaws.com_id_ABCDEF0123456789.json`
      )
    ).toContain('oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789')
    expect(
      commands.get(
        `accounts/${member}/regions/eu-west-1/config-get-compliance-details-by-config-rule.iam_password_policy.json`
      )
    ).toContain('--config-rule-name "iam password policy" --region eu-west-1')
  })

  test('reports come page by page, and the manifest says whose they are', () => {
    const pages = field
      .rows()
      .filter(({ path }) => path.startsWith(`accounts/${member}/last-accessed/`) && /\.\d+\.json$/.test(path))
    const ada = `aws iam generate-service-last-accessed-details --arn arn:aws:iam::${member}:user/ada --granularity ACTION_LEVEL --query JobId && aws iam get-service-last-accessed-details --job-id job-0 --max-items 1000`

    expect(pages).toHaveLength(9)
    expect(pages.slice(0, 2).map(({ command }) => command)).toEqual([ada, `${ada} --marker more/of=it`])
    expect(pages.some(({ command }) => command.includes('aws-service-role'))).toBe(false)
    expect(
      field.rows().find(({ path }) => path === 'organization/access-reports/ou-a1b2-11112222.1.json')?.command
    ).toContain('--entity-path o-exampleorg/r-a1b2/ou-a1b2-11112222')
  })

  test('a trail is asked about once, in its home region, also where that was not named', () => {
    const status = run.asked.filter(({ words }) => words.includes('get-trail-status'))

    expect(status.map(({ account, region }) => [account, region])).toEqual([
      [management, 'us-east-1'],
      [member, 'us-east-1']
    ])
  })

  test('of the unused-access findings the active ones are asked for one by one, of GuardDuty 50 a call', () => {
    const asked = (operation: string): number =>
      run.asked.filter(({ account, words }) => account === member && words.includes(` ${operation} `)).length

    expect(asked('list-findings-v2')).toBe(1)
    expect(asked('get-finding-v2')).toBe(1)
    expect(
      field
        .rows()
        .filter(({ account, path }) => account === member && path.includes('guardduty-get-findings'))
    ).toHaveLength(2)
    expect(asked('get-compliance-details-by-config-rule')).toBe(1)
    expect(asked('get-key-policy')).toBe(1)
  })

  test('collector.txt says who asked, with what and when', () => {
    const lines = field.text('collector.txt').trimEnd().split('\n')
    const record = new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line]))

    expect(lines[0]).toBe('collector=collect-aws-exports.sh 1.0')
    expect(record.get('caller_arn')).toBe(`caller_arn=arn:aws:sts::${management}:assumed-role/Auditor/ada`)
    expect(record.get('aws_cli')).toContain('aws-cli/2.99.1')
    expect(record.get('options')).toBe(
      'options=org:1 role:AuditRole external_id:given accounts:all per_user:1 last_accessed:1 events:90 findings:1 exposure:1 regions:eu-west-1'
    )
    for (const key of ['started_utc', 'finished_utc'])
      expect(record.get(key)).toMatch(/=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(record.get('calls')).toBe(`calls=${field.rows().length}`)
  })

  test('an archive with the folder in it lies beside the folder', () => {
    expect(existsSync(`${field.out}.zip`) || existsSync(`${field.out}.tar.gz`)).toBe(true)
    expect(run.out).toMatch(/^Archive {8}\S+\.(?:zip|tar\.gz)$/m)
  })
})

describe('a run that did not get everything', () => {
  test(
    'goes on with --resume and asks only what is missing',
    () => {
      const field = prepareField()
      const options = ['--regions', 'eu-west-1', '--no-zip', '--out', field.out]
      const late = `accounts/${management}/account-summary.json`
      const altered = `accounts/${management}/list-roles.json`
      const throttled = { code: 'Throttling', operation: 'GetAccountSummary', message: 'Rate exceeded' }
      field.answer(management, 'iam get-account-summary', throttled)
      const first = field.run(...options)
      expect([first.code, field.rows().find(({ path }) => path === late)?.error]).toEqual([1, 'Throttling'])
      field.answer(management, 'iam get-account-summary', { json: { SummaryMap: { Users: 7 } } })
      spawnSync('bash', ['-c', `echo ' ' >>'${field.out}/${altered}'`])

      const second = field.run(...options, '--resume')

      expect(second.asked.map(({ words }) => words.split(' ').slice(0, 2).join(' '))).toEqual([
        'sts get-caller-identity',
        'iam get-account-summary',
        'iam get-account-password-policy',
        'iam list-roles',
        'account get-alternate-contact',
        'securityhub describe-organization-configuration',
        'securityhub describe-security-hub-v2',
        'cloudtrail get-insight-selectors'
      ])
      const rows = field.rows()
      expect(rows.filter(({ path }) => path === late).map(({ rc }) => rc)).toEqual([0])
      expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length)
      expect(existsSync(`${field.out}/${late}.err`)).toBe(false)
      expect(field.text('collector.txt')).toMatch(/^resumed_utc=/m)
      expect(second.code).toBe(0)
      field.leave()
    },
    2 * minute
  )

  test(
    'asks a report with a missing page again as a whole',
    () => {
      const field = prepareField()
      const options = ['--regions', 'eu-west-1', '--last-accessed', '--no-zip', '--out', field.out]
      const rest = 'iam get-service-last-accessed-details --job-id job-0 --max-items 1000 --marker more/of=it'
      field.answer(management, rest, { code: 'Throttling', operation: 'GetServiceLastAccessedDetails' })
      field.run(...options)
      field.answer(management, rest, { json: { JobStatus: 'COMPLETED', ServicesLastAccessed: [] } })

      const second = field.run(...options, '--resume')

      const reports = second.asked.filter(({ words }) => words.includes('last-accessed'))
      expect(reports.map(({ words }) => words.split(' ')[1])).toEqual([
        'generate-service-last-accessed-details',
        'get-service-last-accessed-details',
        'get-service-last-accessed-details',
        'get-service-last-accessed-details'
      ])
      const pages = field.rows().filter(({ path }) => /user_ada\.\d\.json$/.test(path))
      expect(pages.map(({ path, rc }) => [path.slice(-17), rc])).toEqual(
        [
          ['ed/user_ada.1.json', 0],
          ['ed/user_ada.2.json', 0]
        ].map(([path, rc]) => [String(path).slice(-17), rc])
      )
      field.leave()
    },
    2 * minute
  )

  test(
    'leaves out an account whose role cannot be assumed, and says so',
    () => {
      const field = prepareField([management])
      field.refuseRole(member)

      const run = field.run(
        '--org',
        '--role',
        'AuditRole',
        '--accounts',
        `${management} ${member} ${suspended}`,
        '--regions',
        'eu-west-1',
        '--no-zip',
        '--out',
        field.out
      )

      expect(run.err).toContain(`account ${member} is left out: the role could not be assumed`)
      expect(run.err).toContain(`account ${suspended} is left out: it is no ACTIVE account`)
      expect(run.code).toBe(1)
      const row = field.rows().find(({ path }) => path === `accounts/${member}/sts-assume-role.json`)
      expect(row).toMatchObject({ rc: 254, error: 'AccessDenied', account: member })
      expect(field.text(`accounts/${member}/sts-assume-role.json.err`)).toContain('AssumeRole')
      expect(run.asked.filter(({ words }) => words === 'sts get-caller-identity --output json')).toHaveLength(
        1
      )
      field.leave()
    },
    2 * minute
  )
})

describe('a dry run', () => {
  test('prints every call and makes none', () => {
    const field = prepareField([])

    const run = field.run('--dry-run', '--org', '--role', 'A', '--external-id', 'between-us', ...everything)

    expect(run.code).toBe(0)
    expect(run.asked).toEqual([])
    expect(existsSync(field.out)).toBe(false)
    expect(run.out).not.toContain('between-us')
    const lines = run.out.trimEnd().split('\n')
    expect(lines.filter((line) => !line.startsWith('aws '))).toEqual([])
    for (const call of [
      'aws organizations describe-organization',
      'aws iam list-access-keys --user-name "<UserName>"',
      'aws accessanalyzer get-finding-v2 --analyzer-arn "<arn>" --id "<id>" --region "<describe-regions>"'
    ])
      expect(lines).toContain(call)
    field.leave()
  })
})

describe('what cannot start ends with 2 and a sentence', () => {
  test.each([
    [['--nonsense'], 'There is no option --nonsense'],
    [['--role', 'A'], '--role, --external-id and --accounts go with --org'],
    [['--org', '--external-id', 'x'], '--external-id goes with --role'],
    [['--events', '91'], 'from 1 to 90'],
    [['--events', 'many'], 'from 1 to 90'],
    [['--out'], '--out needs a value'],
    [['--org', '--accounts', '111122223333,222233334444'], 'parted by blanks'],
    [['--regions', '../elsewhere'], 'parted by blanks'],
    [['--resume'], '--resume needs --out']
  ])('%j', (options, sentence) => {
    const field = prepareField([])

    const run = field.run(...options)

    expect([run.code, run.err]).toEqual([2, expect.stringContaining(sentence)])
    expect(run.asked).toEqual([])
    field.leave()
  })

  test('credentials that AWS does not know', () => {
    const field = prepareField([])
    field.answer(management, 'sts get-caller-identity --query [Account,Arn]', {
      code: 'InvalidClientTokenId',
      operation: 'GetCallerIdentity'
    })
    expect(field.run().code).toBe(2)
    field.leave()
  })

  test('a folder that holds an earlier run', () => {
    const field = prepareField([])
    spawnSync('bash', ['-c', `mkdir -p '${field.out}' && touch '${field.out}/manifest.tsv'`])

    const run = field.run('--out', field.out)

    expect([run.code, run.err]).toEqual([2, expect.stringContaining('holds an earlier run')])
    field.leave()
  })

  test('help names the calls that start a report', () => {
    const field = prepareField([])

    const { code, out } = field.run('--help')

    expect(code).toBe(0)
    for (const call of [
      'generate-credential-report',
      'generate-service-last-accessed-details',
      'generate-organizations-access-report'
    ])
      expect(out).toContain(`iam ${call}`)
    field.leave()
  })
})
