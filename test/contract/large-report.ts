/** A credential report that takes a while to read, as AWS writes one. */
const header =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated'

/** One of account 111122223333 with this many users. */
export function largeReport(users: number): Uint8Array {
  const rows = Array.from({ length: users }, (_row, n) => rowOf(n))
  return new TextEncoder().encode(`${[header, ...rows].join('\n')}\n`)
}

function rowOf(n: number): string {
  const day = '2025-03-01T09:00:00+00:00'
  return (
    `user-${n},arn:aws:iam::111122223333:user/user-${n},${day},true,no_information,${day},N/A,false,` +
    `true,${day},N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`
  )
}
