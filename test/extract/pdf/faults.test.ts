/** PDFs that can not be read, or not whole, end with a message: within bounds of time and memory. */
import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { packageFile } from '../../../pipeline/effects-package.ts'
import { openDocument } from '../../../pipeline/extract/index.ts'
import { readPdfTables } from '../../../pipeline/extract/pdf/index.ts'
import { ruledTables } from '../../../pipeline/extract/pdf/lattice.ts'
import { pathRules } from '../../../pipeline/extract/pdf/path.ts'
import { readerOf } from '../../../pipeline/extract/tables.ts'
import { filled, net, type Page, pdf, text } from './make.ts'

const XS = [50, 150, 300]
const YS = [700, 680, 660]
const PAGE: Page = {
  content:
    net(XS, YS) +
    filled(XS, YS, [
      ['名称', '件数'],
      ['中央館', '12'],
    ]),
}

async function codeOf(bytes: Uint8Array, unpacked = 600_000_000): Promise<string> {
  const found = await readPdfTables(bytes, { file: 'a.pdf', packageFile, limits: { unpacked } })
  return 'problem' in found ? found.problem.code : 'read'
}

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** A file with one stream more, of a page's content or of any other kind. */
function withStream(data: Buffer, dictionary: string): Uint8Array {
  const body = `<< ${dictionary} /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`
  return pdf([PAGE], { more: [body] })
}

describe('what is wrong with the file', () => {
  test.each([
    ['empty', new Uint8Array(0), 'extract/empty'],
    ['the head alone', latin('%PDF-1.5\n'), 'extract/pdf-damaged'],
    [
      'no PDF behind the head',
      latin(`%PDF-1.5\n${randomBytes(3000).toString('latin1')}`),
      'extract/pdf-damaged',
    ],
    [
      'no text: scanned',
      pdf([{ content: 'q 500 0 0 700 40 40 cm /Im1 Do Q' }, { content: '' }]),
      'extract/pdf-scanned',
    ],
    ['text, but no table', pdf([{ content: text(50, 700, 'お知らせ') }]), 'extract/no-tables'],
    [
      'a stamp on scanned paper',
      pdf([{ content: text(50, 700, '印') }], {
        more: ['<< /Subtype /Image /Width 1000 /Height 700 /Length 1 >>\nstream\nx\nendstream'],
      }),
      'extract/pdf-mostly-images',
    ],
    [
      'a small picture beside text',
      pdf([{ content: text(50, 700, 'お知らせ') }], {
        more: ['<< /Subtype /Image /Width 100 /Height 70 /Length 1 >>\nstream\nx\nendstream'],
      }),
      'extract/no-tables',
    ],
    ['under a password', pdf([PAGE], { user: 'open', owner: 'own' }), 'extract/pdf-encrypted'],
    ['only changes are forbidden', pdf([PAGE], { owner: 'own' }), 'read'],
    ['packed', pdf([PAGE], { packed: true }), 'read'],
    [
      'its table of contents is wrong',
      latin(textOf(pdf([PAGE])).replace(/startxref\n\d+/, 'startxref\n7')),
      'read',
    ],
    [
      'cut in the middle of its table of contents',
      pdf([PAGE]).subarray(0, pdf([PAGE]).length - 200),
      'extract/pdf-damaged',
    ],
    ['junk before the head', latin(`\n\n${textOf(pdf([PAGE]))}`), 'read'],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  test('what opens with the owner’s password alone is read right', async () => {
    const found = await readPdfTables(pdf([PAGE], { owner: 'own' }), { packageFile })
    expect('workbook' in found && found.workbook.worksheets[0]?.rows).toEqual([
      ['名称', '件数'],
      ['中央館', '12'],
    ])
  })

  test('a scanned document of a plan is told as such', async () => {
    const found = await openDocument(pdf([{ content: '' }]), 'text', { file: 'a.pdf', packageFile })
    if (!('problem' in found)) throw new Error('it was taken')
    expect(found.problem.code).toBe('extract/pdf-scanned')
    expect(found.problem.remedy.ja).toContain('OCR')
    expect(found.problem.where.file).toBe('a.pdf')
  })

  test('without the code tables of fonts it is said which are missing', async () => {
    const found = await readPdfTables(pdf([PAGE]), { file: 'a.pdf' })
    const problems = 'problem' in found ? [found.problem] : found.problems
    const unread = problems.find(({ code }) => code === 'extract/pdf-font-unread')
    expect(unread?.severity).toBe('error')
    expect(unread?.actual).toContain('UniJIS-UTF16-H')
  })

  test('pages without text are told, where others have some', async () => {
    const found = await readPdfTables(pdf([PAGE, { content: '' }, PAGE]), { file: 'a.pdf', packageFile })
    const problems = 'problem' in found ? [] : found.problems
    expect(
      problems.map(({ code, severity, message }) => [code, severity, message.ja.includes('（2ページ）')]),
    ).toEqual([['extract/pdf-page-without-text', 'warning', true]])
  })

  test('characters that no font tells are counted', async () => {
    const found = await readPdfTables(pdf([{ content: PAGE.content + text(50, 600, '\ue001\ue002') }]), {
      packageFile,
    })
    const problems = 'problem' in found ? [] : found.problems
    const unknown = problems.find(({ code }) => code === 'extract/pdf-unknown-characters')
    expect(unknown?.message.en).toContain('2 characters')
  })

  test('numbers that are none, or beyond any page, are no lines', () => {
    // moveTo 10 10, lineTo 200 10: a level line
    const line = new Float32Array([0, 10, 10, 1, 200, 10])
    const rulesOf = (scale: number, data: Float32Array) => pathRules([20, [data]], [scale, 0, 0, 1, 0, 0], 1)
    expect(rulesOf(1, line)).toHaveLength(1)
    expect(rulesOf(Number.NaN, line)).toEqual([])
    expect(rulesOf(1e30, line)).toEqual([])
    expect(rulesOf(1, new Float32Array([0, 10, Number.NaN, 1, 200, Number.NaN]))).toEqual([])
    expect(ruledTables([{ level: true, at: Number.NaN, from: 0, to: 100 }])).toEqual([])
  })

  test('files cut anywhere, and files with bytes changed, end in an answer', async () => {
    const whole = pdf([PAGE, PAGE], { packed: true })
    for (let i = 1; i < 12; i += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * i) / 12))
      expect(await codeOf(cut)).toMatch(/^(?:read|extract\/[a-z-]+)$/)
      const changed = whole.slice()
      for (let j = 0; j < 20; j += 1)
        changed[(i * 977 + j * j * 131) % changed.length] = (i * 31 + j * 7) & 255
      expect(await codeOf(changed)).toMatch(/^(?:read|extract\/[a-z-]+)$/)
    }
  })
})

