/** Every rule and every code of the gate says in both languages how it is judged, and a reader finds the page. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectProblems, RULES } from '../../pipeline/inspect/index.ts'
import { privacyDocs } from '../../pipeline/inspect/privacy/docs.ts'
import { PACKAGE } from '../helpers/job.ts'

const JAPANESE = /[\u3000-\u30ff\u3400-\u9fff\uff01-\uffef]/
const QUOTED = /“[^”]*”/g
const PAGE = fs.readFileSync(path.join(PACKAGE, 'docs/rules.md'), 'utf8')

/** Full stops that stand at an end: none within quotes or brackets. */
function sentences(text: string, end: RegExp): number {
  return [...text.replace(/「[^」]*」|（[^）]*）|\([^)]*\)/g, '').matchAll(end)].length
}

const DOCS = [
  ...RULES.map(({ id, docs }) => [id, docs] as const),
  ...Object.entries(privacyDocs).map(([code, docs]) => [code, docs] as const),
]

describe.each(DOCS)('%s', (_, { ja, en }) => {
  test('has a few sentences of Japanese', () => {
    expect(ja).toMatch(/[ぁ-ん]{2}/)
    expect(ja).toMatch(/。$/)
    expect(sentences(ja, /。/g)).toBeLessThanOrEqual(3)
  })

  test('has a few sentences of English, with Japanese in quotes only', () => {
    expect(en.replace(QUOTED, '')).not.toMatch(JAPANESE)
    expect(en).toMatch(/^[A-Z].*\.$/)
    expect(sentences(en, /[a-z%]\.(?= |$)/g)).toBeLessThanOrEqual(3)
  })

  test('stands on the page', () => {
    expect(PAGE).toContain(`\n- ${ja}\n- ${en}\n`)
  })
})

test('a rule of tables says what becomes of a file without one, a rule of one format what becomes of the others', () => {
  const silent = RULES.filter(({ docs }) => !/判定でき/.test(docs.ja) || !/decidable/.test(docs.en))
  expect(silent.map(({ id }) => id)).toEqual([])
})

test('a code of the gate is of the severity that its list gives it, or of a lighter one', () => {
  const rank = ['error', 'warning', 'info']
  for (const [code, { severity }] of Object.entries(inspectProblems)) {
    const { severities } = Object.entries(privacyDocs).find(([name]) => name === code)?.[1] ?? {
      severities: [],
    }
    expect([code, severities[0]]).toEqual([code, severity])
    expect(severities).toEqual([...new Set(severities)].sort((a, b) => rank.indexOf(a) - rank.indexOf(b)))
  }
})

test.each(['README.md', 'README.ja.md'])('%s has the page', (name) => {
  expect(fs.readFileSync(path.join(PACKAGE, name), 'utf8')).toContain('(docs/rules.md)')
})
