/** Where a value of a PDF stands: the line of its text, and the page. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { explainText } from '../../pipeline/report/index.ts'
import type { Explanation } from '../../pipeline/run/explain.ts'
import { withLines } from '../../pipeline/run/explain-lines.ts'
import { pdf, text } from '../extract/pdf/make.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-explain-lines-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const explanation = (file: string): Explanation => ({
  dataset: '142140_plan',
  record: '1',
  file,
  changed: false,
  fields: [
    { field: 'name', header: '名称', value: '計画', places: [[{ line: 3, part: 'name', start: 0, end: 2 }]] },
  ],
})

function put(name: string, bytes: Uint8Array | string): string {
  const file = `sources/142140/plan/snapshot/${name}`
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), bytes)
  return file
}

test('the line and the page of a PDF', async () => {
  const file = put(
    'a.pdf',
    pdf([{ content: text(50, 700, '表紙') }, { content: text(50, 700, '計画の概要') }]),
  )
  const found = await withLines(nodeEffects(), root, explanation(file))
  expect(found.fields[0]?.places).toEqual([
    [{ line: 3, part: 'name', start: 0, end: 2, text: '計画の概要', page: 2 }],
  ])
  const shown = explainText(found.fields, { lang: 'ja', color: false })
  expect(shown).toContain('計画の概要')
  expect(shown).toContain('name (p.2)')
})

test('a text is left as it is', async () => {
  const known = explanation(put('a.txt', '一\n二\n計画の概要\n'))
  expect(await withLines(nodeEffects(), root, known)).toBe(known)
})
