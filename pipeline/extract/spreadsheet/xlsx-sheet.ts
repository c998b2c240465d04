/** A worksheet part: its cells one by one as the file gives them (ECMA-376 part 1, 18.3.1). */
import { detach } from '../../lib/detach.ts'
import { columnOf, rangeOf, rowOf } from './address.ts'
import { type Cell, type CellStyle, numberCell, sharedFacts, textFacts } from './cell.ts'
import { isoCell } from './iso.ts'
import { fail, LAST_COLUMN, LAST_ROW, type Reading } from './reading.ts'
import { moveFormula } from './shared-formula.ts'
import type { WorksheetBuilder } from './worksheet.ts'
import { isOn, unescapeText } from './xlsx-package.ts'
import type { Styles } from './xlsx-styles.ts'
import { gatherText } from './xlsx-text.ts'
import type { Attributes, XmlHandler } from './xml.ts'

export interface SheetInput {
  readonly strings: readonly string[]
  readonly styles: Styles
  readonly date1904: boolean
  readonly reading: Reading
}

interface SharedFormula {
  readonly formula: string
  readonly row: number
  readonly column: number
}

export function sheetHandler(builder: WorksheetBuilder, input: SheetInput): XmlHandler {
  const shared = new Map<string, SharedFormula>()
  const inline = gatherText()
  let root = ''
  let inData = false
  let row = 0
  let column = 0
  let defaultHidden = false
  /** the cell being read */
  let type = ''
  let style = 0
  let value: string | undefined
  let formula: string | undefined
  let formulaKind = ''
  let formulaId = ''
  let into: '' | 'v' | 'f' | 'is' = ''
  let inCell = false

  const openRow = (tag: Attributes): void => {
    const number = Number(tag.get('r') ?? row + 1)
    const next = Number.isInteger(number) ? number : row + 1
    if (defaultHidden && next > row + 1) builder.hideRows(row + 1, next - 1)
    row = next
    column = 0
    if (isOn(tag.get('hidden')) || Number(tag.get('ht') ?? 1) === 0) builder.hideRows(row, row)
  }
  const openCell = (tag: Attributes): void => {
    const address = tag.get('r')
    column = address === undefined ? column + 1 : columnOf(address)
    // the address of a cell is the cell's: a row without a number is where its cells say
    if (address !== undefined) {
      const own = rowOf(address)
      if (own !== row && own > 0) row = own
    }
    type = tag.get('t') ?? 'n'
    style = Number(tag.get('s') ?? 0)
    value = undefined
    formula = undefined
    formulaKind = ''
    inCell = true
  }
  const openFormula = (tag: Attributes): void => {
    formula = ''
    formulaKind = tag.get('t') ?? ''
    formulaId = tag.get('si') ?? ''
    into = 'f'
  }
  const hideColumns = (tag: Attributes): void => {
    const first = Number(tag.get('min') ?? 0)
    const last = Math.min(LAST_COLUMN, Number(tag.get('max') ?? 0))
    if (isOn(tag.get('hidden')) || Number(tag.get('width') ?? 1) === 0) builder.hideColumns(first, last)
  }
  /** The formula as its cell would show it. */
  const formulaText = (): string | undefined => {
    if (formula === undefined || formulaKind !== 'shared') return formula
    if (formula !== '') {
      shared.set(formulaId, { formula, row, column })
      return formula
    }
    const first = shared.get(formulaId)
    return first === undefined ? '' : moveFormula(first.formula, row - first.row, column - first.column)
  }
  const closeCell = (): void => {
    inCell = false
    const written = formulaText()
    // a worksheet formatted to its end has a million cells with nothing in them
    if (value === undefined && written === undefined) return
    const its = input.styles.of(style)
    const { text, facts } = cellOf(type, value ?? '', its, input)
    if (written === undefined) {
      builder.add(row, column, text, text === '' ? undefined : facts)
      return
    }
    if (text === '' && !(value !== undefined && type === 'str')) builder.formulaWithoutValue(row, column)
    builder.add(row, column, text, {
      ...(facts ?? sharedFacts(its, 'text')),
      formula: detach(unescapeText(written)),
    })
  }

  return {
    open: (name, tag) => {
      if (root === '') {
        root = name
        // of a namespace that is not known nothing would be read, and nothing said
        if (name !== 'worksheet') fail(input.reading, 'extract/spreadsheet-damaged', {}, { actual: name })
      } else if (!inData) {
        if (name === 'sheetData') inData = true
        else if (name === 'col') hideColumns(tag)
        else if (name === 'sheetFormatPr') defaultHidden = isOn(tag.get('zeroHeight'))
        else if (name === 'mergeCell') {
          const merge = rangeOf(tag.get('ref') ?? '')
          if (merge !== undefined) builder.merge(merge)
        }
      } else if (into === 'is') inline.open(name)
      else if (name === 'c') openCell(tag)
      else if (name === 'row') openRow(tag)
      else if (!inCell) return
      else if (name === 'v') {
        value = ''
        into = 'v'
      } else if (name === 'f') openFormula(tag)
      else if (name === 'is') into = 'is'
    },
    close: (name) => {
      if (!inData) return
      if (into === 'is') {
        inline.close(name)
        if (name !== 'is') return
        value = inline.take()
        into = ''
      } else if (name === 'v' || name === 'f') into = ''
      else if (name === 'c') closeCell()
      else if (name === 'sheetData') {
        inData = false
        if (defaultHidden) builder.hideRows(row + 1, LAST_ROW)
      }
    },
    text: (text) => {
      if (into === 'v') value += text
      else if (into === 'f') formula += text
      else if (into === 'is') inline.text(text)
    },
  }
}

function cellOf(type: string, value: string, style: CellStyle, input: SheetInput): Cell {
  if (type === 's') {
    const text = value === '' ? '' : input.strings[Number(value)]
    if (text === undefined)
      fail(input.reading, 'extract/spreadsheet-damaged', {}, { actual: `sharedStrings ${value}` })
    return { text: text ?? '', facts: textFacts(style) }
  }
  if (type === 'n') return numberCell(detachLong(value), style, input.date1904)
  if (type === 'b')
    return { text: isOn(value.trim()) ? 'TRUE' : 'FALSE', facts: sharedFacts(style, 'boolean') }
  if (type === 'e') return { text: value, facts: sharedFacts(style, 'error') }
  if (type === 'd') return isoCell(detach(value), style)
  const text = type === 'inlineStr' ? value : unescapeText(value)
  return { text: detachLong(text), facts: textFacts(style) }
}

/** Shorter ones are copied anyway. */
function detachLong(text: string): string {
  return text.length < 13 ? text : detach(text)
}
