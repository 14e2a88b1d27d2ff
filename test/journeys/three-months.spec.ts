/**
 * Two people take one client through January, February and March: exports in, tests concluded, findings raised, answered, retested, closed and
 * come back, every month signed, issued, locked and archived. What the workbench tells is compared with what was planted.
 */
import { appendFileSync, mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import type { PeriodRecord } from '../../src/shared/records/period.ts'
import { expected, told } from '../support/compared.ts'
import { accounts, months, policies, users, type Month } from '../support/months.ts'
import {
  changeByte,
  lacks,
  listAnew,
  signature,
  spoilt,
  sums,
  swapLines,
  unpack,
  verifier
} from '../support/stock-tools.ts'

import { call } from './support/call.ts'
import { adler, beginEngagement, closeOut, concludeByHand, okafor, rollForward } from './support/close-out.ts'
import * as followUp from './support/follow-up.ts'
import { acceptSources, concludeTheRest, expect, judgeTheRest, receive } from './support/month.ts'
import { takeOver } from './support/people.ts'
import { accessibilityFaults, test } from './support/workbench.ts'

const [january, february, march] = months() as [Month, Month, Month]
const every = Object.values(accounts)

/** The saved archives by month. */
const archives = new Map<string, string>()
let folder: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickmark-three-months-'))
})
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test.describe.configure({ mode: 'serial' })
// A trace of a journey this long is larger than what it could tell.
test.use({ trace: 'off', actionTimeout: 120_000 })

