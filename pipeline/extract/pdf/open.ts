/** Bytes → the content of all pages, within bounds; what can not be read is told in words that help. */
import type { Reading } from '../spreadsheet/reading.ts'
import { readPage } from './content.ts'
import { guarded } from './guard.ts'
import { openPdf, type PackageFile } from './library.ts'
import { failPdf, tellPdf } from './tell.ts'
import type { PageContent } from './types.ts'

export const PDF_LIMITS = {
  bytes: 200_000_000,
  /** a page takes 5 to 30 ms */
  pages: 2_000,
  /** characters and lines, of all pages; each takes some 300 bytes until its page is read */
  marks: 10_000_000,
  /** of one page */
  pageMarks: 500_000,
}

export interface PdfContent {
  readonly pages: number
  readonly properties: Readonly<Record<string, string>>
  readonly written: boolean
  readonly characters: number
  /** of all images */
  readonly pixels: number
}

/** `take` gets one page after the other; undefined where the reading has failed. */
export async function readPdf(
  bytes: Uint8Array,
  packageFile: PackageFile | undefined,
  reading: Reading,
  limits: typeof PDF_LIMITS,
  take: (content: PageContent) => void,
): Promise<PdfContent | undefined> {
  const safe = guarded(bytes, reading)
  if (safe === undefined) return undefined
  const opened = await openPdf(safe.bytes, packageFile)
  if ('fault' in opened) {
    const { kind, message } = opened.fault
    failPdf(reading, kind === 'password' ? 'extract/pdf-encrypted' : 'extract/pdf-damaged', {
      actual: message,
    })
    return undefined
  }
  const { pdf } = opened
  try {
    if (!(pdf.pages >= 1)) failPdf(reading, 'extract/pdf-damaged', { actual: 'pages: 0' })
    else if (pdf.pages > limits.pages)
      failPdf(reading, 'extract/pdf-too-large', {
        whatJa: 'ページ数',
        what: 'pages',
        actual: pdf.pages,
        expected: limits.pages,
      })
    if (reading.fault !== undefined) return undefined
    let left = limits.marks
    let marks = 0
    let written = false
    const bad: number[] = []
    const blank: number[] = []
    const strange: number[] = []
    let unknown = 0
    for (let index = 0; index < pdf.pages; index += 1) {
      const most = Math.min(left, limits.pageMarks)
      const allowance = { left: most, unknown: 0 }
      const { content, how } = await readPage(pdf, index, allowance)
      left -= most - allowance.left
      if (how === 'stopped') {
        failPdf(reading, 'extract/pdf-too-large', {
          whatJa: `${index + 1}ページまでの文字と線の数`,
          what: `characters and lines up to page ${index + 1}`,
          actual: `> ${most}`,
          expected: most,
        })
        return undefined
      }
      if (how === 'failed') bad.push(index + 1)
      else if (content.glyphs.length === 0) blank.push(index + 1)
      unknown += allowance.unknown
      if (allowance.unknown > 0) strange.push(index + 1)
      marks += content.glyphs.length
      written ||= content.endsWithSpace
      take(content)
    }
    tellBad(bad, pdf.pages, reading)
    if (blank.length > 0 && marks > 0)
      tellPdf(reading, 'extract/pdf-page-without-text', { pages: listed(blank), count: blank.length })
    if (unknown > 0 && marks > 0)
      tellPdf(reading, 'extract/pdf-unknown-characters', { pages: listed(strange), count: unknown })
    const unread = { actual: [...pdf.unread].sort().join(', ') }
    if (marks === 0 && reading.fault === undefined) {
      if (unread.actual === '') failPdf(reading, 'extract/pdf-scanned', { actual: pdf.pages })
      else failPdf(reading, 'extract/pdf-font-unread', unread)
    } else if (unread.actual !== '') tellPdf(reading, 'extract/pdf-font-unread', unread)
    return reading.fault === undefined
      ? {
          pages: pdf.pages,
          properties: await pdf.properties(),
          written,
          characters: marks,
          pixels: safe.pixels,
        }
      : undefined
  } finally {
    pdf.close()
  }
}

function tellBad(bad: readonly number[], pages: number, reading: Reading): void {
  if (bad.length === 0) return
  const shown = listed(bad)
  if (bad.length === pages) failPdf(reading, 'extract/pdf-damaged', { actual: `pages: ${shown}` })
  else tellPdf(reading, 'extract/pdf-page-unread', { pages: shown, count: bad.length })
}

function listed(pages: readonly number[]): string {
  return pages.slice(0, 10).join(', ') + (pages.length > 10 ? ' …' : '')
}
