/**
 * What is told of a file quotes its name and those of its worksheets, in places and in words. Where the gate stops at a
 * name, it is masked wherever it stands. Most names hold nothing: then nothing is gone through.
 */
import path from 'node:path'
import { maskedName } from '../../lib/mask.ts'

type Mask = (text: string) => string

/** Names → how they are told; those that hold nothing are not in it. The longest come first. */
export function shownNames(names: readonly (string | null)[], mask: Mask): ReadonlyMap<string, string> {
  const all = new Set(names.flatMap((name) => (name === null ? [] : [name, path.basename(name)])))
  const changed = [...all].flatMap((name) => {
    const shown = maskedName(name, mask)
    return shown === name ? [] : [[name, shown] as const]
  })
  return new Map(changed.sort(([a], [b]) => b.length - a.length))
}

export function hideIn(text: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce((now, [name, shown]) => now.replaceAll(name, shown), text)
}

/** The same with these names masked in all of its texts. It is plain data: it goes out as JSON, too. */
export function hideNames<T extends object>(told: T, names: ReadonlyMap<string, string>): T {
  if (names.size === 0) return told
  return JSON.parse(JSON.stringify(told), (_, value: unknown) =>
    typeof value === 'string' ? hideIn(value, names) : value,
  )
}
