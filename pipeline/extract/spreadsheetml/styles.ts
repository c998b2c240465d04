/** Styles of a spreadsheet in the XML of Excel 2003: number format and look, by id. */
import { type CellStyle, cellStyle } from '../spreadsheet/cell.ts'
import { type Font, fillLook, fontLook } from '../spreadsheet/look.ts'
import { readFormat } from '../spreadsheet/number-format.ts'
import type { Attributes } from '../spreadsheet/xml.ts'

/** Names for formats of the user's country (XML Spreadsheet Reference, ss:NumberFormat), as Japan has them. */
const NAMED: Readonly<Record<string, string>> = {
  'General Date': 'yyyy/m/d h:mm',
  'Long Date': 'yyyy/m/d',
  'Medium Date': 'yyyy/m/d',
  'Short Date': 'yyyy/m/d',
  'Long Time': 'h:mm:ss',
  'Medium Time': 'h:mm',
  'Short Time': 'h:mm',
  Fixed: '0.00',
  Standard: '#,##0.00',
  Percent: '0.00%',
  Scientific: '0.00E+00',
}

export interface MlStyles {
  open(name: string, tag: Attributes): void
  /** blank or unknown: the plain one */
  of(id: string): CellStyle
}

interface Raw {
  format: string
  fill: string
  font: Font
}

const PLAIN: Font = { color: '', bold: false, italic: false, strike: false }

export function mlStyles(): MlStyles {
  const raw = new Map<string, Raw>()
  const made = new Map<string, CellStyle>()
  let current: Raw | undefined
  return {
    open: (name, tag) => {
      if (name === 'ss:Style') {
        const parent = raw.get(tag.get('ss:Parent') ?? '')
        current = parent === undefined ? { format: '', fill: '', font: PLAIN } : { ...parent }
        raw.set(tag.get('ss:ID') ?? '', current)
      } else if (current === undefined) return
      else if (name === 'ss:NumberFormat') {
        const format = tag.get('ss:Format') ?? ''
        current.format = Object.hasOwn(NAMED, format) ? (NAMED[format] ?? '') : format
      } else if (name === 'ss:Interior')
        current.fill = fillLook((tag.get('ss:Pattern') ?? '').toLowerCase(), colourOf(tag.get('ss:Color')))
      else if (name === 'ss:Font')
        current.font = {
          color: colourOf(tag.get('ss:Color')),
          bold: tag.get('ss:Bold') === '1',
          italic: tag.get('ss:Italic') === '1',
          strike: tag.get('ss:StrikeThrough') === '1',
        }
    },
    of: (id) => {
      const known = made.get(id)
      if (known !== undefined) return known
      const { format = '', fill = '', font = PLAIN } = raw.get(id) ?? {}
      const look = [fill, fontLook(font)].filter((word) => word !== '').join(' ')
      const fresh = cellStyle(readFormat(format === '' ? 'General' : format), look)
      made.set(id, fresh)
      return fresh
    },
  }
}

function colourOf(text: string | undefined): string {
  return /^#([0-9A-Fa-f]{6})$/.exec(text ?? '')?.[1]?.toUpperCase() ?? ''
}
