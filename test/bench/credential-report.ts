/** Writes a credential report of any length, the same each time; rows differ as those of a large company do. */
const header =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n'

const rowsAtOnce = 5000

/** Pieces of some megabytes. */
export function* credentialReport(rows: number): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(header)
  for (let from = 0; from < rows; from += rowsAtOnce) {
    let text = ''
    for (let n = from; n < Math.min(rows, from + rowsAtOnce); n++) text += row(n)
    yield encoder.encode(text)
  }
}

function row(n: number): string {
  const isConsole = n % 3 === 0
  const hasKey = n % 2 === 0
  return (
    `user-${n},arn:aws:iam::111122223333:user/team-${n % 97}/user-${n},${day(n)},${isConsole},` +
    `${isConsole ? day(n + 7) : 'N/A'},${isConsole ? day(n + 3) : 'N/A'},N/A,${n % 5 > 0},` +
    `${hasKey},${hasKey ? day(n + 1) : 'N/A'},${hasKey ? day(n + 9) : 'N/A'},${hasKey ? 'eu-central-1' : 'N/A'},${hasKey ? 's3' : 'N/A'},` +
    `false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n`
  )
}

/** Some day of 2024 or 2025. */
function day(n: number): string {
  return new Date(Date.UTC(2024, 0, 1 + ((n * 7919) % 700), n % 24, n % 60))
    .toISOString()
    .replace('.000Z', '+00:00')
}
