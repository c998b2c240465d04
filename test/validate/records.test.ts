/** The gate of records: schema, formulas, references, duplicates, counts, cases, held rows, and the bytes as staged. */
import { beforeAll, describe, expect, test } from 'vitest'
import { writeCsv } from '../../pipeline/export/csv.ts'
import type { JobResult } from '../../pipeline/job.ts'
import type { Column, DataRecord, Dataset } from '../../pipeline/lib/model.ts'
import type { Problem } from '../../pipeline/problem.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { holdRows } from '../../pipeline/validate/held.ts'
import {
  type Checkable,
  checkCases,
  checkCounts,
  checkFormulas,
  checkRecords,
  checkReferences,
} from '../../pipeline/validate/records.ts'
import { checkStaged, type StagedDataset } from '../../pipeline/validate/staged.ts'
import {
  authored,
  errorsOf,
  expectReadable,
  lineOf,
  realFiles,
  realText,
  runAround,
  runFiles,
  withLine,
} from '../helpers/bad-input.ts'
import { datasetOf } from '../helpers/job.ts'

const WHERE = { source: '000000/test', file: 'sources/000000/test/source.yaml' }

function column(key: string, more: Partial<Column> = {}): Column {
  const text = { ja: key, en: key }
  return {
    key,
    header: key,
    title: text,
    description: text,
    type: 'string',
    required: false,
    term: `hiraku:${key}`,
    ...more,
  }
}

function dataset(
  slug: string,
  keys: readonly (string | Column)[],
  records: readonly DataRecord[],
): Checkable {
  const columns = [column('identifier'), ...keys.map((key) => (typeof key === 'string' ? column(key) : key))]
  return { id: `000000_${slug}`, slug, columns, primaryKey: ['identifier'], records }
}

function codes(problems: readonly Problem[]): readonly unknown[] {
  return problems.map(({ code, where }) => [code, where.dataset, where.record, where.field])
}

describe('the schema of a record', () => {
  const schema = {
    type: 'object',
    required: ['identifier', 'number'],
    additionalProperties: false,
    properties: { identifier: { type: 'string' }, number: { type: 'integer' } },
  }
  const gate = createGates(() => schema)('record')
  const check = (...records: readonly DataRecord[]) =>
    gate ? checkRecords(dataset('roads', ['number'], records), gate, WHERE) : []

  test('a sound record passes', () => expect(check({ identifier: 'a', number: 1 })).toEqual([]))

  test.each([
    ['a value of another type', { identifier: 'a', number: '1' }, 'number', 'must be integer'],
    ['a key that is missing', { identifier: 'a' }, '—', "must have required property 'number'"],
    [
      'a key that nobody declared',
      { identifier: 'a', number: 1, staring: 1 },
      'staring',
      'must NOT have additional properties',
    ],
  ])('%s names the record, the field and the rule', (_, record, field, reason) => {
    const [found, ...more] = check({ identifier: 'sound', number: 1 }, record)
    expect(more).toEqual([])
    expect(found).toMatchObject({
      code: 'validate/record',
      scope: 'row',
      where: { dataset: 'roads', record: 'a', field },
    })
    expect(found?.message.en).toContain(reason)
    expectReadable(found ? [found] : [])
  })

  test('the same identifier twice, and three times', () => {
    const records = ['a', 'b', 'a', 'c', 'c', 'c'].map((identifier) => ({ identifier, number: 1 }))
    const found = check(...records)
    expect(codes(found)).toEqual([
      ['validate/duplicate', 'roads', 'a', undefined],
      ['validate/duplicate', 'roads', 'c', undefined],
    ])
    expect(found.map((problem) => problem.message.en)).toEqual([
      'roads has the ID "a" 2 times.',
      'roads has the ID "c" 3 times.',
    ])
    // no single row is at fault: it can not be held
    expect(found.map((problem) => problem.scope)).toEqual(['source', 'source'])
  })
})

