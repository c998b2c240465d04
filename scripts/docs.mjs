/**
 * npm run docs [-- --check]
 * Makes docs/problems.md from the lists of problems that the rooms own, docs/values.md from the value rules,
 * docs/sheets.md from the record types, and docs/rules.md from the rules of machine readability and the privacy gate;
 * --check compares and exits 1 where one differs.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const build = path.join(root, 'build')

function modules(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) return modules(file)
    return name === 'problems.js' || name === 'licences.js' ? [file] : []
  })
}

const isKind = (value) => typeof value === 'object' && value !== null && 'fixJa' in value && 'fixEn' in value

const kinds = new Map()
for (const file of modules(build)) {
  const module = await import(pathToFileURL(file))
  for (const list of Object.values(module)) {
    if (typeof list !== 'object' || list === null) continue
    for (const [code, kind] of Object.entries(list)) if (isKind(kind)) kinds.set(code, kind)
  }
}

// what stands in braces is filled in when the message is shown
const words = (text) => text.replace(/\{(\w+)\}/g, '‹$1›').replaceAll('|', '\\|')
const byRoom = new Map()
for (const [code, kind] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const room = code.split('/')[0]
  byRoom.set(room, [...(byRoom.get(room) ?? []), [code, kind]])
}

const lines = [
  '# Problems / メッセージの一覧',
  '',
  'Made by `npm run docs` from `pipeline/**/problems.ts`; do not edit. What stands in ‹ › is filled in when the message is',
  'shown. A problem of scope *row* holds its row, one of scope *source* fails the source.',
  '',
]
for (const [room, list] of byRoom) {
  lines.push(`## ${room}`, '')
  for (const [code, kind] of list) {
    lines.push(`### ${code}`, '', `*${kind.severity}, ${kind.scope}*`, '')
    lines.push(`- ${words(kind.ja)} → ${words(kind.fixJa)}`, `- ${words(kind.en)} → ${words(kind.fixEn)}`, '')
  }
}

/** Cells of a table of Markdown: one line each. */
const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
const row = (...cells) => `| ${cells.map(cell).join(' | ')} |`
const from = async (...names) => import(pathToFileURL(path.join(build, ...names)))

async function valuesPage() {
  const { valueRules } = await from('normalize', 'values', 'rules.js')
  const { splitRules } = await from('normalize', 'splits', 'rules.js')
  const rules = (list) =>
    Object.entries(list).flatMap(([name, { docs }]) => [
      `### ${name}`,
      '',
      `- ${docs.ja}`,
      `- ${docs.en}`,
      '',
    ])
  return [
    '# Values / 値の種類',
    '',
    'Made by `npm run docs` from `pipeline/normalize`; do not edit. What a cell of each kind may be written as, and what comes',
    'out. A repair is made only where it is provable, and is on record; what can not be mended stays as written where the',
    "form of the field is not known officially, and else holds its row. The kind of a field is `x-kind` of its record's schema.",
    '',
    '種類ごとに、どんな書き方を読み、何を出すか。直すのは正しいと示せるときだけで、直したことはすべて記録します。',
    '',
    '## Kinds / 種類 (`x-kind`)',
    '',
    ...rules(valueRules),
    '## One cell for several fields / 1つのセルを分ける (`split`)',
    '',
    ...rules(splitRules),
  ]
}

function sheetsPage() {
  const folder = path.join(root, 'schemas', 'records')
  const sheets = readdirSync(folder)
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => ({
      id: name.slice(0, -'.schema.json'.length),
      schema: JSON.parse(readFileSync(path.join(folder, name), 'utf8')),
    }))
    .filter(({ schema }) => schema['x-sheet'] !== undefined)
  const number = (no) => (no === undefined || no === null ? 999 : Number(no))
  sheets.sort(
    (a, b) => number(a.schema['x-sheet'].no) - number(b.schema['x-sheet'].no) || (a.id < b.id ? -1 : 1),
  )
  const lines = [
    '# Sheets / データセットの一覧',
    '',
    'Made by `npm run docs` from `x-sheet` of `schemas/records/`; do not edit. The sheets of 自治体標準オープンデータセット that',
    '`check`, `convert` and `add` recognize, with the number of columns and the confidence of our knowledge of them:',
    '',
    '| confidence | known from / もと | a value that breaks its form / 書式に合わない値 |',
    '|---|---|---|',
    '| A | an official sheet / 公式の定義書 | error, its row is held / エラー（その行は保留） |',
    '| A- | a faithful transcription, with 必須・推奨・任意 / 必須・推奨・任意のある転記 | error, its row is held / エラー（その行は保留） |',
    '| B | names and order, in published files / 公開ファイルの名称と順序 | warning, it stays as written; where it must be a number and is none, an error / 警告（書かれたまま残る）。数値の項目で数値でなければエラー |',
    '| C | names; the order partly inferred / 名称（順序は一部推定） | as B / Bと同じ |',
    '| D | some names / 名称の一部 | as B / Bと同じ |',
    '',
    '| no | id | title | columns | confidence | note |',
    '|---|---|---|---|---|---|',
    ...sheets.map(({ id, schema }) => {
      const { no, columns, confidence, note } = schema['x-sheet']
      const title = `${schema.title} / ${schema['x-titleEn']}`
      return row(
        no ?? '',
        `\`${id}\``,
        title,
        columns,
        confidence,
        `${note?.ja ?? ''} ${note?.en ?? ''}`.trim(),
      )
    }),
    '',
  ]
  return [lines, sheets.length]
}

