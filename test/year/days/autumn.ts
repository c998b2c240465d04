/** From August on: the server, the clock, the computer, a takedown. */
import { snapshotYaml } from '../project.ts'
import { csv, html } from '../tables.ts'
import { AED_PATH, type Day, mend, putAed, putCulture, putShelters, rename, SOURCE, waits } from './day.ts'

/** Each address three times; what a page leads to is not reached. */
const ILL: Day['asked'] = {
  '/opendata/aed.csv': [3, 0],
  '/opendata/toilet.csv': [3, 0],
  '/data/toilet.csv': [0, 0],
  '/shisetsu/': [3, 0],
  '/shisetsu/r7/koukyou_shisetsu_r7.xlsx': [0, 0],
  '/portal/shelter.csv': [3, 0],
  '/bunkazai.html': [3, 0],
}

export const AUTUMN: readonly Day[] = [
  {
    date: '2025-08-01',
    what: 'the server of the city is ill for a week',
    act: ({ city, usual }) => {
      for (const path of Object.keys(usual)) city.fault(path, 503)
    },
    failed: {
      [SOURCE.aed]: ['acquire/server-error'],
      [SOURCE.toilet]: ['acquire/server-error'],
      [SOURCE.facility]: ['acquire/server-error'],
      [SOURCE.shelter]: ['acquire/server-error'],
      [SOURCE.culture]: ['acquire/server-error'],
    },
    asked: ILL,
  },
  { date: '2025-08-04', what: 'still', asked: ILL },
  {
    date: '2025-08-08',
    what: 'it is well again',
    act: ({ city, usual }) => {
      for (const path of Object.keys(usual)) city.mend(path)
    },
    failed: {},
  },
  {
    date: '2025-08-10',
    what: 'a file that drips',
    act: (world) => {
      world.city.put('/data/toilet.csv', csv(world.tables.public_toilet, 'shift_jis'), { etag: '"t6"' })
      world.city.fault('/data/toilet.csv', 'drip', { ms: 20 })
    },
    failed: { [SOURCE.toilet]: ['acquire/too-slow'] },
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-08-11',
    what: 'and is whole',
    act: ({ city }) => city.mend('/data/toilet.csv'),
    failed: {},
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-08-12',
    what: 'a newer file that comes slowly, but within its time',
    act: (world) => {
      mend(world, 'public_toilet', 2, { 備考: '改修しました' })
      world.city.put('/data/toilet.csv', csv(world.tables.public_toilet, 'shift_jis'), { etag: '"t6b"' })
      world.city.fault('/data/toilet.csv', 'slow', { ms: 500 })
    },
    versions: { public_toilet: '1.2.0' },
    asked: { '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-08-13',
    what: 'its server takes the request and says nothing, ever',
    act: ({ city }) => city.fault('/data/toilet.csv', 'silent'),
    failed: { [SOURCE.toilet]: ['acquire/no-answer'] },
    asked: { '/data/toilet.csv': [3, 0] },
  },
  {
    date: '2025-08-14',
    what: 'ill for one request only: the next try finds what is known already',
    act: ({ city }) => city.fault('/data/toilet.csv', 503, { times: 1 }),
    failed: {},
    asked: { '/data/toilet.csv': [2, 1] },
  },
  {
    date: '2025-08-15',
    what: 'larger than the source allows',
    act: (world) => {
      const page = html(world.tables.cultural_property, '文化財一覧')
      world.city.put('/bunkazai.html', `${page}<!-- ${'あ'.repeat(10_000)} -->`)
    },
    failed: { [SOURCE.culture]: ['acquire/too-large'] },
    asked: { '/bunkazai.html': [1, 0] },
  },
  {
    date: '2025-08-16',
    what: 'a file that never ends, of no length that is said',
    act: (world) => {
      putCulture(world)
      world.city.fault('/bunkazai.html', 'endless')
    },
    asked: { '/bunkazai.html': [1, 0] },
  },
  {
    date: '2025-08-17',
    what: 'as it was',
    act: ({ city }) => city.mend('/bunkazai.html'),
    failed: {},
  },
  {
    date: '2025-09-01',
    what: 'the same text in another encoding: it waits, for source.yaml says the encoding',
    act: (world) => {
      putShelters(world, 'shift_jis')
    },
    failed: { [SOURCE.shelter]: waits('run/candidate-encoding') },
    asked: { '/portal/shelter.csv': [1, 0] },
  },
  {
    date: '2025-09-02',
    what: 'a person takes it with the other encoding: still no new version',
    person: [['acquire', '--only', SOURCE.shelter, '--take']],
    failed: {},
    otherBytes: true,
  },
  {
    date: '2025-09-05',
    what: 'the same rows in another order: other bytes, the same records',
    act: (world) => {
      world.tables.cultural_property = [...world.tables.cultural_property].reverse()
      putCulture(world)
    },
    versions: { cultural_property: '1.1.1' },
    asked: { '/bunkazai.html': [1, 0] },
  },
  {
    date: '2025-10-02',
    what: 'a newer file; the clock of the computer is months behind: it waits, for no version is older than the last',
    act: (world) => {
      mend(world, 'aed', 2, { 備考: '建てかえ中' })
      putAed(world, rename(world.tables.aed, '電話番号', '電話'))
      world.at = '2025-06-01T18:00:00Z'
    },
    failed: { [SOURCE.aed]: ['run/candidate-clock'] },
    asked: { [AED_PATH]: [1, 0] },
  },
  {
    date: '2025-10-03',
    what: 'the clock is right again',
    failed: {},
    versions: { aed: '1.5.0' },
  },
  {
    date: '2025-10-10',
    what: 'three files are newer; the computer stops in the middle, and the next run does what was left',
    act: (world) => {
      mend(world, 'aed', 5, { 備考: '二階' })
      putAed(world, rename(world.tables.aed, '電話番号', '電話'))
      mend(world, 'evacuation_space', 3, { 想定収容人数: '333' })
      putShelters(world, 'shift_jis')
      mend(world, 'public_toilet', 6, { 備考: '冬は閉めます' })
      world.city.put('/data/toilet.csv', csv(world.tables.public_toilet, 'shift_jis'), { etag: '"t7"' })
      world.stops()
    },
    versions: { aed: '1.6.0', evacuation_space: '1.2.0', public_toilet: '1.3.0' },
    asked: { [AED_PATH]: [1, 0], '/portal/shelter.csv': [1, 0], '/data/toilet.csv': [1, 0] },
  },
  {
    date: '2025-11-01',
    what: 'a record is to be taken down, its values too',
    act: (world) => {
      const file = csv(world.tables.tourism.filter((row) => row.ID !== '0004'))
      world.write(`sources/${SOURCE.tourism}/snapshot/tourism.csv`, file)
      world.write(`sources/${SOURCE.tourism}/snapshot.yaml`, snapshotYaml('tourism.csv', file, '2025-11-01'))
      world.edit(`sources/${SOURCE.tourism}/source.yaml`, 'tourism: 10 }', 'tourism: 9 }')
    },
    person: [['accept', '129992_tourism', '--withhold']],
    versions: { tourism: '1.1.0' },
  },
  {
    date: '2025-12-01',
    what: 'a column more, which nobody has declared',
    act: (world) => {
      const more = world.tables.evacuation_space.map((row) => ({ ...row, 駐車台数: '10' }))
      world.city.put('/portal/shelter.csv', csv(more, 'shift_jis'))
    },
    says: ['駐車台数'],
    otherBytes: true,
    asked: { '/portal/shelter.csv': [1, 0] },
  },
  {
    date: '2025-12-02',
    what: 'the column is taken out again',
    otherBytes: true,
    act: (world) => putShelters(world, 'shift_jis'),
    asked: { '/portal/shelter.csv': [1, 0] },
  },
  { date: '2026-03-31', what: 'the last night of the year' },
]
