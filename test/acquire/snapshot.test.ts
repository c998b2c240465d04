import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifySnapshot } from '../../pipeline/acquire/index.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytes = new TextEncoder().encode('市の計画\n')
const snapshot = { file: 'plan.txt', sha256: sha256(bytes), bytes: bytes.length, mediaType: 'text/plain' }
const where = { source: 'a/b', file: 'sources/a/b/snapshot.yaml' }

test('the bytes that were recorded pass', () => {
  expect(verifySnapshot(snapshot, bytes, sha256, where)).toEqual([])
})

test('an absent file is told with its name', () => {
  const [problem] = verifySnapshot(snapshot, undefined, sha256, where)
  expect(problem).toMatchObject({ code: 'acquire/snapshot-missing', where: { ...where, key: 'file' } })
  expect(problem?.message.ja).toContain('snapshot/plan.txt')
})

test('other bytes are told with both hashes, and once', () => {
  const other = new TextEncoder().encode('別の計画\n\n')
  const problems = verifySnapshot(snapshot, other, sha256, where)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({
    code: 'acquire/snapshot-mismatch',
    actual: sha256(other),
    expected: snapshot.sha256,
  })
  expect(problems[0]?.remedy.ja).toContain('sha256')
})

test.each([
  ['LF, made CR LF', 'a\nb\n\nc', 'a\r\nb\r\n\r\nc'],
  ['CR LF, made LF', '\r\na\r\nb\r\n', '\na\nb\n'],
  ['both, all made LF: nobody can tell', 'a\r\nb\n', 'a\nb\n', 'acquire/snapshot-mismatch'],
  ['both, all made CR LF: nobody can tell', 'a\r\nb\n', 'a\r\nb\r\n', 'acquire/snapshot-mismatch'],
  ['another character too', 'a\nb\n', 'a\r\nc\r\n', 'acquire/snapshot-mismatch'],
])('only the line ends are others (%s): that is said', (_, was, is, code = 'acquire/snapshot-line-ends') => {
  const recorded = new TextEncoder().encode(was)
  const own = { ...snapshot, sha256: sha256(recorded), bytes: recorded.length }
  const problems = verifySnapshot(own, new TextEncoder().encode(is), sha256, where)
  expect(problems.map((one) => [one.code, one.severity])).toEqual([[code, 'error']])
  expect(problems[0]?.remedy.en.includes('.gitattributes')).toBe(code !== 'acquire/snapshot-mismatch')
})

test('a wrong size beside the right hash is told, with what to write', () => {
  const [problem] = verifySnapshot({ ...snapshot, bytes: 3 }, bytes, sha256, where)
  expect(problem).toMatchObject({ code: 'acquire/size-mismatch', where: { key: 'bytes' } })
  expect(problem?.remedy.en).toContain(String(bytes.length))
})
