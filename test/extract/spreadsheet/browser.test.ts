/** Spreadsheets are read in a browser too: bundled for one and run in a bare context, an XLSX, an XLS and an ODS. */
import path from 'node:path'
import vm from 'node:vm'
import { utils, write } from '@e965/xlsx'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { readSpreadsheet } from '../../../pipeline/extract/spreadsheet/index.ts'
import { data, formats, xlsx } from './workbook.ts'

const root = path.resolve(import.meta.dirname, '../../..')

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      minify: false,
      lib: {
        entry: path.join(root, 'pipeline/extract/spreadsheet/index.ts'),
        name: 'hiraku',
        formats: ['iife'],
      },
    },
  })
  const [first] = Array.isArray(result) ? result : [result]
  if (!first || !('output' in first)) throw new Error('nothing was bundled')
  return first.output[0].code
}

test('gives what it gives in Node, with nothing of Node at hand', async () => {
  const code = await bundle()
  expect(/require\(["']node:|from ["']node:|browser-external/.exec(code)?.[0]).toBeUndefined()
  const context = vm.createContext({ TextDecoder, TextEncoder, Uint8Array })
  vm.runInContext(`${code};globalThis.hiraku = hiraku`, context)
  const readThere: unknown = vm.runInContext(
    '(bytes, format) => { const result = hiraku.readSpreadsheet(bytes, format); return JSON.stringify(result, (_, value) => value instanceof Map || value instanceof Set ? [...value] : value) }',
    context,
  )
  if (typeof readThere !== 'function') throw new Error()
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['名称', 1.5],
      ['高松', true],
    ]),
    '表',
  )
  const files = [
    [
      'xlsx',
      xlsx({
        sheets: { a: data('<row><c s="1"><v>45383</v></c><c t="str"><v>あ</v></c></row>') },
        styles: formats(14),
      }),
    ],
    ['xls', new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }))],
    ['ods', new Uint8Array(write(book, { type: 'array', bookType: 'ods' }))],
    ['xlsx', new Uint8Array([1, 2, 3])],
  ] as const
  for (const [format, bytes] of files) {
    const here = JSON.stringify(readSpreadsheet(bytes, format), (_, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...value] : value,
    )
    expect(readThere(bytes, format)).toBe(here)
    expect(here).toMatch(/高松|2024-04-01|not-a-workbook/)
  }
})
