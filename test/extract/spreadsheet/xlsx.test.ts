import { describe, expect, test } from 'vitest'
import { data, factsAt, first, formats, read, xlsx } from './workbook.ts'

const sheet = (content: string, more: Parameters<typeof xlsx>[0] = {}): Uint8Array =>
  xlsx({ sheets: { Sheet1: content }, ...more })

describe('text', () => {
  test('furigana is never taken for text, in shared strings or inline', () => {
    const worksheet = first(
      sheet(
        data(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
          <c r="C1" t="inlineStr"><is><t>山口</t><rPh sb="0" eb="2"><t>ヤマグチ</t></rPh></is></c>
          <c r="D1" t="inlineStr"><is><r><t>長</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 門</t></r></is></c></row>`),
        {
          strings: `<si><t>高松</t><rPh sb="0" eb="2"><t>タカマツ</t></rPh><phoneticPr fontId="1"/></si>
            <si><r><t>市</t></r><rPh sb="0" eb="1"><t>シ</t></rPh><r><rPr><b/></rPr><t>役所</t></r></si>`,
        },
      ),
    )
    expect(worksheet.rows).toEqual([['高松', '市役所', '山口', '長 門']])
    expect(worksheet.cells.size).toBe(0)
  })

  test('zeros, spaces, line breaks, entities and escapes stay what they are', () => {
    const worksheet = first(
      sheet(
        data(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>
          <c r="D1" t="str"><v>a&#10;b</v></c><c r="E1" t="s"><v>3</v></c></row>`),
        {
          strings:
            '<si><t>0463</t></si><si><t xml:space="preserve"> a &amp;&lt;&#x3042; </t></si><si><t>x_x000D_\r\ny_x005F_x000D_</t></si><si><t><![CDATA[<b>]]></t></si>',
        },
      ),
    )
    expect(worksheet.rows).toEqual([['0463', ' a &<あ ', 'x\r\ny_x000D_', 'a\nb', '<b>']])
  })

  test('booleans and errors are told as such', () => {
    const worksheet = first(
      sheet(data('<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c></row>')),
    )
    expect(worksheet.rows).toEqual([['TRUE', 'FALSE', '#N/A']])
    expect([1, 2, 3].map((column) => factsAt(worksheet, 1, column)?.type)).toEqual([
      'boolean',
      'boolean',
      'error',
    ])
  })
})

describe('numbers and dates', () => {
  const styles = formats(
    '[$-411]ggge"年"m"月"d"日"',
    '000000',
    '#,##0.0',
    20,
    '[h]:mm',
    55,
    '[>=100]000"+";0',
  )

  test('by the cell’s format', () => {
    const worksheet = first(
      sheet(
        data(`<row r="1"><c r="A1" s="1"><v>45383</v></c><c r="B1" s="2"><v>463</v></c><c r="C1" s="3"><v>1234.5</v></c>
          <c r="D1" s="4"><v>0.5</v></c><c r="E1" s="5"><v>1</v></c><c r="F1" s="6"><v>45383</v></c><c r="G1"><v>0.30000000000000004</v></c>
          <c r="H1" t="d" s="1"><v>2024-04-01T00:00:00</v></c><c r="I1" s="99"><v>7</v></c></row>`),
        { styles },
      ),
    )
    expect(worksheet.rows[0]).toEqual([
      '2024-04-01',
      '000463',
      '1234.5',
      '12:00',
      '24:00',
      '2024-04-01',
      '0.3',
      '2024-04-01',
      '7',
    ])
    expect(factsAt(worksheet, 1, 1)).toEqual({
      type: 'date',
      raw: '45383',
      format: '[$-411]ggge"年"m"月"d"日"',
    })
    expect(factsAt(worksheet, 1, 2)).toEqual({ type: 'number', raw: '463', format: '000000' })
    expect(factsAt(worksheet, 1, 3)).toEqual({ type: 'number', format: '#,##0.0' })
    expect(factsAt(worksheet, 1, 5)?.type).toBe('duration')
    expect(factsAt(worksheet, 1, 6)?.format).toBe('yyyy"年"m"月"')
    expect(factsAt(worksheet, 1, 7)).toEqual({ type: 'number', raw: '0.30000000000000004' })
    expect(factsAt(worksheet, 1, 9)).toEqual({ type: 'number' })
  })

  test.each(['1', 'true'])('of a workbook from 1904 (%s)', (value) => {
    const bytes = sheet(data('<row r="1"><c r="A1" s="1"><v>43921</v></c></row>'), {
      styles,
      workbook: `<workbookPr date1904="${value}"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>`,
    })
    expect(first(bytes).rows).toEqual([['2024-04-01']])
    expect(read(bytes).workbook.date1904).toBe(true)
  })
})