async function rulesPage() {
  const { RULES } = await from('inspect', 'rules', 'score.js')
  const { inspectProblems } = await from('inspect', 'problems.js')
  const { privacyDocs } = await from('inspect', 'privacy', 'docs.js')
  const docsOf = ({ ja, en }) => ['', `- ${ja}`, `- ${en}`, '']
  const page = [
    '# Rules and privacy gate / 機械可読性のルールと個人情報の確認',
    '',
    'Made by `npm run docs` from `pipeline/inspect`; do not edit.',
    '',
    '## Rules of machine readability / 機械可読性のルール',
    '',
    '行政データにおける機械可読性に関するルール（2026-03-31、各府省庁DX推進連絡会議・デジタル社会推進会議幹事会決定）の30項目を、',
    '`hiraku check FILE --rules` がどう判定するか。項目の題名は公表されたまま、英語の題名と判定のしかたはこのソフトのものです。',
    '',
    '- 判定は、適合、不適合、判定できない（対象外を含む）の三つです。適合は、下に書いた範囲で問題が見つからなかったということで、人の目で確かめることに代わるものではありません。',
    '- 名前に「定義」「説明」「凡例」「コード表」「更新履歴」「メタデータ」などとあるシートは、ほかに表のあるシートがあれば、データの表として見ません（L1-02、L1-10、L1-12、L1-13、L2-06 は全シートを見ます）。',
    '- 数値の列とは、値の8割以上（標準で数値と分かる項目では半分以上）が数である列です。番号・コード・日付・年・連番と、1 か 0 だけの列は除きます。',
    '- 言葉を比べる判定は、列ごとに最初の200種類の値を見ます。ZIP の中のファイルに、Excel だけ・CSV だけのルールは当てません。',
    '',
    'How `hiraku check FILE --rules` judges the 30 rules of 行政データにおける機械可読性に関するルール (2026-03-31). The titles are as',
    'published; the English titles and the judgements are ours.',
    '',
    '- A verdict is pass, fail or not decidable (not applicable is that too). A pass says that nothing was found of what is',
    '  written below; it does not stand for a look by a person.',
    '- Worksheets named 定義, 説明, 凡例, コード表, 更新履歴, メタデータ or the like are no data where another worksheet has a',
    '  table (L1-02, L1-10, L1-12, L1-13 and L2-06 look at all of them).',
    '- A column of numbers is one of which 80 % of the values (half, where its field is known for one) are numbers; codes,',
    '  dates, years, serial numbers and columns of 1 and 0 alone are none.',
    '- Where words are compared, the first 200 different values of a column are. Rules for Excel or CSV alone are not',
    '  applied to files within a ZIP.',
    '',
  ]
  for (const { id, title, docs } of RULES)
    page.push(`### ${id} ${title.ja}`, '', `*${title.en}*`, ...docsOf(docs))
  page.push(
    '## Privacy gate / 個人情報の確認',
    '',
    '`check`、`convert`、`add`、`build` が、個人情報のおそれのあるところで知らせること。値は伏せて示します。どれほど重いかは、',
    '確かめた場所によって変わるものがあります。`build` では、公開しないところにある error は warning になり、',
    '`source.yaml` の `privacy.allow` に理由を書いて除外できます。文言と直し方は [problems.md](problems.md) にあります。',
    '',
    'What `check`, `convert`, `add` and `build` tell of what may be somebody’s privacy; values are shown masked. How bad it is',
    'depends on the place for some. In `build` an error is a warning where nothing is published, and `privacy.allow` of',
    '`source.yaml` excepts findings with a reason. [problems.md](problems.md) has the messages and remedies.',
    '',
  )
  for (const [code, { scope }] of Object.entries(inspectProblems)) {
    const { severities, ...docs } = privacyDocs[code]
    page.push(`### ${code}`, '', `*${severities.join(' / ')}, ${scope}*`, ...docsOf(docs))
  }
  return [page, `${RULES.length} rules, ${Object.keys(inspectProblems).length} codes of the gate`]
}

const values = await valuesPage()
const [ruleLines, ruleCount] = await rulesPage()
const [sheetLines, sheetCount] = sheetsPage()
const pages = [
  ['problems.md', lines, `${kinds.size} problems`],
  ['values.md', values, `${values.filter((line) => line.startsWith('### ')).length} kinds and splits`],
  ['sheets.md', sheetLines, `${sheetCount} sheets`],
  ['rules.md', ruleLines, ruleCount],
]

for (const [name, page, told] of pages) {
  const text = `${page.join('\n').trimEnd()}\n`
  const file = path.join(root, 'docs', name)
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
    console.log(`docs/${name}: ${told}`)
    continue
  }
  let now = ''
  try {
    now = readFileSync(file, 'utf8')
  } catch {
    // absent: differs
  }
  if (now === text) console.log(`docs/${name} is up to date (${told})`)
  else {
    console.error(`docs/${name} is not what the code and schemas say. Run: npm run docs`)
    process.exitCode = 1
  }
}
