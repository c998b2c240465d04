// Faults in authored files: which file, which key, which line and column.
import { describe, it } from 'vitest'

describe('authored files', () => {
  it.todo('being written')
})