describe('formulas', () => {
  const bytes = sheet(
    data(`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1" t="str"><f>"x"&amp;A1</f><v>x1</v></c></row>
      <row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" ref="B2:B4" si="0">A2*$A$1</f><v>2</v></c><c r="C2"><f>NOW()</f></c></row>
      <row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c><c r="C3" t="str"><f>""</f><v></v></c></row>
      <row r="4"><c r="B4"><f t="shared" si="0"/><v/></c></row>`),
  )
  test('give their stored result and stay in the facts', () => {
    const worksheet = first(bytes)
    expect(worksheet.rows).toEqual([
      ['1', '2', 'x1'],
      ['2', '2'],
      ['', '3'],
    ])
    expect(factsAt(worksheet, 1, 3)).toEqual({ type: 'text', formula: '"x"&A1' })
    expect(factsAt(worksheet, 3, 2)).toEqual({ type: 'number', formula: 'A3*$A$1' })
    expect(factsAt(worksheet, 3, 3)?.formula).toBe('""')
  })
  test('without a result are told; an empty text is one', () => {
    const [problem, ...others] = read(bytes).problems
    expect(others).toEqual([])
    expect(problem?.code).toBe('extract/formula-without-value')
    expect(problem?.where).toEqual({ worksheet: 'Sheet1', cell: 'C2' })
    expect(problem?.message.en).toContain('2 formulas')
  })
})

