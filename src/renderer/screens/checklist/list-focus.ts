/** Whether the keyboard is in the list of controls: a letter that means something there means nothing of the population then. */
export const controlList = 'checklist-controls'

export function isInControlList(): boolean {
  return document.activeElement?.id === controlList
}
