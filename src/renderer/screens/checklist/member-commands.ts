/** The keys of the marked member of a population: what it rests on, and what becomes of it. */
import type { Member } from '../../../shared/records/test.ts'
import type { Command } from '../../commands.svelte.ts'
import { session } from '../../state/session.svelte.ts'

import { canBeJudged, type Judgement } from './disposing.ts'
import { isInControlList } from './list-focus.ts'

interface MemberActions {
  /** null while none is marked. */
  readonly member: Member | null
  readonly onpolicy: (member: Member) => void
  readonly onsource: (member: Member) => void
  readonly onjudge: (judgement: Judgement, member: Member) => void
  readonly onreopen: (member: Member) => void
}

const group = 'Checklist'
const judgements = [
  ['finding', 'x', 'exception, part of a finding'],
  ['risk-accepted', 'a', 'accepted risk'],
  ['issue-free', 'o', 'not an issue']
] as const

/** `now` gives them as they are when a key is pressed. */
export function memberCommands(now: () => MemberActions): readonly Command[] {
  const on = (act: (marked: Member, actions: MemberActions) => void) => (): void => {
    const actions = now()
    if (actions.member !== null) act(actions.member, actions)
  }
  const where = (holds: (marked: Member) => boolean) => (): boolean => {
    const { member } = now()
    return member !== null && holds(member)
  }
  /** In the list of controls a letter speaks of the control. */
  const isJudging = (): boolean => session.whyNot('disposition.decide') === null && !isInControlList()
  return [
    ...judgements.map(([judgement, key, words]) => ({
      id: `judge-${judgement}`,
      title: `Judge the marked member: ${words}`,
      group,
      keys: [key],
      when: () => isJudging() && where(canBeJudged)(),
      run: on((marked, { onjudge }) => {
        onjudge(judgement, marked)
      })
    })),
    {
      id: 'judge-again',
      title: 'Take the judgement of the marked member back',
      group,
      keys: ['u'],
      when: () => isJudging() && where(({ disposition }) => disposition !== null)(),
      run: on((marked, { onreopen }) => {
        onreopen(marked)
      })
    },
    {
      id: 'open-policy',
      title: 'Open the policies of the marked member',
      group,
      keys: ['v'],
      when: where(() => true),
      run: on((marked, { onpolicy }) => {
        onpolicy(marked)
      })
    },
    {
      id: 'open-source',
      title: 'Open the source line of the marked member',
      group,
      keys: ['l'],
      when: where(() => true),
      run: on((marked, { onsource }) => {
        onsource(marked)
      })
    }
  ]
}
