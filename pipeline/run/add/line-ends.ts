/**
 * git on Windows rewrites line ends of what it takes for text (core.autocrlf): snapshots and dist/ would no longer be what
 * their hashes say. `-text` keeps it off (gitattributes(5)); only a repository can be told, not each person's settings.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import type { Text } from '../../problem.ts'

const NAME = '.gitattributes'
const RULES = ['sources/** -text', 'schemas/** -text', 'dist/** -text']
const FILE = `# git がファイルの改行コードを書き換えないようにします(書き換わると、元ファイルと照らし合わせられません)。
# hiraku add が書きました。Keeps git from rewriting line ends: these files are held against their hashes.
${RULES.join('\n')}
`

/** Written where the project lies in git and says nothing of it yet; where it says other things a person is asked. */
export function keepLineEnds(
  effects: Pick<Effects, 'stat' | 'readFile' | 'writeFile'>,
  root: string,
): { readonly written: readonly string[]; readonly questions: readonly Text[] } {
  const file = path.join(root, NAME)
  if (!isInGit(effects, root)) return { written: [], questions: [] }
  if (effects.stat(file) === undefined) {
    effects.writeFile(file, FILE)
    return { written: [NAME], questions: [] }
  }
  const isSaid = /^[^#\n]*\s(?:-text|binary)(?:\s|$)/m.test(readText(effects, file))
  return { written: [], questions: isSaid ? [] : [ASKED] }
}

const ASKED: Text = {
  ja: `.gitattributes に次の ${RULES.length} 行を書き足してください。git が改行コードを書き換えると、元ファイルと照らし合わせられなくなります: ${RULES.join(' / ')}`,
  en: `Add these ${RULES.length} lines to .gitattributes; where git rewrites line ends, files can no longer be held against their hashes: ${RULES.join(' / ')}`,
}

/** The project may be a folder of a repository. */
function isInGit(effects: Pick<Effects, 'stat'>, root: string): boolean {
  for (let folder = path.resolve(root); ; folder = path.dirname(folder)) {
    if (effects.stat(path.join(folder, '.git')) !== undefined) return true
    if (path.dirname(folder) === folder) return false
  }
}
