/** Findings on their way from raising to closing: by hand on the Findings screen, or asked from within the page. */
import type { Locator, Page } from '@playwright/test'

import type { RetestResult } from '../../../src/shared/states/remediation.ts'

import { call } from './call.ts'
import { expect } from './month.ts'

/** A finding that was issued, with its remediation and a piece of evidence of the client. */
export interface FollowedUp {
  readonly ref: string
  readonly control: string
  readonly accounts: readonly string[]
  readonly remediation: string
  readonly evidence: number
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const client = { name: 'T. Braun', title: 'Head of platform', email: 't.braun@halden.example' } as const

// ——— by hand ———

/** Raises a finding over all exceptions of a control and answers its reference. */
export async function raiseByHand(workbench: Page, control: string, cause: string): Promise<string> {
  const before = (await call(workbench, 'finding.list', {})).length
  await goToFindings(workbench)
  const choice = workbench.getByRole('dialog', { name: 'Raise a finding', exact: true })
  await openedBy(workbench, 'c', choice)
  await choice.getByLabel('Control').selectOption(control)
  await choice.getByRole('button', { name: 'Go on' }).click()
  const dialog = workbench.getByRole('dialog', { name: `Raise a finding on ${control}` })
  await dialog.getByLabel('Cause').fill(cause)
  await dialog.getByRole('button', { name: 'Raise finding' }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await call(workbench, 'finding.list', {})).length).toBe(before + 1)
  return (
    (await call(workbench, 'finding.list', {}))
      .map(({ ref }) => ref)
      .sort()
      .at(-1) ?? ''
  )
}

export async function issueByHand(workbench: Page, ref: string): Promise<void> {
  await mark(workbench, ref)
  const dialog = workbench.getByRole('dialog', { name: `Issue ${ref}` })
  await openedBy(workbench, 'i', dialog)
  await dialog.getByRole('button', { name: 'Issue finding' }).click()
  await expect(dialog).toBeHidden()
}

