// Makes a PDF of a document's text, as a city would publish it, so that a test can see whether the PDF gives the same
// records as the text. Rows with tabs become ruled tables whose header is repeated on each page, other lines become
// paragraphs on A4 pages with a running head and page numbers; a blank line becomes space between paragraphs.
//   node scripts/plan-pdf.mjs TEXT OUT.pdf   (TEXT of test/fixtures/pdf/plan.pdf: the snapshot of ict_plan_evaluation_r4)
// LibreOffice (soffice) and a Japanese font are needed; the PDF in test/fixtures was made by LibreOffice with IPAMincho.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const FONT = 'IPAMincho'
const [source, out] = process.argv.slice(2)
if (source === undefined || out === undefined) {
  process.stderr.write('node scripts/plan-pdf.mjs TEXT OUT.pdf\n')
  process.exit(2)
}

const escaped = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    // a run of spaces is one space to ODF unless it is said otherwise
    .replace(/ (?= )/g, '<text:s/>')

/** Blocks of lines that stand together, parted by blank lines. */
function blocksOf(text) {
  return text
    .replace(/\r/g, '')
    .split(/\n[ \t]*\n+/)
    .map((block) => block.split('\n').filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
}

let tables = 0
const styles = []

function table(rows) {
  const cells = rows.map((row) => row.split('\t'))
  const width = Math.max(...cells.map((row) => row.length))
  tables += 1
  // the page has 170 mm; a column is as wide as its longest cell asks for, within bounds
  const wanted = Array.from({ length: width }, (_, i) =>
    Math.min(28, Math.max(5, ...cells.map((row) => (row[i] ?? '').length))),
  )
  const all = wanted.reduce((sum, one) => sum + one, 0)
  const columns = wanted.map((one, i) => {
    const name = `t${tables}c${i}`
    const wide = ((170 * one) / all).toFixed(1)
    styles.push(
      `<style:style style:name="${name}" style:family="table-column"><style:table-column-properties style:column-width="${wide}mm"/></style:style>`,
    )
    return `<table:table-column table:style-name="${name}"/>`
  })
  const row = (list) =>
    `<table:table-row table:style-name="row">${Array.from(
      { length: width },
      (_, i) =>
        `<table:table-cell table:style-name="cell" office:value-type="string"><text:p text:style-name="in">${escaped(list[i] ?? '')}</text:p></table:table-cell>`,
    ).join('')}</table:table-row>`
  const [head = [], ...body] = cells
  return `<table:table table:name="t${tables}" table:style-name="table">${columns.join('')}<table:table-header-rows>${row(head)}</table:table-header-rows>${body.map(row).join('')}</table:table>`
}

function paragraphs(lines) {
  return lines
    .map((line, i) => {
      const last = i === lines.length - 1
      return `<text:p text:style-name="${last ? 'last' : 'body'}">${escaped(line)}</text:p>`
    })
    .join('')
}

function documentOf(text) {
  const blocks = blocksOf(text)
  const body = blocks
    .map((lines) => {
      if (lines.every((line) => line.includes('\t'))) return `${table(lines)}<text:p text:style-name="gap"/>`
      return paragraphs(lines)
    })
    .join('\n')
  const font = `style:font-name="${FONT}" style:font-name-asian="${FONT}" fo:font-size="11pt" style:font-size-asian="11pt"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="${FONT}" svg:font-family="${FONT}"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/><style:text-properties ${font} fo:language="ja" fo:country="JP" style:language-asian="ja" style:country-asian="JP"/></style:default-style>
<style:style style:name="body" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0mm"/></style:style>
<style:style style:name="last" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="3.5mm"/></style:style>
<style:style style:name="in" style:family="paragraph"/>
<style:style style:name="gap" style:family="paragraph"><style:text-properties fo:font-size="7pt" style:font-size-asian="7pt"/></style:style>
<style:style style:name="middle" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="table" style:family="table"><style:table-properties style:width="170mm" table:align="left"/></style:style>
<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>
${styles.join('\n')}
<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="15mm" fo:margin-bottom="15mm" fo:margin-left="20mm" fo:margin-right="20mm"/><style:header-style><style:header-footer-properties fo:min-height="8mm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="8mm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"><style:header><text:p text:style-name="middle">事業評価（詳細版）</text:p></style:header><style:footer><text:p text:style-name="middle">- <text:page-number text:select-page="current">1</text:page-number> -</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
${body}
</office:text></office:body>
</office:document>
`
}

const folder = mkdtempSync(join(tmpdir(), 'hiraku-pdf-'))
try {
  const document = documentOf(readFileSync(source, 'utf8'))
  writeFileSync(join(folder, 'plan.fodt'), document)
  const done = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--convert-to',
      'pdf:writer_pdf_Export',
      '--outdir',
      folder,
      join(folder, 'plan.fodt'),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  if (done.status !== 0) throw new Error('LibreOffice (soffice) could not make the PDF')
  copyFileSync(join(folder, 'plan.pdf'), resolve(out))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
