/** What every page and file is sent with, in every host: one policy, one place. */

/**
 * Everything comes from the workbench itself, nothing runs that it did not bring, and nothing is loaded from text.
 * Svelte's own Trusted Types policy is the only one that may turn text into markup.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html'
].join('; ')

/** Files of an engagement come from outside: opened by themselves they are shown without any power. */
export const storedFileSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** A report is printed without scripts and without anything loaded; its style lies in the page. */
export const printedPageSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Headers of every answer; a client's data is never kept by the browser. */
export const securityHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store'
} as const
