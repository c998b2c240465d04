/** Early summer: what breaks in the file, and what breaks on the way to it. */
import type { Fault } from '../../helpers/city-site.ts'
import { csv } from '../tables.ts'
import { putPage } from '../world.ts'
import {
  AED_PATH,
  type Day,
  mend,
  putAed,
  putCulture,
  putShelters,
  rename,
  SOURCE,
  STILL,
  waits,
  without,
} from './day.ts'

/** A file with a fault of its server for one night, then as it was. */
const TROUBLES: readonly (readonly [
  date: string,
  what: string,
  fault: Fault,
  code: string,
  requests: number,
])[] = [
  ['2025-07-03', 'a fault of the server, which no other try mends', 500, 'acquire/server-error', 1],
  ['2025-07-04', 'gone', 404, 'acquire/not-found', 1],
  ['2025-07-05', 'gone for good', 410, 'acquire/not-found', 1],
  ['2025-07-06', 'forbidden', 403, 'acquire/forbidden', 1],
  ['2025-07-07', 'behind a password', 401, 'acquire/sign-in', 1],
  ['2025-07-08', 'for reasons of law', 451, 'acquire/legal', 1],
  ['2025-07-09', 'too many requests', 429, 'acquire/too-many', 3],
  ['2025-07-10', 'the connection breaks before any answer', 'reset', 'acquire/broken', 3],
  ['2025-07-11', 'cut in the middle', 'cut', 'acquire/broken', 3],
  ['2025-07-12', 'a length of ten times the file', 'lies-length', 'acquire/broken', 3],
  ['2025-07-13', 'in pieces, of which the last never comes', 'cut-chunks', 'acquire/broken', 3],
  ['2025-07-14', 'nothing in it', 'empty', 'acquire/empty', 1],
  ['2025-07-15', 'packed, it is said, and is not', 'lies-packing', 'acquire/packed', 1],
  [
    '2025-07-16',
    'a page of errors with 200 and the type of the file',
    'lies-type',
    'run/candidate-format',
    1,
  ],
  ['2025-07-17', 'a page of errors with 200', 'not-found-page', STILL, 1],
]

const troubled: readonly Day[] = TROUBLES.flatMap(([date, what, fault, code, requests]): readonly Day[] => [
  {
    date,
    what: `aed.csv: ${what}`,
    act: ({ city }) => city.fault(AED_PATH, fault),
    failed: { [SOURCE.aed]: code === 'run/candidate-format' ? waits(code) : [code] },
    asked: { [AED_PATH]: [requests, 0] },
  },
])

