/** A city's list as a PDF over pages gives the records that it gives as a CSV: a format is an extractor and nothing else. */
import { describe, expect, test } from 'vitest'
import { runLine } from '../../helpers/line.ts'
import { filled, net, type Page, pdf, text } from './make.ts'

const HEADER = ['名称', '名称_カナ', '所在地_連結表記', '緯度', '経度', '設置位置', '電話番号']
const ROWS = Array.from({ length: 40 }, (_, i) => [
  `第${i + 1}公民館`,
  'コウミンカン',
  `神奈川県伊勢原市田中${i + 1}番地`,
  `35.${4000 + i}`,
  `139.${3000 + i}`,
  i % 3 === 0 ? '1階ロビー' : '',
  `0463-94-${4700 + i}`,
])

const XS = [30, 110, 190, 330, 400, 470, 560, 660]

function pages(): readonly Page[] {
  const size = 15
  return Array.from({ length: Math.ceil(ROWS.length / size) }, (_, n) => {
    const rows = [HEADER, ...ROWS.slice(n * size, (n + 1) * size)]
    const ys = Array.from({ length: rows.length + 1 }, (_row, i) => 540 - i * 26)
    const number = text(340, 20, `${n + 1} / 3`)
    return {
      width: 842,
      height: 595,
      content: text(30, 560, 'AED設置箇所一覧') + net(XS, ys) + filled(XS, ys, rows) + number,
    }
  })
}

const csv = new TextEncoder().encode([HEADER, ...ROWS].map((row) => row.join(',')).join('\n'))

describe('a list of AEDs', () => {
  test('PDF and CSV give the same records', async () => {
    const [fromPdf, fromCsv] = await Promise.all([runLine(pdf(pages()), 'aed.pdf'), runLine(csv, 'aed.csv')])
    expect(fromPdf.opened.problems.map(({ code }) => code)).toEqual(['extract/pdf-furniture'])
    const values = ({ records }: typeof fromPdf): unknown =>
      [...records.values()].flat().map((one) => one.values)
    expect(fromPdf.look.tables.map(({ sheet }) => sheet?.id)).toEqual(
      fromCsv.look.tables.map(({ sheet }) => sheet?.id),
    )
    expect(values(fromCsv)).toHaveLength(ROWS.length)
    expect(values(fromPdf)).toEqual(values(fromCsv))
  })
})
