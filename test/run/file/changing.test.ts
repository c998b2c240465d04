/** A file that somebody saves or copies while `check`, `convert` or `add` reads it. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { checkFile } from '../../../pipeline/run/file/check.ts'
import { convertFile } from '../../../pipeline/run/file/convert.ts'
import { lookAtFile } from '../../../pipeline/run/file/open.ts'
import { runLooked } from '../../../pipeline/run/file/run.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { laneHere } from '../../../pipeline/run/ranges/run.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const real: Effects = {
  ...nodeEffects(),
  ask: undefined,
  threads: 1,
  now: () => new Date('2026-04-01T00:00:00Z'),
}
const machine = machineOf(real, path.join(PACKAGE, 'pipeline'))
const HEAD =
  '全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,緯度,経度,設置位置,電話番号,小児対応設備の有無,開始時間'
const table = (name: string, rows: number): string => {
  const all = [HEAD]
  for (let i = 1; i <= rows; i += 1)
    all.push(
      `129992,${1000 + i},千葉県あさひ野市,${name}${i},ホンチョウシャ,35.6,140.1,１階,0475-12-3456,有,8:30`,
    )
  return `${all.join('\r\n')}\r\n`
}

/** Saves another file over it when it was asked for so many times by these calls. */
function saving(
  file: string,
  calls: readonly string[],
  nth: number,
  save: () => void,
): { effects: Effects; done: () => boolean } {
  let asked = 0
  const count = (call: string, name: string): void => {
    if (calls.includes(call) && name === file && ++asked === nth) save()
  }
  return {
    done: () => asked >= nth,
    effects: {
      ...real,
      readFile(name) {
        count('readFile', name)
        return real.readFile(name)
      },
      readRange(name, from, to) {
        count('readRange', name)
        return real.readRange(name, from, to)
      },
      *readChunks(name) {
        for (const chunk of real.readChunks(name)) {
          yield chunk
          count('readChunks', name)
        }
      },
      openWriter(name) {
        count('openWriter', file)
        return real.openWriter(name)
      },
    },
  }
}

test.each([
  ['readChunks', 1],
  ['readChunks', 2],
  ['readRange', 3],
])('a large file, saved at %s %i: nothing is written', async (call, nth) => {
  const root = temporary()
  const file = path.join(root, 'aed.csv')
  write(root, { 'aed.csv': table('甲', 3000) })
  const { effects, done } = saving(file, [call], nth, () => fs.writeFileSync(file, table('乙', 3000)))
  const options = { file: 'aed.csv', out: 'out', largeFrom: 1 }
  await expect(convertFile(effects, machine, root, options)).rejects.toThrow(/changed while it was read/)
  expect(done()).toBe(true)
  expect(fs.existsSync(path.join(root, 'out')) ? fs.readdirSync(path.join(root, 'out')) : []).toEqual([])
})

test('a large file, saved between the ranges of several threads', async () => {
  const root = temporary()
  const file = path.join(root, 'aed.csv')
  write(root, { 'aed.csv': table('甲', 12_000) })
  const looked = await lookAtFile(real, machine, root, { file: 'aed.csv', largeFrom: 1 })
  if (looked.file === undefined) throw new Error('not read')
  const { effects, done } = saving(file, ['readRange'], 2, () => fs.writeFileSync(file, table('乙', 12_000)))
  const run = runLooked(looked, looked.file, { lanes: (plan) => [laneHere(effects, plan)] })
  await expect(run).rejects.toThrow(/changed while it was read/)
  expect(done()).toBe(true)
})

test('a file that is held whole: half of it is not taken for it', async () => {
  const root = temporary()
  const file = path.join(root, 'aed.csv')
  write(root, { 'aed.csv': table('甲', 30) })
  const { effects } = saving(file, ['readFile'], 1, () => fs.truncateSync(file, 500))
  await expect(checkFile(effects, machine, root, { file: 'aed.csv' })).rejects.toThrow(/changed while/)
  // once it is saved, whatever happens later: what was read is held
  fs.writeFileSync(file, table('甲', 30))
  const { found } = await checkFile(real, machine, root, { file: 'aed.csv' })
  expect(found.tables[0]?.counts).toMatchObject({ out: 30 })
})

test('what is added is the file that was looked at, or nothing', async () => {
  const root = temporary()
  const file = path.join(root, 'aed.csv')
  write(root, {
    'sources/129992/publisher.yaml':
      'code: "129992"\nname: { ja: 千葉県あさひ野市, en: Asahino }\nlicence: CC-BY-4.0\n',
    'aed.csv': table('甲', 3),
  })
  const { effects, done } = saving(file, ['openWriter'], 1, () => fs.writeFileSync(file, table('乙', 3)))
  await expect(addFile(effects, machine, root, { file: 'aed.csv', yes: true })).rejects.toThrow(
    /changed while/,
  )
  expect(done()).toBe(true)
  expect(fs.readdirSync(path.join(root, 'sources/129992'))).toEqual(['publisher.yaml'])
  expect((await addFile(real, machine, root, { file: 'aed.csv', yes: true })).outcome).toBe('added')
  expect(fs.existsSync(path.join(root, '.hiraku/adding'))).toBe(false)
})

test.each([
  ['~$aed.csv', 'Excel'],
  ['~$d.csv', 'Excel'],
  ['.~lock.aed.csv#', 'LibreOffice'],
])('%s beside it: it is open in %s, which is told', async (name, program) => {
  const root = temporary()
  write(root, { 'aed.csv': table('甲', 3), [name]: '' })
  const { found } = await checkFile(real, machine, root, { file: 'aed.csv' })
  const told = found.problems.filter(({ code }) => code === 'run/open-elsewhere')
  expect(told.map(({ severity, message }) => [severity, message.ja.includes(program)])).toEqual([
    ['warning', true],
  ])
})

test('a workbook that is half saved, open in Excel: both are told', async () => {
  const root = temporary()
  const book = fs.readFileSync(
    path.join(
      PACKAGE,
      'test/fixtures/build/office-spreadsheet/sources/139998/library_use/snapshot',
      bookName(),
    ),
  )
  fs.writeFileSync(path.join(root, 'book.xlsx'), book.subarray(0, Math.floor(book.length * 0.6)))
  write(root, { '~$book.xlsx': '' })
  const { found } = await checkFile(real, machine, root, { file: 'book.xlsx' })
  const codes = found.problems.map(({ code }) => code)
  expect(codes).toContain('run/open-elsewhere')
  expect(found.problems.some(({ severity }) => severity === 'error')).toBe(true)
})

function bookName(): string {
  const folder = path.join(
    PACKAGE,
    'test/fixtures/build/office-spreadsheet/sources/139998/library_use/snapshot',
  )
  return fs.readdirSync(folder)[0] ?? ''
}
