import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellStyle, numberCell } from '../../../pipeline/extract/spreadsheet/cell.ts'
import { builtInFormat, readFormat } from '../../../pipeline/extract/spreadsheet/number-format.ts'
import { numberText, plainNumber } from '../../../pipeline/extract/spreadsheet/number-text.ts'
import { moveFormula } from '../../../pipeline/extract/spreadsheet/shared-formula.ts'

function shown(stored: string, format: string | number, date1904 = false): string {
  const code = typeof format === 'number' ? builtInFormat(format) : format
  const { text, facts } = numberCell(stored, cellStyle(readFormat(code), ''), date1904)
  return `${facts?.type} ${text}`
}

describe('a number and its format', () => {
  test.each([
    // 2024-04-01 is 45383
    ['45383', 14, 'date 2024-04-01'],
    ['45383', 'yyyy/m/d;@', 'date 2024-04-01'],
    ['45383', '[$-411]ggge"年"m"月"d"日"', 'date 2024-04-01'],
    ['45383', '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', 'date 2024-04-01'],
    ['45383', 'e.m.d', 'date 2024-04-01'],
    ['45383', '[$-411]ge\\.m\\.d', 'date 2024-04-01'],
    ['45383', 'yyyy"年"m"月"', 'date 2024-04-01'],
    ['45383', 'm"月"d"日"\\(aaa\\)', 'date 2024-04-01'],
    ['45383', '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date 2024-04-01'],
    ['45383', 'aaaa', 'date 2024-04-01'],
    ['45383.75', 'yyyy/m/d', 'date 2024-04-01'],
    ['45383.75', 22, 'datetime 2024-04-01T18:00:00'],
    ['45383.395833333336', 'yyyy/m/d h:mm', 'datetime 2024-04-01T09:30:00'],
    ['45383.999999999', 'yyyy/m/d h:mm', 'datetime 2024-04-02T00:00:00'],
    ['45383', 'yyyy/m/d h:mm', 'datetime 2024-04-01T00:00:00'],
    ['0.72916666666666663', 20, 'time 17:30'],
    ['0.72916666666666663', 21, 'time 17:30:00'],
    ['0.72916666666666663', 18, 'time 17:30'],
    ['0.7291782407407407', 'h:mm', 'time 17:30:01'],
    ['0.375', 'h"時"mm"分"', 'time 09:00'],
    ['0.375', '[$-409]h:mm AM/PM;@', 'time 09:00'],
    ['45383.375', 'h:mm', 'time 09:00'],
    ['1', '[h]:mm', 'duration 24:00'],
    ['1.0625', 46, 'duration 25:30:00'],
    ['0.0625', '[mm]:ss', 'duration 01:30:00'],
    ['0.0625', 45, 'time 01:30:00'],
    ['4.5', '[h]"時間"mm"分"', 'duration 108:00'],
    // the leap day that never was, and the days before it
    ['1', 14, 'date 1900-01-01'],
    ['59', 14, 'date 1900-02-28'],
    ['60', 14, 'date 1900-02-29'],
    ['61', 14, 'date 1900-03-01'],
    ['2958465', 14, 'date 9999-12-31'],
    // no dates: Excel shows day 0 or ####
    ['0', 14, 'number 0'],
    ['-1', 14, 'number -1'],
    ['2958466', 14, 'number 2958466'],
    // codes
    ['463', '000000', 'number 000463'],
    ['4630017', '000\\-0000', 'number 463-0017'],
    ['4630017', '[<=999]000;[<=9999]000\\-00;000\\-0000', 'number 463-0017'],
    ['463', '[<=999]000;[<=9999]000\\-00;000\\-0000', 'number 463'],
    ['12345678', '0000', 'number 12345678'],
    ['-5', '000', 'number -005'],
    ['5.5', '000', 'number 5.5'],
    ['12', '"No."000', 'number No.012'],
    // quantities
    ['1234.5', '#,##0.00', 'number 1234.5'],
    ['0.5', 9, 'number 0.5'],
    ['12', '0"人"', 'number 12'],
    ['12', '#,##0;[Red]-#,##0', 'number 12'],
    ['-12', '#,##0;"▲"#,##0', 'number -12'],
    ['1500000', '0.00E+00', 'number 1500000'],
    ['3', '# ?/?', 'number 3'],
    ['3', 'General', 'number 3'],
    ['3', 'G/標準', 'number 3'],
    ['3', '"GENERAL"@', 'number 3'],
    ['3', '[Red]General"日"', 'number 3'],
    ['3', '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 'number 3'],
    ['3', '[DBNum3][$-411]0', 'number 3'],
    ['3', ';;;', 'number 3'],
    ['0463', 'General', 'number 463'],
    ['x', 'General', 'undefined x'],
  ])('%s as %s: %s', (stored, format, expected) => {
    expect(shown(stored, format)).toBe(expected)
  })

  test.each([27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58, 14, 15, 16, 17])(
    'the built-in format %i is a date',
    (id) => {
      expect(shown('45383', id)).toBe('date 2024-04-01')
    },
  )

  test.each([
    ['0', 14, 'date 1904-01-01'],
    ['43921', 14, 'date 2024-04-01'],
    ['58', 14, 'date 1904-02-28'],
    ['59', 14, 'date 1904-02-29'],
    ['60', 14, 'date 1904-03-01'],
    ['-0.5', '[h]:mm', 'duration -12:00'],
  ])('from 1904: %s', (stored, format, expected) => {
    expect(shown(stored, format, true)).toBe(expected)
  })

  test('what is stored stays beside what is shown', () => {
    const style = cellStyle(readFormat('yyyy/m/d'), 'fill=FFFF00')
    expect(numberCell('45383.75', style, false).facts).toEqual({
      type: 'date',
      raw: '45383.75',
      format: 'yyyy/m/d',
      style: 'fill=FFFF00',
    })
  })
})

describe('a number as text', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['12', '12'],
    ['5.0', '5'],
    ['3.50', '3.5'],
    ['.5', '0.5'],
    ['007', '7'],
    ['0.30000000000000004', '0.3'],
    ['34.340149999999994', '34.34015'],
    ['1E-3', '0.001'],
    ['1.5E+20', '150000000000000000000'],
    ['-2.5e-7', '-0.00000025'],
    ['1E+21', '1000000000000000000000'],
    ['1234567890123', '1234567890123'],
    ['12345678901234567', '12345678901234567'],
    ['123456789.12345678', '123456789.123457'],
    [' 12 ', '12'],
  ])('%s → %s', (stored, expected) => {
    expect(numberText(stored)).toBe(expected)
  })

  test.each(['', ' ', '-', '.', '1-2', 'NaN', '1e999', '12a', '１２'])('%s is none', (stored) => {
    expect(numberText(stored)).toBeUndefined()
  })

  test('is the same number, without exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainNumber(value)
        expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/)
        const rounded = Number(value.toPrecision(15))
        expect(Number(text)).toBe((Number.isFinite(rounded) ? rounded : value) + 0)
        expect(numberText(text)).toBe(text)
      }),
    )
  })
})

test.each([
  ['A1+$B$2+C$3+$D4', 2, 1, 'B3+$B$2+D$3+$D6'],
  ['SUM(A1:B2)&"A1"', 1, 0, 'SUM(A2:B3)&"A1"'],
  ["'A1'!A1+Sheet2!B2", 1, 1, "'A1'!B2+Sheet2!C3"],
  ['LOG10(A1)', 1, 0, 'LOG10(A2)'],
  ['A1', -1, 0, '#REF!'],
])('%s moved by %i rows and %i columns is %s', (formula, rows, columns, moved) => {
  expect(moveFormula(formula, rows, columns)).toBe(moved)
})

test('any code is read, and any number by it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ymdhsgea0#?.,/;@[]"\\_*$-411年月日AM/PM '), maxLength: 30 }),
      fc.double(),
      (code, value) => {
        const { text } = numberCell(String(value), cellStyle(readFormat(code), ''), false)
        expect(typeof text).toBe('string')
      },
    ),
  )
})