test(
  'three months are audited by two people, from the first export to the last archive',
  { tag: '@deep' },
  async ({ workbench }) => {
    test.setTimeout(30 * 60_000)
    const screen = (name: string) => workbench.getByRole('navigation').getByRole('button', { name })

    const kept: PeriodRecord[] = []

    await test.step('an engagement with two people whose duties are separated', async () => {
      await beginEngagement(workbench, january)
    })

    // ——— January ———

    await test.step('January: the exports are imported and the sources accepted', async () => {
      await takeOver(workbench, okafor)
      await screen('Import').click()
      await receive(workbench, january, folder)
      await acceptSources(workbench)
    })

    await test.step('January: a few tests are concluded by hand, the rest by what the results propose', async () => {
      await concludeByHand(workbench, 'ROOT-05', '1', 'No signing certificate in any account.')
      await concludeByHand(
        workbench,
        'ROOT-01',
        '2',
        'The root user of the product account has an access key.'
      )
      await concludeTheRest(workbench, every)
    })

    const rootKey =
      await test.step('January: a finding is raised, issued by the partner, answered and planned', async () => {
        const ref = await followUp.raiseByHand(
          workbench,
          'ROOT-01',
          'The key was made for a migration and kept.'
        )
        await takeOver(workbench, adler)
        await followUp.issueByHand(workbench, ref)
        await takeOver(workbench, okafor)
        await followUp.answerByHand(workbench, ref)
        return followUp.followed(workbench, ref)
      })

    const { device, service, accepted, acceptance } =
      await test.step('January: three more are raised, and the risk of one is accepted', async () => {
        const refs = [
          await followUp.raise(workbench, 'MFA-01', accounts.management, users.marek),
          await followUp.raise(workbench, 'LP-06', accounts.shared, policies.mobile),
          await followUp.raise(workbench, 'LP-06', accounts.management, policies.infra)
        ] as const
        await takeOver(workbench, adler)
        for (const finding of refs) await call(workbench, 'finding.issue', { finding })
        await takeOver(workbench, okafor)
        const device = await followUp.followed(workbench, refs[0])
        const service = await followUp.followed(workbench, refs[1])
        const accepted = await followUp.followed(workbench, refs[2])
        await followUp.answer(workbench, device)
        await followUp.answer(workbench, service)
        const acceptance = await followUp.accept(workbench, accepted)
        await judgeTheRest(workbench)
        return { device, service, accepted, acceptance }
      })

    await test.step('January: it is signed, issued, locked and archived', async () => {
      archives.set(january.label, await closeOut(workbench, january, folder))
    })

    // ——— February ———

    await test.step('February: the context is carried over, the conclusions are not', async () => {
      kept.push(await rollForward(workbench, january, 'February 2026'))
      await takeOver(workbench, okafor)
      const { sections } = await call(workbench, 'checklist.show', { account: accounts.product })
      expect(sections.flatMap(({ items }) => items).filter(({ conclusion }) => conclusion !== null)).toEqual(
        []
      )
      await expect(screen('Findings')).toBeVisible()
      expect((await call(workbench, 'finding.list', {})).map(({ ref }) => ref)).toContain(rootKey.ref)
    })

    await test.step('February: what is new, resolved and recurring is what was planted', async () => {
      await screen('Import').click()
      await receive(workbench, february, folder)
      await acceptSources(workbench)
      await compares(workbench, january, february)
    })

    await test.step('February: what the client reports as done is retested, and one is closed by the partner', async () => {
      for (const one of [rootKey, device, service]) await followUp.claim(workbench, one, '2026-02-20')
      await followUp.retestByHand(workbench, rootKey, /All 1 are gone/, 'Passed')
      await followUp.retest(workbench, device, 'still-open', 'failed')
      await takeOver(workbench, adler)
      await followUp.closeByHand(workbench, rootKey.ref)
      await takeOver(workbench, okafor)
    })

    await test.step('February: it is concluded, signed, issued, locked and archived', async () => {
      await concludeTheRest(workbench, every)
      await followUp.keepOpen(workbench, device)
      await followUp.keepOpen(workbench, accepted, acceptance)
      await judgeTheRest(workbench)
      archives.set(february.label, await closeOut(workbench, february, folder))
    })

    // ——— March ———

    await test.step('March: what came back is told apart from what is new', async () => {
      kept.push(await rollForward(workbench, february, 'March 2026'))
      await takeOver(workbench, okafor)
      await screen('Import').click()
      await receive(workbench, march, folder)
      await acceptSources(workbench)
      await compares(workbench, february, march)
    })

    await test.step('March: what is back fails its retest, and what was closed becomes a finding that repeats it', async () => {
      await followUp.retest(workbench, service, 'regressed', 'failed')
      const again = await followUp.raiseByHand(
        workbench,
        'ROOT-01',
        'Nothing keeps a root key from being made.'
      )
      expect((await call(workbench, 'finding.show', { finding: again })).repeatOf).toBe(rootKey.ref)
      await takeOver(workbench, adler)
      await followUp.issueByHand(workbench, again)
      await takeOver(workbench, okafor)
      await followUp.answerByHand(workbench, again)
    })

    await test.step('March: the acceptance lapsed, because the policy it covers was changed', async () => {
      const { acceptances } = await call(workbench, 'finding.show', { finding: accepted.ref })
      expect(acceptances.map(({ state }) => state)).toEqual(['changed'])
      await screen('Sign-off').click()
      await expect(workbench.getByText(/RA-2026-001: what it covers changed/)).toBeVisible()
      await call(workbench, 'risk-acceptance.end', {
        acceptance,
        reason: 'The client will narrow the policy instead.'
      })
      await followUp.answer(workbench, accepted)
    })

    await test.step('March: it is concluded, signed, issued, locked and archived', async () => {
      await concludeTheRest(workbench, every)
      for (const one of [device, service, accepted]) await followUp.keepOpen(workbench, one)
      await judgeTheRest(workbench)
      archives.set(march.label, await closeOut(workbench, march, folder))
    })

    await test.step('the record of three months holds, and each month stayed as it was', async () => {
      expect((await call(workbench, 'period.list', {})).map(({ state }) => state)).toEqual([
        'locked',
        'locked',
        'locked'
      ])
      for (const before of kept)
        expect(await call(workbench, 'period.show', { period: before.period.label })).toEqual(before)
      const statuses = async ({ ref }: followUp.FollowedUp): Promise<readonly string[]> =>
        (await call(workbench, 'finding.show', { finding: ref })).occurrences.map(({ status }) => status)
      expect(await statuses(rootKey)).toEqual(['new'])
      expect(await statuses(device)).toEqual(['new', 'recurring', 'recurring'])
      expect(await statuses(service)).toEqual(['new', 'not-observed', 'recurring'])
      expect(await call(workbench, 'engagement.verify', {})).toMatchObject({ ok: true, faults: [] })
    })
  }
)

