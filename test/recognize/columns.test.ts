/** Which column of a table is which of a sheet, and what is declared of it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Recognized, recognizeTable } from '../../pipeline/recognize/index.ts'
import { FILES, KNOWLEDGE, mapping, recognize, tableOf } from './knowledge.ts'

const A = '架空県架空市本町1-2-3'
const P = '0422-45-1151'
const LA = '35.683'
const LO = '139.559'

test('each header of a sheet is its own column, in any writing of width, brackets and dashes', () => {
  for (const { id, columns } of KNOWLEDGE.sheets) {
    const plain = recognizeTable(
      tableOf(columns.map(({ header }) => header)),
      { fileName: 'x.csv', worksheet: null, as: id },
      KNOWLEDGE,
    )
    expect(plain.columns.map(({ target }) => target)).toEqual(columns.map(({ header }) => header))
    expect(plain.columns.every(({ confidence }) => confidence === 1)).toBe(true)
    const written = columns.map(({ header }) =>
      header
        .replaceAll('_', '＿')
        .replaceAll('ー', '―')
        .replaceAll('（', '(')
        .replaceAll('）', ')')
        .replaceAll('カナ', 'ｶﾅ'),
    )
    const folded = recognizeTable(tableOf(written), { fileName: 'x.csv', worksheet: null, as: id }, KNOWLEDGE)
    expect(folded.columns.map(({ target }) => target)).toEqual(columns.map(({ header }) => header))
  }
})

const MAPPINGS: readonly (readonly [
  file: string,
  header: string,
  row: string,
  Record<string, string | null>,
])[] = [
  [
    'AED.csv',
    'No,施設名称,郵便番号,所在地,AED設置場所,TEL,利用可能時間,小児用パッド,備考',
    `1|市役所|181-8555|${A}|1階ロビー|${P}|8:30～17:15|有|`,
    {
      No: 'ID',
      施設名称: '名称',
      郵便番号: '郵便番号',
      所在地: '所在地_連結表記',
      AED設置場所: '設置位置',
      TEL: '電話番号',
      利用可能時間: '開始時間+終了時間',
      小児用パッド: '小児対応設備の有無',
      備考: '備考',
    },
  ],
  [
    'AED.csv',
    '番号,設置場所,所在地,台数,連絡先',
    `1|市役所本庁舎|${A}|1|${P}`,
    { 番号: 'ID', 設置場所: '名称', 所在地: '所在地_連結表記', 台数: null, 連絡先: '電話番号' },
  ],
  [
    '指定緊急避難場所.csv',
    '施設名,住所,対象災害_洪水,対象災害_土砂災害,地震時,大規模火災,収容可能人数（人）,座標',
    `第一小|${A}|○|×|○||500|"35.6,139.5"`,
    {
      施設名: '名称',
      住所: '所在地_連結表記',
      対象災害_洪水: '災害種別_洪水',
      対象災害_土砂災害: '災害種別_崖崩れ、土石流及び地滑り',
      地震時: '災害種別_地震',
      大規模火災: '災害種別_大規模な火事',
      '収容可能人数（人）': '想定収容人数',
      座標: null,
    },
  ],
  [
    '保育所.csv',
    '施設名,住所1,住所2,Y,X,定員,開所時間,設置者',
    `A保育園|架空市|本町1-2|${LA}|${LO}|90人|7:00～19:00|法人A`,
    {
      施設名: '名称',
      住所1: '所在地_連結表記',
      住所2: '所在地_連結表記',
      Y: '緯度',
      X: '経度',
      定員: '収容定員',
      開所時間: '開始時間+終了時間',
      設置者: '団体名',
    },
  ],
  [
    '消火栓.csv',
    '消火栓番号,種別,口径(mm),所在地,X座標,Y座標',
    `1|消火栓|150|${A}|-12345.6|23456.7`,
    {
      消火栓番号: 'ID',
      種別: '種別',
      '口径(mm)': '口径',
      所在地: '所在地_連結表記',
      X座標: null,
      Y座標: null,
    },
  ],
  [
    'イベント.csv',
    'イベント名,開催期間,会場,TEL,料金,問合せ先',
    `祭り|2024/4/1～2024/4/3|公園|${P}|一般300円、学生150円|観光課`,
    {
      イベント名: 'イベント名',
      開催期間: '開始日+終了日',
      会場: '場所名称',
      TEL: '連絡先電話番号',
      料金: '料金(詳細)',
      問合せ先: '連絡先名称',
    },
  ],
  [
    '市営駐車場.csv',
    '駐車場名称,所在地,緯度,経度,普通車,電話番号',
    `駅前|${A}|${LA}|${LO}|100|${P}`,
    {
      駐車場名称: '公営駐車場_名称',
      所在地: '住所_連結表記',
      緯度: '公営駐車場_緯度',
      経度: '公営駐車場_経度',
      普通車: '公営駐車場_最大駐車台数_普通車',
      電話番号: '連絡先_電話番号',
    },
  ],
]

describe('mapping', () => {
  test.each(MAPPINGS)('%s %s', (file, header, row, expected) => {
    expect(mapping(recognize(file, header, row))).toEqual(expected)
  })
})

describe('values', () => {
  const target = (header: string, ...cells: readonly string[]): string | null => {
    const rows = cells.map((cell) => `市役所|${A}|${cell}`)
    return mapping(recognize('AED.csv', `施設名,住所,${header}`, ...rows))[header] ?? null
  }
  test.each([
    ['a contact is a phone where it is one', '連絡先', P, '電話番号'],
    ['and none where it is not', '連絡先', '総務課', null],
    ['a position in one cell is two columns', 'location', '35.68,139.55', '緯度+経度'],
    ['and nothing where it is a word', 'location', '駅前', null],
    ['a header that the values contradict is not followed', 'TEL', 'https://a.example', null],
    ['but the standard’s own is, with a doubt', '電話番号', 'https://a.example', '電話番号'],
    ['metres are no degrees', 'Y', '-12345.6', null],
    [
      'hours of several kinds are a remark',
      '利用時間',
      '平日は9時から、土日は応相談',
      '利用可能日時特記事項',
    ],
  ])('%s', (_, header, cell, expected) => {
    expect(target(header, cell, cell)).toBe(expected)
  })
})

describe('slips and blanks', () => {
  const sheet = KNOWLEDGE.sheets.find(({ id }) => id === 'baby_station')
  const own = sheet?.columns.slice(0, sheet.own).map(({ header }) => header) ?? []
  test('a letter that is off is mended where its neighbours stand as in the standard', () => {
    const written = own.map((header) =>
      header === '赤ちゃんの駅_お湯の有無' ? '赤ちゃんの駅_お場の有無' : header,
    )
    const { columns, questions } = recognizeTable(
      tableOf(written),
      { fileName: 'x.csv', worksheet: null },
      KNOWLEDGE,
    )
    expect(columns.map(({ target }) => target)).toEqual(own)
    expect(questions.filter(({ column }) => column !== undefined)).toEqual([])
  })
  test('blank headers are what stands there in the standard, if the values agree, and are asked about', () => {
    const written = own.map((header, i) => (i < own.length - 2 ? header : ''))
    const row = own.map((_, i) => (i < own.length - 2 ? 'A' : '有'))
    const { columns, questions } = recognizeTable(
      tableOf(written, [row, row]),
      { fileName: 'x.csv', worksheet: null },
      KNOWLEDGE,
    )
    expect(columns.slice(-2).map(({ target }) => target)).toEqual(own.slice(-2))
    expect(questions.filter(({ column }) => column !== undefined).map(({ column }) => column)).toEqual(
      expect.arrayContaining([own.length - 1, own.length]),
    )
  })
  test('of two columns with one header the second is left, with its reason', () => {
    const { columns, declaration } = recognize('AED.csv', '名称,住所,電話番号,電話番号', `A|${A}|${P}|${P}`)
    expect(columns.map(({ target }) => target)).toEqual(['名称', '所在地_連結表記', '電話番号', null])
    expect(declaration.columns[3]).toEqual({
      header: '電話番号',
      nth: 2,
      leave: '「電話番号」には列「電話番号」を使うので、この列は使いません。',
    })
  })
})

test('the former layouts go where their files say', () => {
  const old = recognize('x.csv', OLD_AED)
  expect(mapping(old)).toMatchObject({
    都道府県コード又は市区町村コード: '全国地方公共団体コード',
    NO: 'ID',
    都道府県名: '地方公共団体名',
    市区町村名: '地方公共団体名',
    住所: '所在地_連結表記',
    方書: '建物名等(方書)',
  })
  const address = ({ declaration }: Recognized): unknown =>
    declaration.columns.find(({ header }) => header === '住所')
  expect(address(old)).toMatchObject({ split: 'address' })
  const row = (written: string): string => `132047|1|東京都|三鷹市|市役所||${written}`
  expect(address(recognize('x.csv', OLD_AED, row(A)))).toMatchObject({ split: 'address' })
  // there is nothing to part without the municipality
  expect(address(recognize('x.csv', OLD_AED, row('本町1-2-3')))).toEqual({
    header: '住所',
    to: '所在地_連結表記',
  })
})

test('a layout that covers the table beats the English keys of the standard', () => {
  const header = 'prefCode,pref,city,name,address,latitude,longitude,installer,ssid,area'
  const said = recognize('x.csv', header, `372013|香川県|高松市|市役所|${A}|34.3|134.0|市|Free|1階`)
  expect(said.sheet?.id).toBe('public_wireless_lan')
  expect(mapping(said)).toMatchObject({ pref: '地方公共団体名', city: '地方公共団体名' })
})

test('prefecture and city beside an address, outside of a layout, are parts of the address', () => {
  const said = recognize(
    'フリーWi-Fi.csv',
    '施設名,都道府県名,市区町村名,住所,利用時間帯,カバーエリア',
    '駅前|架空県|架空市|本町1||屋外',
  )
  expect(mapping(said)).toMatchObject({ 都道府県名: '所在地_都道府県', 住所: '所在地_連結表記' })
})

describe('X and Y', () => {
  const of = (x: string, y: string, header = 'X座標,Y座標'): Record<string, string | null> =>
    mapping(recognize('消火栓.csv', `種別,口径,所在地,${header}`, `消火栓|75|${A}|${x}|${y}`))
  test.each([
    ['138.90012', '35.12015', '経度', '緯度'],
    ['35.12015', '138.90012', '緯度', '経度'],
    ['-12345.6', '-45678.9', null, null],
    ['0', '0', null, null],
  ])('%s, %s', (x, y, first, second) => {
    expect(of(x, y)).toMatchObject({ X座標: first, Y座標: second })
    expect(of(x, y, 'X,Y')).toMatchObject({ X: first, Y: second })
  })
  test('metres are left with their reason', () => {
    const { columns } = recognize('消火栓.csv', '種別,口径,所在地,X,Y', `消火栓|75|${A}|-12345.6|-45678.9`)
    expect(columns[3]?.reason.ja).toContain('平面直角座標')
  })
})

/** Wordings of offices, each in a sheet that has the column, and the value that goes with them. */
const WORDINGS: readonly (readonly [file: string, target: string, value: string, headers: string])[] = [
  [
    'AED.csv',
    '全国地方公共団体コード',
    '132047',
    '都道府県コード又は市町村コード,市区町村コード,市町村コード,自治体コード,団体コード',
  ],
  ['AED.csv', '名称', '市役所', '施設名,施設名称,名前,設置施設,設置施設名,建物名,施設の名称,設置場所名'],
  [
    'AED.csv',
    '所在地_連結表記',
    A,
    '住所,所在地,所在,設置住所,場所,施設所在地,所在地（住所）,設置場所の住所',
  ],
  ['AED.csv', '電話番号', P, '電話,TEL,電話番号（代表）,連絡先,問い合わせ先,問合せ先,お問い合わせ先電話番号'],
  ['AED.csv', '開始時間+終了時間', '9:00～17:00', '開設時間,営業時間,開館時間,利用時間,使用できる時間'],
  ['AED.csv', '利用可能日時特記事項', '月曜日', '定休日,休館日,休業日,閉館日'],
  ['AED.csv', '利用可能曜日', '月火水', '使用できる曜日,利用できる曜日,開放曜日,利用曜日'],
  ['AED.csv', '緯度', LA, '緯度(北緯),北緯,緯度（世界測地系）,Latitude,lat,Y,Y座標（緯度）'],
  ['AED.csv', '経度', LO, '経度(東経),東経,経度（世界測地系）,Longitude,lng,X,X（経度）'],
  [
    'AED.csv',
    'URL',
    'https://a.example',
    'ホームページ,HP,リンク,公式サイト,ウェブページ,ホームページアドレス',
  ],
  ['避難場所.csv', '想定収容人数', '500', '収容人数,収容可能人数,最大収容人数,想定収容人数（人）'],
  ['避難場所.csv', '標高', '12.3', '標高（m）,海抜,海抜（m）'],
  ['支援制度一覧.csv', '対象者', '子育て世帯', '対象,対象者,支援対象者'],
  ['オープンデータ一覧.csv', 'データセット_最終更新日', '2024/4/1', '最終更新日,データ更新日'],
  ['公衆便所.csv', '男性トイレ数（和式）', '2', '男（大・和）,男（和）,男子（和式）,男性便器数（和式）'],
  ['公衆便所.csv', '男性トイレ数（洋式）', '2', '男（大・洋）,男（洋式）,男子洋式便器'],
  ['公衆便所.csv', '女性トイレ数（洋式）', '2', '女（洋）,女性（洋式）'],
  ['公衆便所.csv', 'バリアフリートイレ数', '1', '多目的,多機能トイレ数,多目的トイレ'],
  ['市営駐車場.csv', '公営駐車場_最大駐車台数_バス', '5', '大型バス収容台数,大型車,バス'],
  ['市営駐車場.csv', '公営駐車場_最大駐車台数_バイク', '5', '自動二輪収容台数,二輪,オートバイ'],
  ['支援制度一覧.csv', '用途・対象費', '機器の購入費', '補助対象経費,対象経費'],
  ['支援制度一覧.csv', '受付開始日', '2024/4/1', '受付開始,申請受付開始,受付期間（開始）'],
  ['介護事業所.csv', '法人の名称', '社会福祉法人A', '申請者（法人）名称,申請者（法人名）,法人名'],
  ['観光施設.csv', '説明', '江戸時代の城', '概要,見どころ,紹介文'],
  ['観光施設.csv', '料金(基本)', '500', '拝観料・入場料,拝観料,入園料'],
  ['観光施設.csv', '料金(詳細)', '一般500円、学生300円', '拝観料・入場料,入園料'],
  ['観光施設.csv', '連絡先電話番号', '290-1789', '問合せ電話,TEL,電話'],
  ['防災行政無線.csv', '防災行政無線_名称', '本町', '屋外拡声子局名称,屋外子局名,子局名'],
  ['AED.csv', '小児対応設備の有無', '有', 'パッド（小児用）,小児パッド,小児用電極'],
  ['ごみ集積所.csv', 'ゴミ集積場所_ゴミ種類', '可燃・資源', '種別,種類,ごみの種類,収集品目'],
]

