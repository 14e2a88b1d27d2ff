/** How long a passphrase may be. */

/** NIST SP 800-63B asks for eight characters where tries are counted; a file can be tried without end, so it takes more. */
export const shortestPassphrase = 12
export const longestPassphrase = 1024
