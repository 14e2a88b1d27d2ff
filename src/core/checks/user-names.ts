/** UNU-12: whether names of users point to accounts that several people share, or that were made for a moment. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
}

/** Anywhere in a name these speak of sharing or of a moment. */
const telling = new Set([
  'common',
  'dummy',
  'generic',
  'guest',
  'interim',
  'shared',
  'temp',
  'temporary',
  'test',
  'tester',
  'testing',
  'tmp'
])

/** Alone these name nobody: `admin`, `dev-user`, `ops1`; beside a person's name they say what the user is for. */
const generic = new Set([
  ...telling,
  'admin',
  'administrator',
  'aws',
  'backup',
  'cloud',
  'demo',
  'dev',
  'developer',
  'iam',
  'master',
  'ops',
  'prod',
  'production',
  'root',
  'service',
  'staging',
  'superuser',
  'support',
  'svc',
  'sysadmin',
  'user',
  'username'
])

export default automatedCheck<Row>({
  id: 'user-names',
  control: 'UNU-12',
  topic: 'tidy',
  severity: 'info',
  scope: 'account',
  criterion: 'Names of users name one person or one workload.',
  effect: 'What a shared user did, nobody did; what was made for a moment stays.',
  recommendation: 'Give each person and each workload an identity of its own with a name that says which.',
  remediation: {
    console:
      'IAM → Users: make one user per person or workload, move its groups, then delete the shared user.',
    cli: 'aws iam create-user for each, aws iam add-user-to-group, then aws iam delete-user for the shared one.',
    terraform: 'One aws_iam_user per person or workload with a name that says which.'
  },
  procedure: [
    'Take the names of all users; words such as shared, temp and test, and names made of general words alone, are listed.',
    'Ask for each who uses it; for shared ones see how the client knows who acted.',
    'Where the client has a convention of names, compare the list with it.'
  ],
  needs: [['credential-report', 'account-authorization-details.users']],
  parameters: [],
  columns: [{ key: 'user_name', title: 'User', type: 'text' }],
  population: `
    select arn as resource, user_name, source_id, line, path
    from credential
    where account_id = :account and is_root = 0
    union all
    select user.arn, user.name, user.source_id, user.line, user.path
    from iam_user as user
    where user.account_id = :account
      and not exists (
        select 1 from credential where account_id = user.account_id and arn = user.arn
      )`,
  whenEmpty: 'The account has no IAM user.',
  limits: [
    'A name shows no sharing by itself: a personal user may be shared, and a user named test may be one person.',
    'The words are English; a convention of names of the client is not known to the files.'
  ],
  sources: ['IAM User Guide: Security best practices in IAM', 'House rule on the words looked for'],
  test({ user_name }) {
    const words = user_name
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word !== '')
    const found = words.filter((word) => telling.has(word))
    if (found.length > 0)
      return needsReview(
        `User ${user_name}: ${list([...new Set(found)])} in the name speaks of sharing or of a moment; ask who uses it.`
      )
    return words.length > 0 && words.every((word) => generic.has(word))
      ? needsReview(`User ${user_name}: the name is made of general words alone; ask who uses it.`)
      : pass(`The name of user ${user_name} is not made of general words alone.`)
  }
})
