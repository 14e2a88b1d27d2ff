/** Every guard of the record: what it says (product.md, 3 to 5 and 3a), the procedure that holds it, and the test that proves it. */

export interface Guard {
  readonly guard: string
  /** A method, a gate rule, or `schema` where the file itself refuses. */
  readonly held: string
  /** `file: title`, the file below `test/`, the title as it stands there. */
  readonly test: string
}

const procedures = 'core/procedures'
const signOff = `${procedures}/sign-off/sign-off.test.ts`
const breaks = `${procedures}/sign-off/what-breaks.test.ts`
const proofs = `${procedures}/proofs.test.ts`
const judging = `${procedures}/judging.test.ts`
const findings = `${procedures}/findings.test.ts`
const remediation = `${procedures}/remediation.test.ts`
const acceptance = `${procedures}/risk-acceptance.test.ts`
const periods = `${procedures}/periods.test.ts`
const gate = `${procedures}/gate/gate.test.ts`
const people = `${procedures}/people.test.ts`
const notes = `${procedures}/review-notes.test.ts`

function guard(held: string, file: string, title: string, sentence: string): Guard {
  return { guard: sentence, held, test: `${file}: ${title}` }
}

export const guards: readonly Guard[] = [
  // Source
  guard(
    'source.decide',
    proofs,
    'refuses to accept without limitation what is proved incomplete',
    'A source is accepted only where no proof failed.'
  ),
  guard(
    'source.decide',
    proofs,
    'one decision does not follow another without taking it back',
    'A decision on a source is taken back before another.'
  ),
  guard(
    'source.decide',
    proofs,
    'a later export supersedes whatever was decided of the earlier',
    'A superseded source is past deciding.'
  ),
  guard(
    'source.decide',
    proofs,
    'a rejected source counts no more, and counts again once the decision is taken back',
    'A rejected source states nothing.'
  ),
  guard(
    'source.decide',
    proofs,
    'goes from received to accepted and back, each step in the log',
    'A limitation and a rejection say why.'
  ),
  guard(
    'import.run',
    `${procedures}/import.test.ts`,
    'does not change a conclusion, and flags it where the result changed',
    'An import never changes a conclusion.'
  ),

  // Test: before it is prepared
  guard(
    'sign-off.sign',
    signOff,
    'does not sign what is not concluded, and what rests on sources nobody accepted',
    'A preparer signs what is concluded, over accepted sources.'
  ),
  guard(
    'sign-off.sign',
    signOff,
    'does not sign over exceptions without a disposition',
    'Every exception has a disposition before a test is prepared.'
  ),
  guard(
    'sign-off.sign',
    'shared/states/review.test.ts',
    'everything missing is said at once',
    'A reason, an approved override, evidence of a manual step and a complete sample come before a preparer signs.'
  ),
  guard(
    'sign-off.sign',
    `${procedures}/sample-marks.test.ts`,
    'a sample with items left unmarked keeps its test from being signed',
    'Every item of a sample is marked before its test is prepared.'
  ),
  guard(
    'sign-off.sign',
    breaks,
    'of which nobody said what is looked at keeps its test from being signed',
    'A sample without attributes was not looked at.'
  ),
  guard(
    'conclusion.record',
    judging,
    'is refused without an override, and without what an override has to hold',
    'A conclusion better than its result needs an override with reason, rationale and evidence.'
  ),
  guard(
    'conclusion.record',
    judging,
    'keeps the original outcome and who said why',
    'An override keeps the outcome it stands over.'
  ),
  guard(
    'conclusion.record',
    'shared/grounds.test.ts',
    'needs a reason in a sentence for everything else',
    'What is not as proposed needs a reason.'
  ),
  guard(
    'conclusion.record',
    'shared/grounds.test.ts',
    'needs a reason, then evidence',
    'A manual step needs a reason and evidence.'
  ),
  guard(
    'conclusion.record-many',
    judging,
    'are refused where it would be an override, where one is concluded already, and without a reason',
    'An override is never made in bulk.'
  ),
  guard(
    'override.approve',
    judging,
    'is approved by somebody else who reviews, where the engagement keeps them apart',
    'Nobody approves their own override where duties are separated.'
  ),
  guard(
    'override.approve',
    judging,
    'is not approved twice, over another result, or without its evidence',
    'An override is approved once, over the result it was made for.'
  ),
  guard(
    'disposition.decide',
    judging,
    'is not judged without a reason, twice as open, or where there is none',
    'Setting an exception aside needs a reason.'
  ),
  guard(
    'disposition.decide',
    judging,
    'rests on an accepted risk only as long as the client accepts it',
    'An exception rests on an accepted risk only while it is accepted.'
  ),

  // Test: before it is reviewed
  guard('sign-off.sign', signOff, 'does not sign before the preparer', 'A review follows the preparer.'),
  guard(
    'sign-off.sign',
    signOff,
    'does not sign what changed since',
    'A review is of what the preparer signed.'
  ),
  guard(
    'sign-off.sign',
    signOff,
    'does not sign while a must-fix note is open',
    'No must-fix note is open under a review.'
  ),
  guard(
    'sign-off.sign',
    signOff,
    'does not sign a test they %s themselves',
    'Who concluded a test or accepted its sources does not review it.'
  ),
  guard(
    'sign-off.sign',
    breaks,
    'also where they only %s',
    'Who judged, sampled or brought evidence does not review.'
  ),
  guard(
    'sign-off.sign',
    signOff,
    'is nobody in an engagement of a single auditor',
    'A single auditor reviews nothing.'
  ),
  guard(
    'review-note.step',
    notes,
    'is not cleared by who has to answer it',
    'Only who raised a note, or a partner, clears it.'
  ),
  guard('review-note.step', notes, 'is not answered without a word', 'A note is answered with a word.'),

  // What a sign-off locks, and what breaks it
  guard(
    'sign-off.show',
    signOff,
    'where the reason is changed, and is good again where it is as it was',
    'A changed reason or conclusion makes both signatures stale.'
  ),
  guard(
    'sign-off.show',
    breaks,
    'is stale for both where an exception is judged otherwise',
    'A changed disposition makes both signatures stale.'
  ),
  guard(
    'sign-off.show',
    breaks,
    'is stale for both where a sample is drawn or a mark is set',
    'A changed sample makes both signatures stale.'
  ),
  guard(
    'sign-off.show',
    signOff,
    'where the same result is found again, in nothing',
    'The same result found again voids nothing.'
  ),
  guard(
    'sign-off.show',
    signOff,
    'where another export is relied on',
    'Another source makes both signatures stale.'
  ),
  guard(
    'sign-off.show',
    signOff,
    'for both where evidence they saw is withdrawn',
    'Withdrawn evidence makes both signatures stale.'
  ),
  guard(
    'sign-off.show',
    signOff,
    'for the reviewer alone where evidence is added',
    'Evidence added later concerns the reviewer alone.'
  ),
  guard(
    'sign-off.show',
    breaks,
    'stands where a review note is raised on it, which stands in the way of the close-out alone',
    'A review note voids nothing.'
  ),
  guard(
    'sign-off.show',
    signOff,
    'where a threshold is changed',
    'Another procedure makes both signatures stale.'
  ),
  guard(
    'sign-off.show',
    breaks,
    'a signed test stands where the client answers a finding over it',
    'Answers of the client concern no test.'
  ),
  guard(
    'sign-off.show',
    signOff,
    'is stale as soon as one test is another, and says which',
    'A stale test makes the signature on the period stale.'
  ),
  guard(
    'sign-off.withdraw',
    breaks,
    'is taken back with a reason before the work goes on',
    'A signature is taken back with a reason.'
  ),
  guard(
    'sign-off.withdraw',
    signOff,
    'with its reason, and with the review that rests on it',
    'A review falls with what it rests on.'
  ),
  guard(
    'sign-off.withdraw',
    signOff,
    'by whoever signed, or by a partner',
    'Only who signed, or a partner, takes a signature back.'
  ),
  guard(
    'engagement.verify',
    `${procedures}/sign-off/verify.test.ts`,
    'a sign-off written into the file is in no event',
    'A forged signature shows.'
  ),

  // Finding
  guard(
    'finding.issue',
    findings,
    'is issued with every element, and not before',
    'A finding has its five elements before the client reads it.'
  ),
  guard(
    'finding.revise',
    findings,
    'is changed after its issue with a reason, and keeps its elements',
    'An issued finding changes with a reason.'
  ),
  guard(
    'finding.issue',
    findings,
    'a reviewer who did not write it issues a finding',
    'Who wrote a finding does not issue it where duties are separated.'
  ),
  guard(
    'finding.raise',
    findings,
    'that closed never opens again; what comes back repeats it',
    'A closed finding never opens again.'
  ),
  guard('finding.raise', findings, 'keeps its references for good', 'References are never used again.'),
  guard(
    'finding.withdraw',
    findings,
    'that is withdrawn takes its remediation with it',
    'A withdrawn finding ends its remediation.'
  ),

  // Remediation
  guard(
    'remediation.respond',
    remediation,
    'comes with the evidence it came in',
    'Nothing is said for the client without what it came in.'
  ),
  guard(
    'remediation.plan',
    remediation,
    'names an owner before there is a plan or a claim',
    'A plan has an owner, a due date and a milestone.'
  ),
  guard(
    'remediation.plan',
    remediation,
    'is a day to come, with milestones before it',
    'Milestones come before the due date.'
  ),
  guard(
    'milestone.revise',
    remediation,
    'is not passed by a milestone that moves',
    'A milestone does not move past the due date.'
  ),
  guard(
    'remediation.extend',
    remediation,
    'that was first stands; extensions are added with their reason',
    'The original due date never changes.'
  ),
  guard(
    'remediation.extend',
    remediation,
    'is not extended over a milestone nobody speaks of',
    'Past milestones have a new date before an extension.'
  ),
  guard(
    'remediation.claim',
    remediation,
    'is of a day that came, and can be taken back with a reason',
    'Nothing is done on a day to come.'
  ),
  guard(
    'milestone.finish',
    remediation,
    'is done once, on a day that came',
    'What is done has its milestones done.'
  ),
  guard(
    'retest.perform',
    remediation,
    'does not pass on exports made before the fix',
    'A retest passes on sources made after the fix.'
  ),
  guard(
    'retest.perform',
    remediation,
    'is not performed by who owns the fix, nor before it is reported',
    'Who fixes does not retest.'
  ),
  guard(
    'retest.perform',
    remediation,
    'cannot tell from a result that is %s',
    'What the files cannot show is not fixed.'
  ),
  guard(
    'remediation.close',
    remediation,
    'of what is severe is closed by a reviewer who did not perform it',
    'What is severe is closed by a reviewer.'
  ),
  guard(
    'remediation.close',
    remediation,
    'counts for the claim it looked at alone',
    'A closure rests on a retest after the last claim.'
  ),
  guard(
    'remediation.drop',
    remediation,
    'is gone, and says so with evidence',
    'What no longer applies is gone, with evidence.'
  ),
  guard(
    'remediation.*',
    'shared/states/follow-up.test.ts',
    'closes only once it was reported as done, and is over for good',
    'What is over stays over.'
  ),

  // Risk acceptance
  guard('risk-acceptance.record', acceptance, 'is nothing an auditor approves', 'Auditors accept no risks.'),
  guard(
    'risk-acceptance.record',
    acceptance,
    'needs an issued finding and evidence that stands',
    'An acceptance has its approval as evidence.'
  ),
  guard(
    'risk-acceptance.record',
    'shared/states/follow-up.test.ts',
    'lasts at most twelve months, whatever the day',
    'An acceptance lasts twelve months at most.'
  ),
  guard(
    'risk-acceptance.record',
    acceptance,
    'is renewed as a new record with an approval of its own',
    'A renewal is approved anew.'
  ),
  guard(
    'risk-acceptance.record',
    acceptance,
    'leaves the exception an exception',
    'An accepted risk stays an exception.'
  ),
  guard('finding.show', acceptance, 'lapses when it expires', 'An acceptance lapses by itself.'),
  guard(
    'finding.show',
    acceptance,
    'lapses when the detail changes, and not because days pass',
    'An acceptance lapses when what it covers changes.'
  ),

  // Period
  guard(
    'period.*',
    'shared/states/period.test.ts',
    'never leaves the lock and never reaches it but through issuing',
    'A period is issued before it is locked, and locked for good.'
  ),
  guard('period.issue', periods, 'refuses what does not follow', 'A period is reviewed before it is issued.'),
  guard(
    'period.submit',
    gate,
    'refuses while an error stands, and names the first',
    'No error of the gate stands where a period is closed out.'
  ),
  guard('schema', periods, 'refuses writes at the door and in the file', 'A locked period never changes.'),
  guard(
    'evidence.withdraw',
    periods,
    'keeps evidence that backs its tests',
    'Evidence of a locked period stays.'
  ),
  guard(
    'addendum.review',
    periods,
    'is followed by the next month, and takes addenda that another person reviews',
    'An addendum is reviewed by another.'
  ),
  guard(
    'period.roll-forward',
    periods,
    'begins a month without facts, conclusions or sources and keeps those of the month before',
    'A month is carried forward without its conclusions.'
  ),
  guard(
    'period.roll-forward',
    periods,
    'refuses a month that is not after the open one, and an unfinished one without a reason',
    'Months follow one another.'
  ),

  // People
  guard(
    'person.*',
    people,
    'however people come and go, nobody writes what the table keeps from them',
    'Nobody writes what their role does not.'
  ),
  guard(
    'engagement.separation',
    people,
    'is taken back before the first sign-off, and not after it',
    'Separation of duties is not given up after a signature.'
  ),
  guard(
    'dispatch',
    'shared/who-may-do-what.test.ts',
    '%s: %s',
    'Each role does what its row says, and nothing else.'
  ),

  // The record
  guard('schema', 'core/store/events.test.ts', 'refuses to be %s', 'Events are appended in order and stay.'),
  guard(
    'dispatch',
    'core/store/events.test.ts',
    'takes nothing more, and stays open for reading',
    'Nothing is added to a log that does not hold.'
  ),
  guard(
    'dispatch',
    `${procedures}/tampered.test.ts`,
    'says so, and nothing is added to it: %s',
    'Nothing is added to a record that was changed in the file.'
  ),
  guard(
    'engagement.verify',
    `${procedures}/tampered.test.ts`,
    'of %s that was changed, taken away or added in the file shows',
    'A row changed in the file shows, in every table.'
  ),
  guard(
    'every write',
    `${procedures}/every-write.test.ts`,
    'whatever is written by anybody in any order, the record keeps what it holds and its guards',
    'No order of writes breaks a guard.'
  ),
  guard(
    'engagement.open',
    `${procedures}/known-head.test.ts`,
    'is not seen by itself, and by the head this machine saw last',
    'An older copy in a file’s place is known by its head.'
  ),
  guard(
    'schema',
    'core/store/events.test.ts',
    'gives the event the time of the one before, and the event says so',
    'A clock that runs backwards shows.'
  ),
  guard(
    'engagement.open',
    'core/store/seal.test.ts',
    'opens with its passphrase only, and says so',
    'A sealed file opens with its passphrase.'
  ),

  // The close-out gate
  ...Object.entries({
    E1: 'every test has a conclusion',
    E2: 'a conclusion better than its result is approved',
    E3: 'every exception is disposed of',
    E4: 'every source relied on is accepted',
    E5: 'every piece of evidence is there, and is looked into before anything is closed',
    E6: 'no sign-off is stale',
    E7: 'preparer and reviewer are different people',
    E8: 'no must-fix note is open',
    E9: 'every finding has its five elements',
    E10: 'every remediation has an owner and a due date',
    E11: 'every risk acceptance holds',
    E12: 'every closure rests on a passed retest after the fix',
    E13: 'the accounts are tied to the organization',
    W1: 'a reason is written for its test',
    W2: 'conclusions are made test by test',
    W3: 'every test was looked at',
    W4: 'pictures say when and where they were taken',
    W5: 'no more is "not applicable" than last month',
    W6: 'populations that moved are explained',
    W7: 'evidence of manual steps is of this month',
    W8: 'open findings were observed',
    W9: 'more than one person worked'
  }).map(([code, title]) => guard(`gate ${code}`, gate, `${code}: ${title}`, `${code}: ${title}.`))
]
