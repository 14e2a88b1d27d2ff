/** The colours of a report in both colour schemes: each tone as tint with its text, and as an area of a picture. */
import type { Tone } from '../../../shared/records/report.ts'

interface Paint {
  readonly text: string
  readonly tint: string
  readonly area: string
}

/** Text on its tint holds 4.5:1; areas hold 3:1 on the surface or lie beside a number. */
const light: Readonly<Record<Tone, Paint>> = {
  pass: { text: '#0d6541', tint: '#e5f4ec', area: '#1a8a58' },
  fail: { text: '#a51c2b', tint: '#fcebec', area: '#cc3341' },
  warn: { text: '#744900', tint: '#fdf2dc', area: '#b27708' },
  info: { text: '#264cb8', tint: '#e9effd', area: '#2f5bd7' },
  unsure: { text: '#5f37a3', tint: '#f1ebfc', area: '#7a52d1' },
  none: { text: '#4b5462', tint: '#eff1f4', area: '#8a93a2' },
  'severity-critical': { text: '#2a1712', tint: '#f7b3b0', area: '#b3162a' },
  'severity-high': { text: '#2a1712', tint: '#ffcdb8', area: '#e0763f' },
  'severity-medium': { text: '#2a1712', tint: '#ffe3bf', area: '#f0bd62' },
  'severity-low': { text: '#2a1712', tint: '#fff4d6', area: '#b9c9da' },
  'severity-info': { text: '#171b22', tint: '#eef1f5', area: '#d5dae2' }
}

const dark: Readonly<Record<Tone, Paint>> = {
  pass: { text: '#63d3a2', tint: '#11291f', area: '#3dbb83' },
  fail: { text: '#ff9c9f', tint: '#35181c', area: '#f0636f' },
  warn: { text: '#efbf66', tint: '#2f2512', area: '#dba63a' },
  info: { text: '#9db8ff', tint: '#1b2740', area: '#6f95ff' },
  unsure: { text: '#c7acff', tint: '#261d3b', area: '#a283f0' },
  none: { text: '#a0a8b5', tint: '#21262e', area: '#7d8796' },
  'severity-critical': { text: '#fbeae4', tint: '#7f2530', area: '#dd505c' },
  'severity-high': { text: '#fbeae4', tint: '#642f1b', area: '#c8733b' },
  'severity-medium': { text: '#fbeae4', tint: '#4a3315', area: '#a98336' },
  'severity-low': { text: '#fbeae4', tint: '#322a13', area: '#4c6580' },
  'severity-info': { text: '#e7e9ed', tint: '#262c35', area: '#3a424e' }
}

const surfaces = {
  light:
    '--surface:#fff;--sunken:#f5f6f9;--line:#dfe2e8;--text:#171b22;--soft:#454d5b;--quiet:#5c6573;--link:#264cb8',
  dark: '--surface:#14171c;--sunken:#1b1f26;--line:#2c323b;--text:#e7e9ed;--soft:#b3bac6;--quiet:#98a1b0;--link:#9db8ff'
}

/** Dark only on a screen: paper is white. */
export const toneStyle = `
:root{color-scheme:light dark;${surfaces.light}}
${rules(light)}
@media screen and (prefers-color-scheme:dark){
:root{${surfaces.dark}}
${rules(dark)}
}
`

function rules(paints: Readonly<Record<Tone, Paint>>): string {
  return Object.entries(paints)
    .map(
      ([tone, { text, tint, area }]) =>
        `.${tone}{background:${tint};color:${text}}\n.area.${tone}{background:none;fill:${area}}\ntext.inside.${tone}{background:none}`
    )
    .join('\n')
}
