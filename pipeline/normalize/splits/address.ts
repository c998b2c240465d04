/**
 * address: a whole address → prefecture, municipality, town (町字), house number (番地以下), building, and the whole.
 * Cut only where names and figures prove it; what is left of a doubt stays in the whole.
 */
import type { Field } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { municipalityOf } from '../../lib/municipalities.ts'
import { prefectureOf } from '../../lib/prefectures.ts'
import { mendAddress } from '../values/place.ts'
import { doubt, prepare, spaced } from '../values/speak.ts'
import { nothing, quiet, type SplitRule } from './speak.ts'

type Part = 'whole' | 'prefecture' | 'municipality' | 'town' | 'number' | 'building'

export const address: SplitRule = {
  docs: {
    ja: '住所を都道府県・市区町村・町字・番地以下・建物名等に分けます。都道府県が書かれていなければ補いません。決められないときは連結表記だけを残して知らせます。',
    en: 'Parts an address into prefecture, municipality, town, house number and building. A prefecture that is not written is not added. What can not be cut stays in the whole, and is told.',
  },
  compile: (targets) => {
    const parts = targets.map(partOf)
    // names of prefectures and municipalities have no figures: of the rest of the cell nothing comes out
    const isNamed = parts.every((part) => part === 'prefecture' || part === 'municipality')
    return (text, tell) => {
      const values: Scalar[] = nothing(targets)
      const trimmed = prepare(text, tell)
      if (trimmed === '') return values
      const own = isNamed ? quiet(tell) : tell
      const whole = String(spaced(text, trimmed, mendAddress(trimmed, own), own))
      const cut = cutAddress(whole)
      if (cut.municipality === undefined || cut.town === undefined)
        doubt(tell, null, 'normalize/address-not-split')
      for (const [slot, part] of parts.entries()) {
        if (part === undefined) continue
        const value = part === 'whole' ? whole : partValue(cut, part, parts)
        values[slot] = value === undefined || value === '' ? null : value
      }
      return values
    }
  },
}

const KEYS: Readonly<Record<string, Part>> = {
  fullAddress: 'whole',
  prefecture: 'prefecture',
  city: 'municipality',
  streetAddress: 'town',
  cityBlock: 'number',
  buildingNameEtc: 'building',
}

/** Whether a target of this split has the whole cell, and no part of it. */
export function isWholeAddress(field: Field): boolean {
  return partOf(field) === 'whole'
}

/** By kind, by the standard's English key, and by the words that its Japanese headers end with. */
function partOf({ kind, key, header }: Field): Part | undefined {
  if (kind === 'prefecture' || kind === 'municipality') return kind
  if (Object.hasOwn(KEYS, key)) return KEYS[key]
  if (/町字/.test(header)) return 'town'
  if (/番地以下/.test(header)) return 'number'
  if (/建物名|方書/.test(header)) return 'building'
  if (/連結|住所|所在地/.test(header)) return 'whole'
  return undefined
}

interface Cut {
  readonly prefecture?: string
  readonly municipality?: string
  readonly town?: string
  readonly number?: string
  readonly building?: string
}

/** Without a field of its own, the building stays behind the house number. */
function partValue(
  cut: Cut,
  part: Exclude<Part, 'whole'>,
  parts: readonly (Part | undefined)[],
): string | undefined {
  if (part !== 'number' || parts.includes('building') || cut.building === undefined) return cut[part]
  return `${cut.number ?? ''}${cut.number === undefined ? '' : ' '}${cut.building}`
}

const CHOME = /^([^-\s番号]*?[一二三四五六七八九十〇0-9]丁目)\s*(.*)$/s
const FIGURES = /^([^0-9]+?)\s*([0-9].*)$/s
/** Names of towns that end with a figure (北1条西, 字20線): where the number begins is not proved. */
const NAMED_FIGURE = /[0-9]+(?:条|線|区|組|部|軒|ノ|之|丁歩|地割)/
const NUMBER =
  /^([0-9]+(?:(?:-|の|番地の?|番|号|−)+[0-9]+)*(?:番外地|番地|番|号|地先|地内)?(?:外|他|ほか)?)\s*(.*)$/s
/** What belongs to the number though it is no figure: 12番外地, 12-3甲, 1-2先 */
const STILL_NUMBER = /^(?:先|地先|番外地|甲|乙|丙|丁|付近|他|外|ほか|の|～|~|-|、|,|・)/

export function cutAddress(whole: string): Cut {
  const prefecture = prefectureOf(whole)
  const behind = whole.slice(prefecture?.length ?? 0).trimStart()
  const municipality = municipalityOf(behind, prefecture)
  const above = { ...(prefecture === undefined ? {} : { prefecture }) }
  if (municipality === undefined) return above
  const rest = behind.slice(municipality.length).trim()
  const known = { ...above, municipality }
  if (rest === '') return { ...known, town: '' }
  const chome = CHOME.exec(rest)
  if (chome === null && NAMED_FIGURE.test(rest)) return known
  const [, town = rest, tail = ''] = chome ?? FIGURES.exec(rest) ?? []
  if (tail === '')
    return /^[0-9]/.test(rest) ? { ...known, town: '', ...numberOf(rest) } : { ...known, ...townOf(town) }
  return { ...known, town: town.trim(), ...numberOf(tail) }
}

function townOf(town: string): Cut {
  const [name = town, ...building] = town.split(/[\s\u3000]+/)
  return building.length === 0 ? { town: name } : { town: name, building: building.join(' ') }
}

function numberOf(tail: string): Cut {
  const [, number, building = ''] = NUMBER.exec(tail) ?? []
  if (number === undefined) return { building: tail }
  if (building === '') return { number }
  return STILL_NUMBER.test(building) ? { number: tail } : { number, building }
}
