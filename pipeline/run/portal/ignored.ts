/** Would git leave a file alone? By the .gitignore files above it; no other of git's lists. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'

/** `file` is absolute and lies under `root`; the top is the nearest folder up that has `.git`, or else `root`. */
export function isIgnored(effects: Effects, root: string, file: string): boolean {
  const top = gitFolder(effects, root) ?? root
  const steps = path.relative(top, file).split(path.sep)
  let ignored = false
  // a folder that is ignored hides all that is in it, whatever lists inside it say
  for (let depth = 1; depth <= steps.length && !ignored; depth += 1)
    ignored = listed(effects, top, steps.slice(0, depth), depth < steps.length)
  return ignored
}

function gitFolder(effects: Effects, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (effects.stat(path.join(folder, '.git')) !== undefined) return folder
    if (path.dirname(folder) === folder) return undefined
  }
}

/** The last pattern that matches decides, from the top down (gitignore(5)). */
function listed(effects: Effects, top: string, steps: readonly string[], isFolder: boolean): boolean {
  let ignored = false
  for (let depth = 0; depth < steps.length; depth += 1) {
    const list = path.join(top, ...steps.slice(0, depth), '.gitignore')
    if (effects.stat(list)?.isDirectory !== false) continue
    const below = steps.slice(depth)
    for (const line of readText(effects, list).split(/\r?\n/)) {
      const found = matches(line, below, isFolder)
      if (found !== undefined) ignored = found
    }
  }
  return ignored
}

/** true: ignored; false: taken back by `!`; undefined: says nothing of it. */
function matches(line: string, steps: readonly string[], isFolder: boolean): boolean | undefined {
  const text = line.replace(/(?<!\\)\s+$/, '')
  if (text === '' || text.startsWith('#')) return undefined
  const back = text.startsWith('!')
  const pattern = back ? text.slice(1) : text
  if (pattern.endsWith('/') && !isFolder) return undefined
  const bare = pattern.replace(/\/$/, '')
  const anchored = bare.includes('/')
  const wanted = anchored ? steps.join('/') : (steps.at(-1) ?? '')
  return globOf(bare.replace(/^\//, '')).test(wanted) ? !back : undefined
}

function globOf(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]]*\]|\\?[\s\S]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part.length > 2 && part.startsWith('[')) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\')
    return part.replace(/^\\(?=.)/, '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  })
  return new RegExp(`^${source}$`, 'u')
}
