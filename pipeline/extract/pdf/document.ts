/**
 * A PDF → the lines of a document, as its text would have them: a paragraph is a line, a row of a table is a line whose
 * cells the declared form parts, what stands apart is parted by a blank line.
 */
import type { Form, SourceLine } from '../../lib/document.ts'
import type { Pages } from '../../lib/paged.ts'
import type { Problem } from '../../problem.ts'
import { LIMITS, startReading } from '../spreadsheet/reading.ts'
import { isOfSize } from '../whole.ts'
import { withoutFurniture } from './furniture.ts'
import { blocksOf, type JoinedTable } from './join.ts'
import { PDF_LIMITS, readPdf } from './open.ts'
import { packageFileOf } from './package-file.ts'
import { itemsOf, type PageItems } from './page.ts'
import { piecesOf } from './paragraphs.ts'
import { tellFurniture } from './tell.ts'

export interface PdfDocument {
  readonly text: string
  readonly lines: readonly SourceLine[]
  readonly pages: Pages
}

export interface PdfDocumentOptions {
  readonly file: string
  readonly packageFile?: (name: string) => Uint8Array | undefined
}

export async function readPdfDocument(
  bytes: Uint8Array,
  form: Form,
  cells: (line: number, text: string) => SourceLine,
  options: PdfDocumentOptions,
): Promise<
  { readonly document: PdfDocument; readonly problems: readonly Problem[] } | { readonly problem: Problem }
> {
  const reading = startReading(options.file, { ...LIMITS, packed: PDF_LIMITS.bytes })
  const pages: PageItems[] = []
  let written = false
  const read = isOfSize(bytes, reading)
    ? await readPdf(bytes, packageFileOf(options.packageFile), reading, PDF_LIMITS, (content) => {
        written ||= content.endsWithSpace
        pages.push(itemsOf(content, { written, hard: ' ' }))
      })
    : undefined
  if (reading.fault !== undefined) return { problem: reading.fault }
  if (read === undefined) throw new Error('a reading without contents has a fault')
  const { pages: bare, furniture } = withoutFurniture(pages, false)
  tellFurniture(furniture, reading)
  const lines: string[] = []
  const onPage: (readonly [number, number])[] = []
  const put = (text: string, page: number): void => {
    lines.push(text)
    if (onPage[onPage.length - 1]?.[1] !== page) onPage.push([lines.length, page])
  }
  const part = (page: number): void => {
    if (lines.length > 0 && lines[lines.length - 1] !== '') put('', page)
  }
  let afterTable = false
  for (const piece of piecesOf(blocksOf(bare), written)) {
    if ('table' in piece) {
      part(piece.table.pages[0] ?? 1)
      for (const [i, row] of piece.table.rows.entries()) {
        const page = piece.table.pages[i] ?? 1
        put(rowText(row, form), page)
        if (form === 'markdown' && i === 0) put(ruleBelow(piece.table), page)
      }
      afterTable = true
      continue
    }
    const { text, page, apart } = piece.paragraph
    if (apart || afterTable) part(page)
    put(text.replace(/\t/g, ' '), page)
    afterTable = false
  }
  const document: PdfDocument = {
    text: `${lines.join('\n')}\n`,
    lines: lines.map((text, i) => cells(i + 1, text)),
    pages: onPage,
  }
  return { document, problems: reading.problems }
}

/** As the form parts cells: by TAB, or by bars. */
function rowText(row: readonly string[], form: Form): string {
  const cells = row.map((text) => text.replace(/\s+/g, ' ').trim())
  return form === 'markdown'
    ? `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`
    : cells.join('\t')
}

function ruleBelow({ rows }: JoinedTable): string {
  return `|${' --- |'.repeat(rows[0]?.length ?? 1)}`
}