describe('bounds', () => {
  const zeros = Buffer.alloc(20_000_000)
  const bomb = deflateSync(zeros)
  test.each([
    ['a stream that unpacks to 20 MB', withStream(bomb, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode')],
    ['packed twice', withStream(deflateSync(bomb), '/Filter [/FlateDecode /FlateDecode]')],
    ['packed, then written as letters', withStream(ascii85(bomb), '/Filter [/ASCII85Decode /FlateDecode]')],
    [
      'packed, then written as digits',
      withStream(Buffer.from(bomb.toString('hex')), '/Filter [/ASCIIHexDecode /FlateDecode]'),
    ],
    ['packed in another way', withStream(Buffer.alloc(400_000), '/Filter /LZWDecode')],
    [
      'many that are large together',
      pdf([PAGE], {
        more: Array.from({ length: 5 }, () => streamOf(deflateSync(zeros.subarray(0, 5_000_000)))),
      }),
    ],
  ])('%s', async (_, bytes) => {
    expect(await codeOf(bytes, 19_000_000)).toBe('extract/pdf-too-large')
    expect(await codeOf(bytes)).toBe('read')
  })

  test('the bound that is set: a file of 400 kB that unpacks to 400 MB', async () => {
    const found = withStream(deflateSync(Buffer.alloc(400_000_000)), '/Filter /FlateDecode')
    expect(await codeOf(found)).toBe('extract/pdf-too-large')
  })

  test('an image is not unpacked, however large', async () => {
    const found = withStream(
      bomb,
      '/Type /XObject /Subtype /Image /Width 9000 /Height 9000 /Filter /FlateDecode',
    )
    expect(await codeOf(found, 1_000_000)).toBe('read')
  })

  test('more pages than are read', async () => {
    const page = { content: text(50, 700, '1') }
    expect(await codeOf(pdf(Array.from({ length: 5000 }, () => page)))).toBe('extract/pdf-too-large')
  })

  test('a page with more characters than are read', async () => {
    const line = text(50, 700, '市'.repeat(60))
    expect(await codeOf(pdf([{ content: line.repeat(9_000) }], { packed: true }))).toBe(
      'extract/pdf-too-large',
    )
  })

  test('forms that draw themselves come to an end', async () => {
    const found = await codeOf(pdf([{ content: `/Fm1 Do ${PAGE.content}`, forms: { Fm1: '/Fm1 Do' } }]))
    expect(found).toBe('read')
  })
})

function streamOf(data: Buffer): string {
  return `<< /Filter /FlateDecode /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`
}

/** PDF 32000-1, 7.4.3, without its short forms. */
function ascii85(data: Buffer): Buffer {
  const out: number[] = []
  for (let at = 0; at < data.length; at += 4) {
    const size = Math.min(4, data.length - at)
    let value = 0
    for (let i = 0; i < 4; i += 1) value = value * 256 + (i < size ? (data[at + i] ?? 0) : 0)
    const group = [0, 0, 0, 0, 0]
    for (let i = 4; i >= 0; i -= 1) {
      group[i] = (value % 85) + 33
      value = Math.floor(value / 85)
    }
    out.push(...group.slice(0, size + 1))
  }
  return Buffer.concat([Buffer.from(out), Buffer.from('~>')])
}

test('it is a format among the others', async () => {
  expect(await readerOf('pdf')).toBe(readPdfTables)
})
