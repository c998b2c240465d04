/** SHA256SUMS of dist/, as a file. */
import type { Effects } from '../effects.ts'
import { parseSum, type Sum } from '../lib/sums.ts'
import { linesOf } from './lines.ts'

export { formatSum, parseSum, type Sum } from '../lib/sums.ts'

/** What is no such line is passed over. */
export function* readSums(effects: Effects, file: string): Generator<Sum> {
  if (effects.stat(file) === undefined) return
  for (const line of linesOf(effects.readChunks(file))) {
    const sum = parseSum(line)
    if (sum !== undefined) yield sum
  }
}
