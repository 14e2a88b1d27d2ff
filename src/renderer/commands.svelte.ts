/** The one registry of commands: keys, palette, tooltips and the sheet of shortcuts all read it, so nothing is undocumented. */
import { onMount } from 'svelte'
import { tinykeys } from 'tinykeys'

import { sentenceOf } from './client.ts'
import { belongsToTyping, listenFor } from './keys.ts'
import { appearance } from './state/appearance.svelte.ts'
import { toasts } from './state/toasts.svelte.ts'

export interface Command {
  /** Unique, kebab-case: `go-checklist`. */
  readonly id: string
  /** What it does, as the palette says it: "Go to Checklist". */
  readonly title: string
  /** The heading it stands under in the palette and on the sheet. */
  readonly group: string
  /** Bindings in the notation of keys.ts, the first is the one shown: `$mod+k`, `g c`, `?`. */
  readonly keys?: readonly string[]
  /** Whether it can be run now; always, where absent. */
  readonly when?: () => boolean
  /** May be run by a key that is held down. */
  readonly repeats?: boolean
  /** Left out of the palette: moving a selection means nothing there. */
  readonly keysOnly?: boolean
  readonly run: () => void | Promise<void>
}

let registered: readonly Command[] = $state.raw([])

/** All commands of the frame and of the screen that is open. */
export function allCommands(): readonly Command[] {
  return registered
}

/** The first binding of a command, for a button's key cap; undefined while it is not registered. */
export function keysOf(id: string): string | undefined {
  return registered.find((command) => command.id === id)?.keys?.[0]
}

/** Call while a component is set up: its commands exist as long as it does. A screen's command wins over the frame's. */
export function provideCommands(commands: readonly Command[]): void {
  onMount(() => {
    registered = [...registered, ...commands]
    return () => {
      registered = registered.filter((command) => !commands.includes(command))
    }
  })
}

/** Runs a command; a refusal is shown in the engine's own sentence. */
export async function runCommand(command: Command): Promise<void> {
  try {
    await command.run()
  } catch (thrown) {
    toasts.problem(sentenceOf(thrown))
  }
}

/** Starts hearing the registered keys; gives the function that stops. To be run again when the registry changes. */
export function listenForKeys(commands: readonly Command[]): () => void {
  const bindings = commands.flatMap((command) => command.keys ?? [])
  // Sequences first: `g e` must be seen before `e`.
  const ordered = bindings.toSorted((one, other) => other.split(' ').length - one.split(' ').length)
  const handlers = ordered.map((binding) => [
    listenFor(binding),
    (event: KeyboardEvent) => {
      press(binding, commands, event)
    }
  ])
  return tinykeys(window, Object.fromEntries(handlers) as Record<string, (event: KeyboardEvent) => void>, {
    ignore: (event) => event.isComposing || isInDialog(event.target)
  })
}

function press(binding: string, commands: readonly Command[], event: KeyboardEvent): void {
  if (isTyping(event.target) && belongsToTyping(binding)) return
  if (!appearance.singleKeys && belongsToTyping(binding) && !binding.startsWith('$mod')) return
  const command = commands.findLast(
    (one) => one.keys?.includes(binding) === true && (one.when === undefined || one.when())
  )
  if (command === undefined || (event.repeat && command.repeats !== true)) return
  event.preventDefault()
  void runCommand(command)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches(
      'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])'
    )
  )
}

/** A dialog has the keyboard for itself. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=dialog], [role=alertdialog]') !== null
}
