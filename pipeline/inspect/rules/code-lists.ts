/** Lists of codes on the worksheets that explain: rows of code and meaning, or `1：公立、2：私立` in one cell. */
import { foldWord } from '../../lib/fold.ts'
import { isAboutData, type SheetFacts } from './facts.ts'
import { besideOf, cellsOf, type WrittenCell } from './written.ts'

/** What a code looks like. */
export const CODE = /^(?:\d{1,4}|[A-Za-z]\d{0,3})$/

/** Names of worksheets that are lists of codes as a whole. */
const LIST_NAME = /コード|code|選択肢|凡例|区分/i
/** What stands above the codes of a list. */
const CODE_HEADER = /コード|code|値|value|区分|種別|分類|選択|記号|回答|フラグ|flag|キー|key/i
/** Columns of figures that are no codes: numbers of rows, lengths. */
const NO_CODE_HEADER =
  /^(?:no\.?|№|#|項番|連番|通し番号|行|列|順|順番)$|桁|文字数|バイト|件数|人数|ページ|頁/i

const INLINE = /(?:^|[\s、,;。(「])([A-Za-z]?\d{1,4}|[A-Za-z]\d{0,3})\s*(?:[:=→]|\.{3})\s*(?=[^\s\d/])/gu
/** `1.公立 2.私立`; one alone is a heading: `1. 概要` */
const NUMBERED = /(?:^|[\s、,;。(「])(\d{1,4}|[A-Za-z])[.)]\s*(?=[^\s\d.])/gu

/** `headers`: names of the columns of codes, which may stand above their list. */
export function listedCodes(sheets: readonly SheetFacts[], headers: readonly string[]): ReadonlySet<string> {
  const names = new Set(headers.map(foldWord))
  const codes = new Set<string>()
  for (const sheet of sheets) {
    if (!isAboutData(sheet)) continue
    const cells = cellsOf(sheet)
    for (const code of rowCodes(sheet, cells, names)) codes.add(code)
    for (const { text } of cells) for (const code of inlineCodes(text)) codes.add(code)
  }
  return codes
}

/** Codes with a meaning to their right, below a name of codes. */
function rowCodes(
  sheet: SheetFacts,
  cells: readonly WrittenCell[],
  names: ReadonlySet<string>,
): readonly string[] {
  const isList = LIST_NAME.test((sheet.worksheet ?? '').normalize('NFKC'))
  const above = new Map<number, string>()
  const codes: string[] = []
  for (const cell of cells) {
    const text = cell.text.normalize('NFKC').trim()
    if (!CODE.test(text)) {
      above.set(cell.column, text)
      continue
    }
    const header = (above.get(cell.column) ?? '').replace(/\s+/g, '')
    const isCode = names.has(foldWord(header)) || (!NO_CODE_HEADER.test(header) && CODE_HEADER.test(header))
    const isPlain = isList && !NO_CODE_HEADER.test(header)
    if (!isCode && !isPlain) continue
    if (/\p{L}/u.test(besideOf(sheet, cells, cell) ?? '')) codes.push(text)
  }
  return codes
}

function inlineCodes(text: string): readonly string[] {
  const plain = text.normalize('NFKC')
  const found = [...plain.matchAll(INLINE)].map(([, code = '']) => code)
  const numbered = new Set([...plain.matchAll(NUMBERED)].map(([, code = '']) => code))
  return numbered.size > 1 ? [...found, ...numbered] : found
}
