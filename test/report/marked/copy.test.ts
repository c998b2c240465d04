/** A marked copy: what is not marked is the same, byte for byte, and what is marked is only marked. */
import { describe, expect, test } from 'vitest'
import type { CellFacts, Worksheet } from '../../../pipeline/lib/grid.ts'
import { packedParts } from '../../../pipeline/lib/zip-write.ts'
import type { Problem } from '../../../pipeline/problem.ts'
import { findingsOf } from '../../../pipeline/report/findings.ts'
import type { FileFound } from '../../../pipeline/report/index.ts'
import { markedCopy } from '../../../pipeline/report/marked/copy.ts'
import { openParts } from '../../../pipeline/report/marked/parts.ts'
import { tagsIn } from '../../../pipeline/report/marked/tags.ts'
import { data, formats, read, xlsx, zip } from '../../extract/spreadsheet/workbook.ts'
import { cellProblem, FOUND, RULES } from '../found.ts'

const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const BINARY = Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) & 255)

type Parts = Parameters<typeof xlsx>[0]

function book(parts: Parts): Uint8Array {
  return xlsx({ ...parts, files: { '[Content_Types].xml': TYPES, 'xl/media/a.png': BINARY, ...parts.files } })
}

const at = (cell: string, severity: Problem['severity'] = 'error', worksheet = 'A'): Problem =>
  cellProblem(`normalize/${severity}`, severity, {
    worksheet,
    cell,
    header: 'x',
    actual: `<${cell}>`,
    ...(severity === 'info' ? { mend: 'y' } : {}),
  })

const note = (cell: string): Problem =>
  cellProblem('inspect/note', 'info', { worksheet: 'A', cell, header: 'x', actual: `<${cell}>` })

function copy(bytes: Uint8Array, problems: readonly Problem[], rules = false): Uint8Array {
  const [table] = FOUND.tables
  if (table === undefined) throw new Error('no table')
  const kinds = problems.map((one) => ({ code: one.code, severity: one.severity, count: 1, first: [one] }))
  const found: FileFound = {
    ...FOUND,
    problems: [],
    tables: [{ ...table, worksheet: 'A', problems: kinds }],
    rules: rules ? RULES : [],
  }
  return markedCopy({ bytes, found, findings: findingsOf(found), lang: 'ja' })
}

const rows = data(
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="inlineStr"><is><t>見出し &amp; &lt;</t></is></c></row>' +
    '<row r="3" spans="1:2"><c r="A3" s="1"><v>45000</v></c><c r="C3"><f>1+1</f><v>2</v></c></row>',
)
const strings = '<si><t>名称</t></si>'
const styles = `<fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"><alignment horizontal="center"/></xf></cellXfs>`
const VML = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202"><br></v:shapetype><v:shape id="_x0000_s1025" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>`
const OPENPYXL = `<xml><ns0:shapelayout xmlns:ns0="urn:schemas-microsoft-com:office:office" xmlns:ns1="urn:schemas-microsoft-com:vml" ns1:ext="edit"><ns0:idmap ns1:ext="edit" data="1"/></ns0:shapelayout><ns2:shapetype xmlns:ns2="urn:schemas-microsoft-com:vml" id="_x0000_t202"><ns2:stroke joinstyle="miter"/></ns2:shapetype><ns0:shape xmlns:ns0="urn:schemas-microsoft-com:vml" type="#_x0000_t202" id="_x0000_s1026"><ns2:ClientData xmlns:ns2="urn:schemas-microsoft-com:office:excel" ObjectType="Note"><ns2:Row>0</ns2:Row><ns2:Column>0</ns2:Column></ns2:ClientData></ns0:shape></xml>`
const COMMENTS = `<comments xmlns="${MAIN}"><authors><author>市</author></authors><commentList><comment ref="A1" authorId="0"><text><t>前から</t></text></comment><comment ref="B1" authorId="0"><text><r><t>触らない</t></r></text></comment></commentList></comments>`
const tail =
  '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'

