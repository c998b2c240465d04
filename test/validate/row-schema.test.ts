import { describe, expect, test } from 'vitest'
import { FORMATS } from '../../pipeline/validate/formats.ts'
import { fieldsOf, readRowSchema } from '../../pipeline/validate/index.ts'

describe('formats', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'date',
      ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'],
      [
        '2023-02-29',
        '1900-02-29',
        '2024-2-1',
        '2024-13-01',
        '2024-04-31',
        '2024/04/01',
        '2024-04-01 ',
        '２024-04-01',
        '',
      ],
    ],
    [
      'time',
      ['12:00:00Z', '23:59:60Z', '00:00:00.25+09:00'],
      ['24:00:00Z', '12:00', '12:00:00', '12:60:00Z', '12:00:00+25:00'],
    ],
    [
      'date-time',
      ['2024-04-01T12:00:00Z', '2024-04-01t12:00:00+09:00'],
      ['2024-04-01', '2024-02-30T12:00:00Z', '2024-04-01T12:00:00'],
    ],
    ['email', ['a@b.jp', 'a.b+c@sub.example.jp'], ['a', 'a@', '@b.jp', 'a b@c.jp', 'あ@b.jp', 'a@@b.jp']],
    ['idn-email', ['あ@例.jp'], ['あ', 'a b@c']],
    [
      'uri',
      ['https://a.jp/b?c#d', 'mailto:a@b.jp', 'urn:isbn:1'],
      ['a.jp', '//a.jp', 'https://a b', 'http:', ''],
    ],
    ['iri', ['https://例.jp/市'], ['市', 'https://a b']],
    ['uri-reference', ['a/b', '#c', '../x', ''], ['a b', 'a\\b', '<x>']],
    [
      'hostname',
      ['a.jp', 'a-b.example', 'x'],
      ['-a.jp', 'a-.jp', 'a..jp', 'a_b.jp', '', `${'a'.repeat(64)}.jp`],
    ],
    [
      'uuid',
      ['01234567-89ab-cdef-0123-456789ABCDEF'],
      ['0123456789abcdef0123456789abcdef', '01234567-89ab-cdef-0123-456789abcdeg'],
    ],
    ['ipv4', ['0.0.0.0', '192.168.1.255'], ['256.0.0.1', '1.2.3', '1.2.3.4.', '1.2.3.4.5', 'a.b.c.d']],
    ['regex', ['^a+$', '\\p{Script=Han}'], ['(', '[z-a]', '*']],
  ])('%s', (name, good, bad) => {
    const test = FORMATS[name]
    expect(good.filter((text) => test?.(text) !== true)).toEqual([])
    expect(bad.filter((text) => test?.(text) !== false)).toEqual([])
  })
})

describe('a schema from outside', () => {
  test('is a JSON Schema of a row, or of a list of rows', () => {
    const row = { properties: { a: { type: 'string' } }, 'x-primaryKey': ['a'] }
    expect(readRowSchema(row)).toEqual({ schema: row, key: ['a'] })
    const list = { type: 'array', items: { properties: { a: { $ref: '#/$defs/b' } } }, $defs: { b: {} } }
    expect(readRowSchema(list)?.schema).toEqual({
      $defs: { b: {} },
      properties: { a: { $ref: '#/$defs/b' } },
    })
  })
  test.each([[undefined], [null], [1], ['x'], [[]], [{}], [{ type: 'string' }], [{ properties: [] }]])(
    '%j is none',
    (value) => {
      expect(readRowSchema(value)).toBeUndefined()
    },
  )
  test('is a Table Schema: types, constraints, keys', () => {
    const read = readRowSchema({
      fields: [
        { name: 'id', type: 'integer', constraints: { required: true, unique: true, minimum: 1 } },
        { name: 'day', type: 'date', title: '日' },
        { name: 'at', type: 'datetime' },
        { name: 'y', type: 'year' },
        { name: 'ym', type: 'yearmonth' },
        { name: 'mail', type: 'string', format: 'email' },
        { name: 'odd', type: 'string', format: 'binary' },
        { name: 'code', constraints: { pattern: 'a|b', maxLength: 3, enum: ['a', 'b'] } },
        { name: 'ok', type: 'boolean' },
        { name: 'n', type: 'number', constraints: { exclusiveMaximum: 5 } },
        { name: 'late', type: 'string', constraints: { minimum: 'a' } },
        { type: 'string' },
        'x',
      ],
    })
    expect(read).toEqual({
      key: ['id'],
      schema: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer', minimum: 1 },
          day: { 'x-title': '日', type: 'string', format: 'date' },
          at: { type: 'string', format: 'date-time' },
          y: { type: 'string', pattern: '^[0-9]{4}$' },
          ym: { type: 'string', pattern: '^[0-9]{4}-(?:0[1-9]|1[0-2])$' },
          mail: { type: 'string', format: 'email' },
          odd: { type: 'string' },
          code: { type: 'string', pattern: '^(?:a|b)$', maxLength: 3, enum: ['a', 'b'] },
          ok: { type: 'boolean' },
          n: { type: 'number', exclusiveMaximum: 5 },
          late: { type: 'string' },
        },
      },
    })
  })
  test.each([
    ['a', ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [undefined, []],
  ])('primaryKey %j', (primaryKey, key) => {
    const fields = [{ name: 'a' }, { name: 'b' }]
    expect(readRowSchema({ fields, ...(primaryKey === undefined ? {} : { primaryKey }) })).toMatchObject({
      key,
      schema: { required: key },
    })
  })
})

describe('fields', () => {
  test('of a schema from outside: everything is enforced, the kind follows from type and format', () => {
    const schema = {
      required: ['a', 'b'],
      properties: {
        a: { type: 'string' },
        b: { type: ['integer', 'null'] },
        c: { type: 'string', format: 'date', title: '日' },
        d: { type: 'string', format: 'uri', enum: ['x'] },
        e: { type: 'boolean' },
        f: {},
      },
    }
    expect(
      fieldsOf(schema).map(({ key, header, kind, type, enforced, required, choices }) =>
        [key, header, kind, type, enforced, required, choices?.join() ?? ''].join(' '),
      ),
    ).toEqual([
      'a a verbatim string true true ',
      'b b integer integer true false ',
      'c 日 date string true false ',
      'd d verbatim string true false x',
      'e e verbatim boolean true false ',
      'f f verbatim string true false ',
    ])
  })
  test('of ours: what is known officially is enforced, 必須 binds where a blank has no meaning', () => {
    const schema = {
      'x-sheet': { no: 1 },
      properties: {
        a: { type: 'string', 'x-confidence': 'A', 'x-kind': 'text', 'x-requirement': '必須' },
        b: { type: ['string', 'null'], 'x-confidence': 'B', 'x-kind': 'phone', 'x-requirement': '推奨' },
        c: { type: ['string', 'null'], 'x-confidence': 'A-', 'x-kind': 'integer' },
        d: { enum: ['1', null], 'x-blank': '該当しない', 'x-requirement': '必須', 'x-kind': 'applies' },
        e: { type: 'string', 'x-kind': 'nonsense', 'x-suggest': ['p', 'q'] },
      },
    }
    expect(fieldsOf(schema).map(({ kind, enforced, required }) => [kind, enforced, required])).toEqual([
      ['text', true, true],
      ['phone', false, false],
      ['integer', false, false],
      ['applies', false, false],
      ['verbatim', false, false],
    ])
    expect(fieldsOf(schema)[4]?.suggest).toEqual(['p', 'q'])
  })
})
