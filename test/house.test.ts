/**
 * The rules of the house, held over the source text: who may import whom, what no file may use, what each list of
 * problems must say. What a rule forbids is looked for in the code alone: comments and strings are set aside.
 */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isObject } from '../pipeline/lib/object.ts'
import { PACKAGE } from './helpers/job.ts'

const ROOT = path.join(PACKAGE, 'pipeline')

function walk(folder: string): readonly string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name)
    return entry.isDirectory() ? walk(name) : name.endsWith('.ts') ? [name] : []
  })
}

const FILES = [...walk('')].sort()
const TEXTS = new Map(FILES.map((file) => [file, fs.readFileSync(path.join(ROOT, file), 'utf8')]))
const textOf = (file: string): string => TEXTS.get(file) ?? ''

const NO_ROOM = ['lib', 'run', 'cli', 'job']
const FOLDERS = fs
  .readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const ROOMS = FOLDERS.filter((folder) => !NO_ROOM.includes(folder))
const roomOf = (file: string): string => file.split('/')[0] ?? ''

/** Where a `/` begins a regular expression: after what can not end a value. */
const BEFORE_REGEX = /(?:[=(,:[!&|?{};+*%~^<>-]|\b(?:return|typeof|case|in|of|yield|await|else))\s*$/

/** The text with comments and what stands in strings, templates and regular expressions blanked; lines stay. */
function codeOf(text: string): string {
  let out = ''
  let at = 0
  /** depth of `{` within each open `${` */
  const templates: number[] = []
  const skip = (end: number): void => {
    out += text.slice(at, end).replace(/[^\n]/g, ' ')
    at = end
  }
  const template = (): void => {
    let end = at
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end))
      end += text[end] === '\\' ? 2 : 1
    skip(end)
    if (text[at] === '`') out += text[at++]
    else {
      out += '${'
      at += 2
      templates.push(0)
    }
  }
  while (at < text.length) {
    const here = text[at] ?? ''
    if (text.startsWith('//', at)) skip(text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at))
    else if (text.startsWith('/*', at)) skip(text.indexOf('*/', at) + 2)
    else if (here === "'" || here === '"') {
      let end = at + 1
      while (end < text.length && text[end] !== here) end += text[end] === '\\' ? 2 : 1
      out += here
      at += 1
      skip(end)
      out += here
      at += 1
    } else if (here === '`') {
      out += here
      at += 1
      template()
    } else if (here === '/' && BEFORE_REGEX.test(out.slice(-20))) {
      let end = at + 1
      let within = false
      while (end < text.length && (within || text[end] !== '/')) {
        if (text[end] === '[') within = true
        if (text[end] === ']') within = false
        end += text[end] === '\\' ? 2 : 1
      }
      out += "''"
      skip(end + 1)
    } else {
      const depth = templates.at(-1)
      if (depth !== undefined && here === '{') templates[templates.length - 1] = depth + 1
      if (depth !== undefined && here === '}') {
        if (depth === 0) {
          templates.pop()
          out += here
          at += 1
          template()
          continue
        }
        templates[templates.length - 1] = depth - 1
      }
      out += here
      at += 1
    }
  }
  return out
}

const CODE = new Map(FILES.map((file) => [file, codeOf(textOf(file))]))

interface Import {
  readonly file: string
  /** as it is written */
  readonly from: string
  /** path under pipeline/, for our own */
  readonly target?: string
  readonly typeOnly: boolean
}

function importsOf(file: string): readonly Import[] {
  const text = textOf(file)
  // the words are looked for in the code, what they import in the text: they have the same offsets but for expressions
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const fixed = [...plain.matchAll(/^(import|export)\s+(type\s)?([^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)]
  const late = [...plain.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)]
  const all = [
    ...fixed.flatMap(([, word, type, names, from]) =>
      from === undefined || (word === 'export' && names === undefined)
        ? []
        : [{ from, typeOnly: isTypes(type, names) }],
    ),
    ...late.map(([, from = '']) => ({ from, typeOnly: false })),
  ]
  return all.map(({ from, typeOnly }) => {
    const target = from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : undefined
    return { file, from, typeOnly, ...(target === undefined ? {} : { target }) }
  })
}

/** `import type …`, or every name with `type` before it. */
function isTypes(type: string | undefined, names: string | undefined): boolean {
  if (type !== undefined) return true
  const listed = names?.match(/^\{([^}]*)\}\s+from\s+$/)?.[1]
  return listed?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false
}

const IMPORTS = FILES.flatMap(importsOf)
const show = ({ file, from }: Import): string => `${file} → ${from}`

/** Each place in the code where the pattern stands, as `<file>:<line> <code>`. */
function places(pattern: RegExp, files: readonly string[] = FILES): readonly string[] {
  return files.flatMap((file) =>
    (CODE.get(file) ?? '')
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
  )
}