const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELS}/${kind}" Target="${target}"/>`

function strict(parts: Parts): Uint8Array {
  return book({
    ...parts,
    main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
    rels: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
  })
}

/** `<row>` → `<x:row>`, but for what is no element of the main namespace. */
function prefixed(xml: string): string {
  return xml.replace(/<(\/?)(?=[a-zA-Z])/g, '<$1x:')
}

const CASES: readonly (readonly [name: string, bytes: Uint8Array, problems: readonly Problem[]])[] = [
  [
    'cells that are there',
    book({ sheets: { A: rows }, strings, styles }),
    [at('A1'), at('A3', 'warning'), at('C3', 'info')],
  ],
  [
    'cells that are not, within, before and after the others',
    book({ sheets: { A: rows }, strings, styles }),
    [at('B3'), at('D3'), at('A2', 'warning'), at('C9')],
  ],
  ['a worksheet without cells', book({ sheets: { A: '<sheetData/>' }, styles }), [at('B2')]],
  [
    'a row without cells, whose style is its own',
    book({ sheets: { A: data('<row r="2" s="1" customFormat="1"/>') }, styles }),
    [at('B2')],
  ],
  [
    'a column with a style',
    book({ sheets: { A: `<cols><col min="2" max="3" width="4" style="1"/></cols>${data('')}` }, styles }),
    [at('B2'), at('D2')],
  ],
  [
    'rows and cells without numbers',
    book({
      sheets: { A: data('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>') },
      styles,
    }),
    [at('B1'), at('A2')],
  ],
  [
    'several worksheets, one of them without a finding',
    book({ sheets: { A: rows, B: rows, C: rows }, strings, styles }),
    [at('A1'), at('A3', 'error', 'C')],
  ],
  [
    'no styles at all',
    book({ sheets: { A: rows.replaceAll(' s="1"', '') }, strings, files: { 'xl/styles.xml': undefined } }),
    [at('A1')],
  ],
  [
    'styles without lists',
    book({ sheets: { A: rows.replaceAll(' s="1"', '') }, strings }),
    [at('A1'), at('B1', 'info')],
  ],
  [
    'formats of numbers, and no fonts',
    book({ sheets: { A: rows }, strings, styles: formats('[$-411]ggge"年"') }),
    [at('A3')],
  ],
  [
    'what stands below the cells',
    book({
      sheets: {
        A: `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" state="frozen"/></sheetView></sheetViews>${rows}${tail}`,
      },
      strings,
      styles,
    }),
    [at('A1')],
  ],
  [
    'a cell under a merge',
    book({ sheets: { A: `${rows}${tail}` }, strings, styles }),
    [at('B6'), at('A5', 'warning')],
  ],
  [
    'comments and boxes that are there',
    book({
      sheets: { A: `${rows}${tail}<legacyDrawing r:id="v"/>` },
      strings,
      styles,
      files: {
        'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${PACKAGE}">${relation('v', 'vmlDrawing', '../drawings/vmlDrawing1.vml')}${relation('c', 'comments', '/xl/comments1.xml')}</Relationships>`,
        'xl/drawings/vmlDrawing1.vml': VML,
        'xl/comments1.xml': COMMENTS,
      },
    }),
    [at('A1'), at('A3', 'warning')],
  ],
  [
    'boxes whose namespaces are declared within, as openpyxl writes them',
    book({
      sheets: { A: `${rows}<legacyDrawing r:id="v"/>` },
      strings,
      styles,
      files: {
        'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${PACKAGE}">${relation('v', 'vmlDrawing', '../drawings/vmlDrawing1.vml')}${relation('c', 'comments', '/xl/comments1.xml')}</Relationships>`,
        'xl/drawings/vmlDrawing1.vml': OPENPYXL,
        'xl/comments1.xml': COMMENTS,
      },
    }),
    [at('A1'), at('A3', 'warning')],
  ],
  ['strict', strict({ sheets: { A: rows }, strings, styles }), [at('A1'), at('B3')]],
  [
    'prefixes',
    book({
      sheets: { A: '' },
      files: {
        'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="${MAIN}">${prefixed(rows + tail)}</x:worksheet>`,
        'xl/styles.xml': `<x:styleSheet xmlns:x="${MAIN}">${prefixed(styles)}</x:styleSheet>`,
        'xl/workbook.xml': `<x:workbook xmlns:x="${MAIN}" xmlns:rel="${RELS}"><x:sheets><x:sheet name="A" sheetId="7" rel:id="rId1"/></x:sheets></x:workbook>`,
      },
      strings,
    }),
    [at('A1'), at('B3', 'info')],
  ],
  [
    'macros',
    book({
      sheets: { A: rows },
      strings,
      styles,
      files: {
        '[Content_Types].xml': TYPES.replace('spreadsheetml.sheet.main', 'ms-excel.sheet.macroEnabled.main'),
        'xl/vbaProject.bin': BINARY,
      },
    }),
    [at('A1')],
  ],
  [
    'a mark of byte order and comments within the XML',
    book({
      sheets: { A: '' },
      strings,
      styles,
      files: {
        'xl/worksheets/sheet1.xml': `\ufeff<?xml version="1.0"?><!-- <row> --><worksheet xmlns="${MAIN}">${rows}<!-- > --></worksheet>`,
      },
    }),
    [at('A1')],
  ],
]

