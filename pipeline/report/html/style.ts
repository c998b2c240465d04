/** The style of the page: for the screen and for A4 paper, in colour and without (severity is always a word too). */

// Contrast of text on its ground is at least 7 : 1 (WCAG 2.2, 1.4.6).
export const STYLE = `
:root { color-scheme: light; --ink: #1b1f24; --soft: #4a525c; --line: #c9ced6; --ground: #f5f6f8; --error: #8c1d18; --warning: #6b4500; --info: #1f4b7a }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.75 "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", "Meiryo", sans-serif; overflow-wrap: anywhere }
main, footer { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem }
main { padding-top: 2.5rem }
h1 { font-size: 1.6rem; line-height: 1.4; margin: 0 0 .25rem }
h2 { font-size: 1.25rem; line-height: 1.4; margin: 3rem 0 .5rem; padding-top: .6rem; border-top: 3px solid var(--ink) }
h3 { font-size: 1.05rem; line-height: 1.5; margin: 1.5rem 0 .25rem }
article h3 { margin: 0; display: flex; align-items: baseline; gap: .25rem .75rem }
h3 .head { flex: 1 }
p { margin: .25rem 0 .75rem }
.file { color: var(--soft); margin: 0 }
.verdict { font-size: 1.15rem; font-weight: 700; margin: 1.25rem 0; padding: .9rem 1.1rem; background: var(--ground); border-left: 6px solid var(--ink) }
.soft, .code { color: var(--soft) }
.code { font: .75rem/1.6 ui-monospace, "Noto Sans Mono CJK JP", monospace; text-align: right; margin: 0 }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .925rem; line-height: 1.6 }
caption { text-align: left; font-weight: 700; padding: .25rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
thead th { border-bottom: 2px solid var(--ink); background: var(--ground); white-space: nowrap }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.facts th { width: 12rem; font-weight: 400; color: var(--soft) }
.steps { list-style: none; padding: 0; margin: .5rem 0 }
.steps li { display: flex; justify-content: space-between; gap: 1rem; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
.steps .none { color: var(--soft) }
a { color: inherit }
article { border: 1px solid var(--line); border-left: 6px solid var(--soft); padding: .9rem 1.1rem; margin: 1rem 0 }
article.error { border-left: 6px solid var(--error) }
article.warning { border-left: 6px double var(--warning) }
article > p { margin: .4rem 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .9rem; margin: .6rem 0 }
dt { color: var(--soft) }
dd { margin: 0 }
.how { font-weight: 700 }
.label { font-size: .8rem; font-weight: 700; line-height: 1.5; border: 1px solid currentColor; border-radius: 3px; padding: 0 .45rem; white-space: nowrap }
.label.error, .label.fail { color: #fff; background: var(--error); border-color: var(--error) }
.label.warning { color: var(--warning) }
.label.pass { color: var(--info) }
.label.unknown { color: var(--soft); border-style: dashed }
.many { margin-left: .5rem; font-weight: 400; color: var(--soft); font-size: .925rem }
.space { color: var(--soft) }
.values td:first-child { width: 38% }
.brief th[scope=row] { width: 22% }
.brief td:last-child { width: 24% }
.rules th[scope=row] { width: 34%; font-weight: 400 }
.pass { columns: 2; column-gap: 2rem; padding: 0; margin: .5rem 0; list-style: none; font-size: .925rem; line-height: 1.6 }
.pass li { break-inside: avoid; padding-left: 3.4rem; text-indent: -3.4rem }
.pass b { display: inline-block; width: 3.4rem; text-indent: 0 }
.arrow { color: var(--soft); padding: 0 .3rem }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem }
@page { size: A4; margin: 15mm 14mm }
@media print {
  html { font-size: 9.5pt }
  body { font-size: 1rem; line-height: 1.55 }
  main, footer { max-width: none; padding: 0 }
  h1 { font-size: 16pt }
  h2 { font-size: 12.5pt; margin-top: 1.2rem; padding-top: .35rem; break-after: avoid }
  h3, caption, section > p { break-after: avoid }
  p { margin: .15rem 0 .4rem }
  th, td, .steps li { padding: .16rem .5rem }
  table { margin: .4rem 0 }
  article { padding: .5rem .8rem; margin: .6rem 0 }
  article > h3, article > p, dl { break-inside: avoid }
  article > h3, article > p, dl:has(+ table) { break-after: avoid }
  .code { display: none }
  tr, li, .verdict { break-inside: avoid }
  thead { display: table-header-group }
  .label.error, .label.fail, .verdict, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact }
  .steps a { text-decoration: none }
}
`