describe('the reader of code that this test goes by', () => {
  test.each([
    ["const a = 'process' // console", "const a = '       '           "],
    [`\`a$\{process}b\``, `\`$\{process}\``],
    ['a / b / c', 'a / b / c'],
    [
      'x = /process["]/.test(y)',
      "x = ''                  .test(y)".replace("''                  ", "''            "),
    ],
    ["/* as any */ f('it\\'s')", "             f('     ')"],
  ])('%s', (text, code) => {
    expect(codeOf(text).replaceAll(' ', '')).toBe(code.replaceAll(' ', ''))
  })
  test('it reads every file to its end: brackets are even', () => {
    for (const file of FILES) {
      const code = CODE.get(file) ?? ''
      for (const [open, close] of ['()', '[]', '{}'].map((pair) => [...pair]))
        expect(code.split(open ?? '').length, `${file} ${open}`).toBe(code.split(close ?? '').length)
    }
  })
  test('it finds the imports', () => {
    expect(IMPORTS.length).toBeGreaterThan(FILES.length)
    for (const { target, file } of IMPORTS)
      if (target !== undefined) expect(TEXTS.has(target), `${file} → ${target}`).toBe(true)
  })
})

describe('imports', () => {
  test('there are rooms', () => {
    expect(ROOMS).toEqual(
      expect.arrayContaining(['acquire', 'extract', 'shape', 'normalize', 'reconcile', 'validate', 'export']),
    )
  })

  test('a room imports the leaves and its own folder, never another room', () => {
    const strange = IMPORTS.filter(({ file, target, typeOnly }) => {
      if (!ROOMS.includes(roomOf(file)) || target === undefined) return false
      if (target === 'problem.ts' || target.startsWith('lib/') || roomOf(target) === roomOf(file))
        return false
      return !(target === 'effects.ts' && typeOnly)
    })
    expect(strange.map(show)).toEqual([])
  })

  test('leaves import leaves', () => {
    const strange = IMPORTS.filter(
      ({ file, target, typeOnly }) =>
        file.startsWith('lib/') &&
        target !== undefined &&
        !target.startsWith('lib/') &&
        target !== 'problem.ts' &&
        !typeOnly,
    )
    expect(strange.map(show)).toEqual([])
  })

  test('from outside a room, only its index is imported', () => {
    // the run loads what it needs of a room by itself, so that a build with nothing to do loads little
    const strange = IMPORTS.filter(({ file, target }) => {
      if (target === undefined || !ROOMS.includes(roomOf(target)) || roomOf(target) === roomOf(file))
        return false
      return (
        !target.endsWith('/index.ts') &&
        !roomOf(file).startsWith('run') &&
        !['cli', 'job.ts'].includes(roomOf(file)) &&
        // the stages of the job, for tables: its share of job.ts
        file !== 'job/table/stages.ts'
      )
    })
    expect(strange.map(show)).toEqual([])
  })

  test('no import goes round in a circle, not even of types', () => {
    const next = new Map<string, readonly string[]>()
    for (const file of FILES)
      next.set(
        file,
        IMPORTS.filter((one) => one.file === file).flatMap(({ target }) => target ?? []),
      )
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      else if (!done.has(file)) {
        for (const other of next.get(file) ?? []) visit(other, [...way, file])
        done.add(file)
      }
    }
    for (const file of FILES) visit(file, [])
    expect(circles).toEqual([])
  })

  test('what runs in a browser too imports nothing of Node', () => {
    const browser = [
      'lib',
      'extract',
      'inspect',
      'shape',
      'normalize',
      'reconcile',
      'validate',
      'export',
      'catalog',
      'report',
      'template',
      'history',
      'job',
      'job.ts',
      'problem.ts',
      'effects.ts',
    ]
    const strange = IMPORTS.filter(
      ({ file, from }) => browser.includes(roomOf(file)) && from.startsWith('node:'),
    )
    expect(strange.map(show)).toEqual([])
  })

  test('Node’s own modules are named as such, and every package is one of our dependencies', () => {
    const described: unknown = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'))
    const dependencies =
      isObject(described) && isObject(described.dependencies) ? Object.keys(described.dependencies) : []
    const used = IMPORTS.filter(({ target, from }) => target === undefined && !from.startsWith('node:'))
    expect(new Set(used.map(({ from }) => packageOf(from)))).toEqual(new Set(dependencies))
  })

  test('each package is imported by one file', () => {
    const owners = new Map<string, Set<string>>()
    for (const { file, from, target } of IMPORTS) {
      if (target !== undefined || from.startsWith('node:')) continue
      owners.set(packageOf(from), (owners.get(packageOf(from)) ?? new Set()).add(file))
    }
    expect(
      Object.fromEntries(
        [...owners].filter(([, files]) => files.size > 1).map(([name, files]) => [name, [...files]]),
      ),
    ).toEqual({})
  })
})

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
}

