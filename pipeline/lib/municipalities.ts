/**
 * Where the municipality ends at the head of an address. Names that hold 市, 町, 村 or 郡 within themselves would be cut
 * short by a rule, so these are listed. 全国地方公共団体コード（総務省）, as of 2024.
 */

/** Cities and towns with one of the four signs before their last, each with the prefecture where its county may be left out. */
const WHOLE = [
  ...[
    '四日市市',
    '廿日市市',
    '野々市市',
    '市川市',
    '市原市',
    '郡山市',
    '大和郡山市',
    '郡上市',
    '蒲郡市',
    '小郡市',
  ],
  ...[
    '町田市',
    '大町市',
    '十日町市',
    '村山市',
    '東村山市',
    '武蔵村山市',
    '羽村市',
    '田村市',
    '大村市',
    '村上市',
  ],
  ...['余市町', '市貝町', '上市町', '下市町', '市川三郷町', '市川町', '玉村町', '村田町', '大町町'],
] as const

/** 政令指定都市: wards follow, which belong to the municipality. */
const DESIGNATED = [
  ...[
    '札幌市',
    '仙台市',
    'さいたま市',
    '千葉市',
    '横浜市',
    '川崎市',
    '相模原市',
    '新潟市',
    '静岡市',
    '浜松市',
  ],
  ...['名古屋市', '京都市', '大阪市', '堺市', '神戸市', '岡山市', '広島市', '北九州市', '福岡市', '熊本市'],
] as const

const COUNTY = /^((?:[^市区町村郡0-9]{1,5}?|高市|余市|[東西北]村山|田村)郡)(.*)$/s
const TOWN = /^[^市区町村郡0-9]{1,6}?[町村]/
const CITY = /^[^市区町村郡0-9]{1,6}?市/
const WARD = /^[^市区町村郡0-9]{1,4}?区/

/** The municipality that a text begins with, its prefecture cut off; `prefecture` where it is known. */
export function municipalityOf(text: string, prefecture?: string): string | undefined {
  const listed = WHOLE.find((name) => text.startsWith(name))
  if (listed !== undefined) return listed
  const county = COUNTY.exec(text)
  if (county) {
    const [, name = '', rest = ''] = county
    const town = WHOLE.find((one) => rest.startsWith(one)) ?? TOWN.exec(rest)?.[0]
    return town === undefined ? undefined : name + town
  }
  if (prefecture === '東京都') {
    const ward = WARD.exec(text)?.[0]
    if (ward !== undefined) return ward
  }
  const city = CITY.exec(text)?.[0]
  if (city !== undefined) {
    const isDesignated = DESIGNATED.some((name) => name === city)
    const ward = isDesignated ? (WARD.exec(text.slice(city.length))?.[0] ?? '') : ''
    return city + ward
  }
  // a town or village without its county: the islands of 東京都 and 島根県, and where an office leaves the county out
  return prefecture === undefined ? undefined : TOWN.exec(text)?.[0]
}

/** A name of a municipality, or of a ward, and nothing else. */
export function isMunicipality(text: string): boolean {
  return municipalityOf(text, '') === text || WARD.exec(text)?.[0] === text
}
