/** What stands outside the cells: names of files and worksheets, headers, text around tables. All found, none told. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../../pipeline/cli/main.ts'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { docx, zip } from '../../helpers/formats.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary } from '../fake.ts'

const code = path.join(PACKAGE, 'pipeline')
const effects: Effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const machine = machineOf(effects, code)
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

/** Nobody has them. */
const NUMBER = '123456789018'
const MOBILE = '090-1234-5678'
const MAIL = 'taro.yamada@gmail.com'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'

const ROWS = [
  ['番号', '講座名', '会場'],
  ['1', '体操', '公民館'],
  ['2', '書道', '図書館'],
]

interface Parts {
  readonly name?: string
  readonly header?: string
  readonly sheetRels?: string
  readonly after?: string
  readonly defined?: string
  readonly core?: string
}

function xlsx({
  name = '講座',
  header = '番号',
  sheetRels = '',
  after = '',
  defined = '',
  core = '',
}: Parts) {
  const rows = ROWS.map((row, i) => (i === 0 ? [header, ...row.slice(1)] : row)).map(
    (row, i) =>
      `<row r="${i + 1}">${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
  )
  const rel = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const coreRel = `<Relationship Id="c" Type="${RELS}/metadata/core-properties" Target="docProps/core.xml"/>`
  return zip({
    '_rels/.rels': `<Relationships xmlns="${RELS}">${rel('a', 'officeDocument', 'xl/workbook.xml')}${coreRel}</Relationships>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="${RELS.replace('relationships', 'metadata/core-properties')}" xmlns:dc="http://purl.org/dc/elements/1.1/">${core}</cp:coreProperties>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="s"/></sheets>${defined}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELS}">${rel('s', 'worksheet', 'worksheets/sheet1.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${rows.join('')}</sheetData>${after}</worksheet>`,
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${RELS}">${sheetRels}</Relationships>`,
  })
}

const cells = (tag: string, wrap: (text: string) => string): string =>
  ROWS.map((row) => `<${tag}>${row.map(wrap).join('')}</${tag}>`).join('')
const TABLE = `<table>${cells('tr', (text) => `<td>${text}</td>`)}</table>`
const page = (head: string, body: string): Uint8Array =>
  new TextEncoder().encode(
    `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`,
  )
