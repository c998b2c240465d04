import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readable, shown } from '../../pipeline/acquire/address.ts'
import { fileNameOf, safeName } from '../../pipeline/acquire/names.ts'

const AT = 'https://city.example.jp/files/x.csv'
/** as undici gives headers: a character for a byte */
const raw = (hex: string): string => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1')

describe('Content-Disposition', () => {
  test.each([
    ['attachment', 'x.csv'],
    ['attachment; filename=a.csv', 'a.csv'],
    ['attachment; filename="a b;c.csv"', 'a b;c.csv'],
    ['attachment; filename="x.csv"; filename*=UTF-8\'\'%E9%81%BF%E9%9B%A3%E6%89%80.csv', '避難所.csv'],
    ["attachment; filename*=utf-8'ja'%E9%81%BF.csv; filename=x.csv", '避.csv'],
    ["attachment; filename*=Shift_JIS''%94%F0%93%EF%8F%8A.csv", '避難所.csv'],
    ["attachment; filename*=UTF-8''%94%F0%93%EF%8F%8A.csv", '避難所.csv'],
    [`attachment; filename="${raw('94f0 93ef 8f8a')}.csv"`, '避難所.csv'],
    // 表 is 95 5C, whose second byte is a backslash
    [`attachment; filename="${raw('88ea 9797 955c')}.csv"`, '一覧表.csv'],
    [`attachment; filename="${raw('e981bf')}.csv"`, '避.csv'],
    ['attachment; filename="%E9%81%BF.csv"', '避.csv'],
    ['attachment; filename="=?UTF-8?B?6YG/LmNzdg==?="', '避.csv'],
    ['attachment; filename="C:\\\\data\\\\a.csv"', 'a.csv'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename=""', 'x.csv'],
    ['attachment; notfilename=a.csv', 'x.csv'],
  ])('%s', (header, name) => expect(fileNameOf(AT, header)).toBe(name))
})

describe('an address', () => {
  test.each([
    ['https://a.jp/%E9%81%BF.csv?x=1', undefined, '避.csv'],
    ['https://a.jp/%94%F0%93%EF.csv', undefined, '避難.csv'],
    ['https://a.jp/%2e%2e%2fx', undefined, '_x'],
    ['https://a.jp/', 'text/csv', 'data.csv'],
    ['https://a.jp/download?id=3', 'application/pdf', 'download.pdf'],
    ['https://a.jp/download', undefined, 'download'],
  ])('%s', (address, type, name) => expect(fileNameOf(address, undefined, type)).toBe(name))
})

test.each([
  ['', 'data'],
  ['...', 'data'],
  ['.htaccess', 'htaccess'],
  ['a:b?.csv', 'a_b_.csv'],
  ['CON.csv', '_CON.csv'],
  ['\u202evsc.exe', 'vsc.exe'],
  ['か\u3099.csv', 'が.csv'],
  [`${'あ'.repeat(100)}.csv`, `${'あ'.repeat(65)}.csv`],
])('%j becomes %j', (text, name) => expect(safeName(text)).toBe(name))

test('whatever is said, the name can stand in a folder, and is kept the second time', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  )
  fc.assert(
    fc.property(text, (said) => {
      const name = safeName(said)
      expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cs}]|^[.\s]|[.\s]$|^$/u)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
      expect(safeName(name)).toBe(name)
      expect(safeName(fileNameOf(AT, said))).not.toMatch(/[\\/]/)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  [
    'https://me:hush@a.jp/x?token=hush&a=1&X-Amz-Signature=hush#hush',
    'https://a.jp/x?token=…&a=1&X-Amz-Signature=…',
  ],
  ['https://a.jp/%E9%81%BF.csv', 'https://a.jp/避.csv'],
  ['http://me:hush@a b/x?token=hush', 'http://a b/x?…'],
  [
    'https://a.jp/a%E2%80%AE%0A%1B%20b.csv;jsessionid=hush?a;PHPSESSID=hush',
    'https://a.jp/a%E2%80%AE%0A%1B b.csv;jsessionid=…?a;PHPSESSID=…',
  ],
])('%s is shown as %s', (address, text) => {
  expect(readable(address)).toBe(text)
  expect(shown(shown(address))).toBe(shown(address))
})