describe('wordings of offices', () => {
  test.each(
    WORDINGS.flatMap(([file, target, value, headers]) =>
      headers.split(',').map((header) => [header, target, value, file] as const),
    ),
  )('%s is %s', (header, target, value, file) => {
    const as = {
      AED: 'aed',
      避難場所: 'evacuation_space',
      支援制度一覧: 'support_system',
      オープンデータ一覧: 'open_data_list',
      ごみ集積所: 'garbage_collection_place',
      公衆便所: 'public_toilet',
      市営駐車場: 'parking',
      介護事業所: 'care_service',
      観光施設: 'tourism',
      防災行政無線: 'emergency_radio',
    }[file.replace('.csv', '')]
    const table = tableOf(
      ['メモ', header],
      [
        ['あ', value],
        ['い', value],
      ],
    )
    const said = recognizeTable(
      table,
      { fileName: file, worksheet: null, ...(as === undefined ? {} : { as }) },
      KNOWLEDGE,
    )
    expect(mapping(said)[header]).toBe(target)
  })
  test('a code is one only where it has five or six figures', () => {
    expect(mapping(recognize('AED.csv', '施設名,住所,団体コード', `市役所|${A}|A-1`))).toMatchObject({
      団体コード: null,
    })
  })
  test('a place is an address only where it has the figures of one', () => {
    const table = tableOf(['施設名', '場所'], [['体育館', '市役所前']])
    const said = recognizeTable(table, { fileName: 'x.csv', worksheet: null, as: 'aed' }, KNOWLEDGE)
    expect(mapping(said)).toEqual({ 施設名: '名称', 場所: null })
  })
})

