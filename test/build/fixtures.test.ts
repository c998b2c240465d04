/**
 * Whole small projects: each folder of test/fixtures/build/ is a case, discovered by name. Its sources are built and
 * must give its dist/, byte for byte, and the problems that its problems.json lists (none where there is no such file).
 * A case without dist/ gets one written (never with CI=true); UPDATE_FIXTURES=1 writes all anew.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import type { Problem } from '../../pipeline/problem.ts'
import { machineOf } from '../../pipeline/run/machine.ts'
import { build } from '../../pipeline/run.ts'

const root = path.resolve(import.meta.dirname, '../..')
const fixtures = path.join(root, 'test/fixtures/build')
const temporary: string[] = []
const inCi = process.env.CI === 'true'

afterAll(() => {
  for (const folder of temporary) fs.rmSync(folder, { recursive: true, force: true })
})

function filesBelow(folder: string): Map<string, string> {
  const files = new Map<string, string>()
  if (!fs.existsSync(folder)) return files
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    // what is no UTF-8 is compared by its bytes
    const encoding = /\.(?:parquet|sjis\.csv)$/.test(name) ? 'base64' : 'utf8'
    if (fs.statSync(file).isFile()) files.set(name, fs.readFileSync(file, encoding))
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const summary = (problem: Problem) => ({
  code: problem.code,
  severity: problem.severity,
  ...(problem.where.line === undefined ? {} : { line: problem.where.line }),
})

describe('whole projects', () => {
  const names = fs.readdirSync(fixtures)
  it('are there', () => expect(names.length).toBeGreaterThan(0))

  it.each(names)('%s', async (name) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-fixture-'))
    temporary.push(folder)
    const fixture = path.join(fixtures, name)
    for (const part of ['sources', 'schemas']) {
      const from = path.join(fixture, part)
      if (fs.existsSync(from)) fs.cpSync(from, path.join(folder, part), { recursive: true })
    }
    const effects = nodeEffects()
    // the folder of the code decides where the package's schemas are; without a code.json nothing is reused
    const result = await build(effects, machineOf(effects, path.join(root, 'pipeline')), { root: folder })
    const problems = JSON.stringify(
      result.problems
        .kinds()
        .flatMap((kind) => kind.problems)
        .map(summary),
      null,
      2,
    )
    const wanted = path.join(fixture, 'dist')
    const told = path.join(fixture, 'problems.json')
    if (!inCi && (process.env.UPDATE_FIXTURES === '1' || !fs.existsSync(wanted))) {
      fs.rmSync(wanted, { recursive: true, force: true })
      if (fs.existsSync(path.join(folder, 'dist')))
        fs.cpSync(path.join(folder, 'dist'), wanted, { recursive: true })
      fs.writeFileSync(told, `${problems}\n`)
    }
    expect(problems).toBe(fs.existsSync(told) ? fs.readFileSync(told, 'utf8').trimEnd() : '[]')
    const made = filesBelow(path.join(folder, 'dist'))
    const expected = filesBelow(wanted)
    expect([...made.keys()]).toEqual([...expected.keys()])
    for (const [file, text] of expected) expect(made.get(file), file).toBe(text)
  })
})
