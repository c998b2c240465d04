/** Each of the standard's sheets is found by the words that people type. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toldOf } from '../../pipeline/catalog/ckan.ts'
import { searchWordsOf } from '../../pipeline/catalog/search-words.ts'
import { cutTitle } from '../../pipeline/catalog/title-words.ts'
import { createGates } from '../../pipeline/validate/index.ts'
import { finds, indexOf } from './ckan-search.ts'
import { preset, words } from './conventions.ts'
import { entryOf, RECORDS, sheetEntry } from './entries.ts'

const plain = preset('ckan')

const SHEETS = readdirSync(RECORDS)
  .map((name) => name.replace('.schema.json', ''))
  .filter((slug) => !slug.startsWith('ict_plan_'))

/** What people type; each line by hand, not from the list of words. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  aed: [
    'AED',
    'aed',
    'AED 一覧',
    '自動体外式除細動器',
    'AED設置場所',
    '見本市 AED',
    '設置箇所',
    'defibrillator',
  ],
  baby_station: ['授乳室', 'おむつ替え', '赤ちゃんの駅', '赤ちゃん', '子育て', 'baby stations'],
  bicycle_parking: ['駐輪場', '自転車', '自転車置き場', '駐輪場 一覧'],
  care_service: ['介護', '介護サービス', 'デイサービス', '高齢者 福祉', '介護 事業所', '老人ホーム'],
  cultural_property: ['文化財', '史跡', '天然記念物', '文化財 見本市'],
  educational_institution: ['学校', '小学校', '中学校', '教育', '教育機関'],
  emergency_radio: ['防災無線', '防災行政無線', '防災', '防災無線 一覧'],
  evacuation_space: [
    '避難所',
    '避難場所',
    '防災',
    '指定緊急避難場所',
    '緊急避難場所',
    '避難',
    '地震 避難所',
    '見本 避難所',
  ],
  event: ['イベント', '祭り', '催し', 'events'],
  facility_companion: ['施設', '施設情報'],
  fire_hydrant: ['消火栓', '消防水利', '消防', '防火水槽'],
  food_business: ['飲食店', '営業許可', '食品営業許可', '食品衛生'],
  garbage_collection_place: ['ごみ集積所', 'ゴミ集積所', 'ごみ', 'ゴミ', 'ごみステーション', 'ゴミ捨て場'],
  garbage_separation: ['ごみ', 'ゴミ', '分別', 'ごみ分別', 'ごみ 分別', 'リサイクル', '粗大ごみ'],
  hospital: ['病院', '診療所', '医療機関', 'クリニック', '医療', '小児科'],
  open_data_list: ['オープンデータ', 'データ 一覧', 'オープンデータ一覧', 'カタログ'],
  parking: ['駐車場', '市営駐車場', 'パーキング'],
  polling_place: ['投票所', '選挙', '期日前投票'],
  population: ['人口', '年齢別人口', '世帯', '統計', '人口 統計', 'population'],
  preschool: ['保育園', '保育所', '幼稚園', '認定こども園', '子育て', '子育て施設'],
  public_facility: ['公共施設', '市役所', '公民館', '図書館', '体育館', '施設'],
  public_toilet: ['トイレ', '公衆トイレ', '多目的トイレ', '公衆便所', 'お手洗い'],
  public_wireless_lan: ['Wi-Fi', 'wifi', 'WiFi', '無線LAN', 'フリーwifi', '公衆無線LAN'],
  school_district: ['学区', '通学区域', '校区', '小学校 学区', '通学区'],
  school_lunch: ['給食', '献立', '学校給食', 'アレルギー'],
  support_system: ['給付金', '補助金', '助成金', '支援制度', '支援'],
  tourism: ['観光', '観光スポット', '観光施設', '観光地'],
  tourism_point: ['観光', '観光スポット', '観光ポイント', '名所'],
}

test('every sheet has words, under its own title, and queries that people type', () => {
  expect(Object.keys(words.sheets).sort()).toEqual([...SHEETS].sort())
  expect(Object.keys(QUERIES).sort()).toEqual([...SHEETS].sort())
  for (const slug of SHEETS) expect(words.sheets[slug]?.title).toBe(sheetEntry(slug).title.ja)
  for (const [slug, sheet] of Object.entries(words.sheets))
    expect(new Set(sheet.words).size, slug).toBe(sheet.words.length)
})

test('the file passes its schema', () => {
  const json = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'))
  expect(createGates(json)('portals/words.schema.json')?.(words)).toEqual([])
})

describe.each(SHEETS)('%s', (slug) => {
  const told = toldOf(sheetEntry(slug), plain, 'cc-by', words)
  const index = indexOf(told)
  test.each(QUERIES[slug] ?? [])('is found by %s', (query) => expect(finds(index, query)).toBe(true))

  test('its tags are few enough to be read, and are all tags', () => {
    expect(told.tags.length).toBeGreaterThan(2)
    expect(told.tags.length).toBeLessThanOrEqual(12)
    expect(told.tags).toEqual([...new Set(told.tags)].sort())
    for (const tag of told.tags) expect(tag).toMatch(/^[\p{L}\p{N}_ .-]{2,100}$/u)
  })
})

test('the words do it: by its title alone a stock CKAN does not find it', () => {
  const { tags: _, ...rest } = toldOf(sheetEntry('evacuation_space'), plain, 'cc-by', words)
  const bare = { ...rest, tags: [], fields: { title: rest.fields['title'] ?? '' } }
  expect(finds(indexOf(bare), '避難所')).toBe(false)
  expect(finds(indexOf(bare), '指定緊急避難場所一覧')).toBe(true)
})

test('a dataset is not found by what it is not', () => {
  const index = indexOf(toldOf(sheetEntry('evacuation_space'), plain, 'cc-by', words))
  for (const query of ['保育園', 'AED', '駐車場', '避難所 保育園']) expect(finds(index, query)).toBe(false)
})

describe('titles of other datasets', () => {
  test.each([
    ['都市公園一覧', ['公園', '都市公園']],
    ['ごみ収集カレンダー', ['ごみ', '収集', 'ごみ収集カレンダー', 'カレンダー']],
    ['成果指標の観測値一覧', ['指標', '成果指標', '観測値']],
    ['町丁字別人口及び世帯数', ['世帯数', '世帯', '人口', '町丁字別人口']],
    ['2024年度当初予算', ['予算', '当初予算']],
    ['きのこの種類', ['きのこの種類', 'きのこ', '種類']],
    ['支え合いマップ', ['支え合い']],
    ['取組一覧', ['取組']],
    ['公用車情報一覧', ['公用車']],
    ['一覧', []],
    ['税', []],
    ['', []],
  ])('%s has the tags %j', (ja, tags) => {
    const { conformsTo: _, ...entry } = entryOf({ slug: 'own', title: { ja, en: '' } })
    expect(searchWordsOf(entry, words).tags).toEqual(tags)
  })

  test.each([
    ['都市公園一覧', ['公園', '公園 一覧', '遊び場']],
    ['ごみ収集カレンダー', ['ゴミ', 'ごみ カレンダー', '収集']],
    ['令和6年度 見本市観光客数調査結果', ['観光', '令和6年度', '見本市 観光']],
    ['コミュニティバス時刻表（平日）', ['バス', '時刻表', 'バス 時刻表', '平日']],
    ['CO2排出量の推移', ['CO2', '二酸化炭素', '排出量']],
    ['犬の登録頭数', ['犬', 'ペット', '登録頭数']],
    ['津波避難ビル一覧', ['津波', '避難', '津波避難ビル']],
  ])('%s is found by %j', (ja, queries) => {
    const { conformsTo: _, ...entry } = entryOf({ slug: 'own', title: { ja, en: '' } })
    const index = indexOf(toldOf(entry, plain, 'cc-by', words))
    for (const query of queries) expect(finds(index, query), query).toBe(true)
  })

  test('however long, in a time that grows with it', () => {
    const title = 'の施設及びアAあ'.repeat(2000)
    expect(cutTitle(title, words).known).toContain('施設')
  })
})

test('what is no tag is found in the notes', () => {
  const entry = entryOf({ keywords: ['税', '子育て・教育'], category: '税・財政' })
  const told = toldOf(entry, plain, 'cc-by', words)
  expect(told.tags).toEqual(expect.arrayContaining(['子育て', '教育']))
  for (const query of ['税', '教育', '財政', '神奈川県', '見本'])
    expect(finds(indexOf(told), query)).toBe(true)
})

test('a keyword of several words is found by each of them', () => {
  const told = toldOf(entryOf({ keywords: ['ICT推進計画'] }), plain, 'cc-by', words)
  expect(told.tags).toContain('ICT推進計画')
  for (const query of ['ICT', 'ＩＣＴ', '計画', '推進計画'])
    expect(finds(indexOf(told), query), query).toBe(true)
})

test('so many keywords of one’s own that not all are tags: the others stand in the notes, once', () => {
  const keywords = Array.from({ length: 20 }, (_, i) => `ことば${i}`)
  const { tags, more } = searchWordsOf(entryOf({ keywords }), words)
  expect(tags).toEqual(keywords.slice(0, 12))
  expect(more.slice(0, 9)).toEqual([...keywords.slice(12), 'AED'])
  expect(new Set(more).size).toBe(more.length)
})