const OLD_AED =
  '都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,小児対応設備の有無,URL,備考'

describe('the declaration', () => {
  test('has every column, the key, and what the publisher is known to be', () => {
    const found = tableOf(
      ['施設名', '住所', 'メモ'],
      [
        ['市役所', A, 'x'],
        ['体育館', A, 'y'],
      ],
    )
    const context = { fileName: 'AED.csv', worksheet: '一覧', code: '132047', name: '東京都三鷹市' }
    const { declaration, questions } = recognizeTable(found, context, KNOWLEDGE)
    expect(declaration).toEqual({
      dataset: 'aed',
      worksheet: '一覧',
      headerRows: 1,
      columns: [
        { header: '施設名', to: '名称' },
        {
          header: '住所',
          to: '所在地_連結表記',
        },
        { header: 'メモ', leave: 'この一覧のどの項目に当たるか、判断できませんでした。' },
      ],
      set: { 全国地方公共団体コード: '132047', 地方公共団体名: '東京都三鷹市' },
      key: ['名称'],
    })
    expect(questions.map(({ ja }) => ja).join()).toContain('メモ')
  })
})

describe('the key', () => {
  const keyed = (rows: readonly (readonly [string, string])[]) =>
    recognizeTable(
      tableOf(
        ['ID', '名称', '住所'],
        rows.map(([id, name]) => [id, name, A]),
      ),
      { fileName: 'AED.csv', worksheet: null, as: 'aed' },
      KNOWLEDGE,
    )
  test('an ID that stands twice by mistake is still the key', () => {
    const { declaration } = keyed([
      ['A1', '本庁'],
      ['A1', '支所'],
      ['A2', '分館'],
    ])
    expect(declaration.key).toEqual(['ID'])
  })
  test('one that is the same in most rows is none, and is asked about with two rows', () => {
    const { declaration, questions } = keyed([
      ['A1', '本庁'],
      ['A1', '支所'],
      ['A1', '分館'],
    ])
    expect(declaration.key).toEqual(['名称'])
    expect(questions.map(({ en }) => en).join()).toMatch(/Rows 2 and 3, for example, have the same ID/)
  })
  test('the municipality that set a place up is the publisher, but of a prefecture', () => {
    const setBy = (code: string) =>
      recognizeTable(
        tableOf(['名称', '住所'], [['体育館', A]]),
        { fileName: 'x.csv', worksheet: null, as: 'evacuation_space', code },
        KNOWLEDGE,
      ).declaration.set
    expect(setBy('142140')).toMatchObject({ 市区町村コード: '142140' })
    expect(setBy('140007')).not.toHaveProperty('市区町村コード')
  })
})

