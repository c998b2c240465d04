/** Authored files: read as YAML, gated by their schema, given as strict types; an unknown key comes with a suggestion. */
import { shown, withShownAddresses } from '../lib/address.ts'
import { keyOfPath } from '../lib/keys.ts'
import type { Json } from '../lib/model.ts'
import { suggest } from '../lib/suggest.ts'
import { type KeyPlace, parseYaml, placesOfKeys } from '../lib/yaml.ts'
import { clip, type Place, type Problem } from '../problem.ts'
import type { Fault, Gate } from './ajv.ts'
import { problem } from './problems.ts'
import { reasonOf } from './reasons.ts'

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
  const placeOf = placesOfKeys(text)
  return {
    problems: distinct(found).map((fault) => authoredProblem(fault, file, text, value, placeOf, place)),
  }
}

function passed<T>(_value: unknown, faults: readonly Fault[]): _value is T {
  return faults.length === 0
}

function authoredProblem(
  fault: Fault,
  file: string,
  text: string,
  value: unknown,
  placeOf: (path: readonly string[]) => KeyPlace | undefined,
  place: Place,
): Problem {
  const own = fault.unknownKey ?? fault.missingKey
  const path = own === undefined ? fault.path : [...fault.path, own]
  const key = keyOfPath(path, value)
  const at = placeOf(path)
  const where = { ...place, file, key, ...(at ? { ...at, text: lineOf(text, at.line) } : {}) }
  if (fault.missingKey !== undefined) return problem('validate/missing-key', where, { file, key })
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
  // the form of the line that snapshot.yaml has of it
  if (key === 'from' && typeof fault.value === 'string') {
    return problem('validate/from-text', where, { file, actual: clip(shown(fault.value), 120) })
  }
  const reason = reasonOf(fault)
  return problem('validate/authored', where, {
    file,
    what: key === '' ? 'the whole file' : `"${key}"`,
    whatJa: key === '' ? '全体' : `「${key}」`,
    reason: reason.en,
    reasonJa: reason.ja,
    actual: clip(withShownAddresses(JSON.stringify(fault.value) ?? '—'), 80),
    expected: fault.expected === 'pattern \\S' ? 'minLength 1' : fault.expected,
  })
}

/** Of the branches of an anyOf, what each says of the same key is one fault. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>()
  return faults.filter((fault) => {
    const id = JSON.stringify([fault.path, fault.unknownKey ?? fault.missingKey])
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

function lineOf(text: string, line: number): string {
  return withShownAddresses(text.split('\n')[line - 1] ?? '')
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
    .map((fault) => {
      const { ja, en } = reasonOf(fault)
      const facts = { stage, key: fault.path.join('.'), reason: en, reasonJa: ja }
      return problem('validate/stage', place, facts)
    })
}
