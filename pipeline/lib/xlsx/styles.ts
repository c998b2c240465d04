/** The styles of a workbook, each written once: styles.xml (ECMA-376 part 1, 18.8). */
import type { Style } from './book.ts'
import { attribute } from './text.ts'

export interface Styles {
  /** the id that cells of this style have */
  id(style: Style | undefined): number
  xml(): string
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
/** Of number formats below 164, those that mean the same everywhere (18.8.30). */
const BUILT_IN: Readonly<Record<string, number>> = { General: 0, '0': 1, '0.00': 2, '#,##0': 3, '@': 49 }
const FIRST_OWN = 164
const FONT = '游ゴシック'

export function collectStyles(): Styles {
  const cells = listOf('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>')
  const fonts = listOf(fontOf({}))
  // the first two are taken (18.8.21)
  const fills = listOf(
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  )
  const borders = listOf(borderOf({}))
  const formats = new Map<string, number>()
  const known = new Map<Style, number>()
  const formatId = (format: string): number => {
    const id = BUILT_IN[format] ?? formats.get(format) ?? FIRST_OWN + formats.size
    if (id >= FIRST_OWN) formats.set(format, id)
    return id
  }
  const add = (style: Style): number => {
    const id = cells.add(
      cellOf(style, {
        format: formatId(style.format ?? 'General'),
        font: fonts.add(fontOf(style)),
        fill: style.fill === undefined ? 0 : fills.add(fillOf(style.fill)),
        border: borders.add(borderOf(style)),
      }),
    )
    known.set(style, id)
    return id
  }
  return {
    id: (style) => (style === undefined ? 0 : (known.get(style) ?? add(style))),
    xml() {
      const own = [...formats].map(
        ([code, id]) => `<numFmt numFmtId="${id}" formatCode="${attribute(code)}"/>`,
      )
      return (
        `<styleSheet xmlns="${MAIN}">` +
        (own.length === 0 ? '' : `<numFmts count="${own.length}">${own.join('')}</numFmts>`) +
        fonts.xml('fonts') +
        fills.xml('fills') +
        borders.xml('borders') +
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
        cells.xml('cellXfs') +
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
        '</styleSheet>'
      )
    },
  }
}

function listOf(...first: readonly string[]) {
  const ids = new Map(first.map((xml, i) => [xml, i]))
  return {
    add(xml: string): number {
      const id = ids.get(xml) ?? ids.size
      ids.set(xml, id)
      return id
    },
    xml: (name: string) => `<${name} count="${ids.size}">${[...ids.keys()].join('')}</${name}>`,
  }
}

interface Ids {
  readonly format: number
  readonly font: number
  readonly fill: number
  readonly border: number
}

function cellOf({ wrap, align, vertical }: Style, { format, font, fill, border }: Ids): string {
  const applied = [
    format === 0 ? '' : ' applyNumberFormat="1"',
    font === 0 ? '' : ' applyFont="1"',
    fill === 0 ? '' : ' applyFill="1"',
    border === 0 ? '' : ' applyBorder="1"',
  ].join('')
  const start = `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"${applied}`
  if (wrap !== true && align === undefined && vertical === undefined) return `${start}/>`
  const where = `${align === undefined ? '' : ` horizontal="${align}"`}${vertical === undefined ? '' : ` vertical="${vertical}"`}`
  return `${start} applyAlignment="1"><alignment${where}${wrap === true ? ' wrapText="1"' : ''}/></xf>`
}

function fontOf({ bold, italic, underline, size = 11, color }: Style): string {
  return `<font>${bold === true ? '<b/>' : ''}${italic === true ? '<i/>' : ''}${underline === true ? '<u/>' : ''}<sz val="${size}"/>${
    color === undefined ? '' : colorOf('color', color)
  }<name val="${FONT}"/><family val="2"/><charset val="128"/></font>`
}

function fillOf(fill: string): string {
  return `<fill><patternFill patternType="solid">${colorOf('fgColor', fill)}<bgColor indexed="64"/></patternFill></fill>`
}

function borderOf({ border = false }: Style): string {
  if (border === false) return '<border><left/><right/><top/><bottom/><diagonal/></border>'
  const color = colorOf('color', border === true ? 'BFBFBF' : border)
  const sides = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin">${color}</${side}>`)
  return `<border>${sides.join('')}<diagonal/></border>`
}

function colorOf(name: string, color: string): string {
  return `<${name} rgb="FF${attribute(color.toUpperCase())}"/>`
}
