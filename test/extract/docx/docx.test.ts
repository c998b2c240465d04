import { describe, expect, test } from 'vitest'
import { addressKey } from '../../../pipeline/lib/grid.ts'
import { docx, docxOf, p, tbl, tc, tr } from '../../helpers/formats.ts'
import { readFile, rowsOf } from '../tables.ts'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const cell = (content: string, properties = ''): string => tc(`<w:p>${content}</w:p>`, properties)
const r = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`

describe('text of a cell', () => {
  test.each([
    ['runs of one word', r('高') + r('松', '<w:b/>'), '高松'],
    ['tabs and breaks', `${r('a')}<w:r><w:tab/></w:r>${r('b')}<w:r><w:br/></w:r>${r('c')}`, 'a b\nc'],
    ['a stop for tabs is none', `<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>${r('a')}`, 'a'],
    ['inserted', `<w:ins w:id="1" w:author="x">${r('新')}</w:ins>`, '新'],
    ['deleted', `<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>${r('新')}`, '新'],
    ['moved away', `<w:moveFrom w:id="1">${r('旧')}</w:moveFrom>${r('新')}`, '新'],
    [
      'readings',
      `<w:r><w:ruby><w:rt>${r('みなみ')}</w:rt><w:rubyBase>${r('南')}</w:rubyBase></w:ruby></w:r>`,
      '南',
    ],
    [
      'codes of fields',
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>${r('3')}`,
      '3',
    ],
    ['ticks', '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', '☑'],
    ['a link', `<w:hyperlink>${r('市')}</w:hyperlink>`, '市'],
    ['a control', `<w:sdt><w:sdtContent>${r('☒')}</w:sdtContent></w:sdt>`, '☒'],
    ['not hidden after all', r('市', '<w:vanish w:val="0"/>'), '市'],
    [
      'the old form of a drawing',
      `<mc:AlternateContent><mc:Choice>${r('a')}</mc:Choice><mc:Fallback>${r('b')}</mc:Fallback></mc:AlternateContent>`,
      'a',
    ],
  ])('%s', async (_, content, text) => {
    expect(await rowsOf(docx(tbl(tr(cell(content), cell(r('x'))))))).toEqual([[text, 'x']])
  })
  test('paragraphs are lines', async () => {
    expect(await rowsOf(docx(tbl(tr(tc(p('一') + p('') + p('二'))))))).toEqual([
      ['一\n\n二'.replace('\n\n', '\n')],
    ])
  })
  test('hidden text and footnotes are not read, and told', async () => {
    const { worksheets, codes } = await readFile(
      docx(
        tbl(tr(cell(`${r('12')}<w:r><w:footnoteReference w:id="1"/></w:r>${r('個人名', '<w:vanish/>')}`))),
      ),
    )
    expect([worksheets[0]?.rows, codes]).toEqual([[['12']], ['hidden-text', 'notes-left-out']])
  })
  test('comments, colours, text that is struck out, boxes', async () => {
    const comments = `<w:comments ${W}><w:comment w:id="7" w:author="山田"><w:p>${r('確認')}</w:p></w:comment></w:comments>`
    const box = `<w:r><w:pict><w:txbxContent><w:p>${r('箱')}</w:p></w:txbxContent></w:pict></w:r>`
    const { worksheets } = await readFile(
      docx(
        tbl(
          tr(
            cell(`${r('a')}<w:r><w:commentReference w:id="7"/></w:r>`),
            cell(r('b'), '<w:shd w:fill="FFFF00"/>'),
          ),
          tr(cell(r('c', '<w:strike/>')), cell(r('d') + box)),
        ),
        { 'word/comments.xml': comments },
      ),
    )
    const [sheet] = worksheets
    expect(sheet?.rows).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    const facts = (row: number, column: number) => sheet?.cells.get(addressKey(row, column))
    expect([facts(1, 1)?.comment, facts(1, 2)?.style, facts(2, 1)?.style, facts(2, 2)]).toEqual([
      '山田: 確認',
      'fill=FFFF00',
      'strike',
      undefined,
    ])
    expect(sheet?.objects).toEqual([{ kind: 'text-box', text: '箱', cell: 'B2' }])
  })
})

