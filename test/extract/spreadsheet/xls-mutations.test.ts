/**
 * Broken XLS files, each read under a watchdog: whatever is wrong in them, the reading ends with a workbook or a
 * message, in time and memory that have bounds. `HIRAKU_CASES=10000` for the full proof.
 */
import fs from 'node:fs'
import { Worker } from 'node:worker_threads'
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { isObject } from '../../../pipeline/lib/object.ts'
import { cases } from '../../helpers/cases.ts'

const CASES = cases(150)
/** far more than a file of 16 KB takes (some milliseconds), on a machine that is busy too */
const MOST_TIME = 10_000
const MOST_MEMORY = 600_000_000

/** Made by LibreOffice: formulas of cells, of an array, shared; a name, a check, a conditional format, a comment. */
const formulas = new Uint8Array(fs.readFileSync(new URL('formulas.xls', import.meta.url)))

function plain(): Uint8Array {
  const book = utils.book_new()
  const rows = Array.from({ length: 200 }, (_, i) => [i, `高松市${i}`, i / 7])
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'a')
  book.Props = { Author: 'Yamaguchi' }
  return new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }))
}

/** Up to Excel 4 a file is its records alone. */
function old(bookType: 'biff2'): Uint8Array {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      [1, 'a', 2.5],
      [2, 'b', true],
    ]),
    'a',
  )
  return new Uint8Array(write(book, { type: 'array', bookType }))
}

interface Answer {
  readonly ended: string
  readonly memory: number
}

function isAnswer(value: unknown): value is Answer {
  return isObject(value) && typeof value.ended === 'string' && typeof value.memory === 'number'
}

let thread: Worker | undefined
let answer: (given: Answer) => void = () => {}
afterAll(() => thread?.terminate())

function start(): Worker {
  const own = new Worker(new URL('reader-thread.mjs', import.meta.url))
  own.on('message', (given: unknown) => {
    if (own === thread && isAnswer(given)) answer(given)
  })
  own.on('error', (error) => {
    if (own === thread) stop(`error: ${error}`)
  })
  return own
}

/** A thread that does not answer is ended, and the next file has a new one. */
function stop(ended: string): void {
  void thread?.terminate()
  thread = undefined
  answer({ ended, memory: 0 })
}

async function read(bytes: Uint8Array): Promise<Answer> {
  thread ??= start()
  const timer = setTimeout(stop, MOST_TIME, 'still reading')
  const own = thread
  return await new Promise((resolve) => {
    answer = (given) => {
      clearTimeout(timer)
      resolve(given)
    }
    own.postMessage({ bytes, format: 'xls' })
  })
}

/** Places where a record begins, within its sectors as they lie: lengths and types are what misleads a reader most. */
function recordsIn(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const places: number[] = []
  let at = bytes[0] === 0x09 ? 0 : 512
  while (at + 4 <= bytes.length && places.length < 5_000) {
    const length = view.getUint16(at + 2, true)
    places.push(at)
    at += 4 + length
  }
  return places
}

type Change = (bytes: Uint8Array) => Uint8Array

const set =
  (at: number, value: number, size: 1 | 2 | 4): Change =>
  (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (at + size > bytes.length) return bytes
    if (size === 1) view.setUint8(at, value)
    else if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    return bytes
  }

function changesOf(bytes: Uint8Array): fc.Arbitrary<Change> {
  const records = recordsIn(bytes)
  const anywhere = fc.nat(bytes.length - 1)
  const some = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
  return fc.oneof(
    fc.tuple(anywhere, fc.nat(255)).map(([at, value]) => set(at, value, 1)),
    fc
      .tuple(anywhere, some([0, 1, 0x7fffffff, 0xffffffff, 0xfffffffe]))
      .map(([at, value]) => set(at, value, 4)),
    // a record: its type, its length, what it begins with
    fc
      .tuple(some(records), some([0, 2, 4, 6, 12, 16, 20, 22, 24]), fc.nat(0xffff))
      .map(([at, more, value]) => set(at + more, value, 2)),
    fc
      .tuple(
        some(records),
        some([0x06, 0x206, 0x406, 0x221, 0x4bc, 0x18, 0x23, 0xfc, 0xfd, 0x1c, 0x5d, 0x1b6, 0xe5, 0x7d, 0xbd]),
      )
      .map(([at, type]) => set(at, type, 2)),
    // sectors that follow each other otherwise, in circles too
    fc.tuple(fc.nat(Math.floor(bytes.length / 4)), fc.nat(40)).map(([at, value]) => set(at * 4, value, 4)),
    // the head of the compound file
    fc.tuple(fc.nat(127), fc.nat(64)).map(([at, value]) => set(at * 4, value, 4)),
    fc.nat(bytes.length).map(
      (end): Change =>
        (all) =>
          all.subarray(0, end),
    ),
    fc.tuple(anywhere, anywhere, fc.nat(600)).map(
      ([from, to, length]): Change =>
        (all) =>
          all.copyWithin(to, from, from + length),
    ),
  )
}

describe.each([
  ['with formulas', formulas],
  ['without', plain()],
  ['of Excel 2', old('biff2')],
] as const)('an XLS %s', (_, bytes) => {
  test('as it is', async () => {
    expect(await read(bytes)).toMatchObject({ ended: 'read' })
  })

  test(
    'broken: it ends',
    async () => {
      let most = 0
      await fc.assert(
        fc.asyncProperty(fc.array(changesOf(bytes), { minLength: 1, maxLength: 6 }), async (changes) => {
          const changed = changes.reduce<Uint8Array>((all, change) => change(all), Uint8Array.from(bytes))
          const { ended, memory } = await read(changed.slice())
          most = Math.max(most, memory)
          expect(ended).toMatch(/^(?:read$|extract\/)/)
        }),
        { numRuns: CASES },
      )
      expect(most).toBeLessThan(MOST_MEMORY)
    },
    60_000 + CASES * 100,
  )
})
