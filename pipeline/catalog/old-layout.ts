/**
 * オープンデータ一覧 in its old layout (推奨データセット 基本編 14; 15 columns, one row per dataset), for portals and tools that
 * still read it. It says what the list in the new layout says, so it is made of its records and is a document beside
 * them, no dataset and no distribution of its own. What is not known stays blank, as in the new one.
 */
import type { DataRecord, Dataset } from '../lib/model.ts'
import { PREFECTURES, prefectureOf } from '../lib/prefectures.ts'
import type { TextFile } from './text-file.ts'

/** 分類 → other words for it; `schemas/categories.yaml` */
export type Categories = Readonly<Record<string, readonly string[]>>

/** Header → cell, in the order of the sheet. */
type Row = Readonly<Record<string, string>>

export function oldLayoutList(list: Dataset, categories: Categories): TextFile {
  const rows = rowsOf(list.records, categories)
  return { name: `${list.id}.old-layout.csv`, text: csvOf(rows) }
}

function rowsOf(records: readonly DataRecord[], categories: Categories): readonly Row[] {
  const byDataset = new Map<string, DataRecord[]>()
  for (const record of records) {
    const id = textOf(record, 'datasetId')
    const files = byDataset.get(id)
    if (files === undefined) byDataset.set(id, [record])
    else files.push(record)
  }
  return [...byDataset.values()].map((files) => rowOf(files, categories))
}

function rowOf(files: readonly DataRecord[], categories: Categories): Row {
  const [first = {}] = files
  const of = (key: string) => textOf(first, key)
  const code = of('localGovernmentCode')
  return {
    都道府県コード又は市区町村コード: code,
    // the number that names a dataset: one that counts would be another's when a dataset is added
    NO: of('datasetId'),
    都道府県名: PREFECTURES[Number(code.slice(0, 2)) - 1] ?? '',
    市区町村名: municipalityOf(code, of('localGovernmentName')),
    データ名称: of('datasetTitle'),
    データ概要: of('datasetDescription'),
    // many values in a cell are set apart by a half-width semicolon, as the standard has it
    データ形式: [...new Set(files.map((file) => textOf(file, 'fileFormat')))].join(';'),
    分類: categoryOf(of('datasetCategory'), categories),
    更新頻度: of('datasetFrequency'),
    URL: of('datasetUrl'),
    API対応有無: of('fileHasApi'),
    ライセンス: of('fileLicence'),
    登録日: of('datasetIssued'),
    最終更新日: of('datasetModified'),
    備考: of('datasetNote'),
  }
}

/** 神奈川県伊勢原市 → 伊勢原市; a prefecture (its code has no number of a municipality) names none. */
function municipalityOf(code: string, name: string): string {
  if (code.slice(2, 5) === '000') return ''
  return name.slice(prefectureOf(name)?.length ?? 0)
}

function categoryOf(word: string, categories: Categories): string {
  if (Object.hasOwn(categories, word)) return word
  return Object.entries(categories).find(([, words]) => words.includes(word))?.[0] ?? ''
}

function textOf(record: DataRecord, key: string): string {
  const value = record[key] ?? ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** UTF-8 with a BOM and CRLF, as our other CSV. */
function csvOf(rows: readonly Row[]): string {
  const lines = [Object.keys(rowOf([], {})), ...rows.map((row) => Object.values(row))]
  return `\ufeff${lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