/** Parts that may change: those marked, what names parts, the styles. */
function mayChange(name: string): boolean {
  return /^(\[Content_Types\]\.xml|xl\/workbook\.xml|xl\/styles\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/.*|xl\/comments\d+\.xml|xl\/drawings\/vmlDrawing\d+\.vml)$/.test(
    name,
  )
}

/** A worksheet without what marking changes. */
function bare(xml: string): string {
  return xml
    .replace(/<(x:)?legacyDrawing[^>]*\/>/g, '')
    .replace(/(<(?:x:)?c\b[^>]*?) s="\d+"/g, '$1')
    .replace(/<(x:)?c r="[A-Z]+\d+"\/>/g, '')
    .replace(/<(x:)?row r="\d+"><\/(x:)?row>/g, '')
    .replace(/<((?:x:)?(?:row|sheetData))([^>]*)><\/\1>/g, '<$1$2/>')
}

const plain = ({ style, comment, ...facts }: CellFacts): object => facts

function cellsOf({ cells }: Worksheet): readonly unknown[] {
  return [...cells]
    .map(([key, facts]) => [key, plain(facts)])
    .filter(([, facts]) => JSON.stringify(facts) !== '{"type":"text"}')
}

/** Prefixes that are used where nothing declares them, and tags that are not closed in order. */
function unbound(xml: string): readonly string[] {
  const faults: string[] = []
  const open: { readonly name: string; readonly prefixes: ReadonlySet<string> }[] = []
  for (const tag of tagsIn(xml)) {
    const text = xml.slice(tag.from, tag.to)
    const name = tag.prefix + tag.name
    if (tag.kind === 'close') {
      if (open.pop()?.name !== name) faults.push(text)
      continue
    }
    const known = new Set(open.at(-1)?.prefixes ?? ['xml', 'xmlns', ''])
    for (const [, prefix = ''] of text.matchAll(/\sxmlns:([\w.-]+)\s*=/g)) known.add(prefix)
    for (const [, prefix = ''] of text.matchAll(/(?:^<|\s)([\w.-]+):[\w.-]+/g))
      if (!known.has(prefix) && !/="[^"]*$/.test(text.slice(0, text.indexOf(`${prefix}:`)))) faults.push(text)
    if (tag.kind === 'open') open.push({ name, prefixes: known })
  }
  return [...faults, ...open.map(({ name }) => name)]
}

