/** Columns of area codes, told by kind or name, and whether a code has the form that its column calls for. */
import { isLocalGovernmentCode } from '../../lib/check-digit.ts'
import { plainHeader } from './columns.ts'
import type { ColumnFacts } from './facts.ts'

const CODE_HEADER =
  /(?:地方公共団体|団体|自治体|都道府県|市区?町?村|市町村|地域|町字|町丁|標準地域|大字|字)(?:等)?コード|^(?:都道府県コード又は市区町村コード|key_?code|jis_?code|area_?code|町字id)/i
const PREFECTURE_HEADER = /^都道府県(?:等)?コード$/
const TOWN_ID_HEADER = /町字id/i
/** Codes of places within a municipality: their lists are many. */
const WITHIN_HEADER = /町字|町丁|大字|字(?:等)?コード/

export type IsAreaCode = (code: string) => boolean

/** undefined: it is no column of area codes. */
export function areaCodeOf(column: ColumnFacts): IsAreaCode | undefined {
  const header = plainHeader(column)
  if (column.kind === 'townId' || TOWN_ID_HEADER.test(header)) return (code) => /^\d{7}$/.test(code)
  if (column.kind !== 'localGovernmentCode' && !CODE_HEADER.test(header)) return undefined
  if (WITHIN_HEADER.test(header)) return (code) => /^\d{3,13}$/.test(code)
  if (PREFECTURE_HEADER.test(header)) return (code) => isGovernment(code) || isPrefecture(code)
  // e-Stat: five digits for a municipality, more for what lies within it
  if (/地域コード|key_?code|area_?code/i.test(header))
    return (code) => isGovernment(code) || (/^\d{7,11}$/.test(code) && isPrefecture(code.slice(0, 2)))
  return isGovernment
}

/** 全国地方公共団体コード (six digits), or without its check digit, as 標準地域コード has it; 00000 is the whole country. */
function isGovernment(code: string): boolean {
  if (code.length === 6) return isLocalGovernmentCode(code) || code === '000000'
  return /^\d{5}$/.test(code) && (isPrefecture(code.slice(0, 2)) || code === '00000')
}

function isPrefecture(code: string): boolean {
  return /^(?:0[1-9]|[1-3]\d|4[0-7])$/.test(code)
}
