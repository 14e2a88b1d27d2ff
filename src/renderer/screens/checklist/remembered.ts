/** Where the auditor was in the checklist, for coming back to it without saying where. */
import type { ScreenParameters } from '../../state/location.svelte.ts'

export type ChecklistPlace = ScreenParameters['checklist']

let last: { readonly file: string | null; readonly place: ChecklistPlace } | null = null

/** The place last kept for this engagement's file, the checklist's beginning where none was. */
export function rememberedPlace(file: string | null): ChecklistPlace {
  return last !== null && last.file === file ? last.place : {}
}

export function rememberPlace(file: string | null, place: ChecklistPlace): void {
  last = { file, place }
}
