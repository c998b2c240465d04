/** `hiraku accept [ID]` */
import { reasonWords } from '../history/index.ts'
import { type Accepted, accept } from '../run/accept.ts'
import type { Tally } from '../run/context.ts'
import { machineOf } from '../run/machine.ts'
import type { Arguments } from './args.ts'
import type { Lang } from './language.ts'
import { countsText, exitOf, problemsJson, tellProblems } from './output.ts'
import { progressTo } from './progress.ts'
import type { Session } from './session.ts'
import { waitOf } from './wait.ts'

export async function acceptCommand(
  { positionals, values, command }: Arguments,
  session: Session,
): Promise<number> {
  const { effects, root, code, lang } = session
  const progress = progressTo(effects, lang)
  const { accepted, build } = await accept(effects, session.machine ?? machineOf(effects, code), {
    root,
    id: positionals[0],
    date: typeof values.date === 'string' ? values.date : undefined,
    withhold: values.withhold !== undefined,
    onProgress: progress.show,
    ...waitOf({ values, command }, session),
  }).finally(progress.clear)
  await tellProblems(build.problems, session, false)
  const { problems } = build
  if (values.json !== undefined)
    effects.stdout(`${JSON.stringify({ command: 'accept', accepted, ...problemsJson(problems) }, null, 2)}\n`)
  else for (const entry of accepted) effects.stdout(`${line(entry, lang)}\n`)
  effects.stderr(
    `${summary(accepted, problems.counts.error > 0, lang)}${leftOut(accepted.length, build.failed, lang)}${countsText(problems.counts, lang)}\n`,
  )
  return exitOf(problems, build.bugs.length)
}

function summary(accepted: readonly Accepted[], failed: boolean, lang: Lang): string {
  const many = accepted.length
  if (accepted.some(({ existing }) => existing === true)) {
    return lang === 'ja'
      ? '受け入れ済みの版から、前の値を取り下げました。公開先にも hiraku publish で送ってください。'
      : 'Former values were taken out of a version that was accepted before. Send that to the portals too, with hiraku publish. '
  }
  if (lang === 'ja') {
    if (many > 0) return `${many} 件を新しい版として受け入れました。`
    return failed ? 'エラーがあるので、何も受け入れませんでした。' : '受け入れるものはありません。'
  }
  if (many > 0) return `${many} accepted. `
  return failed ? 'Nothing was accepted, as there are errors. ' : 'There is nothing to accept. '
}

/** Sources with an error, where others were accepted. */
function leftOut(many: number, { count, first }: Tally, lang: Lang): string {
  if (many === 0 || count === 0) return ''
  const more = count > SHOWN ? ', …' : ''
  const names = first.slice(0, SHOWN).join(', ') + more
  return lang === 'ja'
    ? `エラーのある ${count} 件(${names})は受け入れていません。`
    : `Not accepted, because of errors: ${count} (${names}). `
}

const SHOWN = 5

function line(entry: Accepted, lang: Lang): string {
  const { id, version, date, records, added, removed, changed, why, existing } = entry
  const counts = added === undefined ? '' : ` (+${added} -${removed} ~${changed})`
  const reasons = existing === true ? TAKEN_DOWN[lang] : lang === 'ja' ? reasonWords(why) : why.join(', ')
  return `${id}\t${version}\t${date}\t${records}${lang === 'ja' ? ' 件' : ' records'}${counts}\t${reasons}`
}

const TAKEN_DOWN = { ja: '前の値を取り下げました', en: 'former values taken down' } as const