/** Boxes that Excel wrote are no XML before either: `<br>`. */
function isLoose(bytes: Uint8Array): boolean {
  const own = openParts(bytes)
  return own.names().some((name) => name.endsWith('.vml') && own.text(name)?.includes('<br>') === true)
}

describe.each(CASES)('%s', (_, bytes, problems) => {
  const marked = copy(bytes, problems)
  const before = packedParts(bytes) ?? []
  const after = packedParts(marked) ?? []

  test('all other parts are the same bytes, in the same order', () => {
    expect(after.slice(0, before.length).map(({ name }) => name)).toEqual(before.map(({ name }) => name))
    for (const part of before) {
      if (mayChange(part.name)) continue
      const same = after.find(({ name }) => name === part.name)
      expect(same?.packed, part.name).toEqual(part.packed)
      expect([same?.crc, same?.method, same?.size], part.name).toEqual([part.crc, part.method, part.size])
    }
    expect(before.some(({ name }) => !mayChange(name))).toBe(true)
  })

  test('a worksheet changes in the styles of its cells only, in blank cells and the link to the boxes', () => {
    const [one, other] = [openParts(bytes), openParts(marked)]
    for (const { name } of before)
      if (/worksheets\/sheet\d+\.xml$/.test(name))
        expect(bare(other.text(name) ?? '')).toBe(bare(one.text(name) ?? ''))
  })

  test('its values, formats, formulas and merges are read as before, and one worksheet more', () => {
    const [one, other] = [read(bytes).workbook, read(marked).workbook]
    expect(other.worksheets.length).toBe(one.worksheets.length + 1)
    for (const [i, worksheet] of one.worksheets.entries()) {
      const same = other.worksheets[i]
      if (same === undefined) throw new Error('no worksheet')
      const bareRows = (rows: Worksheet['rows']) =>
        rows
          .map((row) => row.join('\t').trimEnd())
          .join('\n')
          .trimEnd()
      expect(bareRows(same.rows)).toBe(bareRows(worksheet.rows))
      expect(cellsOf(same)).toEqual(cellsOf(worksheet))
      expect(same.merges).toEqual(worksheet.merges)
      expect(same.name).toBe(worksheet.name)
    }
    expect(other.worksheets.at(-1)?.name).toBe('Hiraku確認結果')
  })

  test('each finding is said in a comment of its cell, in a box of its own', () => {
    const own = openParts(marked)
    const said = own
      .names()
      .filter((name) => /comments\d+\.xml$/.test(name))
      .map((name) => own.text(name))
      .join('')
    for (const { actual = '', severity } of problems) {
      const text = `&lt;${actual.slice(1, -1)}&gt;`
      if (severity === 'info') expect(said).not.toContain(text)
      else expect(said).toContain(text)
    }
    const comments = [...said.matchAll(/<(?:x:)?comment ref="([A-Z]+\d+)"/g)].map(([, cell]) => cell)
    const boxes = own
      .names()
      .filter((name) => name.endsWith('.vml'))
      .map((name) => own.text(name) ?? '')
    const ids = boxes.flatMap((vml) =>
      [...vml.matchAll(/<\w+:shape [^>]*?\bid="([^"]+)"/g)].map(([, id]) => id),
    )
    expect(new Set(ids).size).toBe(ids.length)
    // of a comment that was there before, the box was there too, or not
    expect(ids.length).toBeGreaterThanOrEqual(comments.length - 1)
  })

  test('its parts are XML, prefixes and all', () => {
    const own = openParts(marked)
    const vml = CASES.some(([, given]) => given === bytes && isLoose(bytes))
    for (const name of own.names())
      if (/\.(?:xml|rels|vml)$/.test(name) && !(vml && name.endsWith('.vml')))
        expect(unbound(own.text(name) ?? ''), name).toEqual([])
  })

  test('the same bytes twice', () => {
    expect(copy(bytes, problems)).toEqual(marked)
  })
})

