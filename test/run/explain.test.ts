import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { explain } from '../../pipeline/run/explain.ts'
import { temporary, write } from './fake.ts'

const TEXT = '# 計画\r\n1.市民 ◎\n'
const stem = 'dist/datasets/142140_plan/142140_plan'

function published(): string {
  const root = temporary()
  const sha256 = createHash('sha256').update(TEXT).digest('hex')
  write(root, {
    'sources/142140/doc/snapshot/in.txt': TEXT,
    'dist/datasets/142140_roads/142140_roads.json': '[]',
    [`${stem}.schema.json`]: JSON.stringify({
      'x-primaryKey': ['identifier'],
      properties: { rating: { title: '評価' } },
    }),
    [`${stem}.json`]: JSON.stringify([
      { identifier: 'a-1', code: '1-1', rating: '◎', note: null },
      { identifier: 'a-2', code: '1-2', rating: '○', note: null },
    ]),
    [`${stem}.provenance.json`]: JSON.stringify({
      source: { publisher: '142140', id: 'doc', snapshot: { file: 'in.txt', sha256 } },
      fields: { rating: { method: 'as-written' }, note: { method: 'declared', file: 'f.yaml', key: 'k' } },
      records: {
        'a-1': { rating: { method: 'corrected', reason: 'よみちがい', cites: [['2#sign', '9#gone']] } },
      },
    }),
    'dist/sources/142140/doc.lines.json': JSON.stringify({
      lines: [{ line: 2, kind: 'row', parts: [{ part: 'sign', start: 5, end: 6 }] }],
    }),
  })
  return root
}

const effects = nodeEffects()

test('a value, its line, the part of it, and the reason', () => {
  const found = explain(effects, published(), 'plan', 'a-1', 'rating')
  expect(found).toMatchObject({
    dataset: '142140_plan',
    record: 'a-1',
    file: 'sources/142140/doc/snapshot/in.txt',
    changed: false,
  })
  expect(found.fields).toEqual([
    {
      field: 'rating',
      header: '評価',
      value: '◎',
      from: expect.objectContaining({ method: 'corrected', reason: 'よみちがい' }),
      places: [
        [
          { line: 2, part: 'sign', text: '1.市民 ◎', start: 5, end: 6 },
          { line: 9, part: 'gone', text: undefined },
        ],
      ],
    },
  ])
})

test('a record may be named by its code, a field by its header; a rule stands for every record', () => {
  const found = explain(effects, published(), '142140_plan', '1-2', '評価')
  expect([found.record, found.fields[0]?.from?.method]).toEqual(['a-2', 'as-written'])
  expect(explain(effects, published(), 'plan', 'a-2').fields.map((one) => one.field)).toEqual([
    'identifier',
    'code',
    'rating',
    'note',
  ])
})

test('what the rule of the field says, and what the record has otherwise', () => {
  const root = published()
  write(root, {
    [`${stem}.provenance.json`]: JSON.stringify({
      source: null,
      fields: {
        code: { method: 'as-written' },
        rating: {
          method: 'normalized',
          sameAs: 'code',
          part: 'sign',
          others: [{ method: 'computed', formula: 'a' }],
        },
        note: { method: 'declared', file: 'f.yaml', key: 'k' },
      },
      records: { 'a-1': { code: { cites: [['2#c1']] } }, 'a-2': { rating: { other: 1 }, note: null } },
    }),
  })
  const [rating] = explain(effects, root, 'plan', 'a-1', 'rating').fields
  expect([rating?.from?.method, rating?.places[0]?.[0]?.part]).toEqual(['normalized', 'sign'])
  const other = explain(effects, root, 'plan', 'a-2').fields.map((one) => one.from)
  expect(other).toEqual([
    undefined,
    { method: 'as-written' },
    { method: 'computed', formula: 'a' },
    undefined,
  ])
})

test('lines of another snapshot than the one built from are not shown', () => {
  const root = published()
  write(root, { 'sources/142140/doc/snapshot/in.txt': 'other' })
  const found = explain(effects, root, 'plan', 'a-1', 'rating')
  expect([found.changed, found.fields[0]?.places[0]?.[0]?.text]).toEqual([true, undefined])
})

test.each([
  [['plans', 'a-1'], 'plan"'],
  [['plan', 'a-9'], 'a-'],
  [['plan', 'a-1', 'ratings'], 'rating"'],
])('what is not there is told with the nearest that is: %j', ([dataset = '', record = '', field], says) => {
  expect(() => explain(effects, published(), dataset, record, field)).toThrow(says)
})
