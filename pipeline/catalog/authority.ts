/** Authority tables of the EU Publications Office, which DCAT-AP wants (3.0.1, section 9). */

const AUTHORITY = 'http://publications.europa.eu/resource/authority/'

export function languageIri(language: 'ja' | 'en'): string {
  return `${AUTHORITY}language/${language === 'ja' ? 'JPN' : 'ENG'}`
}

/** `N年に1回` and its kin as the standard writes 更新頻度; another wording has no IRI rather than a wrong one. */
const FREQUENCIES: Readonly<Record<string, string>> = {
  リアルタイム: 'CONT',
  随時: 'IRREG',
  不定期: 'IRREG',
  '1日に1回': 'DAILY',
  毎日: 'DAILY',
  '1週に1回': 'WEEKLY',
  '1週間に1回': 'WEEKLY',
  毎週: 'WEEKLY',
  '1月に1回': 'MONTHLY',
  '1か月に1回': 'MONTHLY',
  '1ヶ月に1回': 'MONTHLY',
  毎月: 'MONTHLY',
  '3か月に1回': 'QUARTERLY',
  '3ヶ月に1回': 'QUARTERLY',
  四半期に1回: 'QUARTERLY',
  '6か月に1回': 'ANNUAL_2',
  '6ヶ月に1回': 'ANNUAL_2',
  半年に1回: 'ANNUAL_2',
  '1年に2回': 'ANNUAL_2',
  '1年に1回': 'ANNUAL',
  年1回: 'ANNUAL',
  毎年: 'ANNUAL',
  '2年に1回': 'BIENNIAL',
  '3年に1回': 'TRIENNIAL',
  '5年に1回': 'QUINQUENNIAL',
  '10年に1回': 'DECENNIAL',
  更新しない: 'NEVER',
}

export function frequencyIri(written: string): string | undefined {
  const code = Object.hasOwn(FREQUENCIES, written) ? FREQUENCIES[written] : undefined
  return code === undefined ? undefined : `${AUTHORITY}frequency/${code}`
}
