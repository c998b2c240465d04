/**
 * The end of a held draft's source.yaml: a place for a reason for each thing that keeps the file out of git. What a
 * person has written for the former draft of the same file stays.
 */
import { isObject, listOf, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { yamlComment, yamlFlow } from '../../lib/yaml-text.ts'
import type { Problem } from '../../problem.ts'

interface Allowance {
  readonly rule: string
  readonly column?: string
  readonly worksheet?: string
  readonly row?: number
}

/** `former`: source.yaml of the draft that this one takes the place of. */
export function withReasons(text: string, stops: readonly Problem[], former: string | undefined): string {
  const written = reasonsIn(former)
  const entries = new Map<string, { readonly allow: Allowance; readonly first: Problem; count: number }>()
  const named = stops.filter(isOfName)
  for (const problem of stops) {
    if (isOfName(problem)) continue
    const allow = allowanceOf(problem)
    const id = JSON.stringify(allow)
    const known = entries.get(id)
    if (known === undefined) entries.set(id, { allow, first: problem, count: 1 + (problem.more ?? 0) })
    else known.count += 1 + (problem.more ?? 0)
  }
  const lines = [...entries].flatMap(([id, { allow, first, count }]) => [
    `    ${yamlComment(`${count} 件${first.where.cell === undefined ? '' : `（${first.where.cell} など）`}: ${first.message.ja}`)}`,
    `    - ${yamlFlow({ ...allow, reason: written.get(id) ?? '' })}`,
  ])
  const names = named.flatMap(({ message, remedy, where }) => [
    yamlComment(`${where.worksheet ?? where.file ?? ''}: ${message.ja}${remedy.ja}`),
    yamlComment(`${message.en} ${remedy.en}`),
  ])
  const rename = [
    '# 次の名前には書いてはいけないものがあり、上では隠してあります。名前を変えるまで、このファイルは読めません。',
    '# These names hold what must not be told and are masked above: until they are changed, the file can not be read.',
    ...names,
  ]
  const said = names.length === 0 ? [text.trimEnd()] : [text.trimEnd(), ...rename]
  if (lines.length === 0) return `${said.join('\n')}\n`
  const head = [
    '# このままで公開してよいものには reason に理由を書き、そうでないものは元のファイルを直してください。値そのものは書きません。',
    '# Write a reason where it may be as it is; mend the office file where not. Never write the value itself.',
    'privacy:',
    '  allow:',
  ]
  return `${[...said, ...head, ...lines].join('\n')}\n`
}

/** No reason lets such a name through: it is to be changed. */
export function isOfName({ code }: Problem): boolean {
  return code === 'inspect/name-of-file'
}

/** Something in it was masked: `名簿_0…(13).csv`. */
export function isMaskedName(name: string): boolean {
  return /.…\(\d+\)/u.test(name)
}

/** Every finding has its reason from before. */
export function areGiven(text: string): boolean {
  return !/^ {4}- .*reason: ""/m.test(text)
}

/** A column where there is one; else the row, or the file as a whole. */
function allowanceOf({ code, where }: Problem): Allowance {
  const { header, worksheet, row } = where
  return {
    rule: code.replace(/^inspect\//, ''),
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(header !== undefined && header !== '' ? { column: header } : row === undefined ? {} : { row }),
  }
}

function reasonsIn(former: string | undefined): ReadonlyMap<string, string> {
  const value = former === undefined ? undefined : parseYaml(former).value
  const privacy = isObject(value) ? value.privacy : undefined
  const list = isObject(privacy) ? listOf(privacy.allow) : []
  return new Map(
    list.flatMap((one) => {
      if (!isObject(one)) return []
      const { reason, rule, column, worksheet, row } = one
      const text = textOf(reason)
      if (text === undefined || text.trim() === '') return []
      const allow = {
        rule,
        ...(worksheet === undefined ? {} : { worksheet }),
        ...(column === undefined ? (row === undefined ? {} : { row }) : { column }),
      }
      return [[JSON.stringify(allow), text] as const]
    }),
  )
}