describe('where cells stand', () => {
  test('spans over columns and rows', async () => {
    const { worksheets } = await readFile(
      docx(
        tbl(
          tr(tc(p('名称'), '<w:vMerge w:val="restart"/>'), tc(p('人口'), '<w:gridSpan w:val="2"/>')),
          tr(tc('<w:p/>', '<w:vMerge/>'), tc(p('男')), tc(p('女'))),
          `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${tc(p('1'))}${tc(p('2'))}</w:tr>`,
        ),
      ),
    )
    expect(worksheets[0]?.rows).toEqual([
      ['名称', '人口'],
      ['', '男', '女'],
      ['', '1', '2'],
    ])
    expect(worksheets[0]?.merges).toEqual([
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
    ])
  })
  test('a row that was deleted is gone, one that is hidden is told', async () => {
    const row = (text: string, properties = ''): string =>
      `<w:tr><w:trPr>${properties}</w:trPr>${tc(p(text))}</w:tr>`
    const { worksheets } = await readFile(
      docx(tbl(row('a'), row('b', '<w:del w:id="1"/>'), row('c', '<w:hidden/>'))),
    )
    expect(worksheets[0]?.rows).toEqual([['a'], ['c']])
    expect([...(worksheets[0]?.hiddenRows ?? [])]).toEqual([2])
  })
})

describe('tables of a document', () => {
  const one = tbl(tr(tc(p('名称')), tc(p('住所'))), tr(tc(p('a')), tc(p('b'))))
  const styles = `<w:styles ${W}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="x"><w:name w:val="list"/></w:style></w:styles>`
  test('are named by the words right above, by the heading, or by number', async () => {
    const { worksheets } = await readFile(
      docx(
        one +
          p('施設一覧', '<w:pStyle w:val="1"/>') +
          p('次の表は、市が管理する施設の一覧です。') +
          one +
          p('表2　AED') +
          one +
          p('') +
          one,
        { 'word/styles.xml': styles },
      ),
    )
    expect(worksheets.map(({ name }) => name)).toEqual(['表1', '施設一覧', '表2 AED', '施設一覧 (2)'])
  })
  test('one in a frame of another is named by what stands in the frame', async () => {
    const { worksheets } = await readFile(docx(tbl(tr(tc(p('避難所一覧') + one + p(''))))))
    expect(worksheets.map(({ name, rows }) => [name, rows.length])).toEqual([['避難所一覧', 2]])
  })
  test('one in a cell of data is another', async () => {
    const outer = tbl(tr(tc(p('a')), tc(p('b'))), tr(tc(p('c')), tc(p('d') + one)))
    const { worksheets } = await readFile(docx(outer))
    expect(worksheets.map(({ rows }) => rows[1])).toEqual([
      ['c', 'd'],
      ['a', 'b'],
    ])
  })
  test('who wrote it, pictures and macros', async () => {
    const { workbook, codes } = await readFile(
      docx(one, {
        'docProps/core.xml':
          '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>山田</dc:creator></cp:coreProperties>',
        'word/media/image1.jpeg': 'jpeg',
        'word/vbaProject.bin': 'x',
      }),
    )
    expect(workbook?.properties).toEqual({ creator: '山田' })
    expect(workbook?.pictures?.map(({ name }) => name)).toEqual(['word/media/image1.jpeg'])
    expect(codes).toEqual(['macros'])
  })
  test('of the strict form too', async () => {
    const strict = docx('', {
      'word/document.xml': `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>${one}</w:body></w:document>`,
    })
    expect((await rowsOf(strict)).length).toBe(2)
  })
  test.each([
    ['no table', docx(p('文')), 'no-tables'],
    [
      'nested without end',
      docx(`${'<w:tbl><w:tr><w:tc>'.repeat(30)}${p('a')}${'</w:tc></w:tr></w:tbl>'.repeat(30)}`),
      'spreadsheet-too-large',
    ],
    ['cut short', docxOf([['a']]).subarray(0, -40), 'spreadsheet-damaged'],
  ])('%s: told', async (_, file, code) => {
    expect((await readFile(file)).codes).toEqual([code])
  })
})