/** A value, `as`, and a type after it; a member, key or variable of that name is none. */
const CAST = /[\w$)\]}'"`!]\s+as\s+(?!const\b)[\w$({['"`-]/g

/** Where in the code casts stand, as `<line> <text>`. */
function castsIn(code: string): readonly string[] {
  const bare = code.replace(/^(?:import|export)\s[^;=]*?from\s*'\s*'/gm, (found) =>
    found.replace(/[^\n]/g, ' '),
  )
  return [...bare.matchAll(CAST)].map(
    ({ 0: text, index }) => `${bare.slice(0, index).split('\n').length} ${text.replace(/\s+/g, ' ')}`,
  )
}

describe('what no file may use', () => {
  const not = (...allowed: readonly string[]): readonly string[] =>
    FILES.filter((file) => !allowed.includes(file))

  test.each([
    ['any', /(?:[:<|&,(=]\s*|\bas\s+)any\b(?!\s*\()|\bany\[\]/, FILES],
    ['console', /\bconsole\b/, not('cli.ts', 'effects-node.ts')],
    ['process', /\bprocess\b(?!\s*:)/, not('cli.ts', 'effects-node.ts')],
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\)|\bperformance\b/, not('effects-node.ts')],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/, not('effects-node.ts')],
    ['the locale', /\.toLocale\w*|\.localeCompare\b|\bIntl\b/, not('effects-node.ts', 'cli/language.ts')],
    ['eval', /\beval\s*\(|\bnew Function\b/, FILES],
    ['fetch', /(?<![.\w])fetch\s*\(/, not('effects-node.ts')],
  ])('%s', (_, pattern, files) => {
    expect(places(pattern, files)).toEqual([])
  })

  test('an order to ignore a checker', () => {
    const orders = FILES.filter((file) =>
      /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/.test(textOf(file)),
    )
    expect(orders).toEqual([])
  })

  test('a cast: `as` is for constants and for names in imports', () => {
    expect(FILES.flatMap((file) => castsIn(CODE.get(file) ?? '').map((cast) => `${file}:${cast}`))).toEqual(
      [],
    )
  })
  test.each([
    ['const a = b as C', true],
    ['f(x as unknown, 1)', true],
    ['const a = f(b)\n  as C', true],
    ["x['k'] as readonly string[]", true],
    ['[...a] as [string]', true],
    ["const a = '…' as 'b'", true],
    ['const a = [1] as const', false],
    ["import { a as b } from 'c'", false],
    ["export * as b from 'c'", false],
    ['a.as === b.as && c', false],
    ['const { row, as } = one', false],
    ['for (const { from, as } of spans) counts[as] += 1', false],
    ['...(as === undefined ? {} : { as })', false],
    ["return { as: 'x', values }", false],
    ['interface A { readonly as: Kind; as?: B }', false],
    ['const f = ({ as }: A) => as', false],
  ])('%s', (text, isCast) => {
    expect(castsIn(codeOf(text)).length > 0).toBe(isCast)
  })

  test('a class, but the one error a user may see', () => {
    expect(places(/\bclass\s+\w+/).map((one) => one.replace(/:\d+/, ''))).toEqual([
      'problem.ts export class UserError extends Error {',
    ])
  })

  test('an array sorted by the rules of a language: text is compared by its code units', () => {
    expect(places(/\.sort\(\s*new\b|Collator/)).toEqual([])
  })
})

describe('files', () => {
  test('are small', () => {
    const long = FILES.map((file) => [file, textOf(file).trimEnd().split('\n').length] as const).filter(
      ([, lines]) => lines > 400,
    )
    expect(long).toEqual([])
  })

  test('are named by what they hold', () => {
    expect(
      FILES.filter(
        (file) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/.test(file),
      ),
    ).toEqual([])
  })

  test.each(ROOMS)('%s begins with its contract, in prose', (room) => {
    const comment = textOf(`${room}/index.ts`).match(/^\/\*\*([\s\S]*?)\*\//)?.[1] ?? ''
    const lines = comment
      .split('\n')
      .map((line) => line.replace(/^\s*\*?\s*/, ''))
      .filter((line) => line !== '')
    expect(lines.length).toBeGreaterThanOrEqual(2)
    expect(lines.join(' ')).toMatch(/[.:] /)
  })

  test('none but the index of a room only passes on what others have', () => {
    const passing = FILES.filter((file) => {
      const left = (CODE.get(file) ?? '').replace(
        /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*from\s*'\s*'/gm,
        '',
      )
      return !file.endsWith('/index.ts') && left.trim() === '' && textOf(file).trim() !== ''
    })
    expect(passing).toEqual([])
  })
})

interface Kind {
  readonly ja: string
  readonly en: string
  readonly fixJa: string
  readonly fixEn: string
  readonly severity: string
  readonly scope: string
}

const TEXT_KEYS = ['ja', 'en', 'fixJa', 'fixEn'] as const

function isKind(value: unknown): value is Kind {
  return isObject(value) && [...TEXT_KEYS, 'severity', 'scope'].every((key) => typeof value[key] === 'string')
}

/** The job of tables has no list of its own: it makes any room's problem of a row by its code. */
const OF_ROOMS = 'job/table/problems.ts'
const LISTS = FILES.filter(
  (file) =>
    file !== OF_ROOMS && /^import \{[^}]*\bproblemsOf\b[^}]*\} from '[^']*problem\.ts'/m.test(textOf(file)),
)

