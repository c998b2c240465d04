/** Whose file it is: named by a person, the only one of the project, or by a code that the file itself gives. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { isLocalGovernmentCode } from '../../lib/check-digit.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { placeholder } from '../../lib/placeholder.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { yamlFlow } from '../../lib/yaml-text.ts'
import type { Text } from '../../problem.ts'
import type { LookedFile } from '../file/open.ts'
import type { Schemas } from '../schemas.ts'

export interface NewPublisher {
  readonly text: string
  readonly questions: readonly Text[]
}

/** The only folder under sources/; undefined where there are none or several. */
export function onlyPublisher(effects: Effects, root: string): string | undefined {
  const sources = path.join(root, 'sources')
  const folders = effects
    .list(sources)
    .filter((name) => effects.stat(path.join(sources, name))?.isDirectory === true)
  return folders.length === 1 ? folders[0] : undefined
}

/** A code with its check digit right: of a column that holds such codes (the most frequent), else of the file's name. */
export function codeIn({ look }: LookedFile, fileName: string): string | undefined {
  const counts = new Map<string, number>()
  for (const { table, found } of look.tables) {
    for (const [i, { to }] of table.columns.entries()) {
      const column = found.columns[i]?.column
      if (column === undefined || typeof to !== 'string' || !CODES.has(to)) continue
      for (const { cells } of found.data) {
        const text = (cells[column - 1] ?? '').normalize('NFKC').trim()
        const code = /^\d{5}$/.test(text) ? `0${text}` : text
        if (isLocalGovernmentCode(code)) counts.set(code, (counts.get(code) ?? 0) + 1)
      }
    }
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  if (most !== undefined) return most[0]
  const named = (fileName.match(/(?<!\d)\d{6}(?!\d)/g) ?? []).filter(isLocalGovernmentCode)
  return new Set(named).size === 1 ? named[0] : undefined
}

/** Of the local government that manages the data; headers of the standard. */
const CODES = new Set(['全国地方公共団体コード'])
const NAMES = new Set(['地方公共団体名'])

/**
 * publisher.yaml for a code that has none. Nothing is invented: a name that the file does not give is marked as one
 * that is to be filled in, and so is the licence, which only the local government can give.
 */
export function newPublisher(code: string, looked: LookedFile, schemas: Schemas): NewPublisher {
  const found = nameIn(looked)
  const prefecture = prefectureOf(code, schemas)
  const name = found ?? (code.slice(2, 5) === '000' ? prefecture?.ja : undefined)
  const en = name !== undefined && name === prefecture?.ja ? prefecture.en : undefined
  const file = `sources/${code}/publisher.yaml`
  const questions: Text[] = [
    {
      ja: `公開のライセンスを決めて、${file} の licence に書いてください（たとえば CC BY 4.0 なら CC-BY-4.0）。今は「未定」（NOASSERTION）です。`,
      en: `Decide the licence and write it as licence in ${file} (CC BY 4.0 is CC-BY-4.0). It is NOASSERTION for now.`,
    },
  ]
  if (name === undefined) {
    questions.push({
      ja: `団体の名前（日本語と英語）を ${file} の name に書いてください。`,
      en: `Write the name of the local government, in Japanese and English, as name in ${file}.`,
    })
  } else if (en === undefined) {
    questions.push({
      ja: `団体の英語名を ${file} の name の en に書いてください（日本語は表にある「${name}」としました）。`,
      en: `Write the English name of the local government as name.en in ${file} (the file calls it ${name}).`,
    })
  }
  const unknown = placeholder(code)
  const names = { ja: name ?? unknown.ja, en: en ?? unknown.en }
  const text = [
    '# hiraku add が作りました。分からないことは書いていないので、書き足してください。',
    '# Made by hiraku add: what is not known is left out, please fill it in.',
    `code: ${JSON.stringify(code)}`,
    ...(found === undefined ? [] : ['# 名前は表の「地方公共団体名」の列から / the name is from the file']),
    `name: ${yamlFlow(names)}`,
    '# 未定。公開のライセンスを SPDX の名前で書いてください（例 CC-BY-4.0） / not decided yet: write an SPDX id',
    'licence: NOASSERTION',
    '# contact: { name: 担当課, email: digital@example.lg.jp, tel: 0463-00-0000 }',
    '# baseIri: https://…/',
    '# boundingBox: [西, 南, 東, 北]',
    '',
  ]
  return { text: text.join('\n'), questions }
}

/** 千葉県 and あさひ野市 in columns of their own are one name. */
function nameIn({ look }: LookedFile): string | undefined {
  const counts = new Map<string, number>()
  for (const { table, found } of look.tables) {
    const columns = table.columns.flatMap(({ to }, i) => {
      const column = found.columns[i]?.column
      return typeof to === 'string' && NAMES.has(to) && column !== undefined ? [column] : []
    })
    if (columns.length === 0) continue
    for (const { cells } of found.data) {
      const name = columns.map((column) => (cells[column - 1] ?? '').trim()).join('')
      if (/[都道府県市区町村]$/.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return most?.[0]
}

function prefectureOf(
  code: string,
  schemas: Schemas,
): { readonly ja: string; readonly en: string } | undefined {
  const { value } = parseYaml(schemas.text('prefectures.yaml') ?? '')
  const found = isObject(value) ? value[code.slice(0, 2)] : undefined
  if (!isObject(found)) return undefined
  return { ja: textOf(found.name) ?? '', en: textOf(found.en) ?? '' }
}
