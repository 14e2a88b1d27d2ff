/** 01E: what to ask the client for: every export that is missing, incomplete or was refused, with the command that makes it. */
import { sourceFamilies } from '../../shared/vocabulary.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'requests',
  name: '01E Requests',
  ref: '01E',
  order: 5,
  title: 'Request list',
  purpose: 'Lists what the client is still asked for, so that a gap in the results can be closed.',
  source: 'The exports the workbench reads, less those received (sheet 01F).',
  procedure:
    'One row for each missing export of each account, required ones first; an export that no account has is one row. The command is run with read access to the account named.',
  frozenColumns: 2,
  columns: [
    { key: 'item', title: 'Item', type: 'text', width: 34 },
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 20 },
    { key: 'required', title: 'Required', type: 'text', width: 10 },
    { key: 'family', title: 'About', type: 'text', width: 26 },
    { key: 'command', title: 'Command', type: 'long', width: 64 },
    { key: 'why', title: 'Why', type: 'long', width: 54 }
  ],
  tallies: [{ column: 'required', words: ['Yes', 'No'] }],
  count: ({ requests }) => requests.length,
  rows: ({ requests }) =>
    requests.map(({ account, accountName, title, family, required, command, why }) => ({
      item: title,
      account: account || null,
      accountName,
      required: required ? 'Yes' : 'No',
      family: sourceFamilies[family],
      command,
      why: withoutCommand(why, command)
    }))
} satisfies Sheet

/** The command has a column of its own. */
function withoutCommand(why: string, command: string): string {
  return why.endsWith(command) ? why.slice(0, -command.length).replace(/; ask for[a-z ]{0,40}: $/, '.') : why
}