/** Records the response of the client with the letter it came in, and the plan with its due date. */
export async function answerByHand(workbench: Page, ref: string): Promise<void> {
  await mark(workbench, ref)
  const response = workbench.getByRole('dialog', { name: `Response to ${ref}` })
  await openedBy(workbench, 'r', response)
  await response.getByLabel('Response', { exact: true }).fill('We delete the key.')
  await response.getByLabel('Owner', { exact: true }).fill(client.name)
  await response.getByLabel('Responder', { exact: true }).fill(client.name)
  await response.getByLabel('File', { exact: true }).setInputFiles({
    name: `response-${ref}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(`We agree with ${ref} and delete the key. ${client.name}`)
  })
  await response.getByLabel('Title of the evidence').fill(`Letter on ${ref}`)
  await response.getByRole('button', { name: 'Record response' }).click()
  await expect(response).toBeHidden()
  const plan = workbench.getByRole('dialog', { name: `Plan for ${ref}` })
  await openedBy(workbench, 'd', plan)
  await plan.getByLabel('Due').fill(inDays(30))
  await plan.getByLabel('Milestone 1', { exact: true }).fill('Key deleted')
  await plan.getByLabel('Day of milestone 1').fill(inDays(20))
  await plan.getByLabel('It came in').selectOption({ index: 2 })
  await plan.getByRole('button', { name: 'Record plan' }).click()
  await expect(plan).toBeHidden()
}

/** Performs a retest; `proposed` is the word the results propose it with. */
export async function retestByHand(
  workbench: Page,
  { ref }: FollowedUp,
  proposed: RegExp,
  result: string
): Promise<void> {
  await mark(workbench, ref)
  const dialog = workbench.getByRole('dialog', { name: `Retest ${ref}` })
  await openedBy(workbench, 't', dialog)
  await expect(dialog.getByText(proposed).first()).toBeVisible()
  await dialog.getByRole('radio', { name: result }).click()
  await dialog.getByLabel('What you did').fill('Read the credential report of the month.')
  await dialog.getByRole('button', { name: 'Record retest' }).click()
  await expect(dialog).toBeHidden()
}

export async function closeByHand(workbench: Page, ref: string): Promise<void> {
  await mark(workbench, ref)
  const dialog = workbench.getByRole('dialog', { name: `Close ${ref}` })
  await openedBy(workbench, 'l', dialog)
  await dialog.getByRole('button', { name: 'Close finding' }).click()
  await expect(dialog).toBeHidden()
}

async function goToFindings(workbench: Page): Promise<void> {
  await workbench.getByRole('navigation').getByRole('button', { name: 'Findings' }).click()
  await expect(workbench.getByRole('heading', { name: 'Findings', level: 1 })).toBeVisible()
}

/** Puts the mark on a finding, whose pane then shows it. */
async function mark(workbench: Page, ref: string): Promise<void> {
  await goToFindings(workbench)
  const pane = workbench.getByRole('complementary', { name: 'Finding' })
  await workbench.locator(`[data-finding="${ref}"]`).click()
  await expect(pane.getByText(ref).first()).toBeVisible()
}

/** A key is the page's again only when the dialog before has gone and the list was read anew. */
async function openedBy(workbench: Page, key: string, dialog: Locator): Promise<void> {
  await expect(async () => {
    await workbench.keyboard.press(key)
    await expect(dialog).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
}

// ——— asked from within the page ———

/** Raises a finding over the exceptions of a control that name a resource. */
export async function raise(
  workbench: Page,
  control: string,
  account: string,
  resource: string
): Promise<string> {
  const exceptions = await fingerprints(workbench, control, [account], (named) => named === resource)
  const { ref } = await call(workbench, 'finding.raise', {
    control,
    accounts: [account],
    title: `${control} in ${account}`,
    condition: `Found on ${resource}.`,
    criteria: `What ${control} asks for.`,
    cause: 'Nobody was told.',
    effect: 'More power than is needed.',
    recommendation: 'Take it away.',
    exceptions: [...exceptions]
  })
  return ref
}

/** An issued finding, with a note of what the client said about it. */
export async function followed(workbench: Page, ref: string): Promise<FollowedUp> {
  const { control, accounts, remediation } = await call(workbench, 'finding.show', { finding: ref })
  if (remediation === null) throw new Error(`${ref} is not issued`)
  const { id: evidence } = await call(workbench, 'finding.note', {
    finding: ref,
    title: `Call with ${client.name}`,
    text: 'As said on the telephone.'
  })
  return { ref, control, accounts, remediation: remediation.ref, evidence }
}

/** The response of the client and the plan. */
export async function answer(workbench: Page, { remediation, evidence }: FollowedUp): Promise<void> {
  await call(workbench, 'remediation.respond', {
    remediation,
    position: 'agree',
    response: 'We mend it.',
    action: 'Mend it',
    owner: client.name,
    ownerEmail: client.email,
    responder: client.name,
    responderTitle: client.title,
    evidence
  })
  await call(workbench, 'remediation.plan', {
    remediation,
    due: inDays(60),
    requestedBy: client.name,
    milestones: [{ text: 'Mended', date: inDays(50) }],
    evidence
  })
}

/** The milestone is done, and the client reports the whole as done. */
export async function claim(
  workbench: Page,
  { remediation, evidence }: FollowedUp,
  day: string
): Promise<void> {
  const done = { remediation, evidence }
  await call(workbench, 'milestone.finish', { ...done, milestone: 1, doneAt: day, comment: '' })
  await call(workbench, 'remediation.claim', { ...done, claimedAt: day, comment: 'Mended.' })
}

/** Performs a retest of which the results propose what is expected. */
export async function retest(
  workbench: Page,
  { remediation }: FollowedUp,
  proposed: string,
  result: RetestResult
): Promise<void> {
  const { proposal, sources } = await call(workbench, 'retest.propose', { remediation })
  expect({ proposal, undated: sources.filter(({ origin }) => origin === 'received') }).toEqual({
    proposal: proposed,
    undated: []
  })
  const procedure = 'Read the exports of the month.'
  await call(workbench, 'retest.perform', { remediation, result, procedure, evidence: [] })
}

/** The client accepts the risk for half a year; answers the acceptance. */
export async function accept(workbench: Page, { ref, evidence }: FollowedUp): Promise<string> {
  const { acceptance } = await call(workbench, 'risk-acceptance.record', {
    finding: ref,
    reason: 'The team needs it until the summer.',
    compensatingControls: 'Every use is logged.',
    residualSeverity: 'medium',
    approver: 'A. Ferrari',
    approverTitle: 'Head of IT',
    approvedAt: inDays(0),
    validFrom: inDays(0),
    expiresAt: inDays(180),
    challenge: '',
    evidence
  })
  return acceptance
}

/** What a finding covers stays an exception of this month: of the finding, or of the acceptance of its risk. */
export async function keepOpen(
  workbench: Page,
  { ref, control, accounts }: FollowedUp,
  acceptance?: string
): Promise<void> {
  const { items } = await call(workbench, 'finding.show', { finding: ref })
  const there = new Set(
    items.filter(({ state }) => state === 'there' || state === 'back').map(({ fingerprint }) => fingerprint)
  )
  const exceptions = await fingerprints(workbench, control, accounts, (_, fingerprint) =>
    there.has(fingerprint)
  )
  for (const account of accounts)
    await call(workbench, 'disposition.decide', {
      control,
      account,
      exceptions: [...exceptions],
      ...(acceptance === undefined ? { kind: 'finding', ref } : { kind: 'risk-accepted', ref: acceptance }),
      rationale: ''
    })
}

async function fingerprints(
  workbench: Page,
  control: string,
  accounts: readonly string[],
  isMeant: (resource: string, fingerprint: string) => boolean
): Promise<readonly string[]> {
  const { results } = await call(workbench, 'result.list', {})
  const found = results
    .filter(({ catalogue, account }) => catalogue.includes(control) && accounts.includes(account))
    .flatMap(({ exceptions }) => exceptions)
    .filter(({ resource, fingerprint }) => isMeant(resource, fingerprint))
  expect(found.length, `exceptions of ${control} in ${accounts.join(', ')}`).toBeGreaterThan(0)
  return found.map(({ fingerprint }) => fingerprint)
}
