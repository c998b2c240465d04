/** A large CSV, read in ranges by several threads, that is replaced, written over or appended to meanwhile. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chance, ownBuild, SEED, start, temporary } from './project.ts'

/** A trial: half a minute a change. test/run/file/changing.test.ts has the same for every test run. */
const TIMES = Number(process.env.HIRAKU_CRASHES ?? 0)
const ROWS = 260_000

let own: ReturnType<typeof ownBuild>
let root: string
let length = 0
beforeAll(async () => {
  if (TIMES === 0) return
  own = ownBuild()
  root = temporary()
  fs.writeFileSync(path.join(root, 'big.csv'), text('A'))
  const began = performance.now()
  const { status, out } = await start(own.cli, root, ['convert', 'big.csv', '--to', 'csv', '--out', 'out'])
  length = performance.now() - began
  expect(status, out).toBeLessThanOrEqual(1)
  expect(marks()).toEqual(['A'])
})
afterAll(() => {
  if (TIMES === 0) return
  own.remove()
  fs.rmSync(root, { recursive: true, force: true })
})

/** More than 16 MB; every row says which file it is of. */
function text(mark: string): string {
  const rows = ['番号,名称,所在地,備考']
  for (let i = 0; i < ROWS; i += 1)
    rows.push(`${i + 1_000_000},施設${mark}${i % 97},あさひ野市本町${(i % 9) + 1}-5,${mark.repeat(20)}`)
  return `${rows.join('\r\n')}\r\n`
}

/** Which files the rows that came out are of. */
function marks(): readonly string[] {
  const [name] = fs.readdirSync(path.join(root, 'out')).filter((one) => one.endsWith('.csv'))
  const found = new Set(fs.readFileSync(path.join(root, 'out', name ?? ''), 'utf8').match(/([ABC])\1{19}/g))
  return [...found].map((one) => one[0] ?? '').sort()
}

const WAYS: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'renamed over': async (file) => {
    fs.writeFileSync(`${file}.new`, text('B'))
    fs.renameSync(`${file}.new`, file)
  },
  'written over, a piece at a time': async (file) => {
    const bytes = Buffer.from(text('B'))
    const handle = fs.openSync(file, 'r+')
    for (let at = 0; at < bytes.length; at += 1 << 20) {
      fs.writeSync(handle, bytes, at, Math.min(1 << 20, bytes.length - at), at)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    fs.closeSync(handle)
  },
  'appended to': async (file) => {
    fs.appendFileSync(file, text('B'))
  },
  'cut off': async (file) => {
    fs.truncateSync(file, 17 << 20)
  },
}

test.skipIf(TIMES === 0).each(Object.entries(WAYS))(
  '%s: all of one file comes out, or nothing',
  async (name, change) => {
    const random = chance(SEED + name.length)
    let told = 0
    for (let i = 0; i < TIMES; i += 1) {
      const file = path.join(root, 'big.csv')
      fs.rmSync(path.join(root, 'out'), { recursive: true, force: true })
      fs.writeFileSync(file, text('A'))
      const running = start(own.cli, root, ['convert', 'big.csv', '--to', 'csv', '--out', 'out'])
      await new Promise((resolve) => setTimeout(resolve, (0.25 + ((i + random()) / TIMES) * 0.5) * length))
      await change(file)
      const { status, out } = await running
      const left = fs.existsSync(path.join(root, 'out')) ? fs.readdirSync(path.join(root, 'out')) : []
      if (status === 2) {
        told += 1
        expect(out).toMatch(/run\/changed-while-read/)
        expect(left).toEqual([])
      } else {
        expect(status, out).toBeLessThanOrEqual(1)
        expect(marks()).toHaveLength(1)
      }
      expect(left.filter((one) => one.includes('.part'))).toEqual([])
    }
    process.stderr.write(`${name}: told ${told} of ${TIMES}\n`)
  },
  600_000,
)
