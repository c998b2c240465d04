/** Which sheet a table is: every sheet and layout against every other, other cities' wordings, and near misses. */
import { describe, expect, test } from 'vitest'
import { isObject, listOf, textOf } from '../../pipeline/lib/object.ts'
import { recognizeTable } from '../../pipeline/recognize/index.ts'
import { dice, FILES, KNOWLEDGE, recognize, tableOf } from './knowledge.ts'

/** What it says of these headers alone, without a word from a file name or a value. */
function named(header: readonly string[], fileName = 'x.csv'): string | null {
  return recognizeTable(tableOf(header), { fileName, worksheet: null }, KNOWLEDGE).sheet?.id ?? null
}

interface LayoutCase {
  readonly sheet: string
  readonly layout: string
  readonly complete: boolean
  readonly headers: readonly string[]
}

const LAYOUTS: readonly LayoutCase[] = Object.values(FILES.layouts).flatMap((file) =>
  !isObject(file) || file.sheet === 'any' || file.sheet === 'facility_companion'
    ? []
    : listOf(file.layouts).flatMap((layout) =>
        isObject(layout)
          ? [
              {
                sheet: String(file.sheet),
                layout: String(layout.id),
                complete: layout.complete === true,
                headers: listOf(layout.columns).flatMap((one) =>
                  isObject(one) ? (textOf(one.header) ?? []) : [],
                ),
              },
            ]
          : [],
      ),
)

describe.each(KNOWLEDGE.sheets.map((sheet) => [sheet.id, sheet] as const))('%s', (id, sheet) => {
  const headers = sheet.columns.map(({ header }) => header)
  const own = headers.slice(0, sheet.own)

  test('is known by its columns, and by all that may follow them', () => {
    expect(named(own)).toBe(id)
    expect(named(headers)).toBe(id)
  })

  test('by six of ten columns in any order it is itself or none, never another', () => {
    const chance = dice(own.length)
    const said = Array.from({ length: 8 }, () => {
      const some = own.filter(() => chance() < 0.6).map((header) => [chance(), header] as const)
      return named(some.sort(([a], [b]) => a - b).map(([, header]) => header))
    })
    expect(said.filter((one) => one !== id && one !== null)).toEqual([])
  })

  test('by four of ten columns and its title it is itself or none', () => {
    const chance = dice(own.length + 1)
    const said = Array.from({ length: 8 }, () =>
      named(
        own.filter(() => chance() < 0.4),
        `${sheet.title}.csv`,
      ),
    )
    expect(said.filter((one) => one !== id && one !== null)).toEqual([])
  })
})

describe('layouts', () => {
  test.each(
    LAYOUTS.filter(({ complete }) => complete).map((one) => [one.sheet, one.layout, one.headers] as const),
  )('%s %s', (sheet, _, headers) => {
    expect(named(headers)).toBe(sheet)
  })

  test.each(
    LAYOUTS.filter(({ headers }) => headers.length > 8).map(
      (one) => [one.sheet, one.layout, one.headers] as const,
    ),
  )('part of %s %s is no other sheet', (sheet, _, headers) => {
    const chance = dice(headers.length)
    const said = Array.from({ length: 6 }, () => named(headers.filter(() => chance() < 0.7)))
    expect(said.filter((one) => one !== sheet && one !== null)).toEqual([])
  })
})

const A = '架空県架空市本町1-2-3'
const P = '0422-45-1151'
const LA = '35.683'
const LO = '139.559'

