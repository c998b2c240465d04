/** Which sheet of the standard a table is, or that it is none: a false claim is worse than none. */
import { type Assigned, type Fitting, fitTable } from './columns.ts'
import type { Looked } from './looked.ts'
import type { Knowledge, Need, Sheet } from './sheet.ts'
import { type TitleEvidence, titleEvidence } from './titles.ts'
import type { Column } from './values.ts'

export interface Judged {
  readonly sheet: Sheet
  readonly fitting: Fitting
  readonly titles: TitleEvidence
  /** 0 to 1 */
  readonly confidence: number
  /** share of the table's columns that have a place in the sheet, by how sure each is */
  readonly coverage: number
  /** why it is not claimed */
  readonly missing: 'nothing' | 'core' | 'need' | 'evidence' | 'against' | 'coverage'
}

/** Every sheet judged, the likeliest first. */
export function judgeSheets(
  looked: readonly Looked[],
  titles: readonly string[],
  knowledge: Knowledge,
): readonly Judged[] {
  const judged = knowledge.sheets.map((sheet, number) =>
    judge(sheet, fitTable(looked, number, knowledge), looked, titles, knowledge),
  )
  return judged.sort((a, b) => rank(b) - rank(a))
}

/** The sheet to name; undefined where none is sure enough, or two are as likely. */
export function chooseSheet(judged: readonly Judged[], knowledge: Knowledge): Judged | undefined {
  const [best, ...others] = judged.filter(({ missing }) => missing === 'nothing')
  if (best === undefined || best.confidence < knowledge.thresholds.claim) return undefined
  const [next] = others
  if (next !== undefined && rank(best) - rank(next) < knowledge.thresholds.margin) return undefined
  // another sheet is nearer, though something that it needs is missing: then it is not this one, unless its title says it
  const { titles } = best
  const least =
    titles.strong !== undefined && titles.not === undefined ? knowledge.thresholds.againstDistinct : 0
  const nearer = judged.some(
    (other) =>
      other !== best &&
      other.fitting.literal >= least &&
      other.fitting.literal >= best.fitting.literal + knowledge.thresholds.nearer &&
      other.coverage > best.coverage + knowledge.thresholds.margin,
  )
  return nearer ? undefined : best
}

function rank({ confidence, coverage, missing, fitting }: Judged): number {
  return (missing === 'nothing' ? 1 : 0) + confidence + coverage + Math.min(fitting.distinct, 8) / 8
}

function judge(
  sheet: Sheet,
  fitting: Fitting,
  looked: readonly Looked[],
  titles: readonly string[],
  knowledge: Knowledge,
): Judged {
  const { weights, thresholds } = knowledge
  const evidence = titleEvidence(titles, sheet)
  const foreign = looked.some(({ keys, cells }) =>
    keys.some(([key]) => isForeign(sheet, key, cells, knowledge)),
  )
  const against =
    foreign || evidence.never !== undefined || (evidence.not !== undefined && evidence.strong === undefined)
  const spoken = cellsSay(sheet, looked, knowledge)
  const said =
    evidence.never !== undefined
      ? 0
      : Math.max(titleWeight(evidence, knowledge), spoken && !against ? weights.cells : 0)
  const byNames = namesHold(sheet, fitting, looked, knowledge) ? weights.names : 0
  const named = looked.filter(({ found, cells }) => found.header !== '' || cells.filled.length > 0).length
  let sum = 0
  for (const { target, score } of fitting.columns.values()) if (target !== '') sum += score
  const coverage = named === 0 ? 0 : sum / named
  const telling = coverage >= thresholds.telling ? tellingOf(sheet, looked) : 0
  const own = against ? fitting.literal : fitting.distinct + telling * weights.telling
  const byColumns = 1 - Math.exp(-own / weights.distinctScale)
  // all of a layout and hardly anything else: it is that sheet, though none of its headers were rare
  const whole = fitting.whole >= thresholds.whole && coverage >= thresholds.whole
  const byLayout = whole ? weights.whole : 0
  const confidence = 1 - (1 - said) * (1 - byColumns) * (1 - byNames) * (1 - byLayout)
  const strong = (evidence.strong !== undefined || spoken) && !against
  // written as the standard has it nearly throughout: then a column that is left out says nothing
  const literal = fitting.literal >= thresholds.literal && coverage >= thresholds.literalCoverage
  const missing = ((): Judged['missing'] => {
    if (fitting.columns.size < thresholds.columns || !(literal || hasCore(sheet, fitting))) return 'core'
    if (sheet.need !== undefined && !meets(sheet.need, fitting) && (sheet.need.always || !strong))
      return 'need'
    if (against && !whole && fitting.literal < thresholds.againstDistinct) return 'against'
    if (coverage < leastCoverage(against, fitting, knowledge)) return 'coverage'
    const alone = said === 0 && byNames === 0 && !whole
    if (
      alone &&
      (own < thresholds.distinct || fitting.distinctColumns + telling < thresholds.distinctColumns)
    )
      return 'evidence'
    return confidence < thresholds.claim ? 'evidence' : 'nothing'
  })()
  return { sheet, fitting, titles: evidence, confidence, coverage, missing }
}

