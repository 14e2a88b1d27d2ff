/** Key bindings in one notation (`$mod+k`, `g c`, `?`): how they are drawn on key caps and how tinykeys hears them. */

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
  Space: 'Space'
}

/** Keys an editor needs for itself: never taken from a text field. */
const editing = /^(\$mod|Control|Meta)(\+Shift)?\+[acvxyz]$/i

/** The caps of a binding, a press at a time: `$mod+k` → `[['Ctrl', 'K']]`, `g c` → `[['G'], ['C']]`. */
export function keyCaps(binding: string, isMac = onMac()): readonly (readonly string[])[] {
  return binding.split(' ').map((press) => partsOf(press).map((part) => capOf(part, isMac)))
}

/** A binding as one line of text, for titles: `Ctrl K`, `G C`. */
export function keyText(binding: string): string {
  return keyCaps(binding).flat().join(' ')
}

/** A binding as `aria-keyshortcuts` has it: `Control+K`; sequences cannot be said there and give nothing. */
export function ariaKeys(binding: string, isMac = onMac()): string | undefined {
  if (binding.includes(' ')) return undefined
  return partsOf(binding)
    .map((part) =>
      part === '$mod' ? (isMac ? 'Meta' : 'Control') : part.length === 1 ? part.toUpperCase() : part
    )
    .join('+')
}

/** A binding as tinykeys reads it. Signs are matched as typed, whatever modifiers the keyboard needs to type them. */
export function listenFor(binding: string): string {
  return binding
    .split(' ')
    .map((press) => (/^[^\w\s]$/.test(press) ? `[Shift]+[Alt]+[Control]+${press}` : press))
    .join(' ')
}

/** True where the binding would take a character, or an editing key, from somebody who types. */
export function belongsToTyping(binding: string): boolean {
  return editing.test(binding) || !/(\$mod|Control|Meta|Alt)\+/.test(binding)
}

function partsOf(press: string): readonly string[] {
  return press.length === 1 ? [press] : press.split('+')
}

function capOf(part: string, isMac: boolean): string {
  if (part === '$mod') return isMac ? '⌘' : 'Ctrl'
  if (part === 'Alt' && isMac) return '⌥'
  return names[part] ?? (part.length === 1 ? part.toUpperCase() : part)
}

function onMac(): boolean {
  return typeof navigator === 'object' && navigator.platform.startsWith('Mac')
}
