/** What a killed command left is cleared by the next one, and nothing else is. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { withLock } from '../../pipeline/run/around.ts'
import { convertFile } from '../../pipeline/run/file/convert.ts'
import { takeLock } from '../../pipeline/run/lock.ts'
import { machineOf } from '../../pipeline/run/machine.ts'
import { PACKAGE } from '../helpers/job.ts'
import { temporary, write } from './fake.ts'

const me = nodeEffects()
/** above what Linux gives as a process's number */
const DEAD = 2 ** 22 + 7
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})
function scratch(files: Readonly<Record<string, string>>): string {
  const root = temporary()
  folders.push(root)
  write(root, files)
  return root
}

test('of a killed convert: the pieces of the files that are written again', async () => {
  const root = scratch({
    'a.csv': 'ID,名称\n1,図書館\n2,公民館\n',
    [`o/a.csv.${DEAD}.part`]: 'half',
    [`o/report.json.${DEAD}.part`]: 'half',
    [`o/report.json.0.${DEAD}.part`]: 'half',
    [`o/other.csv.${DEAD}.part`]: 'not ours',
    'o/a.csv.part': 'not ours',
    // of a process that lives
    [`o/a.json.${process.ppid}.part`]: 'another at work',
  })
  await convertFile(me, machineOf(me, path.join(PACKAGE, 'pipeline')), root, { file: 'a.csv', out: 'o' })
  const left = fs.readdirSync(path.join(root, 'o')).filter((name) => name.endsWith('.part'))
  expect(left.sort()).toEqual([`a.csv.part`, `a.json.${process.ppid}.part`, `other.csv.${DEAD}.part`])
  expect(fs.readdirSync(path.join(root, 'o'))).toContain('a.csv')
})

const STATE = { 'trial/x': '', 'trial-add/x': '', 'versions/x': '', 'accepting/x': '', 'candidates/x': '' }
const names = (state: string) =>
  fs.readdirSync(state).filter((name) => !name.includes('lock') && name !== '.gitignore')
const settle = (state: string) => withLock(me, state, 'build', () => Promise.resolve())

test('of a killed add and acquire: what they were trying', async () => {
  const state = scratch(STATE)
  await settle(state)
  expect(names(state)).toEqual(['candidates'])
  // the lock of a killed acquire is no sign of life
  write(state, {
    'trial/x': '',
    'acquire.lock': JSON.stringify({ pid: DEAD, mark: '1', command: 'acquire' }),
  })
  await settle(state)
  expect(names(state)).toEqual(['candidates'])
})

test('what acquire tries now stays, whoever builds meanwhile: another process, or this one', async () => {
  const other = {
    ...me,
    pid: () => DEAD,
    processMark: (pid: number) => (pid === DEAD ? 'm' : me.processMark(pid)),
  }
  for (const holder of [other, me]) {
    const state = scratch(STATE)
    const lock = takeLock(holder, state, 'acquire', 'acquire')
    await withLock({ ...me, processMark: other.processMark }, state, 'build', () => Promise.resolve())
    expect(names(state)).toEqual(['candidates', 'trial'])
    lock.release()
    await settle(state)
    expect(names(state)).toEqual(['candidates'])
  }
})
