/** Compiled by scripts/aws-actions.mjs when the engine is built. */
declare module 'virtual:aws-actions' {
  export const version: string
  /** `2026-09-26` */
  export const date: string
  // An ambient module cannot import by a relative name.
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports
  export const load: () => import('./action-data.ts').ActionData
}
