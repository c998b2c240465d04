/**
 * The form: a record schema → an XLSX workbook to fill in. Its first worksheet is the table and nothing else, with the
 * standard's headers, drop-downs and checks; the others explain it and are not taken for data.
 * The same schema gives the same bytes; it runs in a browser.
 */
import { sheetName, writeXlsx } from '../lib/xlsx/write.ts'
import type { Text } from '../problem.ts'
import type { Values } from './cells.ts'
import { codeSheet, collectCodes } from './codes.ts'
import { readTemplateType } from './columns.ts'
import { dataSheet } from './data-sheet.ts'
import { columnSheet, exampleSheet, guideSheet, head } from './other-sheets.ts'
import { BESIDE } from './texts.ts'

export type { Values } from './cells.ts'

export interface TemplateInput {
  /** of schemas/records/ */
  readonly schema: unknown
  /** records that show how it is filled in; the first of them should be full */
  readonly examples?: readonly Values[]
  /** records that are in it already */
  readonly rows?: readonly Values[]
  /** of what explains; headers are the standard's, which are Japanese */
  readonly lang: keyof Text
}

/** Undefined where the schema is none of a record. */
export function makeTemplate({
  schema,
  examples = [],
  rows = [],
  lang,
}: TemplateInput): Uint8Array | undefined {
  const type = readTemplateType(schema)
  if (type === undefined) return undefined
  const taken: readonly string[] = Object.values(BESIDE)
  const own = sheetName(type.title.ja)
  const name = taken.includes(own) ? sheetName(`データ ${own}`) : own
  const codes = collectCodes(type.columns)
  const list = codeSheet(codes, head, lang)
  return writeXlsx({
    properties: {
      title: type.title[lang],
      ...(type.standard === undefined ? {} : { subject: type.standard.edition }),
      language: lang,
    },
    sheets: [
      dataSheet(name, type, rows, codes.lists, lang),
      exampleSheet(type, examples),
      columnSheet(name, type, examples, codes, lang),
      ...(list === undefined ? [] : [list]),
      guideSheet(name, type, lang),
    ],
  })
}