describe('formulas', () => {
  const data = dataset(
    'roads',
    ['name', 'note'],
    [
      { identifier: 'a', name: '=1+1', note: '-3.5' },
      { identifier: 'b', name: 'road', note: '@SUM(A1)' },
      { identifier: 'c', name: null, note: ['=1+1'] },
    ],
  )
  const allow = (record: string, field: string) => ({
    dataset: 'roads',
    record,
    field,
    reason: 'as the document has it',
  })

  test('each text that a spreadsheet would run holds its row', () => {
    const found = checkFormulas([data], [], WHERE)
    expect(codes(found)).toEqual([
      ['validate/formula', 'roads', 'a', 'name'],
      ['validate/formula', 'roads', 'b', 'note'],
    ])
    expect(found[0]).toMatchObject({ severity: 'error', scope: 'row', actual: '=1+1' })
  })

  test('what a person allowed passes, and only that', () => {
    expect(checkFormulas([data], [allow('a', 'name'), allow('b', 'note')], WHERE)).toEqual([])
    expect(codes(checkFormulas([data], [allow('a', 'name')], WHERE))).toEqual([
      ['validate/formula', 'roads', 'b', 'note'],
    ])
  })

  test.each([
    ['another field', allow('a', 'note')],
    ['another record', allow('z', 'name')],
    ['another dataset', { ...allow('a', 'name'), dataset: 'rails' }],
  ])('an override for %s is not used: an error, of the source', (_, override) => {
    const found = checkFormulas([data], [allow('a', 'name'), allow('b', 'note'), override], WHERE)
    expect(found.map(({ code, scope, where }) => [code, scope, where.key])).toEqual([
      ['validate/override', 'source', 'allowFormula.3'],
    ])
    expect(found[0]?.message.en).toContain(`${override.dataset}/${override.record} ${override.field}`)
  })

  test('an override lets pass no other field, record or dataset', () => {
    for (const other of [
      allow('a', 'note'),
      allow('c', 'name'),
      { ...allow('a', 'name'), dataset: 'rails' },
    ]) {
      const found = checkFormulas([data], [other, allow('b', 'note')], WHERE)
      expect(found.map((problem) => problem.code)).toEqual(['validate/formula', 'validate/override'])
    }
  })

  test('an override that stands there twice is used once: the second is not needed', () => {
    const found = checkFormulas([data], [allow('a', 'name'), allow('a', 'name'), allow('b', 'note')], WHERE)
    expect(codes(found)).toEqual([['validate/override', undefined, undefined, undefined]])
  })
})

describe('references', () => {
  const towns = dataset(
    'towns',
    ['code'],
    [
      { identifier: '1', code: 'x' },
      { identifier: '2', code: 'y' },
    ],
  )
  const roads = (...values: readonly (string | null)[]) =>
    dataset(
      'roads',
      [column('town', { references: 'towns.code' })],
      values.map((town, i) => ({ identifier: String(i), town })),
    )

  test('a value that is a key of the other dataset, or unknown, passes', () => {
    expect(checkReferences([towns, roads('x', 'y', null)], WHERE)).toEqual([])
  })
  test('a value that is none holds its row and says where it was sought', () => {
    const found = checkReferences([towns, roads('x', 'z')], WHERE)
    expect(codes(found)).toEqual([['validate/reference', 'roads', '1', 'town']])
    expect(found[0]).toMatchObject({ scope: 'row', actual: 'z', expected: 'towns.code' })
  })
  test('a dataset that the source does not have is not asked', () => {
    expect(checkReferences([roads('z')], WHERE)).toEqual([])
  })
  test('an empty dataset holds nothing: every reference to it fails', () => {
    expect(checkReferences([dataset('towns', ['code'], []), roads('x')], WHERE)).toHaveLength(1)
  })
})

