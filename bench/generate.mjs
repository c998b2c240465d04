/**
 * node bench/generate.mjs ROWS [--out FILE] [--seed N] [--schema FILE] [--faults N]
 * A CSV of 20 columns of text as Japanese cities have it (about 300 bytes a row; 1,000,000 rows are about 300 MB), and
 * the JSON Schema of a row. The same arguments give the same bytes. `--faults N`: every Nth row breaks a type.
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const CITIES = [
  ['142140', '神奈川県', '伊勢原市', '259-11', '0463', 35.4, 139.3],
  ['011002', '北海道', '札幌市', '060-00', '011', 43.06, 141.35],
  ['401307', '福岡県', '福岡市', '810-00', '092', 33.59, 130.4],
  ['271004', '大阪府', '大阪市', '530-00', '06', 34.69, 135.5],
  ['172014', '石川県', '金沢市', '920-00', '076', 36.56, 136.66],
  ['462012', '鹿児島県', '鹿児島市', '890-00', '099', 31.6, 130.56],
]
const TOWNS = [
  '田中',
  '桜台',
  '東大竹',
  '高森',
  '岡崎',
  '白根',
  '板戸',
  '上粕屋',
  '日向',
  '大山',
  '沼目',
  '笠窪',
  '中央',
  '本町',
  '緑が丘',
]
const PLACES = [
  '図書館',
  '公民館',
  '児童館',
  '市民体育館',
  '総合運動公園',
  '保健センター',
  'コミュニティセンター',
  '消防署',
  '小学校',
  '保育園',
  '老人福祉センター',
  '郷土資料館',
]
const KANA = [
  'トショカン',
  'コウミンカン',
  'ジドウカン',
  'シミンタイイクカン',
  'ソウゴウウンドウコウエン',
  'ホケンセンター',
  'コミュニティセンター',
  'ショウボウショ',
  'ショウガッコウ',
  'ホイクエン',
  'ロウジンフクシセンター',
  'キョウドシリョウカン',
]
const PARTS = ['第一', '第二', '東部', '西部', '南部', '北部', '中央', '新']
const PARTS_KANA = ['ダイイチ', 'ダイニ', 'トウブ', 'セイブ', 'ナンブ', 'ホクブ', 'チュウオウ', 'シン']
const CLASSES = ['文化施設', '体育施設', '教育施設', '福祉施設', '保健施設', '防災施設']
const DAYS = ['月火水木金', '月火水木金土日祝', '火水木金土日', '土日祝']
const REMARKS = [
  '',
  '',
  '駐車場あり',
  '第2・第4月曜日は休館',
  '入口は北側、スロープあり',
  'エレベーター, 多目的トイレ, 授乳室があります',
  '「ふれあい広場」を含む',
  '通称"みどりの家", 予約が要ります',
]
const ROWS_PER_CHUNK = 2000

/** 32-bit state, so that it is the same everywhere (Mulberry32). */
function chance(seed) {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const two = (n) => (n < 10 ? `0${n}` : `${n}`)
const digits = (n, width) => String(n).padStart(width, '0')

const text = (more = {}) => ({ type: 'string', minLength: 1, ...more })
const optional = (more = {}) => ({ type: ['string', 'null'], ...more })

/** Header → JSON Schema of its cell, in the order of the columns. */
const COLUMNS = {
  ID: text({ pattern: '^[0-9]{10}$' }),
  全国地方公共団体コード: text({ pattern: '^[0-9]{6}$' }),
  地方公共団体名: text({ maxLength: 20 }),
  名称: text({ maxLength: 50 }),
  名称_カナ: text({ pattern: '^[ァ-ヶー・]+$' }),
  分類: text({ enum: CLASSES }),
  郵便番号: text({ pattern: '^[0-9]{3}-[0-9]{4}$' }),
  住所: text({ maxLength: 100 }),
  方書: optional({ maxLength: 50 }),
  緯度: { type: 'number', minimum: 20, maximum: 46 },
  経度: { type: 'number', minimum: 122, maximum: 154 },
  電話番号: optional({ pattern: '^[0-9]{2,4}-[0-9]{1,4}-[0-9]{4}$' }),
  URL: optional({ maxLength: 200 }),
  開設年月日: text({ format: 'date' }),
  利用可能曜日: text({ enum: DAYS }),
  開始時間: text({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  終了時間: text({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  定員: { type: ['integer', 'null'], minimum: 0, maximum: 100000 },
  多目的トイレ: text({ enum: ['有', '無'] }),
  備考: optional(),
}

/** JSON Schema of a row, as `--schema` takes it. */
export function rowSchema() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '公共施設一覧（測定用）',
    type: 'object',
    required: Object.keys(COLUMNS),
    properties: COLUMNS,
  }
}

/** Pieces of the file, in order; `faults`: every so many rows a date is not one. */
export function* csvText(rows, { seed = 1, faults = 0 } = {}) {
  const below = chance(seed)
  yield `${Object.keys(COLUMNS).join(',')}\r\n`
  let piece = ''
  for (let row = 1; row <= rows; row += 1) {
    const [code, prefecture, city, post, area, lat, lon] = CITIES[below(CITIES.length)]
    const town = TOWNS[below(TOWNS.length)]
    const place = below(PLACES.length)
    const part = below(PARTS.length)
    const [chome, ban, go] = [1 + below(9), 1 + below(40), 1 + below(30)]
    let remark = REMARKS[below(REMARKS.length)]
    if (row % 997 === 0) remark = '午前の部\n午後の部, 申込制'
    if (remark !== '' && /[",\n]/.test(remark)) remark = `"${remark.replaceAll('"', '""')}"`
    const open = 8 + below(3)
    const close = 16 + below(6)
    const day =
      faults > 0 && row % faults === 0
        ? '2月30日'
        : `${1955 + below(70)}-${two(1 + below(12))}-${two(1 + below(28))}`
    piece +=
      `${digits(row, 10)},${code},${prefecture}${city},${city}${town}${PARTS[part]}${PLACES[place]}${below(300)},` +
      `${PARTS_KANA[part]}${KANA[place]},${CLASSES[below(CLASSES.length)]},${post}${two(below(100))},` +
      `${prefecture}${city}${town}${chome}丁目${ban}番${go}号,${below(3) === 0 ? `市民プラザ${1 + below(9)}階` : ''},` +
      `${(lat + below(90000) / 1e6).toFixed(6)},${(lon + below(90000) / 1e6).toFixed(6)},` +
      `${below(10) === 0 ? '' : `${area}-${two(10 + below(89))}-${digits(below(10000), 4)}`},` +
      `${below(4) === 0 ? '' : `https://www.city.example.jp/shisetsu/${code}/${row}.html`},` +
      `${day},${DAYS[below(DAYS.length)]},${two(open)}:${below(2) === 0 ? '00' : '30'},${two(close)}:${below(2) === 0 ? '00' : '30'},` +
      `${below(6) === 0 ? '' : below(1200)},${below(2) === 0 ? '有' : '無'},${remark}\r\n`
    if (row % ROWS_PER_CHUNK === 0) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

/** Writes the file a piece at a time. */
export function writeCsvFile(file, rows, options) {
  const handle = openSync(file, 'w')
  let bytes = 0
  try {
    for (const piece of csvText(rows, options)) {
      const data = Buffer.from(piece)
      for (let at = 0; at < data.length; ) at += writeSync(handle, data, at)
      bytes += data.length
    }
  } finally {
    closeSync(handle)
  }
  return bytes
}

export function writeSchemaFile(file) {
  writeFileSync(file, `${JSON.stringify(rowSchema(), null, 2)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      seed: { type: 'string' },
      schema: { type: 'string' },
      faults: { type: 'string' },
    },
  })
  const rows = Number(positionals[0])
  if (!Number.isInteger(rows) || rows < 0) {
    console.error('node bench/generate.mjs ROWS [--out FILE] [--seed N] [--schema FILE] [--faults N]')
    process.exit(2)
  }
  const options = { seed: Number(values.seed ?? 1), faults: Number(values.faults ?? 0) }
  if (values.schema) writeSchemaFile(values.schema)
  if (values.out) console.error(`${values.out}: ${writeCsvFile(values.out, rows, options)} bytes`)
  else if (!values.schema) for (const piece of csvText(rows, options)) process.stdout.write(piece)
}
