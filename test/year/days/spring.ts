/** Spring: renewed, renamed, moved. */
import { PREFECTURE } from '../project.ts'
import { csv, xlsx } from '../tables.ts'
import { putPage, putToilets } from '../world.ts'
import {
  AED_PATH,
  add,
  type Day,
  mend,
  putAed,
  putCulture,
  rename,
  SOURCE,
  STILL,
  TOILET_PATH,
  waits,
} from './day.ts'

const FIRST = Object.fromEntries(
  [
    'aed',
    'public_toilet',
    'public_facility',
    'evacuation_space',
    'public_wireless_lan',
    'cultural_property',
  ].map((name) => [name, '1.0.0']),
)

export const SPRING: readonly Day[] = [
  {
    date: '2025-04-01',
    what: 'the first night: every file comes',
    versions: FIRST,
    // it was put there by a person, and nobody accepted it
    failed: { '129992/tourism': ['history/held-first'] },
    asked: {
      [AED_PATH]: [1, 0],
      [TOILET_PATH]: [1, 0],
      '/shisetsu/r6/koukyou_shisetsu_r6.xlsx': [1, 0],
      '/portal/shelter.csv': [1, 0],
      '/bunkazai.html': [1, 0],
      '/kouiki/shinchoku.txt': [1, 0],
    },
  },
  {
    date: '2025-04-02',
    what: 'a person accepts what is kept by hand; a quiet night',
    person: [['accept', '129992/tourism']],
    failed: {},
    versions: { tourism: '1.0.0' },
  },
  { date: '2025-04-03', what: 'a quiet night' },
  {
    date: '2025-04-04',
    what: 'one AED more, and another number of an office',
    act: (world) => {
      mend(world, 'aed', 3, { 電話番号: '0475-99-0001' })
      add(world, 'aed', { ID: '0011', 名称: '新公民館' })
      putAed(world)
    },
    versions: { aed: '1.1.0' },
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-04-05',
    what: 'the same bytes with another ETag',
    act: ({ city, tables }) => city.put(AED_PATH, csv(tables.aed), { etag: '"another"' }),
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-04-06',
    what: 'the same bytes with a newer date',
    act: (world) => putToilets(world, 'Sun, 06 Apr 2025 00:00:00 GMT'),
    asked: { [TOILET_PATH]: [1, 0] },
  },
  {
    date: '2025-04-07',
    what: 'the file in the folder is touched only',
    act: ({ write, tables }) => write('inbox/wifi_r6.csv', csv(tables.public_wireless_lan)),
  },
  {
    date: '2025-04-08',
    what: 'the year of the city begins: the workbook has another name, its link another date',
    act: (world) => {
      mend(world, 'public_facility', 2, { 備考: '令和7年度から改修中' })
      const file = 'r7/koukyou_shisetsu_r7.xlsx'
      world.city.put(`/shisetsu/${file}`, xlsx(world.tables.public_facility))
      world.city.remove('/shisetsu/r6/koukyou_shisetsu_r6.xlsx')
      putPage(world, '公共施設一覧（令和7年4月1日現在）［Excel］', file)
      world.moved('/shisetsu/r6/koukyou_shisetsu_r6.xlsx', { [`/shisetsu/${file}`]: [1, 1] })
    },
    versions: { public_facility: '1.1.0' },
    asked: { '/shisetsu/r7/koukyou_shisetsu_r7.xlsx': [1, 0] },
  },
  {
    date: '2025-04-09',
    what: 'a newer file in the folder is still being written',
    act: (world) => {
      mend(world, 'public_wireless_lan', 1, { SSID: 'ASAHINO-2025' })
      world.write('inbox/wifi_r7.csv', csv(world.tables.public_wireless_lan).subarray(0, 300))
      world.grows('inbox/wifi_r7.csv')
    },
    failed: { [SOURCE.wifi]: ['acquire/being-written'] },
  },
  {
    date: '2025-04-10',
    what: 'it is whole',
    act: (world) => world.write('inbox/wifi_r7.csv', csv(world.tables.public_wireless_lan)),
    failed: {},
    versions: { public_wireless_lan: '1.1.0' },
  },
  {
    date: '2025-04-15',
    what: 'a file moves on its own host (301)',
    act: ({ city, tables, moved }) => {
      city.put('/data/toilet.csv', csv(tables.public_toilet, 'shift_jis'), { etag: '"t1"' })
      city.redirect(TOILET_PATH, '/data/toilet.csv', 301)
      moved(TOILET_PATH, { [TOILET_PATH]: [1, 0], '/data/toilet.csv': [1, 1] })
    },
    asked: { '/data/toilet.csv': [1, 0] },
  },
  { date: '2025-04-16', what: 'and is asked for where it is, with what is known of it' },
  {
    date: '2025-04-17',
    what: 'another one to the host of the prefecture, which the source allows',
    act: ({ city, prefecture, tables, moved }) => {
      prefecture.put('/asahino/aed.csv', csv(tables.aed))
      city.redirect(AED_PATH, `http://${PREFECTURE}/asahino/aed.csv`, 301)
      moved(AED_PATH, { [AED_PATH]: [1, 0] })
    },
  },
  {
    date: '2025-04-18',
    what: 'to a host that the source does not allow',
    act: ({ city }) => city.redirect('/bunkazai.html', `http://${PREFECTURE}/asahino/bunkazai.html`, 301),
    failed: { [SOURCE.culture]: ['acquire/other-host'] },
    asked: { '/bunkazai.html': [1, 0] },
    says: [PREFECTURE],
  },
  {
    date: '2025-04-19',
    what: 'to an address inside the network; a workbook likewise, by its link',
    act: (world) => {
      world.city.redirect(AED_PATH, `http://${world.city.host}/opendata/aed2.csv`)
      world.allow('aed', '127.0.0.1')
      putCulture(world)
    },
    failed: { [SOURCE.aed]: ['acquire/private-address'] },
    asked: { '/bunkazai.html': [1, 1] },
  },
  {
    date: '2025-04-20',
    what: 'all is where it was',
    act: (world) => {
      putAed(world)
      world.moved(AED_PATH, { [AED_PATH]: [1, 1] })
    },
    failed: {},
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-05-10',
    what: 'a column gets another name, and a value another content',
    act: (world) => {
      mend(world, 'aed', 4, { 備考: '土日も使えます' })
      putAed(world, rename(world.tables.aed, '電話番号', '電話'))
    },
    failed: { [SOURCE.aed]: waits('run/candidate-column-renamed') },
    says: ['電話番号', '「電話」'],
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-05-11',
    what: 'nobody has looked yet: it waits, and is not fetched again',
    failed: { [SOURCE.aed]: [STILL] },
  },
  {
    date: '2025-05-12',
    what: 'a person takes the proposed edit',
    person: [['acquire', '--only', SOURCE.aed, '--take']],
    failed: {},
    versions: { aed: '1.2.0' },
  },
]
