import { expect, test } from 'vitest'
import { systemProblem } from '../../pipeline/cli/system.ts'

const fault = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: no, write`), { code, syscall: 'write', ...more })
const effects = { freeBytes: () => 1_250_000 }
const tell = (error: unknown) => systemProblem(error, effects, '/project')

/** code of the system, code of the problem, and words that a clerk must read */
const ROWS = [
  ['ENOSPC', 'cli/disk-full', /ディスクがいっぱいです。.*残り 1\.3 MB/],
  ['EDQUOT', 'cli/quota', /割り当て/],
  ['EFBIG', 'cli/file-limit', /大きさの上限/],
  ['EROFS', 'cli/read-only', /読み取り専用/],
  ['EACCES', 'cli/no-right', /権限がありません/],
  ['EPERM', 'cli/no-right', /権限がありません/],
  ['EMFILE', 'cli/many-files', /開けるファイルの数/],
  ['ENFILE', 'cli/many-files', /開けるファイルの数/],
  ['EXDEV', 'cli/other-disk', /別のディスク/],
  ['EBUSY', 'cli/in-use', /使っている/],
  ['ETXTBSY', 'cli/in-use', /使っている/],
  ['EIO', 'cli/disk-fault', /異常/],
  ['ENOENT', 'cli/gone', /なくなりました/],
  ['ESTALE', 'cli/gone', /なくなりました/],
  ['ENAMETOOLONG', 'cli/long-name', /長すぎ/],
  ['EWHATEVER', 'cli/system', /EWHATEVER/],
] as const

test.each(ROWS)('%s is told as %s', (code, told, words) => {
  const problem = tell(fault(code, { path: '/project/sources/a/history.yaml.4711.part' }))
  expect(problem?.code).toBe(told)
  expect(problem?.message.ja).toMatch(words)
  expect(problem?.message.ja + (problem?.message.en ?? '')).not.toMatch(/\{\w+\}|\.part/)
  expect(problem?.remedy.ja).not.toMatch(/\{\w+\}/)
  expect(problem?.where.file).toBe('sources/a/history.yaml')
})

test('the folder is named as it lies in the project, one outside by its whole path', () => {
  expect(tell(fault('ENOSPC', { path: '/project/.hiraku/stage/a' }))?.message.en).toContain(' .hiraku/stage')
  expect(tell(fault('ENOSPC', { path: '/other/a' }))?.message.en).toContain(' /other (1.3 MB are free)')
  expect(tell(fault('EXDEV', { path: '/project/a', dest: '/elsewhere/b' }))?.message.en).toContain(
    '/elsewhere/b',
  )
})

test('a fault without a path, and one that is not of the system', () => {
  expect(tell(fault('ENOSPC'))?.code).toBe('cli/system')
  for (const other of [new TypeError('x is not a function'), { code: 'ERR_X' }, undefined, 'ENOSPC'])
    expect(tell(other)).toBeUndefined()
})
