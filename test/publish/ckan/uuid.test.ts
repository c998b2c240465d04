import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uuid5 } from '../../../pipeline/publish/ckan/uuid.ts'
import { uploadName } from '../../../pipeline/publish/ckan/wanted.ts'

describe('UUID of version 5', () => {
  // as Python's uuid.uuid5 gives them; the first is RFC 9562's own (A.4)
  test.each([
    ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'http://example.com/', '0a300ee9-f9e4-5697-a51a-efc7fafaba67'],
    ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'あ'.repeat(50), '657ca998-9c76-547b-b5f9-9911273932bf'],
  ])('%s %s', (namespace, name, expected) => {
    expect(uuid5(namespace, name)).toBe(expected)
  })

  test('any name of any length', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 200 }), (namespace, name) => {
        const hex = createHash('sha1')
          .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
          .update(name)
          .digest()
        hex[6] = ((hex[6] ?? 0) & 0x0f) | 0x50
        hex[8] = ((hex[8] ?? 0) & 0x3f) | 0x80
        expect(uuid5(namespace, name).replaceAll('-', '')).toBe(hex.toString('hex', 0, 16))
      }),
    )
  })
})

/** ckan/lib/munge.py: what comes out of it must be what went in, or a file would differ for ever. */
test.each([
  ['142140_aed.csv', '142140_aed.csv'],
  ['142140_aed.sjis.csv', '142140_aed.sjis.csv'],
  ['README.md', 'readme.md'],
  ['計画評価.csv', '-.csv'],
  ['令和6年度 事業評価.xlsx', '-6-.xlsx'],
  ['a--b.csv', 'a-b.csv'],
  [`${'x'.repeat(120)}.csv`, `${'x'.repeat(96)}.csv`],
  ['a', '__a'],
])('the name of the upload of %s is %s', (name, expected) => {
  expect(uploadName(name)).toBe(expected)
})
