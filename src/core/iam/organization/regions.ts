/** The Regions of AWS by partition (Account Management Reference Guide, "Enable or disable AWS Regions in your account", November 2026). */
const regions: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2'
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-eusc': ['eusc-de-east-1']
}

/** The Regions of a partition; those of `aws` where the partition is not known. */
export function regionsOf(partition: string): readonly string[] {
  return (Object.hasOwn(regions, partition) ? regions[partition] : regions['aws']) ?? []
}

/** The Region a request to a global service carries (IAM User Guide, `aws:RequestedRegion`). */
const globalRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
  'aws-eusc': 'eusc-de-east-1'
}

const globalServices = new Set(['account', 'iam', 'organizations'])

/** The Regions an action can be asked for in: of a global service one. */
export function regionsOfAction(action: string, partition: string): readonly string[] {
  const isGlobal = globalServices.has(action.split(':')[0] ?? '')
  return isGlobal ? [globalRegions[partition] ?? 'us-east-1'] : regionsOf(partition)
}
