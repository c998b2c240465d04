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

test('a wrong size beside the right hash is told, with what to write', () => {
  const [problem] = verifySnapshot({ ...snapshot, bytes: 3 }, bytes, sha256, where)
  expect(problem).toMatchObject({ code: 'acquire/size-mismatch', where: { key: 'bytes' } })
  expect(problem?.remedy.en).toContain(String(bytes.length))
})