describe('a marked cell', () => {
  const own = openParts(
    copy(book({ sheets: { A: rows }, strings, styles }), [at('A3'), at('C3'), at('B3', 'info')]),
  )
  const xml = own.text('xl/styles.xml') ?? ''
  const formatOf = (cell: string): string => {
    const id = Number(
      new RegExp(`<c[^>]* r="${cell}"[^>]*>`)
        .exec(own.text('xl/worksheets/sheet1.xml') ?? '')?.[0]
        .match(/ s="(\d+)"/)?.[1],
    )
    const list = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(xml)?.[1] ?? ''
    return [...list.matchAll(/<xf\b[^>]*?(?:\/>|>.*?<\/xf>)/gs)][id]?.[0] ?? ''
  }
  const fillOf = (cell: string): string => {
    const id = Number(/fillId="(\d+)"/.exec(formatOf(cell))?.[1])
    const list = /<fills[^>]*>(.*?)<\/fills>/s.exec(xml)?.[1] ?? ''
    return [...list.matchAll(/<fill>.*?<\/fill>/gs)][id]?.[0] ?? ''
  }
  test('keeps its format and has another ground', () => {
    expect(formatOf('A3')).toMatch(
      /applyFill="1" numFmtId="14".* applyNumberFormat="1"><alignment horizontal="center"\/>/,
    )
    expect(fillOf('A3')).toContain('FFFFC7CE')
    expect(fillOf('C3')).toContain('FFFFC7CE')
    expect(fillOf('B3')).toContain('FFDDEBF7')
  })
  test('the lists of styles count right', () => {
    for (const [list, item] of [
      ['fonts', 'font'],
      ['fills', 'fill'],
      ['borders', 'border'],
      ['cellXfs', 'xf'],
    ] as const) {
      const found = new RegExp(`<${list} count="(\\d+)">(.*?)</${list}>`, 's').exec(xml)
      expect(found?.[2]?.match(new RegExp(`<${item}[ />]`, 'g'))?.length, list).toBe(Number(found?.[1]))
    }
  })
})

test('a comment that was there keeps its words, and ours stand below', () => {
  const [, bytes, problems] = CASES.find(([name]) => name.startsWith('comments')) ?? []
  if (bytes === undefined || problems === undefined) throw new Error('no case')
  const own = openParts(copy(bytes, problems))
  const comments = own.text('xl/comments1.xml') ?? ''
  expect(comments).toMatch(
    /<comment ref="A1" authorId="0"><text><t>前から<\/t><r><t xml:space="preserve">\n\n【エラー】/,
  )
  expect(comments).toContain('<comment ref="B1" authorId="0"><text><r><t>触らない</t></r></text></comment>')
  expect(comments).toContain('<author>市</author><author>Hiraku</author>')
  const vml = own.text('xl/drawings/vmlDrawing1.vml') ?? ''
  expect(vml.startsWith(VML.slice(0, VML.indexOf('data="1') + 7))).toBe(true)
  expect(vml).toContain('data="1,2"')
  expect(vml).toContain('<br>')
  expect(vml.match(/<v:shape /g)?.length).toBe(2)
})

test('boxes under prefixes of another program', () => {
  const vml = VML.replace(/([</\s:])([vox]):/g, '$1n$2:').replace(/xmlns:([vox])=/g, 'xmlns:n$1=')
  const files = {
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${PACKAGE}">${relation('v', 'vmlDrawing', '../d.vml')}</Relationships>`,
    'xl/d.vml': vml,
  }
  const sheets = { A: `${rows}<legacyDrawing r:id="v"/>` }
  const marked = openParts(copy(book({ sheets, strings, styles, files }), [at('A1')])).text('xl/d.vml') ?? ''
  expect(marked).toContain('<nv:shape id="_x0000_s2049" type="#_x0000_t202"')
  expect(marked).toContain('</nx:ClientData></nv:shape></xml>')
  expect(marked).toContain('data="1,2"')
  expect(marked).not.toMatch(/[<\s/][vox]:/)
})

