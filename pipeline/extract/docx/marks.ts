/** Names of WordprocessingML (ECMA-376 part 1, 17) and small judgements on its attributes. */
import type { Attributes, Namespaces } from '../spreadsheet/xml.ts'

export const WORD: Namespaces = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/drawingml/2006/picture': 'pic',
  'http://purl.oclc.org/ooxml/drawingml/picture': 'pic',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'urn:schemas-microsoft-com:vml': 'v',
}

/**
 * What is not part of the text as it stands: what was deleted or moved away (17.13.5), readings (17.3.3.24), codes of
 * fields, and the second form of a drawing for old programs.
 */
export const SILENT: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'w:rt',
  'w:delText',
  'w:instrText',
  'mc:Fallback',
])

/** 17.17.4: present is on, unless it says otherwise. */
export function isOnMark(tag: Attributes): boolean {
  const value = tag.get('w:val')
  return value !== '0' && value !== 'false' && value !== 'off' && value !== 'none'
}

export function numberOf(tag: Attributes, otherwise: number): number {
  const value = Number(tag.get('w:val') ?? Number.NaN)
  return Number.isInteger(value) && value >= 0 && value <= 16_384 ? value : otherwise
}

/** Boxes and ticks of Wingdings, which forms are filled in with (Unicode 7.0 gave them characters of their own). */
const SYMBOLS: Readonly<Record<string, string>> = {
  F06C: '●',
  F06E: '■',
  F06F: '□',
  F0A1: '○',
  F0A8: '□',
  F0FB: '✗',
  F0FC: '✓',
  F0FD: '☒',
  F0FE: '☑',
}

export function symbolOf(tag: Attributes): string {
  const code = (tag.get('w:char') ?? '').toUpperCase()
  if (/^Wingdings$/i.test(tag.get('w:font') ?? '') && Object.hasOwn(SYMBOLS, code)) return SYMBOLS[code] ?? ''
  const value = Number.parseInt(code, 16)
  return value > 0x20 && value <= 0xffff && (value < 0xd800 || value > 0xdfff)
    ? String.fromCharCode(value)
    : ''
}
