/** Reads the provenance of a table: the rule of the field, and what the record has otherwise. */
import { isMethod } from './methods.ts'
import type { CellException, CellProvenance, CellRule, Provenance } from './model.ts'
import { isObject } from './object.ts'
import { own } from './own.ts'

type Cites = NonNullable<CellProvenance['cites']>

/** Where a cell comes from; undefined where that is not known, as for a value that is not known. */
export function provenanceOf(
  provenance: Provenance,
  record: string,
  field: string,
): CellProvenance | undefined {
  const found = entryOf(provenance, record, field)
  if (found === undefined) return undefined
  const { rule, exception } = found
  const { method, evidence, formula, fields, file, key, reason, overruled, written } = {
    ...rule,
    ...exception,
  }
  if (!method) return undefined
  const cites = citesOf(provenance, record, field)
  return {
    method,
    ...(cites ? { cites } : {}),
    ...(overruled ? { overruled } : {}),
    ...(evidence ? { evidence } : {}),
    ...(typeof formula === 'string' ? { formula } : {}),
    ...(fields ? { fields } : {}),
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof key === 'string' ? { key } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof written === 'string' ? { written } : {}),
  }
}

/** The provenance of some of the records: the rules are those of all. */
export function provenanceAmong(
  { fields, records, ...rest }: Provenance,
  names: ReadonlySet<string>,
): Provenance {
  return {
    ...rest,
    fields,
    records: Object.fromEntries(Object.entries(records).filter(([name]) => names.has(name))),
  }
}

/** The rule and the exception that speak of a cell. */
function entryOf(
  { fields, records }: Provenance,
  record: string,
  field: string,
): { rule: Partial<CellRule>; exception: NonNullable<CellException> } | undefined {
  const rule = own(fields, field)
  const exception = own(own(records, record), field)
  if (exception === null || (rule === undefined && exception === undefined)) return undefined
  const other = exception?.other === undefined ? undefined : rule?.others?.[exception.other - 1]
  return { rule: other ?? rule ?? {}, exception: exception ?? {} }
}

/** `seen`: a file that somebody wrote by hand may go round in a circle. */
function citesOf(
  provenance: Provenance,
  record: string,
  field: string,
  seen: readonly string[] = [],
): Cites | undefined {
  const found = entryOf(provenance, record, field)
  if (found === undefined || seen.includes(field)) return undefined
  const { rule, exception } = found
  if (exception.cites !== undefined) return exception.cites ?? undefined
  if (rule.sameAs === undefined) return rule.cites
  const cites = citesOf(provenance, record, rule.sameAs, [...seen, field])
  const { part } = rule
  return part === undefined ? cites : cites && withPart(cites, part)
}

/** The same lines, another part of each. */
export function withPart(cites: Cites, part: string): Cites {
  return cites.map((place) => place.map((address) => `${lineOfAddress(address)}#${part}`))
}

function lineOfAddress(address: string): string {
  return address.slice(0, Math.max(0, address.indexOf('#')))
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

/** What a cell or a rule may say, and how each of it looks. */
const MEMBERS = new Map<string, (value: unknown) => boolean>([
  ['method', isMethod],
  ['cites', (value) => Array.isArray(value) && value.every(isTexts)],
  ['overruled', isTexts],
  ['evidence', (value) => isObject(value) && isText(value.ja) && isText(value.en)],
  ['formula', isText],
  ['fields', isTexts],
  ['file', isText],
  ['key', isText],
  ['reason', isText],
  ['written', isText],
])

function holds(value: { readonly [key: string]: unknown }, blank: boolean): boolean {
  return [...MEMBERS].every(([name, looks]) => {
    const member = own(value, name)
    return member === undefined || (blank && member === null) || looks(member)
  })
}

function isRule(value: unknown): boolean {
  if (!isObject(value) || value.method === undefined || !holds(value, false)) return false
  const { sameAs, part, others } = value
  const texts = [sameAs, part].every((text) => text === undefined || isText(text))
  return texts && (others === undefined || (Array.isArray(others) && others.every(isRule)))
}

function isException(value: unknown): boolean {
  if (value === null) return true
  return isObject(value) && holds(value, true) && ['undefined', 'number'].includes(typeof value.other)
}

function isTableRule(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.columns) || !Array.isArray(value.runs)) return false
  const isRun = (run: unknown): boolean =>
    Array.isArray(run) && run.length === 3 && run.every((one) => typeof one === 'number')
  const named = value.worksheet === null || isText(value.worksheet)
  return named && value.runs.every(isRun) && Object.values(value.columns).every(isTexts)
}

/** The `tables`, `fields` and `records` of an `<id>.provenance.json`. */
export function isProvenance(value: unknown): value is Provenance {
  if (!isObject(value) || !isObject(value.fields) || !isObject(value.records)) return false
  const { tables } = value
  if (tables !== undefined && !(Array.isArray(tables) && tables.every(isTableRule))) return false
  const records = Object.values(value.records)
  return (
    Object.values(value.fields).every(isRule) &&
    records.every((record) => isObject(record) && Object.values(record).every(isException))
  )
}
