/** The only owner of `ajv`: JSON Schema 2020-12, compiled once per schema, faults as plain data. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { FORMATS } from './formats.ts'

export interface Fault {
  /** `document/blocks/2/starts` as a path */
  readonly path: readonly string[]
  readonly keyword: string
  /** what is wrong, in English, as ajv says it */
  readonly message: string
  /** for an unknown key: the key, and those known */
  readonly unknownKey?: string
  readonly known?: readonly string[]
  /** for a key that should be there: the key */
  readonly missingKey?: string
  readonly value: unknown
  readonly expected: string
}

export type Gate = (value: unknown) => readonly Fault[]

/** Ours say more than JSON Schema: they do not validate. */
const OWN_KEYWORDS = [
  'x-titleEn',
  'x-descriptionEn',
  'x-term',
  'x-type',
  'x-references',
  'x-primaryKey',
  'x-codeList',
  'x-conformsTo',
  'x-sheet',
  'x-kind',
  'x-requirement',
  'x-confidence',
  'x-example',
  'x-suggest',
  'x-blank',
  'x-inferred',
  'x-temporal',
  'x-spatial',
  'x-unit',
]

const FAULT_LIMIT = 50

export type Gates = (name: string) => Gate | undefined

const made = new WeakMap<(name: string) => unknown, Gates>()

/**
 * A factory of gates. Each schema is compiled when it is first asked for, and once: whoever asks with the same
 * `schemas` gets the same gates, so that a thousand sources compile as much as one.
 */
export function createGates(schemas: (name: string) => unknown): Gates {
  const known = made.get(schemas)
  if (known) return known
  // our own schemas are held against their meta-schema by tests; doing it here would cost more than all the rest
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    verbose: true,
    strictRequired: false,
    validateSchema: false,
    meta: false,
  })
  ajv.addVocabulary(OWN_KEYWORDS)
  const gates = new Map<string, Gate | undefined>()
  const factory: Gates = (name) => {
    // asked for each time: whoever gives the schemas may note who uses which
    const schema = schemas(name)
    if (gates.has(name)) return gates.get(name)
    const gate = typeof schema === 'object' && schema !== null ? toGate(ajv.compile(schema)) : undefined
    gates.set(name, gate)
    return gate
  }
  made.set(schemas, factory)
  return factory
}

/**
 * A gate of a schema from outside, or of one that was made of another: keywords that we do not know are let be, formats
 * are checked, and patterns are JavaScript's. Throws what ajv says of a schema that can not be compiled.
 */
export function compileLoose(schema: object): Gate {
  const options = { allErrors: true, strict: false, verbose: true, logger: false, formats: FORMATS } as const
  try {
    return toGate(new Ajv2020(options).compile(schema))
  } catch {
    // many patterns escape what need not be (\\-), which JavaScript's unicode mode does not allow
    return toGate(new Ajv2020({ ...options, unicodeRegExp: false }).compile(schema))
  }
}

const NONE: readonly Fault[] = []

function toGate(validate: ValidateFunction): Gate {
  return (value) => {
    if (validate(value)) return NONE
    return (validate.errors ?? []).filter(isOwnFault).slice(0, FAULT_LIMIT).map(toFault)
  }
}

/** An `if` or `anyOf` that fails repeats what its branches say. */
function isOwnFault(error: ErrorObject): boolean {
  return error.keyword !== 'if'
}

function toFault(error: ErrorObject): Fault {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const params: Record<string, unknown> = error.params
  const base = { path, keyword: error.keyword, message: error.message ?? error.keyword, value: error.data }
  const extra = params.additionalProperty
  if (error.keyword === 'additionalProperties' && typeof extra === 'string') {
    const properties = error.parentSchema?.properties
    const known = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
    return { ...base, unknownKey: extra, known, expected: known.join(', ') }
  }
  const missing = params.missingProperty
  const missingKey = typeof missing === 'string' ? { missingKey: missing } : {}
  return { ...base, ...missingKey, expected: expectation(error.keyword, params) }
}

function expectation(keyword: string, params: Record<string, unknown>): string {
  const facts = Object.values(params).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  )
  return `${keyword} ${facts.join(' ')}`.trim()
}
