/** A file as chunks: whole whatever its size, and also where it grows or shrinks while it is read. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeEffects } from '../pipeline/effects-node.ts'

const { readChunks } = nodeEffects()
const CHUNK = 1 << 16
let folder: string

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-chunks-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

function written(bytes: number): { readonly file: string; readonly data: Buffer } {
  const file = path.join(folder, `${bytes}`)
  const data = Buffer.from(Uint8Array.from({ length: bytes }, (_, i) => (i * 7 + (i >> 8)) % 256))
  fs.writeFileSync(file, data)
  return { file, data }
}

describe('readChunks', () => {
  test.each([0, 1, 1023, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])('a file of %i bytes', (bytes) => {
    const { file, data } = written(bytes)
    const chunks = [...readChunks(file)]
    expect(Buffer.concat(chunks).equals(data)).toBe(true)
    expect(chunks.every(({ length }) => length > 0 && length <= CHUNK)).toBe(true)
    // no more memory than the file has bytes
    expect(chunks.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)).toBe(bytes)
  })

  test('what is written to it while it is read comes too', () => {
    const { file, data } = written(CHUNK + 5)
    const more = Buffer.alloc(5000, 1)
    const found: Uint8Array[] = []
    for (const chunk of readChunks(file)) {
      if (found.length === 0) fs.appendFileSync(file, more)
      found.push(chunk)
    }
    expect(Buffer.concat(found).equals(Buffer.concat([data, more]))).toBe(true)
  })

  test('it ends where a file that was cut ends', () => {
    const { file, data } = written(2 * CHUNK)
    const found: Uint8Array[] = []
    for (const chunk of readChunks(file)) {
      if (found.length === 0) fs.truncateSync(file, CHUNK + 10)
      found.push(chunk)
    }
    expect(Buffer.concat(found).equals(data.subarray(0, CHUNK + 10))).toBe(true)
  })
})
