/** How a report is printed: A4, with what every page carries, and breaks where a reader expects them. */
export const paperStyle = `
@page {
  size: A4;
  margin: 22mm 16mm 20mm;

  @top-left {
    content: '{head}';
    color: #5c6573;
    font: 8pt system-ui, 'Segoe UI', 'Liberation Sans', sans-serif;
  }

  @bottom-left {
    content: '{foot}';
    color: #5c6573;
    font: 8pt system-ui, 'Segoe UI', 'Liberation Sans', sans-serif;
  }

  @bottom-right {
    content: 'Page ' counter(page) ' of ' counter(pages);
    color: #5c6573;
    font: 8pt system-ui, 'Segoe UI', 'Liberation Sans', sans-serif;
  }
}

@page :first {
  @top-left {
    content: none;
  }
}

@media print {
  :root {
    color-scheme: light;
  }

  html {
    font-size: 9.5pt;
    -webkit-print-color-adjust: exact;
    print-color-adjust: exact;
  }

  body {
    max-width: none;
    padding: 0;
  }

  header {
    padding-top: 30mm;
  }

  h1 {
    font-size: 26pt;
  }

  h2 {
    margin-top: 9mm;
    font-size: 16pt;
  }

  h3 {
    font-size: 12pt;
  }

  h2,
  h3,
  caption,
  thead,
  .group {
    break-after: avoid;
  }

  nav,
  .new-page {
    break-before: page;
  }

  nav h2,
  .new-page > h2 {
    margin-top: 0;
  }

  .table {
    overflow: visible;
  }

  table {
    min-width: 0;
    font-size: 8pt;
    line-height: 1.3;
  }

  th,
  td {
    padding: 1mm 1.6mm;
  }

  td.middle,
  td .muted {
    font-size: 7.5pt;
  }

  h2,
  h3,
  tr,
  dl {
    break-inside: avoid;
  }

  dl > div {
    grid-template-columns: 36mm minmax(0, 1fr);
  }

  a {
    color: inherit;
    text-decoration-color: var(--line);
  }

  p,
  li {
    orphans: 3;
    widows: 3;
  }

  footer {
    display: none;
  }

  :target {
    outline: 0;
  }
}
`
