import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporary, write } from './fake.ts'

const main = path.resolve(import.meta.dirname, '../..')

function prepare(root: string): Record<string, string> {
  execFileSync(process.execPath, [path.join(root, 'scripts/prepare.mjs')], { stdio: 'pipe' })
  return JSON.parse(fs.readFileSync(path.join(root, 'build/code.json'), 'utf8'))
}

/** Which modules have another hash now. */
function changed(before: Record<string, string>, after: Record<string, string>): readonly string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name])
}

test('the hash of a module follows what it imports, to the lock entries of packages', () => {
  const root = temporary()
  const lock = (version: string) =>
    JSON.stringify({
      packages: {
        'node_modules/a': { version: '1', dependencies: { b: '*' } },
        'node_modules/b': { version },
      },
    })
  fs.mkdirSync(path.join(root, 'scripts'))
  fs.copyFileSync(path.join(main, 'scripts/prepare.mjs'), path.join(root, 'scripts/prepare.mjs'))
  fs.symlinkSync(path.join(main, 'node_modules'), path.join(root, 'node_modules'))
  write(root, {
    'package.json': '{"type":"module"}',
    'package-lock.json': lock('1'),
    'tsconfig.json': fs.readFileSync(path.join(main, 'tsconfig.json'), 'utf8'),
    'pipeline/cli.ts': "#!/usr/bin/env node\nexport const run = () => import('./work.ts')\n",
    'pipeline/work.ts':
      "import { a } from 'a'\nimport { leaf } from './lib/leaf.ts'\nexport const work = [a, leaf]\n",
    'pipeline/lib/leaf.ts': 'export const leaf = 1\n',
    'pipeline/lib/other.ts': 'export const other = 1\n',
  })
  const first = prepare(root)
  expect(Object.keys(first)).toEqual(['cli.js', 'lib/leaf.js', 'lib/other.js', 'work.js'])
  expect(fs.statSync(path.join(root, 'build/cli.js')).mode & 0o111).toBe(0o111)
  expect(prepare(root)).toEqual(first)
  write(root, { 'pipeline/lib/leaf.ts': 'export const leaf = 2\n' })
  const second = prepare(root)
  expect(changed(first, second)).toEqual(['cli.js', 'lib/leaf.js', 'work.js'])
  write(root, { 'package-lock.json': lock('2') })
  expect(changed(second, prepare(root))).toEqual(['cli.js', 'work.js'])
  fs.rmSync(path.join(root, 'pipeline/lib/other.ts'))
  prepare(root)
  expect(fs.existsSync(path.join(root, 'build/lib/other.js'))).toBe(false)
  expect(fs.readdirSync(path.join(root, '.hiraku'))).toEqual([])
})
