/** What the files of the collection script are for, and how the client runs it. */

export type Shell = 'bash' | 'powershell'

export const shells: { readonly value: Shell; readonly label: string }[] = [
  { value: 'bash', label: 'macOS, Linux' },
  { value: 'powershell', label: 'Windows' }
]

/** What a file is for, by its ending; '' where that says nothing. */
export function fileWords(name: string): string {
  const ending = name.slice(name.lastIndexOf('.'))
  const words: Readonly<Record<string, string>> = {
    '.sh': 'The script for macOS, Linux and CloudShell',
    '.ps1': 'The same script for PowerShell',
    '.json': 'The permissions the role needs, as an IAM policy',
    '.md': 'What to read first',
    '.txt': 'What to read first'
  }
  return Object.hasOwn(words, ending) ? (words[ending] ?? '') : ''
}

/** For one account and for an organization; `role` is the one agreed with the client, null where none is. */
export function runCommands(
  shell: Shell,
  role: string | null
): readonly { readonly title: string; readonly text: string }[] {
  const script =
    shell === 'bash'
      ? 'bash collect-aws-exports.sh'
      : 'powershell -ExecutionPolicy Bypass -File collect-aws-exports.ps1'
  const name = roleName(role)
  return [
    { title: 'One account, with credentials of that account', text: script },
    {
      title: `An organization, in its management account; ${name} is assumed in every other account`,
      text: `${script} --org --role ${name}`
    },
    { title: 'To see every call first, without making any', text: `${script} --org --role ${name} --dry-run` }
  ]
}

/** The name at the end of an ARN; what could be more than a name to a shell is left out. */
function roleName(role: string | null): string {
  const name = /:assumed-role\/([^/]+)/.exec(role ?? '')?.[1] ?? role?.split('/').at(-1) ?? ''
  return /^[\w+=,.@-]{1,64}$/.test(name) ? name : 'AuditRole'
}
