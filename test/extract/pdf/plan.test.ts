/**
 * A PDF of the plan document gives the records of its text: the same declaration, corrections and cases, another
 * snapshot. The PDF is made of the text by scripts/plan-pdf.mjs.
 */
import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { packageFile } from '../../../pipeline/effects-package.ts'
import { openDocument } from '../../../pipeline/extract/index.ts'
import type { JobResult } from '../../../pipeline/job.ts'
import { runJob } from '../../../pipeline/job.ts'
import { isObject, listOf } from '../../../pipeline/lib/object.ts'
import { type Files, filesOf, PACKAGE, PRIVACY, schemasOf, sha256 } from '../../helpers/job.ts'

const SOURCE = { publisher: '142140', source: 'ict_plan_evaluation_r4' }
const FOLDER = `sources/${SOURCE.publisher}/${SOURCE.source}`
const PDF = new Uint8Array(fs.readFileSync(path.join(PACKAGE, 'test/fixtures/pdf/plan.pdf')))

/** The source as it is, with the PDF for its snapshot. */
function withPdf(files: Files): Map<string, Uint8Array> {
  const out = new Map([...files].filter(([name]) => !name.includes('/snapshot/')))
  const snapshot = `file: plan.pdf\nsha256: ${sha256(PDF)}\nbytes: ${PDF.length}\nmediaType: application/pdf\n`
  return out
    .set(`${FOLDER}/snapshot.yaml`, new TextEncoder().encode(snapshot))
    .set(`${FOLDER}/snapshot/plan.pdf`, PDF)
}

function run(files: Files): Promise<JobResult> {
  const schemas = schemasOf(PACKAGE)
  return runJob({ ...SOURCE, files, schemas, sha256, packageFile }, PRIVACY)
}

/** Records of all datasets, as what is published of them. */
const recordsOf = ({ datasets }: JobResult): unknown =>
  Object.fromEntries(datasets.map(({ id, records }) => [id, records]))

let files: Files
let text: JobResult
let pdf: JobResult

beforeAll(async () => {
  files = filesOf(PACKAGE, SOURCE.publisher, SOURCE.source)
  text = await run(files)
  pdf = await run(withPdf(files))
})

describe('the plan document as a PDF', () => {
  test('the ten datasets have the records that the text gives, corrections included', () => {
    expect(pdf.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(pdf.datasets).toHaveLength(10)
    expect(recordsOf(pdf)).toEqual(recordsOf(text))
  })

  test('the same is warned of, and what was left out of the pages is told', () => {
    const codes = ({ problems }: JobResult): readonly string[] => problems.map(({ code }) => code)
    expect(codes(pdf)).toEqual(['extract/pdf-furniture', ...codes(text)])
    const [furniture] = pdf.problems
    expect(furniture?.severity).toBe('info')
    expect(furniture?.message.ja).toContain('26行')
  })

  test('every line is accounted for, and cites name lines of the text of the PDF', () => {
    const { account } = pdf
    const lines = isObject(account.value) ? listOf(account.value.lines) : []
    expect(lines.length).toBeGreaterThan(500)
    expect(lines.filter((line) => isObject(line) && line.kind === 'unknown')).toEqual([])
    const warning = pdf.problems.find(({ code }) => code === 'reconcile/count-mismatch')
    expect(warning?.where.text).toContain('公開型 GIS の導入を行い、')
  })

  test('corrections of places find their place by its text, wherever the line stands', async () => {
    const corrected = (base: Files): Map<string, Uint8Array> => {
      const name = `${FOLDER}/corrections.yaml`
      const before = new TextDecoder().decode(files.get(name))
      const more = `  - line: 3\n    before: 評価時点は、令和4年度末時点。\n    after: 評価時点は、令和5年3月31日時点。\n    reason: 試し\n`
      return new Map(base).set(name, new TextEncoder().encode(before + more))
    }
    const [fromText, fromPdf] = await Promise.all([run(corrected(files)), run(corrected(withPdf(files)))])
    expect(JSON.stringify(recordsOf(fromText))).toContain('令和5年3月31日時点')
    expect(recordsOf(fromPdf)).toEqual(recordsOf(fromText))
  })

  test('lines have their page', async () => {
    const read = await openDocument(PDF, 'text', { file: 'plan.pdf', packageFile })
    if ('problem' in read) throw new Error(read.problem.message.en)
    const lines = [...read.document.lines]
    const pageOf = (wanted: string): number => {
      const line = lines.findIndex((one) => one.text.startsWith(wanted)) + 1
      return read.document.pages?.filter(([first]) => first <= line).at(-1)?.[1] ?? 0
    }
    expect([pageOf('評価基準について'), pageOf('【総 括】'), read.document.pages?.at(-1)?.[1]]).toEqual([
      1, 12, 13,
    ])
  })
})
