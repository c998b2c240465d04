/** `hiraku build` */
import { UserError } from '../problem.ts'
import { machineOf } from '../run/machine.ts'
import type { RunResult } from '../run/options.ts'
import { build } from '../run.ts'
import type { Arguments } from './args.ts'
import type { Lang } from './language.ts'
import { countsText, exitOf, problemsJson, tellProblems, wantsAnnotations } from './output.ts'
import { cliProblem } from './problems.ts'
import { progressTo } from './progress.ts'
import type { Session } from './session.ts'

export async function buildCommand(parsed: Arguments, session: Session): Promise<number> {
  const { effects, root, code, lang } = session
  const { values, command } = parsed
  const json = values.json !== undefined
  const annotate = wantsAnnotations(values, session)
  if (values.check !== undefined && values.out !== undefined) {
    throw new UserError(cliProblem('cli/together', {}, { name: '--check --out', usage: command?.usage }))
  }
  const progress = progressTo(effects, lang)
  const started = performance.now()
  const result = await build(effects, session.machine ?? machineOf(effects, code), {
    root,
    only: textOf(values.only),
    out: textOf(values.out),
    check: values.check !== undefined,
    replay: json || annotate,
    onProgress: progress.show,
  }).finally(progress.clear)
  await tellProblems(result.problems, session, annotate)
  for (const { unit, stack } of values.debug === undefined ? [] : result.bugs)
    effects.stderr(`${unit}\n${stack}\n`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (json) effects.stdout(`${JSON.stringify(resultJson(result), null, 2)}\n`)
  effects.stderr(`${summary(result, seconds, lang, textOf(values.out) ?? 'dist')}\n`)
  return exitOf(result.problems, result.bugs.length)
}

function textOf(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function resultJson(result: RunResult) {
  const { problems, bugs, ...rest } = result
  return { ...rest, bugs: bugs.map((bug) => bug.unit), ...problemsJson(problems) }
}

function summary(result: RunResult, seconds: string, lang: Lang, out: string): string {
  return (lang === 'ja' ? japanese(result, out) : english(result, out)).concat(
    lang === 'ja' ? `(${seconds} 秒)` : ` (${seconds} s)`,
  )
}

function japanese(result: RunResult, out: string): string {
  const { sources, datasets, files, problems, standing, recovered } = result
  const again =
    recovered === undefined
      ? ''
      : recovered === 'finished'
        ? '前回中断した置き換えを済ませました。\n'
        : '前回中断した置き換えを取り消しました。\n'
  const left = standing > 0 ? `警告 ${standing} 件は前のままです(--json で一覧)。` : ''
  const failed =
    sources.failed > 0
      ? `エラーのあるソース: ${result.failed.first.slice(0, 10).join('、')}${sources.failed > 10 ? ' …' : ''}\n`
      : ''
  const many = `ソース ${sources.total} 件、データセット ${datasets} 件`
  if (result.outcome === 'compared') {
    const same = files.added.count + files.differing.count + files.removed.count === 0
    return `${again}${failed}${same ? `${out}/ は作り直したものと同じです` : `${out}/ は作り直したものと違います: 違う ${files.differing.count}、足りない ${files.added.count}、余分 ${files.removed.count}`}。${many}。${countsText(problems.counts, 'ja')}。`
  }
  if (result.outcome === 'nothing') {
    const text =
      sources.failed > 0 ? `${out}/ は元のままです。` : '変わったところはありません。何もしませんでした。'
    return `${again}${failed}${text}${many}。${problems.counts.error > 0 ? `${countsText(problems.counts, 'ja')}。` : ''}${left}`
  }
  const work = `作成 ${sources.built}、変更なし ${sources.unchanged}${sources.kept > 0 ? `、対象外 ${sources.kept}` : ''}${sources.failed > 0 ? `、エラー ${sources.failed}` : ''}`
  const text =
    result.outcome === 'same'
      ? `${out}/ の内容は変わりません。`
      : `${out}/ を置き換えました(追加 ${files.added.count}、変更 ${files.differing.count}、削除 ${files.removed.count})。`
  return `${again}${failed}${text}${many}(${work})。${countsText(problems.counts, 'ja')}。${left}`
}

function english(result: RunResult, out: string): string {
  const { sources, datasets, files, problems, standing, recovered } = result
  const again =
    recovered === undefined
      ? ''
      : recovered === 'finished'
        ? 'An interrupted replacement was finished.\n'
        : 'An interrupted replacement was undone.\n'
  const left = standing > 0 ? ` ${standing} warnings stand as before (--json lists them).` : ''
  const failed =
    sources.failed > 0
      ? `Sources with errors: ${result.failed.first.slice(0, 10).join(', ')}${sources.failed > 10 ? ' …' : ''}\n`
      : ''
  const many = `${sources.total} sources, ${datasets} datasets`
  if (result.outcome === 'compared') {
    const same = files.added.count + files.differing.count + files.removed.count === 0
    const text = same
      ? `${out}/ is what the sources give`
      : `${out}/ is not what the sources give: ${files.differing.count} differ, ${files.added.count} missing, ${files.removed.count} extra`
    return `${again}${failed}${text}. ${many}; ${countsText(problems.counts, 'en')}.`
  }
  if (result.outcome === 'nothing') {
    const text = sources.failed > 0 ? `${out}/ is as it was` : 'Nothing changed; no work was done'
    return `${again}${failed}${text}. ${many}${problems.counts.error > 0 ? `; ${countsText(problems.counts, 'en')}` : ''}.${left}`
  }
  const work = `${sources.built} built, ${sources.unchanged} unchanged${sources.kept > 0 ? `, ${sources.kept} left alone` : ''}${sources.failed > 0 ? `, ${sources.failed} failed` : ''}`
  const text =
    result.outcome === 'same'
      ? `${out}/ has the same bytes as before`
      : `${out}/ was replaced (${files.added.count} added, ${files.differing.count} changed, ${files.removed.count} removed)`
  return `${again}${failed}${text}. ${many} (${work}); ${countsText(problems.counts, 'en')}.${left}`
}