describe('addresses', () => {
  test('are counted where the file does not give them', () => {
    const rows = first(
      sheet(
        data(`<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row><row/><row><c><v>9</v></c></row>
          <row r="6"><c r="B6"><v>6</v></c></row><row><c><v>7</v></c></row>`),
      ),
    ).rows
    expect(rows).toEqual([['1', '', '3', '4'], [], ['9'], [], [], ['', '6'], ['7']])
  })
  test('need not be in order', () => {
    const rows = first(
      sheet(
        data(
          '<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        ),
      ),
    ).rows
    expect(rows).toEqual([['1'], [], ['2', '3']])
  })
  test('that stand twice are told; the first counts', () => {
    const { workbook, problems } = read(
      sheet(data('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')),
    )
    expect(workbook.worksheets[0]?.rows).toEqual([['1']])
    expect(problems.map(({ code }) => code)).toEqual(['extract/cell-twice'])
  })
  test('a worksheet formatted to its end is as long as its text', () => {
    const rows: string[] = ['<row r="1"><c r="A1"><v>1</v></c></row>']
    for (let r = 2; r <= 30_000; r += 1)
      rows.push(`<row r="${r}" s="1"><c r="A${r}" s="1"/><c r="B${r}" s="1"/></row>`)
    rows.push('<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    const worksheet = first(
      sheet(
        `<dimension ref="A1:XFD1048576"/><cols><col min="2" max="16384" hidden="1"/></cols>${data(rows.join(''))}`,
      ),
    )
    expect(worksheet.rows).toEqual([['1']])
    expect(worksheet.cells.size).toBe(1)
    expect(worksheet.hiddenColumns.size).toBe(0)
  })
})

describe('what is hidden, merged or commented', () => {
  test('rows and columns, however the file says it', () => {
    const worksheet = first(
      sheet(
        `<cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="4" hidden="true"/><col min="5" max="5" width="0" customWidth="1"/><col min="6" max="6" hidden="0"/></cols>
        ${data(`<row r="1"><c r="G1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row>
        <row r="3" hidden="true"/><row r="4" hidden="false"/><row r="5" ht="0" customHeight="1"/><row r="6"><c r="A6"><v>1</v></c></row><row r="7" hidden="1"/>`)}
        <autoFilter ref="A1:G6"/>`,
      ),
    )
    expect([...worksheet.hiddenRows]).toEqual([2, 3, 5])
    expect([...worksheet.hiddenColumns]).toEqual([2, 3, 4, 5])
  })
  test('rows that the file does not name, where rows are hidden unless named', () => {
    const worksheet = first(
      sheet(
        `<sheetFormatPr zeroHeight="1"/>${data('<row r="2"><c r="A2"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>')}`,
      ),
    )
    expect([...worksheet.hiddenRows]).toEqual([1, 3])
  })
  test('worksheets', () => {
    const workbook = `<sheets><sheet name="表 &amp; 裏" sheetId="1" r:id="rId1"/><sheet name="b" sheetId="2" state="hidden" r:id="rId2"/><sheet name="c" sheetId="3" state="veryHidden" r:id="rId3"/></sheets>`
    const cell = data('<row><c><v>1</v></c></row>')
    const { worksheets } = read(xlsx({ sheets: { a: cell, b: cell, c: '<sheetData/>' }, workbook })).workbook
    expect(worksheets.map(({ name, hidden, rows }) => [name, hidden, rows.length])).toEqual([
      ['表 & 裏', false, 1],
      ['b', true, 1],
      ['c', true, 0],
    ])
  })
  test('a merge has its value in the top left cell; values under it are told', () => {
    const { workbook, problems } = read(
      sheet(
        `${data(`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c><c r="C2"><v>4</v></c></row>`)}
        <mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="$D$1:$D$9"/></mergeCells>`,
      ),
    )
    const [worksheet] = workbook.worksheets
    expect(worksheet?.rows).toEqual([['1'], ['', '', '4']])
    expect(worksheet?.merges).toEqual([
      { top: 1, left: 1, bottom: 2, right: 2 },
      { top: 1, left: 4, bottom: 9, right: 4 },
    ])
    expect(problems.map(({ code, where, actual }) => [code, where.cell, actual])).toEqual([
      ['extract/value-under-merge', 'B1', '2'],
    ])
  })
  test('comments, without their furigana', () => {
    const worksheet = first(
      sheet(data('<row r="1"><c r="A1"><v>1</v></c></row>'), {
        files: {
          'xl/worksheets/_rels/sheet1.xml.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>',
          'xl/comments1.xml':
            '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>山口</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>確認</t></r><r><t>中</t></r></text></comment><comment ref="C5" authorId="0"><text><t>空欄</t><rPh sb="0" eb="2"><t>クウラン</t></rPh></text></comment></commentList></comments>',
        },
      }),
    )
    expect(factsAt(worksheet, 1, 1)).toEqual({ type: 'number', comment: '確認中' })
    expect(factsAt(worksheet, 5, 3)).toEqual({ type: 'text', comment: '空欄' })
    expect(worksheet.rows).toEqual([['1']])
  })
  test('colour and strike as the id of the style; borders are none', () => {
    const styles = `<fonts><font><color theme="1"/></font><font><strike/><color rgb="FFFF0000"/></font></fonts>
      <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/><bgColor indexed="64"/></patternFill></fill></fills>
      <cellXfs><xf/><xf fillId="1" borderId="1"/><xf fontId="1" fillId="1"/><xf borderId="1"/></cellXfs>
      <dxfs><dxf><font><b/></font><fill><patternFill patternType="solid"/></fill></dxf></dxfs>`
    const worksheet = first(
      sheet(
        data(
          '<row r="1"><c r="A1" s="1" t="str"><v>a</v></c><c r="B1" s="2"><v>1</v></c><c r="C1" s="3" t="str"><v>c</v></c><c r="D1" s="1"/></row>',
        ),
        { styles },
      ),
    )
    expect(factsAt(worksheet, 1, 1)).toEqual({ type: 'text', style: 'fill=FFFF00' })
    expect(factsAt(worksheet, 1, 2)).toEqual({ type: 'number', style: 'fill=FFFF00 color=FF0000 strike' })
    expect(worksheet.cells.size).toBe(2)
  })
})

describe('the ways a file may be written', () => {
  const cell = data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
  const strings = '<si><t>あ</t></si>'
  test('strict', () => {
    const bytes = sheet(cell, {
      strings,
      main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
      rels: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
    })
    expect(first(bytes).rows).toEqual([['あ']])
  })
  test('prefixes, single quotes, other namespaces with the same names, `>` in an attribute, CRLF', () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const bytes = sheet('', {
      files: {
        'xl/worksheets/sheet1.xml': `<?xml version='1.0'?>\r\n<!-- <x:row> -->\r\n<x:worksheet xmlns:x='${main}' xmlns:o='urn:other' o:x='a>b'>\r\n<x:sheetData ><x:row r='1'>\r\n<x:c r='A1' t='inlineStr'><x:is><x:t>a\r\nb</x:t></x:is></x:c><o:c r='B1'><o:v>2</o:v></o:c><c xmlns='${main}' r='C1'><v>3</v></c ></x:row></x:sheetData></x:worksheet>\r\n`,
      },
    })
    expect(first(bytes).rows).toEqual([['a\nb', '', '3']])
  })
  test('UTF-16 and a byte order mark', () => {
    const text = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${data('<row><c t="str"><v>令和</v></c></row>')}</worksheet>`
    const utf16 = new Uint8Array(2 + 2 * text.length)
    utf16.set([0xff, 0xfe])
    for (let i = 0; i < text.length; i += 1)
      utf16.set([text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8], 2 + 2 * i)
    for (const content of [utf16, `\ufeff${text}`])
      expect(first(sheet('', { files: { 'xl/worksheets/sheet1.xml': content } })).rows).toEqual([['令和']])
  })
  test('backslashes and other case in the names of parts', () => {
    const bytes = sheet(cell, {
      strings,
      files: {
        'xl/sharedStrings.xml': undefined,
        'xl\\SharedStrings.xml': `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings}</sst>`,
      },
    })
    expect(first(bytes).rows).toEqual([['あ']])
  })
  test('long texts over the pieces in which a part is unpacked', () => {
    const long = Array.from({ length: 3_000 }, (_, i) => `高松市${i}番${'町'.repeat(i % 50)}`)
    const rows = long.map((text) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`)
    expect(first(sheet(data(rows.join('\r\n')))).rows).toEqual(long.map((text) => [text]))
  })
  test('properties of the document', () => {
    const bytes = sheet(cell, {
      strings,
      files: {
        '_rels/.rels':
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/xl/workbook.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        'docProps/core.xml':
          '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>一覧</dc:title><dc:creator>山口 太郎</dc:creator><cp:lastModifiedBy>係長</cp:lastModifiedBy><dcterms:modified>2026-03-23T02:05:39Z</dcterms:modified><dc:subject/></cp:coreProperties>',
        'docProps/custom.xml':
          '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="_AuthorEmail"><vt:lpwstr>taro@example.jp</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="creator"><vt:lpwstr>x</vt:lpwstr></property></Properties>',
      },
    })
    expect({ ...read(bytes).workbook.properties }).toEqual({
      title: '一覧',
      creator: '山口 太郎',
      lastModifiedBy: '係長',
      modified: '2026-03-23T02:05:39Z',
      _AuthorEmail: 'taro@example.jp',
    })
  })
})
