/** What the recognizer says to people: why a sheet, why a column, what to decide. */
import type { Text } from '../problem.ts'
import type { Assigned } from './columns.ts'
import type { Looked } from './looked.ts'
import type { Knowledge } from './sheet.ts'
import type { Judged } from './sheets.ts'
import { distinctWeight } from './weight.ts'

const percent = (share: number): string => `${Math.round(share * 100)}%`

export function columnReason(assigned: Assigned, one: Looked): Text {
  const { how, target, match } = assigned
  const header = one.found.header
  const also = assigned.also.length === 0 ? '' : `・${assigned.also.join('・')}`
  switch (how) {
    case 'exact':
      return {
        ja: `標準の見出し「${target}」と同じです。`,
        en: `The header is the standard's own, ${target}.`,
      }
    case 'folded':
      return {
        ja: `見出しの書き方（全角・半角・記号など）だけが標準の「${target}」と違います。`,
        en: `The header differs from the standard's ${target} in its spelling only.`,
      }
    case 'layout':
      return {
        ja: `「${match.layout?.title.ja ?? ''}」の見出しで、標準の「${target}${also}」に当たります。`,
        en: `A header of another layout (${match.layout?.title.en ?? ''}): ${target}${also}.`,
      }
    case 'english':
      return { ja: `標準の「${target}」の英語の名前です。`, en: `The English key of ${target}.` }
    case 'alias':
    case 'noun':
      return {
        ja: `「${header}」は標準の「${target}${also}」の別の言い方です。`,
        en: `${header} is another wording of ${target}${also}.`,
      }
    case 'split':
      return {
        ja: `1つのセルに「${target}${also}」が書かれています。`,
        en: `One cell holds ${target}${also}.`,
      }
    case 'slip':
      return {
        ja: `標準の「${target}」の書き誤りと思われます（1文字違い）。`,
        en: `One letter off the standard's ${target}.`,
      }
    case 'cut':
      return {
        ja: `見出し「${header}」はファイルの決まりで途中（10バイト）までしか書けません。標準でこう始まる見出しは「${target}」だけなので、それと判断しました。`,
        en: `The file has no room for more of the header ${header} (10 bytes). Only ${target} begins so in the standard.`,
      }
    case 'position':
      return {
        ja: `前後の列が標準の並びのとおりなので、この位置の「${target}」と判断しました。`,
        en: `Its neighbours stand in the standard's order, so this is ${target}.`,
      }
    case 'values':
      return {
        ja: `見出しがありませんが、値が「${target}」の形をしています。`,
        en: `There is no header, but the values look like ${target}.`,
      }
    case 'weak':
      return {
        ja: `見出し「${header}」だけでは決まりませんが、値の形から「${target}」と判断しました。`,
        en: `The header ${header} alone does not tell; by its values it is ${target}.`,
      }
  }
}

export const NO_PLACE: Text = {
  ja: 'この一覧のどの項目に当たるか、判断できませんでした。',
  en: 'It is not clear which field of the sheet it would be.',
}

export const PLANE: Text = {
  ja: '平面直角座標（メートル）の値で、緯度・経度ではありません。緯度・経度に直すには座標系の番号が要るので、使いません。',
  en: 'The values are metres of a plane rectangular system, not degrees. To turn them into degrees takes the number of the system, so they are left.',
}

export const NO_HEADER: Text = {
  ja: '見出しがなく、値からも何の列か分かりません。',
  en: 'There is no header, and the values do not tell what it is.',
}

export const NOTHING_IN_IT: Text = {
  ja: '見出しも値もない列です。',
  en: 'A column without header and values.',
}

export function alreadyTaken(target: string, by: string): Text {
  return {
    ja: `「${target}」には列「${by}」を使うので、この列は使いません。`,
    en: `${target} is taken from the column ${by}.`,
  }
}

export function sheetReasons(
  judged: Judged,
  looked: readonly Looked[],
  knowledge: Knowledge,
): readonly Text[] {
  const { titles, fitting, sheet, coverage } = judged
  const reasons: Text[] = []
  const said = titles.strong ?? titles.weak
  if (said !== undefined) {
    reasons.push({
      ja: `ファイル名・シート名・表題に「${said}」とあります。`,
      en: `The file name, the worksheet's name or a title says “${said}”.`,
    })
  }
  const placed = [...fitting.columns.values()].filter(({ target }) => target !== '')
  const named = looked.filter(({ found }) => found.header !== '').length
  reasons.push({
    ja: `${named}列のうち${placed.length}列が「${sheet.title}」の列に当たります（${percent(coverage)}）。`,
    en: `${placed.length} of ${named} columns have a place in ${sheet.titleEn} (${percent(coverage)}).`,
  })
  const own = placed
    .filter(({ key }) => key !== '' && distinctWeight(key, knowledge) > knowledge.weights.common)
    .map(({ target }) => target)
    .slice(0, 3)
  if (own.length > 0) {
    reasons.push({
      ja: `この一覧に特有の列があります：${own.join('、')}。`,
      en: `It has columns of this sheet's own: ${own.join(', ')}.`,
    })
  }
  for (const [at, assigned] of fitting.columns) {
    const one = looked[at]
    if (assigned.how === 'cut' && one !== undefined) reasons.push(columnReason(assigned, one))
  }
  if (fitting.layout !== undefined) {
    reasons.push({
      ja: `見出しは「${fitting.layout.title.ja}」の様式です。`,
      en: `The headers are those of another layout: ${fitting.layout.title.en}.`,
    })
  }
  return reasons
}

/** Near enough to be worth a word: a title says it, or columns of its own are there. */
function isNear({ titles, missing, confidence }: Judged): boolean {
  const said = titles.strong !== undefined || titles.weak !== undefined
  return said ? confidence >= NEAR : missing !== 'core' && confidence >= NEAR
}

const NEAR = 0.35

export function noSheetReason(best: Judged | undefined): Text {
  const near = best !== undefined && isNear(best) ? best : undefined
  if (near === undefined) {
    return {
      ja: '標準のどの一覧にも当たりません。独自のデータセットとして扱います。',
      en: 'It is none of the sheets of the standard; it becomes a dataset of its own.',
    }
  }
  const against = near.titles.never ?? near.titles.not
  const ja = {
    nothing: '同じくらい近い一覧がほかにあり、決められません。',
    core: 'その一覧に欠かせない列がありません。',
    need: 'その一覧であることを示す列が足りません。',
    evidence: 'その一覧に特有の列が足りません。',
    against: `「${against ?? ''}」とあるので、別のデータと思われます。`,
    coverage: 'その一覧にない列が多すぎます。',
  }[near.missing]
  const en = {
    nothing: 'another sheet is as near.',
    core: 'a column that it cannot be without is missing.',
    need: 'too few columns show that it is this sheet.',
    evidence: 'too few columns are of its own.',
    against: `“${against ?? ''}” says it is another thing.`,
    coverage: 'too many columns are not of it.',
  }[near.missing]
  return {
    ja: `「${near.sheet.title}」に近いですが、${ja}独自のデータセットとして扱います。その一覧なら --as ${near.sheet.id} を付けてください。`,
    en: `It is near ${near.sheet.titleEn}, but ${en} It becomes a dataset of its own; if it is that sheet, say --as ${near.sheet.id}.`,
  }
}

/** Asked of a form that nobody has filled in; what its values would tell can not be asked yet. */
export const NOTHING_YET: Text = {
  ja: 'まだ何も入力されていません。データを入力してから、もう一度調べてください。',
  en: 'Nothing is filled in yet. Fill in the data, then look again.',
}
