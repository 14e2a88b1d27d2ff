/** The words of the organization's policies and ceilings on screen and in files. */
import type { CeilingView, ControlPolicyView } from '../../../shared/records/organization.ts'

export const policyTypes = {
  SERVICE_CONTROL_POLICY: 'Service control policy',
  RESOURCE_CONTROL_POLICY: 'Resource control policy'
} as const satisfies Record<ControlPolicyView['type'], string>

export const shortTypes = {
  SERVICE_CONTROL_POLICY: 'SCP',
  RESOURCE_CONTROL_POLICY: 'RCP'
} as const satisfies Record<ControlPolicyView['type'], string>

export const effectWords = {
  bites: 'Limits',
  idle: 'Limits nobody',
  repeated: 'Repeated above',
  unknown: 'Not known'
} as const satisfies Record<ControlPolicyView['effect'], string>

export const bindingWords = {
  bound: 'Bound',
  exempt: 'Exempt (management account)',
  off: 'Policies not enabled',
  unknown: 'Not known'
} as const satisfies Record<CeilingView['binding'], string>
