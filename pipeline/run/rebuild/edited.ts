/**
 * Which files of a dist/ are not as its own SHA256SUMS has them. A build writes both at once: such a file was changed,
 * added or removed by somebody later, whatever Hiraku made the rest.
 */
import path from 'node:path'
import { type Effects, hashFile, readText } from '../../effects.ts'
import { parseSum } from '../../lib/sums.ts'

const SUMS = 'SHA256SUMS'

/** `true` for a file of this name that is there, or should be, and is not what was written. */
export function editedIn(effects: Effects, dist: string): (file: string) => boolean {
  const sums = new Map<string, string>()
  for (const line of readText(effects, path.join(dist, SUMS)).split('\n')) {
    const sum = parseSum(line)
    if (sum !== undefined) sums.set(sum.path, sum.sha256)
  }
  return (file) => {
    if (file === SUMS) return false
    const place = path.join(dist, file)
    return sums.get(file) !== (effects.stat(place) === undefined ? undefined : hashFile(effects, place))
  }
}
