/** Why a concluded test is to be looked at again: computed from what is there now, never stored. */

export const attentionFlags = {
  'result-changed': 'Result changed',
  'source-superseded': 'Source superseded',
  'source-rejected': 'Source rejected',
  'threshold-changed': 'Threshold changed',
  'evidence-withdrawn': 'Evidence withdrawn',
  'acceptance-lapsed': 'Risk acceptance lapsed',
  'override-open': 'Override not approved',
  'sign-off-stale': 'Sign-off stale'
} as const
export type AttentionFlag = keyof typeof attentionFlags
