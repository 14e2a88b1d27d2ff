/** How the page looks on this machine, kept in memory only: nothing about a client's review is written outside its file. */

export const themes = { system: 'Same as the system', light: 'Light', dark: 'Dark' } as const
export type Theme = keyof typeof themes

export const densities = { compact: 'Compact', regular: 'Regular', relaxed: 'Relaxed' } as const
export type Density = keyof typeof densities

/** The heights of `--row` in tokens.css, for parts that place rows by arithmetic. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 24, regular: 28, relaxed: 34 }

class Appearance {
  #theme: Theme = $state('system')
  #density: Density = $state('regular')
  /** Single letters as commands; people who dictate switch them off (WCAG 2.1.4). */
  singleKeys = $state(true)

  get theme(): Theme {
    return this.#theme
  }

  set theme(theme: Theme) {
    this.#theme = theme
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }

  get density(): Density {
    return this.#density
  }

  set density(density: Density) {
    this.#density = density
    document.documentElement.dataset['density'] = density
  }

  /** In pixels. */
  get rowHeight(): number {
    return rowHeights[this.#density]
  }
}

export const appearance = new Appearance()
