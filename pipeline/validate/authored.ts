/** Authored files: read as YAML, gated by their schema, given as strict types; an unknown key comes with a suggestion. */
import type { Json } from '../lib/model.ts'
import { suggest } from '../lib/suggest.ts'
import { parseYaml, placeOfKey } from '../lib/yaml.ts'
import { clip, type Place, type Problem } from '../problem.ts'
import type { Fault, Gate } from './ajv.ts'
import { problem } from './problems.ts'

export interface AuthoredFile {
  readonly file: string
  readonly text: string
}

/** Gives the value when its gate lets it pass; the gate is what makes the type true. */
export function readAuthored<T>(
  { file, text }: AuthoredFile,
  gate: Gate,
  place: Place,
): { value: T } | { problems: readonly Problem[] } {
  const { value, faults } = parseYaml(text)
  if (faults.length > 0) {
    return {
      problems: faults.slice(0, 5).map((fault) => {
        const where = {
          ...place,
          file,
          line: fault.line,
          column: fault.column,
          text: lineOf(text, fault.line),
        }
        return problem('validate/yaml', where, { file, line: fault.line, actual: fault.message })
      }),
    }
  }
  const found = gate(value)
  if (found.length === 0 && passed<T>(value, found)) return { value }
  return { problems: distinct(found).map((fault) => authoredProblem(fault, file, text, place)) }
}

function passed<T>(_value: unknown, faults: readonly Fault[]): _value is T {
  return faults.length === 0
}

function authoredProblem(fault: Fault, file: string, text: string, place: Place): Problem {
  const path = fault.unknownKey === undefined ? fault.path : [...fault.path, fault.unknownKey]
  const key = path.join('.')
  const at = placeOfKey(
    text,
    path.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
  )
  const where = {
    ...place,
    file,
    key,
    ...(at ? { line: at.line, column: at.column, text: lineOf(text, at.line) } : {}),
  }
  if (fault.unknownKey !== undefined) {
    const near = suggest(fault.unknownKey, fault.known ?? [])
    return problem('validate/unknown-key', where, {
      file,
      actual: fault.unknownKey,
      expected: fault.expected,
      hintJa: near === undefined ? '' : `「${near}」のことですか。`,
      hintEn: near === undefined ? '' : `Did you mean "${near}"?`,
    })
  }
  const actual = clip(JSON.stringify(fault.value) ?? '—', 80)
  return problem('validate/authored', where, {
    file,
    key: key || file,
    reason: fault.message,
    actual,
    expected: fault.expected,
  })
}

/** Of the branches of an anyOf, what each says of the same key is one fault. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>()
  return faults.filter((fault) => {
    const id =
      fault.path.join('/') + (fault.unknownKey ?? (fault.keyword === 'required' ? fault.message : ''))
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

function lineOf(text: string, line: number): string {
  return text.split('\n')[line - 1] ?? ''
}

/** What passes from one stage to the next: the envelope is checked once per batch. */
export function checkStage(
  stage: string,
  gate: Gate | undefined,
  value: Json | object,
  place: Place,
): readonly Problem[] {
  if (!gate) {
    const facts = { actual: stage, expected: `stages/${stage}.schema.json` }
    return [problem('validate/schema-missing', place, facts)]
  }
  return gate(value)
    .slice(0, 5)
    .map((fault) =>
      problem('validate/stage', place, { stage, key: fault.path.join('.'), reason: fault.message }),
    )
}