/** Wordings of offices that have their own, made up after real ones. */
const OWN_WORDING: readonly (readonly [sheet: string, file: string, header: string, row: string])[] = [
  [
    'aed',
    'AED設置場所一覧.csv',
    'No,施設名,住所,設置場所,電話番号,小児用パッド',
    `1|市役所|${A}|1階ロビー|${P}|有`,
  ],
  [
    'aed',
    '市内AED設置施設.xlsx',
    '番号,設置場所,所在地,設置台数,管理者,連絡先',
    `1|市役所本庁舎|${A}|1|総務課|${P}`,
  ],
  [
    'evacuation_space',
    '避難場所一覧.csv',
    '施設名,所在地,洪水,土砂災害,地震,津波,収容人数',
    `第一小|${A}|○|×|○||500`,
  ],
  ['evacuation_space', '指定緊急避難場所.csv', '番号,名称,住所,緯度,経度', `1|第一小|${A}|${LA}|${LO}`],
  [
    'public_toilet',
    '公衆便所.csv',
    '番号,公衆便所名,所在地,男（小）,女,ベビーベッド,オストメイト',
    `1|駅前便所|${A}|2|2|有|無`,
  ],
  ['public_wireless_lan', 'フリーWi-Fi.csv', '施設名,住所,SSID,利用可能エリア', `市役所|${A}|City_Free|1階`],
  [
    'cultural_property',
    '文化財.csv',
    '番号,名称,種別,指定区分,指定年月日,所在地,所有者',
    `1|仏像|彫刻|市指定|S50.4.1|${A}|A寺`,
  ],
  ['preschool', '保育所一覧.csv', '施設名,住所,電話番号,定員,運営主体', `A保育園|${A}|${P}|90|法人A`],
  [
    'preschool',
    'x.csv',
    '園名,類型,所在地,利用定員,受入年齢,一時保育',
    `A保育園|認可保育所|${A}|90|0～5歳|○`,
  ],
  ['hospital', '医療機関.csv', '医療機関名,所在地,電話番号,診療科目,休診日', `A医院|${A}|${P}|内科|日`],
  [
    'care_service',
    '介護事業所.csv',
    '事業所番号,事業所名,サービス種類,所在地,法人名',
    `1370000001|A|通所介護|${A}|A社`,
  ],
  [
    'tourism',
    '観光スポット一覧.csv',
    'スポット名,住所,紹介文,写真,緯度,経度',
    `A城|${A}|城|https://a.example/1.jpg|${LA}|${LO}`,
  ],
  [
    'event',
    'イベント.csv',
    'イベント名,開催日,開始時間,会場,対象,申込方法',
    '祭り|2024/4/1|10:00|公園|どなたでも|不要',
  ],
  ['fire_hydrant', '消火栓.csv', '水利番号,所在地,口径,緯度,経度', `1|${A}|150|${LA}|${LO}`],
  [
    'food_business',
    '食品営業許可.csv',
    '屋号,営業所所在地,業種,許可年月日,有効期限',
    `A食堂|${A}|飲食店営業|R2.4.1|R8.3.31`,
  ],
  ['school_lunch', '給食献立.csv', '日付,献立名,エネルギー,たんぱく質', '2024/4/10|カレー|650|25'],
  ['school_district', '通学区域.csv', '学校名,通学区域', '第一小|本町、中町'],
  ['emergency_radio', '防災行政無線.csv', '子局番号,子局名,所在地,緯度,経度', `1|本町|${A}|${LA}|${LO}`],
  ['parking', '市営駐車場.csv', '駐車場名,所在地,収容台数,料金', `駅前|${A}|100|200円`],
  ['bicycle_parking', '駐輪場一覧.csv', '駐輪場名,所在地,収容台数', `駅前|${A}|500`],
  ['polling_place', '投票所一覧.csv', '投票区,投票所,所在地', `1|第一小|${A}`],
  ['garbage_separation', '家庭ごみの分け方.csv', '頭文字,品名,区分,備考', 'あ|アイロン|不燃ごみ|'],
  [
    'garbage_collection_place',
    'ごみ集積所.csv',
    '集積所番号,町名,所在地,緯度,経度',
    `1|本町|${A}|${LA}|${LO}`,
  ],
  ['baby_station', '赤ちゃんの駅.csv', '施設名,住所,授乳,おむつ替え', `市役所|${A}|○|○`],
  ['public_facility', '公共施設一覧.csv', '施設名,所在地,電話番号,休館日', `図書館|${A}|${P}|月曜`],
  [
    'population',
    '町丁別年齢別人口.csv',
    '町丁名,総数,男,女,0～4歳男,0～4歳女,5～9歳男,5～9歳女,10～14歳男,10～14歳女',
    '本町|1000|500|500|10|10|12|12|11|11',
  ],
  [
    'open_data_list',
    'オープンデータ一覧.csv',
    'データ名称,データ概要,更新頻度,URL',
    'AED|一覧|年1回|https://a.example',
  ],
  [
    'hospital',
    'x_byouin_ichiran.csv',
    '番号,病院・医院名,診療科目,所在地,電話番号,休診日',
    `1|A医院|内科|${A}|${P}|日`,
  ],
  ['hospital', '診療所.csv', '診療所名,所在地,電話番号,診療時間', `A医院|${A}|${P}|9:00～12:00`],
  [
    'public_wireless_lan',
    '717.csv',
    '施設名,電話番号,住所,利用時間帯,フリー電源,カバーエリア,緯度,経度',
    `市役所|${P}|${A}||有|屋外|${LA}|${LO}`,
  ],
  ['public_wireless_lan', 'x.csv', '施設名,住所,SSID,緯度,経度', `市役所|${A}|City_Free|${LA}|${LO}`],
  ...['bousaigyouseimusenn', 'bosai_gyosei_musen', 'bosaimusen_2024', 'BOUSAI-MUSEN'].map(
    (name) =>
      [
        'emergency_radio',
        `minami_${name}.csv`,
        '行政管内,設置場所,住所,設備種別,緯度,経度',
        `北地区|A公園|${A}|柱|${LA}|${LO}`,
      ] as const,
  ),
  [
    'emergency_radio',
    'x.csv',
    '行政管内,設置場所,住所,設備種別,緯度,経度',
    `北地区|A公園|${A}|無線放送塔|${LA}|${LO}`,
  ],
  ['fire_hydrant', 'syoukasen.csv', '番号,種別,所在地,緯度,経度', `1|消火栓|${A}|${LA}|${LO}`],
  ['bicycle_parking', 'tyurinjo_ichiran.csv', '駐輪場名,所在地,収容台数', `駅前|${A}|500`],
  ['public_toilet', 'kousyuutoilet.csv', '番号,名称,所在地,緯度,経度', `1|駅前|${A}|${LA}|${LO}`],
  ['baby_station', 'akachannoeki.csv', '施設名,住所,授乳室,おむつ替え', `市役所|${A}|○|○`],
  [
    'event',
    'koza_ichiran.csv',
    '講座名,内容,実施期間,時間,場所,募集人数,受講料,申込方法,申込先電話',
    `将棋教室|駒の動かし方|5月8日～7月20日|13:00～15:00|児童センター|15|無料|電話|${P}`,
  ],
  ['event', '催し物案内.csv', '公演名,開催日,開演,終演,会場', '落語会|2024/4/1|14:00|16:00|市民会館'],
  [
    'event',
    'x_events_201803.csv',
    'when,eventtitle,openTime,closeTime,where,whom,what,phone,fee,url',
    `2018/03/06|健康相談|10:00:00|11:00:00|児童館|乳幼児|身体測定|${P}|0|`,
  ],
  [
    'care_service',
    '居宅介護支援事業所一覧.csv',
    '圏域,居宅介護支援事業所名,所在地,電話番号,介護支援専門員数',
    `東部|ケアプランA|${A}|${P}|4`,
  ],
  [
    'food_business',
    'syokuhin_todokede.csv',
    '届出番号,届出日,屋号,施設住所,電話,業態,廃止日',
    `1|2023/6/1|A店|${A}|${P}|コンビニエンスストア|2024/3/31`,
  ],
  [
    'educational_institution',
    '市立小・中学校一覧.csv',
    '学校名,ふりがな,〒,所在地,電話番号,児童・生徒数,学級数',
    `第一小学校|だいいち|181-0001|${A}|${P}|412|16`,
  ],
  [
    'garbage_separation',
    'gomi_dashikata.csv',
    '品名,よみ,区分,ワンポイント',
    'エアコン|えあこん|家電リサイクル|販売店へ',
  ],
  ['polling_place', '期日前投票所.csv', '期日前投票所,所在地,期間', `市役所|${A}|10月14日～19日`],
  ['polling_place', '期日前投票所.csv', '投票所名,所在地,開始日,終了日', `市役所|${A}|2024/10/16|2024/10/26`],
  [
    'baby_station',
    'akachan_no_eki.csv',
    '施設名称,住所,電話番号,授乳,おむつ替え,ミルク用お湯の提供',
    `児童館|${A}|${P}|○|○|×`,
  ],
  ['support_system', '支援制度一覧.csv', '制度名,対象者,支援内容,申請方法', '給付金|子育て世帯|5万円|郵送'],
]

