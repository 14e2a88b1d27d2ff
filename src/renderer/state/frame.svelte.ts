/** The frame around the screens: its width, the panes folded away, the sheets lying over it. */

/** Below this the navigation shows icons only. */
const navigationWidth = 1200
/** Below this a screen's right pane becomes a drawer. */
const paneWidth = 1320

class Frame {
  #width = $state(window.innerWidth)
  /** Whether the auditor turned round what the width alone would give. */
  #navigationTurned = $state(false)
  #paneTurned = $state(false)
  paletteOpen = $state(false)
  shortcutsOpen = $state(false)

  get navigationFolded(): boolean {
    return this.#width < navigationWidth !== this.#navigationTurned
  }

  get paneIsDrawer(): boolean {
    return this.#width < paneWidth
  }

  get paneOpen(): boolean {
    return this.paneIsDrawer === this.#paneTurned
  }

  toggleNavigation(): void {
    this.#navigationTurned = !this.#navigationTurned
  }

  togglePane(): void {
    this.#paneTurned = !this.#paneTurned
  }

  /** Crossing a threshold goes back to what the width gives. */
  measure(width: number): void {
    if (width < navigationWidth !== this.#width < navigationWidth) this.#navigationTurned = false
    if (width < paneWidth !== this.#width < paneWidth) this.#paneTurned = false
    this.#width = width
  }
}

export const frame = new Frame()
