/** The real effects of ranges: writers that leave nothing half made, ranges of bytes, the decoder, threads. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { compilePipeline } from '../../helpers/compiled.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-ranges-'))
const effects = nodeEffects()
let built = ''

beforeAll(() => {
  built = compilePipeline()
})

afterAll(() => {
  fs.rmSync(root, { recursive: true, force: true })
  fs.rmSync(built, { recursive: true, force: true })
})

describe('a file that is made piece by piece', () => {
  test('appears when it is whole', () => {
    const file = path.join(root, 'deep', 'a.csv')
    const writer = effects.openWriter(file)
    writer.write('漢字')
    writer.write(new Uint8Array([0x2c, 0x0a]))
    expect(fs.existsSync(file)).toBe(false)
    const { bytes } = writer.end()
    expect(fs.readFileSync(file, 'utf8')).toBe('漢字,\n')
    expect(bytes).toBe(8)
    expect(fs.readdirSync(path.dirname(file))).toEqual(['a.csv'])
  })

  test('leaves room for what another puts there', () => {
    const file = path.join(root, 'room', 'a.csv')
    const writer = effects.openWriter(file)
    writer.write('漢')
    const first = writer.leave(2)
    const second = writer.leave(3)
    writer.write('字')
    effects.writeAt(second.path, second.at, new Uint8Array([0x63, 0x64, 0x65]))
    effects.writeAt(first.path, first.at, new Uint8Array([0x61, 0x62]))
    expect(writer.end().bytes).toBe(11)
    expect(fs.readFileSync(file, 'utf8')).toBe('漢abcde字')
    // it was given up: nothing is made again
    expect(() => effects.writeAt(first.path, 0, new Uint8Array(1))).toThrow()
    expect(fs.readdirSync(path.dirname(file))).toEqual(['a.csv'])
  })

  test('leaves nothing where it is given up, and what was there stays', () => {
    const file = path.join(root, 'b', 'b.csv')
    const first = effects.openWriter(file)
    first.write('old')
    first.end()
    const second = effects.openWriter(file)
    second.write('new')
    second.abandon()
    second.abandon()
    expect(fs.readFileSync(file, 'utf8')).toBe('old')
    expect(fs.readdirSync(path.dirname(file))).toEqual(['b.csv'])
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing where %s ends the run', async (signal) => {
    const file = path.join(root, signal, 'c.csv')
    const script = `
      import { nodeEffects } from ${JSON.stringify(pathToFileURL(path.join(built, 'effects-node.js')).href)}
      const writer = nodeEffects().openWriter(${JSON.stringify(file)})
      writer.write(new Uint8Array([65]))
      console.log('open')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(fs.readdirSync(path.dirname(file))).toHaveLength(1)
    const ended = new Promise((resolve) => child.once('exit', (_, by) => resolve(by)))
    child.kill(signal)
    expect(await ended).toBe(signal)
    expect(fs.readdirSync(path.dirname(file))).toEqual([])
  })
})

test('a range of bytes, as far as the file goes', () => {
  const file = path.join(root, 'range')
  fs.writeFileSync(file, 'abcdef')
  const read = (from: number, to: number) => Buffer.from(effects.readRange(file, from, to)).toString()
  expect([read(0, 3), read(2, 6), read(4, 100), read(9, 12)]).toEqual(['abc', 'cdef', 'ef', ''])
})

describe('the decoder of UTF-8', () => {
  test('reads any text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(effects.decodeUtf8(new TextEncoder().encode(text))).toBe(text)
      }),
    )
  })

  test('takes for a character what is one, and gives U+FFFD for all else', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(
        0x41,
        0x80,
        0xbf,
        0xc0,
        0xc1,
        0xc2,
        0xe0,
        0xe3,
        0xed,
        0xa0,
        0xef,
        0xf0,
        0xf4,
        0x8f,
        0x90,
        0xf5,
      ),
    )
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (list) => {
        const bytes = new Uint8Array(list)
        let expected: string | undefined
        try {
          expected = strict.decode(bytes)
        } catch {
          // it is none
        }
        const text = effects.decodeUtf8(bytes)
        if (expected === undefined) expect(text).toContain('\ufffd')
        else expect(text).toBe(expected)
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('threads', () => {
  const script = (body: string): string => {
    const module = path.join(root, `module-${createHash('sha256').update(body).digest('hex')}.mjs`)
    fs.writeFileSync(module, body)
    return module
  }
  /** Runs in a process of its own, on what is built: a thread can not be started from TypeScript. */
  const run = (module: string, use: string) => {
    const url = (file: string) => JSON.stringify(pathToFileURL(file).href)
    const code = `
      import { nodeEffects } from ${url(path.join(built, 'effects-node.js'))}
      const thread = nodeEffects().startThread(${url(module)}, { add: 1 })
      ${use}`
    return spawnSync(process.execPath, [script(code)], { encoding: 'utf8', timeout: 30_000 })
  }

  test('answer in order, and hand over their buffers', () => {
    const module = script(
      'export const answerer = ({ add }) => (n) => { const bytes = new Uint8Array([n + add]); return { value: bytes, transfer: [bytes.buffer] } }',
    )
    const done = run(
      module,
      `const all = await Promise.all([1, 2, 3].map((n) => thread.ask(n)))
       console.log(all.map((bytes) => bytes[0]).join())
       await thread.close()`,
    )
    expect(done.stderr).toBe('')
    expect(done.stdout).toBe('2,3,4\n')
  })

  test('what fails there is thrown here, with its stack', () => {
    const module = script(
      'export const answerer = () => function failing() { throw Object.assign(new Error("so it is"), { code: "ENOENT" }) }',
    )
    const done = run(
      module,
      `try { await thread.ask(1) } catch (error) { console.log(error.message, error.code, error.stack.includes('failing')) }
       await thread.close()`,
    )
    expect(done.stdout).toBe('so it is ENOENT true\n')
  })

  test('one that is not asked keeps no process from ending', () => {
    const module = script('export const answerer = () => () => ({ value: 1, transfer: [] })')
    const idle = run(module, 'setTimeout(() => console.log("end"), 300)')
    expect([idle.stdout, idle.status]).toEqual(['end\n', 0])
    const asked = run(module, 'console.log(await thread.ask(1))')
    expect([asked.stdout, asked.status]).toEqual(['1\n', 0])
  })

  test.each([
    ['that can not begin', 'throw new Error("no")', 'no'],
    ['without an answerer', 'export {}', 'no answerer'],
    ['that ends by itself', 'export const answerer = () => () => process.exit(3)', 'ended by itself'],
  ])('one %s fails what it was asked', (_, body, message) => {
    const done = run(script(body), `try { await thread.ask(1) } catch (error) { console.log(error.message) }`)
    expect(done.stdout).toContain(message)
  })
})
