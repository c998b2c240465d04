/** Names of documents and declarations: one that leads nowhere is told, one that JavaScript knows is a name like any other. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type JobResult, runJob } from '../../pipeline/job.ts'
import { datasetOf, PACKAGE, PRIVACY, provenanceOf, recordOf, sha256 } from '../helpers/job.ts'

const TEXT =
  '会議の開催状況\n第1回 toString 12人\n第2回 __proto__ 10人\n共有したのは「__proto__」「constructor」です。\n'

const text = (title: string): object => ({
  title,
  'x-titleEn': title,
  description: title,
  'x-descriptionEn': title,
  'x-term': 'hiraku:x',
  type: ['string', 'integer', 'array', 'null'],
})
const FIRST = ['localGovernmentCode', 'identifier', 'localGovernmentName']

function schemaOf(columns: readonly string[], required: readonly string[]): object {
  return {
    title: '一覧',
    'x-titleEn': 'List',
    description: '一覧',
    'x-descriptionEn': 'List',
    'x-primaryKey': ['identifier'],
    type: 'object',
    additionalProperties: false,
    required: [...FIRST, ...required],
    properties: Object.fromEntries([...FIRST, ...columns].map((key) => [key, text(key)])),
  }
}

const SCHEMAS = new Map<string, unknown>([
  ['records/meetings.schema.json', schemaOf(['name', 'people', 'number', 'series'], ['name'])],
  ['records/layers.schema.json', schemaOf(['name', 'namedBy'], ['name'])],
])

interface Datasets {
  readonly meetings: string
  readonly more?: string
}

function run({ meetings, more = '' }: Datasets): Promise<JobResult> {
  const bytes = new TextEncoder().encode(TEXT)
  const source = `
title: { ja: 会議, en: Meetings }
document:
  form: text
  finds:
    - find: layers
      in: series.toString
      pattern: "共有したのは{names*}です"
      repeat: { names: { pattern: "「{name}」" } }
      row: layer
      ids: { __proto__: proto, constructor: made }
  blocks:
    - block: series
      starts: 会議の開催状況
      row: series
      key: all
      paragraphs: toString
      lines:
        - { line: meeting, pattern: "第{number:int}回 {constructor} {people:int}人", row: meeting, key: "{constructor}" }
datasets:
  meetings: ${meetings}
  layers: { rows: layer, fields: { name: name, namedBy: namedBy } }
  ${more}
expect: { records: { meetings: 2, layers: 2 } }
`
  const folder = 'sources/000000/meetings'
  const files = new Map<string, Uint8Array>()
  const add = (name: string, content: string) => files.set(name, new TextEncoder().encode(content))
  files.set(`${folder}/snapshot/in.txt`, bytes)
  add('sources/000000/publisher.yaml', 'code: "142140"\nname: { ja: 町, en: Town }\nlicence: CC-BY-4.0\n')
  add(`${folder}/source.yaml`, source)
  add(
    `${folder}/snapshot.yaml`,
    `file: in.txt\nsha256: ${sha256(bytes)}\nbytes: ${bytes.length}\nmediaType: text/plain\n`,
  )
  add(
    `${folder}/cases.yaml`,
    'cases:\n  - { dataset: meetings, record: { identifier: toString, people: 12 } }\n',
  )
  const schemas = (name: string): unknown => SCHEMAS.get(name) ?? read(path.join(PACKAGE, 'schemas', name))
  return runJob({ publisher: '000000', source: 'meetings', files, schemas, sha256 }, PRIVACY)
}

function read(file: string): unknown {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
}

const GOOD =
  '{ rows: meeting, fields: { name: constructor, people: people, number: number, series: series.toString } }'

describe('names that JavaScript knows', () => {
  test('as a capture, an identifier, a name in prose, a field', async () => {
    const result = await run({ meetings: GOOD })
    expect(result.problems).toEqual([])
    expect(recordOf(result, 'meetings', 'toString')).toMatchObject({ name: 'toString', people: 12 })
    expect(recordOf(result, 'meetings', '__proto__')).toMatchObject({ name: '__proto__', people: 10 })
    expect(provenanceOf(result, 'meetings', '__proto__', 'people').cites).toEqual([['3#people']])
    expect(provenanceOf(result, 'meetings', 'toString', 'people').cites).toEqual([['2#people']])
    expect(recordOf(result, 'layers', 'proto')).toMatchObject({ name: '__proto__', namedBy: ['all'] })
    expect(recordOf(result, 'layers', 'made')).toMatchObject({ name: 'constructor' })
    expect(datasetOf(result, 'layers').recordCount).toBe(2)
  })

  test('a word of the declaration that no row has is none, also where objects have it', async () => {
    const meetings = '{ rows: meeting, fields: { name: constructor, people: hasOwnProperty } }'
    expect(told(await run({ meetings }))).toEqual([
      ['reconcile/unknown-field', 'datasets.meetings.fields.people', 'hasOwnProperty', ''],
    ])
  })
})

function told(result: JobResult): readonly (readonly (string | undefined)[])[] {
  return result.problems
    .filter((problem) => problem.severity === 'error')
    .map(({ code, where, actual, message }) => [
      code,
      where.key,
      actual,
      /mean (\w+)/.exec(message.en)?.[1] ?? '',
    ])
}

describe('a name that leads nowhere is told once, with the nearest that is there', () => {
  const file = 'sources/000000/meetings/source.yaml'
  test.each([
    [
      'a key that is no column',
      'rows: meeting, fields: { name: constructor, poeple: people }',
      'fields.poeple',
      'poeple',
      'people',
    ],
    [
      'a field',
      'rows: meeting, fields: { name: constructor, people: poeple }',
      'fields.people',
      'poeple',
      'people',
    ],
    [
      'a row above, in a column that may be blank',
      'rows: meeting, fields: { name: constructor, series: sereis.@key }',
      'fields.series',
      'sereis',
      'series',
    ],
    [
      'a row above, in a column that may not',
      'rows: meeting, fields: { name: chapter.@key }',
      'fields.name',
      'chapter',
      '',
    ],
    [
      'a field of a row above',
      'rows: meeting, fields: { name: constructor, series: series.titel }',
      'fields.series',
      'titel',
      '',
    ],
    ['the rows', 'rows: meting, fields: { name: constructor }', 'rows', 'meting', 'meeting'],
    [
      'a name in the identifier',
      'rows: meeting, identifier: "{numbr}", fields: { name: constructor }',
      'identifier',
      'numbr',
      'number',
    ],
  ])('%s', async (_, meetings, key, actual, near) => {
    const result = await run({ meetings: `{ ${meetings} }` })
    const errors = told(result).filter(([code]) => code === 'reconcile/unknown-field')
    expect(errors).toContainEqual(['reconcile/unknown-field', `datasets.meetings.${key}`, actual, near])
    expect(result.datasets).toEqual([])
    const [first] = result.problems.filter((problem) => problem.code === 'reconcile/unknown-field')
    expect([first?.where.file, first?.where.line === undefined]).toEqual([file, false])
  })

  test('a row above that the document does not have, in a column that may be blank, is no fault', async () => {
    const result = await run({
      meetings: '{ rows: meeting, fields: { name: constructor, people: people, series: chapter.@key } }',
    })
    expect(told(result).filter(([code]) => code === 'reconcile/unknown-field')).toEqual([])
  })
})
