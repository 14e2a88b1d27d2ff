/** Retests from a later import: the results propose, a person performs, and who closes what is severe is a reviewer. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { RetestProposal } from '../../shared/records/finding.ts'
import { closesByReview } from '../../shared/states/remediation.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import { useEvidence } from './findings/evidence.ts'
import { moveFinding, moveRemediation, notAllowed, refuseUnlessReviewing } from './findings/guards.ts'
import { remediationNamed, type KeptFinding, type KeptRemediation } from './findings/kept.ts'
import { passedSince, proposalFor, staleness } from './findings/retests.ts'
import { situationIn } from './findings/items.ts'
import { stepFinding, stepRemediation, tell } from './findings/steps.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { remediationToday } from './remediation.ts'

export default [
  procedure('retest.propose', ({ db }, { remediation: ref }): RetestProposal => {
    const { remediation, finding } = remediationNamed(db, ref)
    return proposalFor(db, finding, remediation)
  }),

  procedure('retest.perform', (context, { remediation: ref, result, procedure: how, evidence }) => {
    const { db, actor, now } = context
    const { finding } = remediationNamed(db, ref)
    const remediation = remediationToday(context, ref)
    moveRemediation(remediation, 'fail')
    refuseOwner(remediation, actor)
    const proposal = proposalFor(db, finding, remediation)
    if (result === 'passed') refuseUnproved(proposal, remediation, evidence)
    const { period } = engagementOf(db)
    const retest = nextReference(db, `RT-${period.label.slice(0, 4)}`, 3)
    const stillOpen = proposal.items
      .filter(({ state }) => state !== 'gone')
      .map(({ fingerprint }) => fingerprint)
    db.run(
      `insert into retest (ref, remediation_id, claim_id, period_id, result, procedure, still_open, sources, population,
         performed_by, performed_at)
       values (:retest, :id, :claim, :period, :result, :how, :stillOpen, :sources, :population, :actor, :at)`,
      {
        retest,
        id: remediation.id,
        claim: remediation.claim,
        period: period.id,
        result,
        how,
        stillOpen: JSON.stringify(stillOpen),
        sources: JSON.stringify(proposal.sources),
        population: proposal.population,
        actor,
        at: now()
      }
    )
    const kept = evidence.map((id) =>
      useEvidence(db, { evidence: id, target: 'retest', ref: retest, purpose: 'Retest' }, actor, now())
    )
    tell(context, 'retest.perform', 'retest', retest, {
      remediation: ref,
      result,
      procedure: how,
      proposal: proposal.proposal,
      stillOpen,
      sources: proposal.sources.map(({ ref: source, sha256, date }) => ({ source, sha256, date })),
      evidence: kept
    })
    if (result !== 'passed')
      stepRemediation(context, remediation, moveRemediation(remediation, 'fail'), { comment: how })
    else if (!closesByReview(finding.severity)) close(context, finding, remediation, `${retest} passed.`)
    return { retest }
  }),

  procedure('remediation.close', (context, { remediation: ref, comment }) => {
    const { finding } = remediationNamed(context.db, ref)
    const remediation = remediationToday(context, ref)
    moveRemediation(remediation, 'close')
    const retest = passedSince(context.db, remediation)
    if (!retest)
      throw notAllowed(
        `${ref} closes on a retest that passed after ${claimWords(remediation)}; perform it first.`
      )
    if (closesByReview(finding.severity))
      refuseUnlessReviewing(context, `closes a finding rated ${finding.severity}`, [retest.by])
    close(context, finding, remediation, comment === '' ? `${retest.ref} passed.` : comment)
    return null
  }),

  procedure('remediation.drop', (context, { remediation: ref, reason, evidence }) => {
    const { db, actor, now } = context
    const { finding } = remediationNamed(db, ref)
    const remediation = remediationToday(context, ref)
    const to = moveRemediation(remediation, 'drop')
    const there = situationIn(db, finding, engagementOf(db).period.id).items.find(
      ({ state }) => state === 'there' || state === 'back'
    )
    if (there)
      throw notAllowed(
        `${there.resource} is still an exception in ${there.account}: what is there still applies.`
      )
    if (closesByReview(finding.severity))
      refuseUnlessReviewing(context, `ends a finding rated ${finding.severity}`, [])
    const kept = useEvidence(
      db,
      { evidence, target: 'remediation', ref, purpose: 'No longer applicable' },
      actor,
      now()
    )
    stepRemediation(context, remediation, to, { comment: reason, evidence })
    tell(context, 'remediation.drop', 'remediation', ref, {
      before: remediation.state,
      reason,
      evidence: kept
    })
    return closeFinding(context, finding, reason)
  })
]

/** Who fixes does not test the fix. */
function refuseOwner({ ref, owner }: KeptRemediation, actor: string): void {
  if (spelling(owner) === spelling(actor)) throw notAllowed(`${actor} owns ${ref}; somebody else retests it.`)
}

/** Passed is what the results show, or where no automated result speaks of it what evidence shows. */
function refuseUnproved(
  { proposal, sentence, items, sources }: RetestProposal,
  { claimedAt }: KeptRemediation,
  evidence: readonly number[]
): void {
  if (items.length === 0) {
    if (evidence.length === 0)
      throw new WorkbenchError(
        'evidence-required',
        'No automated result speaks of it: a retest by hand passes on evidence.'
      )
    return
  }
  if (proposal !== 'close') throw notAllowed(`The retest cannot pass. ${sentence}`)
  const stale = staleness(sources, claimedAt)
  if (stale !== null) throw notAllowed(`The retest cannot pass. ${stale}`)
}

function close(
  context: WriteContext,
  finding: KeptFinding,
  remediation: KeptRemediation,
  comment: string
): void {
  stepRemediation(context, remediation, moveRemediation(remediation, 'close'), { comment })
  tell(context, 'remediation.close', 'remediation', remediation.ref, { comment })
  closeFinding(context, finding, comment)
}

function closeFinding(context: WriteContext, finding: KeptFinding, reason: string): null {
  stepFinding(context, finding, moveFinding(finding, 'close'), reason)
  return tell(context, 'finding.close', 'finding', finding.ref, { reason })
}

function claimWords({ claimedAt }: KeptRemediation): string {
  return claimedAt === null ? 'the client reports it as done' : `the fix reported for ${claimedAt}`
}

function spelling(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/gu, ' ')
}
