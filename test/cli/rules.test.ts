/** `check FILE --rules`: the score sheet on the terminal and as JSON; the exit code is that of the check alone. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { RULES } from '../../pipeline/inspect/index.ts'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { PACKAGE, schemasOf } from '../helpers/job.ts'
import { temporary } from '../run/fake.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))
const gate = createGates(schemasOf(PACKAGE))('published/checked.schema.json')

const FILES: Readonly<Record<string, string>> = {
  'tax.csv':
    '年度,区分,金額\n令和2年度,市民税,"1,200"\n令和3年度,固定資産税,"2,300"\n令和4年度,軽自動車税,300\n',
  'prose.csv': '昨日は雨でした\n今日は晴れました\n',
  'two.csv': '地区,人数\n東,1\n西,2\n南,3\n\n\n店,定員\nA,4\nB,5\nC,6\n',
}
for (const [name, content] of Object.entries(FILES)) fs.writeFileSync(path.join(root, name), content)

async function run(...argv: readonly string[]): Promise<{ readonly out: string; readonly exit: number }> {
  let out = ''
  const effects = {
    ...nodeEffects(),
    stdout: (text: string) => {
      out += text
    },
    stderr: () => undefined,
    isTerminal: false,
    env: {},
  }
  const exit = await main(argv, effects, { code: path.join(PACKAGE, 'build'), root })
  return { out, exit }
}

/** `id,title,gist` of the list that the government published, kept here as its ids and titles. */
const PUBLISHED: readonly (readonly [string, string])[] = [
  ['L1-01', 'ファイル形式は機械が直接読み取れるExcelやCSV等となっているか'],
  ['L1-02', '１シート（ファイル）に複数の表が掲載されていないか'],
  ['L1-03', 'データが分断されていないか'],
  ['L1-04', 'データ本体と無関係な情報がないか'],
  ['L1-05', 'すべての列に意味が推測できる項目名が存在するか'],
  ['L1-06', 'スペースや改行等で体裁を整えていないか'],
  ['L1-07', '１セル１データとなっているか'],
  ['L1-08', '機種依存文字を使用していないか'],
  ['L1-09', '空白とゼロが明確に区別されているか'],
  ['L1-10', '【Excel】オブジェクトを使用していないか'],
  ['L1-11', '【Excel】書式でデータの違いを表現していないか'],
  ['L1-12', '【Excel】セルの結合をしていないか'],
  ['L1-13', '【Excel】不要な行や列が非表示のまま残されていないか'],
  ['L1-14', '【CSV】１行１データで表現されているか'],
  ['L1-15', '【CSV】文字列にカンマが含まれているフィールドの値はダブルコーテーションで囲んでいるか'],
  ['L2-01', '数値データは数値属性とし、文字列を含まないこと'],
  ['L2-02', 'データ内での項目名等の省略をしていないか'],
  ['L2-03', '各列が一意に識別可能な項目名を持っているか'],
  ['L2-04', '選択肢回答が標準化されているか'],
  ['L2-05', '選択肢列と「その他」の詳細記入が分離されているか'],
  ['L2-06', '【Excel】数式を使用している場合は、数値データに修正しているか'],
  ['L3-01', '項目名行から始まり、次行からデータ入力がされているか'],
  ['L3-02', '回答のコード表が別添されているか'],
  ['L3-03', '数値データの同一列内に特殊記号（秘匿等）を使用する場合は、その定義を明記しているか'],
  ['L3-04', 'データの単位を記載しているか'],
  ['L3-05', '時間軸の表記が標準化されているか'],
  ['L3-06', '地域コード又は正式な地域名称が表記されているか'],
  ['L3-07', '年によってフォーマットが著しく異なっていないか'],
  ['L3-08', 'データの定義や更新履歴が記載されているか'],
  ['L3-09', 'データが縦持ち形式になっているか'],
]

test('the rules are those of 2026-03-31, with their titles as published', () => {
  expect(RULES.map(({ id, title }) => [id, title.ja])).toEqual(PUBLISHED)
})

describe.each(Object.keys(FILES))('%s', (file) => {
  test('has a score for each rule, and passes the published schema', async () => {
    const { out } = await run('check', file, '--rules', '--json')
    const value: unknown = JSON.parse(out)
    expect(gate?.(value)).toEqual([])
    const rules = listOf(isObject(value) ? value.rules : [])
    expect(rules.map((one) => (isObject(one) ? one.id : ''))).toEqual(PUBLISHED.map(([id]) => id))
  })

  test('exits as without it, and says the rest too', async () => {
    const [plain, scored] = [await run('check', file), await run('check', file, '--rules')]
    expect(scored.exit).toBe(plain.exit)
    expect(scored.out.startsWith(plain.out)).toBe(true)
    expect(plain.out).not.toContain('L1-01')
  })
})

test('on a terminal: verdict, reason, places and mend, and the counts', async () => {
  const { out } = await run('check', 'tax.csv', '--rules', '--lang', 'ja')
  expect(out).toContain(`L2-01 不適合  数値データは数値属性とし、文字列を含まないこと
    理由: 数値の列に数値以外の文字（「1,200」「2,300」）があります：「金額」。
    場所: C2（金額）、C3（金額）
    直し方: 単位は項目名に、注記は別の列に移し`)
  expect(out).toContain('L1-12 判定できない  【Excel】セルの結合をしていないか\n    理由: 対象外：')
  expect(out).toContain('L1-02 適合  １シート')
  expect(out).toMatch(/\n適合 \d+、不適合 \d+、判定できない \d+\n$/)
})

test('in English', async () => {
  const { out } = await run('check', 'tax.csv', '--rules', '--lang', 'en')
  expect(out).toContain('L3-05 fail  Time is written in a standard way\n    reason: Time is not written in')
  expect(out).toMatch(/\npass \d+, fail \d+, not decidable \d+\n$/)
})

test('without a table nothing but the format is judged', async () => {
  const { out } = await run('check', 'prose.csv', '--rules', '--json')
  const value: unknown = JSON.parse(out)
  const rules = listOf(isObject(value) ? value.rules : []).filter(isObject)
  expect(rules.filter(({ verdict }) => verdict !== 'unknown').map(({ id }) => id)).toEqual(['L1-01'])
})
