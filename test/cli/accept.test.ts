/** `accept` from argv to what a person reads, in both languages. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { declare, machineOf, project, write } from '../run/fake.ts'

async function hiraku(root: string, ...argv: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const effects = {
    ...nodeEffects(),
    stdout: (text: string) => {
      stdout += text
    },
    stderr: (text: string) => {
      stderr += text
    },
    isTerminal: false,
    env: { LANG: 'ja_JP.UTF-8' },
  }
  const exit = await main(argv, effects, { code: root, root, machine: machineOf(root) })
  return { exit, stdout, stderr }
}

const WELLS = 'sources/aaa/two/source.yaml'

describe('what was accepted', () => {
  test.each([
    [
      'ja',
      '111111_wells\t1.1.0\t2024-05-01\t2 件 (+1 -0 ~0)\t読み取り方や説明\n',
      '2 件を新しい版として受け入れました。',
      '受け入れるものはありません。',
      'history/not-accepted',
      '(理由: 読み取り方や説明)',
    ],
    [
      'en',
      '111111_wells\t1.1.0\t2024-05-01\t2 records (+1 -0 ~0)\tdeclaration\n',
      '2 accepted.',
      'There is nothing to accept.',
      'history/not-accepted',
      'of 2024-04-01 (declaration)',
    ],
  ])('%s', async (lang, line, summary, nothing, code, why) => {
    const root = project()
    await hiraku(root, 'accept', '--date', '2024-04-01')
    write(root, { [WELLS]: declare({ wells: [{ identifier: 'w1' }, { identifier: 'w2' }] }) })
    const built = await hiraku(root, 'build', '--lang', lang)
    expect(built.stderr).toContain(code)
    expect(built.stderr).toContain(why)
    const one = await hiraku(root, 'accept', '--date', '2024-05-01', '--lang', lang)
    expect([one.exit, one.stdout.startsWith(line)]).toEqual([0, true])
    expect(one.stderr).toContain(summary)
    const again = await hiraku(root, 'accept', '--date', '2024-05-02', '--lang', lang)
    expect([again.exit, again.stdout]).toEqual([0, ''])
    expect(again.stderr).toContain(nothing)
    fs.rmSync(root, { recursive: true })
  })
})

test.each([
  [
    'ja',
    'エラーのある 1 件(aaa/one)は受け入れていません。',
    '日付 2024-03-01 は、前の版の日付 2024-04-01 より前',
  ],
  [
    'en',
    'Not accepted, because of errors: 1 (aaa/one).',
    'The date 2024-03-01 is before that of the last version',
  ],
])('what was not, and why: %s', async (lang, left, date) => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  const one = await hiraku(root, 'accept', '--date', '2024-04-01', '--lang', lang)
  expect(one.exit).toBe(1)
  expect(one.stderr).toContain(left)
  expect(one.stderr).toContain('fake/wrong')
  write(root, { [WELLS]: declare({ wells: [] }) })
  const early = await hiraku(root, 'accept', '111111_wells', '--date', '2024-03-01', '--lang', lang)
  expect([early.exit, early.stdout]).toEqual([1, ''])
  expect(early.stderr).toContain(date)
  fs.rmSync(root, { recursive: true })
})

test('--withhold, as JSON: it says of which versions it was so', async () => {
  const root = project()
  await hiraku(root, 'accept', '--date', '2024-04-01')
  write(root, { [WELLS]: declare({ wells: [] }) })
  const { exit, stdout } = await hiraku(
    root,
    'accept',
    '111111_wells',
    '--date',
    '2024-05-01',
    '--withhold',
    '--json',
  )
  expect(exit).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'accept',
    accepted: [
      { id: '111111_wells', version: '1.1.0', removed: 1, withheld: true },
      { id: '111111_open_data_list', why: ['datasets'] },
    ],
  })
  expect(stdout).not.toContain('w1')
  expect(fs.readFileSync(path.join(root, 'sources/aaa/two/changes/wells.json'), 'utf8')).not.toContain('w1')
  fs.rmSync(root, { recursive: true })
})