describe('counts', () => {
  const data = [
    dataset('towns', [], [{ identifier: '1' }, { identifier: '2' }]),
    dataset('roads', [], [{ identifier: '1' }]),
  ]
  test('as expected', () => expect(checkCounts(data, { towns: 2, roads: 1 }, WHERE)).toEqual([]))
  test.each([
    [
      'one lost',
      { towns: 3, roads: 1 },
      'validate/count',
      'towns',
      'towns should have 3 records, but has 2.',
    ],
    [
      'one too many',
      { towns: 2, roads: 0 },
      'validate/count',
      'roads',
      'roads should have 0 records, but has 1.',
    ],
    [
      'a dataset that did not come out',
      { towns: 2, roads: 1, rails: 4 },
      'validate/count',
      'rails',
      'rails should have 4 records, but has 0.',
    ],
    [
      'a dataset that nobody named',
      { towns: 2 },
      'validate/unexpected-dataset',
      'roads',
      'expect.records does not say how many records dataset roads should have (1 now).',
    ],
  ])('%s', (_, expected, code, slug, message) => {
    const found = checkCounts(data, expected, WHERE)
    expect(found.map((problem) => [problem.code, problem.scope, problem.where.dataset])).toEqual([
      [code, 'source', slug],
    ])
    expect(found[0]?.message.en).toBe(message)
    expect(found[0]?.where.key).toMatch(/^expect\.records/)
  })
})

describe('cases', () => {
  const data = [
    dataset(
      'towns',
      ['name', 'area', 'parts'],
      [{ identifier: '1', name: '東', area: null, parts: [{ label: 'a', value: 1 }] }],
    ),
  ]
  const check = (record: Record<string, unknown>, slug = 'towns') =>
    checkCases(data, { cases: [{ dataset: slug, record }] }, WHERE)

  test.each([
    [{ identifier: '1' }],
    [{ identifier: '1', name: '東', area: null }],
    [{ identifier: '1', parts: [{ label: 'a', value: 1 }] }],
    // in whatever order a person writes the members
    [{ identifier: '1', parts: [{ value: 1, label: 'a' }] }],
  ])('%j comes out', (record) => expect(check(record)).toEqual([]))

  test.each([
    ['another value', { identifier: '1', name: '西' }, 'name', '西', '東'],
    ['a text for a number', { identifier: '1', area: '' }, 'area', '', 'null'],
    ['a field that is none', { identifier: '1', nmae: '東' }, 'nmae', '東', '—'],
    [
      'a list with a member less',
      { identifier: '1', parts: [{ label: 'a' }] },
      'parts',
      '[{"label":"a"}]',
      '[{"label":"a","value":1}]',
    ],
    ['an empty list', { identifier: '1', parts: [] }, 'parts', '[]', '[{"label":"a","value":1}]'],
    ['a record that did not come out', { identifier: '2', name: '東' }, undefined, '2', '—'],
  ])('%s', (_, record, field, expected, actual) => {
    const found = check(record)
    expect(found.map(({ code, scope, where }) => [code, scope, where.key, where.field])).toEqual([
      ['validate/case', 'source', 'cases.1', field],
    ])
    expect(found[0]).toMatchObject({ expected, actual })
  })

  test('a dataset that did not come out', () => {
    expect(codes(check({ identifier: '1' }, 'roads'))).toEqual([['validate/case', 'roads', '1', undefined]])
  })
})

