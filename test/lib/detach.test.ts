import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { detach } from '../../pipeline/lib/detach.ts'

test('it says the same', () => {
  for (const text of ['', 'a', 'datasets/142140_ict_plan_policies', '𠮷\ud800'])
    expect(detach(text)).toBe(text)
})

test('what is held of a long text is the piece, not the text', () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('no gc')
  const heldBy = (cut: (piece: string) => string): number => {
    const held: string[] = []
    collect()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 200; i += 1) {
      const text = new TextDecoder().decode(
        new TextEncoder().encode(`datasets/${i}_of_many/x\n`.repeat(2000)),
      )
      held.push(cut(text.split('\n')[5] ?? ''))
    }
    collect()
    expect(held).toHaveLength(200)
    return process.memoryUsage().heapUsed - before
  }
  // 200 texts of 48 KB: were they held there would be near 10 MB of them
  expect(heldBy((piece) => piece)).toBeGreaterThan(5e6)
  expect(heldBy(detach)).toBeLessThan(2e6)
})