/** Every list of problems that a file exports, by its code. */
async function kindsOf(file: string): Promise<readonly (readonly [string, unknown])[]> {
  const module: unknown = await import(pathToFileURL(path.join(ROOT, file)).href)
  if (!isObject(module)) return []
  return Object.values(module).flatMap((list) =>
    isObject(list) ? Object.entries(list).filter(([code]) => code.includes('/')) : [],
  )
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** `line` for `line`, or each language its own: `hintJa` and `hintEn`, `whatJa` and `what`. */
function twins(name: string): readonly string[] {
  const bare = name.replace(/(?:Ja|En)$/, '')
  return [bare, `${bare}Ja`, `${bare}En`]
}

test('lists of problems are where problems are made, and the room that has problems has one', () => {
  expect(LISTS.length).toBeGreaterThan(8)
  expect(LISTS.filter((file) => !file.endsWith('/problems.ts'))).toEqual(['lib/licences.ts'])
})

/** Codes are permanent: this one was the catalogue's before the run asked for it too. */
const OTHER_PREFIX = new Map([['lib/licences.ts', 'catalog']])

describe.each(LISTS)('%s', (file) => {
  test('says what happened and what to do, in both languages, under codes of its own', async () => {
    const kinds = await kindsOf(file)
    expect(kinds.length).toBeGreaterThan(0)
    const own = OTHER_PREFIX.get(file) ?? roomOf(file)
    for (const [code, kind] of kinds) {
      expect(code).toMatch(new RegExp(`^${own}/[a-z0-9]+(-[a-z0-9]+)*$`))
      if (!isKind(kind)) throw new Error(`${code} is not whole`)
      expect(['error', 'warning', 'info'], code).toContain(kind.severity)
      expect(['row', 'source'], code).toContain(kind.scope)
      for (const key of TEXT_KEYS) expect(kind[key].trim(), `${code} ${key}`).not.toBe('')
      for (const text of [kind.ja, kind.fixJa])
        expect(text, code).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]|^\{\w+\}$/)
      for (const text of [kind.en, kind.fixEn]) {
        expect(text, code).toMatch(/[a-z]/)
        expect(
          text.replace(/"[^"]*"|「[^」]*」/g, ''),
          `${code}: English, but for what is quoted`,
        ).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff、。]/)
      }
    }
  })

  test('what one language fills in, the other fills in too', async () => {
    for (const [code, kind] of await kindsOf(file)) {
      if (!isKind(kind)) continue
      for (const [one, other] of [
        [kind.ja, kind.en],
        [kind.fixJa, kind.fixEn],
      ] as const) {
        // a remedy may name a key in one language, where the other has it in the message
        const there = namesIn(other)
        const here = namesIn(one)
        for (const name of here)
          expect(
            twins(name).some((twin) => there.includes(twin)),
            `${code} {${name}}`,
          ).toBe(true)
        for (const name of there)
          expect(
            twins(name).some((twin) => here.includes(twin)),
            `${code} {${name}}`,
          ).toBe(true)
        for (const name of here) expect(name, code).not.toMatch(/En$/)
        for (const name of there) expect(name, code).not.toMatch(/Ja$/)
      }
    }
  })

  test('every code is used', async () => {
    const others = FILES.filter((one) => one !== file)
      .map(textOf)
      .join('\n')
    const rest = file.endsWith('/problems.ts')
      ? others
      : `${others}${textOf(file).split('problemsOf(').slice(1).join('')}`
    const unused = (await kindsOf(file)).map(([code]) => code).filter((code) => !rest.includes(`'${code}'`))
    expect(unused).toEqual([])
  })
})

test('no code is in two lists', async () => {
  const codes = (await Promise.all(LISTS.map(kindsOf))).flat().map(([code]) => code)
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
})
