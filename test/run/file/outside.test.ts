/** Files and schemas as they come from outside: nothing is taken for another thing, nothing is written over. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { UserError } from '../../../pipeline/problem.ts'
import { putBack, REPLACING, replaceIn } from '../../../pipeline/run/add/write.ts'
import { checkFile } from '../../../pipeline/run/file/check.ts'
import { convertFile } from '../../../pipeline/run/file/convert.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { PACKAGE } from '../../helpers/job.ts'

const effects = nodeEffects()
const machine = machineOf(effects, path.join(PACKAGE, 'build'))
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-outside-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

function put(name: string, text: string): string {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
  fs.writeFileSync(path.join(root, name), text)
  return name
}

const schema = (properties: object, more: object = {}): string =>
  put('row.schema.json', JSON.stringify({ type: 'object', properties, ...more }))

async function check(text: string, properties: object, more: object = {}) {
  const file = put('data.csv', text)
  const { found } = await checkFile(effects, machine, root, { file, schema: schema(properties, more) })
  const [table] = found.tables
  if (table === undefined) throw new Error('no table')
  return table
}

test('a column takes a property by its whole name, not by its last word', async () => {
  const table = await check('parent_id,id,name\n900,1,foo\n901,2,bar\n', {
    id: { type: 'integer' },
    name: { type: 'string' },
  })
  expect(table.columns.map(({ header, target }) => [header, target])).toEqual([
    ['parent_id', null],
    ['id', 'id'],
    ['name', 'name'],
  ])
})

test.each([
  ['an optional integer of two kinds', { anyOf: [{ type: 'integer' }, { type: 'null' }] }],
  ['an integer by reference', { $ref: '#/$defs/i' }],
  ['numbers that are listed', { enum: [5, 6] }],
  ['an integer with a limit beside', { allOf: [{ type: 'integer' }, { minimum: 1 }] }],
])('%s is read as a number', async (_, property) => {
  const defs = { $defs: { i: { type: 'integer' } } }
  const table = await check('id,n\na,5\nb,6\n', { id: { type: 'string' }, n: property }, defs)
  expect(table.counts).toMatchObject({ in: 2, out: 2, held: 0 })
})

test('a pattern with an escape that need not be is a pattern', async () => {
  const property = { type: 'string', pattern: '^\\d{3}\\-\\d{4}$' }
  const table = await check('id,code\na,259-1188\nb,2591188\n', { id: { type: 'string' }, code: property })
  expect(table.counts).toMatchObject({ out: 1, held: 1 })
})

test.each([{ type: 'intger' }, { $ref: 'other.json' }])(
  'a schema that is none is wrong use: %j',
  async (property) => {
    await expect(check('id,n\na,5\n', { n: property })).rejects.toThrow(UserError)
  },
)

test('a row with values only beyond the header is held, not blank', async () => {
  const table = await check('id,n\na,5\n,,えっくす\n', { id: { type: 'string' }, n: { type: 'integer' } })
  expect(table.counts).toMatchObject({ blank: 0, in: 2, out: 1, held: 1 })
})

test.each([
  ['the file itself', { out: '.', file: 'data.csv' }],
  ['its report', { out: 'out', file: 'report.csv' }],
])('nothing is written over %s', async (_, { out, file }) => {
  const text = 'id,n\na,5\nb,6\n'
  put(file, text)
  const to = file === 'report.csv' ? (['json'] as const) : (['csv'] as const)
  await expect(convertFile(effects, machine, root, { file, out, to })).rejects.toThrow(UserError)
  expect(fs.readFileSync(path.join(root, file), 'utf8')).toBe(text)
})

test('a mended table is not written over the file that is checked', async () => {
  const file = put('data.csv', 'id,n\na,5\n')
  await expect(checkFile(effects, machine, root, { file, fix: file })).rejects.toThrow(UserError)
})

test('a source that is replaced keeps its folders; one stopped between the renames is put back', () => {
  const state = path.join(root, '.hiraku')
  put('sources/1/a/source.yaml', 'old')
  put('sources/1/a/docs/memo.txt', 'memo')
  put('sources/1/a/snapshot/a.csv', '1')
  put('new.csv', '2')
  const own = [{ path: 'source.yaml', text: 'new' }]
  replaceIn(effects, root, state, 'sources/1/a', own, path.join(root, 'new.csv'), 'a.csv')
  const read = (name: string) => fs.readFileSync(path.join(root, 'sources/1/a', name), 'utf8')
  expect([read('source.yaml'), read('docs/memo.txt'), read('snapshot/a.csv')]).toEqual(['new', 'memo', '2'])
  fs.renameSync(path.join(root, 'sources/1/a'), path.join(state, 'replaced'))
  put(`.hiraku/${REPLACING}`, 'sources/1/a\n')
  putBack(effects, root, state)
  expect(read('source.yaml')).toBe('new')
})

test('rows that say the same are told, but not where a schema says what a row is', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `店${i % 29},${i % 29}`)
  const file = put('twice.csv', `店名,席数\n${lines.join('\n')}\n`)
  const codes = async (more: object): Promise<readonly string[]> => {
    const { found } = await checkFile(effects, machine, root, { file, ...more })
    return found.tables.flatMap((table) => table.problems.map(({ code }) => code))
  }
  const told = await codes({})
  expect(told.filter((code) => code.startsWith('validate/duplicate-'))).toHaveLength(1)
  const own = schema({ 店名: { type: 'string' }, 席数: { type: 'integer' } })
  expect(await codes({ schema: own })).toEqual([])
})