describe('other wordings', () => {
  test.each(OWN_WORDING)('%s: %s', (sheet, file, header, row) => {
    expect(recognize(file, header, row).sheet?.id).toBe(sheet)
  })
})

test('an edition with many more columns is its sheet by the headers as the standard has them', () => {
  const own =
    KNOWLEDGE.sheets.find(({ id }) => id === 'support_system')?.columns.map(({ header }) => header) ?? []
  const more = Array.from({ length: 90 }, (_, i) => `独自の項目${i}`)
  expect(named([...own.slice(0, 14), ...more])).toBe('support_system')
  expect(named([...own.slice(0, 2), ...more])).toBeNull()
})

/** Near a sheet, and none: to name it would be a false claim. */
const NEAR_MISSES: readonly (readonly [file: string, header: string, row: string])[] = [
  [
    '津波避難ビル.csv',
    'NO,市区町村コード,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,電話番号,区分',
    '',
  ],
  [
    '避難所一覧.csv',
    'NO,名称,名称_カナ,住所,緯度,経度,開設される災害の種類（地震・津波）,電話番号,避難所面積',
    '',
  ],
  ['指定避難所.csv', '施設名,住所,地震,風水害,津波,収容人数', `第一小|${A}|○|○|×|100`],
  [
    '指定避難所（国土地理院）.csv',
    'NO,施設・場所名,住所,指定緊急避難場所との住所同一,受入対象者,緯度,経度',
    `1|第一小|${A}|1||${LA}|${LO}`,
  ],
  ['広域避難場所.csv', '名称,所在地,面積（㎡）,緯度,経度', `公園|${A}|1000|${LA}|${LO}`],
  ['要配慮者利用施設.csv', '施設名称,施設種別,所在地,電話番号,洪水,土砂', `A|高齢者施設|${A}|${P}|○|`],
  ['市民農園.csv', 'ID,農園名,区分,住所,緯度,経度', `1|A農園|市民農園|${A}|${LA}|${LO}`],
  [
    '直売所.csv',
    'ID,事業者名,住所,電話番号,FAX番号,営業時間,定休日,URL',
    `1|A|${A}|${P}|${P}|9:00-16:00|土|https://a.example`,
  ],
  [
    '土のうステーション.csv',
    'No.,土のうステーション置き場,住所,緯度,経度,画像',
    `1|広場|${A}|${LA}|${LO}|https://a.example`,
  ],
  ['ポスター掲示場.csv', '投票区,番号,設置場所,住所,緯度,経度', `1|1|公園|${A}|${LA}|${LO}`],
  ['poster_boards.csv', 'area,name,lat,long,status,note', `北区|1-1|${LA}|${LO}|1|`],
  [
    'クーポン対象店舗.csv',
    '店名,業種,郵便番号,店舗住所,電話番号,店舗URL',
    `A|小売業|181-0001|${A}|${P}|https://a.example`,
  ],
  ['市税決算.csv', 'year,taxItem,adjustedAmount,incomeAmount,incomeRate', '令和2年度|市民税|100|99|99'],
  ['予算.csv', '款,項,予算額,前年度', '総務費|管理費|100|90'],
  ['地区別人口.csv', '地区名,区分,世帯数,男,女,合計', '本町|日本人|400|500|500|1000'],
  ['年齢別人口.csv', '年齢,男,女,計', '0|100|100|200'],
  ['人口推移.csv', '年,人口,世帯数,出生,死亡', '2020|1000|400|5|6'],
  ['公園一覧.csv', 'ID,公園名,住所（番地まで）,緯度,経度,面積（㎡）,供用開始年,トイレ詳細,駐車場詳細', ''],
  ['学校一覧.csv', '学校名,郵便番号,所在地,電話番号,FAX番号,校長名', `第一小|181-0001|${A}|${P}|${P}|A`],
  ['児童生徒数.csv', '学校名,学校コード,1年,2年,合計', '第一小|B101210000010|30|30|60'],
  ['学区一覧.csv', '町名,小学校名,中学校名', '本町|第一小|第一中'],
  ['休日当番医.csv', '診療日,病院名,診療科目,所在地,電話', `2024/4/7|A医院|内科|${A}|${P}`],
  ['data.csv', '診療日,病院名,診療科目,所在地,電話', `2024/4/7|A医院|内科|${A}|${P}`],
  ['予防接種実施医療機関.csv', '医療機関名,所在地,電話番号,BCG', `A医院|${A}|${P}|○`],
  [
    '障害福祉サービス事業所.csv',
    '事業所番号,事業所名,サービス種類,所在地,定員',
    `1|A|就労継続支援B型|${A}|20`,
  ],
  ['保育所空き状況.csv', '施設名,住所,定員,0歳空き,1歳空き', `A保育園|${A}|90|1|0`],
  ['放課後児童クラブ.csv', 'クラブ名,所在地,電話番号,定員,対象学年', `A|${A}|${P}|40|1～6年`],
  ['消防水利の状況.csv', '年度,消火栓,防火水槽,合計', '2023|1000|200|1200'],
  ['理容所.csv', '施設名称,施設所在地,開設者,確認年月日', `A|${A}|A|2000/1/1`],
  ['旅館業.csv', '施設名称,施設所在地,営業の種類,許可番号,許可年月日', `A|${A}|旅館・ホテル営業|1|2000/1/1`],
  ['ごみ収集日.csv', '町名,可燃ごみ,不燃ごみ,資源', '本町|月木|第1水|火'],
  ['観光客数.csv', '年,月,施設名,人数', '2023|4|A城|1000'],
  ['AED貸出.csv', '年度,貸出件数,団体数', '2023|10|8'],
  ['バス停一覧.csv', '停留所名,路線名,住所,緯度,経度', `市役所前|循環線|${A}|${LA}|${LO}`],
  ['図書館蔵書.csv', '書名,著者名,出版社,出版年,分類', 'A|B|C|2020|913'],
  ['図書館.csv', '館名,蔵書数,貸出冊数', '中央|100000|2000'],
  ['街灯.csv', '管理番号,種別,所在地,緯度,経度', `1|LED|${A}|${LA}|${LO}`],
  ['防犯灯一覧.csv', '番号,設置場所,種類,管理者', `1|${A}|LED|町内会`],
  ['マンホール.csv', 'ID,種別,口径,深さ,緯度,経度', `1|汚水|600|2.5|${LA}|${LO}`],
  ['デザインマンホール.csv', '名称,設置場所,緯度,経度,画像', `A|${A}|${LA}|${LO}|https://a.example/1.jpg`],
  ['hoikusho_akijokyo.csv', '施設名,所在地,電話番号,空き状況,0歳児', `A保育園|${A}|${P}|○|1`],
  ['保育所待機児童.csv', '施設名,定員,入所児童数,待機児童数', 'A保育園|90|88|3'],
  ['学校別児童数.csv', '学校名,所在地,児童数,学級数', `第一小|${A}|300|12`],
  [
    '犯罪統計.csv',
    '罪名,手口,管轄警察署,市区町村コード,町丁目,発生年月日',
    '窃盗|自転車盗|A署|132047|本町|2024/1/1',
  ],
  [
    '飲食店紹介.csv',
    '店名,ジャンル,住所,電話番号,営業時間,定休日,おすすめ',
    `A食堂|和食|${A}|${P}|11:00～20:00|月曜|そば`,
  ],
  [
    '検査陽性者数.csv',
    '全国地方公共団体コード,都道府県名,市区町村名,公表_年月日,検査実施_件数',
    '132047|東京都|三鷹市|2021/1/1|10',
  ],
  ['選挙結果.csv', '投票区,投票所,男,女,計,投票率', '1|第一小|100|100|200|50.1'],
  ['投票所別投票者数.csv', '投票所名,当日有権者数,投票者数', '第一小|1000|500'],
  ['用途地域.csv', '用途地域,建ぺい率,容積率,面積', '第一種低層|50|100|12.3'],
  ['大気測定.csv', '測定局,所在地,緯度,経度,SO2,NO2', `A局|${A}|${LA}|${LO}|0.001|0.01`],
  ['水位観測所.csv', '観測所名,河川名,所在地,緯度,経度,水位', `A|A川|${A}|${LA}|${LO}|1.2`],
  ['桜の木.csv', '番号,樹種,場所,緯度,経度,説明', `1|ソメイヨシノ|A公園|${LA}|${LO}|大木`],
  [
    '写真一覧.csv',
    'ID,タイトル,撮影日,撮影場所,画像,ライセンス',
    '1|祭り|2024/4/1|公園|https://a.example/1.jpg|CC BY',
  ],
  [
    'パブリックコメント.csv',
    '案件名,募集開始日,募集終了日,担当課,URL',
    '計画案|2024/4/1|2024/4/30|企画課|https://a.example',
  ],
  ['福祉避難所.csv', '施設名,住所,電話番号,収容人数,地震,洪水', `A|${A}|${P}|50|○|○`],
  ['hukushi_hinanjo.csv', '施設名,住所,電話番号,収容人数,地震,洪水', `A|${A}|${P}|50|○|○`],
  ['tsunami_hinan_biru.csv', '名称,住所,緯度,経度,収容人数,階数', `A|${A}|${LA}|${LO}|100|5`],
  ['津波避難ビル.csv', '名称,住所,緯度,経度,想定収容人数,標高', `A|${A}|${LA}|${LO}|100|5`],
  ['休日当番医カレンダー.csv', '月日,曜日,医療機関名,診療科目,電話番号', `2024/4/7|日|A医院|内科|${P}`],
  ['給食献立表.csv', '日,月,火,水,木,金', '1|ごはん|パン|ごはん|麺|ごはん'],
  ['市道一覧.csv', '路線番号,路線名,起点,終点,延長（m）,幅員（m）', '1|本町1号線|本町1|本町2|100.5|6.0'],
  [
    '橋梁一覧.csv',
    '番号,橋梁名,路線名,所在地,架設年,橋長,緯度,経度',
    `1|A橋|1号線|${A}|1975|12.5|${LA}|${LO}`,
  ],
  ['遊具一覧.csv', '公園名,所在地,遊具名,設置年度,数量', `A公園|${A}|すべり台|H10|1`],
  [
    '公園一覧.csv',
    '公園名,種別,所在地,面積,開設年月日,トイレ,駐車場',
    `A公園|街区公園|${A}|1000|S50.4.1|有|無`,
  ],
  ['居宅介護支援事業所別利用者数.csv', '事業所名,所在地,電話番号,利用者数', `A|${A}|${P}|30`],
  ['学校一覧（バリアフリー）.csv', '学校名,所在地,電話番号,スロープ,エレベーター', `第一小|${A}|${P}|有|無`],
  ['補助金一覧.csv', '補助金名,交付先,内容,予算額,担当課', 'A補助金|A会|活動費|100|総務課'],
  ['期日前投票所別有権者数.csv', '投票所名,所在地,男,女,計', `市役所|${A}|100|100|200`],
  ['講座実績.csv', '講座名,実施日,会場,参加者数', '将棋|2024/4/1|公民館|12'],
  ['職員名簿.csv', '担当課,役職,内線,電話番号', `総務課|係長|123|${P}`],
  ['会議一覧.csv', '会議名,開催日,場所,議題', '審議会|2024/4/1|市役所|予算'],
  ['入札公告.csv', '件名,公告日,受付開始,受付終了,担当課', '工事|2024/4/1|2024/4/2|2024/4/9|契約課'],
  ['備蓄品.csv', '品目,数量,単位,保管場所', '毛布|100|枚|倉庫'],
  [
    'shogai_fukushi_jigyosho.csv',
    '事業所番号,サービスの種類,主たる対象者,事業所の名称,事業所の住所,設置者名称,定員',
    `2810000001|就労継続支援Ｂ型|知的|A|${A}|法人A|20`,
  ],
  [
    '介護予防教室.csv',
    '教室名,曜日,時間,会場,定員,対象者,参加費',
    '体操|月|10:00～11:00|公民館|20|65歳以上|無料',
  ],
  ['古物商.csv', '屋号,許可番号,許可年月日,所在地', `A|1|2020/1/1|${A}`],
  ['薬局一覧.csv', '薬局名,所在地,電話番号,開設者,許可番号,有効期限', `A薬局|${A}|${P}|B|1|2025/1/1`],
  ['献血.csv', '実施日,会場,受付開始,受付終了', '2024/4/1|市役所|9:00|12:00'],
  ['統計表.csv', '区分,総数,男,女', '計|100|50|50'],
  ['統計書.csv', '年次,世帯数,人口,人口密度', '2020|400|1000|120'],
  ['x.csv', '名称,住所,緯度,経度', `A|${A}|${LA}|${LO}`],
  [
    '施設.csv',
    'NO,名称,名称_カナ,住所,方書,緯度,経度,電話番号,URL,備考',
    `1|A|エー|${A}||${LA}|${LO}|${P}||`,
  ],
]