/** Enough headers as the standard has them are it, however many columns stand beside them. */
function leastCoverage(against: boolean, { literal }: Fitting, { thresholds }: Knowledge): number {
  if (against) return thresholds.literalCoverage
  return literal >= thresholds.literalWide ? thresholds.wideCoverage : thresholds.coverage
}

/** Headers that only such a list has, as SSID: how many. */
function tellingOf(sheet: Sheet, looked: readonly Looked[]): number {
  return looked.filter(({ keys }) => keys.some(([key]) => sheet.telling.has(key))).length
}

/** A column whose cells name the things of the sheet, as 屋外拡声子局. */
function cellsSay(sheet: Sheet, looked: readonly Looked[], knowledge: Knowledge): boolean {
  if (sheet.cells.length === 0) return false
  return looked.some(({ cells }) => cells.holds(sheet.cells) >= knowledge.thresholds.values)
}

/** A column that another thing has: 診療日 with dates is a rota of doctors on duty. */
function isForeign(sheet: Sheet, key: string, cells: Column, knowledge: Knowledge): boolean {
  const looks = sheet.foreign.get(key)
  return looks !== undefined && (looks === '' || cells.share(looks) >= knowledge.thresholds.values)
}

function titleWeight({ strong, weak, not }: TitleEvidence, { weights }: Knowledge): number {
  if (strong !== undefined) return not === undefined ? weights.strongTitle : weights.weakTitle
  return weak !== undefined && not === undefined ? weights.weakTitle : 0
}

function targetsOf({ columns }: Fitting): ReadonlyMap<string, Assigned> {
  const targets = new Map<string, Assigned>()
  for (const assigned of columns.values()) {
    for (const target of [assigned.target, ...assigned.also]) if (target !== '') targets.set(target, assigned)
  }
  return targets
}

function hasCore(sheet: Sheet, fitting: Fitting): boolean {
  const targets = targetsOf(fitting)
  return sheet.core.every((group) => group.some((target) => targets.has(target)))
}

function meets(need: Need, fitting: Fitting): boolean {
  const targets = targetsOf(fitting)
  const there = need.of.filter((target) => {
    const assigned = targets.get(target)
    return assigned !== undefined && (!need.literal || assigned.how === 'exact' || assigned.how === 'folded')
  })
  return there.length >= need.least
}

/** The names of the records hold words of the sheet, as 保育園. */
function namesHold(sheet: Sheet, fitting: Fitting, looked: readonly Looked[], knowledge: Knowledge): boolean {
  const name = sheet.concepts.get('name')
  if (sheet.names.length === 0 || name === undefined) return false
  for (const [column, { target }] of fitting.columns) {
    if (target === name) return (looked[column]?.cells.holds(sheet.names) ?? 0) >= knowledge.thresholds.values
  }
  return false
}
