/** Properties of a document that name a person: its author, who saved it last. Programs and offices are none. */
import type { FileProperties } from '../../lib/grid.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'
import { readsAsPerson } from './person.ts'
import type { PrivacySettings } from './settings.ts'

export function propertyProblems(
  properties: FileProperties,
  place: Place,
  settings: PrivacySettings,
  format?: string,
): readonly Problem[] {
  const how = HOW[format ?? ''] ?? PLAIN
  const told = (name: string, value: string): Problem =>
    inspectProblem('inspect/property-person', place, {
      name,
      nameJa: nameJa(name),
      howJa: how.ja,
      how: how.en,
      actual: masked(value),
    })
  return [
    ...settings.words.properties.flatMap((name) =>
      named(properties, name).flatMap(([key, value]) =>
        namesPerson(value, settings) ? [told(key, value)] : [],
      ),
    ),
    ...settings.words.organizations.flatMap((name) =>
      named(properties, name).flatMap(([key, value]) =>
        readsAsPerson(value, settings) === 'no' ? [] : [told(key, value)],
      ),
    ),
  ]
}

/** Where the programs that make such files remove it. */
const OFFICE = {
  ja: '「ファイル → 情報 → ドキュメント検査」で「ドキュメントのプロパティと個人情報」を削除してください。',
  en: 'remove it: File, Info, Inspect Document, document properties and personal information.',
}
const IN_EXCEL = { ja: `Excel の${OFFICE.ja}`, en: `in Excel, ${OFFICE.en}` }
const PLAIN = {
  ja: '作ったソフトのプロパティ（文書の情報）の画面で消して、保存し直してください。',
  en: 'clear it among the properties of the document in the program that made it, and save it again.',
}
const HOW: Readonly<Record<string, typeof PLAIN>> = {
  xlsx: IN_EXCEL,
  xls: IN_EXCEL,
  docx: { ja: `Word の${OFFICE.ja}`, en: `in Word, ${OFFICE.en}` },
  ods: {
    ja: 'LibreOffice の「ファイル → プロパティ → 概要」で「プロパティをリセット」を押し、保存し直してください。',
    en: 'in LibreOffice, File, Properties, General, "Reset Properties", and save it again.',
  },
  pdf: {
    ja: '元の文書のプロパティから作成者を消して、PDF を作り直してください。',
    en: 'clear the author among the properties of the original document, and make the PDF anew.',
  },
}

/** Names of properties, as programs show them. */
const NAMES: Readonly<Record<string, string>> = {
  creator: '作成者',
  author: '作成者',
  lastmodifiedby: '最終更新者',
  lastauthor: '最終更新者',
  manager: '管理者',
  company: '会社名',
  'initial-creator': '最初の作成者',
  'printed-by': '印刷した人',
  _authoremail: '作成者のメールアドレス',
  _authoremaildisplayname: '作成者のメールの表示名',
}

/** Of an entry of a ZIP the name of the entry stays before it. */
function nameJa(name: string): string {
  const at = name.lastIndexOf(': ') + 1
  const own = name.slice(at).trim()
  const known = NAMES[own.toLowerCase()]
  return known === undefined ? name : `${name.slice(0, at)}${at > 0 ? ' ' : ''}${known}`
}

/** Its own, and those of files within a ZIP: `<entry>: <name>`. */
function named(properties: FileProperties, name: string): readonly (readonly [string, string])[] {
  return Object.entries(properties).filter(([key]) => key === name || key.endsWith(`: ${name}`))
}

/** Whatever is neither a program nor an office: a name, a number of staff, an account. */
export function namesPerson(value: string, settings: PrivacySettings): boolean {
  const plain = value.normalize('NFKC').trim().toLowerCase()
  if (plain === '' || settings.words.nobody.includes(plain)) return false
  if (readsAsPerson(value, settings) === 'sure') return true
  return !settings.words.offices.some((word) => plain.includes(word))
}
