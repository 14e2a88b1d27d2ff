/** Compiled by scripts/aws-actions.mjs when the engine is built. */
declare module 'virtual:aws-actions' {
  export const version: string
  /** `2026-09-26` */
  export const date: string
  export const load: () => import('./action-data.ts').ActionData
}