describe('held rows, in the real source', () => {
  // the name of one indicator, and a comment: what a spreadsheet would run
  const NAME = 'マイナンバーカード付 加機能の件数'
  const formula = () => withLine(NAME, (line) => `=SUM(A1)${line}`)
  const held = (many: number) =>
    authored('source.yaml', (text) => text.replace('expect:\n', `expect:\n  maxHeld: ${many}\n`))

  test('maxHeld 0, as it is unless a person sets it: the source fails', async () => {
    for (const more of [{}, held(0)]) {
      const result = await runAround(formula(), more)
      expect(codes(errorsOf(result))).toEqual([
        ['validate/formula', 'ict_plan_indicators', '1-1-4-1', 'name'],
      ])
      expectReadable(errorsOf(result))
    }
  })

  describe('maxHeld 1', () => {
    let result: JobResult
    beforeAll(async () => {
      result = await runAround(formula(), held(1))
    })
    test('the row is held, the source builds, and the problem is a warning', () => {
      expect(errorsOf(result)).toEqual([])
      const indicators = datasetOf(result, 'ict_plan_indicators')
      expect(indicators.recordCount).toBe(39)
      expect(indicators.records).toHaveLength(39)
      expect(indicators.records.map((record) => record.identifier)).not.toContain('1-1-4-1')
      const told = result.problems.filter((problem) => problem.code === 'validate/formula')
      expect(told.map((problem) => problem.severity)).toEqual(['warning'])
    })
    test('its provenance goes with it', () => {
      const { provenance } = datasetOf(result, 'ict_plan_indicators')
      expect(Object.keys(provenance.records)).not.toContain('1-1-4-1')
    })
    test('the report names it, with the reason', () => {
      expect(result.report).toMatchObject({
        held: [{ dataset: 'ict_plan_indicators', record: '1-1-4-1', codes: ['validate/formula'] }],
        unaccounted: [],
      })
    })
    test('the account of the lines does not say that the row came out', () => {
      const lines = JSON.stringify(result.account.value)
      expect(lines).not.toMatch(/"cites":\[[^\]]*"ict_plan_indicators\/1-1-4-1\//)
      // but that it is held: nothing is lost in silence
      expect(lines).toMatch(/"held":\["ict_plan_indicators\/1-1-4-1\/name"\]/)
      expect(lines).toContain(`"line":${lineOf(NAME)},`)
    })
  })

  describe('what names a held row is held too', () => {
    const rows = () => withLine('印鑑登録証の利用は可能', (line) => `=SUM(A1)${line}`)

    test('and counts: the initiative, its indicator and the observations', async () => {
      const result = await runAround(rows(), held(5))
      expect(errorsOf(result)).toEqual([])
      expect(result.report).toMatchObject({
        held: [
          { dataset: 'ict_plan_initiatives', record: '1-1-4', codes: ['validate/formula'] },
          { dataset: 'ict_plan_indicators', record: '1-1-4-1', codes: ['validate/reference'] },
          ...['baseline', 'target', 'result'].map((kind) => ({
            dataset: 'ict_plan_observations',
            record: `1-1-4-1-${kind}`,
            codes: ['validate/reference'],
          })),
        ],
      })
      const left = result.datasets.map(({ slug, records }) => [slug, records.length])
      expect(left).toContainEqual(['ict_plan_initiatives', 33])
      expect(left).toContainEqual(['ict_plan_observations', 117])
    })
    test('more than maxHeld: the source fails, by the first error only', async () => {
      const result = await runAround(rows(), held(4))
      expect(codes(errorsOf(result))).toEqual([
        ['validate/formula', 'ict_plan_initiatives', '1-1-4', 'comment'],
      ])
    })
  })

  test('an error of the source is never held', async () => {
    const more = authored('source.yaml', (text) =>
      text
        .replace('expect:\n', 'expect:\n  maxHeld: 1000\n')
        .replace('ict_plan_policies: 3', 'ict_plan_policies: 4'),
    )
    const result = await runAround(realText, more)
    expect(codes(errorsOf(result))).toEqual([['validate/count', 'ict_plan_policies', undefined, undefined]])
  })

  test('an error of a row beside one of the source is not held either', async () => {
    const more = authored('source.yaml', (text) =>
      text
        .replace('expect:\n', 'expect:\n  maxHeld: 1000\n')
        .replace('ict_plan_policies: 3', 'ict_plan_policies: 4'),
    )
    const result = await runAround(formula(), more)
    expect(errorsOf(result).map((problem) => problem.code)).toEqual(['validate/formula', 'validate/count'])
  })

  test('a formula that a person allowed comes out', async () => {
    const override =
      '\nallowFormula:\n  - { dataset: ict_plan_indicators, record: 1-1-4-1, field: name, reason: test }\n'
    const result = await runAround(
      formula(),
      authored('source.yaml', (text) => text + override),
    )
    expect(result.problems.filter((problem) => problem.code.startsWith('validate/'))).toEqual([])
    expect(datasetOf(result, 'ict_plan_indicators').recordCount).toBe(40)
  })

  test('and one that is no longer needed is an error at its key', async () => {
    const override =
      '\nallowFormula:\n  - { dataset: ict_plan_indicators, record: 1-1-4-1, field: name, reason: test }\n'
    const [found, ...more] = errorsOf(
      await runAround(
        realText,
        authored('source.yaml', (text) => text + override),
      ),
    )
    expect(more).toEqual([])
    expect(found?.code).toBe('validate/override')
    expect(found?.where.text).toContain('dataset: ict_plan_indicators')
  })
})

test('a problem of a row that does not say which row is never held', () => {
  const text = { ja: 'x', en: 'x' }
  const problem: Problem = {
    code: 'x/y',
    severity: 'error',
    scope: 'row',
    message: text,
    remedy: text,
    where: WHERE,
  }
  expect(holdRows([], [problem], 10, WHERE)).toBeUndefined()
  expect(holdRows([], [{ ...problem, severity: 'warning' }], 0, WHERE)?.held).toEqual([])
  const named = { ...problem, where: { ...WHERE, dataset: 'roads', record: '1' } }
  expect(holdRows([], [named], 10, WHERE)?.held).toEqual([{ dataset: 'roads', record: '1', codes: ['x/y'] }])
  // nor is one of the source, whichever row it speaks of
  expect(holdRows([], [{ ...named, scope: 'source' }], 10, WHERE)).toBeUndefined()
})

describe('what lies on disk', () => {
  let policies: Dataset
  let staged: StagedDataset
  const gates = createGates(() => policies.recordSchema)

  beforeAll(async () => {
    policies = datasetOf(await runFiles(realFiles), 'ict_plan_indicators')
    const batches = async function* () {
      yield policies.records
    }
    const csv: string[] = []
    for await (const chunk of writeCsv(policies.columns, batches())) csv.push(chunk)
    const { slug, columns, recordCount, records } = policies
    staged = {
      slug,
      columns,
      recordCount,
      csv: { file: 'x.csv', text: csv.join('') },
      json: { file: 'x.json', text: JSON.stringify(records) },
    }
  })

  function reasons(
    change: { csv?: (text: string) => string; json?: (text: string) => string },
    other: Partial<StagedDataset> = {},
  ) {
    const gate = gates('record')
    if (!gate) throw new Error('no gate')
    const edit = (file: StagedDataset['csv'], by?: (text: string) => string) => {
      const text = by ? by(file.text) : file.text
      if (by) expect(text, 'nothing was tampered with').not.toBe(file.text)
      return { ...file, text }
    }
    const found = checkStaged(
      { ...staged, csv: edit(staged.csv, change.csv), json: edit(staged.json, change.json), ...other },
      gate,
      WHERE,
    )
    for (const problem of found)
      expect(problem).toMatchObject({ code: 'validate/staged', severity: 'error', scope: 'source' })
    return found.map(({ where, message }) => `${where.file}: ${message.en}`)
  }

  test('as it was written, it passes', () => expect(reasons({})).toEqual([]))

  const cut = (text: string, from: number, to?: number) => {
    const rows = text.split('\r\n')
    return [...rows.slice(0, from), ...(to === undefined ? [] : rows.slice(to))].join('\r\n')
  }
  test.each([
    ['a cell of another value', (text: string) => text.replace('12137', '12138'), 'row 3, 計画策定時_値'],
    ['a cell that is blank', (text: string) => text.replace(',12137,', ',,'), 'row 3, 計画策定時_値'],
    [
      'a number that is written otherwise',
      (text: string) => text.replace(',12137,', ',1.2137e4,'),
      'row 3, 計画策定時_値',
    ],
    [
      'a number with a comma',
      (text: string) => text.replace(',12137,', ',"12,137",'),
      'row 3, 計画策定時_値',
    ],
    [
      'a text with a space more',
      (text: string) => text.replace(',オープンデータ公開件数,', ',オープンデータ公開件数 ,'),
      '成果指標',
    ],
    ['a row that is missing', (text: string) => cut(text, 5, 6), '39 rows, not 40'],
    [
      'a row that stands there twice',
      (text: string) => `${text}${text.split('\r\n')[3]}\r\n`,
      '41 rows, not 40',
    ],
    ['the end cut off', (text: string) => text.slice(0, -40), 'row 41'],
    [
      'a cell more in a row',
      (text: string) => text.replace('\r\n142140,1-1-2-1', ',x\r\n142140,1-1-2-1'),
      'row 2: 28 cells, not 27',
    ],
    [
      'two rows in each other\u2019s place',
      (text: string) => {
        const rows = text.split('\r\n')
        return [rows[0], rows[2], rows[1], ...rows.slice(3)].join('\r\n')
      },
      'row 2, ID',
    ],
    ['another header', (text: string) => text.replace('計画策定時_値', '計画時_値'), 'headers '],
    [
      'two headers in each other\u2019s place',
      (text: string) => text.replace('目標_値,目標_単位', '目標_単位,目標_値'),
      'headers ',
    ],
    ['no mark of byte order', (text: string) => text.slice(1), 'no BOM'],
    ['line ends of another kind', (text: string) => text.replaceAll('\r\n', '\n'), 'headers '],
    ['a quotation mark that is never closed', (text: string) => text.replace(',1-1-2,', ',"1-1-2,'), ''],
    ['nothing in it', () => '', 'no BOM'],
  ])('CSV: %s', (_, csv, reason) => {
    const [found, ...more] = reasons({ csv })
    expect(more).toEqual([])
    expect(found).toMatch(/^x\.csv: /)
    expect(found).toContain(reason)
  })

  test.each([
    ['no JSON', (text: string) => text.slice(0, -1), 'not JSON'],
    ['no list', (text: string) => `{"records":${text}}`, 'not a list'],
    ['a record less', (text: string) => JSON.stringify(JSON.parse(text).slice(1)), '39 records, not 40'],
    [
      'a number as text',
      (text: string) => text.replace(':12137,', ':"12137",'),
      'baselineValue must be number,null',
    ],
    [
      'a key less',
      (text: string) => text.replace('"baselineUnit":"件",', ''),
      "must have required property 'baselineUnit'",
    ],
    [
      'a key more',
      (text: string) => text.replace('{', '{"staring":1,'),
      'must NOT have additional properties',
    ],
    [
      'a code that is none',
      (text: string) => text.replace('"142140"', '"14214"'),
      'localGovernmentCode must match pattern',
    ],
    ['null for a record', (text: string) => text.replace(/^\[\{.*?\},\{"local/, '[null,{"local'), ''],
  ])('JSON: %s', (_, json, reason) => {
    const [found, ...more] = reasons({ json })
    expect(more).toEqual([])
    expect(found).toMatch(/^x\.json: /)
    expect(found).toContain(reason)
  })

  test('JSON and CSV that both are whole, but do not agree', () => {
    expect(reasons({ json: (text) => text.replace(':12137,', ':12138,') })[0]).toContain(
      'row 3, 計画策定時_値',
    )
  })

  test('fewer records in both than should have come out', () => {
    const few = {
      ...staged,
      csv: { ...staged.csv, text: `${cut(staged.csv.text, 40)}\r\n` },
      json: { ...staged.json, text: JSON.stringify(policies.records.slice(0, 39)) },
    }
    expect(reasons({}, { csv: few.csv, json: few.json })).toEqual([
      expect.stringContaining('39 records, not 40'),
    ])
  })

  test.each([1e-7, 1.25e-17, 1e21, 123456789012345680000, -0.5, 0])(
    'the number %d is the same in both',
    async (value) => {
      const columns = [column('identifier'), column('value', { type: 'number' })]
      const records = [{ identifier: 'a', value }]
      const batches = async function* () {
        yield records
      }
      let csv = ''
      for await (const chunk of writeCsv(columns, batches())) csv += chunk
      const one = {
        slug: 'x',
        columns,
        recordCount: 1,
        csv: { file: 'x.csv', text: csv },
        json: { file: 'x.json', text: JSON.stringify(records) },
      }
      expect(checkStaged(one, () => [], WHERE)).toEqual([])
    },
  )
})
