/** Styles of ODS: data styles become number format codes as Excel writes them, so that the rest need know one kind. */
import { type CellStyle, cellStyle } from './cell.ts'
import { type Font, fillLook, fontLook } from './look.ts'
import { readFormat } from './number-format.ts'
import type { Attributes } from './xml.ts'

interface Style {
  readonly parent: string
  readonly data: string
  fill: string
  font: Partial<Font>
  hidden: boolean
}

export interface OdsStyles {
  open(name: string, tag: Attributes): void
  close(name: string): void
  text(text: string): void
  cell(name: string | undefined): CellStyle
  hidesTable(name: string | undefined): boolean
}

const DATA_STYLE = /^number:(?:number|date|time|percentage|currency|boolean|text)-style$/
/** styles inherit; a chain longer than this is a circle */
const CHAIN = 20
/** no one pads further */
const PLACES = 30

export function odsStyles(): OdsStyles {
  const styles = new Map<string, Style>()
  const codes = new Map<string, string>()
  const made = new Map<string, CellStyle>()
  let style: Style | undefined
  let dataName = ''
  let code = ''
  let counts = false
  let literal: string | undefined
  let embedded: { readonly at: number; text: string }[] = []
  let digits = 0

  const openStyle = (tag: Attributes): void => {
    const family = tag.get('style:family') ?? ''
    style = {
      parent: tag.get('style:parent-style-name') ?? '',
      data: tag.get('style:data-style-name') ?? '',
      fill: '',
      font: {},
      hidden: false,
    }
    styles.set(`${family}:${tag.get('style:name') ?? ''}`, style)
  }
  const openProperties = (name: string, tag: Attributes, its: Style): void => {
    if (name === 'style:table-cell-properties') its.fill = colorOf(tag.get('fo:background-color'))
    else if (name === 'style:table-properties') its.hidden = tag.get('table:display') === 'false'
    else if (name === 'style:text-properties') {
      const color = tag.get('fo:color')
      const weight = tag.get('fo:font-weight')
      const slant = tag.get('fo:font-style')
      const line = tag.get('style:text-line-through-style')
      its.font = {
        ...(color === undefined ? {} : { color: colorOf(color) }),
        ...(weight === undefined ? {} : { bold: weight === 'bold' || Number(weight) >= 600 }),
        ...(slant === undefined ? {} : { italic: slant !== 'normal' }),
        ...(line === undefined ? {} : { strike: line !== 'none' }),
      }
    }
  }
  const make = (name: string): CellStyle => {
    let data = ''
    let fill = ''
    let font: Partial<Font> = {}
    let next: string | undefined = name
    for (let i = 0; i < CHAIN && next !== undefined && next !== ''; i += 1) {
      const its = styles.get(`table-cell:${next}`)
      data ||= its?.data ?? ''
      fill ||= its?.fill ?? ''
      font = { ...its?.font, ...font }
      next = its?.parent
    }
    const look = fontLook({ color: '', bold: false, italic: false, strike: false, ...font })
    const paint = fill === 'transparent' ? '' : fillLook(fill === '' ? '' : 'solid', fill)
    const words = [paint, look].filter((word) => word !== '')
    return cellStyle(readFormat(codes.get(data) ?? ''), words.join(' '))
  }
  return {
    open: (name, tag) => {
      if (name === 'style:style') openStyle(tag)
      else if (name.startsWith('style:') && style !== undefined) openProperties(name, tag, style)
      else if (DATA_STYLE.test(name)) {
        dataName = tag.get('style:name') ?? ''
        code = name === 'number:text-style' ? '@' : ''
        counts = tag.get('number:truncate-on-overflow') === 'false'
      } else if (name === 'number:number') {
        digits = Math.min(PLACES, Number(tag.get('number:min-integer-digits') ?? 0) || 0)
        embedded = []
        const places = Math.min(PLACES, Number(tag.get('number:decimal-places') ?? 0) || 0)
        const grouped = tag.get('number:grouping') === 'true' ? '#,##' : ''
        code += `${grouped}{}${places > 0 ? `.${'0'.repeat(places)}` : ''}`
      } else if (name === 'number:embedded-text')
        embedded.push({ at: Number(tag.get('number:position') ?? 0), text: '' })
      else if (name === 'number:text' || name === 'number:currency-symbol') literal = ''
      else if (name.startsWith('number:')) {
        code += partOf(name, tag, counts)
        counts &&= !/hours|minutes|seconds/.test(name)
      }
    },
    close: (name) => {
      if (name === 'style:style') style = undefined
      else if (name === 'number:number') code = code.replace('{}', () => placesOf(digits, embedded))
      else if (literal !== undefined && (name === 'number:text' || name === 'number:currency-symbol')) {
        code += /^[-/ :.,%]*$/.test(literal) ? literal : `"${literal.replaceAll('"', '')}"`
        literal = undefined
      } else if (DATA_STYLE.test(name)) codes.set(dataName, code)
    },
    text: (text) => {
      const last = embedded[embedded.length - 1]
      if (literal !== undefined) literal += text
      else if (last !== undefined && text.trim() !== '') last.text += text
    },
    cell: (name = 'Default') => {
      const known = made.get(name)
      if (known !== undefined) return known
      const fresh = make(name)
      made.set(name, fresh)
      return fresh
    },
    hidesTable: (name) => styles.get(`table:${name ?? ''}`)?.hidden === true,
  }
}

function colorOf(color: string | undefined): string {
  return color === undefined || color === 'transparent' ? (color ?? '') : color.replace('#', '').toUpperCase()
}

/** Zeros, with what stands between them, counted from the right. */
function placesOf(
  digits: number,
  embedded: readonly { readonly at: number; readonly text: string }[],
): string {
  let text = digits === 0 ? '#' : ''
  for (let left = digits; left > 0; left -= 1) {
    for (const one of embedded) if (one.at === left && left < digits) text += `"${one.text}"`
    text += '0'
  }
  return text
}

function partOf(name: string, tag: Attributes, counts: boolean): string {
  const long = tag.get('number:style') === 'long'
  const twice = (letter: string): string => {
    const letters = long ? letter + letter : letter
    return counts ? `[${letters}]` : letters
  }
  switch (name) {
    case 'number:era':
      return long ? 'ggg' : 'g'
    case 'number:year':
      if (tag.get('number:calendar') === 'gengou') return long ? 'ee' : 'e'
      return long ? 'yyyy' : 'yy'
    case 'number:month':
      if (tag.get('number:textual') === 'true') return long ? 'mmmm' : 'mmm'
      return long ? 'mm' : 'm'
    case 'number:day':
      return long ? 'dd' : 'd'
    case 'number:day-of-week':
      return long ? 'aaaa' : 'aaa'
    case 'number:hours':
      return twice('h')
    case 'number:minutes':
      return twice('m')
    case 'number:seconds':
      return twice('s')
    case 'number:am-pm':
      return 'AM/PM'
    case 'number:scientific-number':
      return '0.00E+00'
    case 'number:fraction':
      return '# ?/?'
    default:
      return ''
  }
}
