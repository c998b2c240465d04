/** The stages of a job: what was met on the way is told, wherever the way ends; and the file of its lines. */
import { expect, test } from 'vitest'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import {
  authored,
  realFiles,
  realLines,
  runAround,
  runFiles,
  withLine,
  without,
} from '../helpers/bad-input.ts'
import { filesOf, PACKAGE, runFolder } from '../helpers/job.ts'

const NO_PROFILE = authored('source.yaml', (text) => text.replace(/^profile: .*$/m, 'profile: none'))
const codes = (problems: readonly { code: string }[]) => problems.map((problem) => problem.code)

test('a profile that is none is told beside a line that fits nothing', async () => {
  const broken = without(26, 28)
  const { problems } = await runAround(broken, NO_PROFILE)
  const found = codes(problems)
  expect(found).toContain('validate/schema-missing')
  expect(found.some((code) => code.startsWith('shape/'))).toBe(true)
  expect(found.at(-1)).toBe('validate/schema-missing')
})

test('… beside a document that can not be read', async () => {
  const { problems } = await runAround(new Uint8Array([0, 1, 2, 3]), NO_PROFILE)
  expect(codes(problems)[0]).toMatch(/^extract\//)
  expect(codes(problems)).toContain('validate/schema-missing')
})

test('… and beside what normalize warned of', async () => {
  const broken = withLine('12,137 件', (line) => line.replace('12,137 件', '12,1e7 件 9'))
  const { problems } = await runAround(broken, NO_PROFILE)
  expect(codes(problems)).toEqual(['normalize/number-not-read', 'validate/schema-missing'])
})

interface Line {
  readonly line: number
  readonly parts: readonly { readonly start: number; readonly end: number; readonly text: string }[]
  readonly written?: string
  readonly correction?: string
}

function isLine(value: unknown): value is Line {
  return isObject(value) && typeof value.line === 'number' && Array.isArray(value.parts)
}

function linesOf(value: unknown): readonly Line[] {
  return listOf(isObject(value) ? value.lines : undefined).filter(isLine)
}

test('the file of lines says the text of each part, where it stands in its line', async () => {
  const { account } = await runFiles(realFiles)
  const all = linesOf(account.value)
  expect(all).toHaveLength(617)
  for (const { line, parts, written } of all) {
    expect(written).toBeUndefined()
    for (const { start, end, text } of parts) expect(realLines[line - 1]?.slice(start, end)).toBe(text)
  }
  expect(
    isObject(account.value) && isObject(account.value.offsets) ? account.value.offsets.en : '',
  ).toContain('UTF-16')
})

test('a line that was corrected by place says how it was written', async () => {
  const [publisher, source] = ['019992', 'digital_plan_evaluation_r4']
  const root = `${PACKAGE}test/fixtures/build/second-city`
  const files = filesOf(root, publisher, source)
  const own = `sources/${publisher}/${source}`
  const corrections = parseYaml(new TextDecoder().decode(files.get(`${own}/corrections.yaml`))).value
  const placed = listOf(isObject(corrections) ? corrections.corrections : undefined).flatMap((one) =>
    isObject(one) && one.record === undefined ? [one] : [],
  )
  expect(placed.length).toBeGreaterThan(0)
  const text = new TextDecoder().decode(files.get(`${own}/snapshot/digital-plan-evaluation-r4.md`))
  const { account } = await runFolder(root, publisher, source, files)
  const corrected = linesOf(account.value).filter((line) => line.correction !== undefined)
  expect(corrected).toHaveLength(placed.length)
  for (const { line, written, parts } of corrected) {
    expect(written).toBe(text.split('\n')[line - 1])
    // the parts are those of the line as corrected
    expect(parts.every((part) => part.text.length === part.end - part.start)).toBe(true)
  }
})