describe('whatever comes', () => {
  const headers = Object.values(FILES.records).flatMap(() => [
    '名称',
    '住所',
    '緯度',
    'NO',
    'location',
    '',
    '種別',
    '洪水',
  ])
  const word = fc.oneof(fc.constantFrom(...headers), fc.string({ maxLength: 8 }))
  const cell = fc.oneof(fc.constantFrom('', '1', '35.6,139.5', '2024/4/1', P, A), fc.string({ maxLength: 6 }))
  test('it answers, no target is taken twice but by the parts of one, and every column is accounted for', () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 4 }),
        fc.constantFrom('aed.csv', '避難場所.xlsx', '', 'x'),
        fc.constantFrom(undefined, 'aed', 'event', 'parking'),
        (header, rows, fileName, as) => {
          const found = tableOf(header, rows)
          const context = { fileName, worksheet: null, ...(as === undefined ? {} : { as }) }
          const said = recognizeTable(found, context, KNOWLEDGE)
          expect(said).toEqual(recognizeTable(found, context, KNOWLEDGE))
          expect(said.columns.map(({ header: written }) => written)).toEqual(header)
          expect(said.declaration.columns).toHaveLength(header.length)
          const targets = said.columns.flatMap(({ target, also }) =>
            target === null ? [] : [target, ...also],
          )
          const twice = targets.filter((target, i) => targets.indexOf(target) !== i)
          expect(twice.filter((target) => !['地方公共団体名', '所在地_連結表記'].includes(target))).toEqual(
            [],
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})