describe('near misses', () => {
  test.each(NEAR_MISSES)('%s is no sheet: %s', (file, header, row) => {
    const { sheet, reasons, schema } = recognize(file, header, ...(row === '' ? [] : [row]))
    expect(sheet).toBeNull()
    expect(reasons.length).toBeGreaterThan(0)
    expect(schema).toBeDefined()
  })
})

describe('what a person says', () => {
  test('a sheet that is given is taken', () => {
    const found = tableOf(['施設', '場所'], [['A', 'B']])
    const told = recognizeTable(found, { fileName: 'x.csv', worksheet: null, as: 'aed' }, KNOWLEDGE)
    expect(told.sheet).toMatchObject({ id: 'aed', confidence: 1 })
  })
  test('and so is that it is none', () => {
    const headers = KNOWLEDGE.sheets.find(({ id }) => id === 'aed')?.columns.map(({ header }) => header) ?? []
    const told = recognizeTable(
      tableOf(headers),
      { fileName: 'aed.csv', worksheet: null, as: null },
      KNOWLEDGE,
    )
    expect(told.sheet).toBeNull()
  })
})

test('titles above the table and names of worksheets speak as the file name does', () => {
  const found = tableOf(['施設名', '住所'], [['市役所', A]])
  const of = (worksheet: string | null, titles: readonly string[]): string | undefined =>
    recognizeTable(found, { fileName: 'book1.xlsx', worksheet, titles }, KNOWLEDGE).sheet?.id
  expect(of(null, [])).toBeUndefined()
  expect(of('ＡＥＤ一覧', [])).toBe('aed')
  expect(of(null, ['#download_from', 'https://a.example/dataset/public_wireless_lan'])).toBe(
    'public_wireless_lan',
  )
  expect(of(null, ['played in the city'])).toBeUndefined()
})
