/** styles.xml: what each cell format (`s` of a cell) makes of a number, and how it looks. */
import { type CellStyle, cellStyle } from './cell.ts'
import { fillLook, fontLook } from './look.ts'
import { builtInFormat, type NumberFormat, readFormat } from './number-format.ts'
import type { Reading } from './reading.ts'
import { isOn, OOXML, readXml } from './xlsx-package.ts'
import type { Attributes } from './xml.ts'
import type { Zip } from './zip.ts'

interface CellFormat {
  readonly numberFormat: number
  readonly font: number
  readonly fill: number
}

export interface Styles {
  /** of a cell's `s`; one that is not there is plain */
  of(index: number): CellStyle
}

export function plainStyles(): Styles {
  return stylesOf([])
}

function stylesOf(list: readonly CellStyle[]): Styles {
  const plain = list[0] ?? cellStyle(readFormat(''), '')
  return { of: (index) => list[index] ?? plain }
}

function colorOf(tag: Attributes): string {
  const rgb = tag.get('rgb')
  const theme = tag.get('theme')
  const indexed = tag.get('indexed')
  const tint = Number(tag.get('tint') ?? 0)
  const shade = Number.isFinite(tint) && tint !== 0 ? `${tint > 0 ? '+' : ''}${tint.toFixed(2)}` : ''
  if (rgb !== undefined) return rgb.slice(-6).toUpperCase() + shade
  if (theme !== undefined) return `theme${theme}${shade}`
  return indexed === undefined || indexed === '64' ? '' : `indexed${indexed}${shade}`
}

export function readStyles(zip: Zip, part: string, reading: Reading): Styles {
  const formats = new Map<number, string>()
  const fonts: string[] = []
  const fills: string[] = []
  const cellFormats: CellFormat[] = []
  let within = ''
  let font = { color: '', bold: false, italic: false, strike: false }
  let fill = { pattern: '', color: '' }
  readXml(
    zip,
    part,
    OOXML,
    {
      open: (name, tag) => {
        if (name === 'fonts' || name === 'fills' || name === 'cellXfs' || name === 'dxfs') within = name
        else if (name === 'numFmt' && within !== 'dxfs')
          formats.set(Number(tag.get('numFmtId')), tag.get('formatCode') ?? '')
        else if (within === 'fonts') {
          const set = isOn(tag.get('val') ?? '1')
          if (name === 'font') font = { color: '', bold: false, italic: false, strike: false }
          else if (name === 'b') font.bold = set
          else if (name === 'i') font.italic = set
          else if (name === 'strike') font.strike = set
          else if (name === 'color') font.color = colorOf(tag)
        } else if (within === 'fills') {
          if (name === 'fill') fill = { pattern: '', color: '' }
          else if (name === 'patternFill') fill.pattern = tag.get('patternType') ?? ''
          else if (name === 'gradientFill') fill.pattern = 'gradient'
          else if (name === 'fgColor' || (name === 'color' && fill.color === '')) fill.color = colorOf(tag)
        } else if (within === 'cellXfs' && name === 'xf')
          cellFormats.push({
            numberFormat: Number(tag.get('numFmtId') ?? 0),
            font: Number(tag.get('fontId') ?? 0),
            fill: Number(tag.get('fillId') ?? 0),
          })
      },
      close: (name) => {
        if (name === within) within = ''
        else if (name === 'font' && within === 'fonts') fonts.push(fontLook(font))
        else if (name === 'fill' && within === 'fills') fills.push(fillLook(fill.pattern, fill.color))
      },
      text: () => {},
    },
    reading,
  )
  const read = new Map<number, NumberFormat>()
  return stylesOf(
    cellFormats.map((one) => {
      const known = read.get(one.numberFormat)
      const format = known ?? readFormat(formats.get(one.numberFormat) ?? builtInFormat(one.numberFormat))
      read.set(one.numberFormat, format)
      return cellStyle(format, [fills[one.fill], fonts[one.font]].filter(Boolean).join(' '))
    }),
  )
}