test.describe('the archive of a locked month, where the program is not', { tag: '@deep' }, () => {
  test('holds the bytes its manifests list, as sha256sum finds', () => {
    const missing = lacks('sha256sum')
    test.skip(missing !== false, missing || '')
    for (const zip of archives.values()) expect(sums(unpack(zip))).toEqual({ status: 0, text: '' })
  })

  test('is signed by who locked it, as ssh-keygen finds', () => {
    const missing = lacks('ssh-keygen')
    test.skip(missing !== false, missing || '')
    for (const zip of archives.values()) {
      const { status, text } = signature(unpack(zip))
      expect(text).toContain('Good "tickmark-signoff@v1" signature')
      expect(status).toBe(0)
    }
  })

  test('proves itself with Node alone', () => {
    for (const zip of archives.values()) {
      const { status, text } = verifier(unpack(zip))
      expect(text).toContain('the archive is as it was made')
      expect(text).toContain('Signed by p.adler@audit.example')
      expect(status).toBe(0)
    }
  })

  test('tells a changed byte, a missing file, an added file and a log in another order', () => {
    const bag = unpack(archives.get(january.label) ?? '')
    const object = join('data/objects', readdirSync(join(bag, 'data/objects'))[0] ?? '')
    const log = 'data/log/events.jsonl'
    // An added file is in no list, so that `sha256sum -c` finds nothing wrong.
    const spoilers = [
      { told: `${object} was changed`, sums: 1, spoil: (copy) => changeByte(join(copy, object)) },
      {
        told: `${object} is listed in manifest-sha256.txt and missing`,
        sums: 1,
        spoil: (copy) => unlinkSync(join(copy, object))
      },
      {
        told: 'data/added.txt was added: it is not listed in manifest-sha256.txt',
        sums: 0,
        spoil: (copy) => appendFileSync(join(copy, 'data/added.txt'), 'more')
      },
      {
        told: 'the log was put into another order',
        sums: 1,
        spoil: (copy) => swapLines(join(copy, log))
      }
    ] satisfies readonly { told: string; sums: number; spoil: (copy: string) => void }[]
    for (const spoiler of spoilers)
      spoilt(bag, spoiler.spoil, (copy) => {
        const { status, text } = verifier(copy)
        expect(text).toContain(spoiler.told)
        expect(status).toBe(1)
        if (lacks('sha256sum') === false) expect(sums(copy).status, spoiler.told).toBe(spoiler.sums)
      })
  })

  test('tells them also where the manifests were written anew, by the chain and the signature', () => {
    const bag = unpack(archives.get(january.label) ?? '')
    const forge = (copy: string): void => {
      swapLines(join(copy, 'data/log/events.jsonl'))
      listAnew(copy)
    }
    spoilt(bag, forge, (copy) => {
      const { status, text } = verifier(copy)
      expect(text).toContain('the log was put into another order')
      expect(text).toContain('tagmanifest-sha256.txt.1.sig is no signature of this archive')
      expect(status).toBe(1)
      if (lacks('sha256sum') === false) expect(sums(copy).status).toBe(0)
      if (lacks('ssh-keygen') === false) expect(signature(copy).status).not.toBe(0)
    })
  })
})

/** What the comparison tells is what was planted, and nothing else; the screen shows it. */
async function compares(workbench: Page, before: Month, now: Month): Promise<void> {
  const compared = await call(workbench, 'period.compare', { from: before.label, to: now.label })
  expect(told(compared, await call(workbench, 'result.list', {}), now)).toEqual(expected(now))
  await workbench.getByRole('navigation').getByRole('button', { name: 'Compare months' }).click()
  const grid = workbench.getByRole('grid', { name: `Changes from ${before.label} to ${now.label}` })
  await expect(grid.getByRole('row', { name: /New/ }).first()).toBeVisible()
  expect(await accessibilityFaults(workbench)).toEqual([])
}
