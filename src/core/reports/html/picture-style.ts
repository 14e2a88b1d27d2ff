/** How the pictures of a report are drawn; their areas take the colours of the tones. */
export const pictureStyle = `
figure {
  margin: 14px 0 6px;
  break-inside: avoid;
}

figcaption {
  padding-bottom: 8px;
  color: var(--soft);
  font-size: 14px;
  font-weight: 700;
}

/* The picture above says what the table is. */
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

svg {
  display: block;
  width: 100%;
  max-width: 760px;
  height: auto;
  font-size: 11.5px;
}

line {
  stroke: var(--line);
}

text {
  fill: var(--text);
}

text.strong {
  font-weight: 700;
}

text.muted {
  fill: var(--quiet);
}

.area {
  stroke: var(--surface);
  stroke-width: 0.6px;
}

text.inside {
  font-weight: 700;
}

text.inside.severity-critical {
  fill: #fff;
}
`
