/** The privacy gate on a CSV in ranges: the same findings, the same rows held, the same masks as with one reader. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { foundIn } from '../../../pipeline/run/file/found.ts'
import { type LookedFile, lookAtFile } from '../../../pipeline/run/file/open.ts'
import { runLooked } from '../../../pipeline/run/file/run.ts'
import type { Machine } from '../../../pipeline/run/options.ts'
import { openLarge } from '../../../pipeline/run/ranges/large.ts'
import { laneHere } from '../../../pipeline/run/ranges/run.ts'
import { PACKAGE } from '../../helpers/job.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-ranges-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const effects = nodeEffects()
const machine: Machine = {
  code: 'dev',
  packageFolder: PACKAGE,
  rooms: () => Promise.reject(new Error('not needed here')),
}

const SCHEMA = {
  type: 'object',
  'x-inferred': true,
  'x-primaryKey': ['key'],
  required: ['key', 'name', 'born', 'phone', 'note'],
  properties: {
    key: { type: 'string', title: 'キー', 'x-kind': 'verbatim' },
    name: { type: ['string', 'null'], title: '氏名', 'x-kind': 'text' },
    born: { type: ['string', 'null'], title: '生年月日', 'x-kind': 'date', 'x-confidence': 'A' },
    phone: { type: ['string', 'null'], title: '電話番号', 'x-kind': 'phone' },
    note: { type: ['string', 'null'], title: '備考', 'x-kind': 'text' },
  },
}

const SECRETS = [
  '123456789018',
  '090-1234-5678',
  'taro.yamada@gmail.com',
  '０８０－２３４５－６７８９',
  '1980-04-03',
  '昭和55年4月3日',
]
const key = fc.constantFrom('a1', 'a2', 'a3', '090-1234-5678', 'taro.yamada@gmail.com')
const person = fc.constantFrom('山田　太郎', '佐藤　花子', '090-1234-5678', '本庁')
const cell = fc.constantFrom(...SECRETS, '', '', '本庁', '0475-12-3456', '受付　２階', '1/2/2020')
const lines = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(key, person, cell, cell, cell, cell).map((cells) => cells.join(',')) },
    fc.constantFrom('', '※　担当 090-1234-5678', 'キー,氏名,生年月日,電話番号,備考,メモ'),
  ),
  { minLength: 20, maxLength: 60 },
)

async function run(looked: LookedFile, inRanges: boolean) {
  const { file } = looked
  if (file === undefined) throw new Error('it can not be read')
  const changes: unknown[] = []
  const done = await runLooked(looked, file, {
    onChanges: (_, { changes: more }) => void changes.push(...more.map(({ record: _, ...one }) => one)),
    ...(inRanges ? { lanes: (plan) => [laneHere(effects, plan)] } : {}),
  })
  const found = foundIn('check', looked, done, [...done.problems, ...looked.opened.laterProblems()])
  return { found, changes, accounts: done.outcomes.map(({ outcome }) => outcome.account) }
}

test('whatever stands where, and wherever it is cut', async () => {
  const schema = path.join(root, 'schema.json')
  const name = path.join(root, 'in.csv')
  fs.writeFileSync(schema, JSON.stringify(SCHEMA))
  let held = 0
  let cut = 0
  let named = 0
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 100, max: 900 }), async (rows, size) => {
      fs.writeFileSync(name, `キー,氏名,生年月日,電話番号,備考,メモ\r\n${rows.join('\r\n')}\r\n`)
      const looked = await lookAtFile(effects, machine, root, { file: name, schema })
      const large = openLarge(effects, name, looked.place, size)
      if (large?.opened.file === undefined || looked.look.tables.length === 0) return
      const here = await run(looked, false)
      const there = await run({ ...looked, opened: large.opened, file: large.opened.file, large }, true)
      expect(there).toEqual(here)
      held += here.accounts[0]?.counts.held ?? 0
      cut += large.ranges()?.length ?? 0
      // nothing of it is said, in one way or the other: but what holds no person by itself may stand alone
      const said = JSON.stringify([here.found, here.changes]).normalize('NFKC')
      for (const secret of SECRETS.slice(0, 4)) expect(said).not.toContain(secret.normalize('NFKC'))
      const isNamed = here.found.tables.some(({ problems }) =>
        problems.some(({ code }) => code === 'inspect/person-names'),
      )
      if (isNamed) named += 1
      if (isNamed) expect(said).not.toContain('山田 太郎')
    }),
    { numRuns: 12, seed: 5 },
  )
  expect(held).toBeGreaterThan(50)
  expect(named).toBeGreaterThan(5)
  expect(cut).toBeGreaterThan(40)
})

test('a key that may not be printed is told of twice without it', async () => {
  const schema = path.join(root, 'phones.json')
  const name = path.join(root, 'phones.csv')
  fs.writeFileSync(schema, JSON.stringify({ ...SCHEMA, 'x-primaryKey': ['phone'] }))
  const rows = [
    '090-1234-5678',
    '0475-12-3456',
    '0475-12-3457',
    '0475-12-3458',
    '090-1234-5678',
    '0475-12-3456',
  ]
  fs.writeFileSync(name, `キー,電話番号\r\n${rows.map((one, i) => `k${i},${one}`).join('\r\n')}\r\n`)
  const looked = await lookAtFile(effects, machine, root, { file: name, schema })
  const large = openLarge(effects, name, looked.place, 40)
  if (large?.opened.file === undefined) throw new Error('it can not be read in ranges')
  expect(large.ranges()?.length).toBeGreaterThan(2)
  const here = await run(looked, false)
  const there = await run({ ...looked, opened: large.opened, file: large.opened.file, large }, true)
  expect(there).toEqual(here)
  const twice = here.accounts[0]?.problems.filter(({ code }) => code === 'validate/duplicate-key') ?? []
  expect(twice.flatMap(({ first }) => first.map(({ actual }) => actual))).toEqual(['0…(13)', '0475-12-3456'])
})
