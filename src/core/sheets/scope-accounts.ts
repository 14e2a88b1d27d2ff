/** 01A: the accounts in scope, how each is dated and how far its tests have come. */
import { asOfOrigins } from '../../shared/vocabulary.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'scope-accounts',
  name: '01A Accounts',
  ref: '01A',
  order: 1,
  title: 'Accounts in scope',
  purpose: 'Shows which accounts the review covers and on what date their exports show them.',
  source: 'Accounts named by the files of sheet 01B, and those the organization lists.',
  procedure:
    'One row for each account. Ages are counted from the as-of date of the file a fact stands in; shown here is that of the main export.',
  frozenColumns: 2,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 24 },
    { key: 'management', title: 'Management', type: 'text', width: 13 },
    { key: 'status', title: 'Status', type: 'text', width: 12 },
    { key: 'partition', title: 'Partition', type: 'text', width: 12 },
    { key: 'asOf', title: 'As of (UTC)', type: 'time', width: 17 },
    { key: 'asOfOrigin', title: 'Origin of that date', type: 'text', width: 36 },
    { key: 'files', title: 'Files received', type: 'integer', width: 10 },
    { key: 'sources', title: 'Sources', type: 'long', width: 36 },
    { key: 'tests', title: 'Tests', type: 'integer', width: 8 },
    { key: 'concluded', title: 'Concluded', type: 'integer', width: 10 }
  ],
  count: (context) => context.accounts.length,
  rows(context) {
    const testsOf = Map.groupBy(context.tests, ({ account }) => account.id)
    return context.accounts.map((account) => {
      const tests = testsOf.get(account.id) ?? []
      const sources = context.sources.filter(
        ({ accounts, state }) => accounts.includes(account.id) && state !== 'superseded'
      )
      return {
        account: account.id,
        accountName: account.name,
        management: account.isManagement ? 'Yes' : 'No',
        status: account.status,
        partition: account.partition,
        asOf: account.asOf?.at ?? null,
        asOfOrigin: account.asOf ? asOfOrigins[account.asOf.origin] : null,
        files: sources.length,
        sources: sources.map(({ ref }) => ref).join(', ') || null,
        tests: tests.length,
        concluded: tests.filter(({ conclusion }) => conclusion !== null).length
      }
    })
  }
} satisfies Sheet
