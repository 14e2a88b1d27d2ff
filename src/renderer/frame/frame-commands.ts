/** The commands that exist on every screen: going places, panes, palette, undo, appearance. */
import type { Command } from '../commands.svelte.ts'
import { screenNames, screens } from '../screens.ts'
import { appearance, densities, themes, type Density, type Theme } from '../state/appearance.svelte.ts'
import { engagement } from '../state/engagement.svelte.ts'
import { frame } from '../state/frame.svelte.ts'
import { location } from '../state/location.svelte.ts'
import { session } from '../state/session.svelte.ts'
import { toasts } from '../state/toasts.svelte.ts'

import { verifyTrail } from './verify-trail.ts'

function isOpen(): boolean {
  return engagement.current !== null
}

const going: readonly Command[] = screenNames.map((name) => ({
  id: `go-${name}`,
  title: `Go to ${screens[name].title}`,
  group: 'Go to',
  keys: [screens[name].keys],
  when: () => !screens[name].needsEngagement || isOpen(),
  run: () => {
    location.go(name)
  }
}))

const moving: readonly Command[] = [
  {
    id: 'back',
    title: 'Back',
    group: 'Go to',
    keys: ['Alt+ArrowLeft'],
    when: () => location.canGoBack,
    run: () => {
      location.back()
    }
  },
  {
    id: 'forward',
    title: 'Forward',
    group: 'Go to',
    keys: ['Alt+ArrowRight'],
    when: () => location.canGoForward,
    run: () => {
      location.forward()
    }
  }
]

const viewing: readonly Command[] = [
  {
    id: 'palette',
    title: 'Find a command',
    group: 'View',
    keys: ['$mod+k'],
    keysOnly: true,
    run: () => {
      frame.paletteOpen = true
    }
  },
  {
    id: 'shortcuts',
    title: 'Show shortcuts',
    group: 'View',
    keys: ['?'],
    run: () => {
      frame.shortcutsOpen = true
    }
  },
  {
    id: 'toggle-navigation',
    title: 'Fold or unfold the navigation',
    group: 'View',
    keys: ['['],
    when: isOpen,
    run: () => {
      frame.toggleNavigation()
    }
  },
  {
    id: 'toggle-pane',
    title: 'Show or hide the right pane',
    group: 'View',
    keys: [']'],
    when: isOpen,
    run: () => {
      frame.togglePane()
    }
  },
  ...(Object.keys(themes) as Theme[]).map((theme) => ({
    id: `theme-${theme}`,
    title: `Theme: ${themes[theme].toLowerCase()}`,
    group: 'View',
    when: () => appearance.theme !== theme,
    run: () => {
      appearance.theme = theme
    }
  })),
  ...(Object.keys(densities) as Density[]).map((density) => ({
    id: `density-${density}`,
    title: `Density: ${densities[density].toLowerCase()}`,
    group: 'View',
    when: () => appearance.density !== density,
    run: () => {
      appearance.density = density
    }
  }))
]

const working: readonly Command[] = [
  {
    id: 'lock-person',
    title: 'Lock: nobody works any more',
    group: 'Engagement',
    keys: ['$mod+Shift+l'],
    when: () => session.current?.person != null,
    run: () => session.lock()
  },
  {
    id: 'unlock-person',
    title: 'Unlock: say who works',
    group: 'Engagement',
    keys: ['$mod+Shift+l'],
    when: () => session.isLocked,
    run: async () => {
      await session.ask()
    }
  },
  {
    id: 'undo',
    title: 'Undo',
    group: 'Engagement',
    keys: ['$mod+z'],
    when: () => toasts.canUndo,
    run: () => toasts.undo()
  },
  {
    id: 'verify-trail',
    title: 'Verify the audit trail',
    group: 'Engagement',
    when: isOpen,
    run: verifyTrail
  },
  {
    id: 'close-engagement',
    title: 'Close the engagement',
    group: 'Engagement',
    when: isOpen,
    run: () => engagement.close()
  }
]

export const frameCommands: readonly Command[] = [...going, ...moving, ...working, ...viewing]