const WORD_TABLE = `<w:tbl>${cells('w:tr', (text) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`)}</w:tbl>`
const paragraph = (...runs: readonly string[]): string =>
  `<w:p>${runs.map((text) => `<w:r><w:t>${text}</w:t></w:r>`).join('')}</w:p>`
const csv = (header = '番号'): Uint8Array =>
  new TextEncoder().encode(
    `${[[header, '講座名', '会場'], ...ROWS.slice(1)].map((row) => row.join(',')).join('\r\n')}\r\n`,
  )

const NOTE = 'inspect/personal-note'
const NAME = 'inspect/name-of-file'
const CASES: readonly (readonly [what: string, file: string, bytes: () => Uint8Array, code: string])[] = [
  ['name of the file', `名簿_${MOBILE}_${NUMBER}.csv`, () => csv(), NAME],
  ['name of a worksheet', 'a.xlsx', () => xlsx({ name: `担当 ${MOBILE}` }), NAME],
  [
    'header of a page',
    'a.xlsx',
    () =>
      xlsx({
        after: `<headerFooter><oddHeader>&amp;C&amp;"游ゴシック"&amp;10 担当 ${MOBILE}</oddHeader></headerFooter>`,
      }),
    NOTE,
  ],
  [
    'input rule',
    'a.xlsx',
    () => xlsx({ after: `<dataValidations><dataValidation prompt="${MOBILE}"/></dataValidations>` }),
    NOTE,
  ],
  [
    'defined name',
    'a.xlsx',
    () => xlsx({ defined: `<definedNames><definedName name="x">"${MAIL}"</definedName></definedNames>` }),
    NOTE,
  ],
  [
    'link',
    'a.xlsx',
    () =>
      xlsx({
        sheetRels: `<Relationship Id="h" Type="${OFFICE}/hyperlink" Target="mailto:${MAIL.replace('@', '%40')}" TargetMode="External"/>`,
      }),
    NOTE,
  ],
  ['title of the properties', 'a.xlsx', () => xlsx({ core: `<dc:title>名簿 ${MOBILE}</dc:title>` }), NOTE],
  ['paragraph of a page', 'a.html', () => page('', `<p>電話 <b>090-</b>1234-5678</p>${TABLE}`), NOTE],
  ['comment of a page', 'a.html', () => page(`<!-- ${MAIL} -->`, TABLE), NOTE],
  ['link of a page', 'a.html', () => page('', `${TABLE}<a href="mailto:${MAIL}">問い合わせ</a>`), NOTE],
  ['heading of a page', 'a.html', () => page('', `<h1>連絡 ${MAIL}</h1>${TABLE}`), NAME],
  [
    'paragraph of a document',
    'a.docx',
    () => docx(paragraph('電話 090-', '1234-5678 です。') + WORD_TABLE),
    NOTE,
  ],
  [
    'other member',
    'a.geojson',
    () =>
      new TextEncoder().encode(
        JSON.stringify({
          type: 'FeatureCollection',
          note: [{ by: MAIL }],
          features: [
            {
              type: 'Feature',
              properties: { 名称: '公民館' },
              geometry: { type: 'Point', coordinates: [140, 35] },
            },
          ],
        }),
      ),
    NOTE,
  ],
]

async function hiraku(root: string, ...argv: readonly string[]) {
  let said = ''
  const say = (text: string): void => {
    said += text
  }
  const own: Effects = {
    ...effects,
    stdout: say,
    stderr: say,
    isTerminal: false,
    env: { LANG: 'ja_JP.UTF-8' },
  }
  const exit = await main(argv, own, { code, root, machine })
  return { exit, said }
}

/** Of every file but the one that was given and its snapshot. */
function leaks(root: string, input: string, said: string): readonly string[] {
  const texts = [['said', said]]
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.relative(root, path.join(entry.parentPath, entry.name))
    if (file === input) continue
    texts.push([file, file])
    if (entry.isFile() && !/(?:^|\/)snapshot\//.test(file))
      texts.push([file, fs.readFileSync(path.join(root, file), 'utf8')])
  }
  return texts.flatMap(([where = '', text = '']) =>
    [NUMBER, MOBILE, MOBILE.replaceAll('-', ''), MAIL].flatMap((one) =>
      text.includes(one) ? [`${where}: ${one}`] : [],
    ),
  )
}

function project(file: string, bytes: Uint8Array): string {
  const root = temporary()
  folders.push(root)
  fs.writeFileSync(path.join(root, file), bytes)
  return root
}

describe('outside the cells', () => {
  test.each(CASES)('%s', async (_, file, bytes, expected) => {
    const root = project(file, bytes())
    for (const argv of [
      ['check', file],
      ['check', file, '--json'],
      ['convert', file, '--out', 'out'],
      ['add', file, '--publisher', '131016', '--yes'],
      ['add', file, '--publisher', '131016', '--yes', '--json'],
    ]) {
      const { exit, said } = await hiraku(root, ...argv)
      expect(exit, said).toBe(1)
      if (argv[0] === 'check') expect(said).toContain(expected)
      expect(leaks(root, file, said)).toEqual([])
    }
    expect(fs.existsSync(path.join(root, 'sources'))).toBe(false)
  })

  test('the same file by another name is taken', async () => {
    const old = `名簿_${MOBILE}.csv`
    const root = project(old, csv())
    expect((await hiraku(root, 'add', old, '--publisher', '131016', '--yes')).exit).toBe(1)
    fs.renameSync(path.join(root, old), path.join(root, '名簿.csv'))
    const { exit, said } = await hiraku(root, 'add', '名簿.csv', '--publisher', '131016', '--yes')
    expect(exit, said).toBe(0)
    expect(leaks(root, old, said)).toEqual([])
  })
})

test('a header that holds a number is told nowhere', async () => {
  const header = `TEL ${MOBILE}`
  const root = project('a.csv', new TextEncoder().encode(`番号,${header}\r\n1,９時\r\n2,\r\n3,１０時\r\n`))
  for (const argv of [
    ['check', 'a.csv', '--json'],
    ['check', 'a.csv', '--fix', 'fixed.csv'],
    ['convert', 'a.csv', '--out', 'out'],
    ['add', 'a.csv', '--publisher', '131016', '--yes'],
  ])
    expect(leaks(root, 'a.csv', (await hiraku(root, ...argv)).said)).toEqual([])
})
