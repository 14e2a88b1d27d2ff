/** What can be done with the seal of an engagement's file: the words for it, and the doing. */
import { copyJob } from '../../../shared/records/outgoing.ts'
import { call } from '../../client.ts'
import { downloadOutgoing } from '../../files.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { jobs } from '../../state/jobs.svelte.ts'

interface SealingWords {
  readonly title: string
  readonly description: string
  /** What the button says. */
  readonly verb: string
  /** Whether the passphrase the file is sealed with is asked for, and whether a new one. */
  readonly asksPresent: boolean
  readonly asksNew: boolean
}

export const sealings = {
  seal: {
    title: 'Seal the engagement file',
    description:
      'The file is written anew, encrypted. Copies made before an update are deleted, as they are plain; what was deleted from a disk may be found on it until it is overwritten.',
    verb: 'Seal',
    asksPresent: false,
    asksNew: true
  },
  change: {
    title: 'Change the passphrase of the file',
    description: 'The file is written anew. Copies of it from before still open with the passphrase of then.',
    verb: 'Change',
    asksPresent: true,
    asksNew: true
  },
  unseal: {
    title: 'Take the seal off the file',
    description: 'The file is written anew, in the open: whoever has it can read it.',
    verb: 'Take the seal off',
    asksPresent: true,
    asksNew: false
  },
  handOver: {
    title: 'Hand over a sealed copy',
    description:
      'The copy opens in the workbench of another machine with this passphrase. Give it on another way than the file. This engagement stays as it is; what is recorded in one of the two is not in the other.',
    verb: 'Make the copy',
    asksPresent: false,
    asksNew: true
  }
} as const satisfies Readonly<Record<string, SealingWords>>
export type Sealing = keyof typeof sealings

/** Answers what was done. Throws the engine's refusal. */
export async function carryOut(what: Sealing, passphrase: string, newPassphrase: string): Promise<string> {
  try {
    switch (what) {
      case 'seal':
        await engagement.changeSeal(call('engagement.encrypt', { passphrase: newPassphrase }))
        return 'The file is sealed.'
      case 'change':
        await engagement.changeSeal(call('engagement.passphrase', { passphrase, newPassphrase }))
        return 'The file has its new passphrase.'
      case 'unseal':
        await engagement.changeSeal(call('engagement.decrypt', { passphrase }))
        return 'The file is no longer sealed.'
      case 'handOver': {
        const copy = await call('engagement.handover', { passphrase: newPassphrase })
        downloadOutgoing(copy)
        return `${copy.name} is ready to be saved.`
      }
    }
  } finally {
    jobs.end(copyJob)
  }
}
