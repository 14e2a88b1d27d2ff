/** Names the files of audit tools and of Terraform that nothing reads, and what to ask for instead. */
import type { Outline } from '../importer.ts'

/** null where the file is not of a tool known here. */
export function toolFile(outline: Outline): string | null {
  return forms.find(({ sign }) => sign(outline))?.sentence ?? null
}

interface ToolForm {
  readonly sign: (outline: Outline) => boolean
  readonly sentence: string
}

const shown = 'Ask for what `terraform show -json` prints, of the state or of a saved plan.'

/** First match counts. */
const forms: readonly ToolForm[] = [
  {
    sign: ({ keys }) => keys.has('plugin') && keys.has('category') && keys.has('message'),
    sentence:
      'The file holds results of CloudSploit, which are not read. Ask for the results of Prowler or ScoutSuite.'
  },
  {
    sign: ({ header }) => {
      const names = new Set(header.map((name) => name.replaceAll('_', '').toUpperCase()))
      return names.has('REQUIREMENTSID') && names.has('CHECKID')
    },
    sentence:
      'The file is a table of Prowler for one framework, which repeats its results by requirement. Import the results themselves: the CSV or OCSF file in the folder above.'
  },
  {
    sign: ({ keys }) => keys.has('panels') && keys.has('layout') && keys.has('start_time'),
    sentence:
      'The file is a snapshot of a Powerpipe dashboard. Ask for the benchmark with `--export json` or `--export csv`.'
  },
  {
    sign: ({ form, keys }) =>
      form === 'json' && keys.size > 1 && [...keys.keys()].every((key) => /^aws_[a-z0-9_]+$/.test(key)),
    sentence:
      "The file lists tables of Steampipe's AWS plugin with their columns; it holds no rows. Ask for the result of a query."
  },
  {
    sign: ({ keys }) => keys.has('root_inputs') && keys.has('root_resources') && keys.has('modules'),
    sentence: `The file describes a Terraform module, its inputs and resources; it says nothing of what the client runs. ${shown}`
  },
  {
    sign: ({ keys }) => keys.has('@level') && keys.has('@message') && keys.has('@module'),
    sentence: `The file is the log of a run of Terraform, neither state nor plan. ${shown}`
  },
  {
    sign: ({ keys }) => keys.has('encrypted_data') && keys.has('encryption_version'),
    sentence: `The file is an encrypted state of OpenTofu. ${shown.replace('terraform', 'tofu')}`
  },
  {
    sign: ({ form, head }) =>
      form !== 'json' &&
      /^\s*(?:resource|module|provider|variable|terraform)\s+(?:"[^"\n]{1,100}"\s*){0,2}\{/m.test(head),
    sentence: `The file is configuration of Terraform, what shall be and not what is. ${shown}`
  }
]
