/** The real source with its document changed, and what must hold of every problem that comes of it. */
import { expect } from 'vitest'
import { type JobResult, runJob } from '../../pipeline/job.ts'
import type { Problem } from '../../pipeline/problem.ts'
import { filesOf, PACKAGE, PRIVACY, schemasOf, sha256 } from './job.ts'

export const PUBLISHER = '142140'
export const SOURCE = 'ict_plan_evaluation_r4'
export const FOLDER = `sources/${PUBLISHER}/${SOURCE}`
export const DOCUMENT = `${FOLDER}/snapshot/isehara-ict-plan-evaluation-r4.txt`

export const realFiles: ReadonlyMap<string, Uint8Array> = filesOf(PACKAGE, PUBLISHER, SOURCE)
export const realText = new TextDecoder().decode(realFiles.get(DOCUMENT))
export const realLines: readonly string[] = realText.split('\n')

/** The files of the source around another document; snapshot.yaml is renewed, so that the document is reached. */
export function around(
  document: string | Uint8Array,
  more: Readonly<Record<string, string>> = {},
): Map<string, Uint8Array> {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
  const files = new Map(realFiles)
  files.set(DOCUMENT, bytes)
  const snapshot = [
    'file: isehara-ict-plan-evaluation-r4.txt',
    `sha256: ${sha256(bytes)}`,
    `bytes: ${bytes.length}`,
    'mediaType: text/plain',
  ]
  files.set(`${FOLDER}/snapshot.yaml`, new TextEncoder().encode(snapshot.join('\n')))
  for (const [name, text] of Object.entries(more))
    files.set(`${FOLDER}/${name}`, new TextEncoder().encode(text))
  return files
}

export function runAround(
  document: string | Uint8Array,
  more: Readonly<Record<string, string>> = {},
): Promise<JobResult> {
  return runFiles(around(document, more))
}

const schemas = schemasOf(PACKAGE)

/** Always with the same schemas, so that they are compiled once for all tests of a file. */
export function runFiles(files: ReadonlyMap<string, Uint8Array>): Promise<JobResult> {
  return runJob({ publisher: PUBLISHER, source: SOURCE, files, schemas, sha256 }, PRIVACY)
}

/** An authored file of the source, its text changed. */
export function authored(name: string, change: (text: string) => string): Record<string, string> {
  const text = new TextDecoder().decode(realFiles.get(`${FOLDER}/${name}`))
  const changed = change(text)
  if (changed === text) throw new Error(`nothing was changed in ${name}`)
  return { [name]: changed }
}

/** Number of the line that holds these words, counted from 1; it must be the only one. */
export function lineOf(words: string): number {
  const found = realLines.flatMap((line, i) => (line.includes(words) ? [i + 1] : []))
  const [only] = found
  if (only === undefined || found.length > 1) throw new Error(`"${words}" stands in ${found.length} lines`)
  return only
}

/** The document with the one line that holds these words changed. */
export function withLine(words: string, change: (line: string) => string | readonly string[]): string {
  const number = lineOf(words)
  const changed = [change(realLines[number - 1] ?? '')].flat()
  return [...realLines.slice(0, number - 1), ...changed, ...realLines.slice(number)].join('\n')
}

/** The document without some lines, counted from 1, both ends included. */
export function without(from: number, to: number): string {
  return [...realLines.slice(0, from - 1), ...realLines.slice(to)].join('\n')
}

export function errorsOf(result: Pick<JobResult, 'problems'>): readonly Problem[] {
  return result.problems.filter((problem) => problem.severity === 'error')
}

/** Whatever happened: no fact was forgotten, both languages speak, and there is something to do about it. */
export function expectReadable(problems: readonly Problem[]): void {
  for (const problem of problems) {
    const { code, message, remedy, where } = problem
    const texts = [message.ja, message.en, remedy.ja, remedy.en]
    for (const text of texts) {
      expect(text, code).not.toMatch(/\{[a-zA-Z]\w*\}|undefined|\[object|NaN/)
      expect(text.trim(), code).not.toBe('')
      expect(text.length, code).toBeLessThan(1_500)
    }
    expect(message.ja, code).toMatch(/[ぁ-ん]/)
    expect(remedy.ja, code).toMatch(/[ぁ-ん]/)
    expect(message.en, code).toMatch(/[a-z]{2}/)
    expect(remedy.en, code).toMatch(/[a-z]{2}/)
    if (where.line !== undefined) expect(where.line, code).toBeGreaterThan(0)
    expect(where.source ?? where.file, code).toBeDefined()
  }
}

/** Text in one of the old encodings, which the platform only decodes: the table is made by decoding every pair of bytes. */
export function encodeAs(label: 'shift_jis' | 'euc-jp', text: string): Uint8Array {
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(label, { fatal: true })
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      try {
        const [character, more] = decoder.decode(new Uint8Array([first, second]))
        if (character !== undefined && more === undefined && !table.has(character))
          table.set(character, [first, second])
      } catch {
        // no character
      }
    }
  }
  return new Uint8Array(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0)
      return code < 0x80 ? [code] : (table.get(character) ?? [0x3f])
    }),
  )
}
