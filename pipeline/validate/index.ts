/**
 * validate: JSON Schema and rules; it changes nothing. One schema stands at the door of every stage, one per record
 * type, one per authored file. It also keeps the account of the source: every line used or structure, and every
 * part that was captured found again in what comes out.
 */

export type { Account, AccountedLine, Unaccounted } from './account.ts'
export { accountFor } from './account.ts'
export type { Gate, Gates } from './ajv.ts'
export { createGates } from './ajv.ts'
export { checkStage, readAuthored } from './authored.ts'
export type { RecordType } from './columns.ts'
export { columnsFor, publishedSchema, readRecordType } from './columns.ts'
export { fieldsOf } from './fields.ts'
export { type Held, holdRows } from './held.ts'
export { problem as validateProblem, validateProblems } from './problems.ts'
export { checkPublished, type Published } from './published.ts'
export { checkCases, checkCounts, checkFormulas, checkRecords, checkReferences } from './records.ts'
export { type RowSchema, readRowSchema } from './row-schema.ts'
export { checkStaged, readTable } from './staged.ts'
export { type RowGate, rowGate, schemaFault } from './tuple.ts'
