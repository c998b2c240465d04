import fs from 'node:fs'
import path from 'node:path'
import { compilePrivacy, createPrivacyScan, type PrivacySettings } from '../../../pipeline/inspect/index.ts'
import type { MailDomains, PersonWords, PrivacyWords } from '../../../pipeline/inspect/privacy/settings.ts'
import type { ScannedColumn, ScannedTable } from '../../../pipeline/lib/inspection.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import { createGates } from '../../../pipeline/validate/ajv.ts'
import { PACKAGE } from '../../helpers/job.ts'

const SCHEMAS = path.join(PACKAGE, 'schemas')
const gates = createGates((name) => JSON.parse(fs.readFileSync(path.join(SCHEMAS, name), 'utf8')))

function passes<T>(name: string, _value: unknown): _value is T {
  return gates(`inspection/${name}.schema.json`)?.(_value).length === 0
}

function read<T>(name: string): T {
  const { value, faults } = parseYaml(
    fs.readFileSync(path.join(SCHEMAS, 'inspection', `${name}.yaml`), 'utf8'),
  )
  if (faults.length > 0 || !passes<T>(name, value))
    throw new Error(`schemas/inspection/${name}.yaml is not right`)
  return value
}

export const FILES = {
  mail: read<MailDomains>('mail'),
  persons: read<PersonWords>('persons'),
  privacy: read<PrivacyWords>('privacy'),
}

export const SETTINGS: PrivacySettings = compilePrivacy(FILES)

/** A column of a table of its own, unless said otherwise. */
export type Column = string | ScannedColumn

export function tableOf(columns: readonly Column[], sheet: string | null = null): ScannedTable {
  return {
    columns: columns.map((one) =>
      typeof one === 'string' ? { header: one, field: one, kind: 'text' } : one,
    ),
    sheet,
    dataFrom: 2,
  }
}

/** `<code> <severity> <column>` of cells, and the same of whole columns with `*`. */
export function findingsIn(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  sheet: string | null = null,
): readonly string[] {
  const scan = createPrivacyScan(tableOf(columns, sheet), SETTINGS)
  const cells = scan.scan({ first: 2, rows })
  return [
    ...cells.map(({ code, severity, column }) => `${code} ${severity} ${column}`),
    ...scan.end().map(({ code, severity, column }) => `${code} ${severity} ${column}*`),
  ].map((one) => one.replace('inspect/', ''))
}

/** Of one cell in a column with this header. */
export function findingsOf(
  text: string,
  column: Column = '備考',
  sheet: string | null = null,
): readonly string[] {
  return findingsIn([column], [[text]], sheet)
}
