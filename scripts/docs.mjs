/**
 * npm run docs [-- --check]
 * Makes docs/problems.md from the lists of problems that the rooms own; --check compares and exits 1 where it differs.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const build = path.join(root, 'build')

function modules(folder) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) return modules(file)
    return name === 'problems.js' || name === 'licences.js' ? [file] : []
  })
}

const isKind = (value) => typeof value === 'object' && value !== null && 'fixJa' in value && 'fixEn' in value

const kinds = new Map()
for (const file of modules(build)) {
  const module = await import(pathToFileURL(file))
  for (const list of Object.values(module)) {
    if (typeof list !== 'object' || list === null) continue
    for (const [code, kind] of Object.entries(list)) if (isKind(kind)) kinds.set(code, kind)
  }
}

// what stands in braces is filled in when the message is shown
const words = (text) => text.replace(/\{(\w+)\}/g, '‹$1›').replaceAll('|', '\\|')
const byRoom = new Map()
for (const [code, kind] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const room = code.split('/')[0]
  byRoom.set(room, [...(byRoom.get(room) ?? []), [code, kind]])
}

const lines = [
  '# Problems / メッセージの一覧',
  '',
  'Made by `npm run docs` from `pipeline/**/problems.ts`; do not edit. What stands in ‹ › is filled in when the message is',
  'shown. A problem of scope *row* holds its row, one of scope *source* fails the source.',
  '',
]
for (const [room, list] of byRoom) {
  lines.push(`## ${room}`, '')
  for (const [code, kind] of list) {
    lines.push(`### ${code}`, '', `*${kind.severity}, ${kind.scope}*`, '')
    lines.push(`- ${words(kind.ja)} → ${words(kind.fixJa)}`, `- ${words(kind.en)} → ${words(kind.fixEn)}`, '')
  }
}
const text = `${lines.join('\n').trimEnd()}\n`
const file = path.join(root, 'docs', 'problems.md')

if (process.argv.includes('--check')) {
  let now = ''
  try {
    now = readFileSync(file, 'utf8')
  } catch {
    // absent: differs
  }
  if (now !== text) {
    console.error('docs/problems.md is not what the rooms say. Run: npm run docs')
    process.exitCode = 1
  } else console.log(`docs/problems.md is up to date (${kinds.size} problems)`)
} else {
  writeFileSync(file, text)
  console.log(`docs/problems.md: ${kinds.size} problems`)
}