export const SUMMER: readonly Day[] = [
  {
    date: '2025-06-01',
    what: 'a column is gone',
    act: (world) => {
      const whole = world.tables.public_toilet
      world.city.put('/data/toilet.csv', csv(without(whole, '女性トイレ総数'), 'shift_jis'), { etag: '"t2"' })
    },
    failed: { [SOURCE.toilet]: waits('run/candidate-column-gone') },
    says: ['女性トイレ総数'],
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-06-02',
    what: 'the office puts the whole file back: nothing waits any more',
    act: ({ city, tables }) =>
      city.put('/data/toilet.csv', csv(tables.public_toilet, 'shift_jis'), { etag: '"t3"' }),
    failed: {},
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-06-05',
    what: 'rows fall by half',
    act: (world) => {
      world.tables.evacuation_space = world.tables.evacuation_space.slice(0, 5)
      putShelters(world)
    },
    failed: { [SOURCE.shelter]: waits('run/candidate-dropped') },
    asked: { '/portal/shelter.csv': [1, 0] },
  },
  {
    date: '2025-06-06',
    what: 'it is meant: a person takes it',
    person: [['acquire', '--only', SOURCE.shelter, '--take']],
    failed: {},
    versions: { evacuation_space: '1.1.0' },
  },
  {
    date: '2025-06-10',
    what: 'a key stands twice',
    act: (world) => {
      mend(world, 'cultural_property', 2, { ID: '0001' })
      putCulture(world)
    },
    failed: { [SOURCE.culture]: waits('run/candidate-key') },
    says: ['0001'],
    asked: { '/bunkazai.html': [1, 0] },
  },
  {
    date: '2025-06-11',
    what: 'the office mends it, and adds a number',
    act: (world) => {
      mend(world, 'cultural_property', 2, { ID: '0002', 備考: '公開は秋のみ' })
      putCulture(world)
    },
    failed: {},
    versions: { cultural_property: '1.1.0' },
    asked: { '/bunkazai.html': [1, 0] },
  },
  {
    date: '2025-06-15',
    what: 'a word that is not in the list of the column',
    act: (world) => {
      const table = world.tables.public_toilet
      const wrong = table.map((row) => ({ ...row, 車椅子使用者用トイレ有無: 'たぶん' }))
      world.city.put('/data/toilet.csv', csv(wrong, 'shift_jis'), { etag: '"t4"' })
    },
    failed: { [SOURCE.toilet]: waits('run/candidate-words') },
    says: ['たぶん', '車椅子使用者用トイレ有無'],
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-06-16',
    what: 'mended',
    act: (world) => {
      mend(world, 'public_toilet', 5, { 車椅子使用者用トイレ有無: '有' })
      world.city.put('/data/toilet.csv', csv(world.tables.public_toilet, 'shift_jis'), { etag: '"t5"' })
    },
    failed: {},
    versions: { public_toilet: '1.1.0' },
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-06-20',
    what: 'the mobile number of a person among the remarks',
    act: (world) => {
      const wrong = world.tables.aed.map((row, i) =>
        i === 6 ? { ...row, 備考: '夜間は管理人 090-1234-5678 へ' } : row,
      )
      putAed(world, rename(wrong, '電話番号', '電話'))
    },
    failed: { [SOURCE.aed]: waits('inspect/mobile-phone', 'run/candidate-held') },
    hides: ['090-1234-5678', '09012345678', '1234-5678'],
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-06-21',
    what: 'it is taken out',
    act: (world) => putAed(world, rename(world.tables.aed, '電話番号', '電話')),
    failed: {},
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-07-01',
    what: 'the page is made anew: its link says something else',
    act: (world) => putPage(world, 'エクセルデータはこちら', 'r7/koukyou_shisetsu_r7.xlsx'),
    failed: { [SOURCE.facility]: ['acquire/no-link'] },
    says: ['公共施設一覧', 'エクセルデータはこちら'],
    asked: { '/shisetsu/r7/koukyou_shisetsu_r7.xlsx': [0, 0] },
  },
  {
    date: '2025-07-02',
    what: 'a person writes a pattern of its address instead',
    act: (world) =>
      world.edit(
        `sources/${SOURCE.facility}/source.yaml`,
        'link: 公共施設一覧',
        'pattern: "koukyou_shisetsu_r[0-9]+[.]xlsx$"',
      ),
    failed: {},
    // from is another: what is known of the address before says nothing
    asked: { '/shisetsu/r7/koukyou_shisetsu_r7.xlsx': [1, 0] },
  },
  ...troubled,
  {
    date: '2025-07-18',
    what: 'aed.csv: packed though nobody asked for that',
    act: (world) => {
      mend(world, 'aed', 1, { 備考: '正面玄関の右' })
      putAed(world, rename(world.tables.aed, '電話番号', '電話'))
      world.city.fault(AED_PATH, 'gzip')
    },
    failed: {},
    versions: { aed: '1.3.0' },
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-07-19',
    what: 'aed.csv: plain again, newer, and it is said to be a page; its server gives it to everyone anew',
    act: (world) => {
      mend(world, 'aed', 6, { 備考: '裏口から' })
      const table = rename(world.tables.aed, '電話番号', '電話')
      world.city.put(AED_PATH, csv(table), { type: 'text/html; charset=EUC-JP' })
      world.city.fault(AED_PATH, 'forgets')
    },
    versions: { aed: '1.4.0' },
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-07-20',
    what: 'the same bytes, though it was asked whether they are others',
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-07-21',
    what: 'all is said rightly again; robots.txt forbids a folder',
    act: ({ city }) => {
      city.mend(AED_PATH)
      city.robots('User-agent: *\nDisallow: /portal/\n')
    },
    failed: { [SOURCE.shelter]: ['acquire/robots'] },
    asked: { '/portal/shelter.csv': [0, 0] },
  },
  {
    // what it said holds for a day
    date: '2025-07-23',
    what: 'robots.txt is gone',
    act: ({ city }) => city.robots(undefined),
    failed: {},
  },
]
