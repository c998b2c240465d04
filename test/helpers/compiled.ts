/** The pipeline compiled into a folder of its own, for tests that run it in another process. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { isObject } from '../../pipeline/lib/object.ts'
import { PACKAGE } from './job.ts'

/** Beside the sources, so that packages are found from it; whoever makes it removes it. */
export function compilePipeline(): string {
  fs.mkdirSync(path.join(PACKAGE, '.hiraku'), { recursive: true })
  const folder = fs.mkdtempSync(path.join(PACKAGE, '.hiraku', 'test-'))
  const found = createRequire(path.join(PACKAGE, 'package.json')).resolve('typescript/package.json')
  const described: unknown = JSON.parse(fs.readFileSync(found, 'utf8'))
  const bin = isObject(described) ? described.bin : undefined
  const tsc = isObject(bin) ? bin.tsc : bin
  const compiler = path.join(path.dirname(found), String(tsc))
  const done = spawnSync(process.execPath, [compiler, '--noCheck', '--outDir', folder], {
    cwd: PACKAGE,
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`tsc: ${done.stdout}${done.stderr}`)
  return folder
}