test('the link to the boxes stands where the schema wants it', () => {
  const [, bytes, problems] = CASES.find(([name]) => name.startsWith('what stands below')) ?? []
  if (bytes === undefined || problems === undefined) throw new Error('no case')
  const xml = openParts(copy(bytes, problems)).text('xl/worksheets/sheet1.xml') ?? ''
  expect(xml).toMatch(/<pageMargins[^>]*\/><legacyDrawing r:id="hiraku\d+"\/><\/worksheet>$/)
})

describe('the worksheet of findings', () => {
  const marked = copy(
    book({ sheets: { A: rows, hiraku確認結果: rows }, strings, styles }),
    [at('A1', 'warning'), at('C3'), at('A3', 'info'), note('B1')],
    true,
  )
  const worksheet = read(marked).workbook.worksheets.at(-1)
  test('has a name of its own', () => {
    expect(worksheet?.name).toBe('Hiraku確認結果 2')
  })
  test('lists them in the order in which to mend them, with links, and the score of the rules', () => {
    const listed = worksheet?.rows.filter(([number]) => /^\d+$/.test(number ?? '')) ?? []
    expect(listed.map((row) => row.slice(0, 6))).toEqual([
      ['1', 'エラー', 'A', 'C3', 'x', '<C3>'],
      ['2', '警告', 'A', 'A1', 'x', '<A1>'],
      ['3', 'お知らせ', 'A', 'B1', 'x', '<B1>'],
      ['4', '直した', 'A', 'A3', 'x', '<A3> → y'],
    ])
    expect(worksheet?.rows.some((row) => row[0] === 'L1-05' && row[1] === '不適合')).toBe(true)
    const own = openParts(marked)
    const xml = own.text('xl/worksheets/sheet3.xml') ?? ''
    expect([...xml.matchAll(/location="([^"]+)"/g)].map(([, place]) => place)).toEqual([
      "'A'!C3",
      "'A'!A1",
      "'A'!B1",
      "'A'!A3",
    ])
    // a text that begins with = is a text
    expect(xml).not.toContain('<f>')
  })
})

test('a note says neither that it was mended nor how to mend it, and has a ground of its own', () => {
  const parts = openParts(
    copy(book({ sheets: { A: rows }, strings, styles }), [note('B1'), at('A3', 'info')]),
  )
  const comments = parts.text('xl/comments1.xml') ?? ''
  const [first = ''] = comments.split('</comment>')
  expect(first).toContain('【お知らせ】')
  expect(first).toContain('書き直してください。')
  expect(first).not.toMatch(/直したところ|直し方/)
  // what was mended has a ground, and is on the worksheet of findings
  expect(comments.match(/<comment /g)?.length).toBe(1)
  expect(parts.text('xl/styles.xml')).toContain('FFDDEBF7')
  expect(parts.text('xl/styles.xml')).toContain('FFEDEDED')
})

describe('what is not patched is told, so that it is copied otherwise', () => {
  test.each([
    [
      'another encoding',
      book({ sheets: { A: rows }, styles, files: { 'xl/styles.xml': Uint8Array.from([0xff, 0xfe, 60, 0]) } }),
    ],
    ['a part that is missing', zip({ 'a.txt': 'x' })],
    [
      'a drawing of another kind',
      book({
        sheets: { A: `${rows}<legacyDrawing r:id="v"/>` },
        styles,
        files: {
          'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${PACKAGE}">${relation('v', 'vmlDrawing', '../d.vml')}</Relationships>`,
          'xl/d.vml': '<y/>',
        },
      }),
    ],
    ['no zip', new Uint8Array(9)],
  ])('%s', (_, bytes) => {
    expect(() => copy(bytes, [at('A1')])).toThrow()
  })
})
