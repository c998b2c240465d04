/** What `add` prints of problems: each kind of a column once, whatever became of the file. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { machineOf } from '../../pipeline/run/machine.ts'
import { PACKAGE } from '../helpers/job.ts'
import { temporary, write } from '../run/fake.ts'

const code = path.join(PACKAGE, 'pipeline')
const effects: Effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const machine = machineOf(effects, code)
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

const HEAD = '全国地方公共団体コード,ID,地方公共団体名,名称,緯度,経度,設置位置,開始時間,備考\r\n'
const row = (id: number, start: string, remarks: string): string =>
  `129992,000${id},千葉県あさひ野市,第${id}公民館,35.6${id},140.1${id},受付,${start},${remarks}\r\n`
const file = (start: string, remarks: (id: number) => string): string =>
  HEAD + [1, 2, 3, 4].map((id) => row(id, start, remarks(id))).join('')

function project(files: Readonly<Record<string, string>>): string {
  const root = temporary()
  folders.push(root)
  write(root, files)
  return root
}

async function add(root: string, ...argv: readonly string[]) {
  let stderr = ''
  const own: Effects = {
    ...effects,
    stdout: () => undefined,
    stderr: (text: string) => {
      stderr += text
    },
    isTerminal: false,
    env: { LANG: 'ja_JP.UTF-8' },
  }
  const exit = await main(['add', ...argv, '--publisher', '129992', '--yes'], own, { code, root, machine })
  return { exit, stderr }
}

test('held: mobile numbers of a column are one entry with its places', async () => {
  const root = project({ 'AED.csv': file('8:30', (id) => (id < 4 ? `管理人 090-1234-567${id}` : '')) })
  const { exit, stderr } = await add(root, 'AED.csv')
  expect(exit, stderr).toBe(1)
  expect(stderr.match(/\[inspect\/mobile-phone\]/g)?.length).toBe(1)
  expect(stderr).toContain('エラー I列「備考」  3 件 [inspect/mobile-phone]\n  I2: ')
  expect(stderr).toContain('  ほかの場所: I3、I4\n')
  expect(stderr).toContain('129992/aed: エラー 3 件、警告 0 件')
})

test('added, and the newer file that takes its place: likewise', async () => {
  const root = project({
    'AED.csv': file('25:99', () => ''),
    'new/AED.csv': file('25:99', () => '').replace('第1公民館', '中央公民館'),
  })
  for (const name of ['AED.csv', 'new/AED.csv']) {
    const { exit, stderr } = await add(root, name)
    expect(exit, stderr).toBe(0)
    expect(stderr.match(/警告 H列「開始時間」 {2}4 件/g)?.length, stderr).toBe(1)
    expect(stderr.match(/\[normalize\/not-a-time\]/g)?.length, stderr).toBe(1)
  }
})

test('refused, and the newer file that is held: likewise', async () => {
  const root = project({
    'AED.csv': file('8:30', () => ''),
    'same/AED.csv': file('8:30', () => '').replaceAll(/000[1-3]/g, '0001'),
    'held/AED.csv': file('8:30', (id) => (id < 4 ? `管理人 090-1234-567${id}` : '')),
  })
  await add(root, 'AED.csv')
  const refused = await add(root, 'same/AED.csv')
  expect(refused.exit).toBe(1)
  expect(refused.stderr).toContain('エラー B列「ID」  2 件 [validate/duplicate-key]\n  B3: ')
  expect(refused.stderr).toContain('  ほかの場所: B4\n')
  const held = await add(root, 'held/AED.csv')
  expect(held.exit).toBe(1)
  expect(held.stderr).toContain('エラー I列「備考」  3 件 [inspect/mobile-phone]\n  I2: ')
})
