/** How the parts of a report are laid out, on a screen. The fonts are those of the reader's system. */
export const layoutStyle = `
* {
  box-sizing: border-box;
}

html {
  background: var(--surface);
  color: var(--text);
  font:
    15px/1.5 system-ui,
    -apple-system,
    'Segoe UI',
    Roboto,
    'Noto Sans',
    'Liberation Sans',
    sans-serif;
  font-variant-numeric: tabular-nums;
}

body {
  max-width: 1080px;
  margin: 0 auto;
  padding: 32px 28px 64px;
}

h1,
h2,
h3 {
  line-height: 1.25;
  text-wrap: balance;
}

h1 {
  margin: 4px 0 0;
  font-size: 30px;
}

h2 {
  margin: 48px 0 14px;
  padding-top: 14px;
  border-top: 2px solid var(--text);
  font-size: 22px;
}

h3 {
  margin: 30px 0 10px;
  font-size: 17px;
}

p,
ul,
ol,
dl {
  margin: 10px 0;
}

a {
  color: var(--link);
  text-decoration-thickness: 1px;
  text-underline-offset: 2px;
}

a:focus-visible,
.table:focus-visible {
  outline: 2px solid var(--link);
  outline-offset: 2px;
}

:target {
  scroll-margin-top: 16px;
  outline: 2px solid var(--link);
  outline-offset: 3px;
}

code,
.code {
  font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'Liberation Mono', monospace;
  font-size: 0.88em;
  overflow-wrap: anywhere;
  unicode-bidi: isolate;
}

.code code {
  font-size: 1em;
}

.muted {
  color: var(--quiet);
}

.kicker {
  margin: 0;
  color: var(--soft);
  font-weight: 700;
}

.client {
  margin: 2px 0 22px;
  color: var(--soft);
  font-size: 19px;
}

nav ol {
  padding-left: 0;
  list-style: none;
}

nav li {
  padding: 2px 0;
}

nav ol ol {
  margin: 2px 0 6px;
  padding-left: 20px;
  font-size: 14px;
}

footer {
  margin-top: 48px;
  border-top: 1px solid var(--line);
  color: var(--quiet);
  font-size: 13px;
}

/* — blocks — */
dl {
  display: grid;
  gap: 0;
  border-top: 1px solid var(--line);
}

dl > div {
  display: grid;
  grid-template-columns: 168px minmax(0, 1fr);
  gap: 16px;
  padding: 6px 0;
  border-bottom: 1px solid var(--line);
}

dt {
  color: var(--quiet);
}

dd {
  margin: 0;
  overflow-wrap: anywhere;
  white-space: pre-line;
}

.chip {
  padding: 1px 8px;
  border-radius: 4px;
}

.notice {
  margin: 12px 0;
  padding: 10px 14px;
  border-left: 4px solid currentcolor;
  break-inside: avoid;
}

.notice p {
  margin: 0;
  white-space: pre-line;
}

.figures {
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 0;
  padding: 0;
  border-block: 1px solid var(--line);
  list-style: none;
  break-inside: avoid;
}

.figures li {
  padding: 12px 14px;
  border-left: 1px solid var(--line);
}

.figures li:first-child {
  border-left: 0;
}

.figures a {
  display: block;
  color: inherit;
  text-decoration: none;
}

.figures a:hover span {
  text-decoration: underline;
}

.figures strong {
  font-size: 28px;
  line-height: 1.1;
}

.figures small {
  color: var(--quiet);
  font-size: 13px;
}

.table {
  margin: 14px 0 20px;
  overflow-x: auto;
}

table {
  width: 100%;
  min-width: 640px;
  table-layout: fixed;
  border-collapse: collapse;
  font-size: 13.5px;
  line-height: 1.4;
}

caption {
  padding: 0 0 6px;
  color: var(--soft);
  font-size: 14px;
  font-weight: 700;
  text-align: left;
}

th,
td {
  padding: 5px 8px;
  border: 1px solid var(--line);
  font-weight: 400;
  overflow-wrap: break-word;
  text-align: left;
  vertical-align: top;
  white-space: pre-line;
}

thead th {
  background: var(--sunken);
  color: var(--soft);
  font-weight: 700;
  vertical-align: bottom;
}

.group th {
  background: var(--sunken);
  font-weight: 700;
}

.end {
  text-align: right;
}

.middle {
  text-align: center;
}

td.middle,
td .muted {
  font-size: 12.5px;
}

/* On a tint, everything has the colour that was chosen for it. */
td[class] a,
td[class] .muted,
.chip a,
.chip .muted,
.notice a {
  color: inherit;
}

@media (max-width: 700px) {
  .figures {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }

  dl > div {
    grid-template-columns: minmax(0, 1fr);
    gap: 0;
  }
}
`
