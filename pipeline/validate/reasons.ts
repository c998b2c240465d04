/** What a rule of JSON Schema asks for, in words of both languages; ajv itself speaks English only. */
import type { Text } from '../problem.ts'
import type { Fault } from './ajv.ts'

const TYPES: Readonly<Record<string, string>> = {
  string: '文字列（数字だけのときは引用符で囲む）',
  integer: '整数',
  number: '数',
  boolean: 'true か false',
  array: '一覧（「- 」の並び）',
  object: '「項目: 値」の並び',
  null: '空欄',
}

/** Rule → what it asks for; `limit` is its number, pattern or list. */
const ASKS: Readonly<Record<string, (limit: string) => string>> = {
  type: (limit) => `${typesOf(limit)}でなければなりません`,
  pattern: (limit) => `決まった書き方（${limit}）に合いません`,
  enum: (limit) => `${limit} のどれでもありません`,
  const: (limit) => `${limit} でなければなりません`,
  minLength: () => '空にはできません',
  minItems: (limit) => `${limit}件以上が要ります`,
  maxItems: (limit) => `${limit}件までです`,
  minProperties: (limit) => `${limit}項目以上が要ります`,
  minimum: (limit) => `${limit.replace('>= ', '')}以上でなければなりません`,
  maximum: (limit) => `${limit.replace('<= ', '')}以下でなければなりません`,
  anyOf: () => '使える書き方のどれにも合いません',
  propertyNames: (limit) => `項目の名前「${limit}」が使えません`,
  required: (limit) => `「${limit}」がありません`,
  additionalProperties: (limit) => `知らない項目があります（使えるもの: ${limit}）`,
}

export function reasonOf(fault: Pick<Fault, 'keyword' | 'message' | 'expected'>): Text {
  const { keyword, message, expected } = fault
  const limit = expected.startsWith(`${keyword} `) ? expected.slice(keyword.length + 1) : expected
  // any sign that is no space: nobody reads it as a form
  if (keyword === 'pattern' && limit === '\\S') return { ja: '空にはできません', en: 'must not be blank' }
  return { ja: ASKS[keyword]?.(limit) ?? message, en: message }
}

function typesOf(limit: string): string {
  const names = [...limit.matchAll(/[a-z]+/g)].map(([name]) => TYPES[name] ?? name)
  return names.join('か')
}
